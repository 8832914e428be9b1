from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EncoderError, IndexMismatch, UnknownDocument
from index.lexical import LexicalIndex
from index.library import Library
from index.retrieval import retrieve
from index.rows import Header, Recipe
from index.types import Chunk, Document, EmbeddingMatrix, Hit, Span
from index.vectors import VectorIndex
from tests.fakes import FakeEncoder

# Wide enough that the pairs of these passages seldom meet in one slot.
ENCODER = FakeEncoder(dimension=1024)

REPORTS = {
    "parks": (
        "全市新建公园32个，绿化覆盖率达到41.5%。",
        "公园免费开放，全年接待游客210万人次。",
        "下一年将继续扩大城市绿地。",
    ),
    "water": (
        "老城区改造供水管网118公里，居民用上了干净的自来水。",
        "水质合格率保持在99.2%以上。",
        "下一年将继续改造老旧管网。",
    ),
    "care": (
        "养老服务中心由15家增加到28家，覆盖全部街道。",
        "志愿者为老人上门服务4.6万次。",
        "下一年将继续培训护理人员。",
    ),
}


def report(document_id: str, passages: Sequence[str]) -> tuple[Document, list[Chunk]]:
    chunks: list[Chunk] = []
    start = 0
    for ordinal, passage in enumerate(passages):
        chunks.append(Chunk(document_id, ordinal, Span(start, start + len(passage)), ()))
        start += len(passage)
    digest = sha256(document_id.encode()).hexdigest()
    text = "".join(passages)
    return Document(document_id, "报告.txt", digest, "utf-8", text, "报告", ()), chunks


def library_of(
    reports: Mapping[str, Sequence[str]],
    vectors: VectorIndex,
    lexical: LexicalIndex,
) -> Library:
    read = [report(document_id, reports[document_id]) for document_id in sorted(reports)]
    recipe = Recipe(ENCODER.name, ENCODER.fingerprint, ENCODER.dimension, "")
    return Library(
        header=Header(1, 1, "", recipe),
        documents={document.document_id: document for document, _ in read},
        chunks=tuple(chunk for _, chunks in read for chunk in chunks),
        facts=(),
        vectors=vectors,
        lexical=lexical,
    )


def built_library(reports: Mapping[str, Sequence[str]], folder: Path) -> Library:
    ids = [document_id for document_id in sorted(reports) for _ in reports[document_id]]
    texts = [passage for document_id in sorted(reports) for passage in reports[document_id]]
    vectors = VectorIndex.build(ENCODER.encode_passages(texts))
    return library_of(reports, vectors, LexicalIndex.build(texts, ids, folder))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return built_library(REPORTS, tmp_path_factory.mktemp("lexical"))


def quotes(library: Library, hits: list[Hit]) -> list[str]:
    return [library.document(hit.chunk.document_id).quote(hit.chunk.span) for hit in hits]


# ------------------------------------------------------------------ what is found


@pytest.mark.parametrize(
    ("question", "document_id", "ordinal"),
    [
        ("新建了多少个公园？", "parks", 0),
        ("供水管网改造了多少公里？", "water", 0),
        ("上门服务了几次？", "care", 1),
        ("99.2%", "water", 1),
    ],
)
def test_the_passage_that_answers_comes_first(
    library: Library, question: str, document_id: str, ordinal: int
):
    first = retrieve(library, ENCODER, question)[0].chunk

    assert (first.document_id, first.ordinal) == (document_id, ordinal)


def test_hits_are_ranked_from_one_with_falling_scores(library: Library):
    hits = retrieve(library, ENCODER, "下一年将继续做什么？", top_k=6)

    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_fewer_hits_come_back_when_there_are_fewer_passages(library: Library):
    assert len(retrieve(library, ENCODER, "公园", top_k=20)) == 9


def test_only_the_documents_asked_for_are_searched(library: Library):
    hits = retrieve(library, ENCODER, "新建了多少个公园？", 3, ["water"])
    both = retrieve(library, ENCODER, "新建了多少个公园？", 6, ["water", "care"])

    assert [hit.chunk.document_id for hit in hits] == ["water"] * 3
    assert {hit.chunk.document_id for hit in both} == {"water", "care"}
    assert len(both) == 6


def test_an_unknown_document_is_refused_by_its_id(library: Library):
    with pytest.raises(UnknownDocument, match="'roads'"):
        retrieve(library, ENCODER, "公园", 3, ["parks", "roads"])


def test_an_encoder_that_fails_is_not_passed_over(library: Library):
    class BrokenEncoder(FakeEncoder):
        def encode_queries(self, texts: Sequence[str], /) -> EmbeddingMatrix:
            raise EncoderError("the encoder did not answer")

    with pytest.raises(EncoderError, match="did not answer"):
        retrieve(library, BrokenEncoder(), "公园")


def test_an_encoder_of_another_dimension_is_refused(library: Library):
    with pytest.raises(IndexMismatch, match="1024"):
        retrieve(library, FakeEncoder(dimension=64), "公园")


