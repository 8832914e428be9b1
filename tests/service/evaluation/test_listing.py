from pathlib import Path

import pytest

from tests.service.evaluation.cases import QUOTE, WORDS, judged

EVIDENCE = "建设教材、课堂、头脑三个阵地"
LIST = {
    **WORDS,
    "type": "list",
    "answers": ["教材、课堂、头脑"],
    "evidence": [EVIDENCE],
    "answer_items": [{"any": ["教材"]}, {"any": ["课堂", "教室"]}, {"any": ["头脑"]}],
    "min_items": 3,
}
COUNTED = LIST | {
    "type": "multi_fact",
    "answers": ["医生450名、护士1200名"],
    "answer_items": [
        {"any": ["医生450名"], "value": 450, "unit": "人"},
        {"any": ["护士1200名"], "value": 1200, "unit": "人"},
    ],
    "min_items": 2,
    "distractors": [21],
}
FREE = LIST | {"type": "why_how", "min_items": 2, "evidence": [QUOTE]}


def said(folder: Path, gold: dict[str, object], short: str | None, text: str = "", **more: object):
    return judged(folder, gold, short_answer=short, text=text, value=None, **more).ruling


@pytest.mark.parametrize("short", ["教材、课堂、头脑", "头脑，教室和教材", "进教材;进课堂;进头脑"])
def test_a_whole_list_is_right_in_any_order_and_wording(tmp_path: Path, short: str):
    ruling = said(tmp_path, LIST, short)
    assert ruling.faults == ()
    assert ruling.items_found == 1.0


@pytest.mark.parametrize(
    ("gold", "short", "told"),
    [
        (LIST, "教材、课堂", "names 2 of 3 items"),
        (LIST, "教材、课堂、头脑、汽车、轮船、飞机、火箭", "only 43% of it belongs there"),
        (COUNTED, "450名、1201名", "names 1 of 2 items"),
        (COUNTED, "450家、1200家", "names 0 of 2 items"),
        (COUNTED, "450名、1200名、21所", "says 21, which is near"),
    ],
)
def test_a_list_with_gaps_or_strangers_is_wrong(tmp_path: Path, gold, short, told):
    ruling = said(tmp_path, gold, short)
    assert told in ruling.faults


def test_numbers_are_items_in_any_writing(tmp_path: Path):
    assert said(tmp_path, COUNTED, "四百五十人、1,200名").right


def test_the_better_of_short_answer_and_text_counts(tmp_path: Path):
    assert said(tmp_path, LIST, "教材", f"{EVIDENCE}。[1]").right


def test_the_evidence_itself_belongs_there(tmp_path: Path):
    assert said(tmp_path, LIST | {"min_items": 1}, None, EVIDENCE).right


def test_what_is_missing_must_be_said_where_the_reports_tell_a_part(tmp_path: Path):
    gold, short = LIST | {"partial": True}, "教材、课堂、头脑"
    assert said(tmp_path, gold, short).faults == ("does not say what is missing",)
    assert said(tmp_path, gold, short, "报告没有写其他阵地。").right
    assert said(tmp_path, gold, short, status="partial").right


@pytest.mark.parametrize(
    ("short", "text", "told"),
    [
        ("教材", "课堂。", None),
        (None, "进了教材，也进了课堂，共21所。", None),
        (None, "进了教材。", "names 1 of 2 points"),
        (None, "教材、课堂共33所。", "33所 is of no report that answers"),
        (None, "其他。" * 100 + "教材、课堂", "names 0 of 2 points"),
    ],
)
def test_a_free_answer_says_enough_soon_and_nothing_from_elsewhere(
    tmp_path: Path, short, text, told
):
    assert said(tmp_path, FREE, short, text).faults == ((told,) if told else ())


def test_what_a_free_answer_covers_is_counted(tmp_path: Path):
    assert said(tmp_path, FREE, "教材").items_found == 0.5
    assert said(tmp_path, FREE, "教材、课堂、头脑").items_found == 1.0
