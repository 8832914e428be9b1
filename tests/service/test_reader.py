import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.text import fold
from service.amounts import amounts_asked
from service.reader import can_answer, may_answer


def judged(question: str, sentence: str) -> tuple[bool, bool]:
    """Return whether the sentence's number can answer, and whether it may."""
    amount = amounts_asked(fold(question))[0]
    fact = extract_facts(parse_document(sentence.encode(), "报告.txt"))[0]
    return can_answer(amount, fact), may_answer(amount, fact)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("公交客流跟去年比还差多少？", "公交客流低了12%。"),
        ("How much did the glaciers dwindle?", "The glaciers lost 2.5 per cent of their ice."),
        ("帮了多少个念书的娃？", "资助学生1395名。"),
        ("补贴每人几块？", "补贴提高到每人1196元。"),
        ("How many people got a new kidney?", "In the year 3,190 got a new kidney."),
    ],
)
def test_what_the_words_do_not_make_expect_may_answer_all_the_same(question: str, sentence: str):
    assert judged(question, sentence) == (False, True)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("增长百分之几？", "新建学校12所。"),
        ("一共多少公里？", "资助学生1395名。"),
        ("花了多少钱？", "新建学校12所。"),
        ("铁路停了多久？", "新建学校12所。"),
    ],
)
def test_what_is_asked_for_by_its_unit_is_told_by_nothing_else(question: str, sentence: str):
    assert judged(question, sentence) == (False, False)
