"""The one place of truth: rows in one SQLite file, read and published a generation at a time.

Documents with their original bytes, chunks, facts and vectors go in; `Store.read_generation` gives
back all that a `Library` is made of. A run's work becomes visible in one transaction that also
raises the generation number; only finished vectors are kept before that, so that a killed run
need not embed them again. What a row holds is left to `rows`, who may write to `folder`. The schema
uses nothing that PostgreSQL lacks.
"""

import gc
import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import starmap
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from index.errors import IndexMismatch, IndexUnavailable
from index.folder import (
    DATABASE,
    index_command,
    is_writable,
    missing,
    rebuild_command,
    restoring,
    unwritable,
    writer_lock,
)
from index.rows import (
    FORMAT_VERSION,
    DocumentRows,
    Generation,
    Header,
    Recipe,
    all_rows_sha256,
    chunk_row,
    document_row,
    documents_from_rows,
    fact_row,
    row_sha256,
)
from index.types import EmbeddingMatrix

_schema = MetaData()
_ROW_HASH = "row_sha256"


def _table(name: str, *columns: Column[str] | Column[int] | Column[bytes]) -> Table:
    """Return a table whose last column is the hash of the others."""
    return Table(name, _schema, *columns, Column(_ROW_HASH, Text, nullable=False))


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=primary_key, nullable=False)


def _integer(name: str, *, primary_key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=primary_key, nullable=False, autoincrement=False)


