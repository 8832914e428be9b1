import pytest

from index.documents import parse_document
from index.types import Document, Span
from service.citing.reading import read_source, refer
from tests.service.citing.golden import CITED, read, source_of


@pytest.mark.parametrize("case", read("documents"), ids=lambda case: case["about"])
def test_a_document_is_what_it_says_of_itself(case):
    fields = {"text": "", **case["document"]}
    document = Document("d0", "a.txt", "ab", "utf-8", sections=(), **fields)
    assert read_source(document) == source_of({"title": fields["title"], **case["source"]})


def test_what_cannot_be_seen_or_turns_the_writing_is_no_part_of_a_name():
    document = Document(
        "d0",
        "a",
        "ab",
        "utf-8",
        "",
        "甲\u202e乙\x00\n丙",
        (),
        byline="张\x1b三\u200b",
        publisher="青\u2066山网",
    )
    source = read_source(document)
    assert (source.title, source.container) == ("甲乙 丙", "青山网")
    assert source.authors[0].name == "张三"


def test_a_passage_knows_its_headings_and_its_lines():
    text = "年度报告\n全年平稳。\n一、道路\n新建桥梁4座。\n投资2亿元。\n"
    document = parse_document(text.encode(), "a.txt")
    start = text.index("新建")
    passage = refer(document, Span(start, text.index("亿元")), cited=CITED).passage
    assert passage is not None
    assert passage.section == ("一、道路",)
    assert passage.lines == (4, 5)
    assert passage.quote == "新建桥梁4座。\n投资2"


def test_the_language_is_that_of_the_title_unless_another_is_asked_for():
    document = parse_document("港口报告\n建桥4座。\n".encode(), "a.txt")
    assert refer(document, None, cited=CITED).language == "zh"
    assert refer(document, None, cited=CITED, language="en").language == "en"
