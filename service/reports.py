"""Which reports a question is about: the place and the year in it choose among alike ones.

In: a `Question` and an open `Library`. Out: the ids of the documents that may be read. Nothing is
ever taken from another: where no report is about, or even names, the place that is asked for, none
is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from index.library import Library
from index.text import fold
from index.types import Document
from index.years import ReportYears
from service.questions import Question
from service.vocabulary import PROVINCES
from service.years import with_years_in_digits

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# A place named this early (by-line, first paragraph) is what a report is about; further down it may
# be a neighbour that is only mentioned.
_OPENING_CHARS = 300
# An agency's report from a place is not about that place: 新华社北京3月14日电.
_DATELINE = re.compile(r"(?:社|网|报)[^\s。，,]{2,12}电")
_THIS_YEAR = re.compile(r"今年|去年|明年|本年度?|上年(?!度?报)|\b(?:this|last|next) year\b")
# What came since a year may stand in any later report.
_SINCE = re.compile(r"\d{4}年?(?:底|末)?(?:以来|往后|以后|之后|至今)")
_MANY_YEARS = re.compile(
    r"(?<![\d一二三四五六七八九十第个])[五5]年(?!计划|规划|以?后|之后|制|级|期)|\bfive years\b"
)


def reports_asked_about(
    question: Question, library: Library, document_ids: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the ids among `document_ids` (empty: all) of the reports that may answer.

    Raises:
        UnknownDocument: One of `document_ids` is not in the library.
    """
    documents = [library.document(i) for i in document_ids or sorted(library.documents)]
    if question.report_years:
        documents = _named(documents, question.report_years, library)
    if question.places:
        about = [d for d in documents if any(is_about(d, place) for place in question.places)]
        texts = library.folded_texts
        documents = about or [d for d in documents if _names(texts[d.document_id], question.places)]
    if len(documents) > 1 and question.years and not question.report_years:
        of_year = [d for d in documents if _is_of_year(d, question.years, library)]
        of_year += [d for d in documents if _holds_year(d, question, library)]
        documents = of_year or documents
    return tuple(dict.fromkeys(document.document_id for document in documents))


def told_first(question: Question, library: Library, reports: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `reports` that are the likeliest to answer; all where no time tells.

    What came of a year stands in the report of the next one, at times in its own; what was wanted
    of it, in its own. What came of a run of years stands in the report that looks back on it. 今年
    without a year is that of the newest report.
    """
    since = _SINCE.search(with_years_in_digits(fold(question.text)))
    if len(reports) < 2 or question.report_years or since is not None:
        return reports
    spoken = {report: library.report_years[report] for report in reports}
    return next((tuple(likely) for likely in _likeliest_first(question, spoken) if likely), reports)


def _likeliest_first(question: Question, spoken: Mapping[str, ReportYears]) -> Iterator[list[str]]:
    """Yield those that may answer by how they speak, the surest first; some may be none."""
    for first, last in question.periods:
        if question.wants_goal:
            yield [report for report, years in spoken.items() if years.now == first]
        else:
            yield [report for report, years in spoken.items() if years.reviewed == last]
        yield [report for report, years in spoken.items() if _within(years.now, first, last)]
    asked = set(question.years)
    if asked and question.wants_goal:
        yield [report for report, years in spoken.items() if years.now in asked]
    if asked:
        yield [report for report, years in spoken.items() if asked & {years.now, years.reviewed}]
    elif not question.periods:
        yield _of_now_or_of_many_years(fold(question.text), spoken)


def _of_now_or_of_many_years(folded: str, spoken: Mapping[str, ReportYears]) -> list[str]:
    """Return the newest reports where it is asked for 今年, those on five years for 五年."""
    if _THIS_YEAR.search(folded):
        newest = max((years.now for years in spoken.values() if years.now is not None), default=0)
        return [report for report, years in spoken.items() if years.now == newest]
    if _MANY_YEARS.search(folded):
        return [report for report, years in spoken.items() if years.since is not None]
    return []


def _within(year: int | None, first: int, last: int) -> bool:
    return year is not None and first <= year <= last


def _named(
    documents: Iterable[Document], years: tuple[int, ...], library: Library
) -> list[Document]:
    """Return the documents that are called reports of `years`.

    Where none is, those that name no year may be: a report on a year comes out in the next one.
    """
    documents = list(documents)
    if named := [d for d in documents if _is_of_year(d, years, library)]:
        return named
    return [
        d for d in documents if not _YEAR.search(_headline(d)) and _may_be_of(d, years, library)
    ]


def _may_be_of(document: Document, years: tuple[int, ...], library: Library) -> bool:
    now = library.report_years[document.document_id].now
    return now is None or any(abs(year - now) <= 1 for year in years)


def is_about(document: Document, place: str) -> bool:
    """Return whether the title names `place`, or the opening does where the title names none."""
    headline = _headline(document)
    if any(province in headline for province in PROVINCES):
        return place in headline
    return place in _DATELINE.sub("", document.text[:_OPENING_CHARS])


def _holds_year(document: Document, question: Question, library: Library) -> bool:
    """Return whether numbers in the report hold for a year asked about.

    What came of a year is told by the report of the next one.
    """
    return not library.years_held[document.document_id].isdisjoint(question.years)


def _is_of_year(document: Document, years: tuple[int, ...], library: Library) -> bool:
    """Return whether a report is one of `years`, by its title or by how it speaks."""
    if _YEAR.search(_headline(document)):
        return any(str(year) in _headline(document) for year in years)
    return library.report_years[document.document_id].now in years


def _headline(document: Document) -> str:
    return f"{document.title} {document.subtitle or ''}"


def _names(folded: str, places: tuple[str, ...]) -> bool:
    return any(name in folded for place in places for name in PROVINCES[place])
