import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantities import find_quantities
from index.types import Span
from service.extraction import short_answer
from service.pieces import Seen
from service.questions import understand

GOLDEN = Path(__file__).parents[1] / "golden" / "phrases.json"


@pytest.mark.parametrize("golden", json.loads(GOLDEN.read_text(encoding="utf-8")))
def test_lists_reasons_means_and_meanings_are_cut_whole(golden: dict) -> None:
    question = understand(golden["question"])
    assert short_answer(question, golden["sentence"]) == golden["short"]


def test_the_readers_choice_among_lists_is_kept_and_made_whole() -> None:
    sentence = "一期建设苗圃、温室和冷库，二期建设车间、仓库和码头，两期都已开工。"
    place = sentence.index("车间")
    seen = Seen(Span(place, place + 2), 0.9)
    assert short_answer(understand("建设了哪些设施？"), sentence, seen) == "车间、仓库和码头"


def test_a_list_that_the_reader_surely_sees_is_not_cut_shorter() -> None:
    sentence = "年初确定的节能减排、物价调控目标没有完成，要继续努力。"
    place = sentence.index("节能")
    seen = Seen(Span(place, place + len("节能减排、物价调控")), 0.9)
    assert short_answer(understand("哪些目标没有完成？"), sentence, seen) == "节能减排、物价调控"


def test_a_reason_seen_in_part_is_told_in_whole_clauses() -> None:
    sentence = "受持续干旱影响，农户普遍改种耐旱品种，全县粮食总产减少。"
    place = sentence.index("干旱")
    seen = Seen(Span(place, place + 2), 0.9)
    assert short_answer(understand("为什么粮食减产？"), sentence, seen) == "受持续干旱影响"


def test_what_the_reader_is_not_sure_of_is_left_to_the_rules() -> None:
    sentence = "由于气温偏低，早稻播种推迟了十天。"
    seen = Seen(Span(sentence.index("早稻"), sentence.index("早稻") + 2), 0.1)
    assert short_answer(understand("为什么播种推迟？"), sentence, seen) == "由于气温偏低"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "报告要求统筹推进哪些领域的建设？",
            "加强指导,统筹推进农村、城市、学校、医院和企业等各领域建设,不断提高水平。",
            "农村、城市、学校、医院和企业",
        ),
        (
            "为什么要开展摸底调研？",
            "对数量开展摸底调研,梳理形成清单,为制定发展规划打下基础。",
            "为制定发展规划打下基础",
        ),
        (
            "通过什么办法推动政策落地落实？",
            "制定工作细则,定期开展检查,推动政策在基层落地落实。",
            "制定工作细则,定期开展检查",
        ),
        ("“12345”是什么？", "开通“12345”市民服务热线,受理各类诉求。", "市民服务热线"),
        ("大会是在什么时间召开的？", "大会春节期间召开,表彰了一批先进。", "春节期间"),
    ],
)
def test_the_short_answer_is_what_the_sentence_adds_to_the_question(
    question: str, sentence: str, expected: str
) -> None:
    assert short_answer(understand(question), sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("投资亿元的是什么？", "兑现人才奖励资金2.4亿元。"),
        ("250 new businesses, what for?", "The district welcomed 1,250 new businesses in 2022."),
        ("万标箱的箱子去了哪里？", "集装箱吞吐量260万标箱,同比增长8%。"),
    ],
)
def test_a_short_answer_has_a_number_whole_or_not_at_all(question: str, sentence: str) -> None:
    short = short_answer(understand(question), sentence)
    stated = {quantity.surface for quantity in find_quantities(sentence)}
    assert {quantity.surface for quantity in find_quantities(short or "")} <= stated


@given(st.text(max_size=60), st.text(max_size=120))
def test_a_short_answer_stands_in_the_sentence(question: str, sentence: str) -> None:
    found = short_answer(understand(question), sentence)
    assert found is None or found in sentence


def test_a_list_is_not_cut_inside_a_number():
    sentence = "对有贫困人口的568个乡镇、8723个村和842个安置地挂牌督战，层层压实责任。"
    listed = short_answer(understand("挂牌督战的对象包括哪些？"), sentence)
    assert listed is not None
    assert "568个乡镇、8723个村和842个安置" in listed


def seen_at(sentence: str, words: str) -> Seen:
    place = sentence.index(words)
    return Seen(Span(place, place + len(words)), 0.9, 0.9)


@pytest.mark.parametrize(
    ("question", "sentence", "seen", "short"),
    [
        (
            "“驿站账本”是什么？",
            "所谓“驿站账本”，是指围绕车辆、货物两类事项，按月登记的电子台账。",
            "指围绕车辆、货物两类事项",
            "围绕车辆、货物两类事项，按月登记的电子台账",
        ),
        (
            "What is a Seed Circle?",
            'A "Seed Circle" is a group of six farmers, half of them women, that stores seed.',
            "a group of six farmers",
            "a group of six farmers, half of them women, that stores seed",
        ),
        (
            "What does the cover ratio mean?",
            "The cover ratio, meaning the share of costs paid by fares, rose to 56%.",
            "the share of costs",
            "the share of costs paid by fares",
        ),
    ],
)
def test_a_meaning_seen_in_part_is_told_to_the_stop(
    question: str, sentence: str, seen: str, short: str
) -> None:
    assert short_answer(understand(question), sentence, seen_at(sentence, seen)) == short


@pytest.mark.parametrize(
    ("question", "sentence", "seen", "short"),
    [
        (
            "怎样保证村民用水？",
            "我们启用水井24眼，调水3次，派出水车19台，确保了村民有水用。",
            "派出水车19台",
            "我们启用水井24眼，调水3次，派出水车19台",
        ),
        (
            "怎样缩短等候时间？",
            "为缩短等候时间，工会采取了两项措施：延长开放时间，增配窗口2个。",
            "采取了两项措施",
            "延长开放时间，增配窗口2个",
        ),
        (
            "How did the school win pupils back?",
            "The school won 514 pupils back through home visits and free meals.",
            "home visits and free meals",
            "home visits and free meals",
        ),
    ],
)
def test_measures_seen_in_part_are_told_together(
    question: str, sentence: str, seen: str, short: str
) -> None:
    assert short_answer(understand(question), sentence, seen_at(sentence, seen)) == short


def test_measures_behind_their_announcement_are_told_without_the_reader() -> None:
    sentence = "为缩短等候时间，工会采取了两项措施：延长开放时间，增配窗口2个。"
    assert short_answer(understand("怎样缩短等候时间？"), sentence) == "延长开放时间，增配窗口2个"


def test_a_cause_seen_inside_a_clause_is_told_without_what_stands_before_it() -> None:
    sentence = "“新建车位6万个”一件因调规滞后，仅完成4.7万个。"
    question = understand("车位为什么没有建够？")
    assert short_answer(question, sentence, seen_at(sentence, "因调规滞后")) == "因调规滞后"
