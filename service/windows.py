"""Which parts of the reports the trained reader is given: sentences with what stands around them.

In: a `Reading` by rules. Out: `Window`s, the likeliest to answer first. A sentence is read with its
neighbours in the line, which name what it leaves out; more of them would bring in other answers.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.text import sentence_spans
from index.types import Span
from service.reader import Evidence, Reading

# Of hand-written questions on what the reader has not learnt from, this order brings the
# sentence that answers into the first three windows in 90 of a hundred, into the first eight in 97.
# `python -m tests.evaluation.weights` measures it.
_WORTH_OF_RANK = 0.3
_WORTH_OF_NUMBER = 0.3
# Neighbours are read along as long as all stays this short; most sentences of reports do.
_WINDOW_CHARS = 200
# A Latin letter fills a third of the room of a Han character.
_LATIN_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a report: the sentence it is read for, and all that is read."""

    evidence: Evidence
    span: Span

    @property
    def text(self) -> str:
        """What is read."""
        return self.evidence.document.quote(self.span)

    def holds(self, evidence: Evidence) -> bool:
        """Return whether a sentence is read with this window."""
        same = self.evidence.document.document_id == evidence.document.document_id
        return same and self.span.contains(evidence.sentence)


def likeliest_windows(reading: Reading) -> Iterator[Window]:
    """Yield the windows of all sentences, best first; none for a sentence that one before holds."""
    chosen: list[Window] = []
    for evidence in _best_first(reading):
        if not any(window.holds(evidence) for window in chosen):
            chosen.append(Window(evidence, _around(evidence)))
            yield chosen[-1]


def _best_first(reading: Reading) -> list[Evidence]:
    """Return the sentences by their words, their numbers, and how near their passage is."""
    numbers: dict[tuple[str, Span], float] = {}
    for ranked in reading.facts:
        for found in ranked:
            key = (found.fact.document_id, found.fact.sentence)
            numbers[key] = max(numbers.get(key, 0.0), found.score if found.holds else 0.0)

    def worth(evidence: Evidence) -> float:
        number = numbers.get((evidence.document.document_id, evidence.sentence), 0.0)
        near = _WORTH_OF_RANK / math.sqrt(evidence.rank)
        return evidence.support + near + _WORTH_OF_NUMBER * number

    return sorted(reading.sentences, key=worth, reverse=True)


def _around(evidence: Evidence) -> Span:
    """Return the sentence with the one before it and the one behind it, as far as there is room."""
    text, sentence = evidence.document.text, evidence.sentence
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    line = text[start : end if end >= 0 else len(text)]
    spans = [Span(start + span.start, start + span.end) for span in sentence_spans(line)]
    before = _last(span for span in spans if span.end <= sentence.start)
    behind = next((span for span in spans if span.start >= sentence.end), None)
    window = sentence
    if before is not None and _room(text, before.start, sentence.end) <= _WINDOW_CHARS:
        window = Span(before.start, window.end)
    if behind is not None and _room(text, window.start, behind.end) <= _WINDOW_CHARS:
        window = Span(window.start, behind.end)
    return window


def _last(spans: Iterable[Span]) -> Span | None:
    return max(spans, default=None)


def _room(text: str, start: int, end: int) -> float:
    """Return how many Han characters take as much to read as this part of the text."""
    latin = sum(character.isascii() for character in text[start:end])
    return end - start - (1 - _LATIN_SHARE) * latin
