"""Some documents of a library, as a library of their own.

What is left out is not there for anybody who gets the selection: it cannot be searched, listed,
counted or read, whichever function is asked. Both indexes stay those of the whole library, seen
through the rows that are kept, so that selecting copies no vectors and writes no files.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType

from index.lexical import LexicalIndex
from index.library import Library
from index.types import EmbeddingMatrix
from index.vectors import VectorIndex


def select_documents(library: Library, document_ids: Collection[str]) -> Library:
    """Return a library that holds these documents of `library` and nothing of any other.

    Its generation and encoder are those of `library`; ids that `library` does not have are passed
    over.
    """
    kept = [document_id for document_id in library.documents if document_id in document_ids]
    rows = tuple(library.rows_of(kept))
    return replace(
        library,
        documents=MappingProxyType({i: library.documents[i] for i in kept}),
        chunks=tuple(library.chunks[row] for row in rows),
        facts=tuple(fact for i in kept for fact in library.facts_of(i)),
        vectors=_SelectedVectors(library.vectors, rows),
        lexical=_SelectedTexts(library.lexical, rows, kept),
    )


class _SelectedVectors(VectorIndex):
    """Some rows of an index, counted from 0 again."""

    def __init__(self, whole: VectorIndex, rows: Sequence[int]) -> None:
        self._whole = whole
        self._rows = rows
        self._places = {row: place for place, row in enumerate(rows)}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimension(self) -> int:
        return self._whole.dimension

    def lifts(self, query: EmbeddingMatrix, rows: Sequence[int]) -> list[float]:
        # Above the mean of the whole library: the more it holds, the better the yardstick.
        return self._whole.lifts(query, [self._rows[place] for place in rows])

    def search(
        self, queries: EmbeddingMatrix, top_k: int, rows: Sequence[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        wanted = self._rows if rows is None else [self._rows[place] for place in rows]
        return [
            [(self._places[row], score) for row, score in pairs]
            for pairs in self._whole.search(queries, top_k, wanted)
        ]


class _SelectedTexts(LexicalIndex):
    """The texts of some documents, their rows counted from 0 again; BM25 is that of all texts."""

    def __init__(
        self, whole: LexicalIndex, rows: Sequence[int], document_ids: Sequence[str]
    ) -> None:
        self._whole = whole
        self._document_ids = document_ids
        self._places = {row: place for place, row in enumerate(rows)}

    def __len__(self) -> int:
        return len(self._places)

    def search(
        self, question: str, top_k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        wanted = self._document_ids if document_ids is None else document_ids
        kept = [document_id for document_id in wanted if document_id in self._document_ids]
        pairs = self._whole.search(question, top_k, kept) if kept else []
        return [(self._places[row], score) for row, score in pairs]
