"""The numbers that a text says, by the project's own reader, and which of them are the same.

Beyond `find_quantities`, which leaves out what counts nothing, bare digits are read here: an answer
may be `4`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.numerals import ARABIC, NUMERAL, read_numeral
from index.quantities import find_quantities
from index.terms import words
from index.text import fold
from index.types import Kind, Qualifier, Quantity
from index.units import canonical_unit, kind_of
from service.evaluation.wording import normalised, shared_characters
from service.gate import MARKER

_BARE = re.compile(rf"(?<![A-Za-z\d.])(?:{ARABIC})(?![A-Za-z\d])")
_WHOLE = re.compile(NUMERAL)
_NUMBERING = re.compile(r"^\s*(?:\(\d{1,2}\)|（\d{1,2}）|\d{1,2}[.、)）])(?!\d)", re.MULTILINE)
# Classifiers, for each of which 个 may stand; 块 is one too, but as a unit it is money.
_ANY_COUNTER = frozenset(
    unit
    for unit in map(canonical_unit, words("units", "counters"))
    if kind_of(unit) is Kind.QUANTITY
)
_SAME_WORDS = 0.8
_LENGTHS = {"年", "周年"}


@dataclass(frozen=True, slots=True)
class Said:
    """A number in a text.

    Attributes:
        numbers: Its value in base units; both ends of a range, all terms of a ratio.
        surface: As it is written, folded.
    """

    numbers: tuple[Decimal, ...]
    unit: str
    qualifier: Qualifier
    surface: str
    start: int
    end: int

    @property
    def number(self) -> Decimal:
        """The value, or the first of several."""
        return self.numbers[0]


@lru_cache(maxsize=2048)
def numbers_said(text: str) -> tuple[Said, ...]:
    """Return the numbers of `text` in order, without marks of citations and numbering of lists."""
    folded = fold(_NUMBERING.sub(_blank, MARKER.sub(_blank, text)))
    quantities = find_quantities(folded)
    found = [said for quantity in quantities if (said := _of_quantity(quantity)) is not None]
    taken = [(quantity.span.start, quantity.span.end) for quantity in quantities]
    found += _bare_numbers(folded, taken)
    return tuple(sorted(found, key=lambda said: said.start))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _of_quantity(quantity: Quantity) -> Said | None:
    if quantity.kind is Kind.LABEL:
        return None
    ends = (quantity.number, quantity.low, quantity.high)
    numbers = tuple(number for number in ends if number is not None) or quantity.parts
    if not numbers:
        # A day without its year, a code: what is written is all that it is worth.
        digits = [Decimal(run) for run in re.findall(r"\d{1,18}", quantity.surface)]
        numbers = tuple(digits)
    if not numbers:
        return None
    return Said(
        numbers,
        quantity.unit,
        quantity.qualifier,
        quantity.surface,
        quantity.span.start,
        quantity.span.end,
    )


def _bare_numbers(folded: str, taken: Iterable[tuple[int, int]]) -> Iterator[Said]:
    """Yield digits outside of the ranges `taken`, and a text that is one Chinese numeral."""
    stripped = folded.strip().rstrip("。.")
    whole = _WHOLE.fullmatch(stripped) and not list(taken)
    runs = [re.search(re.escape(stripped), folded)] if whole else _BARE.finditer(folded)
    for match in runs:
        if match is None or any(
            start < match.end() and match.start() < end for start, end in taken
        ):
            continue
        reading = read_numeral(match.group())
        if reading is not None:
            qualifier = reading.mark or Qualifier.EXACT
            yield Said((reading.low,), "", qualifier, match.group(), match.start(), match.end())


def amount_in(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a number and its unit in base units: 10318 and 亿元 are 1031800000000 and 元."""
    written = fold(f"{number:f}{unit}")
    for quantity in find_quantities(written):
        whole = quantity.span.start == 0 and quantity.span.end == len(written)
        if whole and quantity.number is not None and unit:
            return quantity.number, quantity.unit
    return number, canonical_unit(unit)


def same_number(one: Decimal, other: Decimal, tolerance: Decimal = Decimal(0)) -> bool:
    """Return whether the two differ by no more than `tolerance`."""
    return abs(one - other) <= tolerance


def units_agree(one: str, other: str) -> bool:
    """Return whether what is counted in `one` may be counted in `other`.

    Either may be a rate of the other (元/人 is told in 元), and 个 goes with every classifier, but
    人次 are no 人 and 百分点 no %.
    """
    one, other = canonical_unit(one), canonical_unit(other)
    if one == other or one.split("/")[0] == other or other.split("/")[0] == one:
        return True
    if "个" in (one, other):
        return {one, other} <= _ANY_COUNTER
    return {one, other} == _LENGTHS


def worded_alike(one: str, other: str) -> bool:
    """Return whether two wordings have nearly all characters in common, and the same numbers.

    9月25日 and 9月26日 differ in one character only, and are not alike.
    """
    if normalised(one) == normalised(other):
        return True
    return shared_characters(one, other) >= _SAME_WORDS and _values(one) == _values(other)


def _values(text: str) -> set[Decimal]:
    return {number for said in numbers_said(text) for number in said.numbers}
