import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.encoders.convert import write_model
from index.encoders.packed import parse_packed
from tests.index.encoders.small_model import FOREIGN, PIECES, WIDTH


def kept_pieces(folder: Path) -> list[str]:
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return [piece for piece, _ in tokenizer["model"]["vocab"]]


def test_pieces_of_chinese_and_english_are_kept_in_their_order(model_folder: Path):
    assert [piece for piece in PIECES if piece not in FOREIGN] == [
        piece for piece in kept_pieces(model_folder) if piece not in FOREIGN
    ]


def test_other_scripts_keep_single_letters_only(model_folder: Path):
    assert [piece for piece in kept_pieces(model_folder) if piece in FOREIGN] == ["в", "é"]


def test_each_piece_keeps_its_own_row_of_weights(model_folder: Path, packed_bytes: bytes):
    (full,) = parse_packed(packed_bytes).rows("emb.word", WIDTH)
    weights = load_file(model_folder / "model.safetensors")
    embeddings = weights["embeddings.word_embeddings.weight"]
    pieces = kept_pieces(model_folder)
    assert len(embeddings) == len(pieces)
    for row, piece in enumerate(pieces):
        np.testing.assert_array_equal(embeddings[row], full[PIECES.index(piece)])


def test_every_tensor_of_the_network_is_written_with_its_own_weights(
    model_folder: Path, packed_bytes: bytes
):
    packed = parse_packed(packed_bytes)
    weights = load_file(model_folder / "model.safetensors")
    inner = weights["encoder.layer.1.intermediate.dense.weight"]
    outer = weights["encoder.layer.1.output.dense.weight"]
    (inner_source,) = packed.rows("l1.fi.w", WIDTH)
    (outer_source,) = packed.rows("l1.fo.w", outer.shape[1])
    np.testing.assert_array_equal(inner, inner_source)
    np.testing.assert_array_equal(outer, outer_source)
    assert outer.shape == inner.shape[::-1]
    # Those of the file, and the two of the pooler.
    assert len(weights) == len(packed.tensors) + 2


def test_the_same_model_gives_the_same_bytes(
    model_folder: Path, packed_bytes: bytes, tmp_path: Path
):
    again = tmp_path / "again"
    again.mkdir()
    write_model(parse_packed(packed_bytes), again)
    files = [file for file in again.rglob("*") if file.is_file()]
    assert len(files) == 9
    for file in files:
        assert file.read_bytes() == (model_folder / file.relative_to(again)).read_bytes()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("２０㎡", "20m2"),
        ("10～20", "10～20"),
        ("甲\n乙", "甲 乙"),
        ("甲\x01乙", "甲乙"),
        ("甲\u200b 乙", "甲 乙"),
        ("甲   乙", "甲 乙"),
    ],
)
def test_characters_change_as_in_the_models_own_map(model_folder: Path, written: str, read: str):
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    assert tokenizer.normalizer.normalize_str(written) == read


def test_what_the_vocabulary_does_not_know_becomes_an_unknown_piece(model_folder: Path):
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    ids = tokenizer.encode("粮食増пв\U0001f600人").ids
    pieces = kept_pieces(model_folder)
    assert [pieces[piece] for piece in ids] == [
        "<s>",
        "▁",
        "粮食",
        "<unk>",
        "в",
        "<unk>",
        "人",
        "</s>",
    ]


def test_progress_ends_when_all_is_written(packed_bytes: bytes, tmp_path: Path):
    told: list[tuple[int, int]] = []
    write_model(parse_packed(packed_bytes), tmp_path, lambda *counts: told.append(counts))
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)
