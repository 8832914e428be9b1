"""A numeric mention on its way to a `Quantity`, and the signs that several productions share.

In: word lists. Out: `Mention`, which each production of the number grammar returns, and the
patterns for where a mention may begin, for what joins a range, and for one numeral.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from index.numerals import CHINESE_NUMERALS, ENGLISH_NUMERAL, NUMERAL
from index.terms import words
from index.types import Kind, Qualifier

ONE = Decimal(1)
MARKED_KINDS = (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT, Kind.RATIO, Kind.DURATION)
"""Kinds that words such as 近 and 以上 can stand beside."""

START = re.compile(
    rf"(?<!\d)\d|[{CHINESE_NUMERALS}第首前翻半“\"‘「『$¥€£]|过半|大半|对半|{ENGLISH_NUMERAL}|\bhalf\b"
)
"""Where a mention may begin; digits are never entered midway."""

NUMERAL_AT = re.compile(NUMERAL)
TO = r"[ ]?(?:-{1,2}|—{1,2}|–|―|~|～|至|到)[ ]?"
"""What joins the two ends of a range."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention on its way to a `Quantity`.

    Attributes:
        kind: `None` where nothing is to be reported; reading goes on at `end`.
        scale: Magnitudes that the numeral ends in, to be lent to a neighbour in a list.
        bare: No unit is written; it is reported only if a neighbour lends one, or `counts`.
        counts: Whether a bare number is a quantity all the same (1,096; 超696万).
    """

    start: int
    end: int
    kind: Kind | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    parts: tuple[Decimal, ...] = ()
    scale: Decimal = ONE
    bare: bool = False
    counts: bool = False


def alternatives(key: str) -> str:
    """Return a list of words as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words("words", key)), key=len, reverse=True))
