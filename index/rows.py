"""What a generation is made of, and the values that a database keeps of it, row by row.

Values go in, tuples of text, whole numbers and bytes come out, and the other way round. Every row
is kept with a SHA-256 of itself, since neither SQLite nor a disk notices a flipped bit inside a
value. Tables, queries and transactions are left to `store`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from pydantic import TypeAdapter

from index.types import Chunk, Document, EmbeddingMatrix, Fact, Span

FORMAT_VERSION = 1
"""Raised whenever rows written by this version would mean something else to an older one."""

_DOCUMENT = TypeAdapter(Document)
_DOCUMENT_BODY = TypeAdapter(dict[str, object])
_HEADINGS = TypeAdapter(tuple[str, ...])
_FACT = TypeAdapter(Fact)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What shaped the rows.

    Attributes:
        encoder_name: What a person configures.
        encoder_fingerprint: Changes whenever the vectors might.
        dimension: Length of each vector.
        code_sha256: Of the code that cut the text and read the facts.
    """

    encoder_name: str
    encoder_fingerprint: str
    dimension: int
    code_sha256: str


@dataclass(frozen=True, slots=True)
class Header:
    """Which state of the library this is.

    Attributes:
        generation: Counts from 1, up by one a change.
        rows_sha256: Of the hashes of all rows but vectors, so that a lost row is noticed too.
    """

    format_version: int
    generation: int
    rows_sha256: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """A document with all that was drawn from it.

    Attributes:
        text_keys: For each chunk, `text_key` of what is embedded for it.
    """

    document: Document
    chunks: tuple[Chunk, ...]
    text_keys: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Generation:
    """One complete state of the library, every row checked.

    Attributes:
        documents: In order of their id.
        vectors: Row i belongs to chunk i, counted through all documents in order.
        vectors_sha256: Of the matrix, in the order of its rows.
    """

    header: Header
    documents: tuple[DocumentRows, ...]
    vectors: EmbeddingMatrix
    vectors_sha256: str


def text_key(text: str) -> str:
    """Return the SHA-256 that a text's vector is filed under."""
    return hashlib.sha256(text.encode()).hexdigest()


# ---------------------------------------------------------------------------- checksums


def row_sha256(table: str, values: Sequence[object]) -> str:
    """Return the SHA-256 of a row; lengths are hashed too, so no two rows read the same."""
    digest = hashlib.sha256(table.encode())
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode(errors="surrogateescape")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def all_rows_sha256(hashes: Mapping[str, Sequence[str]]) -> str:
    """Return the SHA-256 of the rows' hashes, table by table in the order given."""
    digest = hashlib.sha256()
    for table, of_rows in hashes.items():
        digest.update("\n".join((table, *of_rows)).encode())
    return digest.hexdigest()


# ---------------------------------------------------------------------------- values to rows


def document_row(document: Document) -> tuple[str, str, str]:
    """Return the document's id, its text, and all else of it as JSON."""
    body = _DOCUMENT.dump_json(document, exclude={"text"}).decode()
    return document.document_id, document.text, body


def chunk_row(chunk: Chunk, key: str) -> tuple[str, int, int, int, str, str]:
    """Return the chunk's place among all chunks and in the text, its headings, its text's key."""
    headings = _HEADINGS.dump_json(chunk.section).decode()
    return chunk.document_id, chunk.ordinal, chunk.span.start, chunk.span.end, headings, key


def fact_row(ordinal: int, fact: Fact) -> tuple[str, int, str]:
    """Return the fact's place among those of its document, and all of it as JSON."""
    return fact.document_id, ordinal, _FACT.dump_json(fact).decode()


# ---------------------------------------------------------------------------- rows to values


def documents_from_rows(
    documents: Iterable[Sequence[Any]],
    chunks: Iterable[Sequence[Any]],
    facts: Iterable[Sequence[Any]],
) -> tuple[DocumentRows, ...]:
    """Return the documents in the order of their rows, each with its chunks and facts.

    Args:
        documents: Rows as `document_row` made them, each with its hash behind.
        chunks: Likewise of `chunk_row`, in order of document and ordinal.
        facts: Likewise of `fact_row`, in order of document and ordinal.
    """
    chunks_of, facts_of = _by_document(chunks), _by_document(facts)
    return tuple(
        _document_rows(row, chunks_of.get(row[0], ()), facts_of.get(row[0], ()))
        for row in documents
    )


def _document_rows(
    document: Sequence[Any], chunks: Iterable[Sequence[Any]], facts: Iterable[Sequence[Any]]
) -> DocumentRows:
    _, text, body, _ = document
    return DocumentRows(
        document=_DOCUMENT.validate_python({**_DOCUMENT_BODY.validate_json(body), "text": text}),
        chunks=tuple(map(_chunk, chunks)),
        text_keys=tuple(text_sha256 for *_, text_sha256, _ in chunks),
        facts=tuple(_FACT.validate_json(fact) for *_, fact, _ in facts),
    )


def _chunk(row: Sequence[Any]) -> Chunk:
    document_id, ordinal, start, end, section, *_ = row
    return Chunk(document_id, ordinal, Span(start, end), _HEADINGS.validate_json(section))


def _by_document(rows: Iterable[Sequence[Any]]) -> dict[str, list[Sequence[Any]]]:
    return {document_id: list(group) for document_id, group in groupby(rows, itemgetter(0))}