def _blob(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _document_id(parent: str, *, primary_key: bool = False) -> Column[str]:
    return Column(
        "document_id", Text, ForeignKey(parent), primary_key=primary_key, nullable=False, index=True
    )


# One row; only `format_version` keeps its name and meaning in every format to come.
_meta = _table(
    "meta",
    _integer("format_version", primary_key=True),
    _integer("generation"),
    _text("rows_sha256"),
    _text("encoder_name"),
    _text("encoder_fingerprint"),
    _integer("dimension"),
    _text("code_sha256"),
)
_originals = _table("originals", _text("document_id", primary_key=True), _blob("content"))
_sources = _table("sources", _text("path", primary_key=True), _document_id("originals.document_id"))
_documents = _table(
    "documents",
    _document_id("originals.document_id", primary_key=True),
    _text("text"),
    _text("body"),
)
_chunks = _table(
    "chunks",
    _document_id("documents.document_id", primary_key=True),
    _integer("ordinal", primary_key=True),
    _integer("span_start"),
    _integer("span_end"),
    _text("section"),
    _text("text_sha256"),
)
_facts = _table(
    "facts",
    _document_id("documents.document_id", primary_key=True),
    _integer("ordinal", primary_key=True),
    _text("body"),
)
_vectors = _table(
    "vectors",
    _text("encoder_fingerprint", primary_key=True),
    _text("text_sha256", primary_key=True),
    _blob("vector"),
)

_HASHED_TOGETHER = (_sources, _documents, _chunks, _facts)

_FLOAT32 = np.dtype("<f4")


# ---------------------------------------------------------------------------- opening


@contextmanager
def writing(directory: Path, lock_timeout_s: float) -> Iterator["Store"]:
    """Open the library in `directory` as its only writer, making it where there is none.

    Raises:
        IndexBusy: Another writer held the lock for `lock_timeout_s`.
        IndexMismatch: A newer version of Wenju wrote it.
        IndexUnavailable: The folder cannot be written to, or the database is damaged.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(directory, error) from error
    with writer_lock(directory, lock_timeout_s):
        try:
            os.close(os.open(directory / DATABASE, os.O_RDWR | os.O_CREAT, mode=0o600))
        except OSError as error:
            raise unwritable(directory, error) from error
        with _opened(directory, "rw") as store:
            store.refuse_broken_structure()
            if store.is_begun():
                store.refuse_newer_format()
            _schema.create_all(store.engine)
            yield store


@contextmanager
def reading(directory: Path) -> Iterator["Store"]:
    """Open the library in `directory` to read, also where this process may not write.

    Raises:
        IndexMismatch: Another version of Wenju wrote it.
        IndexUnavailable: There is none, or the database is damaged.
    """
    try:
        if not (directory / DATABASE).is_file():
            raise missing(directory)
    except PermissionError as error:
        raise IndexUnavailable(
            f"the library folder {directory} cannot be read; give this user read access to it and "
            "to all below it"
        ) from error
    with _opened(directory, _reading_mode(directory)) as store:
        if not store.is_begun():
            raise missing(directory)
        store.refuse_newer_format()
        yield store


def _reading_mode(directory: Path) -> str:
    """Return SQLite's `mode=`: read-only where this process may not write.

    A database in WAL mode cannot be opened read-only unless its log and shared memory exist
    already (a writer is at work, or was killed) or SQLite is told that nothing will change, and
    then it leaves the log unread.
    """
    if is_writable(directory):
        return "rw"
    log = directory / f"{DATABASE}-wal"
    return "ro" if log.exists() and log.stat().st_size > 0 else "ro&immutable=1"


@contextmanager
def _opened(directory: Path, mode: str) -> Iterator["Store"]:
    location = f"{(directory / DATABASE).resolve().as_uri()}?mode={mode}"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(location, uri=True, timeout=10, isolation_level=None),
        poolclass=StaticPool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # Bytes that are no longer UTF-8 must reach the check of the row that they damage.
        connection.text_factory = lambda data: data.decode(errors="surrogateescape")
        connection.execute("PRAGMA foreign_keys=ON")
        if mode == "rw":
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Left to itself sqlite3 begins at the first write, so that reads share no snapshot.
        connection.exec_driver_sql("BEGIN")

    try:
        yield Store(directory, engine)
    except (DBAPIError, UnicodeDecodeError) as error:
        # Where the schema is damaged, sqlite3 may fail to decode the message of its own error.
        found = error.orig if isinstance(error, DBAPIError) else "its schema is no text"
        raise IndexUnavailable(
            f"{directory / DATABASE} cannot be used ({found}); check the disk, its free space and "
            f"the file's permissions; where the file itself is damaged, {restoring(directory)}"
        ) from error
    finally:
        engine.dispose()


# ---------------------------------------------------------------------------- the store


class Store:
    """An open database; `reading` and `writing` open and close it."""

    def __init__(self, directory: Path, engine: Engine) -> None:
        self.directory = directory
        self.engine = engine

    def is_begun(self) -> bool:
        """Return whether there are tables, though maybe no generation yet."""
        return inspect(self.engine).has_table(_meta.name)

    def refuse_broken_structure(self) -> None:
        """Raise `IndexUnavailable` where writing would do more damage: pages lost or crossed."""
        with self.engine.begin() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise IndexUnavailable(
                f"{self.directory / DATABASE} is damaged ({found}); {restoring(self.directory)}"
            )

    def refuse_newer_format(self) -> None:
        """Raise `IndexMismatch` where a newer version of Wenju wrote the library."""
        with self.engine.begin() as connection:
            found = _number(connection, _meta.c.format_version) or FORMAT_VERSION
        if found > FORMAT_VERSION:
            raise IndexMismatch(
                f"the library in {self.directory} has format {found}, but this version of Wenju "
                f"reads formats up to {FORMAT_VERSION}; upgrade Wenju, or choose another folder "
                "with --library"
            )

    def generation(self) -> int:
        """Return the number of the newest complete generation, 0 before the first."""
        with self.engine.begin() as connection:
            return _number(connection, _meta.c.generation) or 0

    def header(self) -> Header | None:
        """Return what the library says of itself, `None` before its first generation.

        Raises:
            IndexMismatch: It has an older format, whose rows mean something else.
        """
        with self.engine.begin() as connection:
            return self._header(connection)

    def sources(self) -> dict[str, str]:
        """Return path → document id for every file that was indexed."""
        unnamed = select(_originals.c.document_id).where(
            _originals.c.document_id.not_in(select(_sources.c.document_id))
        )
        with self.engine.begin() as connection:
            if connection.scalar(unnamed.limit(1)) is not None:
                raise self._lost_rows(_sources)
            return {path: document_id for path, document_id, _ in self._rows(connection, _sources)}

    def documents(self) -> tuple[DocumentRows, ...]:
        """Return all documents in order of their id; none before the first generation."""
        with self.engine.begin() as connection:
            header = self._header(connection)
            return () if header is None else self._documents(connection, header)

    def original(self, document_id: str) -> bytes:
        """Return the bytes that a document was read from."""
        wanted = _originals.c.document_id == document_id
        with self.engine.begin() as connection:
            for _, content, _ in self._rows(connection, _originals, wanted):
                return bytes(content)
        raise self._lost_rows(_originals)

    def sound_vectors(self, encoder_fingerprint: str) -> set[str]:
        """Return the keys of all texts whose vector by this encoder is here and undamaged."""
        wanted = _vectors.c.encoder_fingerprint == encoder_fingerprint
        with self.engine.begin() as connection:
            found = connection.execute(select(_vectors).where(wanted))
            return {row[1] for row in found if row_sha256(_vectors.name, row[:-1]) == row[-1]}

    def add_vectors(
        self, encoder_fingerprint: str, text_keys: Sequence[str], vectors: EmbeddingMatrix
    ) -> None:
        """Keep the vectors of some texts from now on, whatever becomes of the run."""
        rows = [
            _sealed(_vectors, encoder_fingerprint, key, vector.astype(_FLOAT32).tobytes())
            for key, vector in zip(text_keys, vectors, strict=True)
        ]
        damaged = delete(_vectors).where(
            _vectors.c.encoder_fingerprint == encoder_fingerprint,
            _vectors.c.text_sha256.in_(text_keys),
        )
        with self.engine.begin() as connection:
            connection.execute(damaged)
            _insert(connection, _vectors, rows)

    def publish(
        self,
        recipe: Recipe,
        sources: Mapping[str, str],
        changed: Sequence[DocumentRows],
        originals: Mapping[str, bytes],
    ) -> int:
        """Make the next generation in one transaction and return its number.

        A document lives as long as a source names it; the others are dropped, and with them all
        vectors that no chunk of this generation uses.

        Args:
            recipe: What shaped the rows of the new generation.
            sources: Path → document id, for all files of the new generation.
            changed: New documents, and those whose rows replace former ones.
            originals: Document id → bytes, for at least the documents that are new.
        """
        with self.engine.begin() as connection:
            generation = (_number(connection, _meta.c.generation) or 0) + 1
            connection.execute(delete(_sources))
            _write_originals(connection, originals)
            _replace_documents(connection, changed)
            _insert(connection, _sources, [_sealed(_sources, *pair) for pair in sources.items()])
            _drop_unused(connection, recipe.encoder_fingerprint)
            _refuse_chunks_without_vector(connection, recipe.encoder_fingerprint)
            _replace_header(connection, generation, recipe)
        return generation

    def read_generation(self) -> Generation:
        """Return the newest complete generation, from one snapshot of the database.

        Raises:
            IndexMismatch: It has an older format.
            IndexUnavailable: There is none yet, a row does not match its checksum, or a vector
                is missing.
        """
        with self.engine.begin() as connection:
            header = self._header(connection)
            if header is None:
                raise missing(self.directory)
            documents = self._documents(connection, header)
            stored = self._stored_vectors(connection, header.recipe)
        keys = [key for rows in documents for key in rows.text_keys]
        if not stored.keys() >= set(keys):
            raise IndexUnavailable(
                f"{self.directory / DATABASE} lacks vectors of chunks that it holds; "
                f"make them again with: {index_command(self.directory)}"
            )
        matrix = b"".join(stored[key] for key in keys)
        return Generation(
            header=header,
            documents=documents,
            vectors=np.frombuffer(matrix, dtype=_FLOAT32)
            .reshape(len(keys), header.recipe.dimension)
            .astype(np.float32),
            vectors_sha256=hashlib.sha256(matrix).hexdigest(),
        )

    def _header(self, connection: Connection) -> Header | None:
        self._refuse_older_format(connection)
        for format_version, generation, rows_sha256, *recipe, _ in self._rows(connection, _meta):
            return Header(format_version, generation, rows_sha256, Recipe(*recipe))
        return None

    def _refuse_older_format(self, connection: Connection) -> None:
        found = _number(connection, _meta.c.format_version)
        if found is not None and found < FORMAT_VERSION:
            raise IndexMismatch(
                f"the library in {self.directory} has format {found}, but this version of Wenju "
                f"reads format {FORMAT_VERSION}; rebuild it from the documents that it keeps: "
                f"{rebuild_command(self.directory)}"
            )

    def _documents(self, connection: Connection, header: Header) -> tuple[DocumentRows, ...]:
        with _collection_paused():
            tables = {table: tuple(self._rows(connection, table)) for table in _HASHED_TOGETHER}
            hashes = {table.name: [row[-1] for row in rows] for table, rows in tables.items()}
            if all_rows_sha256(hashes) != header.rows_sha256:
                raise self._lost_rows(_documents)
            return documents_from_rows(tables[_documents], tables[_chunks], tables[_facts])

    def _stored_vectors(self, connection: Connection, recipe: Recipe) -> dict[str, bytes]:
        wanted = _vectors.c.encoder_fingerprint == recipe.encoder_fingerprint
        return {key: vector for _, key, vector, _ in self._rows(connection, _vectors, wanted)}

    def _rows(
        self, connection: Connection, table: Table, *where: ColumnElement[bool]
    ) -> Iterator[Sequence[Any]]:
        """Yield the rows by primary key, each checked; the last value is the row's hash."""
        keys = table.primary_key.columns
        for row in connection.execute(select(table).where(*where).order_by(*keys)):
            if row_sha256(table.name, row[:-1]) != row[-1]:
                named = ", ".join(f"{key.name}={row._mapping[key]!r}" for key in keys)
                raise IndexUnavailable(
                    f"{self.directory / DATABASE} is damaged: the row {named} of table "
                    f"{table.name} does not match its checksum; {_remedy(table, self.directory)}"
                )
            yield row

    def _lost_rows(self, table: Table) -> IndexUnavailable:
        return IndexUnavailable(
            f"{self.directory / DATABASE} is damaged: rows of table {table.name} or below it are "
            f"lost; {_remedy(table, self.directory)}"
        )


# ---------------------------------------------------------------------------- statements


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep Python from looking for garbage among the values that are being made.

    They are many and none is garbage: with 10,000 chunks and 30,000 facts the search took half of
    the time to open.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _number(connection: Connection, column: Column[Any]) -> int | None:
    """Return a number that is needed before its row is checked; `None` where it is none."""
    found = connection.scalar(select(column))
    return found if isinstance(found, int) else None


def _stored_hashes(connection: Connection, table: Table) -> list[str]:
    query = select(table.c[_ROW_HASH]).order_by(*table.primary_key.columns)
    return list(connection.scalars(query))


def _sealed(table: Table, *values: object) -> dict[str, object]:
    """Return a row, ready to be inserted, with its hash."""
    return dict(zip(table.columns.keys(), (*values, row_sha256(table.name, values)), strict=True))


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:  # with no rows, SQLAlchemy would insert one of defaults
        connection.execute(insert(table), rows)


def _write_originals(connection: Connection, originals: Mapping[str, bytes]) -> None:
    known = set(connection.scalars(select(_originals.c.document_id)))
    for document_id, content in originals.items():
        row = _sealed(_originals, document_id, content)
        if document_id in known:
            same = _originals.c.document_id == document_id
            connection.execute(update(_originals).where(same).values(row))
        else:
            connection.execute(insert(_originals), row)


def _replace_documents(connection: Connection, changed: Sequence[DocumentRows]) -> None:
    for rows in changed:
        document_id = rows.document.document_id
        for table in (_chunks, _facts, _documents):
            connection.execute(delete(table).where(table.c.document_id == document_id))
        chunks = starmap(chunk_row, zip(rows.chunks, rows.text_keys, strict=True))
        facts = starmap(fact_row, enumerate(rows.facts))
        _insert(connection, _documents, [_sealed(_documents, *document_row(rows.document))])
        _insert(connection, _chunks, [_sealed(_chunks, *row) for row in chunks])
        _insert(connection, _facts, [_sealed(_facts, *row) for row in facts])


def _drop_unused(connection: Connection, encoder_fingerprint: str) -> None:
    """Delete documents that no source names, then vectors that no chunk uses."""
    named = select(_sources.c.document_id)
    for table in (_chunks, _facts, _documents, _originals):
        connection.execute(delete(table).where(table.c.document_id.not_in(named)))
    used = select(_chunks.c.text_sha256)
    connection.execute(
        delete(_vectors).where(
            (_vectors.c.encoder_fingerprint != encoder_fingerprint)
            | _vectors.c.text_sha256.not_in(used)
        )
    )


def _refuse_chunks_without_vector(connection: Connection, encoder_fingerprint: str) -> None:
    made = select(_vectors.c.text_sha256).where(
        _vectors.c.encoder_fingerprint == encoder_fingerprint
    )
    lacking = select(_chunks.c.text_sha256).where(_chunks.c.text_sha256.not_in(made)).limit(1)
    if connection.scalar(lacking) is not None:
        raise ValueError("a generation needs the vectors of all its chunks before it is published")


def _replace_header(connection: Connection, generation: int, recipe: Recipe) -> None:
    hashes = {table.name: _stored_hashes(connection, table) for table in _HASHED_TOGETHER}
    header = _sealed(
        _meta,
        FORMAT_VERSION,
        generation,
        all_rows_sha256(hashes),
        recipe.encoder_name,
        recipe.encoder_fingerprint,
        recipe.dimension,
        recipe.code_sha256,
    )
    connection.execute(delete(_meta))
    _insert(connection, _meta, [header])


# ---------------------------------------------------------------------------- what to do


def _remedy(table: Table, directory: Path) -> str:
    if table is _vectors:
        return f"make its vectors again with: {index_command(directory)}"
    if table in (_sources, _originals):
        return restoring(directory)
    return f"rebuild it from the documents that it keeps: {rebuild_command(directory)}"
