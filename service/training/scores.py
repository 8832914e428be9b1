"""How good readings are: exact matches and overlap of answers, and how refusals come out."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """Over questions, in per cent: answers that match exactly, and the mean overlap (F1)."""

    exact: float
    f1: float
    questions: int


@dataclass(frozen=True, slots=True)
class SupportScore:
    """Of the judgement whether a passage answers.

    Attributes:
        auc: The share of pairs, an answered and an unanswered one, that are in the right order.
        precision: Of those that were refused, the share that had to be.
        recall: Of those that had to be refused, the share that were.
    """

    auc: float
    precision: float
    recall: float
    pairs: int


def score_answers(given: Sequence[str], expected: Sequence[Sequence[str]]) -> AnswerScore:
    """Return the scores of `given` answers, each against the best of its expected ones."""
    exact = [
        max(_units(g) == _units(e) for e in some) for g, some in zip(given, expected, strict=True)
    ]
    f1 = [max(overlap(g, e) for e in some) for g, some in zip(given, expected, strict=True)]
    return AnswerScore(100 * float(np.mean(exact)), 100 * float(np.mean(f1)), len(given))


def overlap(given: str, expected: str) -> float:
    """Return the F1 of two answers' Han characters and words, marks and case aside.

    `overlap("1998年", "1998年5月") == 2 / 3`: two units of two, two of four.
    """
    a, b = Counter(_units(given)), Counter(_units(expected))
    shared = sum((a & b).values())
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def score_support(
    answered: Sequence[float], unanswered: Sequence[float], least: float
) -> SupportScore:
    """Return how well scores part passages that answer from those that do not.

    Args:
        answered: Scores of questions on passages that answer them.
        unanswered: Scores of the others.
        least: A lower score is a refusal.
    """
    yes, no = np.array(answered), np.array(unanswered)
    refused_rightly, refused_wrongly = int((no < least).sum()), int((yes < least).sum())
    refused = refused_rightly + refused_wrongly
    return SupportScore(
        auc=area_under_curve(yes, no),
        precision=refused_rightly / refused if refused else 0.0,
        recall=refused_rightly / len(no),
        pairs=len(yes) + len(no),
    )


def area_under_curve(yes: Scores, no: Scores) -> float:
    """Return the share of pairs whose `yes` is higher, ties counted as half (Mann and Whitney)."""
    ordered = np.sort(no)
    below = np.searchsorted(ordered, yes, "left") + np.searchsorted(ordered, yes, "right")
    return float(below.mean() / 2 / len(no))


def _units(text: str) -> list[str]:
    """Return Han characters and runs of other letters and digits, in small letters."""
    units: list[str] = []
    joins = False
    for character in text.lower():
        if unicodedata.category(character)[0] not in "LNM":
            joins = False
        elif joins and not _is_han(character):
            units[-1] += character
        else:
            units.append(character)
            joins = not _is_han(character)
    return units


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
