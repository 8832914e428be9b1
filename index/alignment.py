"""Which of several things a number is of, where a sentence names them all and then counts in turn.

In: the phrases of a sentence and the measure of each number. Out: these measures, where each number
of a row has its own thing: in 城镇和农村人均住房面积32平方米、37平方米 the second number is of
农村人均住房面积. What the last thing says of all (人均住房面积) is shared, and so is what is told
of them (分别增长). Where there are not as many things as numbers, the measures stay as they were.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.phrases import NO_BARRIER, Phrases
from index.terms import words
from index.types import Kind, Quantity, Span

_EACH = "分别"
_BETWEEN_NUMBERS = re.compile(r"\s?(?:、|[,，]?(?:以及|和|与|及))\s?")
_MEASURED = (*words("statements", "stocks"), *words("statements", "measured"))
_CONJUNCTIONS = words("statements", "conjunctions")
_MIN_WORDS_WITH_SUBJECT = 3
_MIN_SHARED_CHARS = 2


@dataclass(frozen=True, slots=True)
class _Heads:
    """The things of a list, and what the last one says of all of them."""

    items: tuple[Span, ...]
    shared: tuple[Span, ...]


def align(phrases: Phrases, measures: Sequence[tuple[Span, ...]]) -> tuple[tuple[Span, ...], ...]:
    """Return the words of each measure, where each number of a row has a thing of its own."""
    aligned = list(measures)
    for first, end in _rows(phrases):
        for position, spans in enumerate(_in_turn(phrases, measures[first], first, end), first):
            aligned[position] = spans
    return tuple(aligned)


def _rows(phrases: Phrases) -> Iterator[tuple[int, int]]:
    """Yield where each row begins and ends: numbers with nothing but 、 or 和 between them."""
    quantities = phrases.quantities
    first = 0
    for end in range(1, len(quantities) + 1):
        if end < len(quantities) and _goes_on(phrases.text, quantities[end - 1], quantities[end]):
            continue
        if end - first > 1:
            yield first, end
        first = end


def _goes_on(text: str, one: Quantity, other: Quantity) -> bool:
    if any(q.kind in (*NO_BARRIER, Kind.ORDINAL) for q in (one, other)):
        return False
    return _BETWEEN_NUMBERS.fullmatch(text, one.span.end, other.span.start) is not None


def _in_turn(
    phrases: Phrases, measure: tuple[Span, ...], first: int, end: int
) -> Iterator[tuple[Span, ...]]:
    """Yield the words of each number's own thing; nothing where there are not as many things."""
    place = phrases.quantities[first].span.start
    subject = phrases.subject(measure)
    if len(subject) != 1 or any(span.end > place for span in measure):
        return
    told = [Span(max(s.start, subject[0].end), s.end) for s in measure if s.end > subject[0].end]
    list_span = phrases.whole_list(subject[0])
    heads = _heads(phrases, list_span, end - first)
    units = {quantity.unit for quantity in phrases.quantities[first:end]}
    if heads is None or (len(units) > 1 and _EACH not in phrases.text[list_span.start : place]):
        return
    for number, item in enumerate(heads.items):
        ahead = _shared_ahead(phrases, heads.items[0], item) if number else ()
        behind = heads.shared if number < len(heads.items) - 1 else ()
        yield _without_each(phrases.text, (*ahead, item, *behind, *told))


def _without_each(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the words without 分别, which means nothing beside one number alone."""
    kept: list[Span] = []
    for span in spans:
        start = span.start
        while (each := text.find(_EACH, start, span.end)) >= 0:
            kept += [Span(start, each)] if start < each else []
            start = each + len(_EACH)
        kept += [Span(start, span.end)] if start < span.end else []
    return tuple(kept)


def _shared_ahead(phrases: Phrases, first: Span, item: Span) -> tuple[Span, ...]:
    """Return what the first thing says for all: whose they are (全省的), what was done (新建)."""
    owned = phrases.text.rfind("的", first.start, first.end)
    if owned >= 0 and "的" not in phrases.text[item.start : item.end]:
        return (Span(first.start, owned + 1),)
    verb = phrases.verb((first,))
    joined = phrases.text.startswith(_CONJUNCTIONS, verb[0].end) if verb else True
    return () if joined or phrases.verb((item,)) else verb


def _heads(phrases: Phrases, whole: Span, count: int) -> _Heads | None:
    """Return the things that `whole` lists; `None` where there are not `count` of them."""
    items = next((parts for parts in phrases.parts_of(whole) if len(parts) == count), None)
    if items is None:
        return None
    lengths = [len(phrases.words_in(item)) for item in items]
    if min(lengths[1:]) == 1 and lengths[0] >= _MIN_WORDS_WITH_SUBJECT:
        # 全省工业增加值、利润: whose profit it is, stands in the first alone.
        return None
    start = _shared_from(phrases, items[0], items[-1])
    shared = (Span(start, items[-1].end),) if start < items[-1].end else ()
    return _Heads(items, shared)


def _shared_from(phrases: Phrases, first: Span, last: Span) -> int:
    """Return where, in the last thing, the words begin that are said of all of them.

    The words before are its own. They end as the first thing does (制造业、服务业增加值), or else
    where they come nearest to it in length (城镇和农村人均住房面积). Where the first thing names
    its measure already, nothing is shared.
    """
    text = phrases.text
    ends = [word.span.end for word in phrases.words_in(last)]
    for length in range(len(first), 0, -1):
        alike = text[first.end - length : first.end]
        for end in ends:
            if end - length >= last.start and text.startswith(alike, end - length):
                return end
    if text.endswith(_MEASURED, first.start, first.end):
        return last.end
    parting = [end for end in ends if last.end - end >= _MIN_SHARED_CHARS]
    return min(parting, key=lambda end: abs(end - last.start - len(first)), default=last.end)
