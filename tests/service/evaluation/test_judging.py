"""Text answers, and the property that holds all rules together."""

from pathlib import Path

import pytest

from service.evaluation.judging import judge
from service.evaluation.questions import read_questions
from service.evaluation.replies import MalformedReply, read_reply
from service.evaluation.shelf import prepare
from tests.service.evaluation.cases import REPLY, WORDS, judged
from tests.service.evaluation.replying import (
    perfect_reply,
    refusal,
    shelf_for,
    spoilt_replies,
)

QUESTIONS = Path(__file__).parents[2] / "evaluation" / "questions"
NAMED = {**WORDS, "type": "who_which", "answers": ["县教育局", "教育局"]}


@pytest.mark.parametrize(
    ("short", "right"),
    [
        ("县教育局", True),
        ("“县教育局”。", True),
        ("是县教育局负责", True),
        ("青河县教育局", True),
        ("县卫生局", False),
        ("县教育局、县卫生局和县财政局", False),
        ("县委", False),
    ],
)
def test_a_wording_is_right_if_it_holds_the_answer_and_little_else(tmp_path, short, right):
    assert judged(tmp_path, NAMED, short_answer=short, text=short).right is right


def test_a_wording_that_names_a_neighbour_as_well_is_wrong(tmp_path: Path):
    gold = NAMED | {"distractors_text": ["财政局"]}
    assert judged(tmp_path, gold, short_answer="教育局，财政局").ruling.neighbour
    assert judged(tmp_path, gold, short_answer="财政局").ruling.neighbour
    assert judged(tmp_path, gold, short_answer="财政局下的教育局").right


def test_a_date_is_no_other_date(tmp_path: Path):
    gold = NAMED | {"answers": ["9月26日"]}
    assert judged(tmp_path, gold, short_answer="9月26日").right
    assert not judged(tmp_path, gold, short_answer="9月25日").right


def test_the_text_is_judged_where_there_is_no_short_answer(tmp_path: Path):
    assert judged(tmp_path, NAMED, short_answer=None, text="县教育局[1]").right


def test_refusing_what_the_reports_tell_is_wrong(tmp_path: Path):
    judgement = judged(tmp_path, NAMED, **refusal())
    assert judgement.refused
    assert judgement.ruling.faults == ("refused, but the reports tell it",)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "maybe"}, "status"),
        ({"text": None}, "text"),
        ({"citations": "none"}, "citations"),
        ({"value": {"number": "many", "unit": "所"}}, "value.number"),
        ({"citations": [{"number": 1}]}, "citations.0.document_id"),
    ],
)
def test_a_reply_of_another_shape_is_told_by_its_field(change, field):
    with pytest.raises(MalformedReply, match=f"`{field}`"):
        read_reply(REPLY | {"citations": []} | change)


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_perfect_reply_to_any_question_is_right_and_a_spoilt_one_wrong(path: Path):
    questions = read_questions(path)
    shelf = shelf_for(questions)
    cases, left_out = prepare(questions, shelf)
    assert (len(cases), left_out) == (len(questions), ())
    for case in cases:
        name = case.gold.question_id
        perfect = judge(case, read_reply(perfect_reply(case, shelf)), shelf, 0.0)
        assert perfect.ruling.faults == (), name
        assert perfect.grounding.broken == (), name
        assert perfect.grounding.evidence_found in (None, 1.0), name
        assert perfect.grounding.right_report in (None, True), name
        for how, spoilt in spoilt_replies(case, shelf):
            assert not judge(case, read_reply(spoilt), shelf, 0.0).right, (name, how)


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_citation_moved_by_one_character_is_never_exact(path: Path):
    questions = read_questions(path)
    shelf = shelf_for(questions)
    for case in prepare(questions, shelf)[0]:
        reply = perfect_reply(case, shelf)
        for citation in reply["citations"]:
            moved = citation | {"start": citation["start"] + 1}
            broken = judge(case, read_reply(reply | {"citations": [moved]}), shelf, 0.0)
            assert broken.grounding.broken, case.gold.question_id
