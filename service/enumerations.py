"""Of the lists that stand in a sentence, the one that is asked for.

In: a sentence, what is asked, and where the trained reader sees the answer. Out: the span of the
enumeration that is meant, without what leads to it and what follows it.
"""

import re

from index.text import fold, small_number
from index.types import Span
from service.listings import listings
from service.matching import overlap
from service.pieces import Seen, enclosed, split_at
from service.questions import Question
from service.side_by_side import MIN_ITEMS, Listing

_COUNT = re.compile(
    r"(?<![第十\d.])([两二三四五六七八九十]+|\d{1,2})(?![月日年季亿万%五届次点.\d]|百|千|分之)[一-鿿]"
)
_MOST_ITEMS = 30
_SAME = 0.6
# From here on the reader knows better than any rule where a list begins and ends.
_VERY_SURE = 0.75


def number_of_items(question: Question) -> int | None:
    """Return how many things are asked for, where the question says it: 哪四个, 两条."""
    text = fold(question.text)
    for match in _COUNT.finditer(text):
        count = small_number(match[1].replace("两", "二"))
        if count is not None and MIN_ITEMS <= count <= _MOST_ITEMS:
            return count
    return None


def enumeration(question: Question, sentence: str, seen: Seen | None) -> Span | None:
    """Return where the list that is asked for stands in `sentence`, if one does."""
    best = _best(question, sentence, seen)
    return best.span if best is not None else None


def counted_enumeration(question: Question, sentence: str, seen: Seen | None) -> Span | None:
    """Return a list of just as many things as are asked for; `None` where no number is said."""
    wanted = number_of_items(question)
    best = _best(question, sentence, seen) if wanted is not None else None
    return best.span if best is not None and len(best.items) == wanted else None


def _best(question: Question, sentence: str, seen: Seen | None) -> Listing | None:
    wanted = number_of_items(question)
    found = listings(sentence)
    if seen is not None and seen.is_sure:
        own = _as_seen(sentence, seen.span)
        near = [one for one in found if _alike_in_place(seen.span, one.span) >= _SAME]
        cut = any(one.span.contains(seen.span) for one in near)
        if own is not None and not cut and _is_meant(own, seen, wanted):
            return own
        if own is not None and not near:
            found.append(own)
    return max(
        found,
        key=lambda one: (_likely(question, sentence, one, seen, wanted), -one.span.start),
        default=None,
    )


def _is_meant(own: Listing, seen: Seen, wanted: int | None) -> bool:
    return seen.sure >= _VERY_SURE and wanted in (None, len(own.items))


def _alike_in_place(one: Span, other: Span) -> float:
    """Return how much of both together the two share, 0 to 1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / (max(one.end, other.end) - min(one.start, other.start))


def _as_seen(sentence: str, span: Span) -> Listing | None:
    """Return what the trained reader sees as a list, if more than one thing stands in it."""
    text = sentence[span.start : span.end]
    pieces = split_at(text, re.finditer("[、，；,;]|和|及|与| and ", text), enclosed(text))
    if len(pieces) < MIN_ITEMS:
        return None
    return Listing(tuple(Span(p.start + span.start, p.end + span.start) for p in pieces))


def _likely(
    question: Question,
    sentence: str,
    one: Listing,
    seen: Seen | None,
    wanted: int | None,
) -> float:
    beside = "".join(sentence[s.start : s.end] for s in (one.lead, one.tail) if s is not None)
    listed = sentence[one.span.start : one.span.end]
    score = overlap(question, beside) - 0.3 * overlap(question, listed)
    score += 0.1 * min(len(one.items), 5) / 5 + 0.3 * one.announced
    if wanted is not None:
        score += 1.0 if len(one.items) == wanted else -0.3
    score += 0.02 * len(one.items) - one.is_cut_short
    if seen is not None and seen.span.overlaps(one.span):
        shared = min(seen.span.end, one.span.end) - max(seen.span.start, one.span.start)
        score += seen.sure * (shared / len(seen.span) + shared / len(one.span))
    return score
