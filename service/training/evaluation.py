"""Measures a reader on what was held out, and prints the table that its card holds."""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from service.span_reader import (
    Batch,
    Logits,
    Network,
    SpanReader,
    SpanReading,
    load_span_reader,
)
from service.training.corpora import EXTRACTIVE
from service.training.curriculum import ON_REPORTS, Curriculum
from service.training.examples import Example, cropped
from service.training.network import ReaderNetwork
from service.training.scores import score_answers, score_support

LEAST_SUPPORT = 0.5
"""Below it a passage is taken not to answer: training weighs both kinds of mistake alike."""

_CROP_CHARS = 200
_TIMED_CHARS = 135
_TIMED_PASSAGES = 6
_TIMED_RUNS = 30


def network_runner(network: ReaderNetwork) -> Network:
    """Return the trained network, in float32, as the reader runs it."""
    network.eval()

    def run(batch: Batch) -> Logits:
        ids, types, mask = map(torch.from_numpy, (batch.ids, batch.types, batch.mask))
        with torch.inference_mode():
            reading = network(ids, types, mask)
        return Logits(
            *(part.numpy() for part in (reading.starts, reading.ends, reading.answerable))
        )

    return run


def evaluate(reader: SpanReader, curriculum: Curriculum) -> Iterator[str]:
    """Yield lines of a table: how well held-out questions are answered and refused.

    Questions of the data sets are answered from their whole passages. Refusals are put to parts of
    passages, so these questions are put to parts as well, or length alone would tell them apart.
    """
    rng = random.Random(0)  # noqa: S311
    parts = [cropped(example, _CROP_CHARS, rng.random()) for example in curriculum.extractive]
    for source in EXTRACTIVE:
        yield _answer_line(source, _read_all(reader, curriculum.extractive, source))
        yield _support_line(source, _read_all(reader, (*parts, *curriculum.refusals), source))
    for source in ON_REPORTS:
        readings = _read_all(reader, curriculum.reports, source)
        yield _answer_line(source, [pair for pair in readings if pair[0].answers])
        yield _support_line(source, readings)


def measure_time(folder: Path, passage: str) -> Iterator[str]:
    """Yield lines: how long six passages of some 100 pieces take with one thread and with two."""
    passages = [passage[:_TIMED_CHARS]] * _TIMED_PASSAGES
    for threads in (1, 2):
        reader = load_span_reader(folder, threads)
        times = sorted(_timed(reader, passages) for _ in range(_TIMED_RUNS))
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        yield f"{len(passages)} passages, {threads} threads: p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def _timed(reader: SpanReader, passages: Sequence[str]) -> float:
    start = time.perf_counter()
    reader.read("报告所说的是哪一年？", passages)
    return 1000 * (time.perf_counter() - start)


_Read = tuple[Example, SpanReading]


def _read_all(reader: SpanReader, examples: Sequence[Example], source: str) -> list[_Read]:
    return [
        (example, reader.read(example.question, [example.passage])[0])
        for example in examples
        if example.source == source
    ]


def _answer_line(source: str, read: Sequence[_Read]) -> str:
    given = [
        example.passage[reading.span.start : reading.span.end] if reading.span is not None else ""
        for example, reading in read
    ]
    score = score_answers(given, [example.answer_texts for example, _ in read])
    return f"{source}, answering: EM {score.exact:.1f}, F1 {score.f1:.1f} ({score.questions})"


def _support_line(source: str, read: Sequence[_Read]) -> str:
    scores: dict[bool, list[float]] = {True: [], False: []}
    for example, reading in read:
        scores[bool(example.answers)].append(reading.answerable)
    found = score_support(scores[True], scores[False], LEAST_SUPPORT)
    return (
        f"{source}, refusing: AUC {found.auc:.3f}, precision {found.precision:.3f}, "
        f"recall {found.recall:.3f} ({found.pairs})"
    )
