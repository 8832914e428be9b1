"""What can be looked up without asking a question: facts by their parts, passages, documents.

An open library and a finished query come in, what was found comes out. Each function takes one
library, so that a reply is made from one generation; `service.contract` writes it as JSON.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.library import Library
from index.periods import years_of
from index.retrieval import retrieve
from index.text import fold
from index.types import Document, Encoder, Fact, Hit, Kind, Quantity
from index.units import canonical_unit

DEFAULT_KINDS = (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT)
"""What a reader means by "the numbers of a report": dates and numbering are left out."""

FactOrder = Literal["place", "number", "-number"]
"""As the facts stand in the reports, or by their numbers, smallest or largest first."""


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts are wanted; every condition must hold.

    Attributes:
        words: Each must occur in the fact's measure, surface or sentence.
        document_ids: Only facts of these documents; empty means all.
        kinds: Only facts of these kinds.
        unit: Only facts in this unit, by any of its names: 名 finds what is counted in 人.
        section: Only facts below this heading, at whatever level it stands.
        years: Only facts whose period overlaps the years from the first to the second.
        status: Only goals set, or only results reached.
        low: Only facts that reach this number, in base units; of a range, the upper end counts.
        high: Only facts that do not exceed this number; of a range, the lower end counts.
        order: What comes first; what has no number comes last by number.
        limit: Most facts to return, after `offset` others; `None` returns all.
    """

    words: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = DEFAULT_KINDS
    unit: str | None = None
    section: str | None = None
    years: tuple[int, int] | None = None
    status: Literal["goal", "result"] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    order: FactOrder = "place"
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class PassageQuery:
    """What is searched for, and where; no `document_ids` means everywhere."""

    text: str
    top_k: int
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactPage:
    """Some of the facts that match a query.

    Attributes:
        total: How many match in all.
        documents: By id, at least those that `facts` are from.
    """

    total: int
    facts: tuple[Fact, ...]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found.

    Attributes:
        hits: Best first.
        facts: Those of the default kinds that stand in the hits, the best hit's first.
        documents: By id, at least those that the others are from.
    """

    query: str
    hits: tuple[Hit, ...]
    facts: tuple[Fact, ...]
    documents: Mapping[str, Document]


def find_facts(library: Library, query: FactQuery) -> FactPage:
    """Return the facts that match, in the order asked for.

    By place, documents come in the library's order; equal numbers stay in that order too.

    Raises:
        UnknownDocument: `query` names a document that is not in `library`.
    """
    wanted = documents_by_id(library, query.document_ids)
    words = [fold(word) for word in query.words]
    found = [
        fact
        for fact in library.facts
        if fact.document_id in wanted
        and _fits(fact, query)
        and _mentions(fact, wanted[fact.document_id], words)
    ]
    end = None if query.limit is None else query.offset + query.limit
    page = _ordered(found, query.order)[query.offset : end]
    return FactPage(len(found), tuple(page), wanted)


def find_passages(library: Library, encoder: Encoder, query: PassageQuery) -> Findings:
    """Return the passages nearest to the query, with the facts in them.

    Raises:
        UnknownDocument: `query` names a document that is not in `library`.
        EncoderError: The encoder did not answer.
    """
    documents = documents_by_id(library, query.document_ids)
    hits = retrieve(library, encoder, query.text, query.top_k, query.document_ids)
    return Findings(query.text, tuple(hits), tuple(_facts_within(library, hits)), documents)


def documents_by_id(library: Library, document_ids: Sequence[str]) -> Mapping[str, Document]:
    """Return the documents with these ids, or all of the library where no id is given.

    Raises:
        UnknownDocument: There is no document with one of the ids.
    """
    if not document_ids:
        return library.documents
    return {document_id: library.document(document_id) for document_id in document_ids}


def _fits(fact: Fact, query: FactQuery) -> bool:
    quantity = fact.quantity
    return (
        quantity.kind in query.kinds
        and (query.unit is None or canonical_unit(query.unit) == quantity.unit)
        and query.status in (None, fact.status)
        and (query.section is None or _stands_below(fact, query.section))
        and (query.years is None or _holds_within(fact, *query.years))
        and _reaches(quantity, query.low, query.high)
    )


def _stands_below(fact: Fact, heading: str) -> bool:
    wanted = fold(heading.strip())
    return any(fold(above) == wanted for above in fact.section)


def _holds_within(fact: Fact, first: int, last: int) -> bool:
    years = years_of(fact.period or "")
    return years is not None and years[0] <= last and first <= years[1]


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Return both ends of a range, or the number as both."""
    if quantity.number is not None:
        return quantity.number, quantity.number
    return quantity.low, quantity.high


def _reaches(quantity: Quantity, low: Decimal | None, high: Decimal | None) -> bool:
    lower, upper = _ends(quantity)
    return (low is None or (upper is not None and upper >= low)) and (
        high is None or (lower is not None and lower <= high)
    )


def _ordered(facts: list[Fact], order: FactOrder) -> list[Fact]:
    """Return the facts in order; a range stands where its upper end does."""
    if order == "place":
        return facts
    valued = [(upper, fact) for fact in facts if (upper := _ends(fact.quantity)[1]) is not None]
    valued.sort(key=lambda pair: pair[0], reverse=order == "-number")
    unvalued = [fact for fact in facts if _ends(fact.quantity)[1] is None]
    return [fact for _, fact in valued] + unvalued


def _mentions(fact: Fact, document: Document, words: Sequence[str]) -> bool:
    if not words:
        return True
    # The surface stands inside the sentence; the measure may come from a heading or a table.
    text = fold(f"{fact.measure}\n{document.quote(fact.sentence)}")
    return all(word in text for word in words)


def _facts_within(library: Library, hits: Sequence[Hit]) -> list[Fact]:
    found = {
        fact.fact_id: fact
        for hit in hits
        for fact in library.facts_of(hit.chunk.document_id)
        if fact.quantity.kind in DEFAULT_KINDS and hit.chunk.span.contains(fact.quantity.span)
    }
    return list(found.values())
