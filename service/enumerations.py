"""A list that stands in a sentence is found whole: from its first item to its last.

In: a sentence, what is asked, and where the trained reader sees the answer. Out: the span of the
enumeration that is meant, without what leads to it and what follows it. Things stand side by side
in a clause (甲、乙和丙), clauses do so behind a colon or alike in form (向…倾斜，向…倾斜), numbered
(一是…；二是…), or in quotation marks and brackets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.text import fold, small_number
from index.types import Span
from index.words import Word
from service.matching import overlap
from service.pieces import Seen, clause_spans, enclosed, split_at, words_of
from service.questions import Question

_COMMA = re.compile("、|(?<=[》”])(?=[《“])")
_JOINT = re.compile(r"、?(?:以及|及其|和|与|及|并|或)|,? and | or ")
_AND_SO_ON = re.compile(
    r"等(?![级于待同到候额价式效号次距量离])|(?:和|以及)其他|and (?:others|so on)"
)
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]+(?:是|要(?!求)|靠)|第[一二三四五六七八九十]+[，,、]|首先|其次|再次|最后"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑩])"
)
_LEADS_ON = re.compile(
    "：|:|(?<!立)即(?!将|使|可|时)|也就是|分别(?:是|为)|包括|就是(?!说)|指的?是|主要(?:有|是)"
)
_COUNT = re.compile(
    r"(?<![第十\d.])([两二三四五六七八九十]+|\d{1,2})(?![月日年季亿万%五届次点.\d]|百|千|分之)[一-鿿]"
)
_MIN_ITEMS = 2
_MOST_ITEMS = 30
_MAX_ITEM = 60
_MUCH_LONGER = 1.8
_UNLIKE = 0.7
_SAME = 0.6
# From here on the reader knows better than any rule where a list begins and ends.
_VERY_SURE = 0.75
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
        is_cut_short: Whether one more is left off; it is meant only where so many are asked for.
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


def listings(sentence: str) -> list[Listing]:
    """Return all that may be a list in `sentence`, in no particular order."""
    kept = enclosed(sentence)
    parts = clause_spans(sentence)
    found = [x for part in parts for x in _side_by_side(sentence, part)]
    found += [x for part in kept for x in _inside(sentence, part)]
    found += _numbered(sentence)
    found += _behind_a_lead(sentence, parts)
    found += _alike(sentence, parts)
    found += _running_on(sentence, found)
    return found


# ---------------------------------------------------------------- side by side in one clause


def _side_by_side(sentence: str, part: Span) -> Iterator[Listing]:
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
    """Return the two sides of the last joint in `part`, or `part` whole."""
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
    """Yield the pieces, parted where one of them ends a list and begins another.

    财力、物力首先用于交通、通信 are two lists.
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
    """Return where the first item begins in `piece`: like the others, behind what leads to it."""
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
    """Return the length in the middle."""
    return sorted(map(len, pieces))[(len(pieces) - 1) // 2]


def _kind_of(tag: str) -> str:
    """Return what a word of this tag opens: what is done, or a thing (`n`), and so on."""
    return tag[:1] if tag[:1] in {"v", "p", "d", "r", "c", "m"} and tag != "vn" else "n"


def _may_lead(before: Word, word: Word) -> bool:
    """Return whether an item may begin with `word`, behind what does or joins something."""
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
    if len(others) < _MIN_ITEMS:
        return ""
    word = words_of(others[0])[0].text
    return next(
        (shared for shared in (word, word[0]) if all(o.startswith(shared) for o in others)), ""
    )


def _end_of_last(piece: str, others: Sequence[str]) -> int:
    """Return where the last item ends in `piece`: before 等, or before what is said of them all."""
    so_on = _AND_SO_ON.search(piece)
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


def _inside(sentence: str, part: Span) -> Iterator[Listing]:
    """Yield the list that fills a pair of marks: “爱国、敬业”, （淮河、海河）."""
    text = sentence[part.start : part.end]
    pieces = split_at(text, re.finditer("[、，,；]", text))
    if len(pieces) >= _MIN_ITEMS:
        before = max(0, part.start - 20)
        yield Listing(
            tuple(Span(p.start + part.start, p.end + part.start) for p in pieces),
            Span(before, part.start),
            Span(part.end, min(len(sentence), part.end + 20)) if part.end < len(sentence) else None,
        )


# ---------------------------------------------------------------- clauses side by side


def _numbered(sentence: str) -> Iterator[Listing]:
    places = [mark.start() for mark in _NUMBERED.finditer(sentence)]
    starts = [place for place in places if _opens(sentence, place)]
    if len(starts) < _MIN_ITEMS:
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
        elif len(rest) >= _MIN_ITEMS:
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
    so_on = _AND_SO_ON.search(sentence, last.start, last.end)
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
        if shared and end - number >= _MIN_ITEMS:
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


# ---------------------------------------------------------------- which one is meant


def number_of_items(question: Question) -> int | None:
    """Return how many things are asked for, where the question says it: 哪四个, 两条."""
    text = fold(question.text)
    for match in _COUNT.finditer(text):
        count = small_number(match[1].replace("两", "二"))
        if count is not None and _MIN_ITEMS <= count <= _MOST_ITEMS:
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
    if len(pieces) < _MIN_ITEMS:
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
