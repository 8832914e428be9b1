"""The units behind a number: which stands there, and what its canonical name is.

In: folded text and a place in it. Out: a `Unit`, with compounds (吨标准煤, 元/人) as one. Which
words are units, and which of them are the same, is data: `index/lexicon/units.json`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from index.mentions import ONE
from index.terms import Terms, inverted, table, words
from index.text import fold
from index.types import Kind

SYMBOLS = {sign: str(name) for sign, name in table("units", "symbols").items()}
SYMBOL_TERMS = Terms(SYMBOLS)
LATIN = re.compile("[a-z]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it stands behind a number, and its canonical name."""

    surface: str
    end: int
    name: str
    kind: Kind
    counter: bool
    factor: Decimal = ONE


SAME_UNIT = {fold(form): name for form, name in inverted("units", "same_as").items()}
_MONEY = frozenset(words("units", "money"))
_PERCENT = frozenset(words("units", "percent"))
DURATIONS = frozenset(words("units", "durations"))
COUNTERS = frozenset(words("units", "counters"))
TENTHS = frozenset(words("units", "tenths"))
_DIGITS_ONLY = frozenset((*words("units", "digits_only"), *words("units", "after_digits")))
UNITS = Terms(
    {
        fold(unit): unit
        for unit in (
            *_MONEY,
            *_PERCENT,
            *words("units", "measures"),
            *DURATIONS,
            *COUNTERS,
            *_DIGITS_ONLY,
        )
    }
)
_UNIT_VETO = {unit: str(chars) for unit, chars in table("units", "not_before").items()}
_OF_WHAT = Terms(dict.fromkeys(words("units", "qualified_measures"), True))
_ENGLISH_NAMES = {word: str(name) for word, name in table("units", "english").items()}
_ENGLISH_UNITS = Terms(_ENGLISH_NAMES)
_ENGLISH_DURATIONS = frozenset(words("units", "english_durations"))
_PER_WHAT = re.compile(r"/([一-鿿]{1,6}|[a-z]{1,3})")


def unit_at(text: str, position: int, *, digits: bool) -> Unit | None:
    """Return the unit at `position`, after one space at most where digits stand before."""
    if digits and text[position : position + 1] == " ":
        position += 1
    for surface, unit in UNITS.each_at(text, position):
        end = position + len(surface)
        if not digits and surface in _DIGITS_ONLY:
            continue
        if text[end : end + 1] in tuple(_UNIT_VETO.get(surface, "")):
            continue
        if surface[-1].isascii() and surface[-1].isalpha() and LATIN.match(text, end):
            continue
        return _compound(text, unit, end)
    return _english_unit(text, position) if digits else None


def _compound(text: str, surface: str, end: int) -> Unit:
    """Return the unit with what goes on behind it: 吨标准煤, 元/人."""
    name, kind = SAME_UNIT.get(fold(surface), surface), kind_of(surface)
    if (what := _OF_WHAT.at(text, end)) is not None:
        surface, name, end = surface + what[0], name + what[0], end + len(what[0])
        name = SAME_UNIT.get(name, name)
    if text.startswith("级", end) and kind is Kind.QUANTITY:
        end += 1
    if (match := _PER_WHAT.match(text, end)) is not None:
        per = UNITS.at(text, match.start(1))
        below = per[0] if per else match[1]
        end = match.start(1) + len(below)
        surface, name = f"{surface}/{below}", f"{name}/{SAME_UNIT.get(below, below)}"
    factor = Decimal(10) if surface in TENTHS else ONE
    name = "%" if surface in TENTHS else name
    return Unit(surface, end, name, kind, surface in COUNTERS, factor)


def canonical_unit(name: str) -> str:
    """Return the name that facts give the unit: 名 → 人, km² → 平方公里; others as given."""
    folded = fold(name.strip())
    return SAME_UNIT.get(folded, folded)


def kind_of(unit: str) -> Kind:
    """Return the kind of what is counted in `unit`; a plain quantity where it is unknown."""
    if unit in _MONEY:
        return Kind.MONEY
    if unit in _PERCENT:
        return Kind.PERCENT
    return Kind.DURATION if unit in DURATIONS else Kind.QUANTITY


def _english_unit(text: str, position: int) -> Unit | None:
    for surface, name in _ENGLISH_UNITS.each_at(text, position):
        end = position + len(surface)
        if not LATIN.match(text, end):
            kind = Kind.DURATION if name in _ENGLISH_DURATIONS else kind_of(name)
            return Unit(surface, end, name, kind, counter=False)
    return None
