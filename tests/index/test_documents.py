import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import parse_document, read_document
from index.errors import DocumentError
from tests.samples import REPORTS

SERVED_REPORT = Path(__file__).parents[2] / "data" / "reports" / "guizhou-2020.txt"
REPORT = "临江县工作综述\r\n来源：江南日报 2021-01-08\r\n\r\n一、回顾\r\n全县新增就业1.2万人。\r\n"


def test_the_served_report_has_its_title_its_sections_and_its_byline() -> None:
    document = read_document(SERVED_REPORT)
    assert document.title == "坚持更高标准更高质量 在大战大考中彰显组织力量"
    assert document.subtitle == "2020年全省组织工作新进展新成效"
    assert [section.path for section in document.sections] == [
        ("突出“两个维护”,抓牢抓实党的政治建设",),
        ("越是艰险越向前,党旗在打赢“两场战役”中高高飘扬",),
        ("强基固本,推动基层党建全面提质增效",),
        ("事业为上,以正确用人导向引领干事创业导向",),
        ("构建人才工作大格局,营造近悦远来的人才环境",),
        ("坚持政治建部、从严治部,持之以恒打造模范部门、建设过硬队伍",),
    ]
    assert (document.byline, document.publisher, document.published) == ("贵组轩", None, None)


def test_every_character_of_the_served_report_is_kept() -> None:
    document = read_document(SERVED_REPORT)
    assert document.text == SERVED_REPORT.read_bytes().decode("utf-8")
    assert document.document_id == document.sha256[:16]
    assert document.sha256 == hashlib.sha256(SERVED_REPORT.read_bytes()).hexdigest()


def test_the_sections_of_the_served_report_leave_out_introduction_and_editors() -> None:
    document = read_document(SERVED_REPORT)
    text = document.text
    assert document.section_path(text.index("2020年,贵州发展")) == ()
    assert document.section_path(text.index("[责任编辑")) == ()
    assert document.section_path(text.index("1.68亿元"))[0].startswith("越是艰险越向前")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_same_report_in_any_encoding_has_the_same_text_and_structure(encoding: str) -> None:
    document = parse_document(REPORT.encode(encoding), "report.txt")
    assert document.text == REPORT
    assert document.title == "临江县工作综述"
    assert document.publisher == "江南日报"
    assert document.published == "2021-01-08"
    (section,) = document.sections
    assert document.quote(section.span) == "一、回顾\r\n全县新增就业1.2万人。"


def test_line_ends_do_not_change_the_structure() -> None:
    plain = parse_document(REPORT.replace("\r\n", "\n").encode(), "report.txt")
    windows = parse_document(REPORT.encode(), "report.txt")
    assert windows.text.count("\r\n") == 5
    assert (plain.title, plain.publisher) == (windows.title, windows.publisher)
    assert [s.path for s in plain.sections] == [s.path for s in windows.sections]
    assert plain.document_id != windows.document_id


def test_a_report_without_a_title_is_called_by_its_file() -> None:
    assert parse_document("全县新增就业。\n".encode(), "临江 2020.txt").title == "临江 2020"


def test_a_file_name_is_kept_without_its_folder() -> None:
    for name in ("a/b/报告.MD", "C:\\reports\\报告.MD"):
        assert parse_document(b"Exports rose.", name).filename == "报告.MD"
    assert parse_document(b"Exports rose.", "a\udcff.txt").filename == "a?.txt"


@pytest.mark.parametrize(
    ("data", "name", "reason", "words"),
    [
        (b"", "a.txt", "empty_file", "a.txt is empty (0 bytes)"),
        (" \r\n\u3000\n".encode(), "a.txt", "no_text", "only white space"),
        (b"\xef\xbb\xbf", "a.txt", "no_text", "only white space"),
        (b"x" * 101, "a.txt", "too_large", "101 bytes; at most 100"),
        (b"x", "a.pdf", "unsupported_type", ".pdf files are not read"),
        (b"x", "README", "unsupported_type", "without a suffix"),
        (b"%PDF-1.4", "a.txt", "binary_file", "is a PDF"),
        ("全省组织".encode()[:-1], "a.txt", "encoding_unknown", "as UTF-8 it breaks at byte 9"),
    ],
)
def test_what_cannot_be_indexed_is_refused_with_its_reason(
    data: bytes, name: str, reason: str, words: str
) -> None:
    with pytest.raises(DocumentError) as refusal:
        parse_document(data, name, max_bytes=100)
    assert refusal.value.reason == reason
    assert words in str(refusal.value)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(DocumentError, match=r"52,428,800 bytes; at most 20,971,520") as refusal:
        read_document(path)
    assert refusal.value.reason == "too_large"


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt"])
def test_what_is_not_a_file_is_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(DocumentError) as refusal:
        read_document(tmp_path / name)
    assert refusal.value.reason == "unreadable"
    assert name in str(refusal.value)


@pytest.mark.parametrize("name", REPORTS)
def test_a_file_and_its_bytes_give_the_same_document(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(REPORTS[name].encode())
    assert read_document(path) == parse_document(path.read_bytes(), name)


@given(
    st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda t: t.encode("utf-16")))
)
def test_any_bytes_are_a_document_or_refused(data: bytes) -> None:
    try:
        document = parse_document(data, "a.txt")
    except DocumentError:
        return
    assert document.text.strip()
    assert document.title
    assert document.document_id == hashlib.sha256(data).hexdigest()[:16]
