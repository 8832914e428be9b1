"""A numeral as written becomes what it is worth: digits, Chinese numerals, and both in one.

In: the characters of one numeral, folded (`25万6千`, `四千一百多万`, `二〇二〇`, `三五百`). Out: a
`Reading`. Where a numeral begins and ends in a text is told by `NUMERAL`; units and the words
around it are left to `quantities`.

The reader is our own, because cn2an refuses marks inside (四千一百多万), mixtures (1亿6800万) and
neighbouring digits (三四百), and knows no offsets; where both read a numeral, tests hold the two
to the same value.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from index.terms import inverted, numbers
from index.types import Qualifier

_DIGITS = numbers("numerals", "digits")
_SMALL = numbers("numerals", "small_magnitudes")
_TENS = numbers("numerals", "tens")
_BIG = numbers("numerals", "big_magnitudes")
_ENGLISH = numbers("numerals", "english_words")
_ENGLISH_MAGNITUDES = numbers("numerals", "english_magnitudes")
_INSIDE = {mark: Qualifier(name) for mark, name in inverted("marks", "inside").items()}

CHINESE_DIGITS = "".join(_DIGITS)
CHINESE_NUMERALS = "".join((*_DIGITS, *_SMALL, *_TENS, *_BIG))
MAX_NUMERAL_CHARS = 40
"""A bound for the pattern. A run of more than 18 digits is a code or noise and no numeral: Decimal
arithmetic keeps 28 digits, and a magnitude may follow."""

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,7}(?![\d,])|\d{1,18}+(?!\d))(?:[.·]\d{1,20}+(?![.·]?\d))?"
_CHINESE = f"(?!千[瓦米克伏卡帕]|百分|万安|十字)[{CHINESE_NUMERALS}]"
NUMERAL = (
    f"(?:{ARABIC}|{_CHINESE})"
    f"(?:{_CHINESE}|(?<=[{''.join(_BIG)}千百]){ARABIC}"
    f"|[ ]?[{''.join(_INSIDE)}](?={_CHINESE})(?=[百千万亿])"
    f"|点(?=[{CHINESE_DIGITS}])|[ ](?=[百千万亿])(?={_CHINESE})){{0,{MAX_NUMERAL_CHARS}}}"
)
"""Pattern of a numeral in folded text: possessive, so it never goes back, and of bounded length."""

_TOKEN = re.compile(r"\d[\d,]*(?:[.·]\d+)?|.")
_NEIGHBOURS = re.compile(
    rf"(?<![{CHINESE_DIGITS}点])([一二两三四五六七八])([二三四五六七八九])(?![{CHINESE_DIGITS}点])"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a numeral is worth.

    Attributes:
        low: The value, or the lower of two (三四百 is 300 to 400).
        high: The same as `low`, or the higher of two.
        scale: The magnitudes from 百 up that it ends in: 10000 for 3.5万, 1 for 35 and 三十.
        mark: What a word inside says of its exactness (四千一百多万 is over).
    """

    low: Decimal
    high: Decimal
    scale: Decimal
    mark: Qualifier | None = None


@cache
def _neighbour_pair(low: str, high: str) -> bool:
    """Return whether two digits side by side mean 'one or the other': 三四, 七八, 三五."""
    return _DIGITS[high] - _DIGITS[low] == 1 or (low, high) == ("三", "五")


def read_numeral(surface: str) -> Reading | None:
    """Return what `surface` (a match of `NUMERAL`) is worth, `None` where it is worth nothing.

    `read_numeral("1亿6800万").low == 168000000`
    """
    if len(surface) > MAX_NUMERAL_CHARS:
        return None
    pair = _NEIGHBOURS.search(surface)
    if pair and _neighbour_pair(pair[1], pair[2]):
        low = read_numeral(surface[: pair.start(2)] + surface[pair.end(2) :])
        high = read_numeral(surface[: pair.start(1)] + surface[pair.end(1) :])
        if low is None or high is None:
            return None
        return Reading(low.low, high.high, low.scale, low.mark)
    return _Reader().read(surface)


