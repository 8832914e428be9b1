"""A list in an English sentence: `a crane, a cold store and a siding`.

In: a sentence. Out: its `Listing`s. From each `and` or `or` the items are followed back from comma
to comma; what leads to the first, and what is said of the last, is cut off by their form.
"""

import re
from collections.abc import Iterator

from index.types import Span
from service.side_by_side import MIN_ITEMS, Listing

_JOINT = re.compile(r",? (?:and|or) ")
_COMMA = re.compile(r", (?!(?:and|or) )")
_STOP = re.compile(r"[;:.](?=\s|$)")
_AUXILIARY = re.compile(r"\b(?:will|would|shall|should|must|may|can|could|to) ")
_BEFORE_A_THING = re.compile(
    r"\b(?:in|of|with|for|on|by|from|between|at|are|is|was|were|has|have|had|includes?|included"
    r"|including|such as|namely|like) "
)
_DETERMINER = re.compile(
    r"\b(?:an?|the|this|its|their|our|all|new|\d[\d,.]*|two|three|four|five|six|seven|eight|nine"
    r"|ten)\b",
    re.IGNORECASE,
)
_BEHIND_A_THING = re.compile(
    r" (?:is|are|was|were|has|have|had|will|in|at|by|for|to|from|during|so|that|who|because)\b"
    r"|[,;:.](?=\s|$)"
)
_LONGEST = 80


def english_lists(sentence: str) -> Iterator[Listing]:
    """Yield what may be a list of three things or more in an English sentence."""
    for joint in _JOINT.finditer(sentence):
        start = max((m.end() for m in _STOP.finditer(sentence, 0, joint.start())), default=0)
        marks = [m.span() for m in _COMMA.finditer(sentence, start, joint.start())]
        pieces: list[Span] = []
        end = joint.start()
        for mark in reversed(marks):
            pieces.insert(0, Span(mark[1], end))
            end = mark[0]
            if _JOINT.search(sentence, pieces[0].start, pieces[0].end):
                break
        else:
            pieces.insert(0, _stripped(sentence, start, end))
        last = _last_item(sentence, joint.end())
        if len(pieces) < MIN_ITEMS or last is None:
            continue
        first = _first_item(sentence, pieces[0], sentence[last.start : last.end])
        items = (first, *pieces[1:], last)
        if all(len(item) <= _LONGEST for item in items):
            lead = Span(start, first.start) if first.start > start else None
            tail = Span(last.end, len(sentence)) if last.end < len(sentence) else None
            yield Listing(items, lead, tail)


def _stripped(sentence: str, start: int, end: int) -> Span:
    while start + 1 < end and sentence[start].isspace():
        start += 1
    return Span(start, end)


def _last_item(sentence: str, start: int) -> Span | None:
    mark = _BEHIND_A_THING.search(sentence, start)
    end = mark.start() if mark is not None else len(sentence.rstrip())
    return Span(start, end) if end > start else None


def _first_item(sentence: str, piece: Span, like: str) -> Span:
    """Return the first item in `piece`, which begins as `like` does: with an article, a verb."""
    if _DETERMINER.match(like):
        starts = [m.start() for m in _DETERMINER.finditer(sentence, piece.start, piece.end)]
        return Span(starts[0] if starts else piece.start, piece.end)
    for lead in (_AUXILIARY, _BEFORE_A_THING):
        ends = [m.end() for m in lead.finditer(sentence, piece.start, piece.end)]
        if ends:
            return Span(ends[-1], piece.end)
    return piece
