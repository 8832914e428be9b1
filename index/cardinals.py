"""Numbers with their units, ranges of two, and bare numbers.

In: folded text and a place in it. Out: a mention with its value in base units; nothing where the
numeral only means 'a' or 'some', or is part of a name.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from index.marks import INSIDE, mark_before, with_mark_behind
from index.mentions import MARKED_KINDS, NUMERAL_AT, ONE, TO, Mention
from index.numerals import CHINESE_DIGITS, ENGLISH_NUMERAL, Reading, read_english, read_numeral
from index.tables import Cell
from index.terms import Terms, inverted, numbers, words
from index.types import Kind, Qualifier
from index.units import (
    DURATIONS,
    LATIN,
    SAME_UNIT,
    SYMBOL_TERMS,
    SYMBOLS,
    TENTHS,
    UNITS,
    Unit,
    kind_of,
    unit_at,
)


@dataclass(frozen=True, slots=True)
class _Side:
    """A numeral with the mark and the unit right behind it: a number, or one end of a range."""

    start: int
    end: int
    surface: str
    reading: Reading
    mark: Qualifier | None
    unit: Unit | None


_ENGLISH_SCALE = re.compile(r"[ -](hundred|thousand|million|billion|trillion)\b")
_ENGLISH_MAGNITUDES = numbers("numerals", "english_magnitudes")
_RANGE = re.compile(TO)
_SIGN = re.compile(
    r"(?<![0-9a-z%年月日)])[-−]$|(?:^|(?<=[\s,。;:(|、]))[+]$|(?:^|(?<=[\s,。;:(为是达至到由从]))负$|零下$"
)
_ENGLISH_COUNT = re.compile(r" (?:[a-z]+ ){0,2}(?!(?:is|was|as|has|its|this)\b)[a-z]+s\b")
_LEFT_VETO = words("words", "left_veto")
_UNSAID_ONE = words("marks", "unsaid_one")
_VAGUE = ("几", "数", "好几", "若干")
_ENGLISH_NUMBER = re.compile(ENGLISH_NUMERAL)
_SECOND_DIGIT = re.compile("[一二三四五六七八九](?![个名年月家项])")
_AND_A_HALF = re.compile("半(?![数导径岛天夜路价产边成自官停殖])")
_EACH = re.compile(r"每([一-鿿]{1,3}?)(?:[一-鿿]{0,8})$")
_EACH_REACH = 12
_HAN = re.compile("[一-鿿]")
_GLUEABLE = frozenset("0123456789")
_IDENTIFIER_BEFORE = Terms(dict.fromkeys(words("words", "identifier_before"), True))
_IDENTIFIER_BEHIND = Terms(dict.fromkeys(words("words", "identifier_behind"), True))
_HEADS = Terms(inverted("units", "head_units"))
_HEAD_REACH = 10
_NAME = re.compile(r"\d\.0|\d+·\d+")
"""Versions (4.0) and days that name an event (5·12)."""
_UNIT_SCALE = re.compile("[百千万亿]+(?!瓦|米|克)")
_CODE_COLUMN = re.compile("序号|编号|代码|电话|邮编|年份|^年$|^no|year")


def read_cardinal(text: str, start: int) -> Mention | None:
    """Read a number with its unit, a range of two, or a bare number."""
    first = _side(text, start)
    if first is None:
        return None
    second = _second_side(text, first)
    mention = _one_number(text, first) if second is None else _range(text, first, second)
    mention = _per_each(text, mention)
    if mention.kind in MARKED_KINDS:
        return with_mark_behind(text, mention)
    return mention


def _side(text: str, start: int) -> _Side | None:
    position = start
    symbol = SYMBOL_TERMS.before(text, start + 1) if text[start : start + 1] in SYMBOLS else None
    if symbol is not None:
        position = start + 1 + text.startswith(" ", start + 1)
        start = start + 1 - len(symbol[0])
    match = NUMERAL_AT.match(text, position)
    if match is None:
        return _english_side(text, position)
    reading = read_numeral(match[0])
    if reading is None:
        return None
    end, mark = match.end(), reading.mark
    digits = match[0][0].isdecimal()
    if digits and (scale := _ENGLISH_SCALE.match(text, end)) is not None:
        reading = _scaled(reading, Decimal(_ENGLISH_MAGNITUDES[scale[1]]))
        end = scale.end()
    behind = text[end : end + 1]
    if behind in INSIDE and behind != "几" and not text.startswith("于", end + 1):
        mark, end = INSIDE[behind], end + 1
    unit = unit_at(text, end, digits=digits or symbol is not None)
    if symbol is not None and (unit is None or unit.kind is not Kind.MONEY):
        unit = Unit("", end, symbol[1], Kind.MONEY, counter=False)
    if unit is not None and unit.surface in TENTHS:
        reading, unit = _tenths(text, reading, unit)
    end = unit.end if unit else end
    if unit is not None and reading.scale == 1 and _AND_A_HALF.match(text, end) is not None:
        half = Decimal("0.5")
        reading, end = replace(reading, low=reading.low + half, high=reading.high + half), end + 1
    return _Side(start, end, match[0], reading, mark, unit)


def _tenths(text: str, reading: Reading, unit: Unit) -> tuple[Reading, Unit]:
    """Return 七成五 with its second digit, and 75折 and 五五折 as the percentage that they are."""
    if reading.low > 10:
        return reading, replace(unit, factor=ONE)
    match = _SECOND_DIGIT.match(text, unit.end) if unit.surface == "成" else None
    more = read_numeral(match[0]) if match else None
    if match is None or more is None:
        return reading, unit
    part = more.low / 10
    longer = replace(reading, low=reading.low + part, high=reading.high + part)
    return longer, replace(unit, end=match.end())


def _english_side(text: str, start: int) -> _Side | None:
    match = _ENGLISH_NUMBER.match(text, start)
    if match is None:
        return None
    value = read_english(match[0])
    unit = unit_at(text, match.end(), digits=True)
    end = unit.end if unit else match.end()
    return _Side(start, end, match[0], Reading(value, value, ONE), None, unit)


def _scaled(reading: Reading, factor: Decimal) -> Reading:
    return Reading(reading.low * factor, reading.high * factor, abs(factor), reading.mark)


def _second_side(text: str, first: _Side) -> _Side | None:
    """Return the upper end where `first` is the lower end of a range."""
    joint = _RANGE.match(text, first.end)
    if joint is None:
        return _neighbour(text, first)
    second = _signed_side(text, joint.end())
    if second is not None and second.unit is None and _has_symbol(first):
        second = replace(second, unit=first.unit)
    if second is None or second.unit is None:
        return None
    change = text[max(0, first.start - 1) : first.start] in ("从", "由", "自")
    if first.unit is not None and (change or first.unit.name != second.unit.name):
        return None
    low = _lent(_sign_before(text, first), second.reading).low
    return second if low < second.reading.high else None


def _sign_before(text: str, side: _Side) -> Reading:
    """Return the reading of `side` with the minus sign before it."""
    match = _SIGN.search(text, max(0, side.start - 2), side.start)
    return side.reading if match is None or match[0] == "+" else _scaled(side.reading, -ONE)


def _signed_side(text: str, start: int) -> _Side | None:
    """Return the side at `start`, where a minus sign may stand first: -5%至-3%."""
    if text[start : start + 1] not in ("-", "−"):
        return _side(text, start)
    side = _side(text, start + 1)
    return None if side is None else replace(side, reading=_scaled(side.reading, -ONE))


def _has_symbol(side: _Side) -> bool:
    """Return whether the unit is the currency sign in front: $5."""
    return side.unit is not None and not side.unit.surface


def _neighbour(text: str, first: _Side) -> _Side | None:
    """Return the second of two neighbouring digits that mean 'one or the other': 五、六倍."""
    place = first.end + 1
    if first.unit is not None or not text.startswith("、", first.end):
        return None
    if len(first.surface) > 1 or text[place : place + 1] not in tuple(CHINESE_DIGITS):
        return None
    second = _side(text, place)
    if second is None or second.unit is None or first.surface.isdecimal():
        return None
    next_digit = read_numeral(second.surface[0])
    follows = next_digit is not None and next_digit.low == first.reading.low + 1
    return second if follows else None


def _lent(reading: Reading, lender: Reading) -> Reading:
    """Return `reading` with the magnitudes that a range writes only once: 3—5万 is 30000 up."""
    for scale in (lender.scale, *(Decimal(10) ** power for power in (12, 8, 4))):
        factor = scale / reading.scale
        if scale <= lender.scale and factor > 1 and reading.high * factor < lender.high:
            return _scaled(reading, factor)
    return reading


def _range(text: str, first: _Side, second: _Side) -> Mention:
    unit = second.unit
    if unit is None:
        raise ValueError("the upper end of a range has a unit")
    lends = first.unit is None or _has_symbol(first)
    signed = _sign_before(text, first)
    low = _lent(signed, second.reading) if lends else signed
    return Mention(
        first.start - (signed.low < 0 < first.reading.low),
        second.end,
        unit.kind,
        low.low * unit.factor,
        second.reading.high * unit.factor,
        unit.name,
        second.mark or Qualifier.EXACT,
    )


def _one_number(text: str, side: _Side) -> Mention:
    reading, unit = side.reading, side.unit
    if unit is None:
        return _bare_number(text, side)
    mention = Mention(
        side.start,
        side.end,
        unit.kind,
        reading.low * unit.factor,
        reading.high * unit.factor,
        unit.name,
        side.mark or Qualifier.EXACT,
        scale=reading.scale,
    )
    if _states_nothing(text, side, unit) or _is_glued(text, side):
        return replace(mention, kind=None)
    return _signed(text, mention)


def _per_each(text: str, mention: Mention) -> Mention:
    """Return an amount of money with the counted thing that 每 names before it: 每股…2.25元."""
    if mention.kind is not Kind.MONEY or "/" in mention.unit:
        return mention
    match = _EACH.search(text, max(0, mention.start - _EACH_REACH), mention.start)
    unit = UNITS.at(text, match.start(1)) if match else None
    if unit is None or unit[0] in DURATIONS:
        return mention
    return replace(mention, unit=f"{mention.unit}/{SAME_UNIT.get(unit[0], unit[0])}")


def _states_nothing(text: str, side: _Side, unit: Unit) -> bool:
    """Return whether the numeral only means 'a' (一个) or 'some' (几十万人, 千家)."""
    if text[side.start - 1 : side.start] == "每":
        return True
    if side.surface[0].isdecimal():
        return False
    if side.surface == "一" and unit.counter:
        return True
    if text.endswith(_VAGUE, 0, side.start):
        return True
    if side.surface[0] in "百千万亿":
        marked = mark_before(text, side.start, 0) is not None
        return not marked and not text.endswith(_UNSAID_ONE, 0, side.start)
    return len(side.surface) == 1 and text.endswith(_LEFT_VETO, 0, side.start)


def _is_glued(text: str, side: _Side) -> bool:
    """Return whether Latin letters make a name of the number: 5g, covid-19, but not rmb5."""
    currency = SYMBOL_TERMS.before(text, side.start)
    if currency is not None:
        letter = side.start - len(currency[0]) - 1
        return letter >= 0 and LATIN.match(text, letter) is not None
    before = text[max(0, side.start - 2) : side.start]
    if text[side.start : side.start + 1] not in _GLUEABLE:
        return False
    return bool(LATIN.search(before[-1:])) or (
        before[-1:] == "-" and bool(LATIN.search(before[:1]))
    )


def _signed(text: str, mention: Mention) -> Mention:
    """Return the mention with the minus sign that stands before it."""
    match = _SIGN.search(text, max(0, mention.start - 2), mention.start)
    if match is None or mention.low is None or mention.high is None:
        return mention
    if match[0] == "+":
        return replace(mention, start=match.start())
    behind_word = (
        _HAN.match(text, match.start() - 1) if match.start() and match[0] in "-−" else None
    )
    if behind_word is not None and mention.kind not in (Kind.MONEY, Kind.PERCENT):
        return mention
    return replace(mention, start=match.start(), low=-mention.high, high=-mention.low)


def _bare_number(text: str, side: _Side) -> Mention:
    """Return a number without a unit: a code, a count whose noun says the unit, or neither."""
    reading, digits = side.reading, side.surface.isdecimal()
    if side.surface[0].isdecimal() and (_is_glued(text, side) or LATIN.match(text, side.end)):
        return Mention(side.start, side.end, None)
    if digits and _is_code(text, side):
        return Mention(side.start, side.end, Kind.IDENTIFIER)
    states = side.surface[0] not in "百千万亿" or mark_before(text, side.start, 0) is not None
    counted = reading.low >= 10 and _HEADS.at(text, side.end) is not None and not _is_year(side)
    vague = text.endswith(_VAGUE, 0, side.start)
    large = (reading.scale >= 10000 or counted) and states and not vague
    written = side.surface[0].isdecimal() and not digits and not _NAME.fullmatch(side.surface)
    counts = large or written or (digits and side.mark is not None)
    if side.surface.isascii() and _ENGLISH_COUNT.match(text, side.end):
        counts = True
    unit = _head_unit(text, side) if large else ""
    mention = Mention(
        side.start,
        side.end,
        kind_of(unit),
        reading.low,
        reading.high,
        unit,
        side.mark or Qualifier.EXACT,
        scale=reading.scale,
        bare=True,
        counts=counts,
    )
    return _signed(text, mention)


def _is_year(side: _Side) -> bool:
    return side.surface.isdecimal() and len(side.surface) == 4 and side.surface[:2] in ("19", "20")


def _is_code(text: str, side: _Side) -> bool:
    return (
        len(side.surface) >= 5
        or _IDENTIFIER_BEFORE.before(text, side.start) is not None
        or _IDENTIFIER_BEHIND.at(text, side.end) is not None
    )


def _head_unit(text: str, side: _Side) -> str:
    """Return the unit that the counted noun implies: 五亿农民, 技能人才总量超696万."""
    if SYMBOL_TERMS.before(text, side.start) is not None:
        return ""
    for start in range(side.end, min(len(text), side.end + _HEAD_REACH)):
        if text[start] in ",。;、的":
            break
        behind = _HEADS.at(text, start)
        if behind is not None:
            return behind[1]
    for end in range(side.start, max(0, side.start - _HEAD_REACH), -1):
        if text[end - 1] in ",。;、":
            break
        before = _HEADS.before(text, end)
        if before is not None:
            return before[1]
    return ""


# ---------------------------------------------------------------------------- tables


def in_table(text: str, cell: Cell) -> Mention:
    """Read a cell that is nothing but a number, in the unit of its column."""
    start, end = cell.span.start, cell.span.end
    surface = text[start:end].lstrip("-+−")
    match = NUMERAL_AT.match(surface)
    reading = read_numeral(match[0]) if match else None
    column = text[cell.column.start : cell.column.end] if cell.column else ""
    if match is None or match.end() < len(surface) or reading is None:
        return Mention(start, end, None)
    if _CODE_COLUMN.search(column):
        return Mention(start, end, Kind.IDENTIFIER)
    sign = -1 if text[start] in "-−" else 1
    scale = _UNIT_SCALE.match(cell.unit)
    magnitude = read_numeral(scale[0]) if scale else None
    unit = unit_at(cell.unit, scale.end() if scale else 0, digits=True)
    value = sign * reading.low * (magnitude.low if magnitude else 1)
    kind, name = (unit.kind, unit.name) if unit else (Kind.QUANTITY, "")
    return Mention(start, end, kind, value, value, name)
