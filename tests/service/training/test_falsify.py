import pytest

from service.training.falsify import falsified, other_province, other_year
from tests.service.training.seeds import seeded


@pytest.mark.parametrize(
    ("question", "passage", "changed"),
    [
        ("2016年建成几座桥？", "2016年建成3座桥。", "2016"),
        ("第3批名单有多少家？", "第3批名单有40家。", "第3批"),
        ("第三届大会有多少人？", "第三届大会有40人。", "第三届"),
        ("出口多少？", "出口40亿元。", "出口"),
        ("云南有多少个县？", "云南有100个县。", "云南"),
    ],
)
def test_a_changed_word_is_one_that_the_passage_lacks(question: str, passage: str, changed: str):
    for seed in range(20):
        other = falsified(question, passage, seeded(seed))
        assert other is not None
        assert other != question
        assert changed not in other


def test_a_question_is_never_changed_into_one_that_the_passage_may_answer():
    passage = "出口40亿元，进口30亿元。"
    assert falsified("出口多少？", passage, seeded(0)) is None


def test_a_question_without_such_a_word_is_not_changed():
    assert falsified("桥有几座？", "桥有3座。", seeded(0)) is None


def test_a_year_or_place_is_changed_only_where_the_passage_tells_of_one():
    assert falsified("2016年建成几座桥？", "建成3座桥。", seeded(0)) is None
    assert falsified("云南有多少座桥？", "建成3座桥。", seeded(0)) is None


def test_a_longer_word_goes_before_a_shorter_one_inside_it():
    other = falsified("高速公路多长？", "高速公路长40公里。", seeded(1))
    assert other in {"铁路多长？", "高速铁路多长？", "农村公路多长？", "国道多长？"}


def test_another_year_and_province_are_not_in_the_passage():
    passage = "2015年到2017年，北京和上海。"
    years = {other_year(2016, passage, seeded(seed)) for seed in range(50)}
    assert "2015" not in years
    assert "2017" not in years
    provinces = {other_province(passage, seeded(seed)) for seed in range(99)}
    assert not provinces & {"北京", "上海"}
