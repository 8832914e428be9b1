"""A reference as an entry for BibLaTeX, UTF-8 as it is, marks of TeX made harmless."""

import re

from service.citing.pinpoints import annotation
from service.citing.sources import Author, Reference, SourceKind

_TYPES = {
    SourceKind.NEWSPAPER: "article",
    SourceKind.WEBPAGE: "online",
    SourceKind.REPORT: "report",
    SourceKind.JOURNAL: "article",
    SourceKind.BOOK: "book",
    SourceKind.OTHER: "misc",
}
_CONTAINERS = {
    SourceKind.NEWSPAPER: "journaltitle",
    SourceKind.JOURNAL: "journaltitle",
    SourceKind.WEBPAGE: "organization",
}
_PUBLISHERS = {SourceKind.REPORT: "institution", SourceKind.OTHER: "organization"}
_REPORT = {"zh": "报告", "en": "Report"}
_LANGUAGES = {"zh": "chinese", "en": "english"}

# A brace goes by its name: biber counts braces, also those behind a backslash.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
}
_MARKS = re.compile(r"[\\{}~^#$%&_]")


def biblatex(reference: Reference) -> str:
    """Return the entry; it is called by `wenju` and the start of the document's id."""
    source = reference.source
    is_report = source.kind is SourceKind.REPORT
    fields = (
        ("author", " and ".join(map(_name, source.authors))),
        ("title", _escaped(source.title)),
        ("subtitle", _escaped(source.subtitle)),
        ("type", _REPORT[source.language] if is_report else ""),
        (_CONTAINERS.get(source.kind, ""), _escaped(source.container)),
        (_PUBLISHERS.get(source.kind, "publisher"), _escaped(source.publisher)),
        ("location", _escaped(source.place)),
        ("date", source.published),
        ("volume", _escaped(source.volume)),
        ("number", _escaped(source.issue)),
        ("pages", _escaped(source.page)),
        ("entrysubtype", "newspaper" if source.kind is SourceKind.NEWSPAPER else ""),
        ("url", _verbatim(source.url)),
        ("urldate", reference.cited if source.is_online else ""),
        ("langid", _LANGUAGES[source.language]),
        ("annotation", _annotation(reference)),
    )
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields if name and value]
    return f"@{_TYPES[source.kind]}{{wenju{source.key[:8]},\n{''.join(lines)}}}\n"


def _annotation(reference: Reference) -> str:
    # Not `note`, which styles print.
    if reference.passage is None:
        return ""
    return _escaped(annotation(reference.passage, reference.language))


def _name(author: Author) -> str:
    """Return a name; braces keep one of several words, or with an `and`, whole."""
    if author.family:
        return f"{_escaped(author.family)}, {_escaped(author.given)}"
    whole = _escaped(author.name)
    return f"{{{whole}}}" if re.search(r"[\s,]", author.name) else whole


def _escaped(text: str | None) -> str:
    return _MARKS.sub(lambda mark: _ESCAPES[mark[0]], text or "")


def _verbatim(url: str | None) -> str:
    """Return an address as a verbatim field holds it: only what would break the entry is coded."""
    return re.sub(r"[{}\\]", lambda mark: f"%{ord(mark[0]):02X}", url or "")
