import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Document, Fact
from service.alignment import listed

LISTED = "二氧化硫、氮氧化物排放量分别下降5.6%和4%,绿地率达到38%。"


@pytest.fixture
def document() -> Document:
    return parse_document(f"总结\n\n{LISTED}".encode(), "r.txt")


def fact_of(document: Document, surface: str) -> Fact:
    return next(f for f in extract_facts(document) if f.quantity.surface == surface)


@pytest.mark.parametrize(("surface", "own"), [("5.6%", "二氧化硫"), ("4%", "氮氧化物")])
def test_the_nth_number_is_of_the_nth_thing(document: Document, surface: str, own: str) -> None:
    row = listed(document, fact_of(document, surface))
    assert row is not None
    assert row.items[row.place].startswith(own)
    assert row.is_of(own)
    assert not row.is_of_another(f"{own}下降多少")


def test_a_question_for_another_thing_of_the_list_is_told(document: Document) -> None:
    row = listed(document, fact_of(document, "4%"))
    assert row is not None
    assert row.is_of_another("二氧化硫下降多少")
    assert not row.is_of("二氧化硫")


def test_a_number_behind_other_words_is_of_no_list(document: Document) -> None:
    assert listed(document, fact_of(document, "38%")) is None


def test_numbers_behind_whole_clauses_are_of_these_in_turn() -> None:
    told = "城市标准为每月745元，农村标准为每月558元，分别提高3.5%和6.1%。"
    document = parse_document(f"总结\n\n{told}".encode(), "r.txt")
    row = listed(document, fact_of(document, "6.1%"))
    assert row is not None
    assert row.is_of("农村标准")
    assert row.is_of_another("城市标准提高了多少")
