"""Things that stand side by side in one clause are found from the first to the last: 甲、乙和丙.

In: a sentence, and a clause of it or what stands inside a pair of marks. Out: `Listing`s, whose
items hold neither what leads to the things nor what follows them. Where a list may be cut in
several ways, it comes out in each of them; `service.enumerations` chooses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.types import Span
from index.words import Word
from service.pieces import enclosed, split_at, words_of

AND_SO_ON = re.compile(
    r"等(?![级于待同到候额价式效号次距量离])|(?:和|以及)其他|and (?:others|so on)"
)
"""What says that there are more than are named."""
MIN_ITEMS = 2
"""Fewer are no list."""

_COMMA = re.compile("、|(?<=[》”])(?=[《“])")
_JOINT = re.compile(r"、?(?:以及|及其|和|与|及|并|或)|,? and | or ")
_MAX_ITEM = 60
_MUCH_LONGER = 1.8
_UNLIKE = 0.7
_COUNTED = re.compile("[两二三四五六七八九十]+[级个项大类种条方面位家者]")
# The dictionary has some of these and a verb as one noun: 大力发展.
_WITH_FORCE = ("大力", "积极", "加快", "着力", "全面")
_LEADERS = frozenset("即 如 例如 比如 像 是 为 有 其中 包括".split())


@dataclass(frozen=True, slots=True)
class Listing:
    """Things that stand side by side.

    Attributes:
        items: Where each stands, in their order.
        lead: What stands before them in their clause, or the clause that announces them.
        tail: What follows them in their clause.
        announced: Whether a colon or the like leads to them, or they are numbered.
        is_cut_short: Whether the last thing is left off; such a list is meant only where just so
            many things are asked for.
    """

    items: tuple[Span, ...]
    lead: Span | None = None
    tail: Span | None = None
    announced: bool = False
    is_cut_short: bool = False

    @property
    def span(self) -> Span:
        """From the first item to the last."""
        return Span(self.items[0].start, self.items[-1].end)


def side_by_side(sentence: str, part: Span) -> Iterator[Listing]:
    """Yield what may be a list in the clause `part` of `sentence`."""
    text = sentence[part.start : part.end]
    pieces = split_at(text, _COMMA.finditer(text), enclosed(text))
    if len(pieces) > 1:
        last = pieces[-1]
        cut = _split_once(text, last)
        for run in _runs(text, [*pieces[:-1], *cut]):
            yield from _trimmed(text, run, part.start)
        if len(cut) > 1:
            for run in _runs(text, pieces):
                yield from _trimmed(text, run, part.start)
            # What a joint adds may be another thing: 通邮、通航、通商和各种交流.
            for one in _trimmed(text, [*pieces[:-1], cut[0]], part.start):
                yield replace(one, is_cut_short=True)
    else:
        cut = _split_once(text, Span(0, len(text)))
        if len(cut) > 1:
            yield from _trimmed(text, cut, part.start)


def _split_once(text: str, part: Span) -> list[Span]:
    """Return what stands before and behind the last joint (和, and) in `part`, or `part` whole."""
    kept = enclosed(text)
    joints = [
        word.span
        for word in words_of(text[part.start : part.end])
        if _JOINT.fullmatch(word.text) or word.text in {"and", "or"}
    ]
    for joint in reversed(joints):
        start, end = part.start + joint.start, part.start + joint.end
        if any(span.start <= start < span.end for span in kept):
            continue
        if part.start < start and end < part.end:
            return [Span(part.start, start), Span(end, part.end)]
    return [part]


def _runs(text: str, pieces: list[Span]) -> Iterator[list[Span]]:
    """Yield the pieces list by list; a piece that ends one list and begins another is in both.

    财力、物力首先用于交通、通信 holds two lists.
    """
    mean = sorted(len(piece) for piece in pieces)[(len(pieces) - 1) // 2]
    run = [pieces[0]]
    for number, piece in enumerate(pieces[1:], start=1):
        run.append(piece)
        inner = number < len(pieces) - 1
        if inner and _breaks(text, piece, mean):
            if len(run) > 1:
                yield run
            run = [piece]
    if len(run) > 1:
        yield run


def _breaks(text: str, piece: Span, mean: float) -> bool:
    """Return whether the piece is the end of one list and the beginning of another."""
    tags = [word.tag for word in words_of(text[piece.start : piece.end])]
    return len(piece) > _MUCH_LONGER * mean and any(tag in {"v", "p", "d"} for tag in tags[1:-1])


def _trimmed(text: str, pieces: Sequence[Span], offset: int) -> Iterator[Listing]:
    first, *middle, last = pieces
    inner = [text[p.start : p.end] for p in middle]
    befores = inner or [text[first.start : first.end]]
    end = last.start + _end_of_last(text[last.start : last.end], befores)
    others = inner or [text[last.start : end]]
    alike = _shared_start([*inner, text[last.start : end]])
    start = first.start + _start_of_first(text[first.start : first.end], others, alike)
    if start >= first.end or end <= last.start:
        return
    items = [Span(start, first.end), *middle, Span(last.start, end)]
    if any(len(item) > _MAX_ITEM for item in items):
        return
    yield Listing(
        tuple(Span(i.start + offset, i.end + offset) for i in items),
        Span(offset, start + offset) if start > 0 else None,
        Span(end + offset, len(text) + offset) if end < len(text) else None,
    )


def _start_of_first(piece: str, others: Sequence[str], shared: str) -> int:
    """Return where the first item begins in `piece`: behind what leads to it, as the others do."""
    place = piece.rfind(shared) if shared else -1
    if place >= 0:
        return place
    words = words_of(piece)
    mean = _usual_length(others)
    openings = [words_of(other)[0].tag for other in others if other]

    def cost(number: int) -> float:
        kind = _kind_of(words[number].tag)
        unlike = sum(_kind_of(tag) == kind for tag in openings) * 2 < len(openings)
        length = len(piece) - words[number].span.start
        torn = length < min(mean, 2)
        return abs(length - mean) / max(mean, 2) + _UNLIKE * unlike + torn

    begins = [n for n, word in enumerate(words) if n == 0 or _may_lead(words[n - 1], word)]
    return words[min(begins, key=lambda n: (cost(n), n))].span.start


def _usual_length(pieces: Sequence[str]) -> int:
    """Return the median length."""
    return sorted(map(len, pieces))[(len(pieces) - 1) // 2]


def _kind_of(tag: str) -> str:
    """Return the kind of an item whose first word has this tag: `v` is done, `n` a thing."""
    return tag[:1] if tag[:1] in {"v", "p", "d", "r", "c", "m"} and tag != "vn" else "n"


def _may_lead(before: Word, word: Word) -> bool:
    """Return whether an item may begin with `word`: itself a verb, or behind a verb or the like."""
    if word.tag in {"uj", "ul", "ug", "uv", "ud", "uz"} or word.text in "”》）":
        return False
    if word.text in {"“", "《"}:
        return True
    verbal = before.tag[:1] in "vpcdu" or before.tag == "x" or word.tag in {"v", "d"}
    return verbal or before.text in _LEADERS or before.text.startswith(_WITH_FORCE)


def _shared_start(others: Sequence[str]) -> str:
    """Return what all of two or more items begin with: a mark, a word or its first character."""
    if others[0][:1] in {"“", "《"}:
        return others[0][0] if all(other.startswith(others[0][0]) for other in others) else ""
    if len(others) < MIN_ITEMS:
        return ""
    word = words_of(others[0])[0].text
    return next(
        (shared for shared in (word, word[0]) if all(o.startswith(shared) for o in others)), ""
    )


def _end_of_last(piece: str, others: Sequence[str]) -> int:
    """Return where the last item ends in `piece`: before 等, or before what is said of them all."""
    so_on = AND_SO_ON.search(piece)
    if so_on is not None and so_on.start() > 0:
        return so_on.start()
    mean = _usual_length(others)
    together = {word.tag[:2] for other in others for word in words_of(other)}
    words = words_of(piece)
    ends = [len(piece.rstrip("。；;，,. \n"))]

    def cost(end: int) -> float:
        word = next((word for word in words if word.span.start == end), None)
        if word is None:
            return abs(end - mean) / max(mean, 2)
        own = word.tag[:2] in together
        weak = 0.4 if word.tag[:1] == "v" else 0.1
        return abs(end - mean) / max(mean, 2) + weak + _UNLIKE * own

    ends += [word.span.start for word in words[1:] if word.tag[:1] in "vdp" or word.text == "的"]
    counted = _COUNTED.search(piece)
    if counted is not None and counted.start() > 0 and "m" not in together:
        return counted.start()
    return min(ends, key=cost)


def inside(sentence: str, part: Span) -> Iterator[Listing]:
    """Yield the list that fills a pair of marks: “爱国、敬业”, （淮河、海河）."""
    text = sentence[part.start : part.end]
    pieces = split_at(text, re.finditer("[、，,；]", text))
    if len(pieces) >= MIN_ITEMS:
        before = max(0, part.start - 20)
        yield Listing(
            tuple(Span(p.start + part.start, p.end + part.start) for p in pieces),
            Span(before, part.start),
            Span(part.end, min(len(sentence), part.end + 20)) if part.end < len(sentence) else None,
        )
