"""What holds of any text and any value."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.numerals import MAX_NUMERAL_CHARS
from index.quantities import find_quantities, write_quantity
from index.text import fold
from index.types import Kind, Qualifier, Quantity, Span

_PIECES = [
    *"0123456789０１９一二两三四五六七八九十百千万亿零〇半几余多第前首翻番成折倍元人名个家年月日",
    *"，。、,.:：%％$￥-—～至到和及与“”（）()|\n 　约近超各每",
    *[
        "百分之",
        "分之",
        "以上",
        "左右",
        "不少于",
        "突破",
        "单位：万元",
        "个百分点",
        "million",
        "one-third",
    ],
    *[
        "人次",
        "平方公里",
        "吨标准煤",
        "一线",
        "十三五",
        "第一书记",
        "全国第三",
        "2020年",
        "percent",
    ],
]
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_PIECES), max_size=60).map("".join),
)
_UNITS = {
    Kind.QUANTITY: ["人", "个", "家", "人次", "吨", "亩", "公里", "平方公里", "倍", "吨标准煤", ""],
    Kind.MONEY: ["元", "美元", "元/人", "欧元", "元/吨"],
    Kind.PERCENT: ["%", "百分点", "‰"],
    Kind.DURATION: ["年", "月", "天", "小时", "季度"],
}
_NUMBERS = st.decimals("0.01", "999999999999", places=2).map(
    lambda number: number.quantize(Decimal(1)) if number == int(number) else number.normalize()
)


@st.composite
def _quantities(draw: st.DrawFn) -> Quantity:
    kind = draw(st.sampled_from(list(_UNITS)))
    unit = draw(st.sampled_from(_UNITS[kind]))
    qualifier = draw(st.sampled_from(list(Qualifier)))
    number = Decimal(draw(st.integers(1, 999))) if kind is Kind.DURATION else draw(_NUMBERS)
    low, high = draw(st.tuples(_NUMBERS, _NUMBERS).map(sorted))
    if kind is Kind.DURATION or not unit or low == high or not draw(st.booleans()):
        return Quantity(kind, "x", Span(0, 1), number, unit=unit, qualifier=qualifier)
    return Quantity(kind, "x", Span(0, 1), low=low, high=high, unit=unit, qualifier=qualifier)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_every_span_slices_back(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        span = quantity.span
        assert text[span.start : span.end] == quantity.surface
        assert span.start >= end, "mentions overlap or stand out of order"
        assert (quantity.low is None) == (quantity.high is None)
        assert quantity.number is None or quantity.low is None
        end = span.end


@given(_quantities())
@settings(max_examples=400, deadline=None)
def test_a_quantity_printed_and_read_again_is_the_same(quantity: Quantity) -> None:
    printed = write_quantity(quantity)
    (read,) = find_quantities(printed)
    assert read.surface == printed
    assert _value(read) == _value(quantity)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_is_found_in_any_text_prints_and_reads_again_the_same(text: str) -> None:
    for quantity in find_quantities(text):
        if quantity.kind in (Kind.MONEY, Kind.PERCENT) and "/" not in quantity.unit:
            assert _value(find_quantities(write_quantity(quantity))[0]) == _value(quantity)


def _value(quantity: Quantity) -> tuple[object, ...]:
    return (
        quantity.kind,
        quantity.number,
        quantity.low,
        quantity.high,
        quantity.unit,
        quantity.qualifier,
    )


@given(_TEXTS)
@settings(deadline=None)
def test_folding_first_changes_no_value(text: str) -> None:
    if "，" not in text:
        plain = [_value(q) for q in find_quantities(fold(text))]
        assert plain == [_value(q) for q in find_quantities(text)]


@pytest.mark.parametrize(
    "unit",
    ["1", "一", "1,", "1,234,", "9.", "百分之", "一百多万", "（", "“一", "1—", "第", "每", "一、",
     "前", "2020年", "单位:", "|1", "|1|\n", "$", "one ", "约", "翻", "1:", "万", "三分之", " ",
     "1 ", "零"],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    find_quantities(hostile[:1000])
    start = process_time()
    find_quantities(hostile)
    assert process_time() - start < 5.0


def test_a_run_of_digits_too_long_to_be_a_number_is_none() -> None:
    assert [q for q in find_quantities("9" * (MAX_NUMERAL_CHARS + 9) + "元") if q.number] == []


@pytest.mark.parametrize("digits", [18, 19, 28, 29, 40, 400])
@pytest.mark.parametrize("unit", ["吨", "亿亿吨", "万元", "%", ""])
def test_a_long_run_of_digits_is_read_exactly_or_not_at_all(digits: int, unit: str) -> None:
    for found in find_quantities(f"产量{'9' * digits}{unit}"):
        assert found.number is None or str(found.number).startswith("9" * 18)
