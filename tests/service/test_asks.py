import pytest

from index.text import fold
from service.asks import Ask, ask_of

WANTED = (
    ("国企的利润涨幅", Ask.NUMBER),
    ("总结这一年的造林工作", Ask.SUMMARY),
    ("请总结教育部分", Ask.SUMMARY),
    ("总结大会是什么时候开的？", Ask.DATE),
    ("什么是河长制？", Ask.DEFINITION),
    ("What does the recovery ratio mean?", Ask.DEFINITION),
    ("How large is the reservoir?", Ask.NUMBER),
    ("How fast did exports grow?", Ask.NUMBER),
    ("城镇失业率控制目标", Ask.NUMBER),
    ("旅客周转量 1987年", Ask.NUMBER),
    ("水泥产量增长", Ask.NUMBER),
    ("铁路停了多久？", Ask.NUMBER),
    ("How wide was the gap between town and country?", Ask.NUMBER),
    ("Number of bridges repaired", Ask.NUMBER),
    ("What was the weight of the rubbish?", Ask.NUMBER),
    ("那几条建议是谁提的？", Ask.WHO),
    ("这几年山火是怎么烧起来的？", Ask.MANNER),
    ("搞这次评比图个啥？", Ask.REASON),
    ("凭什么要加价？", Ask.REASON),
    ("厂里的货怎么反倒卖不动了？", Ask.REASON),
    ("货堆着卖不掉，主因是什么？", Ask.REASON),
    ("推广这个办法有啥好处？", Ask.REASON),
    ("What explains the drop in coal?", Ask.REASON),
    ("个体户用不用参加社保", Ask.YES_NO),
    ("查没查出大问题", Ask.YES_NO),
    ("国债比上年减少，这话对吗？按报告说。", Ask.YES_NO),
    ("Can a household appeal?", Ask.YES_NO),
    ("清单啥时交？", Ask.DATE),
    ("How often is progress reported?", Ask.DATE),
    ("欠薪是靠什么压下来的？", Ask.MANNER),
    ("该干些啥才能治好河？", Ask.MANNER),
    ("打破哪“四唯”？", Ask.LIST),
    ("这两年都修了什么？", Ask.LIST),
    ("Which areas did the clean-up target?", Ask.LIST),
    ("Which ship spilled the oil?", Ask.WHO),
    ("劳动力", Ask.PASSAGE),
)


@pytest.mark.parametrize(("question", "ask"), WANTED)
def test_the_words_that_ask_tell_what_kind_of_answer_is_wanted(question: str, ask: Ask):
    assert ask_of(fold(question)) is ask


@pytest.mark.parametrize("question", ["全县情况", "农业方面的工作", "干部队伍建设"])
def test_a_name_of_what_is_not_measured_wants_a_passage(question: str):
    assert ask_of(question) is Ask.PASSAGE


@pytest.mark.parametrize(
    "question",
    [
        "到学校平均多远？",
        "每年长多快？",
        "群众满意度",
        "实际利用外资",
        "新增床位",
        "人口上限",
        "What fraction of the staff left?",
        "What was the turnout?",
    ],
)
def test_degrees_and_names_of_what_is_measured_ask_for_a_number(question: str) -> None:
    assert ask_of(fold(question)) is Ask.NUMBER
