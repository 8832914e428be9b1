"""What the reports say to a question: an answer with the places that say it, or a refusal.

In: the evidence that was read. Out: a `Finding`, for `service.finding` to choose and for
`service.writing` to put into words.
"""

from dataclasses import dataclass

from index.types import Document, Fact, Quantity, Span
from service.acceptance import is_on_topic, shortfall
from service.calculation import Compared, Computed
from service.operations import Operation
from service.questions import Question
from service.reader import Evidence, Reading
from service.types import Reason, Status, Value


@dataclass(frozen=True, slots=True)
class Passage:
    """A place to cite."""

    document: Document
    span: Span
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the reports say to a question, with the places that say it.

    Attributes:
        passages: What is cited; of a refusal, what the reports do say nearest to it.
        short: The shortest answer, in the words of `passages`.
        polarity: Of a yes/no question; `None` where it is none or cannot be told.
        near: Facts to offer where the question itself has no answer.
        computed: A number computed from `facts`, in the order of the operation's amounts.
        compared: Which of `facts` a comparison is decided for.
        operation: What `computed` or `compared` is the outcome of.
        cause: Why it is refused, for whoever wants to know how the answer came to be.
    """

    status: Status
    reason: Reason | None = None
    passages: tuple[Passage, ...] = ()
    short: str | None = None
    value: Value | None = None
    polarity: bool | None = None
    facts: tuple[Fact, ...] = ()
    near: tuple[Fact, ...] = ()
    computed: Computed | None = None
    compared: Compared | None = None
    operation: Operation | None = None
    confidence: float = 0.0
    cause: str | None = None


def refuse(reason: Reason, reading: Reading, cause: str) -> Finding:
    """Return a refusal that offers the nearest facts, if the reports are about the topic at all."""
    if reason is Reason.OUT_OF_SCOPE:
        return Finding(Status.NOT_FOUND, reason, cause=cause)
    ranked = reading.facts[0] if reading.facts else ()
    nearest = ranked[0].evidence if ranked else next(iter(reading.sentences), None)
    return Finding(
        Status.NOT_FOUND,
        reason,
        passages=(passage_of(nearest),) if nearest is not None else (),
        near=tuple(found.fact for found in ranked[:3]),
        cause=cause,
    )


def unsupported(question: Question, reading: Reading, nearest: Evidence | None = None) -> Finding:
    """Return a refusal: nothing read is near enough to the question."""
    best = nearest or reading.sentences[0]
    on_topic = any(is_on_topic(question, evidence) for evidence in reading.sentences)
    cause = f"the best sentence is not near enough: {shortfall(best)}"
    return refuse(Reason.NOT_STATED if on_topic else Reason.OUT_OF_SCOPE, reading, cause)


def withheld(finding: Finding, fault: str) -> Finding:
    """Return a refusal with the places that `finding` cites, where its own words cannot be sent."""
    return Finding(
        Status.NOT_FOUND,
        Reason.NOT_STATED,
        passages=finding.passages,
        cause=f"the answer drawn up was withheld: {fault}",
    )


def value_of(quantity: Quantity) -> Value | None:
    """Return the quantity as the number that answers; `None` where it has no one number."""
    if quantity.number is None:
        return None
    return Value(quantity.number, quantity.unit, quantity.qualifier, quantity.surface)


def passage_of(evidence: Evidence) -> Passage:
    """Return the sentence as a place to cite."""
    return Passage(evidence.document, evidence.sentence, evidence.section)
