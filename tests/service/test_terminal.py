from index.build import BuildReport, Refusal
from index.library import Library
from index.types import Document, Span
from service.lookup import FactQuery, PassageQuery, find_facts, find_passages
from service.terminal import (
    answer_lines,
    build_lines,
    document_lines,
    fact_lines,
    outline_lines,
    passage_lines,
    table,
)
from service.types import Answer, Citation, Reason, Status
from tests.fakes import FakeEncoder

TEXT = "题\n第一段。\n第二段有\x1b[31m红字。\n第三行。\n"
DOCUMENT = Document("d0", "a.txt", "ab", "utf-8", TEXT, "题", ())


def answered(**parts) -> Answer:
    return Answer("1", "问", "问", parts.pop("status", Status.ANSWERED), "有红字。[1]", **parts)


def test_an_answer_is_followed_by_its_quotes_with_the_source_lines():
    quote = TEXT[7:-1]
    citation = Citation(1, "d0", "题", ("节",), Span(7, len(TEXT) - 1), quote)
    lines = list(
        answer_lines(answered(short_answer="红字", citations=(citation,)), {"d0": DOCUMENT})
    )
    assert lines == [
        "▶ 红字",
        "有红字。[1]",
        "",
        "[1] 题 › 节 (a.txt:3-4)",
        "    第二段有\\u001b[31m红字。",
        "    第三行。",
    ]


def test_an_answer_that_is_not_there_says_so_first():
    missing = answered(status=Status.NOT_FOUND, reason=Reason.NOT_STATED, suggestions=("换个问法",))
    lines = list(answer_lines(missing, {}))
    assert lines[0] == "(not found)"
    assert lines[-1] == "? 换个问法"


def test_columns_stand_under_each_other_in_chinese_too():
    assert list(table(("数", "unit"), [("一百二十", "人"), ("x", "y")])) == [
        "数        unit",
        "一百二十  人",
        "x         y",
    ]


def test_a_fact_names_the_line_it_stands_on(library: Library):
    page = find_facts(library, FactQuery(words=("安家补贴",)))
    lines = list(fact_lines(page))
    assert len(lines) == 1 + len(page.facts) + 1
    assert any("1260万元" in line and "qingshan-2021.txt:4" in line for line in lines)
    assert lines[-1] == f"{page.total} of {page.total} facts"


def test_passages_are_numbered_with_their_place(library: Library, encoder: FakeEncoder):
    lines = list(passage_lines(find_passages(library, encoder, PassageQuery("茶园面积", 2))))
    assert lines[0].startswith("1. 南溪镇2023年乡村建设小结")
    assert "nanxi-2023.md:" in lines[0]


def test_documents_and_their_headings_are_listed(library: Library):
    assert len(list(document_lines(library))) == 5
    document = next(d for d in library.documents.values() if d.filename == "qingshan-2021.txt")
    assert any("引进人才  (line 3)" in line for line in outline_lines(document))


def test_a_build_report_names_each_refused_file_with_its_reason():
    report = BuildReport(
        generation=2,
        added=("/r/a.txt",),
        replaced=(),
        unchanged=("/r/b.txt",),
        duplicates=(("/r/c.txt", "/r/a.txt"),),
        removed=("/r/d.txt",),
        refused=(Refusal("/r/e\n.txt", "empty_file", "it has no bytes"),),
        embedded=5,
        documents=2,
        chunks=9,
        facts=4,
        seconds=1.25,
    )
    lines = list(build_lines(report))
    assert "added     /r/a.txt" in lines
    assert "removed   /r/d.txt" in lines
    assert "same      /r/c.txt has the content of /r/a.txt" in lines
    assert "refused   /r/e\\u000a.txt: empty_file: it has no bytes" in lines
    assert lines[-1].startswith("2 documents, 9 passages, 4 facts; 1 files unchanged, 5 texts")
