"""Passages that a writer has collected become one text: quotes, footnotes, a reference list.

The text is laid out by `markdown` or `word`; what stands in it is decided here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.types import Document, Span
from service.citing.gb7714 import gb7714_2015, gb7714_2025
from service.citing.pinpoints import pinpoint
from service.citing.plain import plain
from service.citing.reading import refer
from service.citing.sources import Reference, Tongue, one_line

ListStyle = Literal["gb7714", "gb7714-2015", "plain"]
"""The styles that a reference list may be in: those that a person reads."""

_WRITERS: Mapping[ListStyle, Callable[[Reference], str]] = {
    "gb7714": gb7714_2025,
    "gb7714-2015": gb7714_2015,
    "plain": plain,
}
_TITLES: Mapping[Tongue, str] = {"zh": "摘录", "en": "Excerpts"}
_LIST_TITLES: Mapping[Tongue, str] = {"zh": "参考文献", "en": "References"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage that a writer has chosen, with what he notes on it."""

    document: Document
    span: Span
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote as it is laid out.

    Attributes:
        paragraphs: Lines of the quote, each in the source's own words.
        footnote: Number of the reference, the reference, and the place in it.
    """

    paragraphs: tuple[str, ...]
    footnote: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Compilation:
    """A whole text of excerpts.

    Attributes:
        references: One for each source, in the order of their first quote; the first is `[1]`.
        cited: ISO date that it was made on.
    """

    title: str
    quotations: tuple[Quotation, ...]
    list_title: str
    references: tuple[str, ...]
    language: Tongue
    cited: str


def compile_excerpts(
    excerpts: Sequence[Excerpt], style: ListStyle, *, cited: str, title: str | None = None
) -> Compilation:
    """Return the excerpts in their order, each source once in the list.

    Raises:
        ValueError: A span ends beyond its document's text.
    """
    references = [refer(each.document, each.span, cited=cited) for each in excerpts]
    sources = list(dict.fromkeys(reference.source for reference in references))
    language: Tongue = "zh" if any(source.language == "zh" for source in sources) else "en"
    write = _WRITERS[style]
    return Compilation(
        title=one_line(title or "") or _TITLES[language],
        quotations=tuple(
            Quotation(
                paragraphs=reference.passage.paragraphs if reference.passage else (),
                footnote=f"[{sources.index(reference.source) + 1}] {footnote(reference, style)}",
                note=each.note,
            )
            for each, reference in zip(excerpts, references, strict=True)
        ),
        list_title=_LIST_TITLES[language],
        references=tuple(write(Reference(source, cited, source.language)) for source in sources),
        language=language,
        cited=cited,
    )


def footnote(reference: Reference, style: ListStyle) -> str:
    """Return a reference with the place in it, whether or not its style has room for one."""
    if reference.passage is None or style == "plain":
        return _WRITERS[style](reference)
    whole = _WRITERS[style](replace(reference, passage=None))
    return f"{whole} {pinpoint(reference.passage, reference.language)}."
