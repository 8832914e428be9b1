"""A library that this user may only read is served all the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import index_reports
from index.folder import DATABASE
from index.library import open_library
from tests.fakes import FakeEncoder
from tests.faults import victims
from tests.samples import write_reports


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    """A library, writable again when the test is over so that it can be deleted."""
    index_reports([write_reports(tmp_path / "reports")], tmp_path / "library", FakeEncoder())
    yield tmp_path / "library"
    change_modes(tmp_path / "library", folder=0o700, file=0o600)


def change_modes(directory: Path, *, folder: int, file: int) -> None:
    directory.chmod(folder)
    for path in directory.rglob("*"):
        path.chmod(folder if path.is_dir() else file)


@pytest.mark.parametrize("empty_log", [False, True])
def test_it_gives_the_same_answers(directory, empty_log):
    wanted = victims.answers(open_library(directory, FakeEncoder()))
    if empty_log:
        (directory / f"{DATABASE}-wal").touch()
    change_modes(directory, folder=0o500, file=0o400)
    assert victims.ask(victims.answer_as_reader, directory) == wanted


def test_it_gives_the_same_answers_without_its_search_files(directory):
    wanted = victims.answers(open_library(directory, FakeEncoder()))
    shutil.rmtree(directory / "derived")
    change_modes(directory, folder=0o500, file=0o400)
    assert victims.ask(victims.answer_as_reader, directory) == wanted
    assert not (directory / "derived").exists()


def test_it_gives_the_last_generation_after_its_writer_was_killed(directory):
    reports = directory.parent / "reports"
    (reports / "new.txt").write_text("新报告\n今年产值300万元。\n", encoding="utf-8")
    rehearsal = Path(shutil.copytree(directory, directory.parent / "rehearsal"))
    steps = victims.ask(victims.index_until_killed, reports, rehearsal, 0)
    assert isinstance(steps, int)
    assert victims.ask(victims.index_until_killed, reports, directory, steps - 5) is None
    assert (directory / f"{DATABASE}-wal").stat().st_size > 0
    wanted = victims.answers(open_library(rehearsal, FakeEncoder()))
    change_modes(directory, folder=0o500, file=0o400)
    assert victims.ask(victims.answer_as_reader, directory) == wanted


def test_what_may_not_be_read_either_is_named(directory):
    directory.chmod(0o000)
    said = victims.ask(victims.answer_as_reader, directory)
    assert said == (
        f"the library folder {directory} cannot be read; give this user read access to it and to "
        "all below it"
    )
    directory.chmod(0o700)
    (directory / DATABASE).chmod(0o000)
    directory.chmod(0o500)
    said = victims.ask(victims.answer_as_reader, directory)
    assert "unable to open database file" in str(said)
    assert "permissions" in str(said)
