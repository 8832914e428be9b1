"""The vocabulary of both stories: what a report is made of and what is found in it.

Every value here is finished when it is made and never changed afterwards. A field that may be
`None` means "the report does not say", never "not computed yet". All offsets are half-open ranges
of Unicode code points in `Document.text`.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

EmbeddingMatrix = npt.NDArray[np.float32]
"""Unit vectors, float32, shape (n_texts, dimension)."""

Progress = Callable[[int, int], None]
"""Called with (items done, items in all) while long work goes on."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Return whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands below it, up to the next heading of its level or above.

    Attributes:
        path: Headings from the outermost to this one, as written (`#` marks left off).
        heading: Where this section's own heading stands.
        span: From the heading's first character to the section's last.
    """

    path: tuple[str, ...]
    heading: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One report, its text fixed at reading.

    Attributes:
        document_id: First 16 hex digits of `sha256`: the same content has the same id anywhere.
        filename: The file's name as given, without its folder.
        sha256: Of the original bytes, hex.
        encoding: Python name of the encoding that the bytes were read with.
        text: What every offset refers to. Nothing is cleaned away.
        title: The report's title as written, or the file's stem where it has none.
        subtitle: What stands below the title, or behind it after `——`, without the dash.
        sections: In order of their start; inner ones after the one that holds them.
        byline: Who wrote it, as written, e.g. `贵组轩`.
        publisher: Who published it, as written.
        published: ISO date, or the part of one that is stated: `2021-01-08`, `2021-01`, `2021`.
    """

    document_id: str
    filename: str
    sha256: str
    encoding: str
    text: str
    title: str
    sections: tuple[Section, ...]
    subtitle: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None

    def quote(self, span: Span) -> str:
        """Return the source's own text at `span`.

        Raises:
            ValueError: `span` ends beyond the text.
        """
        if span.end > len(self.text):
            raise ValueError(f"[{span.start}, {span.end}) ends beyond {len(self.text)} characters")
        return self.text[span.start : span.end]

    def section_path(self, offset: int) -> tuple[str, ...]:
        """Return the headings above `offset`, outermost first; empty before the first heading."""
        after = bisect_right(self.sections, offset, key=lambda section: section.span.start)
        for number in range(after - 1, -1, -1):
            section = self.sections[number]
            if offset < section.span.end:
                return section.path
            if len(section.path) == 1:
                break
        return ()

    def line_number(self, offset: int) -> int:
        """Return the line, counted from 1, that `offset` stands on."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Chunk:
    """A unit of retrieval: whole sentences of one section.

    Attributes:
        document_id: The document that `span` refers to.
        ordinal: Position among the document's chunks, from 0.
        span: What is quoted; headings are not part of it unless they stand inside.
        section: Headings above the chunk; they go in front of what is embedded.
    """

    document_id: str
    ordinal: int
    span: Span
    section: tuple[str, ...]

    @property
    def chunk_id(self) -> str:
        """`<document id>:<ordinal, six digits>`: sorts by document, then by place in it."""
        return f"{self.document_id}:{self.ordinal:06d}"


class Kind(StrEnum):
    """What sort of numeric mention a quantity is."""

    QUANTITY = "quantity"
    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    DURATION = "duration"
    ORDINAL = "ordinal"
    DATE = "date"
    DATE_RANGE = "date_range"
    IDENTIFIER = "identifier"
    LABEL = "label"


class Qualifier(StrEnum):
    """How exact a number is, and to which side it may differ."""

    EXACT = "exact"
    APPROX = "approx"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a report writes it, and what it is worth.

    `"1.2万亿元"` is `Quantity(MONEY, "1.2万亿元", Span(…), Decimal("1200000000000"), unit="元")`.

    Attributes:
        surface: The words as written: `document.quote(span)`.
        number: Value in base units, 万 and 亿 applied; `None` for a range, for a ratio of more than
            two terms, and for what has no value (a label, a day without its year).
        low: Lower end of a range, in base units.
        high: Upper end of a range, in base units.
        unit: Canonical unit (人 for 名 and 位; 元, %, 百分点, 人次 …); empty where none is written.
        parts: The terms of a ratio or a fraction, in the order of its value: 2 and 3 of 三分之二.
    """

    kind: Kind
    surface: str
    span: Span
    number: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    parts: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity in its sentence: what it counts, when, where.

    Attributes:
        fact_id: `<document id>-<start of the surface>`.
        measure: What is counted or measured, a noun phrase made of `measure_spans`.
        measure_spans: Where the words of `measure` stand.
        sentence: The sentence to quote for this fact; it contains the quantity's span.
        section: Headings above it.
        period: The year, years or date the number holds for: `2020`, `2019/2023`, `2021-06`.
        period_inherited: Whether `period` stands outside the sentence (section, title).
        comparison: What the number states against another: 增长, 下降, 占, 同比增长 …
        status: Whether it is a goal set or a result reached.
        place: The place or body that it is about.
    """

    fact_id: str
    document_id: str
    quantity: Quantity
    measure: str
    measure_spans: tuple[Span, ...]
    sentence: Span
    section: tuple[str, ...]
    period: str | None = None
    period_inherited: bool = False
    comparison: str | None = None
    status: Literal["goal", "result"] | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that retrieval found; `rank` counts from 1, larger `score` is better.

    Attributes:
        lift: By how much the chunk is closer to the question than the library's average chunk, as
            a difference of cosines; it says more than the cosine, whose level is the encoder's.
        by_meaning: Its rank among the nearest vectors, `None` where it is not among them.
        by_words: Its rank by BM25 likewise.
    """

    chunk: Chunk
    rank: int
    score: float
    lift: float = 0.0
    by_meaning: int | None = None
    by_words: int | None = None


class Encoder(Protocol):
    """Text becomes unit vectors whose inner product is cosine similarity."""

    @property
    def name(self) -> str:
        """What a person configures: `bundled:multilingual-e5-small`, a hub name, a folder."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    @property
    def fingerprint(self) -> str:
        """Hex digest that changes whenever the vectors might: weights, pooling, prompts."""

    def encode_queries(self, texts: Sequence[str], /) -> EmbeddingMatrix:
        """Return one unit vector a question, in order."""

    def encode_passages(
        self, texts: Sequence[str], /, progress: Progress | None = None
    ) -> EmbeddingMatrix:
        """Return one unit vector a passage, in order."""
