"""When and how often something is, as the sentence tells it: 去年12月, 每两年, every quarter.

In: a question and a sentence, or a date in one. Out: spans of the sentence. A month is told with
the word for its year where that stands right before it.
"""

import re

from index.text import fold
from index.types import Span
from service.matching import overlap
from service.pieces import clause_spans
from service.questions import Question

_ASKS_HOW_OFTEN = re.compile(
    r"多久[^，,。]{0,8}一次|隔多[久长]|多久(?:轮换|举行|开|办)|\bhow often\b"
)
_HOW_OFTEN = re.compile(
    r"每隔?(?:[一二三四五六七八九十两\d]+个?)?(?:半年|年|季度|个?月|周|星期|天|日|学期)(?!度)"
    r"|[一二三四五六七八九十两半\d]+(?:年|个?月|周|天)一次"
    r"|\bevery (?:[a-z]+ )?(?:year|quarter|month|week|day|hour)s?\b"
    r"|\b(?:daily|weekly|monthly|quarterly|annually|yearly)\b"
    r"|\b(?:once|twice) an? [a-z]+\b"
)
_YEAR_BEFORE = re.compile("(?:去年|今年|明年|后年|前年|上年|次年|当年|同年|本年)的?$")
_PART_BEHIND = re.compile(
    "(?:[上中下]旬|[底初末中](?!等|小|期))?(?:以前|之前|前(?![期列后\\d]))|[上中下]旬|[底初末]"
)


def how_often(question: Question, sentence: str) -> Span | None:
    """Return how often it is, from the clause nearest to a question that asks for that."""
    if not _ASKS_HOW_OFTEN.search(fold(question.text)):
        return None
    folded = fold(sentence)
    parts = clause_spans(sentence)
    nearest_first = sorted(parts, key=lambda p: -overlap(question, sentence[p.start : p.end]))
    told = (_HOW_OFTEN.search(folded, part.start, part.end) for part in nearest_first)
    return next((Span(*found.span()) for found in told if found is not None), None)


def with_its_year(sentence: str, date: Span) -> Span:
    """Return `date` with the words at it for its year and its part: `去年12月`, `9月底前`."""
    before = _YEAR_BEFORE.search(sentence, 0, date.start)
    behind = _PART_BEHIND.match(sentence, date.end)
    return Span(
        before.start() if before is not None else date.start,
        behind.end() if behind is not None else date.end,
    )
