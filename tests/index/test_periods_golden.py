"""Periods that a report analyst can check and add to: `tests/golden/periods/*.json`.

Each case is a report of a title and a few lines (and a filename, where that tells the year), why
it is there, and the period of every number in its lines but the times: `null` where the report
does not say, `inherited` where it says so outside the sentence.
"""

import json
from pathlib import Path

import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Kind

_FOLDER = Path(__file__).parents[1] / "golden" / "periods"
_TIMES = (Kind.DATE, Kind.DATE_RANGE, Kind.DURATION)


def _cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['why']}")
        for path in sorted(_FOLDER.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_number_holds_when_the_analyst_says(case: dict[str, object]) -> None:
    title = str(case["title"])
    data = f"{title}\n\n{case['text']}".encode()
    document = parse_document(data, str(case.get("filename", "report.txt")))
    stated = [
        [fact.quantity.surface, fact.period, *(["inherited"] if fact.period_inherited else [])]
        for fact in extract_facts(document)
        if fact.quantity.kind not in _TIMES and fact.quantity.span.start > len(title)
    ]
    assert [row[: 3 if row[1] else 2] for row in stated] == case["periods"]
