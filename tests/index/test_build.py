import errno
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import index.build
import index.derived
import index.intake
from index.build import index_reports, remove_documents
from index.errors import (
    DocumentError,
    EncoderError,
    IndexMismatch,
    IndexUnavailable,
    UnknownDocument,
)
from index.folder import DATABASE
from index.library import Library, open_library
from index.types import EmbeddingMatrix, Progress
from tests.fakes import FakeEncoder
from tests.samples import HARBOUR, REPORTS, write_reports


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


def content(library: Library) -> tuple[object, ...]:
    return dict(library.documents), library.chunks, library.facts


def names(library: Library) -> list[str]:
    return sorted(document.filename for document in library.documents.values())


def damage(directory: Path, statement: str) -> None:
    with closing(sqlite3.connect(directory / DATABASE)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_folder_becomes_a_library_that_finds_its_sentences(reports, directory, encoder):
    report = index_reports([reports], directory, encoder)
    library = open_library(directory, encoder)
    assert [Path(path).name for path in report.added] == sorted(REPORTS)
    assert (report.documents, report.chunks, report.facts) == (
        3,
        len(library.chunks),
        len(library.facts),
    )
    assert report.embedded == encoder.encoded == len(library.chunks)
    ((row, _),) = library.lexical.search("户均增收", 1)
    chunk = library.chunks[row]
    assert "户均增收6300元" in library.document(chunk.document_id).quote(chunk.span)


def test_indexing_an_unchanged_folder_embeds_nothing_and_writes_nothing(
    reports, directory, encoder
):
    index_reports([reports], directory, encoder)
    files = {file: file.stat() for file in directory.rglob("*") if file.suffix != ".lock"}
    again = FakeEncoder()
    report = index_reports([reports], directory, again)
    assert (again.encoded, report.embedded, report.generation) == (0, 0, 1)
    assert len(report.unchanged) == 3
    for file, before in files.items():
        assert file.stat().st_mtime_ns == before.st_mtime_ns, file


def test_a_bad_file_is_refused_with_its_reason_and_the_others_are_indexed(
    reports, directory, encoder
):
    (reports / "empty.txt").write_bytes(b"")
    (reports / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (reports / "huge.txt").touch()
    os.truncate(reports / "huge.txt", 50_000_000)
    (reports / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    os.mkfifo(reports / "pipe.txt")
    report = index_reports([reports], directory, encoder)
    reasons = {Path(refusal.path).name: refusal.reason for refusal in report.refused}
    assert reasons == {
        "empty.txt": "empty_file",
        "binary.txt": "binary_file",
        "huge.txt": "too_large",
        "sheet.xlsx": "unsupported_type",
        "pipe.txt": "unreadable",
    }
    assert all(Path(refusal.path).name in refusal.message for refusal in report.refused)
    assert names(open_library(directory, encoder)) == sorted(REPORTS)


def test_a_changed_file_replaces_what_it_held_and_only_new_texts_are_embedded(
    reports, directory, encoder
):
    index_reports([reports], directory, encoder)
    (reports / "harbour.txt").write_text(HARBOUR.replace("210名", "230名"), encoding="utf-8")
    again = FakeEncoder()
    report = index_reports([reports], directory, again)
    library = open_library(directory, encoder)
    assert [Path(path).name for path in report.replaced] == ["harbour.txt"]
    assert (len(report.unchanged), report.documents, report.generation) == (2, 3, 2)
    assert 0 < again.encoded < encoder.encoded / 2
    texts = [document.text for document in library.documents.values()]
    assert any("230名" in text for text in texts)
    assert not any("210名" in text for text in texts)


def test_a_file_that_went_bad_is_refused_and_what_it_held_is_kept(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    (reports / "harbour.txt").write_bytes(b"")
    report = index_reports([reports], directory, encoder, prune=True)
    assert [refusal.reason for refusal in report.refused] == ["empty_file"]
    assert (report.documents, report.generation) == (3, 1)


def test_one_content_under_two_names_is_one_document(reports, directory, encoder):
    (reports / "a copy.txt").write_text(HARBOUR, encoding="utf-8")
    report = index_reports([reports], directory, encoder)
    assert report.documents == 3
    assert [(Path(one).name, Path(other).name) for one, other in report.duplicates] == [
        ("harbour.txt", "a copy.txt")
    ]
    assert "a copy.txt" in names(open_library(directory, encoder))


def test_the_order_in_which_files_come_leaves_no_trace(reports, directory, encoder, tmp_path):
    (reports / "z copy.txt").write_text(HARBOUR, encoding="utf-8")
    for name in ("z copy.txt", "orchard.md", "library.txt", "harbour.txt"):
        index_reports([reports / name], directory, encoder)
    index_reports([reports], tmp_path / "at once", encoder)
    grown = open_library(directory, encoder)
    assert grown.generation == 4
    assert content(grown) == content(open_library(tmp_path / "at once", encoder))


def test_a_renamed_file_keeps_its_id_and_takes_its_new_name(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    before = open_library(directory, encoder)
    (reports / "harbour.txt").rename(reports / "port.txt")
    report = index_reports([reports], directory, encoder, prune=True)
    after = open_library(directory, encoder)
    assert before.documents.keys() == after.documents.keys()
    assert names(after) == ["library.txt", "orchard.md", "port.txt"]
    assert [Path(path).name for path in report.removed] == ["harbour.txt"]
    assert report.embedded == 0


def test_a_vanished_file_stays_until_pruned(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    (reports / "orchard.md").unlink()
    kept = index_reports([reports], directory, encoder)
    assert (kept.documents, kept.removed, kept.generation) == (3, (), 1)
    pruned = index_reports([reports], directory, encoder, prune=True)
    assert [Path(path).name for path in pruned.removed] == ["orchard.md"]
    assert names(open_library(directory, encoder)) == ["harbour.txt", "library.txt"]


def test_pruning_leaves_alone_what_lies_outside_the_given_folders(
    reports, directory, encoder, tmp_path
):
    elsewhere = tmp_path / "reports of last year"
    elsewhere.mkdir()
    (elsewhere / "old.txt").write_text("旧报告\n当年产值300万元。\n", encoding="utf-8")
    index_reports([reports, elsewhere], directory, encoder)
    (elsewhere / "old.txt").unlink()
    report = index_reports([reports], directory, encoder, prune=True)
    assert (report.removed, report.documents) == ((), 4)


def test_a_pruned_copy_leaves_the_document_to_the_other_file(reports, directory, encoder):
    (reports / "a copy.txt").write_text(HARBOUR, encoding="utf-8")
    index_reports([reports], directory, encoder)
    (reports / "a copy.txt").unlink()
    report = index_reports([reports], directory, encoder, prune=True)
    assert report.documents == 3
    assert names(open_library(directory, encoder)) == sorted(REPORTS)


def test_a_known_report_under_a_name_that_is_not_read_does_no_harm(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    (reports / "a.pdf").write_text(HARBOUR, encoding="utf-8")
    report = index_reports([reports], directory, encoder)
    assert [refusal.reason for refusal in report.refused] == ["unsupported_type"]
    assert (report.documents, report.generation) == (3, 1)


def test_a_name_that_is_not_utf8_can_be_indexed_twice(reports, directory, encoder):
    with open(os.fsencode(reports) + b"/caf\xe9.txt", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("另一份报告\n今年产值300万元。\n")
    first = index_reports([reports], directory, encoder)
    second = index_reports([reports], directory, encoder)
    assert len(first.added) == len(second.unchanged) == 4
    assert second.generation == 1


def test_a_path_that_does_not_exist_is_an_error_and_nothing_is_made(directory, encoder, tmp_path):
    with pytest.raises(DocumentError, match=r"no file or folder .*nothing here"):
        index_reports([tmp_path / "nothing here"], directory, encoder)
    assert not directory.exists()


def test_another_encoder_of_the_same_dimension_is_refused_by_name(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    other = FakeEncoder(fingerprint="5ab1e")
    with pytest.raises(
        IndexMismatch, match=r"fake-bigrams \(256 dims.*5ab1e.*wenju index --rebuild --library"
    ):
        index_reports([reports], directory, other)
    assert other.encoded == 0


def test_a_rebuild_takes_another_encoder_for_all_documents_also_vanished_ones(
    reports, directory, encoder
):
    index_reports([reports], directory, encoder)
    before = open_library(directory, encoder)
    (reports / "orchard.md").unlink()
    other = FakeEncoder(dimension=64)
    report = index_reports([], directory, other, rebuild=True)
    after = open_library(directory, other)
    assert (report.documents, report.generation) == (3, 2)
    assert other.encoded == len(before.chunks)
    assert (after.vectors.dimension, after.encoder_fingerprint) == (64, other.fingerprint)
    assert content(before) == content(after)


def test_a_rebuild_with_the_same_encoder_keeps_the_vectors(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    again = FakeEncoder()
    report = index_reports([reports], directory, again, rebuild=True)
    assert (again.encoded, report.generation) == (0, 2)


def test_other_code_reads_every_document_again_and_embeds_only_new_texts(
    reports, directory, encoder, monkeypatch
):
    index_reports([reports], directory, encoder)
    monkeypatch.setattr(index.build, "code_fingerprint", lambda: "another version")
    monkeypatch.setattr(index.intake, "extract_facts", lambda document: ())
    again = FakeEncoder()
    report = index_reports([], directory, again)
    assert (again.encoded, report.documents, report.facts, report.generation) == (0, 3, 0, 2)
    assert open_library(directory, encoder).facts == ()


class FailingEncoder(FakeEncoder):
    """Encodes one batch, then fails."""

    def encode_passages(
        self, texts: Sequence[str], /, progress: Progress | None = None
    ) -> EmbeddingMatrix:
        if self.encoded:
            raise EncoderError("out of memory")
        return super().encode_passages(texts, progress)


def test_finished_batches_outlive_a_failure(reports, directory, encoder, monkeypatch):
    monkeypatch.setattr(index.build, "_TEXTS_PER_COMMIT", 5)
    with pytest.raises(EncoderError):
        index_reports([reports], directory, FailingEncoder())
    with pytest.raises(IndexUnavailable, match="no finished library"):
        open_library(directory, encoder)
    report = index_reports([reports], directory, encoder)
    assert report.embedded == encoder.encoded == report.chunks - 5


class UselessEncoder(FakeEncoder):
    """Gives a value that is no number, as a model with broken weights does."""

    def encode_passages(
        self, texts: Sequence[str], /, progress: Progress | None = None
    ) -> EmbeddingMatrix:
        return np.full((len(texts), self.dimension), np.nan, dtype=np.float32)


def test_vectors_that_are_no_numbers_are_refused_and_the_library_stays(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    (reports / "new.txt").write_text("新报告\n今年产值300万元。\n", encoding="utf-8")
    with pytest.raises(EncoderError, match="fake-bigrams gave vectors"):
        index_reports([reports], directory, UselessEncoder())
    assert open_library(directory, encoder).generation == 1


def test_progress_counts_up_to_all_texts(reports, directory, encoder, monkeypatch):
    monkeypatch.setattr(index.build, "_TEXTS_PER_COMMIT", 5)
    seen: list[tuple[int, int]] = []
    report = index_reports(
        [reports], directory, encoder, progress=lambda done, total: seen.append((done, total))
    )
    assert seen == sorted(seen)
    assert len(seen) > 1
    assert seen[-1] == (report.chunks, report.chunks)


def test_a_damaged_vector_is_made_again_by_the_next_run(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    before = open_library(directory, encoder)
    damage(
        directory,
        "UPDATE vectors SET vector = zeroblob(1024) WHERE text_sha256 = "
        "(SELECT min(text_sha256) FROM vectors)",
    )
    with pytest.raises(IndexUnavailable, match="table vectors"):
        open_library(directory, encoder)
    assert index_reports([reports], directory, encoder).embedded == 1
    after = open_library(directory, encoder)
    question = encoder.encode_queries(["苹果的产值"])
    assert before.vectors.search(question, 9) == after.vectors.search(question, 9)


def test_damaged_rows_stop_a_run_and_a_rebuild_mends_them(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    before = open_library(directory, encoder)
    damage(directory, "UPDATE documents SET text = replace(text, '3200', '3300')")
    with pytest.raises(IndexUnavailable, match=r"table documents.*--rebuild"):
        index_reports([reports], directory, encoder)
    index_reports([], directory, encoder, rebuild=True)
    assert content(open_library(directory, encoder)) == content(before)


def test_damaged_original_bytes_are_mended_from_the_file(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    damage(directory, "UPDATE originals SET content = zeroblob(9)")
    with pytest.raises(IndexUnavailable, match="table originals"):
        index_reports([], directory, encoder, rebuild=True)
    index_reports([reports], directory, encoder, rebuild=True)
    assert index_reports([], directory, encoder, rebuild=True).documents == 3


def test_a_disk_that_fills_up_under_the_search_files_costs_no_generation(
    reports, directory, encoder, monkeypatch, caplog
):
    def fill_up(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(index.derived, "_make_private_and_durable", fill_up)
    report = index_reports([reports], directory, encoder)
    library = open_library(directory, encoder)
    assert report.generation == library.generation == 1
    assert library.lexical.search("苹果产值", 1)
    assert "search files could not be kept ([Errno 28] No space left" in caplog.text
    assert list((directory / "derived").iterdir()) == []


def test_a_folder_without_reports_makes_an_empty_library(directory, encoder, tmp_path):
    (tmp_path / "reports").mkdir()
    report = index_reports([tmp_path / "reports"], directory, encoder)
    library = open_library(directory, encoder)
    assert (report.generation, library.chunks) == (1, ())
    assert library.lexical.search("产值", 3) == []
    assert library.vectors.search(encoder.encode_queries(["产值"]), 3) == [[]]


def test_a_removed_document_is_gone_from_both_indexes(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    library = open_library(directory, encoder)
    (gone,) = (key for key, document in library.documents.items() if "果业" in document.text)
    assert remove_documents(directory, [gone]) == 2
    library = open_library(directory, encoder)
    assert gone not in library.documents
    assert len(library.vectors) == len(library.lexical) == len(library.chunks)
    assert library.lexical.search("苹果", 3) == []


def test_removing_an_unknown_document_removes_nothing(reports, directory, encoder):
    index_reports([reports], directory, encoder)
    known = next(iter(open_library(directory, encoder).documents))
    with pytest.raises(UnknownDocument, match="ffff"):
        remove_documents(directory, [known, "ffff"])
    assert len(open_library(directory, encoder).documents) == 3
