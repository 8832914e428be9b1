"""Killed at any point, the next start serves the last complete generation."""

import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.build import index_reports
from index.errors import IndexUnavailable
from index.library import current_header, open_library
from index.store import reading
from tests.fakes import FakeEncoder
from tests.faults import victims
from tests.samples import HARBOUR, write_reports

KILLS = 12
"""In each test. All 331 steps of both runs, and 200 kills at random times, were tried once."""


@dataclass(frozen=True)
class Change:
    """A run to be killed.

    Attributes:
        before: A library to start from, or a folder that does not exist.
        reports: What is indexed.
        former: What the library answers before the run, `None` where there is none.
        latter: What it answers after the run.
    """

    before: Path
    reports: Path
    former: tuple[object, ...] | None
    latter: tuple[object, ...]

    @property
    def generation(self) -> int:
        return 0 if self.former is None else 1


@pytest.fixture(scope="module", params=["first run", "later run"])
def change(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Change:
    """A first run; or one that finds a file changed, one gone and one new."""
    folder = tmp_path_factory.mktemp("change")
    reports = write_reports(folder / "reports")
    former = None
    if request.param == "later run":
        index_reports([reports], folder / "before", FakeEncoder())
        former = victims.answers(open_library(folder / "before", FakeEncoder()))
        (reports / "orchard.md").unlink()
        (reports / "harbour.txt").write_text(HARBOUR.replace("210名", "230名"), "utf-8")
        (reports / "new.txt").write_text("新报告\n今年产值300万元。\n新建厂房4座。\n", "utf-8")
    index_reports([reports], folder / "clean", FakeEncoder())
    latter = victims.answers(open_library(folder / "clean", FakeEncoder()))
    return Change(folder / "before", reports, former, latter)


def fresh_copy(change: Change, directory: Path) -> Path:
    shutil.rmtree(directory, ignore_errors=True)
    if change.before.exists():
        shutil.copytree(change.before, directory)
    return directory


def assert_whole_and_resumable(change: Change, directory: Path) -> None:
    """Check what the next start serves, and that the next run completes the killed one."""
    generation = generation_of(directory)
    assert generation in (change.generation, change.generation + 1)
    if generation > 0:
        served = victims.answers(open_library(directory, FakeEncoder()))
        assert served == (change.former if generation == change.generation else change.latter)
    encoder = FakeEncoder()
    kept = keys_of_vectors(directory, encoder)
    index_reports([change.reports], directory, encoder, prune=True)
    assert victims.answers(open_library(directory, encoder)) == change.latter
    assert encoder.encoded == len(keys_of_vectors(directory, encoder) - kept)
    assert [file.name for file in (directory / "derived").glob(".*")] == []


def generation_of(directory: Path) -> int:
    try:
        header = current_header(directory)
    except IndexUnavailable as error:
        if "no finished library" not in str(error):
            raise
        return 0
    return header.generation if header is not None else 0


def keys_of_vectors(directory: Path, encoder: FakeEncoder) -> set[str]:
    try:
        with reading(directory) as store:
            return store.sound_vectors(encoder.fingerprint)
    except IndexUnavailable:
        return set()


def test_a_run_killed_at_any_step_leaves_the_former_generation_or_the_next(change, tmp_path):
    directory = tmp_path / "library"
    steps = victims.ask(
        victims.index_until_killed, change.reports, fresh_copy(change, directory), 0
    )
    assert isinstance(steps, int)
    assert steps > 100
    for fatal in range(1, steps + 1, max(1, steps // KILLS)):
        fresh_copy(change, directory)
        assert victims.ask(victims.index_until_killed, change.reports, directory, fatal) is None
        assert_whole_and_resumable(change, directory)


def test_a_run_killed_at_any_time_leaves_the_former_generation_or_the_next(change, tmp_path):
    directory = tmp_path / "library"
    chance = random.Random(2020)  # noqa: S311
    for _ in range(KILLS):
        fresh_copy(change, directory)
        victim = victims.start(victims.index_patiently, change.reports, directory)
        time.sleep(chance.uniform(0.0, 0.25))
        victim.kill()
        victim.join()
        assert_whole_and_resumable(change, directory)


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(change, tmp_path):
    directory = fresh_copy(change, tmp_path / "library")
    for fatal in range(20, 200, 20):
        victims.ask(victims.index_until_killed, change.reports, directory, fatal)
    assert_whole_and_resumable(change, directory)
