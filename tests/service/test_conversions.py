from decimal import Decimal

import pytest

from service.conversions import Factor, constants, factor


@pytest.mark.parametrize(
    ("unit", "wanted", "times", "over"),
    [
        ("吨", "斤", 2000, 1),
        ("斤", "吨", 1, 2000),
        ("公顷", "亩", 15, 1),
        ("亩", "平方米", 2000, 3),
        ("平方公里", "公顷", 100, 1),
        ("千瓦", "兆瓦", 1, 1000),
        ("海里", "公里", 463, 250),
        ("里", "公里", 1, 2),
    ],
)
def test_units_of_one_dimension_convert_exactly(
    unit: str, wanted: str, times: int, over: int
) -> None:
    assert factor(unit, wanted) == Factor(times, over)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [("吨", "公里"), ("元", "美元"), ("人", "个"), ("吨标准煤", "吨"), ("", "吨")],
)
def test_other_units_do_not_convert(unit: str, wanted: str) -> None:
    assert factor(unit, wanted) is None


def test_a_conversion_is_shown_as_it_is_computed() -> None:
    into = Factor(2000, 3)
    assert (into.apply(Decimal("1.5")), into.shown("1.5")) == (Decimal(1000), "1.5 × 2000 ÷ 3")


def test_a_formula_may_hold_the_constants_of_its_units_and_no_others() -> None:
    assert constants({"亩", "公顷"}) == {Decimal(1), Decimal(15)}
    assert constants({"元", "人"}) == set()
