"""Questions made by rule from reports: on their figures, and on what else a sentence says.

Each is put to a passage that answers it, and, changed or put elsewhere, to one that does not.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.facts import extract_facts
from index.text import sentence_spans
from index.types import Document, Fact, Span
from service.training.clauses import asked_of
from service.training.corpora import traditional
from service.training.english import english_question_for
from service.training.examples import Example, around
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

_LOOKALIKES = 8
LEAST_SENTENCE = 12
"""Characters; what is shorter says nothing that can be asked for."""
_FACTS_PER_REPORT = 110
_CLAUSES_PER_REPORT = 60
_PAIRS_PER_REPORT = 8
_YEARS = (1950, 2030)
_ENGLISH_SHARE = 0.4

FROM_REPORTS = ("figures", "clauses")
"""Sources of the examples: the numbers of reports, and what else they say."""


def report_examples(documents: Sequence[Document], rng: random.Random) -> list[Example]:
    """Return questions made from `documents`, each answered by its passage or answered by none."""
    index = sentence_index(documents)
    examples: list[Example] = []
    for document in documents:
        examples += _of_report(document, index, rng)
    return [
        replace(example, question=reworded(example.question, traditional, rng))
        for example in examples
    ]


def sentence_index(documents: Sequence[Document]) -> Lookalikes:
    """Return an index of the sentences of `documents`, each once."""
    sentences = [
        document.text[span.start : span.end]
        for document in documents
        for span in sentence_spans(document.text)
        if len(span) >= LEAST_SENTENCE
    ]
    return Lookalikes(list(dict.fromkeys(sentences)))


def _of_report(document: Document, index: Lookalikes, rng: random.Random) -> Iterator[Example]:
    facts = [fact for fact in extract_facts(document) if is_askable(fact)]
    for fact in sorted(rng.sample(facts, min(len(facts), _FACTS_PER_REPORT)), key=_place):
        yield from _on_fact(document, fact, index, rng)
    yield from _on_pairs(document, facts, rng)
    asked = _clause_examples(document, rng)
    for example in rng.sample(asked, min(len(asked), _CLAUSES_PER_REPORT)):
        yield example
        yield from denials(example, index, rng)


def _place(fact: Fact) -> int:
    return fact.quantity.span.start


def _on_fact(
    document: Document, fact: Fact, index: Lookalikes, rng: random.Random
) -> Iterator[Example]:
    """Yield the question that `fact` answers, and one or two that its sentence does not."""
    passage, origin = around(document, fact.sentence, rng)
    answer = Span(fact.quantity.span.start - origin, fact.quantity.span.end - origin)
    question = _dressed(question_for(fact, rng), fact, passage, rng)
    example = Example(question, passage, (answer,), "figures", document.title)
    yield example
    yield from denials(example, index, rng, name_of(fact))
    yield from _in_english(example, fact, index, rng)
    yield from (
        replace(example, question=other, answers=()) for other in _near_misses(fact, passage, rng)
    )


def _in_english(
    example: Example, fact: Fact, index: Lookalikes, rng: random.Random
) -> Iterator[Example]:
    """Yield the question on `fact` in English, at times, and put to another passage as well."""
    question = english_question_for(fact, rng) if rng.random() < _ENGLISH_SHARE else None
    if question is None:
        return
    yield replace(example, question=question)
    for elsewhere in denials(example, index, rng, name_of(fact)):
        if elsewhere.passage != example.passage:
            yield replace(elsewhere, question=question)


def _on_pairs(document: Document, facts: Sequence[Fact], rng: random.Random) -> Iterator[Example]:
    """Yield questions on two figures of a sentence at once; the first of them is the answer."""
    pairs = [
        (first, second)
        for first, second in pairwise(facts)
        if first.sentence == second.sentence and name_of(first) != name_of(second)
    ]
    for first, second in rng.sample(pairs, min(len(pairs), _PAIRS_PER_REPORT)):
        passage, origin = around(document, first.sentence, rng)
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


def _clause_examples(document: Document, rng: random.Random) -> list[Example]:
    """Return one question for each part of a sentence that can be asked for."""
    examples: list[Example] = []
    for sentence in sentence_spans(document.text):
        by_answer: dict[Span, list[str]] = defaultdict(list)
        for asked in asked_of(document.text[sentence.start : sentence.end]):
            by_answer[asked.answer].append(asked.question)
        for answer, questions in by_answer.items():
            passage, origin = around(document, sentence, rng)
            start = sentence.start + answer.start - origin
            span = Span(start, start + len(answer))
            question = rng.choice(questions)
            examples.append(Example(question, passage, (span,), "clauses", document.title))
    return examples


def denials(
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
