from pathlib import Path

import pytest

from service.evaluation.comparison import states_winner
from tests.service.evaluation.cases import WORDS, judged

TWO = {
    **WORDS,
    "type": "comparative",
    "question": "医生和护士，哪个多？",
    "answers": ["护士", "护士人数"],
    "compare": {"医生": 450, "护士": 1200, "op": "max"},
}
LEAST = TWO | {
    "answers": ["医生"],
    "compare": {"医生": 450, "护士": 1200, "op": "min"},
}
THREE = TWO | {"compare": {"医生": 450, "护士": 1200, "干部": 90, "op": "max"}}
YEARS = TWO | {"answers": ["2014年"], "compare": {"2013年": 1310, "2014年": 1322, "op": "max"}}


def said(folder: Path, gold: dict[str, object], short: str | None, text: str = ""):
    return judged(folder, gold, short_answer=short, text=text, value=None).ruling


@pytest.mark.parametrize(
    "short",
    [
        "护士",
        "护士（1200名）",
        "护士多于医生",
        "医生少于护士",
        "护士比医生多750名",
        "医生比护士少",
        "最多的是护士，其次是医生",
        "护士1200名，医生450名，护士更多",
        "医生没有护士多：护士最多",
    ],
)
def test_the_side_that_is_asked_for_is_heard(tmp_path: Path, short: str):
    assert said(tmp_path, TWO, short).right


@pytest.mark.parametrize(
    ("gold", "short", "told"),
    [
        (TWO, "医生", "names 医生, not 护士"),
        (TWO, "医生多于护士", "names 医生, not 护士"),
        (TWO, "护士比医生少", "names 医生, not 护士"),
        (TWO, "医生450名，护士1200名", "names no side"),
        (TWO, "前者", "names no side"),
        (LEAST, "护士", "names 护士, not 医生"),
        (LEAST, "医生多于护士", "names 护士, not 医生"),
        (THREE, "医生少于护士和干部", "names no side"),
        (YEARS, "2013年", "names 2013年, not 2014年"),
        (TWO, "护士多于医生，护士450名，医生1200名", "gives 医生 another side's figure"),
    ],
)
def test_another_side_none_or_swapped_figures_are_wrong(tmp_path: Path, gold, short, told):
    assert told in said(tmp_path, gold, short).faults


def test_the_text_is_heard_where_the_short_answer_says_nothing(tmp_path: Path):
    assert said(tmp_path, LEAST, "450名", "医生450名，少于护士的1200名。").right


def test_a_side_that_a_long_sentence_names_in_passing_is_not_chosen(tmp_path: Path):
    passing = "全县组织了选派工作，各乡镇也都安排了专人，其中护士的补助按月发放，其余人员按季发放。"
    assert said(tmp_path, TWO, "补助", passing).faults == ("names no side",)
    assert said(tmp_path, TWO, "补助", passing + "护士多于医生。").right


def test_naming_the_other_side_is_a_neighbour(tmp_path: Path):
    assert said(tmp_path, TWO, "医生").neighbour
    assert not said(tmp_path, TWO, "护士").neighbour


def test_figures_may_be_counted_in_ten_thousands(tmp_path: Path):
    gold = TWO | {"compare": {"医生": 450, "护士": 1200, "op": "max"}}
    assert said(tmp_path, gold, "护士1200万名，多于医生450万名").right


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        ("护士多于医生", True),
        ("护士比医生多", True),
        ("两者相差750名", True),
        ("护士1200名，报告没有写医生。", False),
    ],
)
def test_a_winner_is_heard_whatever_the_sides(body: str, stated: bool):
    assert states_winner(body) is stated
