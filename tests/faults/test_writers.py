"""Two writers at once: one waits or is told, and neither harms the library."""

import time
from pathlib import Path

import pytest

from index.build import index_reports, remove_documents
from index.errors import IndexBusy
from index.library import open_library
from tests.fakes import FakeEncoder
from tests.faults import victims
from tests.samples import HARBOUR, LIBRARY, write_reports


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    index_reports([write_reports(tmp_path / "reports")], tmp_path / "library", FakeEncoder())
    return tmp_path / "library"


def test_a_second_writer_is_told_and_goes_on_once_the_first_is_killed(directory, tmp_path):
    flag = tmp_path / "held"
    holder = victims.start(victims.hold_the_lock, directory, flag)
    try:
        while not flag.exists():
            time.sleep(0.01)
        library = open_library(directory, FakeEncoder())
        with pytest.raises(IndexBusy, match=r"writer\.lock"):
            index_reports([tmp_path / "reports"], directory, FakeEncoder(), lock_timeout_s=0.1)
        with pytest.raises(IndexBusy, match=r"writer\.lock"):
            remove_documents(directory, library.documents, lock_timeout_s=0.1)
    finally:
        holder.kill()
        holder.join()
    report = index_reports([tmp_path / "reports"], directory, FakeEncoder(), lock_timeout_s=0)
    assert (report.documents, report.generation) == (3, 1)


def test_writers_that_start_together_all_have_their_way(tmp_path):
    directory = tmp_path / "library"
    folders = [tmp_path / f"reports {number}" for number in range(4)]
    for number, folder in enumerate(folders):
        folder.mkdir()
        (folder / "own.txt").write_text(f"{HARBOUR}附记第{number}号。\n", encoding="utf-8")
        (folder / "shared.txt").write_text(LIBRARY, encoding="utf-8")
    writers = [victims.start(victims.index_patiently, folder, directory) for folder in folders]
    for writer in writers:
        writer.join(timeout=60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    grown = open_library(directory, FakeEncoder())
    index_reports(folders, tmp_path / "at once", FakeEncoder())
    clean = open_library(tmp_path / "at once", FakeEncoder())
    assert victims.answers(grown) == victims.answers(clean)
    assert grown.generation == 4
