"""Everything that is learnt from, put together: about as many refusals as answers.

Whole articles and whole reports are held out, and the passages that refusals are made from never
cross that border either.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from index.facts import extract_facts
from index.text import sentence_spans
from index.types import Document, Fact, Span
from service.training.clauses import asked_of
from service.training.corpora import read_extractive, read_reports, traditional
from service.training.examples import Example, cropped, is_held_out, without_answer
from service.training.falsify import (
    PROVINCES,
    falsified,
    names_province,
    names_year,
    other_province,
    other_year,
)
from service.training.figures import (
    aspect_question,
    is_askable,
    name_of,
    opposite_question,
    question_for,
    question_for_both,
)
from service.training.lookalikes import Lookalikes
from service.training.wordings import reworded

# Characters that a training passage is cut to, between these; reports are read by the sentence or
# the chunk, articles by the paragraph.
_CROP_CHARS = (60, 340)
_NEAR_CHARS = 160
# XQuAD's passages come three times already, with a question in another language.
_CROPS = {"drcd": 2, "cmrc": 2, "xquad": 1}
_LOOKALIKES = 8
_LEAST_SENTENCE = 12
_FACTS_PER_REPORT = 150
_CLAUSES_PER_REPORT = 70
_PAIRS_PER_REPORT = 8
_YEARS = (1950, 2030)

FROM_REPORTS = ("figures", "clauses")
"""Sources of the examples that are made from reports: their numbers, and what else they say."""


@dataclass(frozen=True, slots=True)
class Curriculum:
    """What is trained on, and what the result is measured on.

    Attributes:
        train: In the order in which it is read.
        extractive: Held-out questions of DRCD, CMRC and XQuAD, each with its whole passage.
        refusals: Held-out questions of these sets on passages that do not answer them.
        reports: Held-out reports' questions, answered and not.
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
    rng = random.Random(seed)  # noqa: S311
    train = [*_crops(seen, rng), *_refusals(seen, rng)]
    train += report_examples([d for d in documents if not is_held_out(d.title)], rng)
    rng.shuffle(train)
    refusals = tuple(_refusals(held_out, rng))
    reports = report_examples([d for d in documents if is_held_out(d.title)], rng)
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


# ---------------------------------------------------------------------------- reports


def report_examples(documents: Sequence[Document], rng: random.Random) -> list[Example]:
    """Return questions made from `documents`, each answered by its passage or answered by none."""
    sentences = [
        document.text[span.start : span.end]
        for document in documents
        for span in sentence_spans(document.text)
        if len(span) >= _LEAST_SENTENCE
    ]
    index = Lookalikes(list(dict.fromkeys(sentences)))
    examples: list[Example] = []
    for document in documents:
        examples += _of_report(document, index, rng)
    return [
        replace(example, question=reworded(example.question, traditional, rng))
        for example in examples
    ]


def _of_report(document: Document, index: Lookalikes, rng: random.Random) -> Iterator[Example]:
    facts = [fact for fact in extract_facts(document) if is_askable(fact)]
    for fact in sorted(rng.sample(facts, min(len(facts), _FACTS_PER_REPORT)), key=_place):
        yield from _on_fact(document, fact, index, rng)
    yield from _on_pairs(document, facts, rng)
    asked = _clause_examples(document, rng)
    for example in rng.sample(asked, min(len(asked), _CLAUSES_PER_REPORT)):
        yield example
        yield from _denials(example, index, rng)


def _place(fact: Fact) -> int:
    return fact.quantity.span.start


def _on_fact(
    document: Document, fact: Fact, index: Lookalikes, rng: random.Random
) -> Iterator[Example]:
    """Yield the question that `fact` answers, and one or two that its sentence does not."""
    passage, origin = _around(document, fact.sentence, rng)
    answer = Span(fact.quantity.span.start - origin, fact.quantity.span.end - origin)
    question = _dressed(question_for(fact, rng), fact, passage, rng)
    example = Example(question, passage, (answer,), "figures", document.title)
    yield example
    yield from _denials(example, index, rng, name_of(fact))
    yield from (
        replace(example, question=other, answers=()) for other in _near_misses(fact, passage, rng)
    )


def _on_pairs(document: Document, facts: Sequence[Fact], rng: random.Random) -> Iterator[Example]:
    """Yield questions on two figures of a sentence at once; the first of them is the answer."""
    pairs = [
        (first, second)
        for first, second in pairwise(facts)
        if first.sentence == second.sentence and name_of(first) != name_of(second)
    ]
    for first, second in rng.sample(pairs, min(len(pairs), _PAIRS_PER_REPORT)):
        passage, origin = _around(document, first.sentence, rng)
        answer = Span(first.quantity.span.start - origin, first.quantity.span.end - origin)
        question = question_for_both(first, second, rng)
        yield Example(question, passage, (answer,), "figures", document.title)


