"""Whether a comparison names the side that is asked for, and gives no side another's figure.

A short answer that names one side alone has chosen it. Where several are named, the words between
them tell which is more: 多于, 少于, 比…多, 最多的是. Figures alone name none.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from index.text import fold
from service.evaluation.amounts import numbers_said, worded_alike
from service.evaluation.questions import GoldQuestion
from service.evaluation.replies import Reply
from service.evaluation.rulings import Ruling

_MORE = "多|大|高|快|长|重|强|早|厉害|猛|more|higher|larger|greater|bigger|faster"
_LESS = "少|小|低|慢|短|轻|弱|晚|fewer|less|lower|smaller|slower"
_ABOVE = "多于|大于|高于|超过|超出|快于|胜过|领先于|> "
_BELOW = "少于|小于|低于|不及|不如|慢于|< "
_FIRST_MARK = 0xE000
# Sides become private characters, so that the words between them can be read.
_GAP = r"[^\ue000-\uf8ff。;；]{0,40}?"
_ANY = r"([\ue000-\uf8ff])"
_PATTERNS = tuple(
    (re.compile(pattern), more)
    for pattern, more in (
        (f"{_ANY}{_GAP}(?:{_ABOVE}){_GAP}{_ANY}", True),
        (f"{_ANY}{_GAP}(?:{_BELOW}){_GAP}{_ANY}", False),
        (f"{_ANY}{_GAP}(?:比|较){_GAP}{_ANY}{_GAP}(?:{_MORE})", True),
        (f"{_ANY}{_GAP}(?:比|较){_GAP}{_ANY}{_GAP}(?:{_LESS})", False),
        (
            f"(?:最|更|较)(?:{_MORE})(?:的|者)?[^\ue000-\uf8ff。;；]{{0,6}}?(?:是|为|:){_GAP}{_ANY}",
            True,
        ),
        (
            f"(?:最|更|较)(?:{_LESS})(?:的|者)?[^\ue000-\uf8ff。;；]{{0,6}}?(?:是|为|:){_GAP}{_ANY}",
            False,
        ),
        (f"{_ANY}{_GAP}(?:最|更|较)(?:{_MORE})", True),
        (f"{_ANY}{_GAP}(?:最|更|较)(?:{_LESS})", False),
        (f"{_ANY}{_GAP}(?:is |are |was |were )(?:the )?(?:{_MORE})", True),
        (f"{_ANY}{_GAP}(?:is |are |was |were )(?:the )?(?:{_LESS})", False),
    )
)
_SCALES = tuple(Decimal(10) ** power for power in (0, 4, 8))
_FIGURE_REACH = 24
# A longer text may name one side in passing; it has to say that this is the one.
_CHOICE_CHARS = 40


def judge_comparison(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` names the winning side of `gold`."""
    wanted = _winner(gold)
    chosen = _chosen(reply, gold, wanted)
    if chosen is None:
        return Ruling(("names no side",))
    if chosen != wanted:
        return Ruling((f"names {chosen}, not {wanted}",), neighbour=True)
    swapped = tuple(_swapped(reply, gold))
    return Ruling(tuple(f"gives {side} another side's figure" for side in swapped))


def _winner(gold: GoldQuestion) -> str:
    best = min if gold.wants_least else max
    return best(gold.sides, key=lambda side: side[1])[0]


def _chosen(reply: Reply, gold: GoldQuestion, wanted: str) -> str | None:
    """Return the side that the reply names, by its short answer or else by its text."""
    if any(worded_alike(reply.predicted, answer) for answer in (*gold.answers, wanted)):
        return wanted
    for body in reply.bodies:
        if (chosen := _chosen_in(body, gold, wanted)) is not None:
            return chosen
    return None


def _chosen_in(body: str, gold: GoldQuestion, wanted: str) -> str | None:
    marked, sides = _marked(body, gold, wanted)
    named = [side for mark, side in sides.items() if mark in marked]
    if len(named) == 1 and len(body) <= _CHOICE_CHARS:
        return named[0]
    return _stated_end(marked, sides, gold)


def _names(gold: GoldQuestion, wanted: str) -> Iterator[tuple[str, str]]:
    """Yield (wording, side), longest wordings first: 优秀个人 before 个人."""
    names = [(side, side) for side, _ in gold.sides]
    names += [(answer, wanted) for answer in gold.answers]
    yield from sorted(names, key=lambda name: -len(name[0]))


def _marked(body: str, gold: GoldQuestion, wanted: str) -> tuple[str, dict[str, str]]:
    """Return the body with one private character in place of each side, and what these mean."""
    folded = fold(body)
    marks = {side: chr(_FIRST_MARK + number) for number, (side, _) in enumerate(gold.sides)}
    for words, side in _names(gold, wanted):
        folded = folded.replace(fold(words), marks[side])
    return folded, {mark: side for side, mark in marks.items()}


def _stated_end(marked: str, sides: dict[str, str], gold: GoldQuestion) -> str | None:
    """Return the side that words put at the end that is asked for, if any."""
    for pattern, more in _PATTERNS:
        if (match := pattern.search(marked)) is None:
            continue
        if more is not gold.wants_least:
            return sides[match[1]]
        if len(gold.sides) == 2:
            return next(side for mark, side in sides.items() if mark != match[1])
    return None


def _swapped(reply: Reply, gold: GoldQuestion) -> Iterator[str]:
    """Yield the sides that are given another's figure and nowhere their own."""
    for side, figure in gold.sides:
        others = [other for name, other in gold.sides if name != side and other != figure]
        given = [n for body in reply.bodies for n in _figures_behind(body, side, gold)]
        if _meets(given, others) and not _meets(given, [figure]):
            yield side


def _figures_behind(body: str, side: str, gold: GoldQuestion) -> Iterator[Decimal]:
    """Yield the number behind each naming of `side`, before another side is named."""
    marked, sides = _marked(body, gold, _winner(gold))
    mark = next(mark for mark, name in sides.items() if name == side)
    for match in re.finditer(f"{mark}([^\ue000-\uf8ff。;；]*)", marked):
        said = [one for one in numbers_said(match[1]) if one.start < _FIGURE_REACH]
        yield from (number for one in said[:1] for number in one.numbers)


def _meets(given: Iterable[Decimal], figures: Iterable[Decimal]) -> bool:
    """Return whether one of `given` is one of `figures`, which may be counted in 万 or 亿."""
    counted = {figure * scale for figure in figures for scale in _SCALES}
    return not counted.isdisjoint(given)


_WINNER = re.compile(
    f"(?:多于|大于|高于|超过|少于|小于|低于|不及|不如)|(?:最|更|较)(?:{_MORE}|{_LESS})"
    r"|比[^,，。;；]{1,30}(?:多|少|大|小|高|低)|相差|差额"
)


def states_winner(body: str) -> bool:
    """Return whether `body` says of something that it is more or less than another."""
    return _WINNER.search(fold(body)) is not None
