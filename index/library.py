"""An open library: one generation of documents, chunks and facts with both indexes over them.

`open_library` reads and checks the rows, opens the search files or makes them again, and hands
out a `Library` that never changes; a server that sees `current_header` change opens the next
one beside it and lets the old one go when its last answer is sent.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from index.derived import Indexes, build_unkept_indexes, load_derived, write_derived
from index.errors import IndexBusy, IndexMismatch, IndexUnavailable, UnknownDocument
from index.folder import rebuild_command, writer_lock
from index.lexical import LexicalIndex
from index.periods import years_of
from index.rows import Generation, Header
from index.store import reading
from index.text import fold
from index.types import Chunk, Document, Encoder, Fact
from index.vectors import VectorIndex
from index.years import ReportYears, report_years

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Library:
    """One generation, open for any number of threads.

    Attributes:
        header: Generation number, format, and the encoder that made the vectors.
        documents: Document id → document, in order of the id.
        chunks: In order of `chunk_id`; row i of `vectors` and of `lexical` is chunk i.
        facts: By document in order of the id, then as they stand in the text.
    """

    header: Header
    documents: Mapping[str, Document]
    chunks: tuple[Chunk, ...]
    facts: tuple[Fact, ...]
    vectors: VectorIndex
    lexical: LexicalIndex

    @property
    def generation(self) -> int:
        """Counts from 1, up by one whenever the library changes."""
        return self.header.generation

    @property
    def encoder_name(self) -> str:
        """Name of the encoder that made the vectors."""
        return self.header.recipe.encoder_name

    @property
    def encoder_fingerprint(self) -> str:
        """Fingerprint of the encoder that made the vectors."""
        return self.header.recipe.encoder_fingerprint

    def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            UnknownDocument: The library has no such document.
        """
        try:
            return self.documents[document_id]
        except KeyError:
            raise UnknownDocument(
                f"there is no document {document_id!r}; the list of documents has all ids"
            ) from None

    def rows_of(self, document_ids: Iterable[str]) -> list[int]:
        """Return the rows of the chunks of some documents, in order.

        Raises:
            UnknownDocument: The library has no such document.
        """
        wanted = {self.document(document_id).document_id for document_id in document_ids}
        return sorted(row for document_id in wanted for row in self._rows[document_id])

    def chunks_of(self, document_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of one document in order.

        Raises:
            UnknownDocument: The library has no such document.
        """
        rows = self._rows[self.document(document_id).document_id]
        return self.chunks[rows.start : rows.stop]

    def facts_of(self, document_id: str) -> tuple[Fact, ...]:
        """Return the facts of one document as they stand in its text.

        Raises:
            UnknownDocument: The library has no such document.
        """
        return self._facts[self.document(document_id).document_id]

    @cached_property
    def years_held(self) -> dict[str, frozenset[int]]:
        """Document id → the years that its facts hold for."""
        return {
            document_id: frozenset(year for fact in facts for year in _years_in(fact.period))
            for document_id, facts in self._facts.items()
        }

    @cached_property
    def report_years(self) -> dict[str, ReportYears]:
        """Document id → the years in which the report speaks and that it looks back on."""
        texts = self.folded_texts
        return {i: report_years(document, texts[i]) for i, document in self.documents.items()}

    @cached_property
    def folded_texts(self) -> dict[str, str]:
        """Document id → its text, folded for search; offsets are those of the text."""
        return {document_id: fold(d.text) for document_id, d in self.documents.items()}

    @cached_property
    def folded_chunks(self) -> tuple[str, ...]:
        """The chunks' quotes, folded for search, in order of the rows."""
        texts = self.folded_texts
        return tuple(
            texts[chunk.document_id][chunk.span.start : chunk.span.end] for chunk in self.chunks
        )

    @cached_property
    def _rows(self) -> dict[str, range]:
        rows = {document_id: range(0) for document_id in self.documents}
        for row, chunk in enumerate(self.chunks):
            known = rows[chunk.document_id]
            rows[chunk.document_id] = range(known.start if known else row, row + 1)
        return rows

    @cached_property
    def _facts(self) -> dict[str, tuple[Fact, ...]]:
        facts: dict[str, list[Fact]] = {document_id: [] for document_id in self.documents}
        for fact in self.facts:
            facts[fact.document_id].append(fact)
        return {document_id: tuple(found) for document_id, found in facts.items()}


def _years_in(period: str | None) -> range:
    """Return all years of a period; none of a word such as 每年, or where there is no period."""
    span = years_of(period) if period is not None else None
    return range(span[0], span[1] + 1) if span is not None else range(0)


def current_header(directory: Path) -> Header | None:
    """Return what names the newest complete generation, `None` before the first.

    It differs from that of any other state, also of a library that was deleted and made anew up to
    the same number.

    Raises:
        IndexUnavailable: There is no library, or it cannot be read.
        IndexMismatch: It has an older format.
    """
    with reading(directory) as store:
        return store.header()


def open_library(directory: Path, encoder: Encoder | None) -> Library:
    """Return the newest complete generation, every row checked.

    Search files that are missing, damaged or stale are made again from the rows, and kept where
    this process may write.

    Args:
        directory: The library folder; it may be read-only.
        encoder: What will encode the questions; `None` when none will be asked.

    Raises:
        IndexMismatch: Another encoder built the library, or another version of Wenju.
        IndexUnavailable: There is no finished library, or its rows are damaged.
    """
    with reading(directory) as store:
        generation = store.read_generation()
    if encoder is not None:
        refuse_other_encoder(generation.header, encoder, directory)
    indexes = load_derived(directory, generation) or _restored(directory, generation)
    return Library(
        header=generation.header,
        documents=MappingProxyType(
            {rows.document.document_id: rows.document for rows in generation.documents}
        ),
        chunks=tuple(chunk for rows in generation.documents for chunk in rows.chunks),
        facts=tuple(fact for rows in generation.documents for fact in rows.facts),
        vectors=indexes.vectors,
        lexical=indexes.lexical,
    )


def refuse_other_encoder(header: Header, encoder: Encoder, directory: Path) -> None:
    """Raise `IndexMismatch` where `encoder` is not the one that made the library's vectors.

    Fingerprints are compared, not dimensions: two models of one dimension would give vectors that
    can be compared and mean nothing to each other.
    """
    built = header.recipe
    if built.encoder_fingerprint != encoder.fingerprint:
        raise IndexMismatch(
            f"the library in {directory} was built with {built.encoder_name} "
            f"({built.dimension} dims, {built.encoder_fingerprint[:12]}), but the encoder in "
            f"force is {encoder.name} ({encoder.dimension} dims, {encoder.fingerprint[:12]}); "
            f"rebuild with: {rebuild_command(directory)}"
        )


def _restored(directory: Path, generation: Generation) -> Indexes:
    """Return the indexes made again, kept unless the folder is not ours or a writer is at work."""
    _log.warning("the search files of %s are missing or stale; making them again", directory)
    try:
        with writer_lock(directory, timeout_s=0):
            write_derived(directory, generation)
    except (IndexBusy, IndexUnavailable, OSError) as error:
        _log.info("the new search files are not kept: %s", error)
    return load_derived(directory, generation) or build_unkept_indexes(generation)
