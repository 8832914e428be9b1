"""A sentence in pieces: its clauses, its words, and what stands in its quotation marks.

In: a sentence. Out: spans in it, in order. No cut goes through a number or a pair of marks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.quantities import find_quantities
from index.types import Span
from index.words import Word, tag_words

_PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」"}
# Between digits a comma or a colon is a part of the number: 1,250 and 10:30.
_MARK = re.compile(r"[，；;。！？!?：\n]|(?<!\d)[,:]|[,:](?!\d)|\.(?=\s|$)")
_NUMBER_TAGS = frozenset({"m", "q", "x"})
# How sure the place must be: less where the passage is likely to answer, since of a long answer the
# reader is seldom sure of both ends.
_MIN_SURE, _MIN_SURE_WHERE_LIKELY, _LIKELY = 0.3, 0.1, 0.5
FUNCTION_TAGS = frozenset("x p c u uj ul uz ud ug y k f".split())
"""Tags of words that only join."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the trained reader sees the answer in a sentence.

    Attributes:
        span: Its place in the sentence.
        sure: How surely it stands just there, 0 to 1.
        likely: How likely the passage answers at all, 0 to 1.
    """

    span: Span
    sure: float
    likely: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether it may be the short answer as it is."""
        enough = _MIN_SURE_WHERE_LIKELY if self.likely >= _LIKELY else _MIN_SURE
        return self.sure >= enough


def words_of(text: str) -> list[Word]:
    """Return the words of `text`; one that begins inside a quantity belongs to the one before.

    Whoever asks with 亿元 has not said 47.6亿元.
    """
    quantities = [quantity.span for quantity in find_quantities(text)]
    words: list[Word] = []
    for word in tag_words(text):
        if words and any(span.start < word.span.start < span.end for span in quantities):
            words[-1] = _joined(words[-1], word)
        else:
            words.append(word)
    return words


def _joined(one: Word, other: Word) -> Word:
    """Return both as one word, a number unless one of them has a meaning of its own."""
    meaning = (tag for tag in (one.tag, other.tag) if tag not in _NUMBER_TAGS | FUNCTION_TAGS)
    return Word(one.text + other.text, Span(one.span.start, other.span.end), next(meaning, "m"))


def enclosed(text: str) -> list[Span]:
    """Return what stands in each outermost pair of quotation marks or brackets, marks left off."""
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if character in _PAIRS:
            opened.append((_PAIRS[character], place))
        elif opened and character == opened[-1][0]:
            _, start = opened.pop()
            if not opened and start + 1 < place:
                found.append(Span(start + 1, place))
    return found


def clause_spans(text: str) -> list[Span]:
    """Return the parts of `text` between commas, semicolons and stops, without space around.

    What stands in quotation marks or brackets is not taken apart.
    """
    return split_at(text, _MARK.finditer(text), enclosed(text))


def split_at(text: str, marks: Iterable[re.Match[str]], whole: Iterable[Span] = ()) -> list[Span]:
    """Return the parts of `text` between `marks`, but for marks in one of the `whole` parts."""
    kept = tuple(whole)
    parts: list[Span] = []
    start = 0
    for mark in marks:
        if not any(span.start <= mark.start() < span.end for span in kept):
            parts += stripped(text, start, mark.start())
            start = mark.end()
    return [*parts, *stripped(text, start, len(text))]


def stripped(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the span without the space around it; nothing where only space is left."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return (Span(start, end),) if start < end else ()
