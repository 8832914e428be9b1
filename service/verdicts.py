"""The trained reader's verdict on the sentences that the rules found most likely.

In: a `Reading` by rules and a trained reader. Out: the same reading in which those sentences know
how likely they answer the question and where in them the answer stands.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from index.types import Span
from service.questions import Ask, Question
from service.reader import Evidence, FactEvidence, Reading
from service.span_reader import SpanReading, load_span_reader
from service.windows import Window, likeliest_windows

_Key = tuple[str, Span]

_log = logging.getLogger(__name__)

# So many windows are read in half the time that an answer may take.
_WINDOWS = 4
# Where none of them answers, so many times as many are read.
_TIMES = 2
_FOUND = 0.5
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
    verdicts: dict[_Key, Evidence] = {}
    beside: dict[_Key, Evidence] = {}
    for window, verdict in _read(question, reading, reader):
        verdicts[_key(window.evidence)] = _judged(window.evidence, window, verdict)
        other = _told_beside(window, verdict, reading.sentences)
        if other is not None:
            beside[_key(other)] = _judged(other, window, verdict)
    verdicts = beside | verdicts

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


def _read(
    question: Question, reading: Reading, reader: PassageReader
) -> list[tuple[Window, SpanReading]]:
    """Return windows with what the reader makes of them: a few, and more where none answers."""
    windows = likeliest_windows(reading)
    read: list[tuple[Window, SpanReading]] = []
    for _ in range(_TIMES):
        few = list(islice(windows, _WINDOWS))
        found = reader.read(question.text, [window.text for window in few]) if few else ()
        read += zip(few, found, strict=True)
        if any(verdict.answerable >= _FOUND for verdict in found):
            break
    return read


def choice_of(found: FactEvidence) -> float:
    """Return how surely the reader's answer is this fact's number, 0 to 1."""
    evidence = found.evidence
    if evidence.answer is None or not evidence.answer.overlaps(found.fact.quantity.span):
        return 0.0
    doubt = _CHOICE_IN_DOUBT + (1 - _CHOICE_IN_DOUBT) * (evidence.answerable or 0.0)
    return evidence.answer_score * doubt


def _key(evidence: Evidence) -> _Key:
    return evidence.document.document_id, evidence.sentence


def _judged(evidence: Evidence, window: Window, verdict: SpanReading) -> Evidence:
    """Return `evidence` with the verdict; an answer beside its sentence is another's."""
    answer = None
    if verdict.span is not None:
        span = Span(window.span.start + verdict.span.start, window.span.start + verdict.span.end)
        answer = span if evidence.sentence.contains(span) else None
    return replace(
        evidence,
        answerable=verdict.answerable if answer is not None else 0.0,
        answer=answer,
        answer_score=verdict.span_score,
    )


def _told_beside(
    window: Window, verdict: SpanReading, sentences: Iterable[Evidence]
) -> Evidence | None:
    """Return the neighbour of the window's sentence that the answer stands in, if it does."""
    if verdict.span is None:
        return None
    evidence = window.evidence
    place = window.span.start + verdict.span.start
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
