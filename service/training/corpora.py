"""Data sets on disk become examples and documents; which ones, and under what terms, the card says.

Traditional characters are simplified one for one, so that answers stay where they are.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import opencc

from index.documents import parse_document
from index.types import Document, Span
from service.training.examples import Example

EXTRACTIVE = ("drcd", "cmrc", "xquad")
"""Sources of the examples that people wrote; each has an answer."""

Convert = Callable[[str], str]

traditional: Convert = opencc.OpenCC("s2t").convert
"""Writes simplified characters as traditional ones."""

# Of the titles, so many keep their traditional characters: people ask in them too.
_TRADITIONAL_SHARE = 0.15


def read_extractive(folder: Path) -> tuple[Example, ...]:
    """Return all examples of DRCD, CMRC 2018 (trial) and XQuAD in `folder`; each has an answer."""
    return (*read_drcd(folder), *read_cmrc(folder), *read_xquad(folder))


def read_drcd(folder: Path) -> tuple[Example, ...]:
    """Return DRCD's dev and test questions, most of them simplified."""
    rows = [row for part in ("dev", "test") for row in _rows(folder / f"drcd_{part}.jsonl.gz")]
    simplify = opencc.OpenCC("t2s").convert
    return tuple(_drcd_example(row, simplify) for row in rows)


def _drcd_example(row: dict[str, Any], simplify: Convert) -> Example:
    example = _example(row["question"], row["context"], row["answers"], "drcd", row["title"])
    digest = hashlib.sha256(row["title"].encode()).digest()[1]
    if digest < _TRADITIONAL_SHARE * 256:
        return example
    return simplified(example, simplify)


def simplified(example: Example, convert: Convert) -> Example:
    """Return `example` in simplified characters, or as it is where that would move its answers."""
    passage = convert(example.passage)
    if len(passage) != len(example.passage):
        return example
    question = convert(example.question)
    return Example(question, passage, example.answers, example.source, example.group)


def read_cmrc(folder: Path) -> tuple[Example, ...]:
    """Return the trial questions of CMRC 2018."""
    return tuple(
        _example(row["question"], row["context"], row["answers"], "cmrc", row["title"])
        for row in _rows(folder / "cmrc_trial.jsonl.gz")
    )


def read_xquad(folder: Path) -> tuple[Example, ...]:
    """Return XQuAD: Chinese and English questions on the Chinese text, English ones on the English.

    It names no article, so the group is the paragraph.
    """
    examples: list[Example] = []
    for row in _rows(folder / "xquad_zh_en.jsonl.gz"):
        group = row["context"][:40]
        zh, en = row["question"], row["question_en"]
        examples.append(_example(zh, row["context"], row["answers"], "xquad", group))
        examples.append(_example(en, row["context"], row["answers"], "xquad", group))
        examples.append(_example(en, row["context_en"], row["answers_en"], "xquad", group))
    return tuple(examples)


def read_reports(folder: Path) -> tuple[Document, ...]:
    """Return the national government work reports in `folder`, oldest first."""
    rows = _rows(folder / "gov_reports_national.jsonl.gz")
    named = sorted((row["title"], row["text"]) for row in rows)
    return tuple(
        parse_document(f"{title}\n\n{text}".encode(), f"{title}.txt") for title, text in named
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _example(
    question: str, passage: str, answers: list[dict[str, Any]], source: str, group: str
) -> Example:
    spans = (_answer_span(passage, answer) for answer in answers)
    return Example(question, passage, tuple(sorted(set(spans))), source, group)


def _answer_span(passage: str, answer: dict[str, Any]) -> Span:
    """Return where an answer stands; a few in CMRC are given a wrong place, so it is looked up."""
    text = answer["text"]
    start: int = answer["start"] if "start" in answer else answer["answer_start"]
    if passage[start : start + len(text)] != text:
        start = passage.index(text)
    return Span(start, start + len(text))
