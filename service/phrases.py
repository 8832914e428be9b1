"""A question that asks for no number is answered by a phrase of the sentence that is nearest to it.

In: a `Question` and its `Reading`. Out: a `Finding` whose short answer is that phrase: as the
trained reader sees it where it is sure, or cut by the rules of `service.extraction`.
"""

import re
from collections.abc import Iterator

from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Quantity, Span
from service.acceptance import accepts_sentence, tells_of_place
from service.announced import (
    MAY_BE_NUMBERED,
    counted_list,
    measures_behind,
    numbered_list,
    told_behind,
)
from service.asks import Ask
from service.causes import gives_reason
from service.delivery import delivered_by
from service.enumerations import counted_enumeration, number_of_items
from service.extraction import meaning_told, short_answer
from service.findings import Finding, passage_of, unsupported, value_of
from service.listings import listings
from service.matching import clause_around, overlap
from service.polarity import asks_for_the_contrary
from service.questions import Question
from service.reader import Evidence, Reading
from service.seeing import seen_in
from service.times import how_often, with_its_year
from service.types import Reason, Status

_INTERROGATIVES = re.compile("谁|什么|哪|何时|何地|何人|怎么|如何|多少")
# A date that no longer holds; what is dated, behind the interrogative.
_FORMER = re.compile("原定|原计划|原拟|originally|initially")
_WHEN_DONE = re.compile(
    "(?:什么时候|何时|哪年|哪一年|哪天|几月|什么时间)(?:能|才|会|将|正式)*([一-鿿]{2})"
)
_NOTHING = "\0"
_OF_THE_DEED = 1.0
_SENTENCES_TRIED = 3
# What names a number of things is looked for among more.
_SENTENCES_COMPARED = 8
_MAY_BE_LISTED = frozenset({Ask.LIST, Ask.DEFINITION, Ask.PLACE, Ask.WHO, Ask.PASSAGE})
_MAY_BE_TOLD_BEHIND = frozenset({Ask.LIST, Ask.REASON, Ask.MANNER})
_LIKELY = 0.5
_FORM_OF_REASON = 0.3
# A clause with so many of the question's words tells what it asks the reason of.
_SAYS_AGAIN = 0.7
# What somebody is asked to have done: 由谁设计.
_ASKS_WHO_IN_ENGLISH = re.compile(r"^who\b")
_DEED = re.compile("由(?:谁|哪一?[位个家][一-鿿]{0,3}?)(?:来|去|负责|牵头)?([一-鿿]{2})")
# What has much fewer of the words than the best sentence does not replace it.
_SHARE_OF_BEST = 0.6
# What names in one clause what is to be done is near enough with so many of the question's words.
_NAMES_THE_TASK = 0.5


def find_phrase(question: Question, reading: Reading) -> Finding:
    """Return the best sentence that is near enough, and what in it is the answer."""
    if question.ask is Ask.WHO and (delivered := delivered_by(question, reading)) is not None:
        return delivered
    best = _telling(question, reading)
    if best is None:
        return unsupported(question, reading)
    if question.ask is Ask.REASON and asks_for_the_contrary(question, best):
        return _contradicted(best)
    told = _told_at_length(question, reading, best)
    if told is not None:
        return told
    if question.ask in (Ask.REASON, Ask.WHO) and not _tells(question, best):
        return unsupported(question, reading, best)
    if question.ask is Ask.DATE and (timed := _timed(question, best)) is not None:
        return timed
    return Finding(
        Status.ANSWERED,
        passages=(passage_of(best),),
        short=short_phrase(question, best),
        confidence=best.support,
    )


def is_defined(question: Question, reading: Reading) -> bool:
    """Return whether the meaning is asked of what a sentence that is near enough defines."""
    if question.ask is not Ask.DEFINITION:
        return False
    best = _telling(question, reading)
    return best is not None and meaning_told(question, best.quote) is not None


def _timed(question: Question, best: Evidence) -> Finding | None:
    """Return how often it is, where that is asked for, or the date that the sentence tells."""
    quote = best.quote
    told = how_often(question, quote)
    stated = _date_in(question, quote) if told is None else None
    if stated is not None:
        told = with_its_year(quote, stated.span)
    if told is None:
        return None
    return Finding(
        Status.ANSWERED,
        passages=(passage_of(best),),
        short=quote[told.start : told.end],
        value=value_of(stated) if stated is not None else None,
        confidence=best.support,
    )


def _told_at_length(question: Question, reading: Reading, best: Evidence) -> Finding | None:
    """Return what several sentences tell together, where the best one leads to them."""
    if question.ask in MAY_BE_NUMBERED:
        listed = counted_list(question, reading) or numbered_list(question, best)
        if listed is not None:
            return listed
    if question.ask is Ask.MANNER and (measures := measures_behind(best)) is not None:
        return measures
    return told_behind(best) if question.ask in _MAY_BE_TOLD_BEHIND else None


