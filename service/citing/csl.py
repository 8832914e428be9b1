"""A reference as CSL-JSON, the form that citation processors share."""

import json

from service.citing.pinpoints import annotation
from service.citing.sources import Author, Reference, SourceKind, date_parts

_TYPES = {
    SourceKind.NEWSPAPER: "article-newspaper",
    SourceKind.WEBPAGE: "webpage",
    SourceKind.REPORT: "report",
    SourceKind.JOURNAL: "article-journal",
    SourceKind.BOOK: "book",
    SourceKind.OTHER: "document",
}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def csl_json(reference: Reference) -> str:
    """Return a list of one item as JSON text.

    The passage is told in `annote`: processors run commands that they find in `note`, and a quote
    is other people's words.
    """
    source, passage = reference.source, reference.passage
    item = {
        "id": source.key,
        "type": _TYPES[source.kind],
        "title": source.full_title,
        "author": [_name(author) for author in source.authors],
        "container-title": source.container,
        "publisher": source.publisher,
        "publisher-place": source.place,
        "issued": source.published and _date(source.published),
        "volume": source.volume,
        "issue": source.issue,
        "page": source.page,
        "URL": source.url,
        "accessed": _date(reference.cited) if source.is_online else None,
        "language": _LANGUAGES[source.language],
        "annote": passage and annotation(passage, reference.language),
    }
    stated = {name: value for name, value in item.items() if value}
    return json.dumps([stated], ensure_ascii=False, indent=2)


def _name(author: Author) -> dict[str, str]:
    if author.family:
        return {"family": author.family, "given": author.given}
    return {"literal": author.name}


def _date(iso: str) -> dict[str, object]:
    return {"date-parts": [list(date_parts(iso))]}
