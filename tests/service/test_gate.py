from dataclasses import replace
from decimal import Decimal

import pytest

from index.documents import parse_document
from index.types import Document, Qualifier, Span
from service.gate import GateError, verified
from service.types import Answer, Calculation, Citation, Operand, Reason, Status, Value

TEXT = (
    "2020年全市报告\n"
    "171.59万名居民捐款1.68亿元。新建学校12所,其中小学7所,合格率达到88.3%,提高2.5个百分点。\n"
    "近60万名志愿者参加服务。\n"
)
REPORT = parse_document(TEXT.encode(), "city.txt")
DOCUMENTS: dict[str, Document] = {REPORT.document_id: REPORT}


def cite(quote: str, number: int = 1) -> Citation:
    start = REPORT.text.index(quote)
    return Citation(
        number, REPORT.document_id, REPORT.title, (), Span(start, start + len(quote)), quote
    )


DONATION = Answer(
    answer_id="a",
    question="捐了多少钱？",
    standalone_question="捐了多少钱？",
    status=Status.ANSWERED,
    text="171.59万名居民捐款1.68亿元。[1]",
    short_answer="1.68亿元",
    value=Value(Decimal("168000000"), "元", Qualifier.EXACT, "1.68亿元"),
    citations=(cite("171.59万名居民捐款1.68亿元。"),),
)


def test_a_quote_passes_however_its_numbers_read() -> None:
    text = "2014年报告\n着重解决好现有“三个1亿人”问题。\n"
    report = parse_document(text.encode(), "report.txt")
    quote = "着重解决好现有“三个1亿人”问题。"
    start = report.text.index(quote)
    span = Span(start, start + len(quote))
    citation = Citation(1, report.document_id, report.title, (), span, quote)
    answer = replace(
        DONATION, text=f"{quote}[1]", short_answer=None, value=None, citations=(citation,)
    )
    assert verified(answer, {report.document_id: report}) is answer
    with pytest.raises(GateError):
        verified(replace(answer, text=f"2{quote}[1]"), {report.document_id: report})


def test_an_answer_in_the_reports_own_words_passes_unchanged() -> None:
    assert verified(DONATION, DOCUMENTS) is DONATION


@pytest.mark.parametrize(
    "text",
    [
        "171.59万名居民捐款1.86亿元。[1]",
        "171.59万名居民捐款1.68万元。[1]",
        "171.59亿名居民捐款1.68亿元。[1]",
        "171.59万名居民捐款11.68亿元。[1]",
        "71.59万名居民捐款1.68亿元。[1]",
        "2020年居民捐款1.68亿元。[1]",
        "居民捐款1.68亿元,占88.3%。[1]",
        "居民捐款一亿七千万元。[1]",
    ],
)
def test_a_number_that_no_cited_quote_holds_is_stopped(text: str) -> None:
    with pytest.raises(GateError):
        verified(replace(DONATION, text=text), DOCUMENTS)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("合格率达到88.3%,提高2.5个百分点", "合格率提高2.5%。[1]"),
        ("合格率达到88.3%,提高2.5个百分点", "合格率达到88.3个百分点。[1]"),
        ("近60万名志愿者参加服务", "60万名志愿者以上参加服务,共600名。[1]"),
        ("新建学校12所", "新建学校12所,其中小学7所。[1]"),
    ],
)
def test_a_changed_unit_or_a_neighbours_figure_is_stopped(quote: str, text: str) -> None:
    answer = replace(DONATION, text=text, short_answer=None, value=None, citations=(cite(quote),))
    with pytest.raises(GateError):
        verified(answer, DOCUMENTS)


@pytest.mark.parametrize("number", ["168000001", "1.68", "16800000"])
def test_a_value_that_differs_from_its_surface_is_stopped(number: str) -> None:
    assert DONATION.value is not None
    value = replace(DONATION.value, number=Decimal(number))
    with pytest.raises(GateError):
        verified(replace(DONATION, value=value), DOCUMENTS)


