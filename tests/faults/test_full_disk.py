"""A disk that is full stops a run with a reason, and the library answers as before."""

import shutil

from index.build import index_reports
from index.folder import DATABASE
from index.library import open_library
from tests.fakes import FakeEncoder
from tests.faults import victims
from tests.samples import write_reports


def test_the_former_generation_is_served_wherever_writing_stops(tmp_path):
    reports = write_reports(tmp_path / "reports")
    pristine = tmp_path / "pristine"
    index_reports([reports], pristine, FakeEncoder())
    former = victims.answers(open_library(pristine, FakeEncoder()))
    (reports / "new.txt").write_text("新报告\n今年产值300万元。\n", encoding="utf-8")
    size = (pristine / DATABASE).stat().st_size
    errors = []
    for room in range(0, 2 * size, size // 5):
        directory = tmp_path / f"room {room}"
        shutil.copytree(pristine, directory)
        error = victims.ask(victims.index_with_little_room, reports, directory, room)
        library = open_library(directory, FakeEncoder())
        assert library.generation == (1 if error else 2)
        assert (victims.answers(library) == former) is bool(error)
        errors.append(str(error))
    assert errors[-1] == ""
    assert all("check the disk, its free space" in error for error in errors if error)
    assert len([error for error in errors if error]) > 3
