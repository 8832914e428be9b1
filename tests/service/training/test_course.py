from pathlib import Path

import pytest
import torch

from index.types import Span
from service.training.batches import Lesson, lessons_of
from service.training.course import Plan, loss_of, restore_network, schedule, train
from service.training.examples import Example
from service.training.network import ReaderNetwork
from tests.service.training.small_reader import small_network, small_tokenizer

PASSAGE = "全县修建公路40公里，新增学校3家。"
EXAMPLES = [
    Example("公路多少公里？", PASSAGE, (Span(6, 10),), "invented", "县"),
    Example("学校多少家？", PASSAGE, (Span(15, 17),), "invented", "县"),
    Example("桥有多少个？", PASSAGE, (), "invented", "县"),
]
PLAN = Plan(seed=5, rate=1e-2, half=False)


@pytest.fixture(scope="module")
def lessons() -> list[Lesson]:
    return lessons_of(small_tokenizer(), EXAMPLES * 400, seed=2)


def weights(network: ReaderNetwork) -> list[torch.Tensor]:
    return list(network.state_dict().values())


def loss(network: ReaderNetwork, lesson: Lesson) -> float:
    batch = lesson.batch
    ids, types, mask = map(torch.from_numpy, (batch.ids, batch.types, batch.mask))
    with torch.inference_mode():
        return float(loss_of(network.eval()(ids, types, mask), lesson, types, mask))


def test_a_course_taken_up_again_ends_with_the_same_weights(lessons: list[Lesson], tmp_path: Path):
    whole, parted, resumed = small_network(1), small_network(1), small_network(9)
    train(whole, lessons[:8], PLAN, tmp_path / "whole.pt")
    assert train(parted, lessons[:8], PLAN, tmp_path / "parted.pt", stop_after=3) == 3
    assert train(resumed, lessons[:8], PLAN, tmp_path / "parted.pt") == 8
    assert all(torch.equal(a, b) for a, b in zip(weights(whole), weights(resumed), strict=True))


def test_a_checkpoint_gives_its_weights_to_a_network(lessons: list[Lesson], tmp_path: Path):
    network, other = small_network(1), small_network(2)
    train(network, lessons[:2], PLAN, tmp_path / "course.pt")
    restore_network(tmp_path / "course.pt", other)
    assert all(torch.equal(a, b) for a, b in zip(weights(network), weights(other), strict=True))


def test_training_lowers_the_loss(lessons: list[Lesson], tmp_path: Path):
    network = small_network(1)
    before = loss(network, lessons[0])
    train(network, lessons, PLAN, tmp_path / "course.pt")
    assert loss(network, lessons[0]) < 0.8 * before


def test_each_step_is_reported(lessons: list[Lesson], tmp_path: Path):
    told: list[tuple[int, int]] = []
    train(
        small_network(1),
        lessons[:3],
        PLAN,
        tmp_path / "course.pt",
        lambda done, total, loss: told.append((done, total)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_rate_rises_and_then_falls_to_nothing():
    rates = [schedule(step / 100, 0.1) for step in range(101)]
    assert rates[0] == 0
    assert rates.index(max(rates)) == 10
    assert rates[-1] == 0


def test_the_embeddings_are_not_trained(lessons: list[Lesson], tmp_path: Path):
    network, untouched = small_network(1), small_network(1)
    train(network, lessons[:3], PLAN, tmp_path / "course.pt")
    assert torch.equal(network.table.numbers, untouched.table.numbers)
