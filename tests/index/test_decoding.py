import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decoding import decode
from index.errors import DocumentError

SIMPLIFIED = "全省组织部门深入一线,火线发展党员1096人。\r\n第二段:增长3.5%。"
TRADITIONAL = "全市圖書館舉辦講座135場，參加者近2萬人。\r\n第二段：增長3.5%。"
ENGLISH = "Exports rose 3.5% in 2020.\r\nThe café trade – a small one – fell.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, SIMPLIFIED.replace("\r\n", ""), "你好世界"])
def test_simplified_chinese_is_read_in_every_usual_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "cp950", "utf-16-le"])
def test_traditional_chinese_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "a.txt")[0] == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-16-be", "gb18030"])
def test_english_with_accents_and_dashes_is_read(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "a.txt")[0] == ENGLISH


@pytest.mark.parametrize(
    ("bom", "encoding", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(
    bom: bytes, encoding: str, name: str
) -> None:
    assert decode(bom + SIMPLIFIED.encode(encoding), "a.txt") == (SIMPLIFIED, name)


def test_big5_is_not_taken_for_gb18030_which_decodes_it_without_error() -> None:
    data = TRADITIONAL.encode("big5")
    assert data.decode("gb18030") != TRADITIONAL
    assert decode(data, "a.txt") == (TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"%PDF-1.7 \x00\x01", "binary_file", "is a PDF; only .txt and .md"),
        (b"PK\x03\x04\x14\x00", "binary_file", "ZIP archive or an Office file"),
        (b"\x89PNG\r\n\x1a\n", "binary_file", "PNG image"),
        (bytes(range(256)) * 4, "binary_file", "NUL"),
        (b"\x01\x02\x03\x04\x05" * 20, "binary_file", "control characters"),
        ("全省".encode() + b"\xff" + "组织部门".encode(), "encoding_unknown", "at byte 6 of 19"),
        (ENGLISH.encode() + b"It is \xe9 now.", "encoding_unknown", "as UTF-8 it breaks"),
        ("It was 5 ° in \u0101\u0e01 then. ".encode("gb18030") * 9, "encoding_unknown", "as UTF-8"),
        (SIMPLIFIED.encode()[:-1], "encoding_unknown", "save it as UTF-8"),
        (b"\xef\xbb\xbf" + "组织部门".encode("gb18030"), "encoding_unknown", "says utf-8-sig"),
        (b"\xff\xfe\x00\xd8", "encoding_unknown", "byte order mark says utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str, words: str) -> None:
    with pytest.raises(DocumentError) as refusal:
        decode(data, "a.txt")
    assert refusal.value.reason == reason
    assert words in str(refusal.value)


def test_a_stray_end_of_file_mark_is_not_a_reason_to_refuse() -> None:
    assert decode(b"Exports rose.\x1a", "a.txt") == ("Exports rose.\x1a", "utf-8")


@given(st.one_of(st.binary(), st.binary(min_size=50), st.text(min_size=20).map(str.encode)))
def test_any_bytes_are_text_without_loss_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt")
    except DocumentError:
        return
    assert "\x00" not in text
    assert data.decode(encoding).removeprefix("\ufeff") == text
    assert text.encode("utf-8").decode("utf-8") == text
