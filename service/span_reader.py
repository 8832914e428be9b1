"""Reads with the trained reader: a question and passages in, spans and support out.

The only file that knows onnxruntime. How the weights are made is told by `service.training`, which
encodes what it trains on with `windows_of`, so that both see the same pieces.
"""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.errors import IndexUnavailable
from index.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_CARD, _GRAPH, _TOKENIZER = "reader.json", "reader.onnx", "tokenizer.json"
_FORMAT = 1
_MEND = "put the folder in place again from the release, or make it with python -m service.training"

MAX_TOKENS = 256
"""Longest window, question and marks included; a longer passage is read in several."""

_MAX_QUESTION_TOKENS = 64
_MAX_ANSWER_TOKENS = 64
# Pieces that two windows of a passage share, so that an answer at the border stands whole in one.
_OVERLAP_TOKENS = 64
_WINDOWS_PER_RUN = 32

_BEGIN, PAD, _END = "<s>", "<pad>", "</s>"
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class SpanReading:
    """What the reader makes of one passage.

    Attributes:
        passage: Its place among those given.
        span: Where the answer stands, in the passage's code points; `None` in an empty passage.
        span_score: From 0 to 1: how surely it begins there, times how surely it ends there.
        answerable: From 0 to 1: how likely the passage answers the question.
        ends: How surely the answer begins and ends in each piece of the window it was read in.
    """

    passage: int
    span: Span | None
    span_score: float
    answerable: float
    ends: tuple["PieceEnds", ...] = ()

    def surely_within(self, span: Span) -> float:
        """Return how surely the answer begins and ends within `span`, from 0 to 1."""
        held = [e for e in self.ends if e.piece.overlaps(span)]
        return sum(e.first for e in held) * sum(e.last for e in held)


@dataclass(frozen=True, slots=True)
class PieceEnds:
    """How surely the answer begins and ends with a piece of the passage, from 0 to 1 each."""

    piece: Span
    first: float
    last: float


class ReaderUnavailable(IndexUnavailable):
    """The operator can mend it: the trained reader's files are missing or damaged."""


@dataclass(frozen=True, slots=True)
class Window:
    """As much of a question and a passage as the network reads at once.

    Attributes:
        passage: The passage's place among those given.
        ids: Pieces: `<s> question </s> </s> passage </s>`.
        first: Place among `ids` of the passage's first piece.
        offsets: For each piece of the passage, where it stands in it; empty ones hold only space.
    """

    passage: int
    ids: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]


def windows_of(
    tokenizer: "Tokenizer", question: str, passages: Sequence[str], max_tokens: int = MAX_TOKENS
) -> list[Window]:
    """Return the windows of each passage in order; one for a passage that fits."""
    # One text at a time: for several, the library starts threads, which do not outlive a fork.
    asked = tokenizer.encode(question, add_special_tokens=False)
    begin, end = piece_id(tokenizer, _BEGIN), piece_id(tokenizer, _END)
    head = (begin, *asked.ids[:_MAX_QUESTION_TOKENS], end, end)
    room = max_tokens - len(head) - 1
    windows: list[Window] = []
    for number, passage in enumerate(passages):
        encoding = tokenizer.encode(passage, add_special_tokens=False)
        offsets = [_trimmed(passage, *offset) for offset in encoding.offsets]
        for start in _starts(len(encoding.ids), room):
            ids = (*head, *encoding.ids[start : start + room], end)
            windows.append(Window(number, ids, len(head), tuple(offsets[start : start + room])))
    return windows


def piece_id(tokenizer: "Tokenizer", piece: str) -> int:
    """Return the number of a piece that the tokeniser must have.

    Raises:
        ReaderUnavailable: It has not.
    """
    number = tokenizer.token_to_id(piece)
    if number is None:
        raise ReaderUnavailable(f"the reader's tokeniser has no piece {piece}; {_MEND}")
    return number


def _starts(tokens: int, room: int) -> list[int]:
    step = max(room - _OVERLAP_TOKENS, 1)
    return [0, *range(step, max(tokens - _OVERLAP_TOKENS, 0), step)] if tokens > room else [0]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a piece's place without the space that belongs to it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, padded to the longest: int64, shape (windows, tokens)."""

    ids: npt.NDArray[np.int64]
    types: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]


def batch_of(windows: Sequence[Window], pad: int) -> Batch:
    """Return `windows` as the network takes them; a passage's pieces are of type 1."""
    shape = (len(windows), max(len(window.ids) for window in windows))
    ids, types, mask = (np.zeros(shape, np.int64) for _ in range(3))
    ids[:] = pad
    for row, window in enumerate(windows):
        length = len(window.ids)
        ids[row, :length] = window.ids
        mask[row, :length] = 1
        types[row, window.first : length] = 1
    return Batch(ids, types, mask)


@dataclass(frozen=True, slots=True, eq=False)
class Logits:
    """What the network says of a batch: `starts` and `ends` a piece, `answerable` a window."""

    starts: npt.NDArray[np.float32]
    ends: npt.NDArray[np.float32]
    answerable: npt.NDArray[np.float32]