class _Reader:
    """State of one pass over a numeral, from its first token to its last.

    `total` holds closed groups of 万 and 亿, `section` the thousands of the open group, `current`
    the digits that no magnitude has taken yet.
    """

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.current: Decimal | None = None
        self.fraction: Decimal | None = None
        self.last = Decimal(0)
        self.last_big = Decimal("Infinity")
        self.scale = Decimal(1)
        self.zero = False
        self.mark: Qualifier | None = None

    def read(self, surface: str) -> Reading | None:
        tokens = _TOKEN.findall(surface)
        for piece in tokens:
            self._take(piece)
        if self.current is not None and self._is_short_for_next(tokens[-1]):
            self.current *= self.last / 10
        value = self.total + self.section + (self.current or 0)
        return Reading(value, value, self.scale, self.mark)

    def _take(self, piece: str) -> None:
        if piece in _DIGITS:
            self._digit(_DIGITS[piece])
        elif piece in _SMALL:
            self._small(Decimal(_SMALL[piece]))
        elif piece in _BIG:
            self._big(Decimal(_BIG[piece]))
        elif piece in _TENS:
            self.section += _TENS[piece]
        elif piece == "点":
            self.fraction = Decimal("0.1")
        elif piece in _INSIDE:
            self.mark = _INSIDE[piece]
        elif piece[0].isdecimal():
            self.current = Decimal(piece.replace(",", "").replace("·", "."))
            self.scale = Decimal(1)

    def _digit(self, digit: int) -> None:
        if self.fraction is not None:
            self.current = (self.current or 0) + digit * self.fraction
            self.fraction /= 10
        elif self.current is None:
            self.zero = self.zero or digit == 0
            self.current = None if digit == 0 and self.last else Decimal(digit)
        else:
            self.current = self.current * 10 + digit
        self.scale = Decimal(1)

    def _small(self, magnitude: Decimal) -> None:
        self.section += (1 if self.current is None else self.current) * magnitude
        self._close(magnitude)

    def _big(self, magnitude: Decimal) -> None:
        group = self.section + (self.current or 0)
        if not group and not self.total:
            group = Decimal(1)
        if magnitude > self.last_big or (self.total and not group):
            self.total = (self.total + group) * magnitude
        else:
            self.total += group * magnitude
        self.section, self.last_big = Decimal(0), magnitude
        self._close(magnitude)

    def _close(self, magnitude: Decimal) -> None:
        self.current = self.fraction = None
        self.last = magnitude
        self.scale *= magnitude if magnitude > 10 else 1
        self.zero = False

    def _is_short_for_next(self, last_token: str) -> bool:
        """Return whether a last digit stands for the next magnitude down: 两万三 is 23000."""
        return (
            self.last > 10
            and not self.zero
            and self.fraction is None
            and self.current is not None
            and 0 < self.current < 10
            and (last_token in _DIGITS or last_token.isdecimal())
        )


# ---------------------------------------------------------------------------- English

_ENGLISH_WORD = "|".join(sorted((*_ENGLISH, *_ENGLISH_MAGNITUDES), key=len, reverse=True))
ENGLISH_NUMERAL = (
    rf"\b(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})\b"
    rf"(?:(?:[ -]|[ ]and[ ])(?:{_ENGLISH_WORD})\b)*"
)
"""Pattern of a number in English words, in folded text."""

_WORDS = re.compile("[a-z]+")


def read_english(surface: str) -> Decimal:
    """Return the value of a match of `ENGLISH_NUMERAL`: `two hundred and five` is 205."""
    total = current = Decimal(0)
    for word in _WORDS.findall(surface):
        if word in _ENGLISH:
            current += _ENGLISH[word]
        elif word == "hundred":
            current *= 100
        elif word in _ENGLISH_MAGNITUDES:
            total += current * _ENGLISH_MAGNITUDES[word]
            current = Decimal(0)
    return total + current
