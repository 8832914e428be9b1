from decimal import Decimal

import pytest

from service.evaluation.amounts import amount_in, numbers_said, units_agree, worded_alike


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("21所", ["21"]),
        ("4", ["4"]),
        ("四", ["4"]),
        ("六十四", ["64"]),
        ("1.68亿元，171.59万名[1]", ["168000000", "1715900"]),
        ("5721+2166=7887名[2]", ["5721", "2166", "7887"]),
        ("1.改革\n2、开放23处", ["23"]),
        ("6G和B2B", []),
        ("一线干部统一部署", []),
        ("9月26日", ["9", "26"]),
        ("2019—2023年", ["2019", "2023"]),
        ("168 million yuan", ["168000000"]),
    ],
)
def test_the_numbers_of_a_text_are_read(text: str, numbers: list[str]):
    read = [number for said in numbers_said(text) for number in said.numbers]
    assert read == [Decimal(number) for number in numbers]


def test_a_number_knows_where_it_stands():
    text = "共有[1] 10133 个，其中8723个村"
    assert [text[said.start : said.end] for said in numbers_said(text)] == ["10133 个", "8723个"]


@pytest.mark.parametrize(
    ("number", "unit", "amount"),
    [
        ("10318", "亿元", ("1031800000000", "元")),
        ("21", "名", ("21", "人")),
        ("97.9", "元/人", ("97.9", "元/人")),
        ("5", "", ("5", "")),
    ],
)
def test_an_amount_is_brought_to_base_units(number: str, unit: str, amount: tuple[str, str]):
    assert amount_in(Decimal(number), unit) == (Decimal(amount[0]), amount[1])


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("人", "名", True),
        ("人", "人次", False),
        ("个", "所", True),
        ("所", "家", False),
        ("个", "元", False),
        ("元/人", "元", True),
        ("年", "周年", True),
        ("%", "百分点", False),
        ("元", "美元", False),
    ],
)
def test_units_agree_where_the_same_is_counted(one: str, other: str, agree: bool):
    assert units_agree(one, other) is agree
    assert units_agree(other, one) is agree


def test_wordings_are_alike_only_with_the_same_numbers():
    assert worded_alike("省委组织部的文件", "省委组织部文件")
    assert not worded_alike("9月25日", "9月26日")
    assert not worded_alike("2013年", "2014年")
