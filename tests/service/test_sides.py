import pytest

from index.text import fold
from service.operations import Operator, operation_asked
from service.sides import measure_of, sides_of
from service.years import with_years_in_digits, years_named


def asked(question: str) -> tuple[Operator, list[str]] | None:
    folded = with_years_in_digits(fold(question))
    operation = operation_asked(folded, years_named(folded))
    if operation is None or not operation.sides:
        return None
    return operation.operator, [side.text for side in operation.sides]


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("港口吞吐量2014年比2013年增加了多少万吨？", "港口吞吐量"),
        ("2008年和2009年的粮食产量相差多少？", "粮食产量"),
        ("按1985年和1991年的报告，棉花产量是1984年高还是1990年高？", "棉花产量"),
        ("从1988年和1993年两份政府工作报告看，建交的国家多了几个？", "建交的国家"),
        ("2021年到2023年这三年安排的赤字规模合计多少？", "安排的赤字规模"),
        ("2013到2016年，哪一年新增就业最多？", "新增就业"),
        ("2024年中央预算内投资比2022年多多少（亿元）？", "中央预算内投资"),
    ],
)
def test_what_is_measured_is_left_without_years_and_operation(question: str, measure: str):
    assert measure_of(fold(question)) == measure


@pytest.mark.parametrize(
    ("question", "operator", "sides"),
    [
        (
            "港口吞吐量2014年比2013年增加了多少万吨？",
            Operator.DIFFERENCE,
            ["2014年港口吞吐量是多少？", "2013年港口吞吐量是多少？"],
        ),
        (
            "一九七八年和一九八八年的钢产量，哪年高？",
            Operator.COMPARISON,
            ["1978年钢产量是多少？", "1988年钢产量是多少？"],
        ),
        (
            "2007年的GDP是2005年的几倍？",
            Operator.MULTIPLE,
            ["2007年gdp是多少？", "2005年gdp是多少？"],
        ),
        (
            "2002年到2007年人均收入增长了百分之多少？",
            Operator.GROWTH,
            ["2007年人均收入是多少？", "2002年人均收入是多少？"],
        ),
        (
            "2021到2023年新建学校一共多少所？",
            Operator.SUM,
            [f"{year}年新建学校是多少？" for year in (2021, 2022, 2023)],
        ),
        (
            "2021、2022两年的赤字率分别是多少？",
            Operator.EACH,
            ["2021年赤字率是多少？", "2022年赤字率是多少？"],
        ),
        (
            "1988年报告里的建交国家比1981年报告里的多几个？",
            Operator.DIFFERENCE,
            ["建交国家是多少？", "建交国家是多少？"],
        ),
    ],
)
def test_each_year_or_report_is_a_question_of_its_own(
    question: str, operator: Operator, sides: list[str]
):
    assert asked(question) == (operator, sides)


@pytest.mark.parametrize(
    "question",
    ["2014年粮食产量多少？", "2014年报告里2013年粮食产量多少？", "2013年和2014年发生了什么？"],
)
def test_one_year_or_no_operation_has_no_sides(question: str):
    assert asked(question) is None


def test_a_side_of_a_report_is_read_in_that_report():
    folded = fold("1988年、2003年、2005年三份报告提到的裁军任务加在一起裁多少人？")
    assert [side.report_years for side in sides_of(folded, years_named(folded))] == [
        (1988,),
        (2003,),
        (2005,),
    ]


def test_each_side_keeps_what_the_question_says_it_is_told_by() -> None:
    asked_for = asked("按“六五”计划，1985年粮食产量比1980年高百分之几？")
    assert asked_for == (
        Operator.GROWTH,
        ["按“六五”计划,1985年粮食产量是多少？", "按“六五”计划,1980年粮食产量是多少？"],
    )


@pytest.mark.parametrize("words", ["翻到了几倍", "增加到多少倍", "扩大到原来的几倍"])
def test_what_something_became_is_measured_by_its_earlier_year(words: str) -> None:
    assert asked(f"补贴资金从2007年到2012年{words}？") == (
        Operator.MULTIPLE,
        ["2012年补贴资金是多少？", "2007年补贴资金是多少？"],
    )
