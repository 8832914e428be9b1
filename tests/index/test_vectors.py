from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexMismatch, IndexUnavailable
from index.types import EmbeddingMatrix
from index.vectors import VectorIndex

DIMENSION = 16


def unit_rows(count: int, seed: int = 7) -> EmbeddingMatrix:
    matrix = np.random.default_rng(seed).standard_normal((count, DIMENSION), dtype=np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def whole_number_rows(count: int, seed: int) -> EmbeddingMatrix:
    """Not unit vectors, but their products are exact in any order of adding, with many ties."""
    return np.random.default_rng(seed).integers(-2, 3, (count, DIMENSION)).astype(np.float32)


def numpy_search(
    matrix: EmbeddingMatrix, query: EmbeddingMatrix, top_k: int, rows: list[int]
) -> list[tuple[int, float]]:
    scores = matrix @ query
    return [(row, scores[row]) for row in sorted(rows, key=lambda row: (-scores[row], row))][:top_k]


@given(
    count=st.integers(1, 60),
    top_k=st.integers(1, 80),
    seed=st.integers(0, 2**32 - 1),
    data=st.data(),
)
def test_search_agrees_with_a_plain_dot_product(
    count: int, top_k: int, seed: int, data: st.DataObject
):
    matrix, query = whole_number_rows(count, seed), whole_number_rows(1, seed + 1)
    rows = data.draw(st.none() | st.lists(st.integers(0, count - 1), unique=True))

    (found,) = VectorIndex.build(matrix).search(query, top_k, rows)

    every_row = list(range(count))
    assert found == numpy_search(matrix, query[0], top_k, every_row if rows is None else rows)


def test_a_filter_leaves_top_k_as_it_is():
    index = VectorIndex.build(unit_rows(200))
    query = unit_rows(1, seed=8)
    (best_first,) = index.search(query, 200)
    far = sorted(row for row, _ in best_first[100:])

    (found,) = index.search(query, 10, far)

    assert found == best_first[100:110]


def test_equal_scores_come_in_the_order_of_their_rows_even_at_the_cut():
    matrix = unit_rows(40)
    matrix[5::5] = matrix[5]
    index = VectorIndex.build(matrix)

    for top_k in range(1, 8):
        (found,) = index.search(matrix[5:6], top_k)
        assert [row for row, _ in found] == [5, 10, 15, 20, 25, 30, 35][:top_k]


def test_a_query_scores_the_same_alone_and_among_others():
    index, queries = VectorIndex.build(unit_rows(300)), unit_rows(25, seed=9)

    together = index.search(queries, 10)

    assert together == [index.search(query[np.newaxis], 10)[0] for query in queries]


def test_an_empty_index_finds_nothing():
    index = VectorIndex.build(np.empty((0, DIMENSION), dtype=np.float32))

    assert (len(index), index.dimension) == (0, DIMENSION)
    assert index.search(unit_rows(2), 5) == [[], []]


def test_an_empty_filter_finds_nothing():
    assert VectorIndex.build(unit_rows(3)).search(unit_rows(1), 5, []) == [[]]


def test_a_vector_of_another_dimension_is_refused_with_both_dimensions():
    index = VectorIndex.build(unit_rows(3))

    with pytest.raises(IndexMismatch, match=r"vectors of 16 numbers.* has 24"):
        index.search(np.ones((1, 24), dtype=np.float32), 5)


def test_a_saved_index_gives_the_same_hits(tmp_path: Path):
    built, path = VectorIndex.build(unit_rows(50)), tmp_path / "向量.faiss"
    queries = unit_rows(4, seed=3)

    built.save(path)
    loaded = VectorIndex.load(path)

    assert (len(loaded), loaded.dimension) == (50, DIMENSION)
    assert loaded.search(queries, 7) == built.search(queries, 7)


@pytest.mark.parametrize("content", [None, b"", b"IxFI", b"not an index at all"])
def test_what_is_no_index_is_refused_by_its_path(tmp_path: Path, content: bytes | None):
    path = tmp_path / "vectors.faiss"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(IndexUnavailable, match=r"vectors\.faiss does not open"):
        VectorIndex.load(path)


def test_an_index_with_another_distance_is_refused(tmp_path: Path):
    path = tmp_path / "vectors.faiss"
    faiss.write_index(faiss.IndexFlatL2(DIMENSION), str(path))

    with pytest.raises(IndexUnavailable, match="not an exact inner product index"):
        VectorIndex.load(path)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path):
    with pytest.raises(IndexUnavailable, match=r"missing.*cannot be written"):
        VectorIndex.build(unit_rows(3)).save(tmp_path / "missing" / "vectors.faiss")


def test_searching_leaves_the_thread_its_openmp_team():
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(3)
    try:
        VectorIndex.build(unit_rows(3)).search(unit_rows(1), 1)
        assert faiss.omp_get_max_threads() == 3
    finally:
        faiss.omp_set_num_threads(before)


def test_a_lift_is_the_score_above_that_of_the_average_row() -> None:
    matrix = unit_rows(9)
    query = matrix[:1]
    index = VectorIndex.build(matrix)
    scores = matrix @ query[0]
    lifts = index.lifts(query, [3, 0])
    assert lifts == pytest.approx([scores[3] - scores.mean(), scores[0] - scores.mean()], abs=1e-6)
    assert lifts[1] > lifts[0]
