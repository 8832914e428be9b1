import math
from dataclasses import replace

import pytest

from index.documents import parse_document
from index.facts import extract_facts
from service.likelihood import (
    OF_NUMBERS,
    OF_SENTENCES,
    Weights,
    features_of_number,
    features_of_sentence,
    likelihood_of_number,
    likelihood_of_sentence,
)
from service.reader import Evidence, FactEvidence

REPORT = parse_document("青山县2021年报告\n\n引进医疗队员326名。\n".encode(), "青山.txt")
FACT = next(f for f in extract_facts(REPORT) if f.quantity.surface == "326名")
SPAN = FACT.quantity.span
SURE = Evidence(
    REPORT, FACT.sentence, (), 0.4, 1, 0.0, answerable=0.95, answer=SPAN, answer_score=0.9
)
CHOSEN = FactEvidence(FACT, SURE, counted=0.8, score=0.7, answerable=0.95, chosen=0.9)


def test_a_likelihood_is_the_logistic_of_the_weighted_features():
    weights = Weights(-1.0, (2.0, 0.5))
    assert weights.likelihood((0.5, 0.0)) == 0.5
    assert weights.likelihood((1.0, 2.0)) == pytest.approx(1 / (1 + math.exp(-2.0)))


def test_every_feature_has_its_weight():
    assert len(features_of_number(CHOSEN, 0.4)) == len(OF_NUMBERS.weights)
    assert len(features_of_sentence(SURE)) == len(OF_SENTENCES.weights)


@pytest.mark.parametrize(
    "worse",
    [
        replace(CHOSEN, answerable=0.05),
        replace(CHOSEN, chosen=0.0),
        replace(CHOSEN, answerable=None, chosen=0.0),
        replace(CHOSEN, chosen=0.2),
    ],
)
def test_the_less_the_reader_says_for_a_number_the_less_likely_it_is(worse: FactEvidence):
    assert likelihood_of_number(worse, 0.4) < likelihood_of_number(CHOSEN, 0.4)


def test_a_number_is_less_likely_where_another_sentence_holds_more_of_the_words():
    assert likelihood_of_number(CHOSEN, 1.0) < likelihood_of_number(CHOSEN, 0.4)


def test_a_sentence_is_likelier_by_its_words_its_rank_and_the_reader():
    best = likelihood_of_sentence(SURE)
    for worse in (
        replace(SURE, support=0.1),
        replace(SURE, rank=9),
        replace(SURE, answerable=0.1),
        replace(SURE, answer=None, answerable=0.0),
    ):
        assert likelihood_of_sentence(worse) < best
