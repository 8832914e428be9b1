from dataclasses import replace

import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Span
from service.acceptance import accepts_number, accepts_sentence
from service.questions import Question, understand
from service.reader import Evidence, FactEvidence

REPORT = parse_document(
    "青山县2021年报告\n\n引进医疗队员326名，其中博士18名。\n".encode(), "青山.txt"
)
FACT = next(f for f in extract_facts(REPORT) if f.quantity.surface == "326名")
SEEN = Evidence(REPORT, FACT.sentence, (), support=0.4, rank=1, lift=0.0)
ASKED = understand("引进的医疗队员一共有多少名？")


def found(**verdict) -> FactEvidence:
    evidence = replace(SEEN, answer=FACT.quantity.span, answer_score=0.9, **verdict)
    return FactEvidence(FACT, evidence, counted=0.8, score=1.0)


def accepted(found: FactEvidence, question: Question = ASKED, most_words: float = 0.4) -> bool:
    return accepts_number(question, found, most_words)


def test_without_the_reader_words_have_the_say():
    read = found(answerable=None)
    assert accepted(read)
    assert not accepted(replace(read, evidence=replace(read.evidence, support=0.1)))


def test_what_the_reader_takes_to_answer_is_accepted():
    assert accepted(found(answerable=0.9))


def test_another_number_than_the_readers_needs_the_words():
    other = replace(found(answerable=0.9).evidence, answer=Span(0, 2))
    assert not accepted(replace(found(answerable=0.9), evidence=other))
    worded = replace(other, support=0.6)
    assert accepted(replace(found(answerable=0.9), evidence=worded))


def test_a_sure_choice_counts_where_few_words_are_shared():
    assert accepted(found(answerable=0.05))
    unsure = replace(found(answerable=0.05).evidence, answer_score=0.3)
    assert not accepted(replace(found(answerable=0.05), evidence=unsure))


def test_a_doubted_number_is_refused_where_another_sentence_holds_the_words():
    assert not accepted(found(answerable=0.05), most_words=0.9)


def test_just_what_is_asked_for_is_accepted_where_the_reader_doubts():
    unread = replace(found(answerable=0.0).evidence, answer=None, answer_score=0.0)
    plain = replace(found(answerable=0.0), evidence=unread, counted=1.0)
    assert accepted(plain)
    assert not accepted(replace(plain, counted=0.7))
    assert not accepted(plain, most_words=0.9)


def test_a_number_of_something_else_must_be_very_likely():
    nurses = understand("引进了多少名护士？")
    assert not accepted(replace(found(answerable=0.65), counted=0.0), nurses)
    assert accepted(replace(found(answerable=0.9), counted=0.0), nurses)


def test_a_part_is_not_the_whole_that_is_asked_for():
    people = understand("一共有多少人才？")
    assert not accepted(found(answerable=0.6), people)


@pytest.mark.parametrize(
    ("question", "support", "answerable", "is_accepted"),
    [
        ("谁引进了医疗队员？", 0.4, 0.5, True),
        ("谁引进了医疗队员？", 0.4, 0.1, False),
        ("谁引进了医疗队员？", 0.9, 0.1, True),
        ("怎样引进医疗队员？", 0.4, 0.0, True),
        ("怎样引进医疗队员？", 0.3, 0.1, False),
        ("怎样引进医疗队员？", 0.1, 0.6, True),
    ],
)
def test_a_sentence_needs_likelihood_or_words(
    question: str, support: float, answerable: float, is_accepted: bool
):
    evidence = replace(SEEN, support=support, answerable=answerable)
    assert accepts_sentence(understand(question), evidence) is is_accepted


def test_a_doubted_phrase_is_taken_where_its_place_is_sure_and_the_words_are_there():
    question = understand("引进医疗队员的原则是什么？")
    doubted = replace(SEEN, support=0.5, answerable=0.25, answer=Span(0, 2), answer_score=0.8)
    assert accepts_sentence(question, doubted)
    assert not accepts_sentence(question, replace(doubted, answer_score=0.3))
    assert not accepts_sentence(question, replace(doubted, support=0.2))
