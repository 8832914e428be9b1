"""The whole command on the invented reports, without a model."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from index.library import Library
from service import commands
from service.cli import main
from service.contract import answer_json
from service.evaluation import asking
from service.evaluation.asking import Outcome, shelf_of
from service.evaluation.evaluating import evaluate, questions_in
from service.evaluation.questions import QuestionFileError
from service.gate import GateError
from service.types import Request
from tests.fakes import FakeEncoder
from tests.service.evaluation.cases import written

TALENT: dict[str, Any] = {
    "id": "own-1",
    "type": "numeric",
    "question": "青山县引进各类人才多少名？",
    "answerable": True,
    "document": "qingshan-2021",
    "answers": ["326名", "326人", "326"],
    "answer_value": 326,
    "answer_unit": "人",
    "evidence": ["引进各类人才326名"],
}
PENGUINS: dict[str, Any] = {
    "id": "own-2",
    "type": "unans_ood",
    "question": "火星上有多少只企鹅？",
    "answerable": False,
    "unans_kind": "ood",
}
WRONG = TALENT | {"id": "own-3", "type": "near_miss", "answer_value": 327, "answers": ["327名"]}
ELSEWHERE = TALENT | {"id": "own-4", "document": "nowhere"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, encoder: FakeEncoder, library_folder: Path, tmp_path):
    """Run the command on rows, with the fake encoder, on the library of the invented reports."""
    monkeypatch.setattr(commands, "load_encoder", lambda *_, **__: encoder)
    monkeypatch.setenv("WENJU_LIBRARY", str(library_folder))

    def run(rows: tuple[dict[str, Any], ...], *arguments: str) -> Result:
        return CliRunner().invoke(main, ["eval", str(written(tmp_path, *rows)), *arguments])

    return run


def test_right_answers_are_counted_and_exit_with_0(run):
    result = run((TALENT, PENGUINS), "--least-accuracy", "1")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if "over all questions" in line]
    assert line.split()[4:7] == ["100.0", "%", "2/2"]
    assert "✗" not in result.stdout


def test_failures_are_shown_only_when_asked_for(run):
    assert "✗" not in run((TALENT, WRONG)).stdout
    shown = run((TALENT, WRONG), "--failures", "5").stdout
    assert shown.startswith("✗ own-3 near_miss: ")
    assert "value: 326人, not 327人" in shown


@pytest.mark.parametrize(("least", "exit_code"), [("0.5", 0), ("0.51", 1)])
def test_too_few_right_answers_exit_with_1(run, least, exit_code):
    assert run((TALENT, WRONG), "--least-accuracy", least).exit_code == exit_code


def test_one_type_can_be_asked_alone(run):
    result = run((TALENT, WRONG, PENGUINS), "--kind", "near_miss")
    assert "0/1" in result.stdout
    assert "unans_ood" not in result.stdout


def test_what_cannot_be_asked_here_is_counted_and_told(run):
    result = run((TALENT, ELSEWHERE))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == (
        "left out, 1 of 2 questions: there is no report 'nowhere'"
    )


def test_evidence_that_stands_nowhere_is_told(run):
    result = run((TALENT | {"evidence": ["引进各类人才三千名"]},))
    assert "evidence in no report, 1 of 1 questions: own-1" in result.stdout


def test_all_is_written_as_json(run, tmp_path: Path):
    out = tmp_path / "out.json"
    run((TALENT, WRONG, ELSEWHERE), "--json", str(out))
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["figures"]["accuracy"]["hits"] == 1
    assert [question["right"] for question in told["questions"]] == [True, False]
    assert told["left_out"] == [{"id": "own-4", "why": "there is no report 'nowhere'"}]


@pytest.mark.parametrize(
    ("rows", "arguments", "told"),
    [
        ((), (), "holds no question"),
        (({"id": "x"},), (), ":1: `type` is missing"),
        ((ELSEWHERE,), (), "none of the 1 questions can be asked here: there is no report"),
        ((TALENT,), ("--kind", "odd"), "no question is of type 'odd'; there are numeric"),
        ((TALENT,), ("--url", "nowhere"), "--url is 'nowhere'"),
    ],
)
def test_what_cannot_be_used_exits_with_2_and_one_line(run, rows, arguments, told):
    result = run(rows, *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(run, tmp_path: Path):
    result = run((TALENT,), "--json", str(tmp_path / "nowhere" / "out.json"))
    assert result.exit_code == 2
    assert "out.json" in result.stderr
    assert result.stdout == ""


def spoil(monkeypatch: pytest.MonkeyPatch, **fields: object) -> None:
    """Make every answer differ from what was verified."""
    monkeypatch.setattr(asking, "answer_json", lambda *made: answer_json(*made) | fields)


def test_a_citation_that_is_not_exact_exits_with_1(run, monkeypatch: pytest.MonkeyPatch):
    spoil(monkeypatch, text="326名。[9]")
    result = run((TALENT,), "--failures", "1")
    assert result.exit_code == 1
    assert "[9] leads to no citation" in result.stdout


def test_a_number_from_nowhere_exits_with_1(run, monkeypatch: pytest.MonkeyPatch):
    spoil(monkeypatch, text="326名，另有9999名。")
    result = run((TALENT,), "--failures", "1")
    assert result.exit_code == 1
    assert "no cited quote holds 9999名" in result.stdout


def test_a_reply_of_another_shape_is_a_failed_call(run, monkeypatch: pytest.MonkeyPatch):
    spoil(monkeypatch, status="perhaps")
    result = run((TALENT,), "--failures", "1")
    assert "malformed: `status` of the reply" in result.stdout
    assert "calls without a reply" in result.stdout


def test_an_answer_that_is_withheld_is_wrong_and_the_others_go_on(run, monkeypatch):
    real = asking.answer

    def answer(request: Request, *parts: Any) -> object:
        if "企鹅" in request.question:
            raise GateError("value stands in no quote")
        return real(request, *parts)

    monkeypatch.setattr(asking, "answer", answer)
    result = run((TALENT, PENGUINS), "--failures", "2")
    assert "because answer_withheld: value stands in no quote" in result.stdout
    assert "1/2" in result.stdout


def test_a_question_is_asked_with_its_turns_and_of_its_reports(tmp_path: Path, library: Library):
    turns = [{"role": "user", "text": "学校呢？"}, {"role": "assistant", "text": "9所。"}]
    row = TALENT | {"history": turns, "documents": ["qingshan-2021.txt"]}
    requests: list[Request] = []

    def ask(request: Request) -> Outcome:
        requests.append(request)
        return Outcome(0.1, failure="not answered")

    done: list[tuple[int, int]] = []
    questions = questions_in([written(tmp_path, row, TALENT)], ())
    evaluate(questions, shelf_of(library), ask, lambda *counts: done.append(counts))
    (qingshan,) = [i for i, d in library.documents.items() if d.filename == "qingshan-2021.txt"]
    assert [turn.content for turn in requests[0].history] == ["学校呢？", "9所。"]
    assert [request.document_ids for request in requests] == [(qingshan,), ()]
    assert done == [(1, 2), (2, 2)]


def test_several_files_are_one_run(tmp_path: Path):
    (tmp_path / "more").mkdir()
    paths = [written(tmp_path, TALENT), written(tmp_path / "more", PENGUINS)]
    assert [q.question_id for q in questions_in(paths, ())] == ["own-1", "own-2"]
    with pytest.raises(QuestionFileError):
        questions_in([*paths, tmp_path / "nowhere.jsonl"], ())