def _telling(question: Question, reading: Reading) -> Evidence | None:
    """Return the sentence that tells what is asked for, if one is near enough.

    Of those that are, it is the first that has, by its form, what is asked for: a reason, a list,
    of as many things as are asked for; where none has but one beside the best has, it is that one.
    """
    near = [
        e
        for e in reading.sentences[:_SENTENCES_COMPARED]
        if accepts_sentence(question, e) and not (question.ask is not Ask.MANNER and _is_heading(e))
    ]
    if not near and question.ask is Ask.MANNER:
        return _naming_the_task(question, reading)
    if not near or near[0] not in reading.sentences[:_SENTENCES_TRIED]:
        return None
    best = near[0]
    enough = _SHARE_OF_BEST * best.support
    telling = [e for e in near if e.support >= enough and _tells(question, e)]
    if question.ask is Ask.REASON:
        telling = [e for e in telling if e.document.document_id == best.document.document_id]
        telling.sort(key=_reason_told, reverse=True)
    if question.ask is Ask.DEFINITION:
        telling.sort(key=lambda e: meaning_told(question, e.quote) is None)
    if question.ask is Ask.WHO:
        telling.sort(key=lambda e: (e.answerable or 0.0) < _LIKELY)
    found = next(iter(telling), None)
    if found is not None:
        return found
    beside = (e for e in _beside(best, reading) if _tells(question, e))
    return next(beside, best)


def _is_heading(evidence: Evidence) -> bool:
    """Return whether the sentence is a heading and no more: it names what others tell."""
    return any(
        section.heading.contains(evidence.sentence) for section in evidence.document.sections
    )


def _naming_the_task(question: Question, reading: Reading) -> Evidence | None:
    """Return the sentence that names what is to be done, and no more, if others go on from it."""
    named = max(reading.sentences[:_SENTENCES_COMPARED], key=lambda e: e.support, default=None)
    if named is None or named.support < _NAMES_THE_TASK or not tells_of_place(question, named):
        return None
    return named if measures_behind(named) is not None else None


def _tells(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence has what the question asks for, by its form."""
    if question.ask is Ask.WHO:
        return _names_who(question, evidence)
    if question.ask is Ask.REASON:
        if _says_again(question, evidence):
            return False
        sees = evidence.answer is not None and (evidence.answerable or 0.0) >= _LIKELY
        return sees or gives_reason(evidence.quote)
    if number_of_items(question) is not None and question.ask in _MAY_BE_LISTED:
        return counted_enumeration(question, evidence.quote, None) is not None
    if question.ask is Ask.LIST:
        sees = evidence.answer is not None and evidence.answer_score >= _LIKELY
        return sees or any(len(one.items) > 1 for one in listings(evidence.quote))
    return True


def _names_who(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence may name who did it: the reader sees it, or the deed is told."""
    if evidence.answerable is None or evidence.answerable >= _LIKELY:
        return True
    asked = fold(question.text)
    if evidence.answer is None and _ASKS_WHO_IN_ENGLISH.search(asked):
        return False
    deed = _DEED.search(asked)
    return deed is None or deed[1] in fold(evidence.quote)


def _says_again(question: Question, evidence: Evidence) -> bool:
    """Return whether what the reader sees only says again what the question says."""
    if evidence.answer is None or gives_reason(evidence.quote):
        return False
    clause = clause_around(evidence.document.text, evidence.sentence, evidence.answer)
    return overlap(question, evidence.document.quote(clause)) >= _SAYS_AGAIN


def _reason_told(evidence: Evidence) -> float:
    """Return how likely the sentence tells why: to the reader, by its words and by its form."""
    sees = (evidence.answerable or 0.0) + evidence.support
    return sees + _FORM_OF_REASON * gives_reason(evidence.quote)


def _beside(evidence: Evidence, reading: Reading) -> Iterator[Evidence]:
    """Yield the sentence right behind, and the one right before, as far as they were read."""
    document, own = evidence.document, evidence.sentence
    for other in sorted(reading.sentences, key=lambda e: e.sentence < own):
        if other.document.document_id != document.document_id or other.sentence == own:
            continue
        if _is_heading(other):
            continue
        start = min(own.end, other.sentence.end)
        if not document.text[start : max(own.start, other.sentence.start)].strip():
            yield other


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
    return short_answer(question, best.quote, None if asks_twice else seen_in(best))


def _last_words(asked: str) -> str:
    """Return the two characters of what is asked the date of, behind the interrogative: 完工."""
    found = _WHEN_DONE.search(asked)
    return found[1] if found is not None else _NOTHING


def _date_in(question: Question, sentence: str) -> Quantity | None:
    """Return the date in the clause nearest to the question that the question does not name."""
    asked = fold(question.text)
    new = [
        quantity
        for quantity in find_quantities(sentence)
        if quantity.kind in (Kind.DATE, Kind.DATE_RANGE) and fold(quantity.surface) not in asked
    ]
    deed = _last_words(asked)

    def nearness(quantity: Quantity) -> float:
        clause = clause_around(sentence, Span(0, len(sentence)), quantity.span)
        told = sentence[clause.start : clause.end]
        put_off = len(new) > 1 and _FORMER.search(told) is not None
        return overlap(question, told) + _OF_THE_DEED * (deed in told) - put_off

    return max(new, key=nearness, default=None)
