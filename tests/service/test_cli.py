import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from service import commands
from service.cli import COMMANDS, main
from tests.conftest import REPORTS
from tests.fakes import FakeEncoder

QUESTION = "青山县引进各类人才多少名？"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, encoder: FakeEncoder, library_folder: Path):
    """Run the command with the fake encoder, on the library of the invented reports."""
    monkeypatch.setattr(commands, "load_encoder", lambda *_, **__: encoder)
    monkeypatch.setenv("WENJU_LIBRARY", str(library_folder))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


def test_an_answer_is_printed_with_its_quotes_and_their_source_lines(run):
    result = run("ask", QUESTION)
    assert result.exit_code == 0
    assert "326名" in result.stdout
    assert "qingshan-2021.txt:4" in result.stdout


def test_what_the_reports_do_not_say_is_said_clearly_and_is_no_failure(run):
    result = run("ask", "火星上有多少只企鹅？")
    assert result.exit_code == 0
    assert result.stdout.startswith("(not found)")


def test_how_an_answer_came_to_be_is_told_below_it(run):
    answered, explained = run("ask", QUESTION), run("ask", QUESTION, "--explain")
    assert explained.exit_code == 0
    assert explained.stdout.startswith(answered.stdout)
    assert "— understood" in explained.stdout
    assert "— decided" in explained.stdout


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (("search", "集装箱", "--top-k", "3"), "/api/v1/search?q=集装箱&top_k=3"),
        (("facts", "吞吐量", "--kind", "all"), "/api/v1/facts?q=吞吐量&kind=all"),
        (("facts", "--min", "1e9", "--unit", "元"), "/api/v1/facts?min=1e9&unit=元"),
        (("facts", "--section", "教育"), "/api/v1/facts?section=教育"),
        (("documents",), "/api/v1/documents"),
    ],
)
def test_json_is_what_the_endpoint_sends(run, client: FlaskClient, arguments, address):
    result = run(*arguments, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == client.get(address).get_json()


def test_an_answer_as_json_is_what_the_endpoint_sends(run, client: FlaskClient):
    sent = client.post("/api/v1/answers", json={"question": QUESTION}).get_json()
    printed = json.loads(run("ask", QUESTION, "--json").stdout)
    assert {**printed, "timings_ms": None} == {**sent, "timings_ms": None}


def test_a_document_is_shown_by_its_id(run, client: FlaskClient):
    entry = client.get("/api/v1/documents").get_json()["documents"][0]
    shown = json.loads(run("documents", entry["id"], "--json").stdout)
    assert shown == client.get(f"/api/v1/documents/{entry['id']}").get_json()
    assert entry["title"] in run("documents", entry["id"]).stdout


def test_a_passage_is_cited_in_the_style_asked_for(run, client: FlaskClient):
    (found,) = (
        entry
        for entry in client.get("/api/v1/documents").get_json()["documents"]
        if entry["filename"] == "qingshan-2021.txt"
    )
    arguments = ("cite", found["id"], "5", "30", "--accessed", "2026-11-24")
    assert run(*arguments).stdout == "沈括. 青山县2021年人才工作情况[R].\n"
    assert run(*arguments, "--style", "ris").stdout.startswith("TY  - RPRT\nAU  - 沈括\n")
    address = f"/api/v1/documents/{found['id']}/citation?start=5&end=30&accessed=2026-11-24"
    for style in ("gb7714", "markdown"):
        printed = json.loads(run(*arguments, "--style", style, "--json").stdout)
        assert printed == client.get(f"{address}&style={style}").get_json()


def test_facts_come_as_a_table_as_csv_and_as_json(run):
    table = run("facts", "--kind", "money").stdout
    assert "1260万元" in table
    rows = list(csv.DictReader(io.StringIO(run("facts", "--format", "csv").stdout)))
    facts = json.loads(run("facts", "--format", "json").stdout)["facts"]
    assert [row["id"] for row in rows] == [fact["id"] for fact in facts]


def test_indexing_tells_what_became_of_each_file(run, tmp_path: Path):
    (reports := tmp_path / "reports").mkdir()
    (reports / "good.txt").write_text("新港镇报告\n全镇共有渔船85艘。\n", encoding="utf-8")
    folder = str(tmp_path / "library")
    first = run("index", str(reports), "--library", folder, "--json")
    assert first.exit_code == 0
    assert [Path(path).name for path in json.loads(first.stdout)["added"]] == ["good.txt"]
    (reports / "empty.txt").write_bytes(b"")
    second = run("index", str(reports), "--library", folder)
    assert second.exit_code == 1
    assert "empty.txt: empty_file: " in second.stdout
    assert "1 documents" in second.stdout


def test_indexing_the_same_again_embeds_nothing(run, tmp_path: Path):
    arguments = ("index", str(REPORTS), "--library", str(tmp_path), "--json")
    assert json.loads(run(*arguments).stdout)["embedded"] > 0
    again = json.loads(run(*arguments).stdout)
    assert (again["embedded"], len(again["unchanged"]), again["generation"]) == (0, 4, 1)


def test_what_has_vanished_goes_only_when_asked_to(run, tmp_path: Path):
    (reports := tmp_path / "reports").mkdir()
    for name in ("a", "b"):
        (reports / f"{name}.txt").write_text(f"{name}镇报告\n共有渔船85艘。\n", encoding="utf-8")
    arguments = ("index", str(reports), "--library", str(tmp_path / "library"), "--json")
    run(*arguments)
    (reports / "b.txt").unlink()
    assert json.loads(run(*arguments).stdout)["documents"] == 2
    pruned = json.loads(run(*arguments, "--prune").stdout)
    assert (pruned["documents"], len(pruned["removed"])) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("ask", " "), 2, "error: `question` is"),
        (("ask", "x", "--explain", "--json"), 2, "error: --explain is for reading"),
        (("ask", "x", "--top-k", "99"), 2, "error: `top_k` is 99"),
        (("cite", "x", "5"), 2, "error: `start` is given without `end`"),
        (("cite", "x", "--style", "apa"), 2, 'error: `style` is "apa"; it must be one of gb7714'),
        (("cite", "x", "1", "2"), 1, "error: "),
        (("facts", "--kind", "moneys"), 2, 'error: `kind[0]` is "moneys"'),
        (("facts", "--min", "5", "--max", "4"), 2, "error: min is 5"),
        (("documents", "nowhere"), 1, "error: there is no document"),
        (("ask", "x", "--document", "nowhere"), 1, "error: there is no document"),
        (("documents", "--library", "/nowhere"), 1, "error: "),
        (("ask", "x", "--library", "/nowhere"), 1, "error: "),
        (("index", "/nowhere/at/all"), 1, "error: "),
        (("serve", "--port", "99999"), 2, "error: unusable settings: --port is '99999'"),
    ],
)
def test_an_error_is_one_line_without_a_traceback(run, arguments, exit_code, said):
    result = run(*arguments)
    assert result.exit_code == exit_code
    assert result.stderr.startswith(said)
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_an_unknown_variable_stops_every_command(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WENJU_LIBARY", "x")
    result = run("documents")
    assert result.exit_code == 2
    assert "WENJU_LIBARY (did you mean WENJU_LIBRARY?)" in result.stderr


def test_the_settings_in_force_are_printed_with_their_origin(run, library_folder: Path):
    printed = json.loads(run("config", "--json").stdout)
    assert printed["library"] == {"value": str(library_folder), "origin": "WENJU_LIBRARY"}
    assert printed["port"] == {"value": "8000", "origin": "default"}
    flagged = json.loads(run("config", "--json", "--lock-timeout-s", "2.5").stdout)
    assert flagged["lock_timeout_s"] == {"value": "2.5", "origin": "--lock-timeout-s"}
    assert "WENJU_LIBRARY" in run("config").stdout


def test_preparing_says_which_encoder_is_ready(run):
    assert run("prepare").stdout.startswith("fake-bigrams is ready in ")


def test_every_command_named_in_the_help_is_there():
    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: main {name} ")


def test_help_and_version_come_at_once():
    code = "import sys; from service.cli import main; main([sys.argv[1]], standalone_mode=False)"
    for flag, said in (("--help", "  prepare "), ("--version", "wenju, version ")):
        result = subprocess.run(
            [sys.executable, "-c", f"{code}; print([*sys.modules])", flag],
            capture_output=True,
            text=True,
            check=True,
        )
        assert said in result.stdout
        assert not {"'torch'", "'faiss'", "'flask'"} & set(result.stdout.split(", "))


def test_a_command_that_is_not_there_is_told():
    result = CliRunner().invoke(main, ["answer"])
    assert result.exit_code == 2
    assert "No such command 'answer'" in result.stderr
