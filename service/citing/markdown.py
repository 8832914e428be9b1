"""Quotes with their references as footnotes in Markdown, marks of Markdown made harmless."""

import re
from collections.abc import Iterable, Iterator

from service.citing.excerpts import Compilation, footnote
from service.citing.sources import Reference

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$^!]")
# What makes a list, a definition or a rule at the beginning of a line.
_OPENING = re.compile(r"^(\d{0,9})([-+=.):])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def markdown(reference: Reference) -> str:
    """Return the quote as a block with its footnote; the footnote alone for a whole source.

    The mark of the footnote is made of the source and the place, so that several can be pasted
    into one text.
    """
    label = reference.source.key[:8]
    passage = reference.passage
    if passage is None:
        return f"[^{label}]: {escaped(footnote(reference, 'gb7714'))}\n"
    label = f"{label}_{passage.span.start}"
    quote = _block_quote(passage.paragraphs, label)
    return f"{quote}\n\n[^{label}]: {escaped(footnote(reference, 'gb7714'))}\n"


def compilation_markdown(compilation: Compilation) -> str:
    """Return a whole text of excerpts, with the reference list and the footnotes at its end."""
    return "\n\n".join(_blocks(compilation)) + "\n"


def _blocks(compilation: Compilation) -> Iterator[str]:
    yield f"# {escaped(compilation.title)}"
    for number, quotation in enumerate(compilation.quotations, 1):
        yield _block_quote(quotation.paragraphs, str(number))
        yield from map(escaped, (quotation.note or "").splitlines())
    yield f"## {escaped(compilation.list_title)}"
    for number, reference in enumerate(compilation.references, 1):
        yield escaped(f"[{number}] {reference}")
    for number, quotation in enumerate(compilation.quotations, 1):
        yield f"[^{number}]: {escaped(quotation.footnote)}"


def _block_quote(paragraphs: Iterable[str], label: str) -> str:
    lines = [f"> {escaped(line)}" for line in paragraphs] or ["> "]
    return "\n>\n".join(lines) + f"[^{label}]"


def escaped(line: str) -> str:
    """Return a line that Markdown shows as it stands, but for spaces at its ends."""
    line = _MARKS.sub(r"\\\g<0>", _CONTROL.sub(" ", line).strip())
    return _OPENING.sub(r"\1\\\2", line)