Network = Callable[[Batch], Logits]


class SpanReader:
    """Reads a question's answer out of passages; threads may share it.

    Milliseconds for six passages of 110 pieces (p50): 149 with one thread, 87 with two. What is
    read together shifts the figures of each a little, since they are rounded together.
    """

    def __init__(self, tokenizer: "Tokenizer", network: Network) -> None:
        self._tokenizer = tokenizer
        self._network = network
        self._pad = piece_id(tokenizer, PAD)

    def read(self, question: str, passages: Sequence[str]) -> tuple[SpanReading, ...]:
        """Return a reading of each passage, in order.

        All are read in one run, so it takes as long as their pieces together; a passage longer
        than `MAX_TOKENS` is read in windows, and the one that answers best counts.
        """
        windows = windows_of(self._tokenizer, question, passages)
        readings = [SpanReading(number, None, 0.0, 0.0) for number in range(len(passages))]
        for start in range(0, len(windows), _WINDOWS_PER_RUN):
            some = windows[start : start + _WINDOWS_PER_RUN]
            logits = self._network(batch_of(some, self._pad))
            for row, window in enumerate(some):
                reading = _reading(window, logits, row)
                if _support(reading) > _support(readings[window.passage]):
                    readings[window.passage] = reading
        return tuple(readings)


def load_span_reader(folder: Path, threads: int = 1) -> SpanReader:
    """Return the reader whose files are in `folder`.

    Args:
        folder: Holds the graph, its tokeniser, and the digests that both must have.
        threads: How many cores one question may use.

    Raises:
        ReaderUnavailable: A file is missing or is not the one that was shipped.
    """
    graph, tokenizer = _checked(folder)
    # Inside the function: the two take 0.2 s and 40 MB, which `wenju --help` should not.
    from tokenizers import Tokenizer

    return SpanReader(Tokenizer.from_str(tokenizer.decode("utf-8")), _session(graph, threads))


def _checked(folder: Path) -> tuple[bytes, bytes]:
    """Return the graph and the tokeniser, which are what they were when they were shipped."""
    try:
        card = json.loads((folder / _CARD).read_bytes())
        expected = card["sha256"] if card["format"] == _FORMAT else {}
        files = {name: (folder / name).read_bytes() for name in (_GRAPH, _TOKENIZER)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReaderUnavailable(
            f"the trained reader in {folder} cannot be read: {error}; {_MEND}"
        ) from error
    for name, data in files.items():
        found = hashlib.sha256(data).hexdigest()
        if found != expected.get(name):
            raise ReaderUnavailable(
                f"{folder / name} has SHA-256 {found}, expected {expected.get(name)}; {_MEND}"
            )
    return files[_GRAPH], files[_TOKENIZER]


def _session(graph: bytes, threads: int) -> Network:
    # Since 1.29 its builds report to their maker over the network and leave an id in the home
    # folder, unless they are told not to before they are loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import (  # type: ignore[import-untyped]
        InferenceSession,
        SessionOptions,
    )

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Between questions a waiting thread would otherwise keep a core busy.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def run(batch: Batch) -> Logits:
        inputs = {"ids": batch.ids, "types": batch.types, "mask": batch.mask}
        starts, ends, answerable = session.run(["starts", "ends", "answerable"], inputs)
        return Logits(starts, ends, answerable)

    return run


def _support(reading: SpanReading) -> float:
    return reading.answerable * reading.span_score


def _reading(window: Window, logits: Logits, row: int) -> SpanReading:
    if not any(start < end for start, end in window.offsets):
        return SpanReading(window.passage, None, 0.0, 0.0)
    passage = slice(window.first, window.first + len(window.offsets))
    blank = np.array([start == end for start, end in window.offsets])
    starts = _shares(logits.starts[row, passage], blank)
    ends = _shares(logits.ends[row, passage], blank)
    first, last = _best(starts, ends)
    span = Span(window.offsets[first][0], window.offsets[last][1])
    answerable = 1 / (1 + np.exp(-float(logits.answerable[row])))
    pieces = [
        PieceEnds(Span(*offset), float(starts[place]), float(ends[place]))
        for place, offset in enumerate(window.offsets)
        if not blank[place]
    ]
    return SpanReading(
        window.passage,
        span,
        float(starts[first] * ends[last]),
        float(answerable),
        tuple(pieces),
    )


def _shares(
    logits: npt.NDArray[np.float32], blank: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Return how likely each piece is, nothing for one that holds only space."""
    kept = np.where(blank, _NEVER, logits.astype(np.float64))
    raised = np.exp(kept - kept.max())
    return np.asarray(raised / raised.sum())


def _best(starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and last piece of the likeliest answer of at most `_MAX_ANSWER_TOKENS`."""
    scores = np.triu(np.outer(starts, ends))
    scores -= np.triu(scores, _MAX_ANSWER_TOKENS)
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    return int(first), int(last)
