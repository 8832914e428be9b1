"""Answers, facts, passages and build reports as lines for a person at a terminal.

Finished values come in, lines come out, every control character in them made visible: reports are
written by others, and a terminal obeys what it is sent.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from index.build import BuildReport
from index.library import Library
from index.types import Document, Span
from service.citing.styles import Cited
from service.lookup import FactPage, Findings
from service.types import Answer, Status

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MAX_CELL_COLUMNS = 48
_WHERE = {Status.PARTIAL: "(only part of it was found)", Status.NOT_FOUND: "(not found)"}


def answer_lines(answer: Answer, documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield the answer, then each quote with its report, section and source lines."""
    if answer.status in _WHERE:
        yield _WHERE[answer.status]
    if answer.short_answer:
        yield f"▶ {line_of(answer.short_answer)}"
    yield from map(line_of, answer.text.splitlines())
    if answer.correction and answer.correction not in answer.text:
        yield line_of(answer.correction)
    if answer.calculation:
        yield line_of(f"{answer.calculation.expression} = {answer.calculation.result}")
    for citation in answer.citations:
        document = documents[citation.document_id]
        yield ""
        yield f"[{citation.number}] {_place(document, citation.section, citation.span)}"
        yield from _quoted(citation.quote)
    for suggestion in answer.suggestions:
        yield f"? {line_of(suggestion)}"


def passage_lines(found: Findings) -> Iterator[str]:
    """Yield each passage with its report, section and source lines, best first."""
    for hit in found.hits:
        document = found.documents[hit.chunk.document_id]
        yield f"{hit.rank}. {_place(document, hit.chunk.section, hit.chunk.span)}"
        yield from _quoted(document.quote(hit.chunk.span))
        yield ""
    yield f"{len(found.hits)} passages, {len(found.facts)} facts in them"


def fact_lines(page: FactPage) -> Iterator[str]:
    """Yield a table of the facts, and how many there are in all."""
    rows = [
        (
            fact.quantity.surface,
            shortened(fact.measure),
            fact.period or "",
            fact.status or "",
            fact.quantity.kind.value,
            _source(page.documents[fact.document_id], fact.quantity.span),
        )
        for fact in page.facts
    ]
    yield from table(("number", "measure", "period", "status", "kind", "source"), rows)
    yield f"{len(page.facts)} of {page.total} facts"


def document_lines(library: Library) -> Iterator[str]:
    """Yield a table of the documents."""
    rows = [
        (
            document.document_id,
            shortened(document.title),
            document.filename,
            str(len(document.text)),
            str(len(library.facts_of(document.document_id))),
        )
        for document in library.documents.values()
    ]
    yield from table(("id", "title", "file", "characters", "facts"), rows)


def outline_lines(document: Document) -> Iterator[str]:
    """Yield a document's title and headings, each with its source line."""
    yield line_of(f"{document.title} ({document.filename}, {document.document_id})")
    for section in document.sections:
        indent = "  " * len(section.path)
        line = document.line_number(section.heading.start)
        yield f"{indent}{line_of(section.path[-1])}  (line {line})"


def citation_lines(cited: Cited) -> Iterator[str]:
    """Yield the lines of a citation."""
    yield from map(line_of, cited.citation.splitlines())


def build_lines(report: BuildReport) -> Iterator[str]:
    """Yield what became of each file that was not simply there before, then the totals."""
    for word in ("added", "replaced", "removed"):
        for path in getattr(report, word):
            yield f"{word:8}  {line_of(path)}"
    for path, other in report.duplicates:
        yield f"same      {line_of(path)} has the content of {line_of(other)}"
    for refusal in report.refused:
        yield f"refused   {line_of(refusal.path)}: {refusal.reason}: {line_of(refusal.message)}"
    yield (
        f"{report.documents} documents, {report.chunks} passages, {report.facts} facts; "
        f"{len(report.unchanged)} files unchanged, {report.embedded} texts embedded, "
        f"{report.seconds:.1f} s (generation {report.generation})"
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield lines of columns that stand under each other, wide characters counted as two."""
    cells = [[line_of(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        yield "  ".join(padded).rstrip()


def _place(document: Document, section: Sequence[str], span: Span) -> str:
    headings = " › ".join((document.title, *section))
    return f"{line_of(headings)} ({_source(document, span)})"


def _source(document: Document, span: Span) -> str:
    """Return where to look in the file itself: `guizhou.txt:12`, or `guizhou.txt:12-14`."""
    first, last = document.line_number(span.start), document.line_number(span.end - 1)
    lines = str(first) if first == last else f"{first}-{last}"
    return f"{line_of(document.filename)}:{lines}"


def _quoted(quote: str) -> Iterator[str]:
    for line in quote.splitlines():
        yield f"    {line_of(line)}"


def line_of(text: str) -> str:
    """Return `text` on one line, its control characters made visible."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def shortened(cell: str) -> str:
    """Return `cell` as it is, or its beginning where it is too wide for a table."""
    if _columns(cell) <= _MAX_CELL_COLUMNS:
        return cell
    kept = ""
    for character in cell:
        if _columns(kept + character) >= _MAX_CELL_COLUMNS:
            break
        kept += character
    return kept + "…"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
