"""A packed model small enough to convert and load in a moment, in the real format."""

import shutil
import struct
from pathlib import Path

import numpy as np

WIDTH, LAYERS, HEADS, INNER, POSITIONS, TYPES = 32, 2, 2, 64, 48, 2

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
WORDS = ["▁", "▁query", "▁passage", ":", "粮食", "总产量", "就业", "增长", "人", "2", "0", "▁word"]
# A letter alone is kept whatever its script; pieces of several foreign letters are cut.
FOREIGN = ["▁При", "вет", "в", "é"]
PIECES = [*SPECIAL, *WORDS, *FOREIGN, "～", "<mask>"]
NORMALISER = {"\n": " ", "\x01": "", "\u200b": " ", "２": "2", "㎡": "m2"}


def pack(seed: int = 0) -> bytes:
    """Return a whole file in the packed format, with weights drawn from `seed`."""
    random = np.random.default_rng(seed)
    header = b"E5S1" + struct.pack(
        "<I7ifi", 1, WIDTH, LAYERS, HEADS, INNER, len(PIECES) + 3, POSITIONS, TYPES, 1e-12, 32
    )
    tensors = _tensors(random)
    middle = _vocabulary() + _normaliser()
    directory_size = 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    offset = len(header) + len(middle) + directory_size
    directory = struct.pack("<i", len(tensors))
    for name, kind, count, data in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, offset, len(data))
        offset += len(data)
    return header + middle + directory + b"".join(data for *_, data in tensors)


def _vocabulary() -> bytes:
    encoded = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    scores = np.linspace(-1, -9, len(PIECES)).astype("<f4")
    blob = b"".join(encoded)
    counts = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    return counts + offsets.tobytes() + scores.tobytes() + blob


def _normaliser() -> bytes:
    entries = b"".join(
        struct.pack(f"<IB{len(to)}I", ord(char), len(to), *map(ord, to))
        for char, to in NORMALISER.items()
    )
    return struct.pack("<iI", len(NORMALISER), len(entries)) + entries


def _tensors(random: np.random.Generator) -> list[tuple[str, int, int, bytes]]:
    def plain(name: str, count: int, mean: float = 0.0) -> tuple[str, int, int, bytes]:
        return name, 0, count, (mean + 0.05 * random.normal(size=count)).astype("<f4").tobytes()

    def packed(name: str, count: int) -> tuple[str, int, int, bytes]:
        blocks = np.empty(count // 32, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]))
        blocks["scale"] = random.uniform(0.01, 0.05, len(blocks))
        blocks["halves"] = random.integers(0, 256, (len(blocks), 16))
        return name, 1, count, blocks.tobytes()

    tensors = [
        packed("emb.word", (len(PIECES) + 3) * WIDTH),
        plain("emb.pos", POSITIONS * WIDTH),
        plain("emb.type", TYPES * WIDTH),
        plain("emb.ln.w", WIDTH, mean=1.0),
        plain("emb.ln.b", WIDTH),
    ]
    for layer in range(LAYERS):
        for part in ("q", "k", "v", "ao"):
            tensors.append(packed(f"l{layer}.{part}.w", WIDTH * WIDTH))
            tensors.append(plain(f"l{layer}.{part}.b", WIDTH))
        for part, size in (("fi", INNER), ("fo", WIDTH)):
            tensors.append(packed(f"l{layer}.{part}.w", INNER * WIDTH))
            tensors.append(plain(f"l{layer}.{part}.b", size))
        for part in ("aln", "oln"):
            tensors.append(plain(f"l{layer}.{part}.w", WIDTH, mean=1.0))
            tensors.append(plain(f"l{layer}.{part}.b", WIDTH))
    return tensors


def put_into_hub_cache(hub: Path, name: str, folder: Path) -> Path:
    """Lay a model down as a finished download does, and return its folder there."""
    revision = "0" * 40
    repository = hub / "hub" / f"models--{name.replace('/', '--')}"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(revision)
    return Path(shutil.copytree(folder, repository / "snapshots" / revision))
