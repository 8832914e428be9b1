from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Document, Fact, Kind

_REPORT = Path(__file__).parents[2] / "data" / "reports" / "guizhou-2020.txt"
_PIECES = [
    *[
        "1个",
        "培训",
        "3家企业",
        "增长",
        "5%",
        "今年",
        "2019年",
        "，",
        "。",
        "\n",
        "和",
        "、",
        "其中",
    ],
    *["“十四五”", "每年", "前三年", "比", "的", "等", "……", "|", "达到", "《", "》", "教师"],
]


def _facts(text: str, title: str = "测试报告") -> list[Fact]:
    document = parse_document(f"{title}\n\n{text}".encode(), "report.txt")
    return [fact for fact in extract_facts(document) if fact.quantity.span.start > len(title)]


def test_a_fact_stands_in_the_sentence_that_states_it() -> None:
    document = parse_document(
        "标题\n\n第一句没有数。新建学校12所。共培训7487人。".encode(), "r.txt"
    )
    facts = extract_facts(document)
    assert [(f.quantity.surface, document.quote(f.sentence)) for f in facts] == [
        ("12所", "新建学校12所。"),
        ("7487人", "共培训7487人。"),
    ]


def test_labels_are_no_facts() -> None:
    facts = _facts("增强“四个意识”，坚持三会一课，培训干部12名。")
    assert [fact.quantity.kind for fact in facts] == [Kind.QUANTITY]


def test_a_measure_is_made_of_the_words_at_its_spans() -> None:
    document = parse_document(_REPORT.read_bytes(), _REPORT.name)
    for fact in extract_facts(document):
        words = "".join(document.quote(span) for span in fact.measure_spans)
        assert fact.measure.replace(" ", "") == words.replace(" ", "")
        assert fact.sentence.contains(fact.quantity.span)


def test_a_fact_of_the_report_is_named_after_its_place_in_the_text() -> None:
    document = parse_document(_REPORT.read_bytes(), _REPORT.name)
    facts = {fact.quantity.surface: fact for fact in extract_facts(document)}
    fact = facts["1.68亿元"]
    assert fact.fact_id == f"{document.document_id}-{document.text.index('1.68亿元')}"
    assert (fact.period, fact.period_inherited, fact.status) == ("2020", True, "result")


def test_a_heading_dates_what_stands_below_it() -> None:
    facts = _facts("一、2018年工作回顾\n建成公园20个。", title="工作材料")
    (fact,) = (fact for fact in facts if fact.quantity.kind is not Kind.DATE)
    assert (fact.period, fact.period_inherited, fact.status) == ("2018", True, "result")


def test_a_sentence_goes_on_in_the_year_of_the_one_before() -> None:
    facts = _facts("全县2018年建成公园20个。绿地增加3万亩。\n新的一段建成5个。", title="工作材料")
    periods = [fact.period for fact in facts if fact.quantity.kind is not Kind.DATE]
    assert periods == ["2018", "2018", None]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_facts_whose_spans_hold(text: str) -> None:
    document = Document("0" * 16, "r.txt", "0" * 64, "utf-8", text, "2020年报告", ())
    for fact in extract_facts(document):
        assert document.quote(fact.quantity.span) == fact.quantity.surface
        assert fact.sentence.contains(fact.quantity.span)
        assert all(fact.sentence.contains(span) for span in fact.measure_spans)


@pytest.mark.parametrize(
    "unit",
    [
        "1个，",
        "1个",
        "培训1个村帮扶2个",
        "2020年",
        "今年1个",
        "每年1元",
        "“一",
        "和1个",
        "比2019年增长5%、",
    ],
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    document = Document("0" * 16, "r.txt", "0" * 64, "utf-8", text, "报告", ())
    start = process_time()
    extract_facts(document)
    assert process_time() - start < 10.0


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "居民储蓄大幅度增加。2019年末达到16亿元，比上年末增长3%。",
            ["居民储蓄", "居民储蓄比上年末增长"],
        ),
        ("居民储蓄大幅度增加。\n2019年末达到16亿元。", [""]),
        ("居民储蓄大幅度增加。2019年末全省贷款达到16亿元。", ["全省贷款"]),
    ],
)
def test_a_number_without_a_subject_goes_on_with_the_one_before(
    text: str, measures: list[str]
) -> None:
    facts = extract_facts(parse_document(f"报告\n\n{text}".encode(), "report.txt"))
    assert [f.measure for f in facts if f.quantity.kind is not Kind.DATE] == measures
