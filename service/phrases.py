"""A question that asks for no number is answered by a phrase of the sentence that is nearest to it.

In: a `Question` and its `Reading`. Out: a `Finding` whose short answer is that phrase: as the
trained reader sees it where it is sure, or cut by the rules of `service.extraction`.
"""

import re

from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Quantity, Span
from service.acceptance import accepts_sentence
from service.extraction import short_answer
from service.findings import Finding, passage_of, unsupported, value_of
from service.matching import clause_around, overlap
from service.pieces import Seen
from service.polarity import asks_for_the_contrary
from service.questions import Ask, Question
from service.reader import Evidence, Reading
from service.types import Reason, Status

_INTERROGATIVES = re.compile("谁|什么|哪|何时|何地|何人|怎么|如何|多少")
_SENTENCES_TRIED = 3
_BECAUSE = re.compile("因为|由于|为了|目的|原因|所以|因此|考虑到|鉴于|旨在|以便|有利于|为[^是]")


def find_phrase(question: Question, reading: Reading) -> Finding:
    """Return the best sentence that is near enough, and what in it is the answer."""
    likely = reading.sentences[:_SENTENCES_TRIED]
    if question.ask is Ask.REASON:
        likely = tuple(sorted(likely, key=lambda e: _BECAUSE.search(e.quote) is None))
    best = next((e for e in likely if accepts_sentence(question, e)), None)
    if best is None:
        return unsupported(question, reading)
    if question.ask is Ask.REASON and asks_for_the_contrary(question, best):
        return _contradicted(best)
    stated = _date_in(question, best.quote) if question.ask is Ask.DATE else None
    return Finding(
        Status.ANSWERED,
        passages=(passage_of(best),),
        short=stated.surface if stated is not None else short_phrase(question, best),
        value=value_of(stated) if stated is not None else None,
        confidence=best.support,
    )


def _contradicted(best: Evidence) -> Finding:
    return Finding(
        Status.NOT_FOUND,
        Reason.PREMISE_CONFLICT,
        passages=(passage_of(best),),
        cause="the nearest sentence does not say what the question takes for granted",
    )


def short_phrase(question: Question, best: Evidence) -> str | None:
    """Return what in the sentence is the answer, as the trained reader or the rules see it.

    What a question with two interrogatives asks for is cut by the rules alone: the reader gives
    one answer.
    """
    asks_twice = len(_INTERROGATIVES.findall(fold(question.text))) > 1
    seen = None
    if best.answer is not None and not asks_twice:
        stands = _with_whole_numbers(best, best.answer)
        first = best.sentence.start
        seen = Seen(Span(stands.start - first, stands.end - first), best.answer_score)
    return short_answer(question, best.quote, seen)


def _with_whole_numbers(evidence: Evidence, answer: Span) -> Span:
    """Return `answer` widened to the ends of the numbers that it cuts through."""
    start, end = answer.start, answer.end
    for quantity in find_quantities(evidence.quote):
        stands = Span(
            evidence.sentence.start + quantity.span.start,
            evidence.sentence.start + quantity.span.end,
        )
        if stands.overlaps(answer):
            start, end = min(start, stands.start), max(end, stands.end)
    return Span(start, end)


def _date_in(question: Question, sentence: str) -> Quantity | None:
    """Return the date in the clause nearest to the question that the question does not name."""
    asked = fold(question.text)
    new = [
        quantity
        for quantity in find_quantities(sentence)
        if quantity.kind in (Kind.DATE, Kind.DATE_RANGE) and fold(quantity.surface) not in asked
    ]

    def nearness(quantity: Quantity) -> float:
        clause = clause_around(sentence, Span(0, len(sentence)), quantity.span)
        return overlap(question, sentence[clause.start : clause.end])

    return max(new, key=nearness, default=None)
