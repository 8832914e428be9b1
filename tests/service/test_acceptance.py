from dataclasses import replace

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Span
from service.acceptance import (
    MIN_LIKELIHOOD_OF_NUMBER,
    MIN_LIKELIHOOD_OF_SENTENCE,
    accepts_number,
    accepts_sentence,
    tells_of_place,
)
from service.questions import understand
from service.reader import Evidence, FactEvidence

REPORT = parse_document(
    "青山县2021年报告\n\n引进医疗队员326名，其中博士18名。\n".encode(), "青山.txt"
)
FACT = next(f for f in extract_facts(REPORT) if f.quantity.surface == "326名")
SEEN = Evidence(REPORT, FACT.sentence, (), support=0.4, rank=1, lift=0.0)
ASKED = understand("引进的医疗队员一共有多少名？")


def found(likelihood: float | None = None, **more) -> FactEvidence:
    return FactEvidence(FACT, SEEN, counted=0.8, score=1.0, likelihood=likelihood, **more)


def test_without_the_reader_words_have_the_say():
    assert accepts_number(ASKED, found())
    read = replace(found(), evidence=replace(SEEN, support=0.1))
    assert not accepts_number(ASKED, read)


def test_without_the_reader_no_number_of_another_kind_answers():
    assert not accepts_number(ASKED, found(likely=False))


def test_a_number_must_be_likely_enough():
    assert accepts_number(ASKED, found(MIN_LIKELIHOOD_OF_NUMBER))
    assert not accepts_number(ASKED, found(MIN_LIKELIHOOD_OF_NUMBER - 0.01))


def test_a_number_of_something_else_must_be_likelier():
    asked = understand("引进了多少名护士？")
    other = replace(found(MIN_LIKELIHOOD_OF_NUMBER + 0.05), counted=0.0)
    assert not accepts_number(asked, other)
    assert accepts_number(asked, replace(other, likelihood=0.9))


def test_of_two_numbers_asked_for_the_reader_may_mean_either():
    both = understand("引进医疗队员多少名，博士多少名？")
    assert accepts_number(both, found(0.01))


def test_a_sentence_must_be_likely_enough():
    why = understand("为什么引进医疗队员？")
    assert accepts_sentence(why, replace(SEEN, likelihood=MIN_LIKELIHOOD_OF_SENTENCE))
    assert not accepts_sentence(why, replace(SEEN, likelihood=0.01, support=1.0))


BETWEEN = "各项工作都有进展。" * 200
PROVINCE = "山南省引进医疗队员326名。粮食产量80亿斤。"
COUNTRY = parse_document(
    f"全国2021年报告\n\n粮食产量1.3万亿斤。\n{BETWEEN}\n{PROVINCE}\n".encode(), "全国.txt"
)


def at(quote: str) -> Evidence:
    start = COUNTRY.text.index(quote)
    span = Span(start, start + len(quote))
    return Evidence(COUNTRY, span, (), support=0.4, rank=1, lift=0.0, likelihood=0.9)


def test_what_a_place_has_is_not_told_by_a_sentence_on_the_country():
    asked = understand("贵州的粮食产量怎么样？")
    assert not accepts_sentence(asked, at("粮食产量1.3万亿斤。"))


def test_what_a_place_has_is_told_in_the_paragraph_that_names_it():
    asked = replace(understand("粮食产量怎么样？"), localities=("山南",))
    assert tells_of_place(asked, at("粮食产量80亿斤。"))
    assert not tells_of_place(asked, at("粮食产量1.3万亿斤。"))


def test_a_sentence_without_a_word_of_the_question_must_be_very_likely():
    asked = understand("为什么引进医疗队员？")
    bare = replace(SEEN, support=0.0, likelihood=0.4)
    assert not accepts_sentence(asked, bare)
    assert accepts_sentence(asked, replace(bare, support=0.2))
    assert accepts_sentence(asked, replace(bare, likelihood=0.8))
