"""Whatever came before, a library says what a new one made of the same files would say."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import index_reports
from index.library import Library, open_library
from tests.fakes import FakeEncoder
from tests.samples import HARBOUR, LIBRARY, ORCHARD

NAMES = st.sampled_from(["a.txt", "b.md", "c.txt"])
TEXTS = (HARBOUR, HARBOUR.replace("210名", "230名"), LIBRARY, ORCHARD)
SOUND_FOLDERS = st.dictionaries(NAMES, st.sampled_from(TEXTS))
FOLDERS = st.dictionaries(NAMES, st.sampled_from([*TEXTS, ""]))


def fill(folder: Path, files: Mapping[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def content(library: Library) -> tuple[object, ...]:
    hits = library.lexical.search("今年的产值和读者满意度", 5)
    return dict(library.documents), library.chunks, library.facts, hits


@given(history=st.lists(SOUND_FOLDERS, min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_no_history_of_a_folder_leaves_a_trace(history):
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        generation = 0
        for files in history:
            fill(root / "reports", files)
            report = index_reports([root / "reports"], root / "grown", FakeEncoder(), prune=True)
            assert report.generation in (generation, generation + 1)
            generation = report.generation
        index_reports([root / "reports"], root / "new", FakeEncoder())
        grown = open_library(root / "grown", FakeEncoder())
        assert content(grown) == content(open_library(root / "new", FakeEncoder()))


@given(before=FOLDERS, after=FOLDERS)
@settings(max_examples=20, deadline=None)
def test_every_file_is_reported_once(before, after):
    with TemporaryDirectory() as scratch:
        root = Path(scratch)
        for files in (before, after):
            fill(root / "reports", files)
            report = index_reports([root / "reports"], root / "library", FakeEncoder(), prune=True)
            told = [
                *report.added,
                *report.replaced,
                *report.unchanged,
                *(path for path, _ in report.duplicates),
                *(refusal.path for refusal in report.refused),
            ]
            assert sorted(Path(path).name for path in told) == sorted(files)
        assert {Path(path).name for path in report.removed} <= set(before) - set(after)
