"""Examples become batches of like length, the same ones in the same order for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from index.types import Span
from service.span_reader import PAD, Batch, Window, batch_of, piece_id, windows_of
from service.training.examples import Example

_TOKENS_PER_BATCH = 2048
_POOL = 512


@dataclass(frozen=True, slots=True)
class Target:
    """What the network should say of a window: its answer's first and last piece, if it has one."""

    window: Window
    first: int
    last: int
    answered: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A batch with what should come out; pieces are counted from the window's start."""

    batch: Batch
    firsts: Tensor
    lasts: Tensor
    answered: Tensor


def targets_of(tokenizer: Tokenizer, example: Example) -> list[Target]:
    """Return a window with the answer, or without one the first window."""
    windows = windows_of(tokenizer, example.question, [example.passage])
    if not example.answers:
        return [Target(windows[0], 0, 0, answered=False)]
    for window in windows:
        pieces = pieces_of(window, example.answers[0])
        if pieces is not None:
            first, last = pieces
            return [Target(window, window.first + first, window.first + last, answered=True)]
    return []


def pieces_of(window: Window, answer: Span) -> tuple[int, int] | None:
    """Return the first and the last of the pieces that cover `answer`, if all of it is there."""
    covering = [
        number
        for number, (start, end) in enumerate(window.offsets)
        if start < answer.end and answer.start < end
    ]
    if not covering:
        return None
    first, last = covering[0], covering[-1]
    whole = window.offsets[first][0] <= answer.start and answer.end <= window.offsets[last][1]
    return (first, last) if whole else None


def lessons_of(tokenizer: Tokenizer, examples: Sequence[Example], seed: int) -> list[Lesson]:
    """Return the batches of a course, in the order in which they are read."""
    pad = piece_id(tokenizer, PAD)
    rng = random.Random(seed)  # noqa: S311
    targets = [target for example in examples for target in targets_of(tokenizer, example)]
    grouped: list[list[Target]] = []
    for start in range(0, len(targets), _POOL):
        pool = targets[start : start + _POOL]
        parts = _parts(sorted(pool, key=lambda target: len(target.window.ids)))
        rng.shuffle(parts)
        grouped += parts
    return [_lesson(part, pad) for part in grouped]


def _parts(targets: Sequence[Target]) -> list[list[Target]]:
    parts: list[list[Target]] = [[]]
    for target in targets:
        if (len(parts[-1]) + 1) * len(target.window.ids) > _TOKENS_PER_BATCH:
            parts.append([])
        parts[-1].append(target)
    return [part for part in parts if part]


def _lesson(targets: Sequence[Target], pad: int) -> Lesson:
    return Lesson(
        batch_of([target.window for target in targets], pad),
        torch.tensor([target.first for target in targets]),
        torch.tensor([target.last for target in targets]),
        torch.tensor([float(target.answered) for target in targets]),
    )
