from index.documents import parse_document
from index.facts import extract_facts
from index.types import Fact
from service.training.english import english_question_for, in_english
from tests.service.training.seeds import seeded


def fact_of(sentence: str) -> Fact:
    return extract_facts(parse_document(sentence.encode(), "报告.txt"))[0]


def asked(sentence: str) -> set[str | None]:
    rng = seeded(2)
    return {english_question_for(fact_of(sentence), rng) for _ in range(60)}


def test_what_is_counted_is_said_in_english_word_by_word():
    assert in_english("农村贫困人口", seeded(1)) is not None
    assert in_english("钢产量", seeded(1)) in {"steel output", "crude steel output"} | {
        f"{steel} {output}"
        for steel in ("steel", "crude steel")
        for output in ("production", "output", "production volume")
    }


def test_a_word_that_the_lexicon_lacks_is_not_guessed():
    assert in_english("咕噜咕噜产量", seeded(1)) is None
    assert asked("咕噜咕噜产量达到30万吨。") == {None}


def test_growth_is_asked_for_as_growth():
    questions = asked("财政收入增长5.1%。")
    assert None not in questions
    assert any("By how much did" in (question or "") for question in questions)
    assert not any("How many" in (question or "") for question in questions)


def test_people_are_asked_for_as_how_many():
    assert any("How many" in (question or "") for question in asked("残疾人有8500人。"))
