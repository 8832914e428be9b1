"""A reference as an RIS record, which most reference managers read."""

from collections.abc import Iterator

from service.citing.pinpoints import annotation
from service.citing.sources import Author, Reference, SourceKind

_TYPES = {
    SourceKind.NEWSPAPER: "NEWS",
    SourceKind.WEBPAGE: "ELEC",
    SourceKind.REPORT: "RPRT",
    SourceKind.JOURNAL: "JOUR",
    SourceKind.BOOK: "BOOK",
    SourceKind.OTHER: "GEN",
}


def ris(reference: Reference) -> str:
    """Return the record, each line closed by CR LF as the format asks."""
    # Every value is one line: a break inside it would begin a new tag.
    lines = [f"{tag}  - {value}" for tag, value in _tags(reference) if value]
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - "))


def _tags(reference: Reference) -> Iterator[tuple[str, str | None]]:
    source = reference.source
    first, _, last = (source.page or "").partition("-")
    yield "TY", _TYPES[source.kind]
    for author in source.authors:
        yield "AU", _name(author)
    yield "TI", source.full_title
    yield "T2", source.container
    yield "PB", source.publisher
    yield "CY", source.place
    yield "PY", source.published and source.published[:4]
    yield "DA", source.published and _date(source.published)
    yield "VL", source.volume
    yield "IS", source.issue
    yield "SP", first
    yield "EP", last
    yield "UR", source.url
    yield "Y2", _date(reference.cited) if source.is_online else None
    yield "LA", source.language
    yield "ID", source.key
    if reference.passage is not None:
        yield "N1", annotation(reference.passage, reference.language)


def _name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.family else author.name


def _date(iso: str) -> str:
    """Return `YYYY/MM/DD/` with what is stated: `2021/01//`."""
    year, month, day = [*iso.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"
