"""Nearest rows by inner product: the dense half of retrieval.

A matrix of unit vectors goes in, (row, score) pairs come out, and row i stays the caller's chunk i.
The search is exact (`IndexFlatIP`): a report library has thousands of chunks, not millions, and
one question over 10,000 vectors of 384 takes a fraction of a millisecond. Whether a file may be
trusted (FAISS opens a damaged one without complaint) is for the caller to settle, by its checksum.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.errors import IndexMismatch, IndexUnavailable
from index.types import EmbeddingMatrix


class VectorIndex:
    """An open index over the rows of one matrix."""

    def __init__(self, flat: faiss.IndexFlat) -> None:
        self._flat = flat

    @classmethod
    def build(cls, matrix: EmbeddingMatrix) -> "VectorIndex":
        """Return an index over `matrix`, which may have no rows but must have a dimension."""
        flat = faiss.IndexFlatIP(matrix.shape[1])
        flat.add(np.ascontiguousarray(matrix, dtype=np.float32))
        return cls(flat)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Return the index that `save` wrote; the caller has compared the file's checksum.

        Raises:
            IndexUnavailable: There is no such file, or FAISS does not take it for an exact
                inner product index.
        """
        try:
            flat = faiss.read_index(str(path))
        except RuntimeError as error:
            raise IndexUnavailable(
                f"{path} does not open as a FAISS index ({error}); it is a cache, "
                "so delete it and it will be rebuilt from the library"
            ) from error
        if not isinstance(flat, faiss.IndexFlat) or flat.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise IndexUnavailable(
                f"{path} holds a {type(flat).__name__}, not an exact inner product index; "
                "it is a cache, so delete it and it will be rebuilt from the library"
            )
        return cls(flat)

    def save(self, path: Path) -> None:
        """Write one file; making that atomic and durable is left to the caller.

        Raises:
            IndexUnavailable: The file cannot be written.
        """
        try:
            faiss.write_index(self._flat, str(path))
        except RuntimeError as error:
            raise IndexUnavailable(
                f"{path} cannot be written ({error}); check the folder and the free space"
            ) from error

    def __len__(self) -> int:
        return int(self._flat.ntotal)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._flat.d)

    def lifts(self, query: EmbeddingMatrix, rows: Sequence[int]) -> list[float]:
        """Return by how much each row scores above the mean of all rows, in the order of `rows`.

        Args:
            query: One unit vector, float32, shape (1, dimension).
            rows: Rows of this index.
        """
        return [float((self._flat.reconstruct(row) - self._mean) @ query[0]) for row in rows]

    @cached_property
    def _mean(self) -> npt.NDArray[np.float32]:
        rows = self._flat.reconstruct_n(0, len(self))
        return np.asarray(rows.mean(axis=0), dtype=np.float32)

    def search(
        self, queries: EmbeddingMatrix, top_k: int, rows: Sequence[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        """Return the nearest (row, inner product) pairs of each query, best first.

        Equal scores come in the order of their rows, also where `top_k` cuts between them.

        Args:
            queries: Unit vectors, float32, shape (n_queries, dimension).
            top_k: Most pairs a query, at least 1; fewer come back when there are fewer rows.
            rows: Only these are searched; `None` means all.

        Raises:
            IndexMismatch: `queries` does not have this index's dimension.
        """
        if queries.shape[1] != self.dimension:
            raise IndexMismatch(
                f"the index holds vectors of {self.dimension} numbers, but the question's vector "
                f"has {queries.shape[1]}; configure the encoder that built the library, or rebuild "
                "the library with this one: wenju index --rebuild …"
            )
        wanted = None if rows is None else np.unique(np.asarray(rows, dtype=np.int64))
        # One query at a time: FAISS hands twenty or more to BLAS, which rounds differently, and a
        # question must score the same alone and among others.
        with _one_thread():
            return [self._nearest(query, top_k, wanted) for query in queries]

    def _nearest(
        self, query: npt.NDArray[np.float32], top_k: int, wanted: npt.NDArray[np.int64] | None
    ) -> list[tuple[int, float]]:
        parameters = faiss.SearchParameters()
        available = len(self)
        if wanted is not None:
            # `parameters` holds a bare pointer, so the selector needs a name that outlives it.
            selector = faiss.IDSelectorBatch(wanted)
            parameters.sel = selector
            available = len(wanted)
        # Among equal scores FAISS keeps the highest rows. So look one past the cut, and further
        # while the cut would fall between equals.
        depth = min(top_k + 1, available)
        while depth:
            scores, rows = self._flat.search(query[np.newaxis], depth, params=parameters)
            if depth == available or scores[0, -1] < scores[0, top_k - 1]:
                return _ranked(rows[0], scores[0])[:top_k]
            depth = min(2 * depth, available)
        return []


def _ranked(
    rows: npt.NDArray[np.int64], scores: npt.NDArray[np.float32]
) -> list[tuple[int, float]]:
    """Return (row, score) by falling score, then by row, without FAISS's padding of row -1."""
    pairs = zip(rows.tolist(), scores.tolist(), strict=True)
    return sorted(
        ((row, score) for row, score in pairs if row >= 0), key=lambda pair: (-pair[1], pair[0])
    )


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let FAISS work in the calling thread alone, then give the thread its OpenMP back.

    FAISS opens an OpenMP team for every thread that calls it, even for one query. With eight
    threads asking on two cores the teams spun against each other: p50 3.1 ms, against 0.2 ms like
    this. The setting belongs to the calling thread and PyTorch reads the same one, so it is put
    back for the encoder.
    """
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)
