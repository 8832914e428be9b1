"""Cited facts become a number with its formula: never a number from nowhere.

In: an `Operation` and one fact for each of its amounts. Out: a `Computed`, or `None` where the
facts cannot be put together: units that differ (人 + 家), a range, a division by zero.
"""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from index.types import Fact, Qualifier
from index.units import COUNTERS
from service.conversions import factor
from service.operations import Operation, Operator

_WHOLE_PERCENT = Decimal(100)
_PLACES = Decimal("0.01")
# Decimal arithmetic keeps 28 digits; a larger quotient could not be rounded to two places.
_MAX_QUOTIENT = Decimal("1E+25")
# Counter words count things of any kind, so 5所 + 3家 may be added as 个; people may not.
_PEOPLE = frozenset({"人", "人次"})
_MAGNITUDES = (("万亿", Decimal(10**12)), ("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_RISE = re.compile("增|多|高|提|升|上|涨|扩")
_FALL = re.compile("减|降|跌|缩|少|低|回落|下")
_COUNT, _PERCENT, _POINTS, _TIMES = "个", "%", "百分点", "倍"


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed number.

    Attributes:
        expression: Over the operands' numbers as plain digits, with + - × ÷ and, of the whole
            percentage, 100.
        exact: Whether `result` is exact; otherwise it is rounded half to even, to two places.
    """

    expression: str
    result: Decimal
    unit: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Which of the facts is the one asked for; `None` where they are equal."""

    chosen: int | None


@dataclass(frozen=True, slots=True)
class _Term:
    """A number that goes in, and how a formula shows it: converted from its own unit or plain."""

    number: Decimal
    shown: str


def compute(operation: Operation, facts: tuple[Fact, ...], unit: str = "") -> Computed | None:
    """Return the result of `operation` over the numbers of `facts`, in the amounts' order.

    What is computed from numbers that are only about or at least so much is not exact either.

    Args:
        operation: What is asked for.
        facts: One for each amount.
        unit: The one that it is asked for in, where they convert; empty for any.
    """
    numbers = [fact.quantity.number for fact in facts]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    computed = _computed(operation, facts, known, unit)
    if computed is None or all(f.quantity.qualifier is Qualifier.EXACT for f in facts):
        return computed
    return replace(computed, exact=False)


def _computed(
    operation: Operation, facts: tuple[Fact, ...], known: list[Decimal], wanted: str
) -> Computed | None:
    units = [fact.quantity.unit for fact in facts]
    if operation.operator is Operator.QUOTIENT:
        dividend, divisor = (_Term(number, plain(number)) for number in known)
        return _quotient(dividend, divisor, f"{units[0]}/{units[1]}")
    if operation.operator is Operator.REMAINDER:
        return _exactly(f"100 - {plain(known[0])}", _WHOLE_PERCENT - known[0], "%")
    if operation.operator is Operator.BASE:
        return _base(facts, units[0]) if is_change_of(units[1], units[0]) else None
    unit = common_unit(units, wanted)
    if unit is None and operation.operator is Operator.DIFFERENCE and _are_comparable(units):
        unit = _COUNT
    if unit is None:
        return None
    terms = [_term(number, own, unit) for number, own in zip(known, units, strict=True)]
    if operation.operator is Operator.MULTIPLE:
        return _quotient(terms[0], terms[1], _TIMES)
    if operation.operator is Operator.GROWTH:
        return _growth(*terms)
    if _contradicts(operation, [term.number for term in terms]):
        return None
    if operation.operator is Operator.SHARE:
        return _share(*terms)
    if operation.operator is Operator.SUM:
        total = sum((term.number for term in terms), Decimal(0))
        return _total(" + ".join(term.shown for term in terms), total, unit, units)
    high, low = _by_size(*terms)
    expression = f"{high.shown} - {low.shown}"
    return _total(expression, high.number - low.number, _of_difference(unit), units)


def _term(number: Decimal, unit: str, wanted: str) -> _Term:
    into = factor(unit, wanted)
    if into is None or unit == wanted:
        return _Term(number, plain(number))
    return _Term(into.apply(number), f"({into.shown(plain(number))})")


def _by_size(one: _Term, other: _Term) -> tuple[_Term, _Term]:
    """Return the larger first."""
    return (one, other) if one.number >= other.number else (other, one)


def _contradicts(operation: Operation, numbers: list[Decimal]) -> bool:
    """Return whether the first number is not more than the second where it is said to be, or less.

    By how much it is more, nothing can be said then.
    """
    if operation.operator not in (Operator.DIFFERENCE, Operator.GROWTH):
        return False
    if _RISE.match(operation.way):
        return numbers[0] < numbers[1]
    return _FALL.match(operation.way) is not None and numbers[0] > numbers[1]


def compare(operation: Operation, facts: tuple[Fact, ...]) -> Compared | None:
    """Return which fact is the largest, or smallest, as asked.

    `None` where units differ, or where some, but not all, are the largest: none is the one asked
    for, and they are not the same.
    """
    numbers = [fact.quantity.number for fact in facts]
    known = [number for number in numbers if number is not None]
    units = [fact.quantity.unit for fact in facts]
    if len(known) < len(facts):
        return None
    unit = units[0] if _are_comparable(units) else common_unit(units)
    if unit is None:
        return None
    known = [_term(number, own, unit).number for number, own in zip(known, units, strict=True)]
    end = min(known) if operation.wants_least else max(known)
    if 1 < known.count(end) < len(known):
        return None
    return Compared(known.index(end) if known.count(end) == 1 else None)


def common_unit(units: list[str], wanted: str = "") -> str | None:
    """Return the unit that numbers in `units` can be added in, or `None` where there is none.

    Where they convert, it is the one `wanted`, if any is; else one that all are whole multiples of.
    """
    if len(set(units)) == 1 and (not wanted or factor(units[0], wanted) is None):
        return units[0]
    if set(units) <= COUNTERS - _PEOPLE:
        return _COUNT
    for unit in (wanted, *units):
        factors = [factor(own, unit) for own in units]
        if all(f is not None and (unit == wanted or f.over == 1) for f in factors):
            return unit
    return None


def _are_comparable(units: list[str]) -> bool:
    """Return whether it makes sense to ask which is more: counts of anything, or one unit."""
    return len(set(units)) == 1 or set(units) <= COUNTERS - {"人次"}


def is_change_of(change: str, level: str) -> bool:
    """Return whether a change in one unit may lead to a level in another: 元, of 元/人 as well."""
    if level == _PERCENT:
        return change == _POINTS
    return change in (level, level.split("/")[0])


def plain(number: Decimal) -> str:
    """Return `number` in plain digits: `1.2E+12 → 1200000000000`, `12.50 → 12.5`."""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def spoken(number: Decimal) -> str:
    """Return `number` in 万亿, 亿 or 万 if two places are enough: `24160000000 → 241.6亿`."""
    for name, size in _MAGNITUDES:
        shown = number / size
        if abs(number) >= size and shown == shown.quantize(_PLACES):
            return f"{plain(shown)}{name}"
    return plain(number)


def _quotient(dividend: _Term, divisor: _Term, unit: str) -> Computed | None:
    if divisor.number == 0:
        return None
    result = dividend.number / divisor.number
    if abs(result) >= _MAX_QUOTIENT:
        return None
    rounded = result.quantize(_PLACES, ROUND_HALF_EVEN)
    return Computed(f"{dividend.shown} ÷ {divisor.shown}", rounded, unit, rounded == result)


def _growth(later: _Term, earlier: _Term) -> Computed | None:
    """Return by how many per cent of the earlier number the later one is more, or less."""
    if earlier.number == 0 or abs(later.number / earlier.number) >= _MAX_QUOTIENT:
        return None
    high, low = _by_size(later, earlier)
    result = (high.number - low.number) / earlier.number * _WHOLE_PERCENT
    rounded = result.quantize(_PLACES, ROUND_HALF_EVEN)
    expression = f"({high.shown} - {low.shown}) ÷ {earlier.shown} × 100"
    return Computed(expression, rounded, _PERCENT, rounded == result)


def _share(part: _Term, whole: _Term) -> Computed | None:
    """Return how many per cent of the whole the part is."""
    if whole.number == 0 or abs(part.number / whole.number) >= _MAX_QUOTIENT:
        return None
    result = part.number / whole.number * _WHOLE_PERCENT
    rounded = result.quantize(_PLACES, ROUND_HALF_EVEN)
    expression = f"{part.shown} ÷ {whole.shown} × 100"
    return Computed(expression, rounded, _PERCENT, rounded == result)


def _base(facts: tuple[Fact, ...], unit: str) -> Computed | None:
    """Return what there was before the second fact's change led to the first one's number."""
    level, change = (fact.quantity.number for fact in facts)
    if level is None or change is None:
        return None
    if _FALL.search(facts[1].comparison or ""):
        return _exactly(f"{plain(level)} + {plain(change)}", level + change, unit)
    return _exactly(f"{plain(level)} - {plain(change)}", level - change, unit)


def _of_difference(unit: str) -> str:
    """Return the unit of the difference of two numbers in `unit`: of two shares, points."""
    return _POINTS if unit == _PERCENT else unit


def _total(expression: str, result: Decimal, unit: str, units: list[str]) -> Computed:
    """Return a sum or difference; of converted numbers it may have no end, and is rounded then."""
    rounded = result.quantize(_PLACES, ROUND_HALF_EVEN)
    if rounded == result or set(units) == {unit}:
        return _exactly(expression, result, unit)
    exactly = unit in (_COUNT, _POINTS)
    return Computed(expression, result if exactly else rounded, unit, exact=exactly)


def _exactly(expression: str, result: Decimal, unit: str) -> Computed:
    return Computed(expression, result, unit, exact=True)
