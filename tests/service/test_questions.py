import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.asks import Ask
from service.questions import comparison_asked, understand


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("新建了多少所学校？", Ask.NUMBER),
        ("中小学教师占比是多少？", Ask.NUMBER),
        ("大桥是什么时候通车的？", Ask.DATE),
        ("规划覆盖哪些年份？", Ask.DATE),
        ("表彰大会是在哪里召开的？", Ask.PLACE),
        ("由谁负责验收？", Ask.WHO),
        ("重点任务包括哪些？", Ask.LIST),
        ("要落实哪四项要求？", Ask.LIST),
        ("“河长制”是什么？", Ask.DEFINITION),
        ("这笔资金是用来做什么的？", Ask.DEFINITION),
        ("为什么要开展排查？", Ask.REASON),
        ("对不合格的学校如何处理？", Ask.MANNER),
        ("补助金额是2亿元吗？", Ask.YES_NO),
        ("新增学校是否超过20所？", Ask.YES_NO),
        ("请概括教育方面的主要成绩。", Ask.SUMMARY),
        ("How many schools were built?", Ask.NUMBER),
        ("Why was the bridge closed?", Ask.REASON),
        ("Did the city build more than 20 schools?", Ask.YES_NO),
        ("Who checks the dams?", Ask.WHO),
        ("学校建设情况", Ask.PASSAGE),
    ],
)
def test_the_kind_of_answer_is_told_from_the_words_of_asking(question: str, ask: Ask) -> None:
    assert understand(question).ask is ask


def test_what_a_question_takes_for_granted_is_kept_apart() -> None:
    question = understand("2019年四川省评选第6批“名师”时，45所学校是否通过？")
    assert question.years == (2019,)
    assert question.places == ("四川",)
    assert question.ordinals == ("第6批",)
    assert question.names == ("名师",)
    assert [claim.surface for claim in question.claims] == ["45所"]


def test_words_of_asking_and_the_unit_are_no_terms() -> None:
    terms = [term.text for term in understand("报告中提到一共培训了多少名乡村医生？").terms]
    assert terms == ["培训", "乡村医生"] or terms == ["培训", "乡村", "医生"]


def test_traditional_characters_and_full_width_digits_are_understood() -> None:
    question = understand("２０２０年貴州省選派了多少名幹部？")
    assert question.years == (2020,)
    assert question.places == ("贵州",)
    assert question.amounts[0].counted == "干部"


def test_an_english_question_is_known_as_one() -> None:
    assert understand("How many schools were built in Guizhou?").english
    assert understand("How many schools were built in Guizhou?").places == ("贵州",)
    assert not understand("GDP是多少？").english


@pytest.mark.parametrize(
    ("text", "comparison"),
    [("是否超过20个？", "over"), ("不到20个吗？", "under"), ("是20个吗？", None)],
)
def test_a_yes_no_question_may_compare(text: str, comparison: str | None) -> None:
    assert comparison_asked(text) == comparison


@pytest.mark.parametrize(
    ("question", "years", "report_years"),
    [
        ("2020年的政府工作报告提到多少？", (), (2020,)),
        ("2020年新建了多少所学校？", (2020,), ()),
        ("按1988年报告，1985年钢产量多少？", (1985,), (1988,)),
    ],
)
def test_a_year_may_name_a_report_or_what_it_tells_of(
    question: str, years: tuple[int, ...], report_years: tuple[int, ...]
) -> None:
    understood = understand(question)
    assert (understood.years, understood.report_years) == (years, report_years)


@pytest.mark.parametrize(
    ("question", "wants_goal"), [("增长目标是多少？", True), ("实际增长了多少？", False)]
)
def test_a_goal_is_told_from_a_result(question: str, wants_goal: bool) -> None:
    assert understand(question).wants_goal is wants_goal


@given(st.text(max_size=80))
def test_any_text_is_understood_without_an_error(text: str) -> None:
    assert understand(text).text == text
