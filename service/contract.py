"""Answers, facts, documents and passages → the JSON of the public contract, version 1.

The endpoints, the event stream and `wenju … --json` all print what these functions return, so
that there is one shape. Numbers of the domain leave as decimal strings, so that nothing is lost.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from index.build import BuildReport
from index.library import Library
from index.types import Document, Fact, Hit, Span
from service.citing.styles import Cited
from service.lookup import FactPage, Findings
from service.types import Answer, Calculation, Citation, Value

FACT_COLUMNS = (
    "id",
    "document_id",
    "kind",
    "surface",
    "start",
    "end",
    "number",
    "low",
    "high",
    "unit",
    "qualifier",
    "measure",
    "period",
    "section",
    "quote",
    "quote_start",
    "quote_end",
    "url",
    "period_inherited",
    "comparison",
    "goal_or_result",
    "place",
)


def json_text(value: object, *, indent: int | None = None) -> bytes:
    """Return `value` as UTF-8 JSON, on one line unless `indent` is given.

    A lone surrogate, which UTF-8 cannot hold, is written as the JSON escape for it.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return text.encode("utf-8", "backslashreplace")


def decimal_text(number: Decimal) -> str:
    """Return `number` in plain digits: `1.2E+12 → "1200000000000"`, `12.50 → "12.5"`."""
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def source_url(document_id: str, span: Span) -> str:
    """Return the address of the page that shows the source with `span` highlighted."""
    return f"/documents/{document_id}#c={span.start}-{span.end}"


def text_url(document_id: str) -> str:
    """Return the address of the text that every offset in a document refers to."""
    return f"/api/v1/documents/{document_id}/text"


def answer_json(answer: Answer, documents: Mapping[str, Document]) -> dict[str, object]:
    """Return the body of `POST /api/v1/answers`; `documents` holds those that it cites."""
    return {
        "id": answer.answer_id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "text": answer.text,
        "short_answer": answer.short_answer,
        "value": _value_json(answer.value) if answer.value else None,
        "calculation": _calculation_json(answer.calculation) if answer.calculation else None,
        "correction": answer.correction,
        "confidence": round(answer.confidence, 4),
        "citations": [citation_json(citation) for citation in answer.citations],
        "facts": _facts(answer.facts, documents),
        "suggestions": list(answer.suggestions),
        "generator": answer.generator,
        "generation": answer.generation,
        "timings_ms": {step: round(ms, 3) for step, ms in answer.timings_ms},
    }


def citation_json(citation: Citation) -> dict[str, object]:
    """Return one entry of an answer's `citations`."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "title": citation.title,
        "section": list(citation.section),
        "page": citation.page,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "url": source_url(citation.document_id, citation.span),
    }


def fact_json(fact: Fact, document: Document) -> dict[str, object]:
    """Return `fact` as it stands in `facts`, with the sentence of `document` that states it."""
    quantity = fact.quantity
    return {
        "id": fact.fact_id,
        "document_id": fact.document_id,
        "kind": quantity.kind.value,
        "surface": quantity.surface,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "number": _optional(quantity.number),
        "low": _optional(quantity.low),
        "high": _optional(quantity.high),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier.value,
        "measure": fact.measure,
        "period": fact.period,
        "section": list(fact.section),
        "quote": document.quote(fact.sentence),
        "quote_start": fact.sentence.start,
        "quote_end": fact.sentence.end,
        "url": source_url(fact.document_id, quantity.span),
        "period_inherited": fact.period_inherited,
        "comparison": fact.comparison,
        "goal_or_result": fact.status,
        "place": fact.place,
    }


def passage_json(hit: Hit, document: Document) -> dict[str, object]:
    """Return one entry of `passages`: a chunk that was found, with the words that stand there."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "document_id": hit.chunk.document_id,
        "title": document.title,
        "section": list(hit.chunk.section),
        "page": None,
        "start": hit.chunk.span.start,
        "end": hit.chunk.span.end,
        "quote": document.quote(hit.chunk.span),
        "url": source_url(hit.chunk.document_id, hit.chunk.span),
    }


def facts_json(page: FactPage) -> dict[str, object]:
    """Return the body of `GET /api/v1/facts`."""
    return {"total": page.total, "facts": _facts(page.facts, page.documents)}


