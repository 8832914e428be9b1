from decimal import Decimal

import pytest

from index.types import Fact, Kind, Quantity, Span
from service.amounts import Amount
from service.calculation import Computed, common_unit, compare, compute, is_change_of, plain, spoken
from service.operations import Operation, Operator


def fact(number: str | None, unit: str) -> Fact:
    value = Decimal(number) if number is not None else None
    quantity = Quantity(Kind.QUANTITY, "…", Span(0, 1), number=value, unit=unit)
    return Fact("f", "d", quantity, "", (), Span(0, 1), ())


def of(operator: Operator, count: int = 2, way: str = "") -> Operation:
    return Operation(operator, (Amount(Span(0, 1)),) * count, ("",) * count, way)


@pytest.mark.parametrize(
    ("operator", "numbers", "expression", "result", "exact"),
    [
        (Operator.SUM, ("18", "97"), "18 + 97", "115", True),
        (Operator.DIFFERENCE, ("18", "97"), "97 - 18", "79", True),
        (Operator.QUOTIENT, ("12600000", "45"), "12600000 ÷ 45", "280000", True),
        (Operator.QUOTIENT, ("100", "3"), "100 ÷ 3", "33.33", False),
    ],
)
def test_a_result_comes_with_its_formula(
    operator: Operator, numbers: tuple[str, str], expression: str, result: str, exact: bool
) -> None:
    computed = compute(of(operator), tuple(fact(number, "人") for number in numbers))
    unit = "人/人" if operator is Operator.QUOTIENT else "人"
    assert computed == Computed(expression, Decimal(result), unit, exact)


def test_the_remainder_of_a_share_is_what_is_missing_to_the_whole() -> None:
    computed = compute(of(Operator.REMAINDER, 1), (fact("92.5", "%"),))
    assert computed == Computed("100 - 92.5", Decimal("7.5"), "%", True)


def test_people_and_institutions_are_not_added() -> None:
    assert compute(of(Operator.SUM), (fact("18", "人"), fact("3", "家"))) is None


def test_money_and_people_are_not_compared() -> None:
    assert compare(of(Operator.COMPARISON), (fact("18", "人"), fact("3", "元"))) is None


def test_things_counted_with_different_words_are_added_as_things() -> None:
    assert common_unit(["所", "家"]) == "个"
    assert common_unit(["吨", "千瓦时"]) is None


def test_a_range_is_not_computed_with() -> None:
    assert compute(of(Operator.SUM), (fact(None, "人"), fact("3", "人"))) is None


def test_nothing_is_divided_by_zero() -> None:
    assert compute(of(Operator.QUOTIENT), (fact("5", "元"), fact("0", "人"))) is None


@pytest.mark.parametrize(("way", "chosen"), [("多", 1), ("少", 0)])
def test_a_comparison_names_the_end_asked_for(way: str, chosen: int) -> None:
    compared = compare(of(Operator.COMPARISON, way=way), (fact("18", "人"), fact("97", "人")))
    assert compared is not None
    assert compared.chosen == chosen


def test_equal_numbers_have_no_larger_one() -> None:
    compared = compare(of(Operator.COMPARISON), (fact("18", "人"), fact("18", "人")))
    assert compared is not None
    assert compared.chosen is None


def test_of_several_largest_none_is_the_one_asked_for_nor_are_all_the_same() -> None:
    facts = (fact("9", "人"), fact("10", "人"), fact("10", "人"))
    assert compare(of(Operator.COMPARISON, 3), facts) is None


@pytest.mark.parametrize(
    ("number", "digits"), [("1.2E+12", "1200000000000"), ("12.50", "12.5"), ("100", "100")]
)
def test_numbers_are_written_in_plain_digits(number: str, digits: str) -> None:
    assert plain(Decimal(number)) == digits


@pytest.mark.parametrize(("way", "result"), [("多", "79"), ("少", None), ("", "79")])
def test_what_is_less_is_not_told_by_how_much_it_is_more(way: str, result: str | None) -> None:
    operation = of(Operator.DIFFERENCE, way=way)
    computed = compute(operation, (fact("97", "人"), fact("18", "人")))
    assert (str(computed.result) if computed is not None else None) == result


def test_a_share_is_of_the_second_number() -> None:
    computed = compute(of(Operator.SHARE), (fact("43", "种"), fact("65", "种")))
    assert computed == Computed("43 ÷ 65 × 100", Decimal("66.15"), "%", exact=False)


def test_what_there_was_before_a_rise_is_less() -> None:
    computed = compute(of(Operator.BASE), (fact("1656", "元"), fact("920", "元")))
    assert computed == Computed("1656 - 920", Decimal("736"), "元", exact=True)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("24160000000", "241.6亿"),
        ("55640000", "5564万"),
        ("10133", "10133"),
        ("-12000", "-1.2万"),
        ("192", "192"),
        ("8960000000000", "8.96万亿"),
    ],
)
def test_large_numbers_are_said_as_people_say_them(number: str, said: str) -> None:
    assert spoken(Decimal(number)) == said


@pytest.mark.parametrize(
    ("change", "level", "leads"),
    [("元", "元", True), ("元", "元/人", True), ("百分点", "%", True), ("%", "%", False)],
)
def test_a_change_leads_to_a_level_in_its_own_unit(change: str, level: str, leads: bool) -> None:
    assert is_change_of(change, level) is leads
