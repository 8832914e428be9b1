import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import parse_document
from index.types import Document, Span
from service.citing.styles import WRITERS, Style, cite
from tests.service.citing.golden import CITED, KINDS, read, reference_of

CASES = [
    pytest.param(case, style, written, id=f"{kind}: {case['about']}: {style}")
    for kind in KINDS
    for case in read(kind)
    for style, written in case["citations"].items()
]
LINE_BREAKS = {"ris": "\r\n"}


@pytest.mark.parametrize(("case", "style", "written"), CASES)
def test_a_source_is_written_as_the_golden_line_says(case, style, written):
    found = WRITERS[Style(style)](reference_of(case))
    if style == "csl-json":
        assert json.loads(found) == [written]
    elif isinstance(written, list):
        assert found == LINE_BREAKS.get(style, "\n").join(written)
    else:
        assert found == written


def test_every_kind_of_source_is_golden_in_every_style_that_is_for_a_source():
    for kind in KINDS:
        styles = {style for case in read(kind) for style in case["citations"]}
        assert styles == set(Style) - {"markdown"}


@pytest.mark.parametrize("style", Style)
def test_each_style_has_its_writer(style: Style):
    document = parse_document("港口报告\n建桥4座。\n".encode(), "a.txt")
    assert "港口报告" in cite(document, None, style, cited=CITED).citation


DOCUMENT = Document("d0", "a.txt", "ab", "utf-8", "题名\n一、道路\n新建桥梁4座。", "题名", ())


@given(st.integers(0, 14), st.integers(1, 15), st.sampled_from(Style))
def test_the_quote_is_the_text_of_the_range(start: int, end: int, style: Style):
    if start < end:
        found = cite(DOCUMENT, Span(start, end), style, cited=CITED)
        assert found.quote == DOCUMENT.text[found.span.start : found.span.end]
        assert (found.span, found.style) == (Span(start, end), style)


def test_a_whole_document_is_quoted_from_its_first_character_to_its_last():
    found = cite(DOCUMENT, None, Style.PLAIN, cited=CITED)
    assert found.span == Span(0, len(DOCUMENT.text))
    assert found.quote == DOCUMENT.text
    assert found.citation == "《题名》。"


def test_a_range_beyond_the_text_is_refused():
    with pytest.raises(ValueError, match="ends beyond"):
        cite(DOCUMENT, Span(3, 99), Style.PLAIN, cited=CITED)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(Style))
def test_any_title_and_byline_can_be_cited(title: str, byline: str, style: Style):
    document = Document(
        "d0", "a", "ab", "utf-8", "字" * 9, title, (), byline=byline, subtitle=byline
    )
    found = cite(document, Span(1, 5), style, cited=CITED)
    found.citation.encode("utf-8")
    assert not set(found.citation) & set("\x00\x1b\x7f\u202e\u2066")
