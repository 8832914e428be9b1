"""The fake encoder is itself relied on: what tests assert about relevance must hold."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from index.types import Encoder
from tests.fakes import FakeEncoder


def test_vectors_are_unit_length_whatever_the_text():
    texts = ["全省有419个易地扶贫搬迁安置点", "a", "", "。", "\udc80", "Reports answer."]
    vectors = FakeEncoder(32).encode_passages(texts)
    assert vectors.shape == (6, 32)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-6)


def test_a_question_is_nearest_to_the_passage_that_shares_its_words():
    encoder = FakeEncoder()
    passages = encoder.encode_passages(
        ["粮食总产量比上年增长百分之三", "城镇新增就业六十万人", "森林覆盖率提高两个百分点"]
    )
    scores = encoder.encode_queries(["去年新增就业多少？"]) @ passages.T
    assert int(scores.argmax()) == 1


def test_it_counts_every_text_that_it_encodes():
    encoder: Encoder = FakeEncoder()
    done: list[tuple[int, int]] = []
    encoder.encode_queries(["甲"])
    encoder.encode_passages(["乙", "丙"], progress=lambda *counts: done.append(counts))
    encoder.encode_passages([])
    assert encoder.encoded == 3
    assert done == [(2, 2)]


def test_encoders_of_different_dimension_have_different_fingerprints():
    assert FakeEncoder(64).fingerprint != FakeEncoder(65).fingerprint


def test_another_process_gives_the_same_vector():
    program = (
        "from tests.fakes import FakeEncoder; print(FakeEncoder(16).encode_queries(['扶贫'])[0])"
    )
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(FakeEncoder(16).encode_queries(["扶贫"])[0])
