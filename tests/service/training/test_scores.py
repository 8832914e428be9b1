import numpy as np
import pytest

from service.training.scores import area_under_curve, overlap, score_answers, score_support


@pytest.mark.parametrize(
    ("given", "expected", "f1"),
    [
        ("1998年", "1998年", 1.0),
        ("1998年", "1998年5月", 2 / 3),
        ("《条例》", "条例", 1.0),
        ("the Red Bridge", "Red bridge", 0.8),
        ("公路", "学校", 0.0),
        ("", "学校", 0.0),
    ],
)
def test_overlap_counts_characters_and_words(given: str, expected: str, f1: float):
    assert overlap(given, expected) == pytest.approx(f1)


def test_the_best_of_several_answers_counts():
    score = score_answers(["三座"], [("三座桥", "三座")])
    assert (score.exact, score.f1, score.questions) == (100, 100, 1)


def test_the_area_is_the_share_of_pairs_in_order():
    assert area_under_curve(np.array([0.9, 0.4]), np.array([0.5, 0.1])) == 0.75
    assert area_under_curve(np.array([0.5]), np.array([0.5])) == 0.5


def test_precision_and_recall_are_those_of_refusing():
    score = score_support([0.9, 0.8, 0.3], [0.1, 0.2, 0.7, 0.4], 0.5)
    assert (score.precision, score.recall, score.pairs) == (0.75, 0.75, 7)
