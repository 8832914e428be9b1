from decimal import Decimal

import pytest

from index.errors import UnknownDocument
from index.library import Library
from index.types import Kind
from service.lookup import FactQuery, PassageQuery, find_facts, find_passages
from tests.fakes import FakeEncoder


def surfaces(library: Library, **conditions) -> list[str]:
    return [fact.quantity.surface for fact in find_facts(library, FactQuery(**conditions)).facts]


def test_words_are_looked_for_in_the_sentence_and_all_must_be_there(library: Library):
    assert surfaces(library, words=("集装箱", "吞吐量")) == ["1.35亿吨", "8.2%", "260万标箱"]
    assert surfaces(library, words=("集装箱", "幼儿园")) == []


def test_words_are_folded_like_the_text(library: Library):
    assert surfaces(library, words=("HOMES",)) == surfaces(library, words=("homes",)) != []
    assert surfaces(library, words=("人才獎勵", "２.4")) == ["2.4亿元", "680套", "92.5%"]


def test_kind_unit_and_range_narrow_the_facts(library: Library):
    money = find_facts(library, FactQuery(kinds=(Kind.MONEY,))).facts
    assert {fact.quantity.kind for fact in money} == {Kind.MONEY}
    large = surfaces(library, kinds=(Kind.MONEY,), unit="元", low=Decimal("1000000000"))
    assert large == ["47.6亿元", "19.3亿元"]
    small = surfaces(library, kinds=(Kind.MONEY,), unit="元", high=Decimal("20000000"))
    assert small == ["1260万元"]


def test_dates_and_numbering_are_left_out_unless_they_are_asked_for(library: Library):
    default = find_facts(library, FactQuery(limit=1000))
    every = find_facts(library, FactQuery(kinds=tuple(Kind), limit=1000))
    assert {fact.quantity.kind for fact in default.facts} <= {
        Kind.QUANTITY,
        Kind.MONEY,
        Kind.PERCENT,
    }
    assert every.total > default.total


def test_a_document_that_is_not_there_is_told(library: Library, encoder: FakeEncoder):
    with pytest.raises(UnknownDocument, match="nowhere"):
        find_facts(library, FactQuery(document_ids=("nowhere",)))
    with pytest.raises(UnknownDocument, match="nowhere"):
        find_passages(library, encoder, PassageQuery("人才", 3, ("nowhere",)))


def test_a_search_within_a_document_stays_there(library: Library, encoder: FakeEncoder):
    wanted = next(iter(library.documents))
    found = find_passages(library, encoder, PassageQuery("2022年的数字", 5, (wanted,)))
    assert found.hits
    assert {hit.chunk.document_id for hit in found.hits} == {wanted}
    assert {fact.document_id for fact in found.facts} <= {wanted}


def test_a_fact_in_two_passages_is_listed_once(library: Library, encoder: FakeEncoder):
    found = find_passages(library, encoder, PassageQuery("人才", 20))
    ids = [fact.fact_id for fact in found.facts]
    assert len(ids) == len(set(ids))
