"""Which report says something is told by its title: 哪一年的报告提到…, which report mentions ….

In: a question that asks for the report, and its reading. Out: a `Finding` that cites the title and
the sentence that says it.
"""

import re

from index.text import fold
from index.types import Document, Span
from service.findings import Finding, Passage, passage_of
from service.questions import Question
from service.reader import Evidence, Reading
from service.types import Status

_REPORT = "(?:报告|公报|年报|文件|材料)"
_SAYS = "(?:说|讲|写|提|指出|记|载|透露|披露|宣布|谈|公布|称|有过|里|中|上)"
_ASKS_WHICH_REPORT = re.compile(
    rf"哪(?:一|几)?(?:年|年度|份|篇|届|次|个)[^，。？?]{{0,16}}{_REPORT}[^，。？?]{{0,4}}{_SAYS}"
    rf"|(?:在|出自|见于|来自)哪(?:一|几)?(?:年|份|篇|届|次|个)[^，。？?]{{0,16}}{_REPORT}"
    r"|\b(?:which|what) (?:year'?s? |annual |government |work )*report\b"
)
_ASKS_YEAR = re.compile(r"哪一?年|which year|what year")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_HEAD_CHARS = 500
# The words that a question quotes stand in the sentence nearly whole.
_MIN_SUPPORT = 0.5


def telling_report(question: Question, reading: Reading) -> Finding | None:
    """Return the report that says it; `None` where none is asked for, or none is sure to say it."""
    if not _ASKS_WHICH_REPORT.search(fold(question.text)):
        return None
    best = max(reading.sentences, key=lambda e: e.support, default=None)
    if best is None or best.support < _MIN_SUPPORT or not _states_claims(question, best):
        return None
    title = _title_in(best.document)
    if title is None:
        return None
    year = _YEAR.search(best.document.quote(title))
    asks_year = _ASKS_YEAR.search(fold(question.text)) is not None
    return Finding(
        Status.ANSWERED,
        passages=(Passage(best.document, title, ()), passage_of(best)),
        short=year[0] if year and asks_year else best.document.quote(title),
        confidence=best.support,
    )


def _states_claims(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence has each number that the question states."""
    quote = fold(evidence.quote)
    return all(fold(claim.surface) in quote for claim in question.claims if claim.unit)


def _title_in(document: Document) -> Span | None:
    """Return where the report's title stands at its head; it may come from the file's name."""
    start = document.text.find(document.title, 0, _HEAD_CHARS) if document.title else -1
    return Span(start, start + len(document.title)) if start >= 0 else None
