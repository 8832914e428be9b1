"""The trained reader's verdict on the sentences that the rules found most likely.

In: a `Reading` by rules and a trained reader. Out: the same reading in which those sentences know
how likely they answer the question and where in them the answer stands. Each is read with its
neighbours in the line, which name what it leaves out; more of them would bring in other answers.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.text import sentence_spans
from index.types import Span
from service.questions import Ask, Question
from service.reader import Evidence, FactEvidence, Reading
from service.span_reader import SpanReading, load_span_reader

_Key = tuple[str, Span]

_log = logging.getLogger(__name__)

# So many are read in half the time that an answer may take.
_MAX_SENTENCES = 5
_BY_WORDS, _BY_NUMBER, _BY_RANK = 3, 2, 1
# Neighbours are read along as long as all stays this short; most sentences of reports do.
_WINDOW_CHARS = 200
# What the reader's own choice of a number is worth beside the rules' score, which is about 1. Its
# choice among the numbers of a sentence is good even where it doubts that one of them answers.
_CHOICE_BONUS = 0.6
_CHOICE_IN_DOUBT = 0.3


class PassageReader(Protocol):
    """Reads a question's answer out of passages: `service.span_reader.SpanReader`, or a fake."""

    def read(self, question: str, passages: Sequence[str], /) -> tuple[SpanReading, ...]:
        """Return a reading of each passage, in order."""


def open_reader(folder: Path) -> PassageReader | None:
    """Return the trained reader in `folder`, or `None` where there is no such folder.

    Raises:
        ReaderUnavailable: There is one, but its files are not whole.
    """
    if not folder.is_dir():
        _log.warning("no trained reader in %s: rules alone read, and refuse less well", folder)
        return None
    return load_span_reader(folder, threads=2)


def with_verdicts(question: Question, reading: Reading, reader: PassageReader) -> Reading:
    """Return `reading` with the trained reader's verdicts, best first anew.

    What was too unlikely to be read is not likely to answer. What a calculation needs is left to
    the rules: each of its numbers answers another question; and so is the number that a yes/no
    question states, which asks for none.
    """
    chosen = _most_likely(reading)
    windows = [_window(evidence) for evidence in chosen]
    texts = [e.document.quote(window) for e, window in zip(chosen, windows, strict=True)]
    read = reader.read(question.text, texts)
    verdicts: dict[_Key, Evidence] = {}
    for evidence, window, verdict in zip(chosen, windows, read, strict=True):
        verdicts[_key(evidence)] = _judged(evidence, window, verdict)
    for evidence, window, verdict in zip(chosen, windows, read, strict=True):
        beside = _told_beside(evidence, window, verdict, reading.sentences)
        if beside is not None:
            verdicts.setdefault(_key(beside), _judged(beside, window, verdict))

    def judged(evidence: Evidence) -> Evidence:
        return verdicts.get(_key(evidence)) or replace(evidence, answerable=0.0)

    def rejudged(ranked: tuple[FactEvidence, ...]) -> tuple[FactEvidence, ...]:
        found = [replace(f, evidence=judged(f.evidence)) for f in ranked]
        if question.ask is Ask.YES_NO:
            return tuple(found)
        scored = [replace(f, score=f.score + _CHOICE_BONUS * choice_of(f)) for f in found]
        return tuple(sorted(scored, key=lambda f: (not f.holds, -f.score)))

    return replace(
        reading,
        sentences=tuple(sorted(map(judged, reading.sentences), key=_better_first)),
        facts=tuple(map(rejudged, reading.facts)),
    )


def choice_of(found: FactEvidence) -> float:
    """Return how surely the reader's answer is this fact's number, 0 to 1."""
    evidence = found.evidence
    if evidence.answer is None or not evidence.answer.overlaps(found.fact.quantity.span):
        return 0.0
    doubt = _CHOICE_IN_DOUBT + (1 - _CHOICE_IN_DOUBT) * (evidence.answerable or 0.0)
    return evidence.answer_score * doubt


def _most_likely(reading: Reading) -> list[Evidence]:
    """Return the sentences to read: those of the best words, numbers and passage, each once."""
    by_rank = sorted(reading.sentences, key=lambda e: (e.rank, -e.support))
    numbers = [found.evidence for ranked in reading.facts for found in ranked[:_BY_NUMBER]]
    wanted = (*reading.sentences[:_BY_WORDS], *numbers, *by_rank[:_BY_RANK])
    return list({_key(evidence): evidence for evidence in wanted}.values())[:_MAX_SENTENCES]


def _key(evidence: Evidence) -> _Key:
    return evidence.document.document_id, evidence.sentence


def _window(evidence: Evidence) -> Span:
    """Return the sentence with the one before it and the one behind it, as far as there is room."""
    text, sentence = evidence.document.text, evidence.sentence
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    line = text[start : end if end >= 0 else len(text)]
    spans = [Span(start + span.start, start + span.end) for span in sentence_spans(line)]
    before = _last(span for span in spans if span.end <= sentence.start)
    behind = next((span for span in spans if span.start >= sentence.end), None)
    window = sentence
    if before is not None and sentence.end - before.start <= _WINDOW_CHARS:
        window = Span(before.start, window.end)
    if behind is not None and behind.end - window.start <= _WINDOW_CHARS:
        window = Span(window.start, behind.end)
    return window


def _last(spans: Iterable[Span]) -> Span | None:
    return max(spans, default=None)


def _judged(evidence: Evidence, window: Span, verdict: SpanReading) -> Evidence:
    """Return `evidence` with the verdict; an answer beside its sentence is another's."""
    answer = None
    if verdict.span is not None:
        span = Span(window.start + verdict.span.start, window.start + verdict.span.end)
        answer = span if evidence.sentence.contains(span) else None
    return replace(
        evidence,
        answerable=verdict.answerable if answer is not None else 0.0,
        answer=answer,
        answer_score=verdict.span_score,
    )


def _told_beside(
    evidence: Evidence, window: Span, verdict: SpanReading, sentences: Iterable[Evidence]
) -> Evidence | None:
    """Return the neighbour of `evidence` that the reader found the answer in, if it did."""
    if verdict.span is None:
        return None
    place = window.start + verdict.span.start
    if evidence.sentence.start <= place < evidence.sentence.end:
        return None
    document_id = evidence.document.document_id
    return next(
        (
            other
            for other in sentences
            if other.document.document_id == document_id
            and other.sentence.start <= place < other.sentence.end
        ),
        None,
    )


def _better_first(evidence: Evidence) -> float:
    """Return the key that sets first what holds the words and, to the reader, the answer."""
    return -(evidence.support + evidence.answer_score * (evidence.answerable or 0.0))
