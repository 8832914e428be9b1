"""The styles of citation by name, and how a place in a document is written in one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from index.types import Document, Span
from service.citing.biblatex import biblatex
from service.citing.csl import csl_json
from service.citing.gb7714 import gb7714_2015, gb7714_2025
from service.citing.markdown import markdown
from service.citing.plain import plain
from service.citing.reading import refer
from service.citing.ris import ris
from service.citing.sources import Reference, Tongue


class Style(StrEnum):
    """How a citation may be asked for."""

    GB7714 = "gb7714"
    GB7714_2015 = "gb7714-2015"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    MARKDOWN = "markdown"
    PLAIN = "plain"


WRITERS: Mapping[Style, Callable[[Reference], str]] = {
    Style.GB7714: gb7714_2025,
    Style.GB7714_2015: gb7714_2015,
    Style.BIBTEX: biblatex,
    Style.RIS: ris,
    Style.CSL_JSON: csl_json,
    Style.MARKDOWN: markdown,
    Style.PLAIN: plain,
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a document with its citation.

    Attributes:
        span: The whole text where no range was asked for.
        quote: The document's own text at `span`.
        citation: In the words of `style`.
    """

    document_id: str
    style: Style
    span: Span
    quote: str
    citation: str


def cite(
    document: Document,
    span: Span | None,
    style: Style,
    *,
    cited: str,
    language: Tongue | None = None,
) -> Cited:
    """Return the citation of `span`, or of the whole document.

    Args:
        document: The one that is cited.
        span: A range of its text.
        style: How to write it.
        cited: ISO date of the day it is cited on.
        language: Of the words that the style adds; by default that of the title.

    Raises:
        ValueError: `span` ends beyond the text.
    """
    reference = refer(document, span, cited=cited, language=language)
    place = span or Span(0, len(document.text))
    return Cited(
        document_id=document.document_id,
        style=style,
        span=place,
        quote=document.quote(place),
        citation=WRITERS[style](reference),
    )
