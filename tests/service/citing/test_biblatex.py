import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Span
from service.citing.biblatex import biblatex
from service.citing.reading import refer
from service.citing.sources import Author, Reference, Source, SourceKind
from tests.service.citing.golden import CITED, KINDS, read, reference_of


def parsed(entry: str) -> tuple[str, dict[str, str]]:
    library = bibtexparser.parse_string(entry)
    assert library.failed_blocks == []
    (found,) = library.entries
    return found.entry_type, {field.key: field.value for field in found.fields}


@pytest.mark.parametrize(
    "case", [case for kind in KINDS for case in read(kind)], ids=lambda case: case["about"]
)
def test_a_reader_of_bibtex_finds_what_was_written(case):
    reference = reference_of(case)
    kind, fields = parsed(biblatex(reference))
    assert kind == biblatex(reference)[1:].split("{")[0]
    assert fields.get("date") == reference.source.published
    assert fields.get("url") == reference.source.url
    assert ("urldate" in fields) == reference.source.is_online


ANY_LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(ANY_LINE)
def test_marks_of_tex_are_harmless_and_braces_stay_in_balance(title: str):
    source = Source("d0", SourceKind.BOOK, title, "en", authors=(Author(title),))
    entry = biblatex(Reference(source, CITED, "en"))
    _, fields = parsed(entry)
    assert fields["title"].count("{") == fields["title"].count("}")
    assert set(fields) == {"author", "title", "langid"}


@pytest.mark.parametrize("title", ["50% & more", "a_b #1 $2", "C:\\input ~"])
def test_an_escaped_title_decodes_to_itself(title: str):
    source = Source("d0", SourceKind.BOOK, title, "en")
    library = bibtexparser.parse_string(
        biblatex(Reference(source, CITED, "en")), append_middleware=[LatexDecodingMiddleware()]
    )
    assert [entry["title"] for entry in library.entries] == [title]


def test_a_brace_goes_by_its_name():
    source = Source("d0", SourceKind.BOOK, "} @book{z,", "en")
    _, fields = parsed(biblatex(Reference(source, CITED, "en")))
    assert fields["title"] == r"\textbraceright{} @book\textbraceleft{}z,"


def test_an_address_keeps_its_marks_but_those_that_would_end_its_field():
    source = Source("d0", SourceKind.WEBPAGE, "t", "en", url="https://e.org/a_b%20c?x={1}&y=~")
    _, fields = parsed(biblatex(Reference(source, CITED, "en")))
    assert fields["url"] == "https://e.org/a_b%20c?x=%7B1%7D&y=~"


def test_a_western_name_is_inverted_and_a_name_of_several_words_kept_whole():
    authors = (Author("Jane Doe", "Doe", "Jane"), Author("Roads and Bridges"), Author("贵组轩"))
    source = Source("d0", SourceKind.BOOK, "t", "en", authors=authors)
    _, fields = parsed(biblatex(Reference(source, CITED, "en")))
    assert fields["author"] == "Doe, Jane and {Roads and Bridges} and 贵组轩"


def test_the_quote_stands_in_a_field_that_is_not_printed():
    document = Document("0123456789abcdef", "a", "ab", "utf-8", "捐款5%。\n共{2}笔。", "题", ())
    entry = biblatex(refer(document, Span(0, 12), cited=CITED))
    assert entry.startswith("@misc{wenju01234567,\n")
    _, fields = parsed(entry)
    assert fields["annotation"] == (
        r"第1—2行，字符0–12：捐款5\%。 共\textbraceleft{}2\textbraceright{}笔。"
    )
