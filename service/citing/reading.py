"""A document becomes a source: what sort of publication it is, by what it says of itself.

The publisher's name says most: a paper, a journal, a site, a press. After it comes an address of
the web, then a title that calls itself a report. Where none of these is there the kind is `OTHER`,
and nothing is guessed.
"""

import re
from collections.abc import Mapping

from index.types import Document, Span
from service.citing.authors import read_authors
from service.citing.sources import (
    Passage,
    Reference,
    Source,
    SourceKind,
    Tongue,
    one_line,
)

_HAN = re.compile(r"[\u3400-\u9fff]")
_KINDS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = (
    (
        SourceKind.BOOK,
        re.compile(r"出版[社集]|出版公司|书局$|印书馆$|\bpress$|\bpublish(?:ing|ers)\b", re.I),
    ),
    (
        SourceKind.JOURNAL,
        re.compile(
            r"第\s*\d+\s*期|(?:杂志|学报|学刊|期刊|月刊|季刊|公报)社?$"
            r"|\b(?:journal|quarterly|magazine)\b",
            re.I,
        ),
    ),
    (
        SourceKind.NEWSPAPER,
        re.compile(
            r"第\s*\d+\s*版|(?<![年公通简快汇月季])报社?$|^(?:新华社|中新社)|通讯社$"
            r"|\b(?:daily|gazette|guardian|herald|news|post|reuters|times|tribune)$",
            re.I,
        ),
    ),
    (
        SourceKind.WEBPAGE,
        re.compile(
            r"(?:网|网站|网[—-].*|在线|频道|客户端|公众号|门户)$"
            r"|\b[a-z0-9-]+\.(?:cn|com|net|org|gov|edu|info|io)\b|\bwebsite$",
            re.I,
        ),
    ),
)
_REPORT_TITLE = re.compile(
    r"报告|公报|年报|白皮书|蓝皮书|[总小]结|综述|统计|规划|纲要|(?:情况|进展)$"
    r"|(?:19|20)\d\d年.*(?:工作|运行|发展)"
    r"|\b(?:report|review|communiqu[eé]|white paper|outlook|survey|summary|statement)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:原文|来源|链接|网址|地址|出处|\b(?:url|link|source|retrieved from|available (?:at|from)))"
    r"[^\n]{0,20}?(?P<url>https?://[^\s<>\"“”（）()\[\]，。；、]+)",
    re.IGNORECASE,
)
_IMPRINT_CHARS = 1000
_READ_CHARS = 200
"""As much of a title or a publisher's line is looked at: more is no title, but a paragraph."""

_ISSUE = re.compile(
    r"(?:\d{4}\s*年)?\s*(?:第\s*(?P<volume>\d+)\s*卷)?\s*[(（]?第\s*(?P<issue>\d+)\s*期[)）]?"
)
_SHEET = re.compile(r"[(（]?\s*第?\s*0*(?P<page>\d+)\s*版\s*[)）]?")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_PLACED = re.compile(r"(?P<place>[^\s:：]{2,6}|[A-Z][A-Za-z .]{2,20})\s*[:：]\s*(?P<name>[^/].*)")


def read_source(document: Document) -> Source:
    """Return the source that `document` says it is, each part in one line."""
    stated = one_line(document.publisher or "")[:_READ_CHARS]
    address = _address(document)
    title, subtitle = one_line(document.title), one_line(document.subtitle or "")
    kind = _kind(stated, address, f"{title[:_READ_CHARS]}\n{subtitle[:_READ_CHARS]}")
    outlet = _outlet(kind, stated)
    return Source(
        key=document.document_id,
        kind=kind,
        title=title,
        subtitle=subtitle or None,
        language="zh" if _HAN.search(title) else "en",
        authors=read_authors(one_line(document.byline)) if document.byline else (),
        published=document.published or outlet.get("year"),
        url=address,
        container=outlet.get("container"),
        publisher=outlet.get("publisher"),
        place=outlet.get("place"),
        volume=outlet.get("volume"),
        issue=outlet.get("issue"),
        page=outlet.get("page"),
    )


def refer(
    document: Document, span: Span | None, *, cited: str, language: Tongue | None = None
) -> Reference:
    """Return the reference to `span` of a document, or to the whole of it.

    Args:
        document: The one that is cited.
        span: A range of its text.
        cited: ISO date of the day it is cited on.
        language: Of the words that a style adds; by default that of the title.

    Raises:
        ValueError: `span` ends beyond the text.
    """
    source = read_source(document)
    passage = None if span is None else _passage(document, span)
    return Reference(source, cited, language or source.language, passage)


def _passage(document: Document, span: Span) -> Passage:
    return Passage(
        span=span,
        section=tuple(one_line(heading) for heading in document.section_path(span.start)),
        lines=(document.line_number(span.start), document.line_number(span.end - 1)),
        quote=document.quote(span),
    )


def _kind(stated: str, address: str | None, titles: str) -> SourceKind:
    for kind, shape in _KINDS:
        if shape.search(stated):
            return kind
    if _REPORT_TITLE.search(titles):
        return SourceKind.REPORT
    return SourceKind.WEBPAGE if address else SourceKind.OTHER


def _address(document: Document) -> str | None:
    """Return the address that the lines around the text give for it."""
    for part in (document.text[:_IMPRINT_CHARS], document.text[-_IMPRINT_CHARS:]):
        if match := _ADDRESS.search(part):
            return one_line(match["url"])
    return None


def _outlet(kind: SourceKind, stated: str) -> Mapping[str, str]:
    """Return what the publisher's line holds: `《求是》2021年第3期` has a journal and an issue."""
    found: dict[str, str] = {}
    if year := _YEAR.search(stated):
        found["year"] = year[1]
    if kind is SourceKind.JOURNAL and (issue := _ISSUE.search(stated)):
        found |= {name: value.lstrip("0") for name, value in issue.groupdict().items() if value}
        stated = stated.replace(issue[0], " ")
    if kind is SourceKind.NEWSPAPER and (sheet := _SHEET.search(stated)):
        found["page"] = sheet["page"]
        stated = stated.replace(sheet[0], " ")
    name = re.sub(r"https?://\S+", "", stated).strip(" ,，;；:：")
    if titled := re.fullmatch(r"《([^》]+)》.*", name):
        name = titled[1]
    if kind in (SourceKind.NEWSPAPER, SourceKind.JOURNAL, SourceKind.WEBPAGE):
        return found | ({"container": name} if name else {})
    if placed := _PLACED.fullmatch(name):
        return found | {"place": placed["place"], "publisher": placed["name"]}
    return found | ({"publisher": name} if name else {})
