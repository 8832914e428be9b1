"""The trained reader's verdict on the sentences that the rules found most likely.

In: a `Reading` by rules and a trained reader. Out: the same reading in which those sentences know
how likely they answer the question and where in them the answer stands, likeliest first.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from index.types import Span
from service.asks import Ask
from service.likelihood import likelihood_of_number, likelihood_of_sentence
from service.questions import Question
from service.reader import Evidence, FactEvidence, Reading
from service.span_reader import SpanReading, load_span_reader
from service.windows import Window, likeliest_windows

_Key = tuple[str, Span]

_log = logging.getLogger(__name__)

# So many windows are read in half the time that an answer may take.
_WINDOWS = 3
# Where none of them answers, so many more are read.
_WINDOWS_IN_DOUBT = 4
_FOUND = 0.5


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


def with_verdicts(
    question: Question, reading: Reading, reader: PassageReader, *, thorough: bool = True
) -> Reading:
    """Return `reading` with the trained reader's verdicts, best first anew.

    What was too unlikely to be read is not likely to answer. What a calculation needs is left to
    the rules: each of its numbers answers another question; and so is the number that a yes/no
    question states, which asks for none. Unless `thorough`, no more is read where none of the first
    windows answers.
    """
    verdicts: dict[_Key, Evidence] = {}
    beside: dict[_Key, Evidence] = {}
    read = _read(question, reading, reader, thorough)
    for window, verdict in read:
        verdicts[_key(window.evidence)] = _judged(window.evidence, window, verdict)
        other = _told_beside(window, verdict, reading.sentences)
        if other is not None:
            beside[_key(other)] = _judged(other, window, verdict)
    verdicts = beside | verdicts

    sentences = [
        _weighed(verdicts.get(_key(e)) or replace(e, answerable=0.0)) for e in reading.sentences
    ]
    known = {_key(evidence): evidence for evidence in sentences}
    most_words = _most_words(sentences, reading.facts)

    def rejudged(ranked: tuple[FactEvidence, ...]) -> tuple[FactEvidence, ...]:
        found = [_with_chance(replace(f, evidence=known[_key(f.evidence)]), read) for f in ranked]
        if question.ask is Ask.YES_NO:
            return tuple(found)
        weighed = [replace(f, likelihood=likelihood_of_number(f, most_words)) for f in found]
        return tuple(sorted(weighed, key=lambda f: (not f.holds, -(f.likelihood or 0.0))))

    return replace(
        reading,
        sentences=tuple(sorted(sentences, key=lambda e: -(e.likelihood or 0.0))),
        facts=tuple(map(rejudged, reading.facts)),
    )


def _with_chance(found: FactEvidence, read: Iterable[tuple[Window, SpanReading]]) -> FactEvidence:
    """Return `found` with what the reader says of just this number, where it read it best."""
    chances = [
        (verdict.answerable, _chance(found.fact.quantity.span, window, verdict))
        for window, verdict in read
        if window.holds(found.evidence)
    ]
    if not chances:
        return found
    answerable, chosen = max(chances, key=lambda chance: chance[0] * chance[1])
    return replace(found, answerable=answerable, chosen=chosen)


def _chance(number: Span, window: Window, verdict: SpanReading) -> float:
    """Return how surely the reader sees the answer in a number; its answer may say more."""
    if verdict.span is None:
        return 0.0
    start = window.span.start
    within = Span(number.start - start, number.end - start)
    chance = verdict.surely_within(within)
    return max(chance, verdict.span_score) if verdict.span.overlaps(within) else chance


def _most_words(sentences: Iterable[Evidence], facts: Iterable[Iterable[FactEvidence]]) -> float:
    """Return the largest support of a sentence, but of those that hold for other years only."""
    holds: dict[_Key, bool] = {}
    for found in (found for ranked in facts for found in ranked):
        key = _key(found.evidence)
        holds[key] = holds.get(key, False) or found.holds
    return max((e.support for e in sentences if holds.get(_key(e), True)), default=0.0)


def _weighed(evidence: Evidence) -> Evidence:
    return replace(evidence, likelihood=likelihood_of_sentence(evidence))


def _read(
    question: Question, reading: Reading, reader: PassageReader, thorough: bool
) -> list[tuple[Window, SpanReading]]:
    """Return windows with what the reader makes of them: a few, and more where none answers."""
    windows = likeliest_windows(reading)
    read: list[tuple[Window, SpanReading]] = []
    for count in (_WINDOWS, _WINDOWS_IN_DOUBT) if thorough else (_WINDOWS,):
        few = list(islice(windows, count))
        found = reader.read(question.text, [window.text for window in few]) if few else ()
        read += zip(few, found, strict=True)
        if any(verdict.answerable >= _FOUND for verdict in found):
            break
    return read


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
