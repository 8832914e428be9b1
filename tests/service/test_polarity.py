"""Yes or no from a sentence: which way things went, what is denied, and whose number it is."""

import pytest

from index.documents import parse_document
from index.types import Span
from service.polarity import asks_for_the_contrary, settle
from service.questions import understand
from service.reader import Evidence, Reading
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
    ],
)
def test_it_is_so_where_the_report_says_the_same(
    question: str, sentence: str, polarity: bool
) -> None:
    found = settle(understand(question), reading_of(sentence))
    assert found.status is Status.ANSWERED
    assert found.polarity is polarity


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