def test_an_empty_library_has_no_hits(tmp_path: Path):
    assert retrieve(built_library({}, tmp_path), ENCODER, "公园") == []


def test_building_twice_gives_the_same_hits(tmp_path: Path, library: Library):
    again = built_library(REPORTS, tmp_path)

    for question in ("新建了多少个公园？", "下一年将继续做什么？", "服务"):
        assert retrieve(again, ENCODER, question) == retrieve(library, ENCODER, question)


# ------------------------------------------------------------------ equal passages


def test_equal_passages_count_once_at_the_first_place(tmp_path: Path):
    reports = {
        "a": ("公园全年免费开放，接待游客。", "水质合格。"),
        "b": ("公園全年免費開放，接待遊客。", "养老服务。"),
        "c": ("公园全年免费开放,接待游客。", "绿地。"),
    }
    library = built_library(reports, tmp_path)

    hits = retrieve(library, ENCODER, "公园全年免费开放，接待游客。")

    assert hits[0].chunk.chunk_id == "a:000000"
    assert len(hits) == len(set(quotes(library, hits))) == 4


def test_many_copies_leave_room_for_what_stands_behind_them(tmp_path: Path):
    copies = {f"copy-{number:03d}": ("公园全年免费开放。",) for number in range(300)}
    others = {f"other-{number}": (f"公园{number}号门全年开放。",) for number in range(6)}
    library = built_library(copies | others, tmp_path)

    hits = retrieve(library, ENCODER, "公园全年免费开放", top_k=5)

    assert hits[0].chunk.chunk_id == "copy-000:000000"
    assert len(set(quotes(library, hits))) == 5


# ------------------------------------------------------------------ fusion


class FixedVectors(VectorIndex):
    """A leg whose order of rows is given."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.pairs = [(row, -float(rank)) for rank, row in enumerate(rows)]

    def search(
        self, queries: EmbeddingMatrix, top_k: int, rows: Sequence[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        return [self.pairs[:top_k]] * len(queries)

    def lifts(self, query: EmbeddingMatrix, rows: Sequence[int]) -> list[float]:
        return [0.0] * len(rows)


class FixedLexical(LexicalIndex):
    """A leg whose order of rows is given."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.pairs = [(row, -float(rank)) for rank, row in enumerate(rows)]

    def search(
        self, question: str, top_k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        return self.pairs[:top_k]


def fused(
    passages: Sequence[str], dense: Sequence[int], lexical: Sequence[int], top_k: int = 12
) -> list[Hit]:
    library = library_of({"r": passages}, FixedVectors(dense), FixedLexical(lexical))
    return retrieve(library, ENCODER, "", top_k)


def different(count: int) -> list[str]:
    return [f"第{number:03d}段。" for number in range(count)]


def test_a_passage_that_both_legs_find_stands_before_one_that_leads_a_single_leg():
    hits = fused(different(5), dense=[0, 1, 2], lexical=[3, 1, 4])

    assert [hit.chunk.ordinal for hit in hits] == [1, 3, 4, 0, 2]
    assert hits[0].score == 1 / 62 + 2 / 62
    assert hits[3].score == 1 / 61


def test_ties_are_broken_by_chunk_id():
    # Rank 62 by words is worth as much as rank 1 by meaning.
    before = [*range(2, 63)]
    hits = fused(different(63), dense=[1], lexical=[*before, 0], top_k=63)
    others = fused(different(63), dense=[0], lexical=[*before, 1], top_k=63)

    assert [hit.chunk.ordinal for hit in hits[-2:]] == [0, 1]
    assert [hit.chunk.ordinal for hit in others[-2:]] == [0, 1]
    assert hits[-1].score == hits[-2].score


def test_a_passage_deep_in_one_leg_is_lifted_by_the_other():
    hits = fused(different(60), dense=range(60), lexical=[45])

    assert hits[0].chunk.ordinal == 45
    assert hits[0].score == 1 / 106 + 2 / 61


def test_the_place_of_equal_passages_is_that_of_the_leg_which_ranks_them_higher():
    passages = ["水质合格。", "水质合格。", "绿地。"]

    by_words = fused(passages, dense=[2, 1], lexical=[0, 2])
    by_meaning = fused(passages, dense=[1, 2], lexical=[2, 0])

    assert [hit.chunk.ordinal for hit in by_words] == [0, 2]
    assert [hit.chunk.ordinal for hit in by_meaning] == [2, 1]


@given(dense=st.permutations(range(12)), lexical=st.permutations(range(12)), cut=st.integers(0, 12))
def test_fusion_agrees_with_its_formula(dense: list[int], lexical: list[int], cut: int):
    hits = fused(different(12), dense, lexical[:cut])

    scores = {row: 1 / (61 + dense.index(row)) for row in range(12)}
    for rank, row in enumerate(lexical[:cut], start=1):
        scores[row] += 2 / (60 + rank)
    expected = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    assert [(hit.chunk.ordinal, hit.score) for hit in hits] == expected