def _near_misses(fact: Fact, passage: str, rng: random.Random) -> Iterator[str]:
    """Yield at most one question that looks like the one the fact answers.

    A year or a place is changed only where the passage tells of one: a passage that tells of none
    may hold for any, and which one is known to whoever knows the report.
    """
    kind = rng.choice(("year", "place", "aspect", "opposite", "none"))
    if kind == "year" and _states_year(fact):
        year = other_year(int((fact.period or "")[:4]), passage, rng)
        if year is not None:
            yield f"{year}年{question_for(fact, rng)}"
    elif kind == "place" and names_province(passage):
        province = other_province(passage, rng)
        if province is not None:
            yield f"{province}{rng.choice(('', '省', '的'))}{question_for(fact, rng)}"
    elif kind == "aspect":
        aspect = aspect_question(fact, passage, rng)
        if aspect is not None:
            yield aspect
    elif kind == "opposite":
        opposite = opposite_question(fact, rng)
        if opposite is not None:
            yield opposite


def _states_year(fact: Fact) -> bool:
    return fact.period is not None and fact.period[:4].isdigit() and not fact.period_inherited


def _dressed(question: str, fact: Fact, passage: str, rng: random.Random) -> str:
    """Return `question` with a year or a place in front at times, or with words that add nothing.

    Any year and any place will do where the passage tells of none: see `_near_misses`.
    """
    draw = rng.random()
    if fact.period is not None and len(fact.period) == 4 and draw < 0.25:
        return f"{fact.period}年{question}"
    if draw < 0.35 and not names_year(passage):
        return f"{rng.randint(*_YEARS)}年{question}"
    if draw < 0.45 and not names_province(passage):
        return f"{rng.choice(PROVINCES)}{rng.choice(('', '省', '全省'))}{question}"
    if draw < 0.6:
        opening = ("全国", "我国", "全省", "全市", "报告里", "请问", "文中提到的", "想知道")
        return f"{rng.choice(opening)}{question}"
    return question


def _around(document: Document, sentence: Span, rng: random.Random) -> tuple[str, int]:
    """Return a passage that holds `sentence`, alone or with some around it, and its start."""
    room = rng.choice((0, 0, _NEAR_CHARS, _NEAR_CHARS * 2))
    low, high = sentence.start - round(room * rng.random()), sentence.end + room
    kept = [
        span
        for span in _sentences_near(document.text, sentence)
        if span.overlaps(sentence) or (low <= span.start and span.end <= high)
    ]
    return document.text[kept[0].start : kept[-1].end], kept[0].start


def _sentences_near(text: str, sentence: Span) -> list[Span]:
    """Return the sentences of the lines around `sentence`."""
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    line = text[start : end if end >= 0 else len(text)]
    return [Span(s.start + start, s.end + start) for s in sentence_spans(line)]


def _clause_examples(document: Document, rng: random.Random) -> list[Example]:
    """Return one question for each part of a sentence that can be asked for."""
    examples: list[Example] = []
    for sentence in sentence_spans(document.text):
        by_answer: dict[Span, list[str]] = defaultdict(list)
        for asked in asked_of(document.text[sentence.start : sentence.end]):
            by_answer[asked.answer].append(asked.question)
        for answer, questions in by_answer.items():
            passage, origin = _around(document, sentence, rng)
            start = sentence.start + answer.start - origin
            span = Span(start, start + len(answer))
            question = rng.choice(questions)
            examples.append(Example(question, passage, (span,), "clauses", document.title))
    return examples


def _denials(
    example: Example, index: Lookalikes, rng: random.Random, subject: str | None = None
) -> Iterator[Example]:
    """Yield the question changed, where it can be, or else put to a passage much like its own.

    Args:
        example: Answered.
        index: Of the passages that it may be put to.
        rng: Chooses.
        subject: A passage that has these words may answer too, and is left out.
    """
    other = falsified(example.question, example.passage, rng)
    if other is not None and rng.random() < 0.7:
        yield replace(example, question=other, answers=())
        return
    found = [
        passage
        for number in index.like(example.question, _LOOKALIKES)
        if not _may_answer(passage := index.passages[number], example)
        and (subject is None or subject not in passage)
    ]
    if found:
        yield replace(example, passage=rng.choice(found), answers=())


def _may_answer(passage: str, example: Example) -> bool:
    """Return whether `passage` has the answer's words, or most of the question's."""
    if example.answer_texts[0] in passage or passage in example.passage:
        return True
    pairs = {example.question[at : at + 2] for at in range(len(example.question) - 1)}
    shared = sum(pair in passage for pair in pairs)
    return shared > 0.6 * len(pairs)
