"""What the READMEs say is so: examples, settings, error codes, files, and both languages alike."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from index.errors import QAError
from service.config import Settings
from service.errors import STATUS, TITLES
from tests.documentation import READMES, ROOT, WENJU, examples, make_library, printed
from tests.service.processes import free_port, running

TEXTS = [pytest.param(path.read_text(encoding="utf-8"), id=path.name) for path in READMES]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("docs"))


@pytest.mark.model
@pytest.mark.parametrize(
    ("command", "output"),
    sorted({(c, o) for readme in READMES for c, o in examples(readme).items()}),
)
def test_an_example_prints_what_the_readme_shows(command: str, output: str, library: Path) -> None:
    assert printed(command, library) == output


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_the_questions_asked_over_http_are_answered(
    text: str, library: Path, tmp_path: Path
) -> None:
    commands = [line for line in text.splitlines() if line.startswith("curl ")]
    assert commands
    port = free_port()
    serve = [WENJU, "serve", "--library", str(library), "--port", str(port)]
    with running(serve, port, tmp_path / "log"):
        for command in commands:
            asked = command.replace("localhost:8000", f"127.0.0.1:{port}")
            done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
            answer = json.loads(done.stdout)
            assert answer["status"] == "answered"
            assert answer["short_answer"] in text


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_reports_of_ones_own_are_indexed_as_shown(text: str, tmp_path: Path) -> None:
    (shown,) = [line for line in text.splitlines() if line.startswith(".venv/bin/wenju index")]
    reports = str(ROOT / "tests" / "fixtures" / "reports")
    words = {".venv/bin/wenju": WENJU, "REPORTS…": reports, "DIR": str(tmp_path / "library")}
    command = [words.get(word, word) for word in shlex.split(shown)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "4 documents" in done.stdout


def test_both_readmes_show_the_same_examples() -> None:
    english, chinese = (examples(readme) for readme in READMES)
    assert len(english) >= 3
    assert english == chinese


@pytest.mark.parametrize("text", TEXTS)
def test_every_setting_is_documented_with_its_default(text: str) -> None:
    for name, field in Settings.model_fields.items():
        row = re.search(rf"^\| `WENJU_{name.upper()}` \| (.*?) \|", text, re.MULTILINE)
        assert row is not None, name
        if field.default_factory is None and field.default is not None:
            assert row[1] == f"`{field.default}`"


@pytest.mark.parametrize("text", TEXTS)
def test_every_error_code_is_documented(text: str) -> None:
    codes = {kind.code for kind in STATUS} | {code for code, _ in TITLES.values()}
    codes |= {kind.code for kind in QAError.__subclasses__() if kind in STATUS}
    assert {code for code in codes if f"`{code}`" not in text} == set()


@pytest.mark.parametrize("text", TEXTS)
def test_every_file_that_is_named_exists(text: str) -> None:
    for folder in ("index", "service"):
        table = text.split(f"`{folder}/`", 1)[1].split("\n\n", 1)[0]
        named = re.findall(r"`([a-z_]+\.py|[a-z]+/)`", table)
        assert named
        assert [name for name in named if not (ROOT / folder / name).exists()] == []
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("text", TEXTS)
def test_every_make_target_that_is_named_exists(text: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    assert {"serve", "test"} <= targets
    assert {target for target in targets if f"\n{target}:" not in makefile} == set()
