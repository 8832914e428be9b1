"""Who gave a report is told by a line at its head: 县长某某, 国务院总理某某各位代表.

In: a question that asks who gave the report, and its reading. Out: a `Finding` that cites the line.
"""

import re

from index.text import fold, line_spans
from index.types import Document, Span
from service.findings import Finding, Passage
from service.questions import Question
from service.reader import Reading
from service.types import Status

_ASKS_WHO_GAVE = re.compile(
    "(?:谁|哪一?位|何人)[^，。]{0,12}(?:作|做|发表|宣读|念)[^，。业]{0,12}报告"
    "|报告[^，。]{0,14}(?:谁|哪一?位|何人)[^，。]{0,4}(?:作|做|发表|宣读|念|讲|报告)"
    "|(?:作|做|宣读)[^，。业]{0,12}报告的(?:人)?(?:是|叫)?(?:谁|哪)"
    "|大会上报告[^。]{0,30}(?:谁|哪一?位)"
    r"|who (?:gave|delivered|presented|read)\b"
)
_OFFICE = (
    "(?:总理|省长|市长|县长|区长|州长|镇长|乡长|主席|主任|部长|院长|检察长|局长|董事长|行长|校长)"
)
_GIVEN_BY = re.compile(
    rf"^\s*[—-]*\s*[^，。；！？\d]{{0,30}}?{_OFFICE}(?![助室会])\s*"
    r"(?P<name>[一-鿿·]{2,4}?)(?:同志)?(?=各位|\s*$|[（(：:])"
)
_HEAD_LINES = 12
_HEAD_CHARS = 2000


def delivered_by(question: Question, reading: Reading) -> Finding | None:
    """Return who gave the report that is read first; `None` where that is not asked or told."""
    if not reading.sentences or not _ASKS_WHO_GAVE.search(fold(question.text)):
        return None
    document = reading.sentences[0].document
    found = _line_of_giver(document)
    if found is None:
        return None
    line, name = found
    return Finding(
        Status.ANSWERED,
        passages=(Passage(document, line, document.section_path(line.start)),),
        short=document.quote(name),
        confidence=1.0,
    )


def _line_of_giver(document: Document) -> tuple[Span, Span] | None:
    """Return where the line at the head stands, up to the name's end, and the name in it."""
    for line in line_spans(document.text[:_HEAD_CHARS])[:_HEAD_LINES]:
        told = _GIVEN_BY.match(document.quote(line))
        if told is not None:
            name = Span(line.start + told.start("name"), line.start + told.end("name"))
            return Span(line.start, name.end), name
    return None
