"""Trains the network on its lessons, in order, and can be stopped and taken up again.

A checkpoint holds all that the next step depends on, so that a course that was stopped ends with
the weights of one that was not. It is replaced by one rename, so that it is whole or not there.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW

from service.training.batches import Lesson
from service.training.network import ReaderNetwork, Reading

RATE = 1.5e-4
"""The highest learning rate of a course that starts from the encoder."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a course is run.

    Attributes:
        rate: Highest learning rate, reached after `warmup` of all steps and then let down to 0.
        half: Whether to compute in bfloat16, which needs half the time where the processor can.
        checkpoint_s: Seconds between checkpoints.
    """

    seed: int
    rate: float = RATE
    warmup: float = 0.06
    weight_decay: float = 0.01
    clip: float = 1.0
    half: bool = True
    checkpoint_s: float = 300.0


Report = Callable[[int, int, float], None]
"""Called with (steps done, steps in all, loss lately)."""


def train(
    network: ReaderNetwork,
    lessons: Sequence[Lesson],
    plan: Plan,
    checkpoint: Path,
    report: Report = lambda done, total, loss: None,
    stop_after: int | None = None,
) -> int:
    """Train `network` in place and return the steps done in all.

    Args:
        network: Untrained; its weights are replaced where there is a checkpoint.
        lessons: The whole course, in order.
        plan: The same as before where a course is taken up again.
        checkpoint: Where to write, and to take up from when it is there.
        report: Told after each step.
        stop_after: Leave off, with a checkpoint, after so many steps of the course.
    """
    optimizer = AdamW(_groups(network, plan), lr=plan.rate, fused=True)
    done = _restore(checkpoint, network, optimizer)
    network.train()
    saved, mean = time.monotonic(), 0.0
    last = len(lessons) if stop_after is None else min(stop_after, len(lessons))
    for step in range(done, last):
        # Dropout depends on the step alone, so that a course taken up again goes the same way.
        torch.manual_seed(plan.seed + step)
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * schedule(step / len(lessons), plan.warmup)
        loss = _step(network, optimizer, lessons[step], plan)
        mean = loss if step == done else 0.98 * mean + 0.02 * loss
        report(step + 1, len(lessons), mean)
        if time.monotonic() - saved >= plan.checkpoint_s:
            _save(checkpoint, network, optimizer, step + 1)
            saved = time.monotonic()
    _save(checkpoint, network, optimizer, last)
    return last


def schedule(progress: float, warmup: float) -> float:
    """Return the share of the highest rate at `progress`, from 0 to 1, through the course."""
    return min(progress / warmup, (1 - progress) / (1 - warmup))


def loss_of(reading: Reading, lesson: Lesson, types: Tensor, mask: Tensor) -> Tensor:
    """Return how wrong a reading is: of both ends where there is an answer, of support always."""
    outside = (types * mask) == 0
    answered = lesson.answered.bool()
    support = functional.binary_cross_entropy_with_logits(
        reading.answerable.float(), lesson.answered
    )
    if not answered.any():
        return support
    ends = [
        functional.cross_entropy(
            logits.float().masked_fill(outside, -1e9)[answered], places[answered]
        )
        for logits, places in ((reading.starts, lesson.firsts), (reading.ends, lesson.lasts))
    ]
    return support + (ends[0] + ends[1]) / 2


def _step(network: ReaderNetwork, optimizer: AdamW, lesson: Lesson, plan: Plan) -> float:
    batch = lesson.batch
    ids, types, mask = map(torch.from_numpy, (batch.ids, batch.types, batch.mask))
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.half):
        reading = network(ids, types, mask)
    loss = loss_of(reading, lesson, types, mask)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), plan.clip)
    optimizer.step()
    return float(loss.detach())


def _groups(network: ReaderNetwork, plan: Plan) -> list[dict[str, object]]:
    """Return what is trained: matrices decay, biases and norms do not."""
    trained = [p for p in network.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trained if p.ndim > 1], "weight_decay": plan.weight_decay},
        {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
    ]


def _save(checkpoint: Path, network: ReaderNetwork, optimizer: AdamW, done: int) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    partial = checkpoint.with_suffix(".partial")
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "done": done}
    torch.save(state, partial)
    partial.replace(checkpoint)


def restore_network(checkpoint: Path, network: ReaderNetwork) -> None:
    """Give `network` the weights of a checkpoint."""
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])


def _restore(checkpoint: Path, network: ReaderNetwork, optimizer: AdamW) -> int:
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["done"])
