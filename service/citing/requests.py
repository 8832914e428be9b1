"""What a writer asks for, and the documents of a library that it is made from.

Checked values come in, from an address or a command line; citations and excerpts come out. That a
range lies within its text can only be told here, where the document is at hand.
"""

from dataclasses import dataclass

from index.errors import QuestionError
from index.library import Library
from index.types import Document, Span
from service.citing.excerpts import Compilation, Excerpt, ListStyle, compile_excerpts
from service.citing.sources import Tongue
from service.citing.styles import Cited, Style, cite

MAX_QUOTED_CHARS = 200_000
"""Most characters that one text of excerpts may quote."""


class RangeError(QuestionError):
    """The asker can mend it: a range does not lie within the text."""

    code = "invalid_parameter"


@dataclass(frozen=True, slots=True)
class CitationQuery:
    """A citation that is asked for.

    Attributes:
        span: `None` for the document as a whole.
        cited: ISO date of the day it is cited on.
        language: Of the words that the style adds; `None` for that of the title.
    """

    span: Span | None
    style: Style
    cited: str
    language: Tongue | None = None


@dataclass(frozen=True, slots=True)
class ChosenPassage:
    """A passage that is asked for, with the writer's note on it."""

    document_id: str
    span: Span
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ExcerptsRequest:
    """A text of excerpts that is asked for; `cited` is the ISO date that it is made on."""

    passages: tuple[ChosenPassage, ...]
    style: ListStyle
    cited: str
    title: str | None = None


def find_citation(library: Library, document_id: str, query: CitationQuery) -> Cited:
    """Return the citation that `query` asks for.

    Raises:
        UnknownDocument: There is no document with this id.
        RangeError: The range ends beyond the text.
    """
    document = library.document(document_id)
    if query.span is not None:
        _check_within(document, query.span, "end")
    return cite(document, query.span, query.style, cited=query.cited, language=query.language)


def collect_excerpts(library: Library, request: ExcerptsRequest) -> Compilation:
    """Return the text of excerpts that `request` asks for.

    Raises:
        UnknownDocument: One of the documents is not in the library.
        RangeError: A range ends beyond its text, or there is more to quote than is taken.
    """
    quoted = sum(len(passage.span) for passage in request.passages)
    if quoted > MAX_QUOTED_CHARS:
        raise RangeError(
            f"the excerpts quote {quoted:,} characters in all; "
            f"at most {MAX_QUOTED_CHARS:,} are taken, so send them in parts"
        )
    excerpts = []
    for number, passage in enumerate(request.passages):
        document = library.document(passage.document_id)
        _check_within(document, passage.span, f"excerpts[{number}].end")
        excerpts.append(Excerpt(document, passage.span, passage.note))
    return compile_excerpts(excerpts, request.style, cited=request.cited, title=request.title)


def _check_within(document: Document, span: Span, name: str) -> None:
    if span.end > len(document.text):
        raise RangeError(
            f"`{name}` is {span.end}, but the text of {document.document_id} ends at "
            f"{len(document.text)}"
        )
