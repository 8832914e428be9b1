"""What the real default encoder computes, against the engine that its weights were packed for."""

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoders.bundled import installed_source, prepare_bundled
from index.encoders.packed import parse_packed
from index.encoders.sentence import load_encoder
from index.types import Encoder

ROOT = Path(__file__).parents[3]
GOLDEN = json.loads((ROOT / "tests" / "golden" / "encoder.json").read_text(encoding="utf-8"))

# Loads and runs the model, then forks: the child must be able to run it too.
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def encoder(bundled_cache: Path) -> Encoder:
    return load_encoder("bundled", bundled_cache)


def texts(role: str) -> list[str]:
    return [case["text"] for case in GOLDEN[role]]


def starts(role: str) -> list[list[float]]:
    return [case["starts"] for case in GOLDEN[role]]


def test_vectors_are_those_of_the_engine_up_to_its_rounding(encoder: Encoder):
    queries = encoder.encode_queries(texts("queries"))
    passages = encoder.encode_passages(texts("passages"))
    np.testing.assert_allclose(queries[:, :8], starts("queries"), atol=0.003)
    np.testing.assert_allclose(passages[:, :8], starts("passages"), atol=0.003)
    np.testing.assert_allclose(queries @ passages.T, GOLDEN["cosines"], atol=0.003)


def test_each_question_is_nearest_to_the_passage_that_answers_it(encoder: Encoder):
    queries = encoder.encode_queries(texts("queries"))
    passages = encoder.encode_passages(texts("passages"))
    assert (queries @ passages.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_its_name_and_fingerprint_are_the_same_on_every_machine(encoder: Encoder):
    assert encoder.name == "bundled:multilingual-e5-small"
    assert encoder.dimension == 384
    assert encoder.fingerprint == "c840bff6953a6bc614a9f349aae899108a9a749802b6293a93d109f0072851af"


def test_every_character_changes_as_in_the_models_own_map(bundled_cache: Path):
    source = installed_source()
    assert source.file is not None
    changes = parse_packed(source.file.read_bytes()).normaliser
    folder = prepare_bundled(bundled_cache)
    normalizer = Tokenizer.from_file(str(folder / "tokenizer.json")).normalizer
    # Between letters, since spaces next to each other become one.
    different = {
        char: to
        for char, to in changes.items()
        if normalizer.normalize_str(f"甲{char}乙") != f"甲{to}乙"
    }
    assert different == {}
    assert normalizer.normalize_str("10～20。") == "10～20。"
