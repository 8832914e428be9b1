from pathlib import Path

import pytest

from tests.service.evaluation.cases import WORDS, judged
from tests.service.evaluation.replying import refusal

UNTOLD = {
    **WORDS,
    "type": "unans_in_domain",
    "question": "2019年新建了多少所学校？",
    "answerable": False,
    "answers": [],
    "evidence": [],
    "unans_kind": "in_domain",
    "tempting": ["新建学校21所"],
}
FALSE = UNTOLD | {
    "type": "unans_false_premise",
    "question": "白山县新建的33所学校在哪里？",
    "unans_kind": "false_premise",
    "correction_any": ["青河", "21所"],
}
HALF = UNTOLD | {"unans_sub": "one_side_missing", "question": "医生和药师哪个多？"}
ANSWER = {"status": "answered", "value": None}


def said(folder: Path, gold: dict[str, object], **reply: object):
    return judged(folder, gold, **refusal() | {"short_answer": None, "value": None} | reply)


@pytest.mark.parametrize("gold", [UNTOLD, FALSE, HALF])
def test_a_plain_refusal_is_right(tmp_path: Path, gold):
    assert said(tmp_path, gold).ruling.faults == ()
    assert said(tmp_path, gold, text="报告没有说明。最接近的是：新建学校21所。[1]").right


@pytest.mark.parametrize(
    ("leak", "told"),
    [
        ({"value": {"number": "21", "unit": "所"}}, "refuses, but says 21所"),
        ({"short_answer": "21所"}, "refuses, but says 21所"),
    ],
)
def test_a_refusal_that_answers_all_the_same_is_wrong(tmp_path: Path, leak, told):
    assert said(tmp_path, UNTOLD, **leak).ruling.faults == (told,)


def test_numbers_of_the_question_are_no_leak(tmp_path: Path):
    assert said(tmp_path, UNTOLD, short_answer="报告没有写2019年").right


@pytest.mark.parametrize(
    ("short", "tempted"),
    [("21所", True), ("新建学校21所", True), ("99所", False), ("青河县", False)],
)
def test_an_answer_is_wrong_and_a_near_thing_is_told(tmp_path: Path, short, tempted):
    judgement = said(tmp_path, UNTOLD, **ANSWER, short_answer=short, text=short)
    assert not judgement.right
    assert judgement.ruling.neighbour is tempted


@pytest.mark.parametrize(
    ("correction", "reason", "right"),
    [
        ("报告讲的是青河县。", "premise_conflict", True),
        ("不是33所，是21所。", "premise_conflict", True),
        ("是21所，33所有误。", "premise_conflict", True),
        ("新建学校21所。", "premise_conflict", False),
        ("报告讲的是青河县。", "not_stated", False),
        ("报告没有这样写。", "premise_conflict", False),
    ],
)
def test_a_false_premise_may_be_put_right_instead(tmp_path: Path, correction, reason, right):
    reply = {"text": correction, "correction": correction, "reason": reason}
    assert said(tmp_path, FALSE, **ANSWER, **reply).right is right


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ({"status": "partial", "text": "医生450余名。"}, True),
        ({"status": "answered", "text": "医生450余名，报告没有写药师。"}, True),
        ({"status": "answered", "text": "医生450余名。"}, False),
        ({"status": "partial", "text": "医生450余名，多于药师。"}, False),
        (
            {
                "status": "partial",
                "text": "450",
                "calculation": {"expression": "450-1", "result": "449", "unit": "人"},
            },
            False,
        ),
    ],
)
def test_half_of_a_comparison_may_be_told_as_half(tmp_path: Path, reply, right):
    assert said(tmp_path, HALF, **reply).right is right


@pytest.mark.parametrize(
    ("kind", "reason", "fits"),
    [
        ("in_domain", "not_stated", True),
        ("ood", "out_of_scope", True),
        ("false_premise", "premise_conflict", True),
        ("ood", "not_stated", False),
    ],
)
def test_the_reason_of_a_right_refusal_is_judged_apart(tmp_path: Path, kind, reason, fits):
    judgement = said(tmp_path, UNTOLD | {"unans_kind": kind}, reason=reason)
    assert judgement.right
    assert judgement.fitting_reason is fits
