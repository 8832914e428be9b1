import re
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numerals import ENGLISH_NUMERAL, NUMERAL, read_english, read_numeral
from index.types import Qualifier


def _value(surface: str) -> Decimal:
    assert re.fullmatch(NUMERAL, surface), f"{surface} is not one numeral"
    reading = read_numeral(surface)
    assert reading is not None
    assert reading.low == reading.high
    return reading.low


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("1,096", 1096),
        ("25万6千", 256_000),
        ("1亿6800万", 168_000_000),
        ("十二亿三千万", 1_230_000_000),
        ("二十万亿", 20 * 10**12),
        ("六万万", 600_000_000),
        ("二〇二〇", 2020),
        ("一九五六", 1956),
        ("三千一百零八", 3108),
        ("两万三", 23_000),
        ("两万零三", 20_003),
        ("廿五", 25),
        ("贰佰伍拾", 250),
    ],
)
def test_digits_and_chinese_numerals_mix(surface: str, value: int) -> None:
    assert _value(surface) == value


@given(st.integers(1, 10**15))
def test_a_chinese_numeral_is_worth_what_cn2an_says(number: int) -> None:
    written = cn2an.an2cn(str(number), "low")
    assert _value(written) == number == cn2an.cn2an(written, "strict")


@given(st.decimals("0.01", "99999", places=2))
def test_a_chinese_decimal_is_worth_what_cn2an_says(number: Decimal) -> None:
    assert _value(cn2an.an2cn(format(number.normalize(), "f"), "low")) == number


@given(st.integers(1, 10**12))
def test_a_financial_numeral_is_worth_what_cn2an_says(number: int) -> None:
    assert _value(cn2an.an2cn(str(number), "up")) == number


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [("三四百", 300, 400), ("七八十", 70, 80), ("十七八", 17, 18), ("三五千", 3000, 5000)],
)
def test_neighbouring_digits_mean_one_or_the_other(surface: str, low: int, high: int) -> None:
    reading = read_numeral(surface)
    assert reading is not None
    assert (reading.low, reading.high) == (low, high)


def test_a_mark_inside_is_kept() -> None:
    reading = read_numeral("四千一百多万")
    assert reading is not None
    assert (reading.low, reading.mark) == (41_000_000, Qualifier.OVER)


def test_the_thousand_of_a_kilowatt_is_no_magnitude() -> None:
    match = re.match(NUMERAL, "8041.6万千瓦")
    assert match is not None
    assert match[0] == "8041.6万"


@pytest.mark.parametrize(
    ("surface", "value"),
    [("twenty-five", 25), ("two hundred and five", 205), ("three million", 3_000_000)],
)
def test_english_words_are_read(surface: str, value: int) -> None:
    assert re.fullmatch(ENGLISH_NUMERAL, surface)
    assert read_english(surface) == value
