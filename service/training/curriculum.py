"""Everything that is learnt from, put together: about as many refusals as answers.

Whole articles and whole reports are held out, and the passages that refusals are made from never
cross that border either.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.text import sentence_spans
from service.training.corpora import read_extractive, read_reports
from service.training.examples import Example, cropped, is_held_out, without_answer
from service.training.falsify import falsified
from service.training.lookalikes import Lookalikes
from service.training.report_questions import FROM_REPORTS, report_examples
from service.training.written import WRITTEN, read_written, written_examples

# Characters that a training passage is cut to, between these; reports are read by the sentence or
# the chunk, articles by the paragraph.
_CROP_CHARS = (60, 340)
# XQuAD's passages come three times already, with a question in another language.
_CROPS = {"drcd": 2, "cmrc": 2, "xquad": 1}
_LOOKALIKES = 8

ON_REPORTS = (*FROM_REPORTS, WRITTEN)
"""Sources of the examples that are put to reports: made by rule, and written."""


@dataclass(frozen=True, slots=True)
class Curriculum:
    """What is trained on, and what the result is measured on.

    Attributes:
        train: In the order in which it is read.
        extractive: Held-out questions of DRCD, CMRC and XQuAD, each with its whole passage.
        refusals: Held-out questions of these sets on passages that do not answer them.
        reports: Held-out reports' questions, made by rule and written, answered and not.
    """

    train: tuple[Example, ...]
    extractive: tuple[Example, ...]
    refusals: tuple[Example, ...]
    reports: tuple[Example, ...]


def read_curriculum(folder: Path, seed: int) -> Curriculum:
    """Return the examples made of the data sets in `folder`; the same for the same seed."""
    extractive = read_extractive(folder)
    seen = [example for example in extractive if not is_held_out(example.group)]
    held_out = tuple(example for example in extractive if is_held_out(example.group))
    documents = read_reports(folder)
    written = read_written(documents)
    rng = random.Random(seed)  # noqa: S311
    train = [*_crops(seen, rng), *_refusals(seen, rng)]
    train += report_examples([d for d in documents if not is_held_out(d.title)], rng)
    train += written_examples([w for w in written if not is_held_out(w.document.title)], rng)
    rng.shuffle(train)
    refusals = tuple(_refusals(held_out, rng))
    reports = report_examples([d for d in documents if is_held_out(d.title)], rng)
    reports += written_examples([w for w in written if is_held_out(w.document.title)], rng)
    return Curriculum(tuple(train), held_out, refusals, tuple(reports))


def _crops(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    """Yield each example a few times, on parts of its passage of other lengths."""
    for example in examples:
        for _ in range(_CROPS[example.source]):
            yield cropped(example, rng.randint(*_CROP_CHARS), rng.random())


def _refusals(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    """Yield each question on the rest of its passage or a passage like it, or with a word changed.

    Questions with a word changed come on top, since few have one that can be.
    """
    passages = list(dict.fromkeys(example.passage for example in examples))
    index = Lookalikes(passages)
    for example in examples:
        rest = without_answer(example, rng.randint(*_CROP_CHARS)) if rng.random() < 0.5 else None
        refusal = rest or _elsewhere(example, index, rng)
        if refusal is not None:
            yield refusal
        other = falsified(example.question, example.passage, rng)
        if other is not None:
            near = cropped(example, rng.randint(*_CROP_CHARS), rng.random())
            yield replace(near, question=other, answers=())


def _elsewhere(example: Example, index: Lookalikes, rng: random.Random) -> Example | None:
    """Return the question on one of the passages most like it that lack its answer."""
    found = [
        passage
        for number in index.like(example.question, _LOOKALIKES)
        if not any(text in (passage := index.passages[number]) for text in example.answer_texts)
    ]
    if not found:
        return None
    passage = rng.choice(found)
    sentences = sentence_spans(passage)
    first = rng.choice(sentences)
    last = [s for s in sentences if s.end <= first.start + _CROP_CHARS[1]]
    part = passage[first.start : last[-1].end] if last and last[-1].end > first.start else passage
    return Example(example.question, part, (), example.source, example.group)
