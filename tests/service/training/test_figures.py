import pytest

from index.documents import parse_document
from index.facts import extract_facts
from index.types import Fact
from service.training.figures import (
    aspect_question,
    is_askable,
    name_of,
    opposite_question,
    question_for,
    question_for_both,
)
from tests.service.training.seeds import seeded

TEXT = "某县2021年报告\n\n全县新建小学教室120间。粮食产量比上年增长3.5%。修路投资2.4亿元。"


@pytest.fixture(scope="module")
def facts() -> dict[str, Fact]:
    found = extract_facts(parse_document(TEXT.encode(), "县.txt"))
    return {fact.quantity.surface: fact for fact in found if is_askable(fact)}


def wordings(fact: Fact) -> set[str]:
    return {question_for(fact, seeded(seed)) for seed in range(200)}


def test_a_number_is_asked_for_by_what_it_counts(facts: dict[str, Fact]):
    asked = wordings(facts["120间"])
    assert len(asked) > 8
    assert all(name_of(facts["120间"]) in question for question in asked)
    assert any("多少间" in question for question in asked)


def test_a_growth_is_asked_for_as_one(facts: dict[str, Fact]):
    asked = wordings(facts["3.5%"])
    assert all("粮食产量" in question for question in asked)
    assert any("增长多少" in question for question in asked)
    assert not any("下降" in question or "多少钱" in question for question in asked)


def test_the_opposite_of_a_growth_is_a_fall(facts: dict[str, Fact]):
    opposite = opposite_question(facts["3.5%"], seeded(0))
    assert opposite is not None
    assert "降" in opposite or "减" in opposite
    assert opposite_question(facts["120间"], seeded(0)) is None


def test_an_aspect_is_asked_for_only_where_no_sign_of_it_stands(facts: dict[str, Fact]):
    passage = "修路投资2.4亿元，增长3%，占全部的7%，由交通部门负责。"
    for seed in range(50):
        question = aspect_question(facts["2.4亿元"], passage, seeded(seed))
        assert question is not None
        assert not any(sign in question for sign in ("增", "占", "钱", "资金", "部门"))


def test_two_numbers_are_asked_for_at_once(facts: dict[str, Fact]):
    first, second = facts["120间"], facts["2.4亿元"]
    for seed in range(50):
        question = question_for_both(first, second, seeded(seed))
        assert question.index(name_of(first)) < question.index(name_of(second))
