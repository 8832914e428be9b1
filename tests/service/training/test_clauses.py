import pytest

from service.training.clauses import asked_of


def answers(sentence: str) -> dict[str, str]:
    return {a.question: sentence[a.answer.start : a.answer.end] for a in asked_of(sentence)}


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "由于连续三个月干旱，春季作物大面积减产。",
            "为什么春季作物大面积减产？",
            "连续三个月干旱",
        ),
        ("春季作物减产，主要是由于连续三个月干旱。", "春季作物减产是什么原因？", "连续三个月干旱"),
        ("为了减轻农民负担，取消了三项收费。", "取消了三项收费是为了什么？", "减轻农民负担"),
        ("通过统一调度水库，保证了城市供水。", "怎样保证了城市供水？", "统一调度水库"),
        ("2018年10月，跨海大桥正式建成通车。", "什么时候跨海大桥正式建成通车？", "2018年10月"),
        ("国务院制定了三项新的补贴办法。", "谁制定了三项新的补贴办法？", "国务院"),
        ("在沿海地区试行新的登记办法。", "在哪里试行新的登记办法？", "沿海地区"),
        ("去年颁布了《湿地保护条例》。", "去年颁布了什么文件？", "《湿地保护条例》"),
        ("补贴主要包括种子、化肥和农机。", "补贴包括哪些？", "种子、化肥和农机"),
        ("今年推进灌溉、道路、供电三项工程。", "今年推进哪些？", "灌溉、道路、供电三项工程"),
        (
            "完善农村医疗服务，新建卫生所，培训乡村医生。",
            "在完善农村医疗服务方面做了哪些工作？",
            "新建卫生所，培训乡村医生",
        ),
        ("湿地是许多候鸟越冬的地方。", "湿地是什么？", "许多候鸟越冬的地方"),
    ],
)
def test_a_part_of_a_sentence_answers_its_question(sentence: str, question: str, answer: str):
    assert answers(sentence)[question] == answer


def test_a_part_that_stands_twice_is_not_asked_for():
    assert not answers("由于干旱少雨，干旱少雨的地区减产。")


def test_a_sentence_of_no_known_build_asks_nothing():
    assert not answers("各位代表！")