def test_a_value_that_claims_another_exactness_is_stopped() -> None:
    assert DONATION.value is not None
    value = replace(DONATION.value, qualifier=Qualifier.OVER)
    with pytest.raises(GateError):
        verified(replace(DONATION, value=value), DOCUMENTS)


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_quote_that_stands_elsewhere_is_stopped(shift: int) -> None:
    right = DONATION.citations[0]
    shifted = replace(right, span=Span(right.span.start + shift, right.span.end + shift))
    with pytest.raises(GateError, match="does not stand"):
        verified(replace(DONATION, citations=(shifted,)), DOCUMENTS)


def test_a_citation_of_an_unknown_document_is_stopped() -> None:
    foreign = replace(DONATION.citations[0], document_id="0" * 16)
    with pytest.raises(GateError, match="no document"):
        verified(replace(DONATION, citations=(foreign,)), DOCUMENTS)


def test_a_footnote_mark_of_the_report_itself_passes() -> None:
    text = "公报\n高技术制造业[2]增加值增长9.5%。\n"
    report = parse_document(text.encode(), "bulletin.txt")
    quote = "高技术制造业[2]增加值增长9.5%。"
    start = report.text.index(quote)
    span = Span(start, start + len(quote))
    citation = Citation(1, report.document_id, report.title, (), span, quote)
    answer = replace(
        DONATION, text=f"{quote}[1]", short_answer=None, value=None, citations=(citation,)
    )
    assert verified(answer, {report.document_id: report}) is answer
    with pytest.raises(GateError):
        verified(replace(answer, text=f"{quote}[2]"), {report.document_id: report})


def test_a_marker_without_its_citation_is_stopped() -> None:
    with pytest.raises(GateError, match=r"\[2\]"):
        verified(replace(DONATION, text="捐款1.68亿元。[2]"), DOCUMENTS)


def test_an_answer_without_any_citation_is_stopped() -> None:
    bare = replace(DONATION, text="有捐款。", short_answer=None, value=None, citations=())
    with pytest.raises(GateError, match="nothing is cited"):
        verified(bare, DOCUMENTS)


def test_a_refusal_needs_no_citation() -> None:
    refusal = replace(
        DONATION,
        status=Status.NOT_FOUND,
        reason=Reason.NOT_STATED,
        text="报告没有说明。",
        short_answer=None,
        value=None,
        citations=(),
    )
    assert verified(refusal, DOCUMENTS) is refusal


PER_HEAD = replace(
    DONATION,
    text="平均每人捐款97.9元。[1]",
    short_answer="97.9元",
    value=Value(Decimal("97.9"), "元", Qualifier.APPROX, "97.9元"),
    calculation=Calculation(
        "168000000 ÷ 1715900",
        Decimal("97.9"),
        "元/人",
        (
            Operand("捐款", Decimal("168000000"), "元", 1),
            Operand("居民", Decimal("1715900"), "人", 1),
        ),
    ),
)


def test_a_computed_number_passes_with_its_formula() -> None:
    assert verified(PER_HEAD, DOCUMENTS) is PER_HEAD


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("168000000 ÷ 1715900", "98.9"),
        ("168000000 ÷ 1715901", "97.9"),
        ("168000000 × 1715900", "97.9"),
        ("168000000 ÷ 0", "97.9"),
        ("__import__('os')", "97.9"),
        ("168000000 ÷", "97.9"),
    ],
)
def test_a_formula_that_does_not_give_its_result_is_stopped(expression: str, result: str) -> None:
    assert PER_HEAD.calculation is not None
    wrong = replace(PER_HEAD.calculation, expression=expression, result=Decimal(result))
    with pytest.raises(GateError):
        verified(replace(PER_HEAD, calculation=wrong), DOCUMENTS)


def test_an_operand_that_its_quote_does_not_hold_is_stopped() -> None:
    assert PER_HEAD.calculation is not None
    operand = replace(PER_HEAD.calculation.operands[1], number=Decimal("1715901"))
    wrong = replace(
        PER_HEAD.calculation,
        expression="168000000 ÷ 1715901",
        operands=(PER_HEAD.calculation.operands[0], operand),
    )
    with pytest.raises(GateError, match="not in its quote"):
        verified(replace(PER_HEAD, calculation=wrong), DOCUMENTS)
