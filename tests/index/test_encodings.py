"""A report on its whole way, from bytes in some encoding to a passage quoted from the library."""

from pathlib import Path

import pytest

from index.build import index_reports
from index.library import open_library
from index.retrieval import retrieve
from tests.fakes import FakeEncoder
from tests.samples import HARBOUR

TRADITIONAL = """臨溪市圖書館服務年報

一、館藏
館藏圖書152萬冊，全年新增圖書4.8萬冊。電子書約30萬種。

二、讀者
全年接待讀者96.4萬人次，辦理借書證2.1萬張。
"""
CASES = [
    (HARBOUR, "招收新员工", "二、人员", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"]),
    (TRADITIONAL, "接待读者", "二、讀者", ["utf-8", "big5", "gb18030", "utf-16-le"]),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "question", "heading", "encoding"),
    [
        pytest.param(text, question, heading, encoding, id=f"{heading}-{encoding}")
        for text, question, heading, encodings in CASES
        for encoding in encodings
    ],
)
def test_a_report_in_any_encoding_is_found_and_quoted_as_written(
    tmp_path: Path, text: str, question: str, heading: str, encoding: str, line_end: str
) -> None:
    written = text.replace("\n", line_end)
    report = tmp_path / "report.txt"
    report.write_bytes(written.encode(encoding))
    encoder = FakeEncoder()
    outcome = index_reports([report], tmp_path / "library", encoder)
    assert not outcome.refused
    library = open_library(tmp_path / "library", encoder)
    (document,) = library.documents.values()
    assert document.text == written
    best = retrieve(library, encoder, question)[0].chunk
    assert best.section == (heading,)
    assert document.quote(best.span) in written
    assert document.line_number(best.span.start) == written[: best.span.start].count("\n") + 1
