from service.training.corpora import traditional
from service.training.wordings import reworded
from tests.service.training.seeds import seeded


def asked(question: str, times: int = 200) -> set[str]:
    rng = seeded(5)
    return {reworded(question, traditional, rng) for _ in range(times)}


def test_words_of_reports_are_said_as_people_say_them():
    assert {"老百姓多少人？", "百姓多少人？", "群众多少人？"} <= asked("群众多少人？")


def test_a_longer_word_goes_before_a_shorter_one_inside_it():
    assert "高速长多少？" in asked("高速公路长多少？")
    assert not any("高速马路" in said for said in asked("高速公路长多少？"))


def test_some_questions_are_put_in_traditional_characters():
    assert "羣衆" in traditional("群众") or "群眾" in traditional("群众")
    assert traditional("书有几本？") in asked("书有几本？")


def test_a_slip_loses_or_moves_one_character():
    plain = "这本书的作者一共写过几页字？"
    slips = {said for said in asked(plain, 2000) if said not in {plain, traditional(plain)}}
    simple = {said for said in slips if len(said) >= len(plain) - 1}
    assert simple == slips
    assert any(len(said) == len(plain) - 1 for said in slips)
    assert any(sorted(said) == sorted(plain) for said in slips)


def test_a_short_question_makes_no_slip():
    assert asked("几页书？", 1000) == {"几页书？", traditional("几页书？")}


def test_the_same_seed_words_a_question_alike():
    question = "全国新增就业多少人？"
    assert reworded(question, traditional, seeded(9)) == reworded(question, traditional, seeded(9))
