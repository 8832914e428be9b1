"""What one sentence says of two times: both ends of a change, or a level and the change to it.

In: a `Reading`. Out: the two facts that belong together, or none. `service.operands` computes with
them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from index.periods import years_of
from index.text import fold
from index.types import Fact, Span
from service.calculation import is_change_of
from service.operations import Operation
from service.questions import Question
from service.reader import FactEvidence, Reading
from service.sides import measure_of
from service.stated import names_change, start_of_change, tells_change, told_behind
from service.years import with_years_in_digits, years_named

# Below this share of its words a fact does not count what an amount names.
MIN_COUNTED = 0.5
# What is computed within one sentence is about that sentence.
_MIN_SUPPORT = 0.4
# Where all of it is named, or half the sentence's words are the question's, less is enough.
NAMED = 0.8
SOME_SUPPORT = 0.15
_PAIR = 2

_Ranked = tuple[FactEvidence, ...]
# What leads from a level to its change, with the time that it is a change since.
_SINCE = re.compile(
    r"(?:[(（][^()（）]*[)）])?[、,，]?(?:同?比)(?:(?P<last>上年|去年|前一?年|上一年)|(?P<year>(?:1[89]|20)\d\d)年)"
    r"(?:同期|年?底|年?末|全年)?(?:净|实际|又|共|大幅|大约|约)*"
    r"(?:增加|增长|提高|上升|扩大|减少|下降|降低|缩小|增产|减产|增收|减收|[多少增减升降])(?:了|出|近|约|超过)*"
)


def sentence_of(found: FactEvidence) -> tuple[str, Span]:
    """Return what tells the sentence of a fact from any other."""
    return (found.fact.document_id, found.fact.sentence)


def is_named(found: FactEvidence) -> bool:
    """Return whether the fact counts what is asked for, all of it."""
    return found.counted >= NAMED and found.evidence.support >= SOME_SUPPORT


def is_about(found: FactEvidence) -> bool:
    """Return whether the sentence is surely about what is asked, so that it may be computed in."""
    return is_named(found) or found.evidence.support >= _MIN_SUPPORT


def beside(found: FactEvidence, among: Iterable[_Ranked]) -> Iterator[FactEvidence]:
    """Yield the other facts of the same sentence, each once."""
    seen = {found.fact}
    for other in chain.from_iterable(among):
        if other.fact not in seen and sentence_of(other) == sentence_of(found):
            seen.add(other.fact)
            yield other


def ends_of_change(ranked: Iterable[FactEvidence], reading: Reading) -> _Ranked:
    """Return the later and the earlier number of the change that fits best, if it is told so.

    Where the change itself is told first, there is nothing to compute.
    """
    for end in ranked:
        if not is_about(end):
            continue
        start = _start_of(end, reading)
        if start is not None:
            return (end, start)
        if tells_change(end.fact, end.evidence.document):
            return ()
    return ()


def ends_over_years(operation: Operation, reading: Reading) -> _Ranked:
    """Return both ends of one change, each of its side's year, in the order of the two sides.

    `从2007年的639亿元增加到2012年的1923亿元` tells of 2007 and of 2012, by the same measure.
    """
    sides = operation.sides
    if len(sides) != _PAIR or any(len(side.years) != 1 for side in sides):
        return ()
    earlier, later = sorted(side.years[0] for side in sides)
    measure = measure_of(sides[0].text)
    told: dict[tuple[Fact, Fact], tuple[float, _Ranked]] = {}
    for end in chain.from_iterable(reading.operands):
        if end.fact.period != str(later) or end.counted < MIN_COUNTED or not is_about(end):
            continue
        start = _start_of(end, reading)
        if start is not None and _began_in(earlier, later, start):
            pair = (end, start) if sides[0].years == (later,) else (start, end)
            named = round(_share_named(measure, end) + end.counted, 6)
            told.setdefault((end.fact, start.fact), (named, pair))
    most = max((named for named, _ in told.values()), default=0.0)
    best = [pair for named, pair in told.values() if named == most]
    # Of two things that the words fit alike, neither is surely meant.
    alike = len({sentence_of(pair[0]) for pair in best}) < len(best)
    return best[0] if best and not alike else ()


def _share_named(measure: str, found: FactEvidence) -> float:
    """Return the share of the characters of `measure` that the fact's own words hold."""
    own = fold(found.fact.measure)
    return sum(character in own for character in measure) / len(measure) if measure else 0.0


