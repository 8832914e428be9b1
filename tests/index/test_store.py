import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBusy, IndexMismatch, IndexUnavailable
from index.folder import DATABASE, writer_lock
from index.rows import FORMAT_VERSION, DocumentRows, Recipe, text_key
from index.store import reading, writing
from index.types import Chunk, Document, Fact, Kind, Qualifier, Quantity, Section, Span

RECIPE = Recipe("fake-bigrams", "f1", 2, "c1")
TEXT = "年报\n全港有职工3200余名。\n"
DOCUMENT = Document(
    document_id="0123456789abcdef",
    filename="年报.txt",
    sha256="0123456789abcdef" * 4,
    encoding="gb18030",
    text=TEXT,
    title="年报",
    sections=(Section(("年报",), Span(0, 2), Span(0, len(TEXT))),),
    byline="港轩",
    published="2021-01",
)
CHUNK = Chunk(DOCUMENT.document_id, 0, Span(3, 15), ("年报",))
FACT = Fact(
    fact_id=f"{DOCUMENT.document_id}-7",
    document_id=DOCUMENT.document_id,
    quantity=Quantity(
        Kind.QUANTITY,
        "3200余名",
        Span(7, 13),
        number=Decimal("3.20E+3"),
        unit="人",
        qualifier=Qualifier.OVER,
    ),
    measure="职工",
    measure_spans=(Span(5, 7),),
    sentence=Span(3, 15),
    section=("年报",),
    status="result",
)
ROWS = DocumentRows(DOCUMENT, (CHUNK,), (text_key("年报\n全港"),), (FACT,))
VECTOR = np.array([[0.6, 0.8]], dtype=np.float32)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library folder with one finished generation of one document."""
    directory = tmp_path / "library"
    with writing(directory, lock_timeout_s=0) as store:
        store.add_vectors("f1", ROWS.text_keys, VECTOR)
        store.publish(
            RECIPE,
            sources={"/reports/年报.txt": DOCUMENT.document_id},
            changed=[ROWS],
            originals={DOCUMENT.document_id: TEXT.encode("gb18030")},
        )
    return directory


def damage(directory: Path, statement: str, changed: int = 1) -> None:
    with closing(sqlite3.connect(directory / DATABASE)) as connection:
        assert connection.execute(statement).rowcount == changed
        connection.commit()


def test_what_is_read_equals_what_was_published(library):
    with reading(library) as store:
        generation = store.read_generation()
        assert store.original(DOCUMENT.document_id) == TEXT.encode("gb18030")
        assert store.sources() == {"/reports/年报.txt": DOCUMENT.document_id}
    assert generation.documents == (ROWS,)
    assert generation.header.recipe == RECIPE
    assert generation.header.generation == 1
    assert generation.header.format_version == FORMAT_VERSION
    np.testing.assert_array_equal(generation.vectors, VECTOR)


def test_a_number_keeps_its_digits_and_exponent_as_read(library):
    with reading(library) as store:
        (rows,) = store.documents()
    assert str(rows.facts[0].quantity.number) == "3.20E+3"


def test_a_document_that_no_source_names_is_dropped_with_its_vectors(library):
    with writing(library, lock_timeout_s=0) as store:
        assert store.publish(RECIPE, sources={}, changed=(), originals={}) == 2
        generation = store.read_generation()
        assert store.sound_vectors("f1") == set()
    assert generation.documents == ()
    assert generation.vectors.shape == (0, 2)


def test_a_generation_is_not_published_without_the_vectors_of_its_chunks(library):
    other = Recipe("other", "f2", 2, "c1")
    with writing(library, lock_timeout_s=0) as store:
        with pytest.raises(ValueError, match="needs the vectors"):
            store.publish(other, store.sources(), changed=(), originals={})
        assert store.generation() == 1
        assert store.header().recipe == RECIPE


def test_vectors_of_an_unfinished_run_are_kept_and_the_generation_stays(library):
    with writing(library, lock_timeout_s=0) as store:
        store.add_vectors("f2", ["k"], VECTOR)
    with reading(library) as store:
        assert store.sound_vectors("f2") == {"k"}
        assert store.generation() == 1


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE documents SET text = replace(text, '3200', '3300')", "of table documents"),
        ("UPDATE documents SET body = replace(body, '年报', '月报')", "of table documents"),
        ("UPDATE documents SET text = CAST(x'ff' || text AS TEXT)", "of table documents"),
        ("UPDATE chunks SET span_end = span_end - 1", "ordinal=0 of table chunks"),
        ("UPDATE chunks SET section = '[]'", "ordinal=0 of table chunks"),
        ("UPDATE facts SET body = replace(body, '3.20E+3', '3.30E+3')", "ordinal=0 of table facts"),
        ("UPDATE facts SET row_sha256 = 'ab'", "ordinal=0 of table facts"),
        ("UPDATE vectors SET vector = zeroblob(8)", "of table vectors"),
        ("UPDATE meta SET dimension = 3", "of table meta"),
        ("UPDATE meta SET generation = x'01'", "of table meta"),
    ],
)
def test_a_damaged_row_is_named_with_what_to_do(library, statement, named):
    damage(library, statement)
    with (
        reading(library) as store,
        pytest.raises(IndexUnavailable, match=rf"{named} .*wenju index .*--library"),
    ):
        store.read_generation()


@pytest.mark.parametrize("table", ["documents", "chunks", "facts"])
def test_a_lost_row_is_noticed(library, table):
    damage(library, f"DELETE FROM {table}")  # noqa: S608
    with reading(library) as store, pytest.raises(IndexUnavailable, match="lost"):
        store.read_generation()


def test_a_lost_vector_is_noticed(library):
    damage(library, "DELETE FROM vectors")
    with reading(library) as store, pytest.raises(IndexUnavailable, match="lacks vectors"):
        store.read_generation()


def test_a_lost_source_is_noticed_before_its_document_is_dropped(library):
    damage(library, "DELETE FROM sources")
    with reading(library) as store, pytest.raises(IndexUnavailable, match="table sources"):
        store.sources()


def test_a_damaged_source_is_named_by_its_path(library):
    damage(library, "UPDATE sources SET row_sha256 = CAST(x'ff' AS TEXT)")
    with (
        reading(library) as store,
        pytest.raises(IndexUnavailable, match=r"path='/reports/年报.txt' of table sources.*backup"),
    ):
        store.read_generation()


def test_damaged_original_bytes_are_never_handed_out(library):
    damage(library, "UPDATE originals SET content = zeroblob(5)")
    with reading(library) as store, pytest.raises(IndexUnavailable, match="table originals"):
        store.original(DOCUMENT.document_id)


def test_a_damaged_vector_counts_as_missing_and_can_be_made_again(library):
    damage(library, "UPDATE vectors SET vector = zeroblob(8)")
    with writing(library, lock_timeout_s=0) as store:
        assert store.sound_vectors("f1") == set()
        store.add_vectors("f1", ROWS.text_keys, VECTOR)
        np.testing.assert_array_equal(store.read_generation().vectors, VECTOR)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 300])
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    (tmp_path / DATABASE).write_bytes(content)
    with (
        pytest.raises(IndexUnavailable, match=r"library\.sqlite|no finished library"),
        reading(tmp_path) as store,
    ):
        store.read_generation()


def test_a_truncated_database_is_not_written_to(library):
    file = library / DATABASE
    whole = file.read_bytes()
    for size in range(100, len(whole), 1024):
        file.write_bytes(whole[:size])
        with pytest.raises(IndexUnavailable, match="backup"), writing(library, lock_timeout_s=0):
            pass
        assert file.read_bytes() == whole[:size]


def test_a_truncated_database_is_refused_or_read_right(library):
    file = library / DATABASE
    whole = file.read_bytes()
    refused = 0
    for size in range(100, len(whole), 1024):
        file.write_bytes(whole[:size])
        try:
            with reading(library) as store:
                assert store.read_generation().documents == (ROWS,)
        except IndexUnavailable:
            refused += 1
    assert refused > 20


def test_a_missing_library_is_named_with_the_command_that_makes_one(tmp_path):
    with (
        pytest.raises(IndexUnavailable, match=r"wenju index REPORTS --library .*nowhere"),
        reading(tmp_path / "nowhere"),
    ):
        pass


def test_a_library_of_a_newer_format_is_refused(library):
    damage(library, "UPDATE meta SET format_version = format_version + 1")
    with pytest.raises(IndexMismatch, match="upgrade Wenju"), reading(library):
        pass
    damage(library, "DROP TABLE sources", changed=-1)
    before = (library / DATABASE).read_bytes()
    with pytest.raises(IndexMismatch, match="upgrade Wenju"), writing(library, lock_timeout_s=0):
        pass
    assert (library / DATABASE).read_bytes() == before


def test_a_library_of_an_older_format_is_refused_with_the_command_to_rebuild(library):
    damage(library, "UPDATE meta SET format_version = format_version - 1")
    with (
        reading(library) as store,
        pytest.raises(IndexMismatch, match="wenju index --rebuild --library"),
    ):
        store.read_generation()


def test_a_second_writer_is_told_which_lock_it_waits_for(library):
    with (
        writer_lock(library, timeout_s=0),
        pytest.raises(IndexBusy, match=r"writer\.lock.*try again"),
        writing(library, lock_timeout_s=0.1),
    ):
        pass


def test_a_waiting_writer_says_so(library, caplog):
    with (
        writer_lock(library, timeout_s=0),
        pytest.raises(IndexBusy),
        writing(library, lock_timeout_s=0.1),
    ):
        pass
    assert "waiting up to 0.1 s" in caplog.text


def test_readers_do_not_wait_for_a_writer(library):
    with writing(library, lock_timeout_s=0) as writer:
        writer.add_vectors("f2", ["k"], VECTOR)
        with reading(library) as reader:
            assert reader.read_generation().documents == (ROWS,)


def test_a_reader_sees_one_generation_while_the_next_is_published(library):
    with reading(library) as reader, reader.engine.begin() as snapshot:
        before = snapshot.exec_driver_sql("SELECT generation FROM meta").scalar()
        with writing(library, lock_timeout_s=0) as writer:
            writer.publish(RECIPE, sources={}, changed=(), originals={})
        after = snapshot.exec_driver_sql("SELECT generation FROM meta").scalar()
    assert (before, after) == (1, 1)


def test_nobody_else_may_read_the_folder_or_its_files(library):
    assert library.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in library.iterdir())
