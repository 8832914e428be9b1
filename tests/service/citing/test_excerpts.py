from index.types import Document, Span
from service.citing.excerpts import Excerpt, compile_excerpts
from tests.service.citing.golden import CITED

PORT = Document("d1", "a", "ab", "utf-8", "一、港口\n吞吐量1亿吨。", "港口", (), publisher="临海网")
ROADS = Document("d2", "b", "ac", "utf-8", "Bridges opened.", "Roads", (), byline="Jane Doe")


def test_the_same_source_twice_is_one_entry_in_the_list():
    excerpts = [Excerpt(ROADS, Span(0, 7)), Excerpt(PORT, Span(5, 9)), Excerpt(ROADS, Span(8, 15))]
    found = compile_excerpts(excerpts, "gb7714", cited=CITED)
    assert found.references == ("Doe J. Roads[Z].", "港口[EB/OL]. [2026-11-24].")
    assert [quotation.footnote for quotation in found.quotations] == [
        "[1] Doe J. Roads[Z]. line 1.",
        "[2] 港口[EB/OL]. [2026-11-24]. 第2行.",
        "[1] Doe J. Roads[Z]. line 1.",
    ]


def test_titles_are_in_chinese_when_a_source_is():
    english = compile_excerpts([Excerpt(ROADS, Span(0, 7))], "plain", cited=CITED)
    mixed = compile_excerpts(
        [Excerpt(ROADS, Span(0, 7)), Excerpt(PORT, Span(0, 4))], "plain", cited=CITED
    )
    assert (english.title, english.list_title) == ("Excerpts", "References")
    assert (mixed.title, mixed.list_title) == ("摘录", "参考文献")


def test_a_sentence_holds_the_place_once():
    found = compile_excerpts([Excerpt(ROADS, Span(0, 7), "n")], "plain", cited=CITED)
    assert found.quotations[0].footnote == "[1] Jane Doe, “Roads”, line 1."
    assert found.references == ("Jane Doe, “Roads”.",)
    assert found.quotations[0].note == "n"


def test_the_paragraphs_are_the_lines_of_the_quote():
    found = compile_excerpts([Excerpt(PORT, Span(0, 9))], "gb7714-2015", cited=CITED)
    assert found.quotations[0].paragraphs == ("一、港口", "吞吐量1")


def test_a_title_is_one_line_and_one_of_spaces_is_none():
    def title(given: str) -> str:
        excerpts = [Excerpt(PORT, Span(0, 4))]
        return compile_excerpts(excerpts, "plain", cited=CITED, title=given).title

    assert title("我的\n摘录\x00") == "我的 摘录"
    assert title(" \n") == "摘录"
