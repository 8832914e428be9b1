"""A list that runs over several sentences or lines: 第一，…。第二，…; 一是…。二是…; 1. … 2. ….

In: a document and where its first item may stand. Out: the items with the sentence that each
stands in, as long as they count up from one in the same manner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text import line_spans, sentence_spans, small_number
from index.types import Document, Span

_MARK = re.compile(
    r"(?P<open>[（(]|第)?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})"
    r"(?P<close>[）)][、，]?|是，?|要(?=[^求])|[、，,．：]|\.(?!\d))\s*"
)
_COLON = re.compile("[：:]")
_END = re.compile("[，,；;。：:！？]")
_REACH = 6000
_MIN_ITEMS = 2
# A first clause that is longer, or shorter, names no item by itself.
_LONGEST_NAME = 40
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things listed.

    Attributes:
        sentence: The sentence that it opens.
        name: What it says first, behind its number.
    """

    sentence: Span
    name: Span


def numbered_items(document: Document, start: int) -> tuple[Item, ...]:
    """Return the items that stand from `start` on; the first is number one, and none is missing."""
    items: list[Item] = []
    manner: tuple[str, str] | None = None
    for sentence in _sentences_from(document, start):
        mark = _MARK.match(document.text, sentence.start, sentence.end)
        if mark is None and not items:
            mark = _behind_a_colon(document.text, sentence)
        if mark is None:
            continue
        number = small_number(mark["number"])
        own = (mark["open"] or "", mark["close"][:1])
        if number == len(items) + 1 and manner in (None, own):
            manner = own
            items.append(Item(sentence, _name(document.text, mark.end(), sentence.end)))
        elif manner == own or number == 1:
            break
    return tuple(items) if len(items) >= _MIN_ITEMS else ()


def _behind_a_colon(text: str, sentence: Span) -> re.Match[str] | None:
    """Return the mark of a first item that stands in the sentence which leads to it."""
    colon = _COLON.search(text, sentence.start, sentence.end)
    mark = _MARK.match(text, colon.end(), sentence.end) if colon is not None else None
    return mark if mark is not None and small_number(mark["number"]) == 1 else None


def going_on(document: Document, sentence: Span, most: int) -> tuple[Span, ...]:
    """Return the sentences behind `sentence` in its line, up to the next numbered one."""
    end = document.text.find("\n", sentence.end)
    line = document.text[sentence.end : end if end >= 0 else len(document.text)]
    found: list[Span] = []
    for span in sentence_spans(line):
        place = Span(sentence.end + span.start, sentence.end + span.end)
        if len(found) == most or _MARK.match(document.text, place.start, place.end):
            break
        found.append(place)
    return tuple(found)


def _sentences_from(document: Document, start: int) -> Iterator[Span]:
    text = document.text[start : start + _REACH]
    for line in line_spans(text):
        for span in sentence_spans(text[line.start : line.end]):
            yield Span(start + line.start + span.start, start + line.start + span.end)


def _name(text: str, start: int, end: int) -> Span:
    """Return the first clause from `start` on, or all up to `end` where it is no name."""
    mark = _END.search(text, start, end)
    stop = mark.start() if mark is not None else end
    if not _SHORTEST_NAME <= stop - start <= _LONGEST_NAME:
        stop = start + len(text[start:end].rstrip("。；;，,. \n"))
    return Span(start, max(stop, start + 1))
