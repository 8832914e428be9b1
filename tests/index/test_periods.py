import pytest

from index.periods import (
    Anchor,
    anchors_in,
    averaged_from,
    base_at,
    header_period,
    is_later,
    names_time,
    period_at,
    period_behind,
    years_of,
)
from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Span
from index.years import ReportYears

_YEARS = ReportYears(now=2025, reviewed=2024)


def _periods(text: str, years: ReportYears = _YEARS) -> list[tuple[str, bool]]:
    dates = [q for q in find_quantities(text) if q.kind in (Kind.DATE, Kind.DATE_RANGE)]
    anchors = anchors_in(fold(text), Span(0, len(text)), dates, years)
    return [(anchor.period, anchor.base) for anchor in anchors]


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
        ("“十五五”开局之年", "2026"),
        ("“十四五”规划的第三年", "2023"),
        ("第一个五年计划的前三年", "1953/1957"),
        ("每年", "每年"),
        ("今后五年", "2025/2029"),
        ("未来的三年", "2025/2027"),
        ("这是不平凡的五年。", "2020/2024"),
        ("到本世纪末", "2100"),
        ("从1978年到1982年", "1978/1982"),
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


def _anchors(text: str, years: ReportYears = _YEARS) -> tuple[Anchor, ...]:
    dates = [q for q in find_quantities(text) if q.kind in (Kind.DATE, Kind.DATE_RANGE)]
    return anchors_in(fold(text), Span(0, len(text)), dates, years)


@pytest.mark.parametrize(
    ("text", "nearest", "base"),
    [
        ("2007年比2002年增长", True, 2002),
        ("较“十三五”末增加", True, 2020),
        ("比2002年增长,2006年增长", True, None),
        ("由2002年的一半提高到2007年的", False, 2002),
        ("按2010年价格计算", True, None),
        ("2007年比上年增长", True, None),
        ("2012年以来", True, 2012),
    ],
)
def test_a_change_is_counted_from_the_year_that_the_sentence_names(
    text: str, nearest: bool, base: int | None
) -> None:
    assert base_at(_anchors(text), len(text), nearest=nearest) == base


def test_the_end_of_a_year_stands_right_before_its_number() -> None:
    text = "由2007年底的8.4%提高"
    assert period_at(_anchors(text), text.index("8.4"), 0) == "2007"


def test_what_a_number_is_a_multiple_of_dates_nothing() -> None:
    assert _periods("是1950年到1997年总和的1.7倍") == [("1950/1997", True)]
    assert _periods("为1997年的2.9倍") == [("1997", True)]


def test_bare_years_are_those_of_the_review_where_there_are_as_many() -> None:
    review = ReportYears(2025, 2024, since=2020)
    assert _periods("五年新建学校12所", review) == [("2020/2024", False)]
    assert _periods("三年新建学校12所", review) == []
    assert _periods("五年规划", review) == []
    assert _periods("五年新建学校12所") == []


def test_words_that_open_a_review_are_told_apart() -> None:
    assert [anchor.reviews for anchor in _anchors("五年来,比2019年增长")] == [True, False]
    assert [anchor.reviews for anchor in _anchors("过去一年,今年")] == [True, False]


def test_a_time_at_the_beginning_of_a_clause_heads_it() -> None:
    assert [a.heads for a in _anchors("2025年比2020年增长,2024年扩大到2023年的两倍")] == [
        True,
        False,
        True,
        False,
    ]


def test_an_average_says_how_many_years_it_is_of() -> None:
    text = "产值2400亿元，五年平均每年增长7.9%"
    assert averaged_from(text, 0, text.index("7.9"), 1992) == 1987
    assert averaged_from(text, 0, text.index("五年"), 1992) is None
