"""Which reports a question is about: the place and the year in it choose among alike ones.

In: a `Question` and an open `Library`. Out: the ids of the documents that may be read. Nothing is
ever taken from another: where no report is about, or even names, the place that is asked for, none
is read.
"""

from index.library import Library
from index.types import Document
from service.questions import Question
from service.vocabulary import PROVINCES

# A place named this early (by-line, first paragraph) is what a report is about; further down it may
# be a neighbour that is only mentioned.
_OPENING_CHARS = 300


def reports_asked_about(
    question: Question, library: Library, document_ids: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the ids among `document_ids` (empty: all) of the reports that may answer.

    Raises:
        UnknownDocument: One of `document_ids` is not in the library.
    """
    documents = [library.document(i) for i in document_ids or sorted(library.documents)]
    if question.places:
        about = [d for d in documents if any(_is_about(d, place) for place in question.places)]
        texts = library.folded_texts
        documents = about or [d for d in documents if _names(texts[d.document_id], question.places)]
    if len(documents) > 1 and question.years:
        of_year = [d for d in documents if any(_is_of_year(d, year) for year in question.years)]
        if not question.names_report:
            of_year += [d for d in documents if _holds_year(d, question, library)]
        documents = of_year or documents
    return tuple(dict.fromkeys(document.document_id for document in documents))


def _is_about(document: Document, place: str) -> bool:
    """Return whether the title names `place`, or the opening does where the title names none."""
    headline = f"{document.title} {document.subtitle or ''}"
    if any(province in headline for province in PROVINCES):
        return place in headline
    return place in document.text[:_OPENING_CHARS]


def _holds_year(document: Document, question: Question, library: Library) -> bool:
    """Return whether numbers in the report hold for a year asked about.

    What came of a year is told by the report of the next one.
    """
    return not library.years_held[document.document_id].isdisjoint(question.years)


def _is_of_year(document: Document, year: int) -> bool:
    return str(year) in f"{document.title} {document.subtitle or ''}"


def _names(folded: str, places: tuple[str, ...]) -> bool:
    return any(name in folded for place in places for name in PROVINCES[place])