def findings_json(found: Findings) -> dict[str, object]:
    """Return the body of `GET /api/v1/search`."""
    return {
        "query": found.query,
        "passages": [
            passage_json(hit, found.documents[hit.chunk.document_id]) for hit in found.hits
        ],
        "facts": _facts(found.facts, found.documents),
    }


def cited_json(cited: Cited) -> dict[str, object]:
    """Return the body of `GET /api/v1/documents/{id}/citation`."""
    return {
        "style": cited.style.value,
        "document_id": cited.document_id,
        "start": cited.span.start,
        "end": cited.span.end,
        "quote": cited.quote,
        "citation": cited.citation,
        "url": source_url(cited.document_id, cited.span),
    }


def documents_json(library: Library) -> dict[str, object]:
    """Return the body of `GET /api/v1/documents`."""
    return {
        "total": len(library.documents),
        "generation": library.generation,
        "documents": [_document(library, document) for document in library.documents.values()],
    }


def document_json(library: Library, document_id: str) -> dict[str, object]:
    """Return the body of `GET /api/v1/documents/{id}`: as in the list, with its sections.

    Raises:
        UnknownDocument: There is no document with this id.
    """
    document = library.document(document_id)
    return _document(library, document) | {"sections": sections_json(document)}


def sections_json(document: Document) -> list[dict[str, object]]:
    """Return the sections in order; what stands before the first heading is one without a path."""
    sections: list[dict[str, object]] = [
        {"path": list(section.path), "start": section.span.start, "end": section.span.end}
        for section in document.sections
    ]
    opening_end = document.sections[0].span.start if document.sections else len(document.text)
    opening: dict[str, object] = {"path": [], "start": 0, "end": opening_end}
    return [opening, *sections] if document.text[:opening_end].strip() else sections


def build_json(report: BuildReport) -> dict[str, object]:
    """Return what `wenju index --json` prints: what became of each file."""
    return {
        "generation": report.generation,
        "documents": report.documents,
        "chunks": report.chunks,
        "facts": report.facts,
        "added": list(report.added),
        "replaced": list(report.replaced),
        "unchanged": list(report.unchanged),
        "duplicates": [{"path": path, "same_as": other} for path, other in report.duplicates],
        "removed": list(report.removed),
        "refused": [
            {"path": refusal.path, "reason": refusal.reason, "message": refusal.message}
            for refusal in report.refused
        ],
        "embedded": report.embedded,
        "seconds": round(report.seconds, 3),
    }


def _document(library: Library, document: Document) -> dict[str, object]:
    return {
        "id": document.document_id,
        "title": document.title,
        "filename": document.filename,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "characters": len(document.text),
        "chunks": len(library.chunks_of(document.document_id)),
        "facts": len(library.facts_of(document.document_id)),
        "status": "ready",
        "byline": document.byline,
        "publisher": document.publisher,
        "published": document.published,
        "url": f"/documents/{document.document_id}",
        "text_url": text_url(document.document_id),
    }


def _facts(facts: Iterable[Fact], documents: Mapping[str, Document]) -> list[dict[str, object]]:
    return [fact_json(fact, documents[fact.document_id]) for fact in facts]


def facts_csv(page: FactPage) -> str:
    """Return the facts as CSV (RFC 4180) with a header line.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front: the words come
    from reports that other people wrote.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(FACT_COLUMNS)
    for fact in _facts(page.facts, page.documents):
        writer.writerow([_cell(fact[column]) for column in FACT_COLUMNS])
    return table.getvalue()


def _value_json(value: Value) -> dict[str, object]:
    return {
        "number": decimal_text(value.number),
        "unit": value.unit,
        "qualifier": value.qualifier.value,
        "surface": value.surface,
    }


def _calculation_json(calculation: Calculation) -> dict[str, object]:
    return {
        "expression": calculation.expression,
        "result": decimal_text(calculation.result),
        "unit": calculation.unit,
        "operands": [
            {
                "label": operand.label,
                "number": decimal_text(operand.number),
                "unit": operand.unit,
                "citation": operand.citation,
            }
            for operand in calculation.operands
        ],
    }


def _optional(number: Decimal | None) -> str | None:
    return None if number is None else decimal_text(number)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " > ".join(value) if isinstance(value, list) else str(value)
    return (
        f"'{text}"
        if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _is_number(text)
        else text
    )


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
