"""A number that the trained reader sees where the grammar of numbers knows none.

Such a number stands alone (`of 720 promised, 611`), is put in words (`every fourth resident`) or
says how often something is done (`按季度公布`). In: a question that asks for a number, and a
`Reading` with verdicts. Out: the evidence whose answer is such a number, if one is likely enough.
"""

import re

from index.numerals import ENGLISH_NUMERAL, NUMERAL
from index.quantities import find_quantities
from index.text import fold
from index.types import Span
from service.acceptance import MIN_LIKELIHOOD_OF_NUMBER, tells_of_place
from service.likelihood import likelihood_of_sighted
from service.questions import Question
from service.reader import Evidence, Reading
from service.seeing import seen_in

_TELLS_HOW_MUCH = re.compile(
    rf"{NUMERAL}|{ENGLISH_NUMERAL}|半|翻[一两番]|[每逐按][年季月周天日旬]|两?成|零"
    r"|\b(?:half|halv\w+|thirds?|quarter(?:ly|s)?|fifths?|tenths?|doubl\w+|trebl\w+|tripl\w+"
    r"|every|each|once|twice|thrice|daily|weekly|monthly|yearly|annual(?:ly)?|none|dozens?)\b"
)
# Longer answers tell more than a number.
_MOST_CHARS, _MOST_LATIN_CHARS = 14, 42


def sighted_number(question: Question, reading: Reading) -> Evidence | None:
    """Return the likeliest evidence whose answer is a number that is no fact.

    A number that is a fact has been weighed as one before and did not answer: what spoke against
    it there, such as its year, speaks against it here as well.
    """
    if len(question.amounts) > 1:
        return None
    most_words = max((evidence.support for evidence in reading.sentences), default=0.0)
    likely = [
        (likelihood, evidence)
        for evidence in reading.sentences
        if _tells_how_much(evidence) and not _is_known(evidence, reading)
        if tells_of_place(question, evidence)
        if (likelihood := likelihood_of_sighted(evidence, most_words)) >= MIN_LIKELIHOOD_OF_NUMBER
    ]
    return max(likely, key=lambda pair: pair[0])[1] if likely else None


def _tells_how_much(evidence: Evidence) -> bool:
    if evidence.answer is None:
        return False
    answer = fold(evidence.document.quote(evidence.answer))
    most = _MOST_LATIN_CHARS if answer.isascii() else _MOST_CHARS
    return len(answer) <= most and _TELLS_HOW_MUCH.search(answer) is not None


def _is_known(evidence: Evidence, reading: Reading) -> bool:
    """Return whether the answer holds a number with its unit, or a bare one that was weighed."""
    seen = seen_in(evidence)
    if seen is None:
        return False
    document_id, first = evidence.document.document_id, evidence.sentence.start
    stands = Span(first + seen.span.start, first + seen.span.end)
    return any(
        quantity.unit and quantity.span.overlaps(seen.span)
        for quantity in find_quantities(evidence.quote)
    ) or any(
        found.fact.document_id == document_id and found.fact.quantity.span.overlaps(stands)
        for found in reading.facts[0]
    )
