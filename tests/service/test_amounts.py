import pytest

from index.text import fold
from index.types import Kind
from service.amounts import amounts_asked


def asked(question: str) -> list[tuple[str, str]]:
    return [(amount.counted, amount.unit) for amount in amounts_asked(fold(question))]


@pytest.mark.parametrize(
    ("question", "counted", "unit"),
    [
        ("全市培训了多少名社区医生？", "社区医生", "人"),
        ("社区医生一共培训了几位？", "社区医生一共培训", "人"),
        ("参加比赛的学校总共有多少所？", "学校", "所"),
        ("新建了多少公里公路？", "公路", "公里"),
        ("多少个村被评为先进？", "村", "个"),
        ("图书馆接待读者多少人次？", "图书馆接待读者", "人次"),
    ],
)
def test_the_unit_is_read_as_in_a_statement(question: str, counted: str, unit: str) -> None:
    assert asked(question) == [(counted, unit)]


@pytest.mark.parametrize(
    "question",
    [
        "一共花了多少钱？",
        "专项资金总额是多少？",
        "每年投入多少经费？",
        "捐了多少元？",
        "How much money was spent?",
    ],
)
def test_money_is_asked_for_in_many_words(question: str) -> None:
    assert [amount.kinds for amount in amounts_asked(fold(question))] == [(Kind.MONEY,)]


@pytest.mark.parametrize(
    "question",
    [
        "百分之多少的学校通过了验收？",
        "通过验收的占多大比例？",
        "合格率是多少？",
        "What share of schools passed?",
    ],
)
def test_shares_are_answered_by_percentages_and_ratios(question: str) -> None:
    assert [a.kinds for a in amounts_asked(fold(question))] == [(Kind.PERCENT, Kind.RATIO)]


def test_two_interrogatives_ask_for_two_numbers() -> None:
    assert asked("分别新建了几座桥梁、几条隧道？") == [("桥梁", "座"), ("隧道", "条")]


@pytest.mark.parametrize(
    "question", ["几乎所有学校都通过了吗？", "有哪几条要求？", "好几年都没有变化"]
)
def test_words_that_only_look_like_interrogatives_ask_for_no_number(question: str) -> None:
    assert amounts_asked(fold(question)) == ()


def test_an_amount_is_not_answered_by_a_percentage_unless_change_is_asked_for() -> None:
    (total,) = amounts_asked(fold("2025年国内生产总值达到多少？"))
    (growth,) = amounts_asked(fold("国内生产总值增长多少？"))
    assert Kind.PERCENT not in total.kinds
    assert total.counted == "国内生产总值"
    assert growth.kinds == ()


def test_a_telephone_number_is_no_quantity() -> None:
    assert [a.kinds for a in amounts_asked("服务热线的号码是多少?")] == [(Kind.IDENTIFIER,)]


def test_what_grows_may_be_asked_for_in_one_syllable():
    (growth,) = amounts_asked("明年工业打算长多少?")
    assert growth.kinds == ()
    (size,) = amounts_asked("明年生产汽车多少?")
    assert size.kinds


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("2008到2012这五年累计新修公路多少公里？", "累计新修公路"),
        ("2003年到2007年新增用户多少？", "新增用户"),
        ("过去五年的学生多少名？", "学生"),
        ("“十二五”期间新建住房多少套？", "新建住房"),
        ("2012年底水库多少座？", "水库"),
    ],
)
def test_the_time_that_a_clause_opens_with_is_not_counted(question: str, counted: str):
    (amount,) = amounts_asked(fold(question))
    assert amount.counted == counted


@pytest.mark.parametrize(
    ("question", "kinds", "unit"),
    [
        ("铁路停了多久?", (Kind.DURATION,), ""),
        ("how long do patients wait?", (Kind.DURATION, Kind.QUANTITY), ""),
        ("how many of them registered, in per cent?", (Kind.PERCENT, Kind.RATIO), ""),
        ("how many times will the teams come?", (), "次"),
        ("重建的钱花到规划的几成了?", (Kind.PERCENT, Kind.RATIO), ""),
    ],
)
def test_a_time_and_a_share_are_known_by_the_words_that_ask(
    question: str, kinds: tuple[Kind, ...], unit: str
):
    amount = amounts_asked(question)[0]
    assert (amount.kinds, amount.unit) == (kinds, unit)


def test_a_productivity_is_no_share() -> None:
    amount = amounts_asked("人均劳动生产率是多少?")[0]
    assert (amount.counted, amount.kinds) == ("人均劳动生产率", ())


@pytest.mark.parametrize(
    ("question", "counted", "unit"),
    [
        ("汽车的目标定的是多少？", "汽车", ""),
        ("到年底要把赤字控制在多少以内？", "赤字", ""),
        ("铁厂砍来砍去，还剩多少家？", "铁厂", "家"),
        ("学生一个人一年得花几块？", "学生", "元"),
        ("粮食打算达到多少吨？", "粮食", "吨"),
        ("棉花多少吨？", "棉花", "吨"),
        ("有多少人家住进新房？", "人家住进新房", ""),
        ("挖了几口井？", "井", ""),
        ("日子要过好，一个人一个月得花几块？", "日子", "元"),
    ],
)
def test_what_is_counted_is_freed_of_what_is_done_when_and_by_whom(
    question: str, counted: str, unit: str
):
    assert asked(question) == [(counted, unit)]


def test_tenths_and_tenths_of_them_are_one_share():
    (share,) = amounts_asked(fold("收入增長幾成幾？"))
    assert share.kinds == (Kind.PERCENT, Kind.RATIO)
