import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantities import find_quantities
from service.extraction import short_answer
from service.questions import understand


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "报告要求统筹推进哪些领域的建设？",
            "加强指导,统筹推进农村、城市、学校、医院和企业等各领域建设,不断提高水平。",
            "农村、城市、学校、医院、企业",
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
def test_every_part_of_a_short_answer_stands_in_the_sentence(question: str, sentence: str) -> None:
    found = short_answer(understand(question), sentence)
    assert found is None or all(part in sentence for part in found.split("、"))
