"""What a citation is made of: the source, the passage in it, and the day it is cited on.

`reading` makes these values out of a document; each style writes a `Reference` down in its way.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from index.types import Span

Tongue = Literal["zh", "en"]
"""Language of the words that a style adds: 等 or et al."""

# Control characters, halves of surrogate pairs, and the marks that turn the direction of writing
# or take no room: none of them is part of a name.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def one_line(text: str) -> str:
    """Return `text` in one line, each gap a single space, without what cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())


class SourceKind(StrEnum):
    """What sort of publication a document says it is; `OTHER` where it does not say."""

    NEWSPAPER = "newspaper"
    WEBPAGE = "webpage"
    REPORT = "report"
    JOURNAL = "journal"
    BOOK = "book"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who is named as author.

    Attributes:
        name: The whole name as it is read: `贵组轩`, `World Bank`, `Jane Doe`.
        family: Family name, where the order of a name depends on the style: western names only.
            A Chinese name is written whole in each of them, and may be a pen name.
        given: The rest of a name that has a `family`.
    """

    name: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a library would describe it; `None` and empty mean that it does not say.

    Attributes:
        key: Stands for the source where a style needs a name for it: its document id.
        container: The newspaper, journal or site that it stands in.
        published: ISO date, or the part of one that is stated.
        page: Page or pages as written; of a newspaper the 版.
        language: Of the title.
    """

    key: str
    kind: SourceKind
    title: str
    language: Tongue
    subtitle: str | None = None
    authors: tuple[Author, ...] = ()
    container: str | None = None
    publisher: str | None = None
    place: str | None = None
    published: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    url: str | None = None

    @property
    def full_title(self) -> str:
        """Title and subtitle, with a colon between them as their language writes it."""
        colon = "：" if self.language == "zh" else ": "
        return colon.join(filter(None, (self.title, self.subtitle)))

    @property
    def is_online(self) -> bool:
        """Whether it is read on the web: it says where, or that it is a page there."""
        return self.url is not None or self.kind is SourceKind.WEBPAGE


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a source.

    Attributes:
        section: Headings above it, outermost first.
        lines: First and last line that it stands on, from 1.
        quote: The source's own text at `span`.
    """

    span: Span
    section: tuple[str, ...]
    lines: tuple[int, int]
    quote: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines of the quote that hold anything, as they stand."""
        return tuple(line for line in self.quote.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Reference:
    """What a style writes down.

    Attributes:
        passage: `None` for the source as a whole.
        cited: ISO date of the day it is cited on, which styles state for what is read on the web.
        language: Of the words that the style adds.
    """

    source: Source
    cited: str
    language: Tongue
    passage: Passage | None = None


def date_parts(iso: str) -> tuple[int, ...]:
    """Return year, month and day, as many of them as are stated: `"2021-01" -> (2021, 1)`."""
    return tuple(int(part) for part in iso.split("-"))
