"""What the reader learns from: a question, a passage, and where the passage answers, if it does."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

from index.text import sentence_spans
from index.types import Document, Span

# With less, whether it answers is no question.
_LEAST_CHARS = 20
_NEAR_CHARS = 160


@dataclass(frozen=True, slots=True)
class Example:
    """One question on one passage.

    Attributes:
        answers: Where the passage answers, each a full answer; empty where it does not.
        source: The data set it comes from.
        group: Article or report; all examples of a group lie on one side of the split.
    """

    question: str
    passage: str
    answers: tuple[Span, ...]
    source: str
    group: str

    def __post_init__(self) -> None:
        for span in self.answers:
            if span.end > len(self.passage):
                raise ValueError(f"an answer at {span} ends beyond the passage")

    @property
    def answer_texts(self) -> tuple[str, ...]:
        """The answers in the passage's own words."""
        return tuple(self.passage[span.start : span.end] for span in self.answers)


def is_held_out(group: str) -> bool:
    """Return whether a group is for validation: one in ten, always the same ones."""
    return hashlib.sha256(group.encode()).digest()[0] % 10 == 0


def cropped(example: Example, max_chars: int, lead: float) -> Example:
    """Return `example` on whole sentences around its first answer, `max_chars` at most.

    Args:
        example: Answered.
        max_chars: The sentences of the answer are kept even where they are longer.
        lead: From 0 to 1: how much of the room goes to what stands before the answer.
    """
    answer = example.answers[0]
    room = max(max_chars - len(answer), 0)
    start, end = answer.start - round(room * lead), answer.end + round(room * (1 - lead))
    kept = [
        sentence
        for sentence in sentence_spans(example.passage)
        if sentence.overlaps(answer) or (start <= sentence.start and sentence.end <= end)
    ]
    return _cut(example, Span(kept[0].start, kept[-1].end))


def without_answer(example: Example, max_chars: int) -> Example | None:
    """Return the question on the longer side of its passage, before or after what answers it.

    `None` where too little is left, or where what is left has the answer's words too.
    """
    sentences = sentence_spans(example.passage)
    before = [s for s in sentences if all(s.end <= a.start for a in example.answers)]
    after = [s for s in sentences if all(s.start >= a.end for a in example.answers)]
    rest = max((_fitting(after, max_chars), _fitting(before[::-1], max_chars)), key=_length)
    if _length(rest) < _LEAST_CHARS:
        return None
    passage = example.passage[min(s.start for s in rest) : max(s.end for s in rest)]
    if any(answer in passage for answer in example.answer_texts):
        return None
    return Example(example.question, passage, (), example.source, example.group)


def _length(sentences: Sequence[Span]) -> int:
    return sum(len(sentence) for sentence in sentences)


def _fitting(sentences: Sequence[Span], max_chars: int) -> list[Span]:
    fitting: list[Span] = []
    for sentence in sentences:
        if _length(fitting) + len(sentence) > max_chars:
            break
        fitting.append(sentence)
    return fitting


def _cut(example: Example, kept: Span) -> Example:
    moved = tuple(
        Span(span.start - kept.start, span.end - kept.start)
        for span in example.answers
        if kept.contains(span)
    )
    passage = example.passage[kept.start : kept.end]
    return Example(example.question, passage, moved, example.source, example.group)


def around(document: Document, sentence: Span, rng: random.Random) -> tuple[str, int]:
    """Return a passage that holds `sentence`, alone or with some around it, and its start."""
    room = rng.choice((0, 0, _NEAR_CHARS, _NEAR_CHARS * 2))
    low, high = sentence.start - round(room * rng.random()), sentence.end + room
    kept = [
        span
        for span in _sentences_near(document.text, sentence)
        if span.overlaps(sentence) or (low <= span.start and span.end <= high)
    ]
    return document.text[kept[0].start : kept[-1].end], kept[0].start


def _sentences_near(text: str, sentence: Span) -> list[Span]:
    """Return the sentences of the lines around `sentence`."""
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    line = text[start : end if end >= 0 else len(text)]
    return [Span(s.start + start, s.end + start) for s in sentence_spans(line)]
