import pytest

from index.types import Span
from service.training.examples import Example, cropped, is_held_out, without_answer

PASSAGE = "全县有公路桥12座。去年新建学校3所。今年修建公路40公里。明年再修公路桥5座。"


def example(answer: str) -> Example:
    start = PASSAGE.index(answer)
    return Example("问？", PASSAGE, (Span(start, start + len(answer)),), "invented", "某县")


def test_an_answer_beyond_the_passage_is_refused():
    with pytest.raises(ValueError, match="ends beyond the passage"):
        Example("问？", "短", (Span(0, 2),), "invented", "某县")


@pytest.mark.parametrize("lead", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("max_chars", [5, 20, 30, 200])
def test_a_cropped_passage_keeps_its_answer(lead: float, max_chars: int):
    part = cropped(example("40公里"), max_chars, lead)
    assert part.answer_texts == ("40公里",)
    assert part.passage in PASSAGE


def test_a_crop_takes_whole_sentences_around_the_answer():
    assert cropped(example("40公里"), 30, 0.0).passage == "今年修建公路40公里。明年再修公路桥5座。"
    assert cropped(example("40公里"), 20, 1.0).passage == "去年新建学校3所。今年修建公路40公里。"


def test_the_rest_of_a_passage_does_not_answer():
    rest = without_answer(example("12座"), 100)
    assert rest is not None
    assert rest.answers == ()
    assert rest.passage == "去年新建学校3所。今年修建公路40公里。明年再修公路桥5座。"


def test_a_rest_with_the_same_words_is_no_refusal():
    twice = Example(
        "问？",
        "有桥12座。另一处也建成了公路桥12座，还有几座没有完工的桥。",
        (Span(2, 5),),
        "x",
        "g",
    )
    assert without_answer(twice, 100) is None


def test_a_group_is_held_out_or_not_for_good():
    held_out = [name for name in map(str, range(1000)) if is_held_out(name)]
    assert 60 < len(held_out) < 140
    assert all(is_held_out(name) for name in held_out)
