"""What is computed from invented reports: `tests/golden/calculations` says from which and what."""

import json
from pathlib import Path

import pytest

from index.build import index_reports
from index.library import Library, open_library
from service.answering import answer
from service.types import Answer, Request
from tests.fakes import FakeEncoder

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "calculations").glob("*.json"))
SETS = [
    pytest.param(one, id=f"{path.stem}-{number}")
    for path in GOLDEN
    for number, one in enumerate(json.loads(path.read_text(encoding="utf-8")))
]


def library_of(reports: dict[str, str], folder: Path, encoder: FakeEncoder) -> Library:
    paths = []
    for name, text in reports.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    index_reports(paths, folder / "library", encoder)
    return open_library(folder / "library", encoder)


@pytest.mark.parametrize("golden", SETS)
def test_each_question_is_computed_as_written_down(
    golden: dict, tmp_path: Path, encoder: FakeEncoder
) -> None:
    library = library_of(golden["reports"], tmp_path, encoder)
    found = [outcome(answer(Request(q["question"]), library, encoder)) for q in golden["questions"]]
    assert found == [(q["question"], q["short"], q.get("expression")) for q in golden["questions"]]


def outcome(answered: Answer) -> tuple[str, str | None, str | None]:
    calculation = answered.calculation
    expression = calculation.expression if calculation is not None else None
    return (answered.question, answered.short_answer, expression)
