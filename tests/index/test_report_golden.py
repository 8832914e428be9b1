"""A whole report against what an analyst lists in it: `tests/golden/reports/*.json`."""

import json
from pathlib import Path

import pytest

from index.documents import read_document
from index.facts import extract_facts
from index.types import Fact, Kind
from tests.benchmarks.numbers import ROOT, Listed, listed_in

_GOLDEN = sorted((ROOT / "tests" / "golden" / "reports").glob("*.json"))
_LEAST_MEASURE_F1 = 0.85


@pytest.fixture(params=_GOLDEN, ids=lambda path: path.stem, scope="module")
def case(request: pytest.FixtureRequest) -> tuple[tuple[Fact, ...], Listed]:
    golden: Path = request.param
    report = ROOT / json.loads(golden.read_text(encoding="utf-8"))["report"]
    document = read_document(report)
    facts = extract_facts(document)
    counted = tuple(
        f for f in facts if f.quantity.kind in (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT)
    )
    return counted, listed_in(golden, document.text)


def test_every_number_of_the_report_is_a_fact_and_nothing_else_is(case):
    facts, listed = case
    found = [(fact.quantity.span, fact.quantity.surface) for fact in facts]
    assert found == [(row.span, row.surface) for row in listed.facts]


def test_value_unit_qualifier_and_period_are_those_of_the_analyst(case):
    facts, listed = case
    for fact, row in zip(facts, listed.facts, strict=True):
        quantity = fact.quantity
        read = (quantity.number, quantity.unit, quantity.qualifier.value, fact.period)
        assert read == (row.number, row.unit, row.qualifier, row.period), row.surface


def test_the_measures_say_what_the_analyst_says_is_counted(case):
    facts, listed = case
    shares = [
        _shared_characters(fact.measure, row.measure)
        for fact, row in zip(facts, listed.facts, strict=True)
    ]
    assert sum(shares) / len(shares) >= _LEAST_MEASURE_F1


def test_no_slogan_name_or_word_is_a_number(case):
    facts, listed = case
    assert listed.traps
    for fact in facts:
        assert not any(fact.quantity.span.overlaps(trap) for trap in listed.traps)


def _shared_characters(found: str, wanted: str) -> float:
    """Return the F1 of the characters that two phrases share."""
    shared = sum(min(found.count(char), wanted.count(char)) for char in set(found))
    return 2 * shared / (len(found) + len(wanted))
