import pytest

from index.errors import UnknownDocument
from index.library import Library
from index.retrieval import retrieve
from index.selection import select_documents
from tests.fakes import FakeEncoder

WORDS = "引进各类人才"


@pytest.fixture(scope="module")
def ids(library: Library) -> list[str]:
    return list(library.documents)


def test_a_selection_holds_nothing_of_what_is_left_out(library: Library, ids: list[str]):
    kept = select_documents(library, ids[1:3])
    assert list(kept.documents) == ids[1:3]
    assert {chunk.document_id for chunk in kept.chunks} == set(ids[1:3])
    assert {fact.document_id for fact in kept.facts} == set(ids[1:3])
    assert len(kept.vectors) == len(kept.lexical) == len(kept.chunks) == len(kept.folded_chunks)
    for document_id in (ids[0], ids[3]):
        with pytest.raises(UnknownDocument):
            kept.document(document_id)
        with pytest.raises(UnknownDocument):
            kept.facts_of(document_id)
        with pytest.raises(UnknownDocument):
            kept.rows_of([document_id])


@pytest.mark.parametrize("asked_by_id", [False, True])
def test_a_selection_finds_what_the_whole_finds_in_those_documents(
    library: Library, encoder: FakeEncoder, ids: list[str], asked_by_id: bool
):
    for document_id in ids:
        kept = select_documents(library, [document_id])
        found = retrieve(kept, encoder, WORDS, 5, [document_id] if asked_by_id else ())
        expected = retrieve(library, encoder, WORDS, 5, [document_id])
        assert found == expected
        assert found


def test_both_legs_of_a_selection_stay_inside(
    library: Library, encoder: FakeEncoder, ids: list[str]
):
    kept = select_documents(library, ids[2:])
    vector = encoder.encode_queries([WORDS])
    every = len(library.chunks)
    assert len(kept.vectors.search(vector, every)[0]) == len(kept.chunks)
    by_words = kept.lexical.search(WORDS, every)
    assert by_words
    assert {kept.chunks[row].document_id for row, _ in by_words} <= set(ids[2:])
    assert kept.lexical.search(WORDS, every, [ids[0]]) == []


def test_a_selection_of_nothing_is_an_empty_library(library: Library, encoder: FakeEncoder):
    kept = select_documents(library, ["nowhere"])
    assert not kept.documents
    assert not kept.facts
    assert retrieve(kept, encoder, WORDS) == []


def test_the_whole_library_is_left_as_it_was(library: Library, ids: list[str]):
    chunks = library.chunks
    select_documents(library, ids[:1])
    assert list(library.documents) == ids
    assert library.chunks is chunks
