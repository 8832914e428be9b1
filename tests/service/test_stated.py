import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Document, Fact
from service.operations import Operation, Operator
from service.stated import is_outcome, names_an_end, start_of_change, tells_change


def fact_of(document: Document, surface: str) -> Fact:
    return next(f for f in extract_facts(document) if f.quantity.surface == surface)


@pytest.mark.parametrize(
    ("text", "surface", "told"),
    [
        ("服务业增加值比重提高1.3个百分点。", "1.3个百分点", True),
        ("粮食产量比上年增加12万吨。", "12万吨", True),
        ("服务业增加值比重提高到48.2%。", "48.2%", False),
        ("财政投入从2006年的18亿元增加到2010年的306亿元。", "306亿元", False),
        ("财政投入从2006年的18亿元增加到2010年的306亿元。", "18亿元", False),
        ("服务业增加值260亿元。", "260亿元", False),
        ("新建高校12所。", "12所", False),
    ],
)
def test_a_change_is_told_from_what_it_came_to(text: str, surface: str, told: bool) -> None:
    document = parse_document(f"总结\n\n{text}".encode(), "r.txt")
    assert tells_change(fact_of(document, surface), document) is told


@pytest.mark.parametrize(
    ("text", "end", "start"),
    [
        ("服务业比重由46.9%提高到48.2%。", "48.2%", "46.9%"),
        ("财政投入从2006年的18亿元增加到2010年的306亿元。", "306亿元", "18亿元"),
        ("原有图书馆12座,现在有19座。", "19座", "12座"),
        ("新建学校12所,医院达到19所。", "19所", None),
        ("从长远看,新建学校12所、医院19所。", "19所", None),
    ],
)
def test_a_change_begins_where_its_sentence_says(text: str, end: str, start: str | None) -> None:
    document = parse_document(f"总结\n\n{text}".encode(), "r.txt")
    found = start_of_change(fact_of(document, end), extract_facts(document), document)
    assert (found.quantity.surface if found is not None else None) == start


@pytest.mark.parametrize(
    ("operator", "text", "surface", "outcome"),
    [
        (Operator.SUM, "两项合计15亿元。", "15亿元", True),
        (Operator.SUM, "贷款12亿元。", "12亿元", False),
        (Operator.QUOTIENT, "人均住房面积32平方米。", "32平方米", True),
        (Operator.QUOTIENT, "住房面积32万平方米。", "32万平方米", False),
        (Operator.DIFFERENCE, "桥梁比隧道多5座。", "5座", True),
        (Operator.DIFFERENCE, "经费9亿元,比前期的5亿元增长80%。", "5亿元", False),
        (Operator.SHARE, "参加投票的占选民的85%。", "85%", True),
        (Operator.REST, "没有投票的4571人。", "4571人", True),
        (Operator.REST, "参加投票的27809人。", "27809人", False),
        (Operator.EACH, "新建学校12所。", "12所", False),
    ],
)
def test_only_what_is_told_as_the_outcome_stands_for_it(
    operator: Operator, text: str, surface: str, outcome: bool
) -> None:
    document = parse_document(f"总结\n\n{text}".encode(), "r.txt")
    operation = Operation(operator, (), ())
    assert is_outcome(operation, fact_of(document, surface), document) is outcome


def test_a_sentence_may_name_the_most_without_numbers() -> None:
    assert names_an_end("其中甲县最多。")
    assert not names_an_end("甲县和乙县都有。")
