import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.types import Document, Span
from service.citing.excerpts import Excerpt, compile_excerpts
from service.citing.markdown import compilation_markdown, escaped, markdown
from service.citing.reading import refer
from tests.service.citing.golden import CITED

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(source: str) -> str | None:
    """Return the text of a Markdown that is one paragraph of nothing but text."""
    tokens = READER.parse(source)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_markdown_shows_any_line_as_it_stands(line: str):
    if line.strip():
        assert shown(escaped(line)) == line.strip()


@pytest.mark.parametrize(
    "line",
    (
        "# 题\n1. 建设\n2) x\n- x\n+ x\n* x\n> x\n===\n---\n***\n```js\n~~~\n<b>x</b>\na|b\n&lt;\n"
        "[a](javascript:x)\n![a](b)\n    code\n[^1]: x\n: x"
    ).splitlines(),
)
def test_a_line_that_looks_like_a_mark_is_text(line: str):
    assert shown(escaped(line)) == line.strip()


def test_a_passage_is_a_block_with_its_footnote():
    text = "题名报告\n*第一段*。\n\n第二段[1]。"
    document = Document("0123456789abcdef", "a", "ab", "utf-8", text, "题名报告", ())
    assert markdown(refer(document, Span(5, len(text)), cited=CITED)) == (
        "> \\*第一段\\*。\n>\n> 第二段\\[1\\]。[^01234567_5]\n\n"
        "[^01234567_5]: 题名报告\\[R\\]. 第2—4行.\n"
    )


def test_a_whole_source_is_a_footnote_alone():
    document = Document("d0", "a", "ab", "utf-8", "题名", "题名", ())
    assert markdown(refer(document, None, cited=CITED)) == "[^d0]: 题名\\[Z\\].\n"


def test_each_footnote_of_a_compilation_is_called_once_and_stands_once():
    one = Document("d1", "a", "ab", "utf-8", "甲报告。乙[^2]：丙。", "一", ())
    two = Document("d2", "b", "ac", "utf-8", "丁。", "二", ())
    excerpts = [
        Excerpt(one, Span(0, 4), "# 记\n二"),
        Excerpt(two, Span(0, 2)),
        Excerpt(one, Span(4, 12)),
    ]
    text = compilation_markdown(compile_excerpts(excerpts, "gb7714", cited=CITED, title="摘*录"))
    assert text.startswith("# 摘\\*录\n\n> 甲报告。[^1]\n\n\\# 记\n\n二\n\n> 丁。[^2]\n\n")
    assert re.findall(r"(?m)^\[\^(\d)\]: (.*)$", text) == [
        ("1", "\\[1\\] 一\\[Z\\]. 第1行."),
        ("2", "\\[2\\] 二\\[Z\\]. 第1行."),
        ("3", "\\[1\\] 一\\[Z\\]. 第1行."),
    ]
    assert "## 参考文献\n\n\\[1\\] 一\\[Z\\].\n\n\\[2\\] 二\\[Z\\].\n\n" in text
    assert text.count("[^1]") == text.count("[^2]") == text.count("[^3]") == 2
