"""Days, months, years and spans of years.

In: folded text and a place in it. Out: a mention that is a date or a range of years, with the
year as its number where one is stated. What a date means for a fact is left to `periods`.
"""

import re
from decimal import Decimal

from index.mentions import TO, Mention
from index.numerals import CHINESE_DIGITS, read_numeral
from index.types import Kind
from index.units import unit_at

_YEAR_DIGITS = r"(?<![\d.])(?:1\d|20|21)\d\d"
_YEAR_HAN = rf"[一二][{CHINESE_DIGITS}]{{3}}"
_MONTH_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR_RANGE = re.compile(
    rf"({_YEAR_DIGITS}|{_YEAR_HAN})年?{TO}({_YEAR_DIGITS}|{_YEAR_HAN})(?:年|(?!\d))"
)
_DATE = re.compile(
    rf"({_YEAR_DIGITS}|{_YEAR_HAN})[ ]?年"
    rf"(?:度?[ ]?{_MONTH_DAY}(?:{TO}{_MONTH_DAY})?[ ]?月"
    rf"(?:{TO}{_MONTH_DAY}[ ]?月)?(?:[ ]?{_MONTH_DAY}[ ]?日)?)?"
)
_MONTH = re.compile(
    rf"{_MONTH_DAY}(?:{TO}{_MONTH_DAY})?[ ]?月(?:份|[ ]?{_MONTH_DAY}[ ]?日)?(?!球|亮)"
)
_DAY = re.compile(r"(?:\d{1,2}|二?十[一二三四五六七八九]?)[ ]?日(?![本常益报元])")
_ISO = re.compile(rf"({_YEAR_DIGITS})[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d.])")
_ENGLISH_YEAR = re.compile(
    r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bby )|(?<=\bof )|(?<=\bfrom )|(?<=\bfor ))"
    r"((?:19|20)\d\d)(?![\d.,%]*\d)(?! (?!(?:is|was|as|has|its|this)\b)[a-z]+s\b)"
)
_ENGLISH_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_ENGLISH_DAY = re.compile(rf"\d{{1,2}} {_ENGLISH_MONTH},? ((?:19|20)\d\d)(?![\d.,]*\d)")
_ENGLISH_DAY_BEHIND = re.compile(r"\d{1,2}, ((?:19|20)\d\d)(?![\d.,]*\d)")
_ENGLISH_MONTH_BEFORE = re.compile(rf"{_ENGLISH_MONTH} $")
_LONGEST_MONTH = len("september ")
CLOCK = re.compile(r"\d{1,2}(?::[0-5]\d(?!\d)|[时点]\d{1,2}分|时(?!间))")
_DECADE = re.compile(
    rf"(?:(?:\d\d|[一二]?十[{CHINESE_DIGITS}]?)世纪)?(?:\d0|[{CHINESE_DIGITS}]十)年代"
)
_QUARTER = re.compile(r"[一二三四1-4]季度")
_FESTIVAL = re.compile(rf"[{CHINESE_DIGITS}十]{{1,2}}[·•.][{CHINESE_DIGITS}十]{{1,3}}")


def read_date(text: str, start: int) -> Mention | None:
    """Read a day, a month, a year, a span of years, a decade, a quarter, a time of day."""
    if (match := _YEAR_RANGE.match(text, start)) is not None:
        low, high = _year(match[1]), _year(match[2])
        dated = match[0].endswith("年") or unit_at(text, match.end(), digits=True) is None
        if low < high and dated:
            return Mention(start, match.end(), Kind.DATE_RANGE, low, high, "年")
    after_month = _ENGLISH_MONTH_BEFORE.search(text[max(0, start - _LONGEST_MONTH) : start])
    patterns = (_ISO, _DATE, _ENGLISH_YEAR, _ENGLISH_DAY)
    for pattern in (*patterns, _ENGLISH_DAY_BEHIND) if after_month else patterns:
        if (match := pattern.match(text, start)) is not None:
            return Mention(start, match.end(), Kind.DATE, _year(match[1]), _year(match[1]), "年")
    for pattern in (_DECADE, _MONTH, _DAY, _QUARTER, CLOCK):
        if (match := pattern.match(text, start)) is not None:
            return Mention(start, match.end(), Kind.DATE)
    if (match := _FESTIVAL.match(text, start)) is not None:
        return Mention(start, match.end(), Kind.LABEL)
    return None


def _year(surface: str) -> Decimal:
    reading = read_numeral(surface)
    return reading.low if reading else Decimal(0)
