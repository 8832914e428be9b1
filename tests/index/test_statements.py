import pytest

from index.quantities import find_quantities
from index.statements import comparison_of, place_of, status_of, tone_of, tone_of_sentence
from index.types import Span
from index.words import tag_words


def _whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("产值同比增长5%", "同比增长"),
        ("高于全国1.7个百分点", "高于"),
        ("工业增加值120亿元", None),
        ("收入翻番", "翻番"),
    ],
)
def test_a_comparison_is_cut_from_the_words_before_the_number(
    text: str, comparison: str | None
) -> None:
    assert comparison_of(text, find_quantities(text)[-1], 0) == comparison


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("力争完成投资5亿元", "goal"),
        ("预期目标是增长5%", "goal"),
        ("超过全年预期目标，新增就业60万人", None),
        ("计划投资5亿元，已完成3亿元", None),
        ("主要产品产量达到5万吨", None),
        ("贯彻《发展规划》，新建学校12所", None),
    ],
)
def test_a_goal_is_what_a_goal_word_governs(text: str, status: str | None) -> None:
    assert status_of(text, _whole(text), _whole(text), ()) == status


def test_a_heading_decides_unless_it_says_both() -> None:
    text = "新建学校12所"
    whole = _whole(text)
    assert status_of(text, whole, whole, ("二、2025年工作任务",)) == "goal"
    assert status_of(text, whole, whole, ("一、2024年工作回顾",)) == "result"
    assert status_of(text, whole, whole, ("2024年工作回顾和2025年任务",)) is None


def test_orders_set_goals_and_reports_tell_results() -> None:
    orders = "加快推进项目建设，新建学校12所，支持企业发展，强化服务"
    report = "新增就业60万人，比上年增长5%，居全国前列"
    assert tone_of(orders, _whole(orders)) == "goal"
    assert tone_of_sentence(orders, _whole(orders), None) == "goal"
    assert tone_of(report, _whole(report)) == "result"
    assert tone_of_sentence(report, _whole(report), None) == "result"


def test_a_paragraph_that_reports_gives_no_order_in_passing() -> None:
    text = "新争取资金5亿元,支持项目42个"
    assert tone_of_sentence(text, _whole(text), "result") is None
    assert tone_of_sentence(text, _whole(text), None) == "goal"
    order = "支持项目42个"
    assert tone_of_sentence(order, _whole(order), "result") == "goal"


def test_the_place_is_the_last_one_named_before_the_number() -> None:
    text = "贵州新建学校12所，北京新建5所"
    words = tag_words(text)
    assert place_of(text.index("12"), words) == "贵州"
    assert place_of(text.index("5"), words) == "北京"
