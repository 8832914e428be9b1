"""Percentages in words, fractions, halves, doublings and ratios.

In: folded text and a place in it. Out: a mention with its value: 百分之十二 is 12 %, 三分之二 is
two thirds with its parts, 翻两番 is 4 times.
"""

import re
from decimal import Decimal

from index.dates import CLOCK
from index.marks import with_mark_behind
from index.mentions import ONE, TO, Mention
from index.numerals import CHINESE_NUMERALS, ENGLISH_NUMERAL, NUMERAL, read_english, read_numeral
from index.terms import numbers
from index.types import Kind, Qualifier

_PER = {"百": "%", "千": "‰"}
_PER_HUNDRED = re.compile(rf"([百千])分之({NUMERAL})(?:(?:{TO}|[、])(?:[百千]分之)?({NUMERAL}))?")
_FRACTION = re.compile(rf"({NUMERAL})分之({NUMERAL})")
_HALF = re.compile("一半|半数|过半数?|大半|对半|half")
_DOUBLING = re.compile(rf"翻(?:了|近|约|超过?)?({NUMERAL})?番")
_TERM = r"\d{1,12}+(?:\.\d{1,6}+)?"
_RATIO = re.compile(rf"{_TERM}(?:[ ]?[:∶][ ]?{_TERM}){{1,4}}(?![\d:])")
_RATIO_WORDS = re.compile(rf"({NUMERAL})比({NUMERAL})(?![{CHINESE_NUMERALS}\d年月例])")
_SLASHED = re.compile(r"(?<![\d/.])([1-9])/([2-9]|10)(?![\d/年月.])")
_ENGLISH_PARTS = numbers("numerals", "english_parts")
_ENGLISH_FRACTION = re.compile(rf"({ENGLISH_NUMERAL}|\ba\b)[- ]({'|'.join(_ENGLISH_PARTS)})s?\b")
_RATIO_SIGN = re.compile(r"[:∶]")


def read_part(text: str, start: int) -> Mention | None:
    """Read percentages in words, fractions, halves, doublings and ratios."""
    for production in (_per_hundred, _fraction, _half, _doubling, _ratio):
        mention = production(text, start)
        if mention is not None:
            return with_mark_behind(text, mention)
    return None


def _per_hundred(text: str, start: int) -> Mention | None:
    match = _PER_HUNDRED.match(text, start)
    if match is None:
        return None
    low = read_numeral(match[2])
    high = read_numeral(match[3]) if match[3] else low
    if low is None or high is None:
        return None
    end = match.end()
    if high.high < low.high or text.startswith("年", end):
        high, end = low, match.end(2)
    return Mention(start, end, Kind.PERCENT, low.low, high.high, _PER[match[1]])


def _fraction(text: str, start: int) -> Mention | None:
    match = _FRACTION.match(text, start)
    if match is not None:
        bottom, top = read_numeral(match[1]), read_numeral(match[2])
        if bottom and top and bottom.low:
            share = top.low / bottom.low
            parts = (top.low, bottom.low)
            return Mention(start, match.end(), Kind.RATIO, share, share, "比例", parts=parts)
    match = _SLASHED.match(text, start)
    if match is not None and int(match[1]) < int(match[2]):
        parts = (Decimal(match[1]), Decimal(match[2]))
        share = parts[0] / parts[1]
        return Mention(start, match.end(), Kind.RATIO, share, share, "比例", parts=parts)
    match = _ENGLISH_FRACTION.match(text, start)
    if match is not None:
        parts = (read_english(match[1]) or ONE, Decimal(_ENGLISH_PARTS[match[2]]))
        share = parts[0] / parts[1]
        return Mention(start, match.end(), Kind.RATIO, share, share, "比例", parts=parts)
    return None


def _half(text: str, start: int) -> Mention | None:
    match = _HALF.match(text, start)
    if match is None:
        return None
    over = match[0].startswith(("过", "大"))
    qualifier = Qualifier.OVER if over else Qualifier.EXACT
    half = Decimal("0.5")
    parts = (ONE, Decimal(2))
    return Mention(start, match.end(), Kind.RATIO, half, half, "比例", qualifier, parts)


def _doubling(text: str, start: int) -> Mention | None:
    """Read 翻番 and 翻两番 as 2 and 4 times the base."""
    if text[start] != "翻":
        return None
    match = _DOUBLING.match(text, start)
    reading = read_numeral(match[1]) if match and match[1] else None
    if match is None:
        return Mention(start, start + 1, None)
    times = 2 ** min(reading.low, Decimal(20)) if reading else Decimal(2)
    return Mention(start, match.end(), Kind.QUANTITY, times, times, "倍")


def _ratio(text: str, start: int) -> Mention | None:
    match = _RATIO.match(text, start)
    if match is not None:
        if CLOCK.fullmatch(match[0]) and "比" not in text[max(0, start - 16) : match.end() + 3]:
            return None
        parts = tuple(Decimal(part.strip()) for part in _RATIO_SIGN.split(match[0]))
    elif (match := _RATIO_WORDS.match(text, start)) is not None:
        sides = [read_numeral(match[1]), read_numeral(match[2])]
        parts = tuple(side.low for side in sides if side is not None)
    else:
        return None
    value = parts[0] / parts[1] if len(parts) == 2 and parts[1] else None
    return Mention(start, match.end(), Kind.RATIO, value, value, parts=parts)
