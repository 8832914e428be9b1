"""What the READMEs say is so: examples, settings, error codes, files, and both languages alike."""

import re
from pathlib import Path

import pytest

from index.errors import QAError
from service.config import Settings
from service.errors import STATUS, TITLES
from tests.documentation import READMES, ROOT, examples, make_library, printed

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
