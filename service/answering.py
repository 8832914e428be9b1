"""The story of a question: understand → choose the reports → retrieve → read → find → write → gate.

In: a checked `Request`, an open `Library`, an `Encoder`. Out: an `Answer` in which every quote and
every number has been found again in the stored text. No language model takes part.
"""

import time
from dataclasses import dataclass, field, replace

import structlog

from index.library import Library
from index.retrieval import retrieve
from index.types import Encoder, Hit
from service.conversation import standalone
from service.finding import find
from service.findings import Finding, withheld
from service.gate import GateError, verified
from service.operands import is_of_side
from service.questions import Question, of_side, understand
from service.reader import FactEvidence, Reading, read
from service.reports import reports_asked_about, told_first
from service.spelling import corrected
from service.types import Answer, Reason, Request, Status
from service.verdicts import PassageReader, with_verdicts
from service.writing import write

log = structlog.get_logger("wenju.answering")

_PASSAGES_OF_A_SIDE = 12


@dataclass(frozen=True, slots=True)
class Trace:
    """What each step made of a question: how an answer came to be.

    Attributes:
        reports: Ids of the reports that could be read.
        hits: The passages found, best first.
        reading: What the sentences and facts in them say about the question.
        finding: What was decided, and why.
    """

    question: Question
    reports: tuple[str, ...]
    hits: tuple[Hit, ...]
    reading: Reading
    finding: Finding
    answer: Answer


def answer(
    request: Request, library: Library, encoder: Encoder, reader: PassageReader | None = None
) -> Answer:
    """Return the verified answer of the reports in `library` to `request`.

    Args:
        request: What is asked, already checked.
        library: Made by `encoder`.
        encoder: Encodes the question.
        reader: The trained reader; without one, rules alone read.

    Raises:
        UnknownDocument: `request.document_ids` names a document that the library does not hold.
        EncoderError: The question could not be embedded.
        GateError: Not even the quotes alone stand in the reports.
    """
    return trace(request, library, encoder, reader).answer


def trace(
    request: Request, library: Library, encoder: Encoder, reader: PassageReader | None = None
) -> Trace:
    """Return the answer with all that led to it; takes and raises the same as `answer`."""
    watch = _Stopwatch()
    whole = standalone(request.question, request.history)
    question = understand(corrected(whole, library.lexical))
    watch.lap("understand")
    reports = reports_asked_about(question, library, request.document_ids)
    parts = _Parts(request, library, encoder, reader, watch)
    told = _told(question, reports, parts)
    finding = told.finding
    try:
        drafted = verified(write(request, question, finding, library.generation), library.documents)
    except GateError as error:
        # Whoever asks gets the quotes, which always stand; the fault is ours to mend.
        log.error("withheld", fault=str(error))
        finding = withheld(finding, str(error))
        drafted = verified(write(request, question, finding, library.generation), library.documents)
    watch.lap("write")
    timed = replace(drafted, timings_ms=watch.laps())
    return Trace(question, told.reports, told.hits, told.reading, finding, timed)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a question is answered with, and the watch that runs meanwhile."""

    request: Request
    library: Library
    encoder: Encoder
    reader: PassageReader | None
    watch: "_Stopwatch"


@dataclass(frozen=True, slots=True)
class _Told:
    """What some of the reports say to a question, and how that came out."""

    reports: tuple[str, ...]
    hits: tuple[Hit, ...]
    reading: Reading
    finding: Finding


def _told(question: Question, reports: tuple[str, ...], parts: _Parts) -> _Told:
    """Return what the likeliest of `reports` say, or all of them where those do not answer.

    Where none answers, it is the likeliest that are said not to. A question that they contradict is
    not taken to the others: what was so at another time would answer it.
    """
    operands = _operands(question, parts)
    likely = told_first(question, parts.library, reports)
    told = _told_by(question, operands, likely, parts)
    if likely == reports or not _may_stand_elsewhere(told.finding):
        return told
    elsewhere = _told_by(question, operands, reports, parts, thorough=False)
    return told if elsewhere.finding.status is Status.NOT_FOUND else elsewhere


def _may_stand_elsewhere(finding: Finding) -> bool:
    return finding.status is Status.NOT_FOUND and finding.reason is not Reason.PREMISE_CONFLICT


def _told_by(
    question: Question,
    operands: tuple[tuple[FactEvidence, ...], ...],
    reports: tuple[str, ...],
    parts: _Parts,
    *,
    thorough: bool = True,
) -> _Told:
    """Return what these reports, and no others, say to the question."""
    # No report at all is not the same as no restriction, which is what retrieval takes () for.
    hits = _found(question, parts, parts.request.top_k, reports) if reports else []
    parts.watch.lap("retrieve")
    reading = read(question, hits, parts.library)
    if parts.reader is not None and hits:
        reading = with_verdicts(question, reading, parts.reader, thorough=thorough)
    if operands:
        reading = replace(reading, operands=operands)
    finding = find(question, reading)
    parts.watch.lap("read")
    return _Told(reports, tuple(hits), reading, finding)


def _operands(question: Question, parts: _Parts) -> tuple[tuple[FactEvidence, ...], ...]:
    """Return what each side of an operation may mean, if it has sides."""
    if question.operation is None:
        return ()
    return tuple(_number_of(of_side(question, side), parts) for side in question.operation.sides)


def _found(question: Question, parts: _Parts, top_k: int, reports: tuple[str, ...]) -> list[Hit]:
    """Return the passages nearest to the question by its meaning, and by its words or like ones."""
    return retrieve(
        parts.library, parts.encoder, question.text, top_k, reports, words=question.query
    )


def _number_of(side: Question, parts: _Parts) -> tuple[FactEvidence, ...]:
    """Return the facts that one side of an operation may mean, read where its own year stands."""
    reports = reports_asked_about(side, parts.library, parts.request.document_ids)
    facts: tuple[FactEvidence, ...] = ()
    for chosen in dict.fromkeys((told_first(side, parts.library, reports), reports)):
        hits = _found(side, parts, _PASSAGES_OF_A_SIDE, chosen) if chosen else []
        facts = read(side, hits, parts.library).facts[0]
        if any(found.holds and is_of_side(found) for found in facts):
            break
    return facts


@dataclass(slots=True)
class _Stopwatch:
    """Milliseconds between laps, and in all."""

    started: float = field(default_factory=time.perf_counter)
    marks: list[tuple[str, float]] = field(default_factory=list)

    def lap(self, name: str) -> None:
        self.marks.append((name, time.perf_counter()))

    def laps(self) -> tuple[tuple[str, float], ...]:
        """Return each step's milliseconds in order, `total` first."""
        last = self.started
        steps: dict[str, float] = {}
        for name, mark in self.marks:
            steps[name] = steps.get(name, 0.0) + mark - last
            last = mark
        total = ("total", last - self.started)
        return tuple((name, round(s * 1000, 2)) for name, s in (total, *steps.items()))
