import pytest

from service.years import with_years_in_digits, years_named


@pytest.mark.parametrize(
    ("text", "asked", "of_reports"),
    [
        ("2020年的政府工作报告提到几个？", (), (2020,)),
        ("1954年的报告说，农户有多少？", (), (1954,)),
        ("照1957年报告的数，1952年到1956年涨了多少？", (1952, 1956), (1957,)),
        ("从1988年和1993年两份政府工作报告看，多了几个？", (), (1988, 1993)),
        ("1988年、2003年、2005年三份政府工作报告一共提到多少人？", (), (1988, 2003, 2005)),
        ("1964年底的政府工作报告讲了什么？", (), (1964,)),
        ("2014年粮食产量多少？", (2014,), ()),
        ("1993年政府公作报告：五年培养了多少人？", (), (1993,)),
        ("2024、2025、2026这三年合计多少？", (2024, 2025, 2026), ()),
        ("How much did the 2015 annual report give for 2014?", (2014,), (2015,)),
        ("看1993年的报告，1993年机构改革后还有几个？", (), (1993,)),
        ("热线96567是什么？12024个呢？", (), ()),
    ],
)
def test_a_year_is_asked_about_or_names_a_report(
    text: str, asked: tuple[int, ...], of_reports: tuple[int, ...]
):
    named = years_named(text)
    assert (named.asked, named.of_reports) == (asked, of_reports)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("一九八八年比二〇〇〇年少三千一百二十四年", "1988年比2000年少三千一百二十四年"),
        ("八三年粮食产量，98年呢？", "1983年粮食产量，1998年呢？"),
        ("八十年代，80年代，50年不变，五十年来", "八十年代，80年代，50年不变，五十年来"),
        ("一百八三年", "一百八三年"),
        ("零八年和〇九年，05年比2005年", "2008年和2009年，2005年比2005年"),
        (
            "2024届毕业生，2023级学生，第14届，1800级台阶",
            "2024年毕业生，2023年学生，第14届，1800级台阶",
        ),
    ],
)
def test_years_are_written_in_four_digits(text: str, digits: str):
    assert with_years_in_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("2013年到2016年，哪一年最多？", (2013, 2014, 2015, 2016)),
        ("2013-2015年合计多少？", (2013, 2014, 2015)),
        ("2013年和2016年合计多少？", (2013, 2016)),
    ],
)
def test_years_joined_by_to_take_in_those_between(text: str, between: tuple[int, ...]):
    assert years_named(text).between == between
