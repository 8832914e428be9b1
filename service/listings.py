"""All that may be a list in a sentence, whole from its first item to its last.

In: a sentence. Out: its `Listing`s, from which `service.enumerations` chooses. Things stand side by
side in a clause, clauses do so behind a colon or alike in form (向…倾斜，向…倾斜), numbered
(一是…；二是…), or in quotation marks and brackets.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.types import Span
from service.english_lists import english_lists
from service.pieces import clause_spans, enclosed, words_of
from service.side_by_side import AND_SO_ON, MIN_ITEMS, Listing, inside, side_by_side

_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]+(?:是|要(?!求)|靠)|第[一二三四五六七八九十]+[，,、]|首先|其次|再次|最后"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑩])"
)
_LEADS_ON = re.compile(
    "：|:|(?<!立)即(?!将|使|可|时)|也就是|分别(?:是|为)|包括|就是(?!说)|指的?是|主要(?:有|是)"
)
_ONE_MORE = re.compile("[，,](?:以及|及|还有)(?P<item>[^，,；;。：、]{2,20})(?=[；;。]|$)")


def listings(sentence: str) -> list[Listing]:
    """Return all that may be a list in `sentence`, in no particular order."""
    kept = enclosed(sentence)
    parts = clause_spans(sentence)
    found = [x for part in parts for x in side_by_side(sentence, part)]
    found += [x for part in kept for x in inside(sentence, part)]
    found += _numbered(sentence)
    found += _behind_a_lead(sentence, parts)
    found += _alike(sentence, parts)
    found += english_lists(sentence)
    found += _running_on(sentence, found)
    found += [longer for one in found if (longer := _with_one_more(sentence, one)) is not None]
    return found


def _numbered(sentence: str) -> Iterator[Listing]:
    places = [mark.start() for mark in _NUMBERED.finditer(sentence)]
    starts = [place for place in places if _opens(sentence, place)]
    if len(starts) < MIN_ITEMS:
        return
    ends = [*starts[1:], len(sentence)]
    items = []
    for start, end in zip(starts, ends, strict=True):
        text = sentence[start:end].rstrip("，；;,。. \n")
        if text:
            items.append(Span(start, start + len(text)))
    yield Listing(tuple(items), Span(0, starts[0]) if starts[0] else None, announced=True)


def _opens(sentence: str, place: int) -> bool:
    return place == 0 or sentence[place - 1] in "，；。：:;,、 \n"


def _behind_a_lead(sentence: str, parts: list[Span]) -> Iterator[Listing]:
    """Yield the clauses behind a colon or a word that leads to a list, up to the stop."""
    for mark in _LEADS_ON.finditer(sentence):
        rest = [p for p in parts if p.end > mark.end()]
        if not rest or mark.end() >= rest[-1].end:
            continue
        rest[0] = Span(max(mark.end(), rest[0].start), rest[0].end)
        if sentence[rest[0].start : rest[0].start + 1] in "：:":
            continue
        separators = [sentence[a.end : b.start].strip() for a, b in pairwise(rest)]
        lead = Span(0, mark.start()) if mark.start() else None
        if any("；" in s or ";" in s for s in separators):
            yield Listing(tuple(_grouped(rest, separators)), lead, announced=True)
        elif len(rest) >= MIN_ITEMS:
            yield Listing(tuple(_without_so_on(sentence, rest)), lead, announced=True)


def _grouped(parts: list[Span], separators: list[str]) -> list[Span]:
    groups = [parts[0]]
    for part, separator in zip(parts[1:], separators, strict=True):
        if "；" in separator or ";" in separator:
            groups.append(part)
        else:
            groups[-1] = Span(groups[-1].start, part.end)
    return groups


def _without_so_on(sentence: str, parts: list[Span]) -> list[Span]:
    last = parts[-1]
    so_on = AND_SO_ON.search(sentence, last.start, last.end)
    if so_on is not None and so_on.start() > last.start:
        return [*parts[:-1], Span(last.start, so_on.start())]
    return parts


def _alike(sentence: str, parts: list[Span]) -> Iterator[Listing]:
    """Yield runs of clauses that begin alike, or end alike: 统一分配，统一运输."""
    texts = [sentence[p.start : p.end] for p in parts]
    number = 0
    while number < len(parts) - 1:
        shared = _shared_opening(texts[number], texts[number + 1])
        end = number + 1
        while shared and end < len(parts) and texts[end].startswith(shared):
            end += 1
        if shared and end - number >= MIN_ITEMS:
            place = texts[number].rfind(shared)
            first = Span(parts[number].start + place, parts[number].end)
            lead = Span(parts[number].start, first.start) if place else None
            yield Listing((first, *_without_so_on(sentence, parts[number + 1 : end])), lead)
            number = end
        else:
            number += 1


def _shared_opening(one: str, other: str) -> str:
    """Return the word that `other` begins with, where it also begins an item in `one`."""
    words = words_of(other)
    opening = words[0].text if words else ""
    return opening if opening and opening in one and len(other) > len(opening) else ""


def _running_on(sentence: str, found: Sequence[Listing]) -> list[Listing]:
    """Return lists that go on behind a comma: 甲、乙，以及丙."""
    longer = []
    for one in found:
        for other in found:
            between = sentence[one.span.end : other.span.start].strip()
            if one.span.end < other.span.start and re.fullmatch(
                "，(?:以及|和|同时|特别是|尤其是|甚至|或者?)?|以及|和|及", between
            ):
                longer.append(Listing((*one.items, *other.items), one.lead, other.tail))
    return longer


def _with_one_more(sentence: str, one: Listing) -> Listing | None:
    """Return the list with the one thing that a comma and a joint add: 甲、乙，以及丙."""
    more = _ONE_MORE.match(sentence, one.span.end)
    if more is None or one.announced:
        return None
    return Listing((*one.items, Span(*more.span("item"))), one.lead)
