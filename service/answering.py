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
from service.finding import Finding, find, withheld
from service.gate import GateError, verified
from service.questions import Question, of_side, understand
from service.reader import FactEvidence, Reading, read
from service.reports import reports_asked_about
from service.types import Answer, Request
from service.verdicts import PassageReader, with_verdicts
from service.writing import write

log = structlog.get_logger("wenju.answering")

_PASSAGES_OF_A_SIDE = 8


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
    question = understand(standalone(request.question, request.history))
    watch.lap("understand")
    reports = reports_asked_about(question, library, request.document_ids)
    # No report at all is not the same as no restriction, which is what retrieval takes () for.
    hits = _found(question, library, encoder, request.top_k, reports) if reports else []
    watch.lap("retrieve")
    reading = read(question, hits, library)
    if reader is not None and hits:
        reading = with_verdicts(question, reading, reader)
    if question.operation is not None and question.operation.sides:
        sides = (of_side(question, side) for side in question.operation.sides)
        operands = tuple(_number_of(side, request, library, encoder) for side in sides)
        reading = replace(reading, operands=operands)
    finding = find(question, reading)
    watch.lap("read")
    try:
        drafted = verified(write(request, question, finding, library.generation), library.documents)
    except GateError as error:
        # Whoever asks gets the quotes, which always stand; the fault is ours to mend.
        log.error("withheld", question=question.text, fault=str(error))
        finding = withheld(finding, str(error))
        drafted = verified(write(request, question, finding, library.generation), library.documents)
    watch.lap("write")
    whole = replace(drafted, timings_ms=watch.laps())
    return Trace(question, reports, tuple(hits), reading, finding, whole)


def _found(
    question: Question, library: Library, encoder: Encoder, top_k: int, reports: tuple[str, ...]
) -> list[Hit]:
    """Return the passages nearest to the question by its meaning, and by its words or like ones."""
    return retrieve(library, encoder, question.text, top_k, reports, words=question.query)


def _number_of(
    side: Question, request: Request, library: Library, encoder: Encoder
) -> tuple[FactEvidence, ...]:
    """Return the facts that one side of an operation may mean, read where its own year stands."""
    reports = reports_asked_about(side, library, request.document_ids)
    if not reports:
        return ()
    hits = _found(side, library, encoder, _PASSAGES_OF_A_SIDE, reports)
    return read(side, hits, library).facts[0]


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
        steps = []
        for name, mark in self.marks:
            steps.append((name, round((mark - last) * 1000, 2)))
            last = mark
        return (("total", round((last - self.started) * 1000, 2)), *steps)
