import itertools
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunking import MAX_CHARS, chunk_document, embedding_text
from index.documents import parse_document, read_document
from index.types import Chunk, Document
from tests.samples import REPORTS

SERVED_REPORT = Path(__file__).parents[2] / "data" / "reports" / "guizhou-2020.txt"
SENTENCE = "全县新增就业1.2万人，比上年多600人。"


def document_of(text: str) -> Document:
    return parse_document(text.encode(), "report.txt")


def quotes(document: Document, max_chars: int = MAX_CHARS, overlap_sentences: int = 1) -> list[str]:
    chunks = chunk_document(document, max_chars, overlap_sentences)
    return [document.quote(chunk.span) for chunk in chunks]


def uncovered(document: Document, chunks: tuple[Chunk, ...]) -> str:
    """Return what no chunk holds, space left out."""
    rest, position = [], 0
    for chunk in chunks:
        rest.append(document.text[position : chunk.span.start])
        position = max(position, chunk.span.end)
    return "".join([*rest, document.text[position:]]).strip()


@pytest.mark.parametrize("max_chars", [1, 40, 120, MAX_CHARS, 10_000])
def test_chunks_of_the_served_report_cover_all_of_it(max_chars: int) -> None:
    document = read_document(SERVED_REPORT)
    assert uncovered(document, chunk_document(document, max_chars)) == ""


def test_chunks_of_the_served_report_are_whole_sentences_within_the_limit() -> None:
    document = read_document(SERVED_REPORT)
    for quote in quotes(document):
        assert len(quote) <= MAX_CHARS
        assert quote.endswith(("。", "…", ")", "]"))


@pytest.mark.parametrize("text", REPORTS.values(), ids=REPORTS)
def test_a_chunk_never_crosses_a_section(text: str) -> None:
    document = document_of(text)
    assert document.sections
    for chunk, section in itertools.product(chunk_document(document), document.sections):
        assert section.span.contains(chunk.span) or not section.span.overlaps(chunk.span)


def test_a_heading_stands_at_the_start_of_its_first_chunk_alone() -> None:
    document = document_of(f"综述\n一、就业\n{SENTENCE * 4}\n二、住房\n{SENTENCE}")
    assert quotes(document, max_chars=60) == [
        "综述",
        f"一、就业\n{SENTENCE * 2}",
        SENTENCE * 2,
        SENTENCE * 2,
        f"二、住房\n{SENTENCE}",
    ]


def test_each_chunk_repeats_the_last_sentence_of_the_one_before() -> None:
    document = document_of("甲一。乙二。丙三。丁四。戊五。")
    assert quotes(document, 9, 1) == ["甲一。乙二。丙三。", "丙三。丁四。戊五。"]
    assert quotes(document, 9, 2) == [
        "甲一。乙二。丙三。",
        "乙二。丙三。丁四。",
        "丙三。丁四。戊五。",
    ]
    assert quotes(document, 9, 0) == ["甲一。乙二。丙三。", "丁四。戊五。"]


def test_a_sentence_that_does_not_fit_beside_the_next_is_not_repeated() -> None:
    document = document_of("甲一二三四五六七。乙一二三四五六七。")
    assert quotes(document, 10, 1) == ["甲一二三四五六七。", "乙一二三四五六七。"]


def test_what_is_embedded_has_title_and_headings_in_front_and_what_is_quoted_has_not() -> None:
    document = document_of(f"综述\n一、民生\n（一）就业\n{SENTENCE * 4}")
    first, second = chunk_document(document, max_chars=60)[-2:]
    assert embedding_text(document, second) == f"综述\n一、民生\n（一）就业\n{SENTENCE * 2}"
    assert document.quote(second.span) == SENTENCE * 2
    assert embedding_text(document, first) == f"综述\n一、民生\n（一）就业\n{SENTENCE * 2}"


