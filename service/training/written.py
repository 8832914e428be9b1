"""Questions written by hand, on passages of reports: files of lines → `Written`, each checked.

Rules ask in the words of the report; these ask in the words of people. `questions/` holds them,
and its README tells how they are written.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.documents import parse_document
from index.facts import extract_facts
from index.text import sentence_spans
from index.types import Document, Span
from service.training.corpora import traditional
from service.training.examples import Example, around
from service.training.figures import name_of
from service.training.lookalikes import Lookalikes
from service.training.report_questions import LEAST_SENTENCE, denials, sentence_index
from service.training.wordings import reworded

WRITTEN = "written"
"""Source of the examples."""

FOLDER = Path(__file__).parent / "questions"

# They are few and worth more than those made by rule, so each is put to some passages; those that
# are answered more often, since they are put to passages that do not answer them as well.
_TIMES_ANSWERED, _TIMES_REFUSED = 2, 1
_NEAR_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A question with where it is answered, or with a place that only seems to answer it.

    Attributes:
        question: As it was written.
        document: The report, or the passage alone where it is no report's.
        evidence: The sentences that answer, or seem to.
        answer: Within the evidence; `None` where the evidence and what stands around it do not
            answer.
    """

    question: str
    document: Document
    evidence: Span
    answer: Span | None


class BadQuestion(ValueError):
    """A line of a file of questions is not as its README says."""


def read_written(reports: Sequence[Document], folder: Path = FOLDER) -> tuple[Written, ...]:
    """Return the questions of the files in `folder`, in order.

    Those on a report that is not among `reports` are left out.

    Raises:
        BadQuestion: A quote or an answer does not stand just once where it should.
    """
    by_title = {report.title: report for report in reports}
    return tuple(
        written
        for file in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for written in _on_line(json.loads(line), by_title, f"{file.name}:{number}")
    )


def _on_line(row: dict[str, Any], reports: dict[str, Document], place: str) -> Iterator[Written]:
    if "report" in row:
        document = reports.get(row["report"])
        if document is None:
            return
        evidence = _sentences(document.text, _only(row["quote"], document.text, place))
    else:
        # No two passages have the same name, so that each is one group of the split.
        name = row["passage"][:40]
        document = parse_document(row["passage"].encode(), f"{name}.txt")
        evidence = Span(0, len(document.text))
    for _, question, answer in row["questions"]:
        if not answer:
            yield Written(question, document, evidence, None)
            continue
        found = _only(answer, document.text[evidence.start : evidence.end], place)
        span = Span(evidence.start + found.start, evidence.start + found.end)
        yield Written(question, document, _sentences(document.text, span), span)


def _only(part: str, text: str, place: str) -> Span:
    """Return where `part` stands in `text`."""
    times = text.count(part)
    if times != 1:
        raise BadQuestion(f"{place}: {part!r} stands {times} times where it should stand once")
    start = text.index(part)
    return Span(start, start + len(part))


def _sentences(text: str, quote: Span) -> Span:
    """Return the sentences that hold `quote`, from the first to the last."""
    start = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    line = text[start : end if end >= 0 else len(text)]
    spans = [Span(s.start + start, s.end + start) for s in sentence_spans(line)]
    held = [span for span in spans if span.overlaps(quote)]
    return Span(held[0].start, held[-1].end)


# ---------------------------------------------------------------------------- examples


def written_examples(questions: Sequence[Written], rng: random.Random) -> list[Example]:
    """Return each question on passages of other lengths, and on some that do not answer it."""
    documents = list({id(written.document): written.document for written in questions}.values())
    of_all = sentence_index(documents)
    of_each = {id(document): sentence_index([document]) for document in documents}
    examples: list[Example] = []
    for written in questions:
        if written.answer is None:
            examples += _refused(written, rng)
        else:
            examples += _answered(written, (of_all, of_each[id(written.document)]), rng)
    return [
        replace(example, question=reworded(example.question, traditional, rng))
        for example in examples
    ]


def _answered(
    written: Written, indexes: Sequence[Lookalikes], rng: random.Random
) -> Iterator[Example]:
    subject = _subject(written)
    for _ in range(_TIMES_ANSWERED):
        example = _put(written, written.evidence, rng)
        yield example
    yield from denials(example, rng.choice(indexes), rng, subject)
    yield from _beside(written, rng)


def _refused(written: Written, rng: random.Random) -> Iterator[Example]:
    spans = [s for s in sentence_spans(written.document.text) if s.overlaps(written.evidence)]
    pairs = {written.question[at : at + 2] for at in range(len(written.question) - 1)}

    def likeness(span: Span) -> int:
        return sum(pair in written.document.quote(span) for pair in pairs)

    nearest = max(spans, key=likeness)
    for _ in range(_TIMES_REFUSED):
        yield _put(written, nearest, rng)


def _beside(written: Written, rng: random.Random) -> Iterator[Example]:
    """Yield the question on a sentence near the one that answers it, and without its answer."""
    document = written.document
    answer = document.quote(written.answer) if written.answer else ""
    spans = sentence_spans(document.text)
    at = next(n for n, span in enumerate(spans) if span.overlaps(written.evidence))
    near = [
        sentence
        for span in spans[max(at - _NEAR_SENTENCES, 0) : at + _NEAR_SENTENCES + 1]
        if not span.overlaps(written.evidence) and len(span) >= LEAST_SENTENCE
        if answer not in (sentence := document.quote(span))
    ]
    if near:
        yield Example(written.question, rng.choice(near), (), WRITTEN, document.title)


def _put(written: Written, evidence: Span, rng: random.Random) -> Example:
    """Return the question on `evidence`, alone or with some of what stands around it."""
    document, answer = written.document, written.answer
    passage, origin = around(document, evidence, rng)
    spans = () if answer is None else (Span(answer.start - origin, answer.end - origin),)
    return Example(written.question, passage, spans, WRITTEN, document.title)


def _subject(written: Written) -> str | None:
    """Return what the answer counts, where it is a number."""
    sentence = parse_document(
        written.document.quote(written.evidence).encode(), written.document.filename
    )
    at = written.answer.start - written.evidence.start if written.answer else 0
    return next((name_of(f) for f in extract_facts(sentence) if f.quantity.span.start >= at), None)
