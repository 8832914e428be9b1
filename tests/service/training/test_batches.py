from index.types import Span
from service.span_reader import windows_of
from service.training.batches import lessons_of, pieces_of, targets_of
from service.training.examples import Example
from tests.service.training.small_reader import small_tokenizer

PASSAGE = "全县修建公路40公里。"
ANSWERED = Example("修建多少公里？", PASSAGE, (Span(6, 10),), "invented", "县")
REFUSED = Example("修建多少桥？", PASSAGE, (), "invented", "县")


def test_a_target_names_the_pieces_of_the_answer():
    (target,) = targets_of(small_tokenizer(), ANSWERED)
    offsets = target.window.offsets
    first, last = target.first - target.window.first, target.last - target.window.first
    assert PASSAGE[offsets[first][0] : offsets[last][1]] == "40公里"


def test_an_answer_outside_a_window_has_no_pieces_in_it():
    windows = windows_of(small_tokenizer(), "多少？", [PASSAGE * 40], 128)
    assert len(windows) > 2
    assert pieces_of(windows[-1], Span(6, 10)) is None


def test_an_answer_late_in_a_long_passage_is_learnt_from_its_window():
    late = Example("多少？", PASSAGE * 40, (Span(366, 370),), "invented", "县")
    (target,) = targets_of(small_tokenizer(), late)
    assert target.answered
    assert target.window.offsets[target.first - target.window.first] == (366, 367)


def test_batches_hold_every_example_once_and_stay_small():
    lessons = lessons_of(small_tokenizer(), [ANSWERED, REFUSED] * 200, seed=1)
    assert sum(len(lesson.answered) for lesson in lessons) == 400
    assert sum(float(lesson.answered.sum()) for lesson in lessons) == 200
    assert max(lesson.batch.ids.size for lesson in lessons) <= 2048


def test_the_same_seed_gives_the_same_batches():
    one, two = (lessons_of(small_tokenizer(), [ANSWERED, REFUSED] * 99, seed=1) for _ in range(2))
    assert all((a.batch.ids == b.batch.ids).all() for a, b in zip(one, two, strict=True))
