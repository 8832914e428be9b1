import io
import re
import time
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Document, Span
from service.citing.excerpts import Compilation, Excerpt, compile_excerpts
from service.citing.word import compilation_docx
from tests.service.citing.golden import CITED

TEXT = "港口报告\n吞吐量1亿吨。\n新建<泊位>7个 & 8个。"
PORT = Document("d1", "a", "ab", "utf-8", TEXT, "港口报告", ())
ROADS = Document("d2", "b", "ac", "utf-8", "Bridges opened.", "Roads", (), byline="Jane Doe")


def compiled(**changes: object) -> Compilation:
    excerpts = [
        Excerpt(PORT, Span(5, len(TEXT)), "留意"),
        Excerpt(ROADS, Span(0, 15)),
        Excerpt(PORT, Span(0, 4)),
    ]
    return compile_excerpts(excerpts, "gb7714", cited=CITED, title="我的摘录")


@pytest.fixture(scope="module")
def file() -> bytes:
    return compilation_docx(compiled())


def entries(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def notes(file: bytes) -> dict[str, str]:
    """Return the footnotes by id, those that only separate as well."""
    root = parse_xml(entries(file)["word/footnotes.xml"])
    return {
        note.get(qn("w:id")): "".join(text.text for text in note.iter(qn("w:t")))
        for note in root.iter(qn("w:footnote"))
    }


def test_the_text_is_title_quotes_notes_and_list(file: bytes):
    read = docx.Document(io.BytesIO(file))
    assert [(each.style.name, each.text) for each in read.paragraphs] == [
        ("Title", "我的摘录"),
        ("Quote", "吞吐量1亿吨。"),
        ("Quote", "新建<泊位>7个 & 8个。"),
        ("Normal", "留意"),
        ("Quote", "Bridges opened."),
        ("Quote", "港口报告"),
        ("Heading 1", "参考文献"),
        ("Bibliography", "[1]\t港口报告[R]."),
        ("Bibliography", "[2]\tDoe J. Roads[Z]."),
    ]


def test_each_quote_ends_in_the_mark_of_its_footnote(file: bytes):
    read = docx.Document(io.BytesIO(file))
    marks = [
        (paragraph.text, mark.get(qn("w:id")))
        for paragraph in read.paragraphs
        for mark in paragraph._p.iter(qn("w:footnoteReference"))
    ]
    assert marks == [("新建<泊位>7个 & 8个。", "1"), ("Bridges opened.", "2"), ("港口报告", "3")]
    assert notes(file) == {
        "-1": "",
        "0": "",
        "1": " [1] 港口报告[R]. 第2—3行.",
        "2": " [2] Doe J. Roads[Z]. line 1.",
        "3": " [1] 港口报告[R]. 第1行.",
    }


def test_the_footnotes_are_a_part_with_type_relation_separators_and_styles(file: bytes):
    parts = entries(file)
    types = parts["[Content_Types].xml"].decode()
    assert re.search(
        r'PartName="/word/footnotes.xml" ContentType="[^"]*wordprocessingml.footnotes\+xml"', types
    )
    assert b"relationships/footnotes" in parts["word/_rels/document.xml.rels"]
    kinds = re.findall(rb'<w:footnote [^>]*w:type="(\w+)"', parts["word/footnotes.xml"])
    assert kinds == [b"separator", b"continuationSeparator"]
    assert parts["word/footnotes.xml"].count(b"<w:footnoteRef/>") == 3
    settings_part = parts["word/settings.xml"]
    assert 0 < settings_part.index(b"<w:footnotePr>") < settings_part.index(b"<w:compat>")
    used = set(re.findall(rb'w:(?:pStyle|rStyle) w:val="(\w+)"', parts["word/footnotes.xml"]))
    defined = set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"]))
    assert len(used) == 2
    assert used <= defined


def test_every_part_is_xml_that_can_be_read(file: bytes):
    for name, content in entries(file).items():
        assert name.endswith((".xml", ".rels"))
        parse_xml(content)


def test_the_same_excerpts_give_the_same_bytes(file: bytes):
    assert compilation_docx(compiled()) == file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_says_what_it_is_and_not_what_made_it(file: bytes):
    properties = docx.Document(io.BytesIO(file)).core_properties
    assert (properties.title, properties.author, properties.comments) == ("我的摘录", "", "")
    assert properties.created.date().isoformat() == CITED


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=30))
def test_any_text_gives_a_file_that_can_be_read(words: str):
    document = Document("d1", "a", "ab", "utf-8", words, words, (), byline=words)
    excerpts = [Excerpt(document, Span(0, len(words)), words)]
    file = compilation_docx(compile_excerpts(excerpts, "plain", cited=CITED, title=words))
    assert len(notes(file)) == 3
    assert docx.Document(io.BytesIO(file)).paragraphs


def test_what_xml_cannot_hold_is_marked_as_such():
    document = Document("d1", "a", "ab", "utf-8", "甲\x00乙\ud800丙\ufffe", "题", ())
    excerpts = [Excerpt(document, Span(0, 6))]
    file = compilation_docx(compile_excerpts(excerpts, "plain", cited=CITED))
    assert docx.Document(io.BytesIO(file)).paragraphs[1].text == "甲\ufffd乙\ufffd丙\ufffd"


def test_a_text_of_very_many_lines_does_not_take_long():
    document = Document("d1", "a", "ab", "utf-8", "甲\n" * 10_000, "题", ())
    compilation = compile_excerpts([Excerpt(document, Span(0, 20_000))], "plain", cited=CITED)
    began = time.process_time()
    file = compilation_docx(compilation)
    assert time.process_time() - began < 5
    assert len(docx.Document(io.BytesIO(file)).paragraphs) == 10_003
