import struct

import numpy as np
import pytest

from index.encoders.packed import PackedModel, Shape, Tensor, parse_packed
from tests.index.encoders.small_model import (
    HEADS,
    INNER,
    LAYERS,
    NORMALISER,
    PIECES,
    POSITIONS,
    TYPES,
    WIDTH,
)


def blocks_of(*blocks: tuple[float, bytes]) -> PackedModel:
    """A model that consists of one tensor, `t`, of the given scales and half bytes."""
    data = b"".join(struct.pack("<e", scale) + halves for scale, halves in blocks)
    shape = Shape(32, 1, 1, 32, 1, 1, 1e-12)
    return PackedModel(shape, (), (), {}, {"t": Tensor(True, 32 * len(blocks), 0)}, data)


def test_a_block_holds_16_weights_in_low_halves_then_16_in_high_halves():
    halves = bytes(low | (15 - low) << 4 for low in range(16))
    (weights,) = blocks_of((0.5, halves)).rows("t", 32)
    low = [(half - 8) * 0.5 for half in range(16)]
    assert weights.tolist() == [low + low[::-1]]


def test_unpacking_equals_the_formula_written_plainly():
    random = np.random.default_rng(7)
    blocks = [(float(np.float16(scale)), random.bytes(16)) for scale in random.normal(size=50)]
    (weights,) = blocks_of(*blocks).rows("t", 64)
    for block, (scale, halves) in enumerate(blocks):
        for place, byte in enumerate(halves):
            row, start = divmod(block * 32, 64)
            assert weights[row, start + place] == np.float32(((byte & 15) - 8) * scale)
            assert weights[row, start + place + 16] == np.float32(((byte >> 4) - 8) * scale)


def test_only_the_wanted_rows_come_in_the_order_asked():
    model = blocks_of(*((scale, bytes(16)) for scale in (1.0, 2.0, 3.0)))
    (weights,) = model.rows("t", 32, np.array([2, 0]))
    assert weights[:, 0].tolist() == [-24.0, -8.0]


def test_the_header_is_read_as_it_was_written(packed_bytes: bytes):
    model = parse_packed(packed_bytes)
    assert model.shape == Shape(WIDTH, LAYERS, HEADS, INNER, POSITIONS, TYPES, 1e-12)
    assert model.pieces == tuple(PIECES)
    assert model.scores[0] == -1.0
    assert model.normaliser == NORMALISER
    assert model.tensors["l1.fo.w"].weights == WIDTH * INNER
    last = list(model.tensors.values())[-1]
    assert last.offset + 4 * last.weights == len(packed_bytes)


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="begin with b'E5S1', found b'GGUF'"):
        parse_packed(b"GGUF" + bytes(100))


def test_a_file_that_ends_in_its_header_is_refused(packed_bytes: bytes):
    with pytest.raises(ValueError, match="ends in the middle of its header"):
        parse_packed(packed_bytes[:60])
