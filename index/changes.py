"""Which part of its years a number holds for: their start, their end, or all of them.

In: folded text, a quantity and its clause. Out: a `Part`, and with it the years of a period that
the number holds for. Over five years 由3亿斤增加到5亿斤 tells of the year before the first and of
the last one, 达到5亿斤 of the last one, 增长60% and 新建12所 of all five, 年均增长9% of each.
"""

import re
from enum import StrEnum

from index.numerals import CHINESE_NUMERALS
from index.periods import years_of
from index.terms import Terms, words
from index.types import Kind, Quantity, Span

_FROM = re.compile("[从由](?![于业事此而])|自(?!己|身|主|然|动|愿|行|治)")
_TURN = rf"(?:{'|'.join(sorted(words('statements', 'turns'), key=len, reverse=True))})[到至为成]了?"
_TURN_AHEAD = re.compile(rf"[^,。;:]{{0,24}}?,?{_TURN}")
_TURNED = re.compile(_TURN)
_CHANGE = "|".join(sorted(words("statements", "average_changes"), key=len, reverse=True))
_AVERAGE = re.compile(
    rf"(?:年均|平均每年|每年平均)(?:分别|实际|名义|复合|各|均|约|要|将|可)?(?:{_CHANGE})"
)
_RATES = re.compile("|".join(words("statements", "rates_of_change")))
_STATES = words("statements", "states_of_things")
_DOINGS = Terms(
    dict.fromkeys(words("statements", "doings"), True)
    | dict.fromkeys(words("statements", "not_doings"), False)
)
_LEVELS = Terms(dict.fromkeys(words("statements", "levels"), True))
_REACHED = Terms(dict.fromkeys(words("statements", "reached"), True))
_STOCKS = words("statements", "stocks")
_LEVELS_AT_AN_END = words("statements", "levels_at_an_end")
_LEVEL_OPENINGS = words("statements", "level_openings")
_NUMERAL = re.compile(rf"[\d{CHINESE_NUMERALS}]")
_CLAUSE_ENDS = (",", "。", ";", "、", ":", ")", "\n", "")
_REACH = 30


class Part(StrEnum):
    """The part of a span of years that a number holds for.

    `TOTAL` is a sum or a share: of the years where the sentence names them, else up to their end.
    """

    START = "start"
    END = "end"
    WHOLE = "whole"
    CHANGE = "change"
    AVERAGE = "average"
    TOTAL = "total"


def part_of(text: str, quantity: Quantity, clause: Span, comparison: str | None) -> Part:
    """Return the part of its years that `quantity` holds for, by the words around it.

    Args:
        text: The whole text, folded.
        quantity: A mention inside `clause`.
        clause: The clause that holds it.
        comparison: What it states against another, as `comparison_of` returns it.
    """
    place = quantity.span.start
    before = text[max(clause.start, place - _REACH) : place]
    turned = _TURNED.search(before) is not None
    if not turned and _is_start(text, quantity, before):
        return Part.START
    if _AVERAGE.search(before) is not None:
        return Part.AVERAGE
    if "连续" in before:
        return Part.WHOLE
    if turned or quantity.kind is Kind.ORDINAL:
        return Part.END
    level = _is_level(text, quantity)
    if comparison is not None and not comparison.endswith(_STATES):
        # 产值增长3倍、加工率85%: the change is told of the number before.
        between = before.rpartition(comparison)[2] if comparison in before else ""
        if not level or _NUMERAL.search(between) is None:
            return Part.CHANGE
    if _RATES.search(before) is not None:
        return Part.WHOLE
    return _part_of_amount(text, quantity, before, level=level)


def _is_start(text: str, quantity: Quantity, before: str) -> bool:
    """Return whether a change leads from `quantity` to another number: 由A、B提高到C、D."""
    if _FROM.search(before) is None:
        return False
    return _TURN_AHEAD.match(text, quantity.span.end) is not None


def _is_level(text: str, quantity: Quantity) -> bool:
    """Return whether the words right before a number say how high something stands."""
    span = quantity.span
    if quantity.surface.startswith(_LEVEL_OPENINGS) or _LEVELS.before(text, span.start):
        return True
    # 总量为5万吨 tells a level, 为5万人办理 what was done.
    ends = text[span.end : span.end + 1] in _CLAUSE_ENDS
    return ends and text.endswith(_LEVELS_AT_AN_END, 0, span.start)


def _part_of_amount(text: str, quantity: Quantity, before: str, *, level: bool) -> Part:
    """Return the part that a number without a change holds for: what was done, or how it stands."""
    share = quantity.kind is Kind.PERCENT
    done = "完成" in before if share else _tells_doing(before)
    if _REACHED.before(text, quantity.span.start) is not None and not done:
        return Part.END
    if "累计" in before:
        return Part.TOTAL
    if done:
        return Part.WHOLE
    if level:
        return Part.END
    return Part.TOTAL if share else Part.WHOLE


def _tells_doing(before: str) -> bool:
    """Return whether the words before a number tell what was done: 新建, but not 建成区."""
    found = (_DOINGS.at(before, place) for place in range(len(before)))
    return any(term is not None and term[1] for term in found)


def sums_up(text: str, start: int, place: int) -> bool:
    """Return whether a number at `place` is what has come together from `start` on: 累计达, 达.

    达到 and the level of a stock (余额达) tell how high something stands at the end.
    """
    reached = text.endswith("达", start, place)
    return reached and not any(level in text[start:place] for level in _STOCKS)


def years_held(
    period: str, part: Part, *, base: int | None, enclosing: tuple[int, int] | None, stated: bool
) -> str | None:
    """Return the years of `period` that a number holds for, `None` where they are not known.

    Args:
        period: What the number's words or surroundings name: a year, a span, a date, 每年.
        part: Of a span of years.
        base: The year that the sentence counts the change from, where it names one.
        enclosing: The span of years around it that ends with the same year.
        stated: Whether the sentence itself names `period`.
    """
    years = years_of(period)
    if years is None:
        return period
    first, last = years
    if part is Part.START:
        return _year_before(first, last, base, enclosing)
    if part is Part.END or (part is Part.TOTAL and not stated):
        return period.rpartition("/")[2]
    counted = base is not None and last - base > 1
    if part is Part.AVERAGE and first == last:
        if counted:
            return f"{int(base or 0) + 1}/{last}"
        span = f"{enclosing[0]}/{enclosing[1]}" if enclosing is not None else None
        return span or (period if stated else None)
    from_base = counted and part is Part.CHANGE and (first == last or not stated)
    return f"{base}/{last}" if from_base else period


def _year_before(first: int, last: int, base: int | None, enclosing: tuple[int, int] | None) -> str:
    """Return the year in which a change begins."""
    if base is not None and base <= last:
        return str(base)
    return str((enclosing[0] if first == last and enclosing is not None else first) - 1)