def test_a_long_sentence_is_cut_between_clauses_outside_quotes() -> None:
    text = "坚持“抓重点、补短板”，完善制度；修订“甲、乙、丙”三项办法，落实到位。"
    assert quotes(document_of(text), 24, 0) == [
        "坚持“抓重点、补短板”，完善制度；",
        "修订“甲、乙、丙”三项办法，落实到位。",
    ]


def test_a_table_row_is_never_cut() -> None:
    row = "| 临江县 | 1,200 | 35.6 | " + "很长的说明，" * 20 + " |"
    document = document_of(f"# 表\n\n| 县 | 人 | 元 | 说明 |\n{row}\n{row}\n")
    assert quotes(document, 50, 0)[-2:] == [row, row]


def test_line_ends_of_windows_do_not_change_what_is_chunked() -> None:
    text = REPORTS["harbour.txt"]
    plain, windows = document_of(text), document_of(text.replace("\n", "\r\n"))
    assert uncovered(windows, chunk_document(windows)) == ""
    assert [q.replace("\r\n", "\n") for q in quotes(windows)] == quotes(plain)


def test_chunk_ids_sort_by_place() -> None:
    chunks = chunk_document(read_document(SERVED_REPORT), 100)
    assert [chunk.ordinal for chunk in chunks] == list(range(len(chunks)))
    assert sorted(chunk.chunk_id for chunk in chunks) == [chunk.chunk_id for chunk in chunks]


# ---------------------------------------------------------------------------- properties

NUMBERS = st.sampled_from(
    "1.68亿元|171.59万名|1,200,000.50元|８７．５％|3.5%|1400余名|二十三个|25—30家|12 万平方公里"
    "|100 km|$3.5 million|第5批|￥20万".split("|")
)
WORDS = st.sampled_from(
    "全省组织部门|培训|，|、|；|投入|Ministry of Health |a |“|”|（|）|增长|和|。|\n".split("|")
)


@given(st.lists(st.one_of(NUMBERS, WORDS), max_size=60), st.integers(15, 60), st.integers(0, 2))
def test_a_chunk_never_splits_a_number_from_its_unit(
    pieces: list[str], max_chars: int, overlap: int
) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    document = document_of(text)
    chunks = chunk_document(document, max_chars, overlap)
    for number in re.finditer(
        r"1\.68亿元|171\.59万名|1,200,000\.50元|８７．５％|(?<![$\d.,])3\.5%|1400余名|25—30家"
        r"|12 万平方公里|100 km|\$3\.5 million|第5批|￥20万|Ministry|Health",
        text,
    ):
        for edge in itertools.chain(*((c.span.start, c.span.end) for c in chunks)):
            assert not number.start() < edge < number.end(), (number[0], text[edge - 3 : edge + 3])


@given(st.text(min_size=1), st.integers(1, 50), st.integers(0, 3))
def test_chunks_of_any_text_cover_it_in_order(text: str, max_chars: int, overlap: int) -> None:
    if not text.strip() or "\x00" in text or re.search(r"[\x01-\x08\x0e-\x1f\x7f]", text):
        return
    document = document_of(text)
    chunks = chunk_document(document, max_chars, overlap)
    assert uncovered(document, chunks) == ""
    for one, two in itertools.pairwise(chunks):
        assert one.span.start < two.span.start
        assert one.span.end < two.span.end


def test_a_million_bytes_are_chunked_in_seconds() -> None:
    document = document_of(read_document(SERVED_REPORT).text * 85)
    start = time.process_time()
    assert len(chunk_document(document)) > 1000
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "piece", ["甲", "1", "(", "a ", "甲,", "“", "| a |", "一、甲。\n乙。\n", f"标题\n{SENTENCE}\n"]
)
def test_chunking_takes_linear_time_on_hostile_text(piece: str) -> None:
    document = document_of(piece * (100_000 // len(piece)))
    start = time.process_time()
    chunk_document(document)
    assert time.process_time() - start < 4
