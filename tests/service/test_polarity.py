"""Yes or no from a sentence: which way things went, what is denied, and whose number it is."""

import pytest

from index.documents import parse_document
from index.quantities import find_quantities
from index.types import Fact, Span
from service.findings import Finding
from service.polarity import asks_for_the_contrary, settle
from service.questions import understand
from service.reader import Evidence, FactEvidence, Reading
from service.types import Status


def reading_of(text: str) -> Reading:
    document = parse_document(text.encode(), "report.txt")
    evidence = Evidence(document, Span(0, len(text)), (), support=0.9, rank=1, lift=0.0)
    return Reading((evidence,), ((),), texts=(text,))


@pytest.mark.parametrize(
    ("question", "sentence", "polarity"),
    [
        ("居民收入比上年减少了吗？", "居民收入比上年增加3%。", False),
        ("居民收入比上年增加了吗？", "居民收入比上年增加3%。", True),
        ("失业率降低了吗？", "城镇登记失业率由4.2%降到3.9%。", True),
        ("人均耕地比世界平均多吗？", "人均耕地低于世界平均水平。", False),
        ("粮食没有减产吧？", "粮食产量增长2%。", True),
        ("灯具质保是不是8年？", "灯具质保期为5年。", False),
        ("是否频繁更换校长？", "不得频繁更换校长。", False),
        ("是否建成了图书馆？", "图书馆已经建成开放。", True),
        ("常住人口是不是增加了？", "年末常住人口3569万人，比上年末减少12万人。", False),
        ("泊位数增加了吗？", "泊位数与上年持平。", False),
        ("Did the number of berths grow?", "The number of berths stayed at 14.", False),
        ("轮岗是从9月开始的，没错吧？", "教师轮岗从9月开始，每两年轮换一次。", True),
        ("轮岗是从10月开始的吗？", "教师轮岗从9月开始，每两年轮换一次。", False),
        (
            "第二个五年计划从1958年开始，没错吧？",
            "要为一九五八年开始的第二个五年计划作好准备。",
            True,
        ),
        ("今年还新建办公楼吗？", "今年不再新建办公楼。", False),
    ],
)
def test_it_is_so_where_the_report_says_the_same(
    question: str, sentence: str, polarity: bool
) -> None:
    found = settle(understand(question), reading_of(sentence))
    assert found.status is Status.ANSWERED
    assert found.polarity is polarity


def found_in(text: str, question: str, status: str | None = None) -> Finding:
    """Return what settles `question` by the first number of `text`, a goal or a result."""
    reading = reading_of(text)
    evidence = reading.sentences[0]
    quantity = find_quantities(text)[0]
    fact = Fact("f", "d", quantity, "失业率", (), evidence.sentence, (), status=status)
    facts = (FactEvidence(fact, evidence, 1.0, 1.0),)
    return settle(understand(question), Reading((evidence,), (facts,), texts=(text,)))


@pytest.mark.parametrize(
    ("question", "text", "polarity"),
    [
        ("失业率控制在4%以内了吗？", "失业率控制在3.8%以内。", True),
        ("失业率控制在3.5%以内了吗？", "失业率控制在3.8%以内。", False),
        ("失业率不超过4%吗？", "失业率为3.9%。", True),
        ("失业率低于4%吗？", "失业率为3.9%。", True),
        ("失业率高于4%吗？", "失业率为3.9%。", False),
        ("失业率是4%吗？", "失业率为3.9%。", False),
    ],
)
def test_a_bound_is_agreed_to_or_denied_by_the_number(
    question: str, text: str, polarity: bool
) -> None:
    assert found_in(text, question).polarity is polarity


def test_a_bound_that_is_set_as_a_goal_is_no_wider_one() -> None:
    goal = "失业率控制在4.6%以内。"
    assert found_in(goal, "失业率要控制在5%以内吗？", "goal").polarity is False
    assert found_in(goal, "失业率要控制在4.6%以内吗？", "goal").polarity is True


def test_what_settles_it_is_the_clause_nearest_to_the_question() -> None:
    sentence = "全年新建学校3所，图书馆已经建成开放，公园正在施工。"
    finding = settle(understand("图书馆建成了吗？"), reading_of(sentence))
    assert finding.short == "图书馆已经建成开放"


@pytest.mark.parametrize(
    ("question", "sentence", "contrary"),
    [
        ("出口为什么下降了？", "出口增长3%，主要是新市场打开。", True),
        ("出口为什么增长？", "出口增长3%，主要是成本下降。", False),
        ("Why has attendance fallen?", "Attendance rose to 86% as meals were served.", True),
    ],
)
def test_why_it_went_one_way_is_not_told_where_it_went_the_other(
    question: str, sentence: str, contrary: bool
) -> None:
    evidence = reading_of(sentence).sentences[0]
    assert asks_for_the_contrary(understand(question), evidence) is contrary
