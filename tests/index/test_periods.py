import pytest

from index.documents import parse_document
from index.periods import (
    ReportYears,
    anchors_in,
    header_period,
    is_later,
    names_time,
    period_at,
    period_behind,
    report_years,
    years_of,
)
from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Span

_YEARS = ReportYears(now=2025, reviewed=2024)


def _periods(text: str, years: ReportYears = _YEARS) -> list[tuple[str, bool]]:
    dates = [q for q in find_quantities(text) if q.kind in (Kind.DATE, Kind.DATE_RANGE)]
    anchors = anchors_in(fold(text), Span(0, len(text)), dates, years)
    return [(anchor.period, anchor.base) for anchor in anchors]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2020年工作总结", ReportYears(2020, 2020)),
        ("2025年政府工作报告", ReportYears(2025, 2024)),
        ("工作材料", ReportYears()),
        ("关于2024年预算执行情况和2025年预算草案的报告", ReportYears(2025, 2024)),
        ("关于1957年国民经济计划的报告", ReportYears(1957, 1956)),
        ("某省国民经济和社会发展第十五个五年规划纲要", ReportYears(2026, 2025)),
        ("2024年国民经济和社会发展统计公报", ReportYears(2024, 2024)),
    ],
)
def test_a_report_that_opens_a_year_looks_back_on_the_one_before(
    title: str, years: ReportYears
) -> None:
    document = parse_document(f"{title}\n\n新建学校若干。".encode(), "r.txt")
    assert report_years(document, fold(document.text)) == years


def test_a_column_of_growth_is_not_dated_by_what_it_is_compared_with() -> None:
    header = "比上年增长(%)"
    assert header_period(header, Span(0, len(header)), _YEARS) is None
    assert not names_time(header, Span(0, len(header)))


def test_a_period_behind_a_number_holds_for_it_in_english() -> None:
    text = "we invest 500 million yuan in 2023"
    dates = [q for q in find_quantities(text) if q.kind is Kind.DATE]
    anchors = anchors_in(text, Span(0, len(text)), dates, _YEARS)
    assert period_behind(text, anchors, Span(10, 26), len(text)) == "2023"
    assert period_behind(text, anchors, Span(10, 26), 30) is None


def test_a_report_that_names_no_year_is_dated_by_its_filename() -> None:
    document = parse_document("政府工作报告\n\n新建学校若干。".encode(), "gov_2026_某省.txt")
    assert report_years(document, fold(document.text)) == ReportYears(2026, 2025)
    passage = parse_document("新建学校若干。".encode(), "某省2026年政府工作报告.txt")
    assert report_years(passage, fold(passage.text)) == ReportYears(2026, 2025)
    company = parse_document("营业收入若干。".encode(), "annual-2019.txt")
    assert report_years(company, fold(company.text)) == ReportYears(2019, 2019)
    longer = parse_document("工作材料\n\n新建学校若干。".encode(), "编号120261.txt")
    assert report_years(longer, fold(longer.text)) == ReportYears()


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2020", (2020, 2020)),
        ("2021-06", (2021, 2021)),
        ("2019/2023", (2019, 2023)),
        ("2021-06/2022-03", (2021, 2022)),
        ("每年", None),
        ("", None),
    ],
)
def test_a_period_has_a_first_and_a_last_year(period: str, years: tuple[int, int] | None) -> None:
    assert years_of(period) == years


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("去年", "2024"),
        ("今年", "2025"),
        ("过去五年", "2020/2024"),
        ("2019—2023年", "2019/2023"),
        ("2021年6月", "2021-06"),
        ("2021年6月5日", "2021-06-05"),
        ("“十四五”期间", "2021/2025"),
        ("“十三五”末", "2020"),
        ("第一个五年计划的前三年", "1953/1957"),
        ("每年", "每年"),
    ],
)
def test_words_that_date_a_number_are_understood(text: str, period: str) -> None:
    assert _periods(text)[0] == (period, False)


def test_nothing_is_guessed_where_the_years_of_the_report_are_not_known() -> None:
    assert _periods("去年和过去五年", ReportYears()) == []


def test_the_first_years_of_a_plan_are_counted_from_its_start() -> None:
    assert ("1953/1955", False) in _periods("前三年完成第一个五年计划的一半")


def test_a_year_that_is_only_compared_with_dates_nothing() -> None:
    text = "2020年比2019年增长"
    dates = [q for q in find_quantities(text) if q.kind is Kind.DATE]
    anchors = anchors_in(text, Span(0, len(text)), dates, _YEARS)
    assert [(a.period, a.base) for a in anchors] == [("2020", False), ("2019", True)]
    assert period_at(anchors, len(text), 0) == "2020"


@pytest.mark.parametrize(
    ("header", "period"),
    [("2019年", "2019"), ("上年同期数", "2023"), ("增速", None), ("2019—2020年", "2019/2020")],
)
def test_a_column_is_dated_by_its_header(header: str, period: str | None) -> None:
    assert header_period(header, Span(0, len(header)), _YEARS) == period


def test_a_span_of_years_is_later_by_its_end() -> None:
    assert is_later("2021/2025", 2024)
    assert not is_later("2020/2024", 2024)
    assert not is_later("每年", 2024)
