import pytest

from service.periods import periods_named
from service.years import with_years_in_digits, years_named


def named(text: str) -> tuple[tuple[int, int], ...]:
    folded = with_years_in_digits(text)
    return periods_named(folded, years_named(folded))


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("“十五五”一共列了多少项工程？", ((2026, 2030),)),
        ("“九五”里平均一年涨多少？", ((1996, 2000),)),
        ("六五那五年建成了几座水库？", ((1981, 1985),)),
        ("七五期间打算培训多少人？", ((1986, 1990),)),
        ("第一个五年计划里新修多少公里？", ((1953, 1957),)),
        ("“七五”为什么定得比“六五”低？", ((1986, 1990), (1981, 1985))),
        ("the 14th five-year plan's target?", ((2021, 2025),)),
        ("the 99th five-year plan's target?", ()),
        ("2008到2012这五年新增多少？", ((2008, 2012),)),
        ("2013年和2016年合计多少？", ()),
        ("2013年到2014年涨了多少？", ()),
        ("十五个村、六五年的产量？", ()),
        ("第十五期间隔多久？", ()),
    ],
)
def test_a_plan_or_years_joined_by_to_are_a_run_of_years(
    text: str, periods: tuple[tuple[int, int], ...]
) -> None:
    assert named(text) == periods
