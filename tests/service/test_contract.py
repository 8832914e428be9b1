import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import parse_document, read_document
from index.types import Document, Fact, Kind, Qualifier, Quantity, Span
from service.contract import (
    FACT_COLUMNS,
    answer_json,
    decimal_text,
    fact_json,
    facts_csv,
    json_text,
    sections_json,
)
from service.lookup import FactPage
from service.types import Answer, Calculation, Citation, Operand, Reason, Status, Value
from tests.service.processes import ROOT

TEXT = "党员捐款1.68亿元。\n=捐款总额-10%。"
DOCUMENT = Document("d0", "gui.txt", "ab", "utf-8", TEXT, "题", ())
FACT = Fact(
    fact_id="d0-4",
    document_id="d0",
    quantity=Quantity(
        Kind.MONEY, "1.68亿元", Span(4, 10), Decimal("1.68E+8"), unit="元", qualifier=Qualifier.OVER
    ),
    measure="党员捐款",
    measure_spans=(Span(0, 4),),
    sentence=Span(0, 11),
    section=("捐款", "党员"),
    period="2020",
    status="result",
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1.68E+8", "168000000"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("0", "0"),
        ("-0.0", "0"),
        ("-3.20", "-3.2"),
        ("1E-7", "0.0000001"),
    ],
)
def test_numbers_leave_in_plain_digits(number, text):
    assert decimal_text(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_as_text_is_the_same_number(number):
    assert Decimal(decimal_text(number)) == number


def test_a_fact_has_the_fields_of_the_contract():
    assert fact_json(FACT, DOCUMENT) == {
        "id": "d0-4",
        "document_id": "d0",
        "kind": "money",
        "surface": "1.68亿元",
        "start": 4,
        "end": 10,
        "number": "168000000",
        "low": None,
        "high": None,
        "unit": "元",
        "qualifier": "over",
        "measure": "党员捐款",
        "period": "2020",
        "section": ["捐款", "党员"],
        "quote": "党员捐款1.68亿元。",
        "quote_start": 0,
        "quote_end": 11,
        "url": "/documents/d0#c=4-10",
        "period_inherited": False,
        "comparison": None,
        "goal_or_result": "result",
        "place": None,
    }


def test_an_answer_has_the_fields_of_the_contract():
    answer = Answer(
        answer_id="a1",
        question="捐了多少？",
        standalone_question="党员捐了多少？",
        status=Status.ANSWERED,
        text="党员捐款1.68亿元。[1]",
        short_answer="1.68亿元",
        value=Value(Decimal("1.68E+8"), "元", Qualifier.EXACT, "1.68亿元"),
        calculation=Calculation(
            "a / b", Decimal("97.90"), "元/人", (Operand("a", Decimal("1.68E+8"), "元", 1),)
        ),
        confidence=0.87654321,
        citations=(Citation(1, "d0", "题", ("捐款",), Span(0, 11), "党员捐款1.68亿元。"),),
        facts=(FACT,),
        suggestions=("还有呢？",),
        generation=3,
        timings_ms=(("total", 12.34567),),
    )
    assert answer_json(answer, {"d0": DOCUMENT}) == {
        "id": "a1",
        "question": "捐了多少？",
        "standalone_question": "党员捐了多少？",
        "status": "answered",
        "reason": None,
        "text": "党员捐款1.68亿元。[1]",
        "short_answer": "1.68亿元",
        "value": {"number": "168000000", "unit": "元", "qualifier": "exact", "surface": "1.68亿元"},
        "calculation": {
            "expression": "a / b",
            "result": "97.9",
            "unit": "元/人",
            "operands": [{"label": "a", "number": "168000000", "unit": "元", "citation": 1}],
        },
        "correction": None,
        "confidence": 0.8765,
        "citations": [
            {
                "number": 1,
                "document_id": "d0",
                "title": "题",
                "section": ["捐款"],
                "page": None,
                "start": 0,
                "end": 11,
                "quote": "党员捐款1.68亿元。",
                "url": "/documents/d0#c=0-11",
            }
        ],
        "facts": [fact_json(FACT, DOCUMENT)],
        "suggestions": ["还有呢？"],
        "generator": "extractive",
        "generation": 3,
        "timings_ms": {"total": 12.346},
    }


def test_an_answer_that_is_not_there_has_its_reason_and_nothing_else():
    body = answer_json(Answer("a", "q", "q", Status.NOT_FOUND, "没有。", Reason.NOT_STATED), {})
    assert (body["status"], body["reason"]) == ("not_found", "not_stated")
    assert (body["short_answer"], body["value"], body["calculation"]) == (None, None, None)
    assert (body["citations"], body["facts"], body["suggestions"]) == ([], [], [])


def test_json_keeps_chinese_as_it_is_and_stays_on_one_line():
    assert json_text({"题": "甲\n乙"}) == '{"题": "甲\\n乙"}'.encode()


@given(st.text(st.characters(codec=None)))
def test_json_text_is_utf8_whatever_the_text(text):
    assert json.loads(json_text([text]).decode("utf-8")) == [text]


def read_csv(page: FactPage) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(facts_csv(page), newline="")))


def test_the_table_has_the_fields_of_the_json():
    assert tuple(fact_json(FACT, DOCUMENT)) == FACT_COLUMNS
    (row,) = read_csv(FactPage(1, (FACT,), {"d0": DOCUMENT}))
    assert (row["number"], row["section"], row["low"]) == ("168000000", "捐款 > 党员", "")
    assert row["quote"] == DOCUMENT.quote(FACT.sentence)


def test_a_cell_that_a_spreadsheet_would_run_is_made_text_and_a_negative_number_is_not():
    minus = Quantity(Kind.PERCENT, "-10%", Span(17, 21), Decimal(-10), unit="%")
    fact = Fact("d0-17", "d0", minus, "=捐款总额", (Span(12, 17),), Span(12, 22), ())
    (row,) = read_csv(FactPage(1, (fact,), {"d0": DOCUMENT}))
    assert row["measure"] == "'=捐款总额"
    assert row["quote"] == "'" + DOCUMENT.quote(Span(12, 22))
    assert row["surface"] == "'-10%"
    assert row["number"] == "-10"


def test_every_reason_and_status_of_the_contract_exists():
    assert {status.value for status in Status} == {"answered", "partial", "not_found"}
    assert {reason.value for reason in Reason} == {
        "out_of_scope",
        "not_stated",
        "premise_conflict",
    }


def test_the_sections_cover_the_text_from_its_opening_on():
    document = parse_document("年度报告\n全年平稳。\n一、道路\n新建桥梁4座。\n".encode(), "a.txt")
    opening, roads = sections_json(document)
    assert opening == {"path": [], "start": 0, "end": document.text.index("一、道路")}
    assert roads["path"] == ["一、道路"]
    assert document.text[roads["start"] : roads["end"]].startswith("一、道路")


def test_the_shipped_report_has_an_opening_and_six_headings():
    document = read_document(ROOT / "data" / "reports" / "guizhou-2020.txt")
    assert len(sections_json(document)) == 7
