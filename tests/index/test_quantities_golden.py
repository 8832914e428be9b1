"""Readings that a report analyst can check and add to: `tests/golden/quantities/*.json`.

Each case is a text and all the mentions in it, in order; what is left out (unit, qualifier) is
empty or exact.
"""

import json
from pathlib import Path

import pytest

from index.quantities import find_quantities
from index.types import Quantity

_FOLDER = Path(__file__).parents[1] / "golden" / "quantities"


def _cases() -> list[object]:
    return [
        pytest.param(case["text"], case["quantities"], id=f"{path.stem}: {case['text'][:24]}")
        for path in sorted(_FOLDER.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


def _as_written(quantity: Quantity) -> dict[str, str]:
    fields = {
        "surface": quantity.surface,
        "kind": quantity.kind.value,
        "number": "" if quantity.number is None else format(quantity.number, "f"),
        "low": "" if quantity.low is None else format(quantity.low, "f"),
        "high": "" if quantity.high is None else format(quantity.high, "f"),
        "unit": quantity.unit,
        "qualifier": "" if quantity.qualifier == "exact" else quantity.qualifier.value,
    }
    return {name: value for name, value in fields.items() if value}


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_a_text_reads_as_the_analyst_wrote_down(text: str, expected: list[dict[str, str]]) -> None:
    assert [_as_written(quantity) for quantity in find_quantities(text)] == expected


def test_there_are_cases_for_every_kind() -> None:
    kinds = {q["kind"] for case in _cases() for q in case.values[1]}  # type: ignore[attr-defined]
    assert kinds == {
        "quantity", "money", "percent", "ratio", "duration", "ordinal", "date", "date_range",
        "identifier", "label",
    }  # fmt: skip
