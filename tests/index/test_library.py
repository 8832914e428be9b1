import shutil
from pathlib import Path

import pytest

from index.build import index_reports
from index.errors import IndexMismatch, IndexUnavailable, UnknownDocument
from index.folder import writer_lock
from index.library import Library, current_header, open_library
from tests.fakes import FakeEncoder
from tests.samples import write_reports

QUESTIONS = ("全港有多少职工？", "苹果产值", "办理借书证多少张", "增收")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


@pytest.fixture
def directory(tmp_path: Path, reports: Path) -> Path:
    index_reports([reports], tmp_path / "library", FakeEncoder())
    return tmp_path / "library"


def hits(library: Library) -> list[object]:
    vectors = FakeEncoder().encode_queries(QUESTIONS)
    lexical = [library.lexical.search(question, 5) for question in QUESTIONS]
    return [*library.vectors.search(vectors, 5), *lexical]


def test_row_i_of_both_indexes_is_chunk_i(directory):
    library = open_library(directory, FakeEncoder())
    ids = [chunk.chunk_id for chunk in library.chunks]
    assert ids == sorted(ids)
    assert len(library.chunks) == len(library.vectors) == len(library.lexical)
    for row, chunk in enumerate(library.chunks):
        quote = library.document(chunk.document_id).quote(chunk.span)
        ((found, _),) = library.lexical.search(quote, 1, [chunk.document_id])
        assert found == row


def test_the_rows_chunks_and_facts_of_a_document_are_those_that_name_it(directory):
    library = open_library(directory, FakeEncoder())
    one, *_, last = library.documents
    for wanted in ([one], [last, one], [one, one], []):
        rows = library.rows_of(wanted)
        assert rows == [
            row for row, chunk in enumerate(library.chunks) if chunk.document_id in wanted
        ]
    assert library.chunks_of(one) == tuple(
        chunk for chunk in library.chunks if chunk.document_id == one
    )
    assert library.facts_of(one) == tuple(fact for fact in library.facts if fact.document_id == one)
    assert library.facts_of(one)


def test_an_unknown_document_is_named(directory):
    library = open_library(directory, FakeEncoder())
    for ask in (library.document, library.chunks_of, library.facts_of):
        with pytest.raises(UnknownDocument, match="'ffff'"):
            ask("ffff")
    with pytest.raises(UnknownDocument, match="'ffff'"):
        library.rows_of(["ffff"])


def test_an_open_library_cannot_be_changed(directory):
    library = open_library(directory, FakeEncoder())
    with pytest.raises(TypeError):
        library.documents["x"] = None
    with pytest.raises(AttributeError):
        library.chunks = ()


def test_a_missing_library_is_named_with_the_command_that_makes_one(tmp_path):
    with pytest.raises(IndexUnavailable, match="wenju index REPORTS --library"):
        open_library(tmp_path, FakeEncoder())
    with pytest.raises(IndexUnavailable, match="wenju index REPORTS --library"):
        current_header(tmp_path)


def test_another_encoder_of_the_same_dimension_is_refused_by_name(directory):
    with pytest.raises(
        IndexMismatch,
        match=r"fake-bigrams \(256 dims.*in force is fake-bigrams \(256 dims, 5ab1e\).*"
        r"wenju index --rebuild --library .*library",
    ):
        open_library(directory, FakeEncoder(fingerprint="5ab1e"))


def test_without_questions_no_encoder_is_needed(directory):
    assert len(open_library(directory, None).documents) == 3


def test_deleted_search_files_are_made_again_and_kept(directory):
    before = hits(open_library(directory, FakeEncoder()))
    shutil.rmtree(directory / "derived")
    assert hits(open_library(directory, FakeEncoder())) == before
    assert (directory / "derived" / "generation-1" / "manifest.json").is_file()


def test_a_library_opens_while_a_writer_is_at_work_and_its_files_are_missing(directory):
    before = hits(open_library(directory, FakeEncoder()))
    shutil.rmtree(directory / "derived")
    with writer_lock(directory, timeout_s=0):
        assert hits(open_library(directory, FakeEncoder())) == before
    assert not (directory / "derived").exists()


def test_an_open_library_answers_the_same_when_its_files_are_long_gone(directory, reports):
    library = open_library(directory, FakeEncoder())
    before = hits(library)
    for number in range(3):
        (reports / f"new {number}.txt").write_text(f"新报告\n产值{number}万元。\n", "utf-8")
        index_reports([reports], directory, FakeEncoder())
    assert not (directory / "derived" / "generation-1").exists()
    assert hits(library) == before


def test_reading_a_library_leaves_it_as_it_is(directory):
    files = {file: file.read_bytes() for file in directory.rglob("*") if file.is_file()}
    open_library(directory, FakeEncoder())
    current_header(directory)
    assert files == {file: file.read_bytes() for file in directory.rglob("*") if file.is_file()}
