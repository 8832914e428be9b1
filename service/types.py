"""The vocabulary of the second story: a question, and an answer with its evidence."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from index.types import Fact, Qualifier, Span

Language = Literal["auto", "zh", "en"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent, already checked: a question with where and how to look.

    Attributes:
        document_ids: Only these documents are read; empty means all.
        top_k: Most passages to read.
    """

    question: str
    history: tuple[Turn, ...] = ()
    document_ids: tuple[str, ...] = ()
    top_k: int = 20
    language: Language = "auto"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader says about an answer.

    Attributes:
        answer_id: The answer's `id`.
        question: As it was asked.
    """

    answer_id: str
    verdict: Literal["up", "down"]
    question: str
    comment: str | None = None


class Status(StrEnum):
    """How much of the question the reports answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why the reports do not answer."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_STATED = "not_stated"
    PREMISE_CONFLICT = "premise_conflict"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a report, with the words that stand there.

    Attributes:
        number: The n of `[n]` in the answer's text, from 1.
        quote: Exactly `document.text[span.start:span.end]`.
        page: Page in the original, where it has pages.
    """

    number: int
    document_id: str
    title: str
    section: tuple[str, ...]
    span: Span
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """The number that answers, in base units."""

    number: Decimal
    unit: str
    qualifier: Qualifier
    surface: str


@dataclass(frozen=True, slots=True)
class Operand:
    """A cited number that a calculation starts from."""

    label: str
    number: Decimal
    unit: str
    citation: int


@dataclass(frozen=True, slots=True)
class Calculation:
    """A number computed from cited numbers, with the formula shown."""

    expression: str
    result: Decimal
    unit: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: every number in it stands in a cited quote or is computed from ones that do.

    Attributes:
        standalone_question: The question as understood, follow-ups made whole.
        text: For a person to read; `[n]` marks citation n.
        short_answer: The shortest answer; lists joined with 、.
        confidence: From 0 to 1; a rank, not a probability.
        timings_ms: Milliseconds by step; `total` is always there.
    """

    answer_id: str
    question: str
    standalone_question: str
    status: Status
    text: str
    reason: Reason | None = None
    short_answer: str | None = None
    value: Value | None = None
    calculation: Calculation | None = None
    correction: str | None = None
    confidence: float = 0.0
    citations: tuple[Citation, ...] = ()
    facts: tuple[Fact, ...] = ()
    suggestions: tuple[str, ...] = ()
    generator: str = "extractive"
    generation: int = 0
    timings_ms: tuple[tuple[str, float], ...] = ()
