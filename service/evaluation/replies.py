"""A reply of the service, as the public contract words it, becomes a `Reply`.

What is asked in this process and what a server sends have the same shape, so that both are judged
alike. What the contract holds beyond this is not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from service.gate import MARKER
from service.types import Reason, Status


class MalformedReply(Exception):
    """The service can mend it: what it sent has not the contract's shape."""


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A citation: the words that are said to stand at `[start, end)` of a document."""

    number: int
    document_id: str
    title: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class GivenValue:
    """The number that is given as the answer."""

    number: Decimal
    unit: str
    qualifier: str = "exact"


@dataclass(frozen=True, slots=True)
class GivenOperand:
    """A number that a calculation starts from; `citation` is the number of its citation."""

    number: Decimal
    unit: str
    citation: int


@dataclass(frozen=True, slots=True)
class GivenCalculation:
    """A calculation that is shown."""

    expression: str
    result: Decimal
    unit: str
    operands: tuple[GivenOperand, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service said."""

    status: Status
    text: str
    reason: Reason | None = None
    short_answer: str | None = None
    value: GivenValue | None = None
    calculation: GivenCalculation | None = None
    correction: str | None = None
    citations: tuple[CitedPlace, ...] = ()

    @property
    def plain_text(self) -> str:
        """The text without the marks of its citations."""
        return MARKER.sub("", self.text)

    @property
    def predicted(self) -> str:
        """The shortest wording of the answer."""
        return self.short_answer if self.short_answer is not None else self.plain_text

    @property
    def bodies(self) -> tuple[str, ...]:
        """What is said: the short answer, if there is one, then the text."""
        short = () if self.short_answer is None else (self.short_answer,)
        return (*short, self.plain_text)

    @property
    def refused(self) -> bool:
        """Whether it says that the reports do not tell."""
        return self.status is Status.NOT_FOUND


_REPLIES = TypeAdapter(Reply)


def read_reply(body: Mapping[str, object]) -> Reply:
    """Return the reply that `body`, an answer's JSON, is.

    Raises:
        MalformedReply: A field is missing or has another shape than the contract's.
    """
    try:
        return _REPLIES.validate_python(body)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(map(str, fault["loc"]))
        raise MalformedReply(f"`{field}` of the reply: {fault['msg']}") from error
