from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import index.derived
from index.build import index_reports
from index.chunking import embedding_text
from index.derived import build_unkept_indexes, load_derived, write_derived
from index.errors import IndexUnavailable
from index.rows import Generation
from index.store import reading
from tests.fakes import FakeEncoder
from tests.samples import write_reports


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


@pytest.fixture
def directory(tmp_path: Path, reports: Path) -> Path:
    index_reports([reports], tmp_path / "library", FakeEncoder())
    return tmp_path / "library"


def stored(directory: Path) -> Generation:
    with reading(directory) as store:
        return store.read_generation()


def test_what_is_written_is_loaded(directory):
    generation = stored(directory)
    indexes = load_derived(directory, generation)
    assert len(indexes.vectors) == len(indexes.lexical) == len(generation.vectors)


def test_row_i_of_the_vectors_is_what_chunk_i_embeds(directory):
    generation = stored(directory)
    texts = [
        embedding_text(rows.document, chunk)
        for rows in generation.documents
        for chunk in rows.chunks
    ]
    np.testing.assert_array_equal(generation.vectors, FakeEncoder().encode_passages(texts))


def test_files_made_by_other_code_are_not_taken(directory, monkeypatch):
    monkeypatch.setattr(index.derived, "code_fingerprint", lambda: "another version")
    assert load_derived(directory, stored(directory)) is None


def test_files_over_other_vectors_or_rows_are_not_taken(directory):
    generation = stored(directory)
    header = replace(generation.header, rows_sha256="0" * 64)
    assert load_derived(directory, replace(generation, vectors_sha256="0" * 64)) is None
    assert load_derived(directory, replace(generation, header=header)) is None


def test_files_of_another_generation_are_not_taken(directory, reports):
    (reports / "new.txt").write_text("新报告\n今年产值300万元。\n", encoding="utf-8")
    index_reports([reports], directory, FakeEncoder())
    derived = directory / "derived"
    (derived / "generation-2").rename(derived / "kept")
    (derived / "generation-1").rename(derived / "generation-2")
    assert load_derived(directory, stored(directory)) is None


def test_the_files_of_the_generation_before_stay_and_all_else_goes(directory, reports):
    (directory / "derived" / ".building-left-by-a-kill").mkdir()
    for number in (2, 3):
        (reports / "new.txt").write_text(f"新报告\n今年产值{number}万元。\n", encoding="utf-8")
        index_reports([reports], directory, FakeEncoder())
    kept = sorted(folder.name for folder in (directory / "derived").iterdir())
    assert kept == ["generation-2", "generation-3"]


def test_files_can_be_written_anew_in_the_place_of_damaged_ones(directory):
    generation = stored(directory)
    (directory / "derived" / "generation-1" / "vectors.faiss").write_bytes(b"")
    assert load_derived(directory, generation) is None
    write_derived(directory, generation)
    assert load_derived(directory, generation) is not None
    assert [folder.name for folder in (directory / "derived").iterdir()] == ["generation-1"]


def test_nobody_else_may_read_the_files(directory):
    paths = list((directory / "derived").rglob("*"))
    assert len(paths) > 5
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)


def test_unkept_indexes_leave_no_file(directory, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    generation = stored(directory)
    with pytest.raises(IndexUnavailable, match="TMPDIR"):
        build_unkept_indexes(generation)
    (tmp_path / "scratch").mkdir()
    indexes = build_unkept_indexes(generation)
    assert list((tmp_path / "scratch").iterdir()) == []
    assert indexes.lexical.search("苹果产值", 1)
