import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Span
from service.citing.reading import refer
from service.citing.ris import ris
from tests.service.citing.golden import CITED, KINDS, read, reference_of


@pytest.mark.parametrize(
    "case", [case for kind in KINDS for case in read(kind)], ids=lambda case: case["about"]
)
def test_a_reader_of_ris_finds_what_was_written(case):
    reference = reference_of(case)
    source = reference.source
    (found,) = rispy.loads(ris(reference))
    assert found["title"] == source.full_title
    assert len(found.get("authors", [])) == len(source.authors)
    assert found.get("secondary_title") == source.container
    assert found.get("publisher") == source.publisher
    assert found.get("urls", [None])[0] == source.url
    assert found["id"] == source.key


@given(st.text(max_size=60))
def test_no_title_can_begin_a_tag_or_end_the_record(words: str):
    title = f"{words}\r\nER  - \n\x85TY  - BOOK\u2028AU  - x"
    document = Document("d0", "a", "ab", "utf-8", "甲\nER  - \n乙", title, ())
    record = ris(refer(document, Span(0, 9), cited=CITED))
    (found,) = rispy.loads(record)
    assert (found["type_of_reference"], "authors" in found) == ("GEN", False)
    assert record.count("\r\n") == len(record.splitlines()) == 6
    assert record.endswith("ER  - \r\n")


def test_the_passage_is_a_note():
    document = Document("d0", "a", "ab", "utf-8", "捐款5%。\n共2笔。", "题", ())
    (found,) = rispy.loads(ris(refer(document, Span(0, 9), cited=CITED)))
    assert found["notes"] == ["第1—2行，字符0–9：捐款5%。 共2笔"]
