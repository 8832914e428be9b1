"""Which reports a question is about: the place and the year in it choose among alike ones.

In: a `Question` and an open `Library`. Out: the ids of the documents that may be read. Nothing is
ever taken from another: where no report is about, or even names, the place that is asked for, none
is read.
"""

import re

from index.library import Library
from index.types import Document
from service.questions import Question
from service.vocabulary import PROVINCES

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# A place named this early (by-line, first paragraph) is what a report is about; further down it may
# be a neighbour that is only mentioned.
_OPENING_CHARS = 300
# An agency's report from a place is not about that place: 新华社北京3月14日电.
_DATELINE = re.compile(r"(?:社|网|报)[^\s。，,]{2,12}电")


def reports_asked_about(
    question: Question, library: Library, document_ids: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the ids among `document_ids` (empty: all) of the reports that may answer.

    Raises:
        UnknownDocument: One of `document_ids` is not in the library.
    """
    documents = [library.document(i) for i in document_ids or sorted(library.documents)]
    if question.report_years:
        documents = [d for d in documents if _is_named_by(d, question.report_years)]
    if question.places:
        about = [d for d in documents if any(_is_about(d, place) for place in question.places)]
        texts = library.folded_texts
        documents = about or [d for d in documents if _names(texts[d.document_id], question.places)]
    if len(documents) > 1 and question.years and not question.report_years:
        of_year = [d for d in documents if _is_of_year(d, question.years)]
        of_year += [d for d in documents if _holds_year(d, question, library)]
        documents = of_year or documents
    return tuple(dict.fromkeys(document.document_id for document in documents))


def _is_named_by(document: Document, years: tuple[int, ...]) -> bool:
    """Return whether a report may be called one of `years`: no other year stands in its title."""
    return _is_of_year(document, years) or not _YEAR.search(_headline(document))


def _is_about(document: Document, place: str) -> bool:
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


def _is_of_year(document: Document, years: tuple[int, ...]) -> bool:
    return any(str(year) in _headline(document) for year in years)


def _headline(document: Document) -> str:
    return f"{document.title} {document.subtitle or ''}"


def _names(folded: str, places: tuple[str, ...]) -> bool:
    return any(name in folded for place in places for name in PROVINCES[place])
