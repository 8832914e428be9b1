from dataclasses import replace

import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.text import sentence_spans
from index.types import Document, Span
from service.questions import understand
from service.reader import Evidence, FactEvidence, Reading
from service.sighted import sighted_number

REPORT = parse_document(
    b"River Council Report 2021\n\nOf the 720 letters promised, 611 came the next day.\n"
    b"One resident in six knows the rooms; the accounts are put up monthly.\n"
    b"The council is grateful to all who helped.\n",
    "river.txt",
)


def seen(answer: str, document: Document = REPORT, likely: float = 0.9) -> Evidence:
    start = document.text.index(answer)
    span = Span(start, start + len(answer))
    sentence = next(s for s in sentence_spans(document.text) if s.contains(span))
    return Evidence(document, sentence, (), 0.6, 1, 0.0, likely, span, 0.9)


def reading(*evidence: Evidence, facts: tuple[FactEvidence, ...] = ()) -> Reading:
    return Reading(evidence, (facts,))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many letters came the next day?", "611"),
        ("How many residents know the rooms?", "One resident in six"),
        ("How often are the accounts put up?", "monthly"),
    ],
)
def test_a_number_the_grammar_does_not_know_is_seen(question: str, answer: str):
    found = sighted_number(understand(question), reading(seen(answer)))
    assert found is not None
    assert found.answer is not None
    assert REPORT.quote(found.answer) == answer


def test_what_tells_no_number_is_not_taken_for_one():
    question = understand("How many people helped the council?")
    assert sighted_number(question, reading(seen("all who helped"))) is None


def test_what_the_reader_doubts_is_left_out():
    question = understand("How many letters came the next day?")
    doubted = replace(seen("611", likely=0.02), answer_score=0.1, support=0.1)
    assert sighted_number(question, reading(doubted)) is None


def test_a_number_that_the_grammar_knows_is_left_to_the_facts():
    report = parse_document("县志2021\n\n全县新增学校12所，按季度公布。\n".encode(), "县.txt")
    question = understand("一共去了几位？")
    assert sighted_number(question, reading(seen("12所", report))) is None
    assert sighted_number(question, reading(seen("按季度", report))) is not None


def test_a_bare_number_of_another_year_is_not_let_in_again():
    report = parse_document(b"Review 2021\n\nThe scheme helped 1,290 in 2021.\n", "review.txt")
    fact = next(f for f in extract_facts(report) if f.quantity.surface == "1,290")
    evidence = seen("1,290", report)
    weighed = FactEvidence(fact, evidence, 0.5, 0.5, holds=False)
    question = understand("How many did the scheme help in 2019?")
    assert sighted_number(question, reading(evidence, facts=(weighed,))) is None
    assert sighted_number(question, reading(evidence)) == evidence


def test_a_question_for_two_numbers_is_left_to_the_rules():
    question = understand("新增学校多少所，医院多少家？")
    assert len(question.amounts) == 2
    assert sighted_number(question, reading(seen("611"))) is None
