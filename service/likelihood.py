"""How likely a number or a sentence is to be the answer, by all that is known of it at once.

In: what was read, with the trained reader's verdict. Out: a likelihood from 0 to 1. The reader
knows what is said, the rules know which words are shared; each is wrong where the other is right,
and how much either is worth was learnt from questions written by hand on passages that the
reader never saw: `python -m tests.evaluation.weights` prints the weights below and how they do.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from service.reader import Evidence, FactEvidence

# A verdict surer than this tells no more.
_SUREST = 0.995
# The verdict on what was not read, on the scale of the others: there was something likelier.
_UNREAD = -5.0


# What words and rank make of the rules' score (`service.reader`) where nothing is counted.
_WORDS_SHARE = 0.6
_RANK_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: the logit is `bias` and the sum of each feature times its weight."""

    bias: float
    weights: tuple[float, ...]

    def likelihood(self, features: Sequence[float]) -> float:
        """Return the likelihood, 0 to 1, that goes with these features."""
        logit = self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-logit))


OF_NUMBERS = Weights(-4.43, (0.26, 1.23, 2.90, -4.61, 2.88, 0.30))
OF_SENTENCES = Weights(-2.56, (0.69, 0.49, 2.92, 1.86, -1.27))


def likelihood_of_number(found: FactEvidence, most_words: float) -> float:
    """Return how likely the number answers a question for one.

    Args:
        found: The number, scored by rules alone.
        most_words: The largest support of any sentence.
    """
    return OF_NUMBERS.likelihood(features_of_number(found, most_words))


def likelihood_of_sighted(evidence: Evidence, most_words: float) -> float:
    """Return how likely the reader's answer in a sentence is the number asked for.

    Of a number that no rule knows for one, so that what it counts is not known either.
    """
    score = _WORDS_SHARE * evidence.support + _RANK_SHARE * (1 - evidence.support) / evidence.rank
    seen = evidence.answer_score
    verdict = evidence.answerable
    beside = most_words - evidence.support
    return OF_NUMBERS.likelihood(
        (_verdict(verdict), seen, seen * (verdict or 0.0), beside, score, 0.0)
    )


def likelihood_of_sentence(evidence: Evidence) -> float:
    """Return how likely the sentence answers a question for something else than a number."""
    return OF_SENTENCES.likelihood(features_of_sentence(evidence))


def features_of_number(found: FactEvidence, most_words: float) -> tuple[float, ...]:
    """Return what is weighed of a number.

    The reader's verdict on what stands around it, how surely the reader chose just this number,
    both at once, how many more of the question's words stand elsewhere, the rules' score, and
    whether it is of another kind than the question makes expect.
    """
    return (
        _verdict(found.answerable),
        found.chosen,
        found.chosen * (found.answerable or 0.0),
        most_words - found.evidence.support,
        found.score,
        float(not found.likely),
    )


def features_of_sentence(evidence: Evidence) -> tuple[float, ...]:
    """Return what is weighed of a sentence.

    The reader's verdict, how surely its answer stands just there, the share of the question's
    words, how near its passage ranks, and whether the reader has read it.
    """
    read = evidence.answer is not None
    return (
        _verdict(evidence.answerable if read else None),
        evidence.answer_score if read else 0.0,
        evidence.support,
        1 / evidence.rank,
        float(read),
    )


def _verdict(answerable: float | None) -> float:
    """Return the reader's verdict as a logit."""
    if answerable is None:
        return _UNREAD
    sure = min(max(answerable, 1 - _SUREST), _SUREST)
    return math.log(sure / (1 - sure))
