"""The trained reader's verdict on the passages that the rules found most likely.

In: a `Reading` by rules, the hits it was read from, and a trained reader. Out: the same reading in
which the sentences of those passages know how likely their passage answers the question, and where
in it the answer stands. Reading all passages would cost the time of a whole answer again.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.library import Library
from index.types import Hit, Span
from service.questions import Question
from service.reader import Evidence, FactEvidence, Reading
from service.span_reader import SpanReading, load_span_reader

_log = logging.getLogger(__name__)

# So many passages of 300 characters are read in half the time that an answer may take.
_MAX_PASSAGES = 4
_ALWAYS_READ = 2
# What the reader's own choice of a number is worth beside the rules' score, which is about 1.
_CHOICE_BONUS = 0.5


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
    question: Question,
    reading: Reading,
    hits: Sequence[Hit],
    library: Library,
    reader: PassageReader,
) -> Reading:
    """Return `reading` with the trained reader's verdicts, best first anew."""
    by_rank = {hit.rank: hit for hit in hits}
    ranks = _ranks_to_read(reading, len(hits))
    passages = [
        library.document(by_rank[rank].chunk.document_id).quote(by_rank[rank].chunk.span)
        for rank in ranks
    ]
    verdicts = dict(zip(ranks, reader.read(question.text, passages), strict=True))
    starts = {rank: by_rank[rank].chunk.span.start for rank in ranks}

    def judged(evidence: Evidence) -> Evidence:
        verdict = verdicts.get(evidence.rank)
        if verdict is None:
            return evidence
        return replace(
            evidence,
            answerable=verdict.answerable,
            answer=_answer_in(evidence, verdict, starts[evidence.rank]),
            answer_score=verdict.span_score,
        )

    def rejudged(ranked: tuple[FactEvidence, ...]) -> tuple[FactEvidence, ...]:
        found = [replace(f, evidence=judged(f.evidence)) for f in ranked]
        scored = [replace(f, score=f.score + _CHOICE_BONUS * _is_chosen(f)) for f in found]
        return tuple(sorted(scored, key=lambda f: (not f.holds, -f.score)))

    return replace(
        reading,
        sentences=tuple(sorted(map(judged, reading.sentences), key=_better_first)),
        facts=tuple(map(rejudged, reading.facts)),
        operands=tuple(map(rejudged, reading.operands)),
    )


def _better_first(evidence: Evidence) -> float:
    """Return the key that sets first what holds the words and, to the reader, the answer."""
    return -(evidence.support + evidence.answer_score * (evidence.answerable or 0.0))


def _ranks_to_read(reading: Reading, hits: int) -> tuple[int, ...]:
    """Return the ranks of the passages that matter: the first, and those that the rules prefer."""
    preferred = [evidence.rank for evidence in reading.sentences[:2]]
    preferred += [ranked[0].evidence.rank for ranked in reading.facts if ranked]
    first = range(1, min(_ALWAYS_READ, hits) + 1)
    return tuple(sorted(dict.fromkeys((*first, *preferred)))[:_MAX_PASSAGES])


def _answer_in(evidence: Evidence, verdict: SpanReading, start: int) -> Span | None:
    """Return where in the document the answer stands, if it lies in the evidence's sentence."""
    if verdict.span is None:
        return None
    span = Span(start + verdict.span.start, start + verdict.span.end)
    return span if evidence.sentence.contains(span) else None


def _is_chosen(found: FactEvidence) -> float:
    """Return how surely the reader's answer is this fact's number, 0 to 1."""
    evidence = found.evidence
    if evidence.answer is None or not evidence.answer.overlaps(found.fact.quantity.span):
        return 0.0
    return evidence.answer_score * (evidence.answerable or 0.0)
