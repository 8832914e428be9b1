"""A reference by GB/T 7714, the Chinese standard for references, in two editions.

2025 is in force since 2026-07-01, 2015 is what many journals still ask for. An element that the
source does not state is left out, as both allow for what is read on a screen: 出版者不详 and its
like are not written. Every element ends in `. ` and the type stands in brackets after the title.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from service.citing.sources import Author, Reference, Source, SourceKind, Tongue, date_parts

_MOST_AUTHORS = 3
_OTHERS = {"zh": "等", "en": "et al"}
_MARKS = {
    SourceKind.NEWSPAPER: "N",
    SourceKind.WEBPAGE: "EB",
    SourceKind.REPORT: "R",
    SourceKind.JOURNAL: "J",
    SourceKind.BOOK: "M",
    SourceKind.OTHER: "Z",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """What the editions of the standard differ in.

    Attributes:
        capitals: Whether the family name of a western author is written in capitals.
        always_cited_on: Whether the day of citing is stated for all that is read on the web, and
            not for pages of the web alone.
    """

    comma: str
    colon: str
    brackets: tuple[str, str]
    capitals: bool
    always_cited_on: bool


EDITION_2025 = Edition("，", "：", ("（", "）"), capitals=False, always_cited_on=False)
EDITION_2015 = Edition(", ", ": ", ("(", ")"), capitals=True, always_cited_on=True)


def gb7714_2025(reference: Reference) -> str:
    """Return the reference by GB/T 7714-2025."""
    return _reference(reference, EDITION_2025)


def gb7714_2015(reference: Reference) -> str:
    """Return the reference by GB/T 7714-2015."""
    return _reference(reference, EDITION_2015)


def _reference(reference: Reference, edition: Edition) -> str:
    source = reference.source
    elements = (
        _authors(source.authors, edition, reference.language),
        f"{_title(source, edition)}[{_mark(source)}]",
        _imprint(source, edition) + _cited_on(reference, edition),
    )
    text = ". ".join(element.removesuffix(".") for element in elements if element)
    return f"{text}. {source.url}." if source.url else f"{text}."


def _authors(authors: tuple[Author, ...], edition: Edition, language: Tongue) -> str:
    names = [_name(author, edition) for author in authors[:_MOST_AUTHORS]]
    if len(authors) > _MOST_AUTHORS:
        names.append(_OTHERS[language])
    return edition.comma.join(names)


def _name(author: Author, edition: Edition) -> str:
    """Return a western name as family name and initials without points: `Doe J M`."""
    if not author.family:
        return author.name
    initials = " ".join(_initial(word) for word in author.given.replace(".", " ").split())
    family = author.family.upper() if edition.capitals else author.family
    return f"{family} {initials}".rstrip()


def _initial(word: str) -> str:
    return "-".join(part[:1].upper() for part in word.split("-"))


def _title(source: Source, edition: Edition) -> str:
    if source.subtitle is None:
        return source.title
    if source.title.endswith(("？", "！")):
        return f"{source.title}——{source.subtitle}"
    colon = edition.colon if source.language == "zh" else ": "
    return f"{source.title}{colon}{source.subtitle}"


def _mark(source: Source) -> str:
    return _MARKS[source.kind] + ("/OL" if source.is_online else "")


def _imprint(source: Source, edition: Edition) -> str:
    """Return where and when it was published, in the order that its kind asks for."""
    if source.kind is SourceKind.NEWSPAPER:
        return _joined(edition.comma, (source.container, source.published)) + _in_brackets(
            source.page, edition
        )
    if source.kind is SourceKind.JOURNAL:
        return _issue(source, edition)
    if source.publisher is not None:
        placed = _joined(edition.colon, (source.place, source.publisher))
        dated = _joined(edition.comma, (placed, _year(source)))
        return _joined(edition.colon, (dated, source.page))
    if source.kind is SourceKind.WEBPAGE or (source.is_online and edition.always_cited_on):
        return _in_brackets(source.published, edition)
    return source.published or ""


def _issue(source: Source, edition: Edition) -> str:
    """Return `求是，2021，8（3）：4-9`; without volume and issue the whole date stands there."""
    if source.volume is None and source.issue is None:
        dated = _joined(edition.comma, (source.container, source.published))
    else:
        parts = (source.container, _year(source), source.volume)
        dated = _joined(edition.comma, parts) + _in_brackets(source.issue, edition)
    return _joined(edition.colon, (dated, source.page))


def _cited_on(reference: Reference, edition: Edition) -> str:
    source = reference.source
    if source.kind is SourceKind.WEBPAGE or (source.is_online and edition.always_cited_on):
        return f"[{reference.cited}]"
    return ""


def _year(source: Source) -> str | None:
    return None if source.published is None else str(date_parts(source.published)[0])


def _in_brackets(text: str | None, edition: Edition) -> str:
    opening, closing = edition.brackets
    return "" if text is None else f"{opening}{text}{closing}"


def _joined(mark: str, parts: Iterable[str | None]) -> str:
    return mark.join(part for part in parts if part)
