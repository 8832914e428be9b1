from pathlib import Path

import pytest

from tests.service.evaluation.cases import WORDS, judged

YES = {**WORDS, "type": "yes_no", "question": "青河县建了学校吗？", "answers": ["是", "建了"]}
YES["answer_bool"] = True
NO = YES | {"answer_bool": False, "answers": ["不是", "没有"]}


def said(folder: Path, gold: dict[str, object], short: str | None, text: str):
    return judged(folder, gold, short_answer=short, text=text, value=None).ruling


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("是", "是。新建学校21所。"),
        ("是的", "新建学校21所。"),
        (None, "对，新建学校21所。"),
        ("有", "有。"),
        ("没错", "没错，新建21所。"),
        ("建了", "新建学校21所。"),
        ("Yes", "Yes, 21所."),
        (None, "报告的说法属实。"),
    ],
)
def test_a_yes_is_heard(tmp_path: Path, short, text):
    assert said(tmp_path, YES, short, text).right
    assert said(tmp_path, NO, short if short != "建了" else "是", text).faults == ("says yes",)


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("不是", "不是，是21所。"),
        ("没有", "没有，新建学校21所。"),
        (None, "并非如此。"),
        (None, "报告没有这样写，写的是21所。"),
        ("No", "No, 21所."),
        ("未达到", "未达到。"),
    ],
)
def test_a_no_is_heard(tmp_path: Path, short, text):
    assert said(tmp_path, NO, short, text).right
    assert said(tmp_path, YES, short, text).faults == ("says no",)


def test_figures_alone_say_neither(tmp_path: Path):
    assert said(tmp_path, YES, "21所", "新建学校21所。").faults == ("says neither yes nor no",)


@pytest.mark.parametrize(
    "text", ["对医疗队员精准服务。", "有关部门新建学校。", "会议新建学校。", "不断新建学校。"]
)
def test_words_that_begin_like_an_answer_are_none(tmp_path: Path, text: str):
    assert said(tmp_path, YES, None, text).faults == ("says neither yes nor no",)
    assert said(tmp_path, NO, "不是", text).right


def test_both_at_once_are_wrong(tmp_path: Path):
    assert said(tmp_path, YES, "是", "不是，新建21所。").faults == ("says both yes and no",)


def test_words_of_the_question_are_no_answer(tmp_path: Path):
    gold = NO | {"question": "青河县没有建学校，对吗？"}
    assert said(tmp_path, gold, None, "青河县没有建学校的记载。").faults == (
        "says neither yes nor no",
    )
