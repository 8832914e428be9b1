from collections.abc import Sequence
from pathlib import Path

import pytest

from index.library import Library
from index.retrieval import retrieve
from index.types import Span
from service.questions import understand
from service.reader import Reading, read
from service.span_reader import PieceEnds, ReaderUnavailable, SpanReading
from service.verdicts import open_reader, with_verdicts
from tests.fakes import FakeEncoder, WordReader

QUESTION = "青山县引进各类人才多少名？"


def judged(library: Library, encoder: FakeEncoder, reader: WordReader) -> tuple[Reading, Reading]:
    question = understand(QUESTION)
    hits = retrieve(library, encoder, QUESTION, 12)
    by_rules = read(question, hits, library)
    return by_rules, with_verdicts(question, by_rules, reader)


def test_the_sentence_that_holds_the_answer_knows_where(library: Library, encoder: FakeEncoder):
    _, reading = judged(library, encoder, WordReader("326名"))
    holding = [e for e in reading.sentences if e.answer is not None]
    assert holding
    assert all(e.document.quote(e.answer) == "326名" for e in holding if e.answer)
    assert all(e.answerable == 0.9 for e in holding)


def test_a_number_is_likelier_where_the_reader_chose_it(library: Library, encoder: FakeEncoder):
    def likelihoods(answer: str) -> dict[str, float | None]:
        _, reading = judged(library, encoder, WordReader(answer))
        return {f.fact.quantity.surface: f.likelihood for f in reading.facts[0]}

    chosen, other = likelihoods("18名"), likelihoods("326名")
    assert chosen["18名"] is not None
    assert other["18名"] is not None
    assert chosen["18名"] > 1.5 * other["18名"]


def test_the_likeliest_number_comes_first(library: Library, encoder: FakeEncoder):
    _, reading = judged(library, encoder, WordReader("326名"))
    likelihoods = [f.likelihood or 0.0 for f in reading.facts[0] if f.holds]
    assert len(likelihoods) > 1
    assert likelihoods == sorted(likelihoods, reverse=True)


def test_rules_score_as_before(library: Library, encoder: FakeEncoder):
    by_rules, reading = judged(library, encoder, WordReader("326名"))
    assert {f.fact: f.score for f in by_rules.facts[0]} == {
        f.fact: f.score for f in reading.facts[0]
    }


def test_a_yes_no_question_keeps_the_order_of_the_rules(library: Library, encoder: FakeEncoder):
    question = understand("青山县引进各类人才326名吗？")
    by_rules = read(question, retrieve(library, encoder, question.text, 12), library)
    other = by_rules.facts[0][-1].fact.quantity.surface
    reading = with_verdicts(question, by_rules, WordReader(other))
    assert [f.fact for f in reading.facts[0]] == [f.fact for f in by_rules.facts[0]]


def test_no_more_is_read_once_an_answer_is_found(library: Library, encoder: FakeEncoder):
    reader = WordReader("326名")
    judged(library, encoder, reader)
    assert 2 <= len(reader.asked) <= 3


def test_where_nothing_answers_more_is_read_and_no_more_than_there_is_time_for(
    library: Library, encoder: FakeEncoder
):
    reader = WordReader("没有的话")
    judged(library, encoder, reader)
    assert 3 < len(reader.asked) <= 7
    assert len(set(reader.asked)) == len(reader.asked)


def test_unless_it_is_to_be_thorough_little_is_read(library: Library, encoder: FakeEncoder):
    reader = WordReader("没有的话")
    question = understand(QUESTION)
    by_rules = read(question, retrieve(library, encoder, QUESTION, 12), library)
    with_verdicts(question, by_rules, reader, thorough=False)
    assert len(reader.asked) == 3


def test_what_was_too_unlikely_to_be_read_is_not_likely_to_answer(
    library: Library, encoder: FakeEncoder
):
    reader = WordReader("326名")
    _, reading = judged(library, encoder, reader)
    unread = [e for e in reading.sentences if not any(e.quote in text for text in reader.asked)]
    assert unread
    assert all(e.answerable == 0.0 and e.answer is None for e in unread)


def test_an_answer_beside_the_sentence_is_its_neighbours(library: Library, encoder: FakeEncoder):
    _, reading = judged(library, encoder, WordReader("326名"))
    elsewhere = [e for e in reading.sentences if "326名" not in e.quote]
    assert elsewhere
    assert all(e.answer is None and e.answerable == 0.0 for e in elsewhere if e.answerable != 0.1)


def test_without_a_folder_there_is_no_reader(tmp_path: Path):
    assert open_reader(tmp_path / "none") is None


def test_a_folder_that_is_not_whole_is_told(tmp_path: Path):
    with pytest.raises(ReaderUnavailable):
        open_reader(tmp_path)


class EndsReader:
    """Sees the answer in each of some words, with the chance that stands beside it."""

    def __init__(self, chances: dict[str, float]) -> None:
        self.chances = chances

    def read(self, question: str, passages: Sequence[str], /) -> tuple[SpanReading, ...]:
        return tuple(self._reading(n, passage) for n, passage in enumerate(passages))

    def _reading(self, number: int, passage: str) -> SpanReading:
        pieces = [
            PieceEnds(Span(start, start + len(word)), chance, chance)
            for word, chance in self.chances.items()
            if (start := passage.find(word)) >= 0
        ]
        best = max(pieces, key=lambda piece: piece.first, default=None)
        if best is None:
            return SpanReading(number, None, 0.0, 0.1)
        return SpanReading(number, best.piece, best.first * best.last, 0.9, tuple(pieces))


def test_each_number_that_was_read_knows_how_surely_it_was_chosen(
    library: Library, encoder: FakeEncoder
):
    question = understand(QUESTION)
    by_rules = read(question, retrieve(library, encoder, QUESTION, 12), library)
    reading = with_verdicts(question, by_rules, EndsReader({"326名": 0.8, "18名": 0.5}))
    chosen = {f.fact.quantity.surface: (f.answerable, f.chosen) for f in reading.facts[0]}
    assert chosen["326名"] == (0.9, pytest.approx(0.64))
    assert chosen["18名"] == (0.9, pytest.approx(0.25))


def test_rules_alone_give_no_number_a_verdict(library: Library, encoder: FakeEncoder):
    by_rules, reading = judged(library, encoder, WordReader("326名"))
    assert {f.answerable for f in by_rules.facts[0]} == {None}
    assert 0.9 in {f.answerable for f in reading.facts[0]}