def _began_in(earlier: int, later: int, start: FactEvidence) -> bool:
    """Return whether a change began in the earlier year, by its number or by its sentence alone.

    `从1980年至1985年,产量由6亿吨增加到8亿吨` names both years before both numbers.
    """
    if start.fact.period == str(earlier):
        return True
    document, span = start.evidence.document, start.fact.sentence
    opening = fold(document.text[span.start : start.fact.quantity.span.start])
    # Old reports print the zero of a year as a circle.
    return years_named(with_years_in_digits(opening.replace("○", "〇"))).asked == (earlier, later)


def _start_of(end: FactEvidence, reading: Reading) -> FactEvidence | None:
    others = tuple(beside(end, reading.operands))
    facts = tuple(found.fact for found in others)
    document = end.evidence.document
    start = start_of_change(end.fact, facts, document) or told_behind(end.fact, facts, document)
    return next((found for found in others if found.fact == start), None)


def level_and_change(question: Question, reading: Reading) -> _Ranked:
    """Return what a thing came to and the one change that led there, told in its sentence.

    The change is one since the year asked about, where the sentence names a year for it.
    """
    for level in reading.operands[0]:
        document = level.evidence.document
        fits = level.counted >= MIN_COUNTED and is_about(level)
        if not fits or tells_change(level.fact, document):
            continue
        changes = [
            found
            for found in beside(level, reading.operands)
            if is_change_of(found.fact.quantity.unit, level.fact.quantity.unit)
            and found.counted >= MIN_COUNTED
            and tells_change(found.fact, document)
        ]
        if len(changes) == 1 and _begins_when_asked(question, changes[0]):
            return (level, changes[0])
    return ()


def _begins_when_asked(question: Question, change: FactEvidence) -> bool:
    span = years_of(change.fact.period) if change.fact.period is not None else None
    if span is None or not question.years:
        return True
    return span[0] - (span[0] == span[1]) in question.years


def level_before(question: Question, reading: Reading) -> _Ranked:
    """Return a later level and its change since the one year asked about, told side by side.

    `今年安排支出60亿元、比上年增加8亿元` tells of last year too. Both are of what is asked for; a
    change in per cent is none, since it may leave prices aside.
    """
    if len(question.years) != 1 or len(question.amounts) != 1:
        return ()
    # 新增投资 is a change by its name, and has a level of its own.
    asks_change = names_change(question.amounts[0].counted)
    for level in reading.facts[0]:
        if level.counted < MIN_COUNTED or not is_about(level):
            continue
        if tells_change(level.fact, level.evidence.document) and not asks_change:
            continue
        for change in beside(level, reading.facts):
            if _leads_to(change.fact, level) == question.years[0]:
                return (level, change)
    return ()


def _leads_to(change: Fact, level: FactEvidence) -> int | None:
    """Return the year since which `change` led to the level that stands right before it."""
    start, end = level.fact.quantity.span.end, change.quantity.span.start
    if start >= end or not is_change_of(change.quantity.unit, level.fact.quantity.unit):
        return None
    since = _SINCE.fullmatch(fold(level.evidence.document.text[start:end]))
    if since is None:
        return None
    if since["year"] is not None:
        return int(since["year"])
    of_level = years_of(level.fact.period) if level.fact.period is not None else None
    return of_level[0] - 1 if of_level is not None and of_level[0] == of_level[1] else None
