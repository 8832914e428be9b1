"""Facts that a report analyst can check and add to: `tests/golden/facts/*.json`.

Each case is a report of a title and a few lines (and a filename, where that tells the year), and
the facts of its lines but the dates; what is left out (period, comparison, status, place) the
report does not say.
"""

import json
from pathlib import Path

import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Document, Fact, Kind

_FOLDER = Path(__file__).parents[1] / "golden" / "facts"


def _cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['text'][:24]}")
        for path in sorted(_FOLDER.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


def _document(title: str, text: str, filename: str) -> Document:
    return parse_document(f"{title}\n\n{text}".encode(), filename)


def _as_written(fact: Fact) -> dict[str, object]:
    fields: dict[str, object] = {
        "surface": fact.quantity.surface,
        "measure": fact.measure,
        "period": fact.period,
        "inherited": fact.period_inherited and fact.period is not None,
        "comparison": fact.comparison,
        "status": fact.status,
        "place": fact.place,
    }
    always = {"surface", "measure"}
    return {name: value for name, value in fields.items() if value or name in always}


@pytest.mark.parametrize("case", _cases())
def test_a_report_states_what_the_analyst_wrote_down(case: dict[str, object]) -> None:
    title = str(case["title"])
    document = _document(title, str(case["text"]), str(case.get("filename", "report.txt")))
    stated = [
        _as_written(fact)
        for fact in extract_facts(document)
        if fact.quantity.kind not in (Kind.DATE, Kind.DATE_RANGE)
        and fact.quantity.span.start > len(title)
    ]
    assert stated == case["facts"]
