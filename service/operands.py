"""Which facts go into a calculation, and what it gives.

In: a `Question`, its `Operation` and the `Reading` of the facts that each amount may mean. Out: an
`Outcome`, or `None` where one of them is missing or they cannot be put together. What belongs
together stands together, so facts of one sentence come before facts from here and there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

from index.periods import years_of
from index.text import fold
from index.types import Fact
from index.units import COUNTERS
from service.acceptance import accepts_operand
from service.alignment import listed
from service.amounts import AMOUNT_KINDS, Amount
from service.calculation import Compared, Computed, common_unit, compare, compute
from service.levels import (
    MIN_COUNTED,
    NAMED,
    beside,
    ends_of_change,
    ends_over_years,
    is_about,
    is_named,
    level_and_change,
    level_before,
    sentence_of,
)
from service.matching import clause_around, likeness
from service.operations import Operation, Operator
from service.questions import Question
from service.reader import FactEvidence, Reading
from service.sides import Side
from service.stated import tells_change

# How much better facts from several sentences must fit, for each of them, than those of one.
_APART_COST = 0.1
# Sides are told by different sentences, at times years apart, in words that differ more.
_MIN_COUNTED_OF_SIDE = 0.4
_MIN_SUPPORT_OF_SIDE = 0.3
_MIN_TOGETHER = 0.85
_MIN_ALIKE = 0.4
_ALIKE_WORTH = 0.3

# An amount is asked for, not by how many per cent it changed, unless a rate is named.
_RATES = frozenset({"%", "百分点"})
_NAMES_RATE = re.compile("率|比[重例]|占|[增减升降涨跌幅]|增速|目标|速度|%")

# A measure with more of its own is of something narrower than what is asked for.
_OF_MEASURE = 0.5
_ASPECT = re.compile(r"(?P<aspect>[^,，。;；:：]{2,20}?)(?:方面|领域)[,，:：]")
_MIN_ASPECT = 0.6
_OF_ASPECTS = frozenset({Operator.SUM, Operator.DIFFERENCE, Operator.COMPARISON, Operator.MULTIPLE})
# What both ends of one change can be put into.
_OF_BOTH_ENDS = frozenset({Operator.DIFFERENCE, Operator.GROWTH, Operator.MULTIPLE})

_Ranked = tuple[FactEvidence, ...]
# What stands before the end of a number whose digits are set apart.
_CUT = re.compile(r"\d\s+(?:[.,]\s*)?$|\d\s*[.,]\s+$")
_CUT_CHARS = 6
# A run of years that a side names for itself: 过去五年, “六五”时期.
_OWN_TIME = re.compile("[两三四五六七八九十]年(?!级|制)|期间|时期")
_MIN_NAME = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation gives.

    Attributes:
        operands: What went in, in the order of the amounts.
        computed: A number; `None` of a comparison and of what is only listed.
        compared: Which of the operands it is, of a comparison.
    """

    operands: _Ranked
    computed: Computed | None = None
    compared: Compared | None = None


def put_together(question: Question, operation: Operation, reading: Reading) -> Outcome | None:
    """Return what `operation` gives over the facts read, or `None` where they do not carry it."""
    chosen = _operands(question, operation, reading)
    if not chosen:
        return None
    facts = tuple(found.fact for found in chosen)
    if operation.operator is Operator.EACH:
        return Outcome(chosen)
    if operation.operator is Operator.COMPARISON:
        compared = compare(operation, facts)
        return None if compared is None else Outcome(chosen, compared=compared)
    unit = question.amounts[0].unit if question.amounts else ""
    computed = compute(operation, facts, unit)
    return None if computed is None else Outcome(chosen, computed)


def before_change(question: Question, reading: Reading) -> tuple[Operation, Outcome] | None:
    """Return what there was in the year asked about, as a later level and its change tell it."""
    chosen = level_before(question, reading)
    if not chosen:
        return None
    operation = Operation(Operator.BASE, question.amounts, ("",))
    computed = compute(operation, tuple(found.fact for found in chosen))
    return None if computed is None else (operation, Outcome(chosen, computed))


def _operands(question: Question, operation: Operation, reading: Reading) -> _Ranked:
    """Return the facts that go in, or none where one is missing."""
    if operation.sides:
        told_together = operation.operator in _OF_BOTH_ENDS and ends_over_years(operation, reading)
        return told_together or _of_sides(question, operation, reading)
    fitting = [
        tuple(found for found in ranked if _is_operand(question, amount, found))
        for amount, ranked in zip(operation.amounts, reading.operands, strict=True)
    ]
    if not fitting:
        return ()
    if operation.said:
        fitting = [_with_said(*one) for one in zip(operation.said, fitting, strict=True)]
    if operation.is_of_one_change:
        return ends_of_change(fitting[0], reading)
    if operation.operator is Operator.BASE:
        return level_and_change(question, reading)
    if operation.operator in (Operator.REST, Operator.SHARE):
        told = _part_and_whole(operation, fitting, reading)
        return told or (_in_one_sentence(fitting) if operation.operator is Operator.SHARE else ())
    if operation.operator is Operator.QUOTIENT:
        named = [tuple(f for f in ranked if _says_no_more(question, f)) for ranked in fitting]
        return _each_of_many(fitting, reading) or _in_one_sentence(fitting) or _best_set(named)
    return _best_set(fitting) or _of_aspects(operation, reading)


def _is_operand(question: Question, amount: Amount, found: FactEvidence) -> bool:
    """Return whether a fact may be the number of `amount`, and of no other thing in its list."""
    evidence = found.evidence
    # 平均每户: the unit says what is counted.
    named_by_unit = not amount.counted and amount.unit not in ("", "个")
    if not found.holds or (_counted(amount, found) < MIN_COUNTED and not named_by_unit):
        return False
    if _is_cut(found):
        return False
    row = listed(evidence.document, found.fact) if amount.counted else None
    if row is not None and not row.is_of(amount.counted):
        return False
    return is_named(found) or accepts_operand(question, evidence)


def _counted(amount: Amount, found: FactEvidence) -> float:
    """Return how far the fact counts the amount, also without the name of whom its report is by.

    `甲院床位` is 床位 in the report of 甲院.
    """
    title = fold(found.evidence.document.title)
    named = next(
        (n for n in range(len(amount.counted) - 1, 1, -1) if amount.counted[:n] in title), 0
    )
    own = amount.counted[named:]
    if not named or len(own) < _MIN_NAME:
        return found.counted
    return max(found.counted, likeness(own, fold(found.fact.measure)))


def _is_cut(found: FactEvidence) -> bool:
    """Return whether the number is the end of a longer one that is set apart: `4 9 2 5 0万吨`."""
    text = found.evidence.document.text
    start = found.fact.quantity.span.start
    return _CUT.search(fold(text[max(0, start - _CUT_CHARS) : start])) is not None


def _with_said(said: str, ranked: _Ranked) -> _Ranked:
    """Return the facts beside which what is said of the thing stands, or all where none is such."""
    if not said:
        return ranked
    beside_it = tuple(f for f in ranked if likeness(said, _clause(f)) >= MIN_COUNTED)
    return beside_it or ranked


def _clause(found: FactEvidence) -> str:
    document = found.evidence.document
    return fold(
        document.quote(clause_around(document.text, found.fact.sentence, found.fact.quantity.span))
    )


def _says_no_more(question: Question, found: FactEvidence) -> bool:
    """Return whether the fact counts what is asked for and no part of it: not 新增党员 for 党员."""
    asked = {*fold(question.text)}
    asked |= {c for term in question.terms for form in term.forms for c in form}
    measure = fold(found.fact.measure)
    return sum(character in asked for character in measure) >= _OF_MEASURE * len(measure)


# --- each amount a fact of its own ------------------------------------------------------------


def _best_set(fitting: list[_Ranked]) -> _Ranked:
    """Return one fact for each amount, of one unit and of one sentence where there are such."""
    sets = [_one_for_each(fitting, unit=unit) for unit in _units_shared(fitting)]
    sets.append(_one_for_each(fitting))
    for within in _within_sentences(fitting):
        sets += [_one_for_each(within, unit=unit) for unit in _units_shared(within)]
        sets.append(_one_for_each(within))
    return max(filter(None, sets), key=_set_score, default=())


def _in_one_sentence(fitting: list[_Ranked]) -> _Ranked:
    """Return one fact for each amount, all of one sentence."""
    sets = [_best_set(within) for within in _within_sentences(fitting)]
    return max(filter(None, sets), key=_set_score, default=())


def _of_aspects(operation: Operation, reading: Reading) -> _Ranked:
    """Return one fact for each amount, of sentences that open with what the amounts name.

    `民生方面,围绕教育和健康提出9项工程` counts 工程 and says by its opening which. They count the
    same thing: the same unit and the same words follow each number.
    """
    if operation.operator not in _OF_ASPECTS:
        return ()
    ranked = [
        tuple(f for f in facts if f.holds and likeness(amount.counted, _aspect(f)) >= _MIN_ASPECT)
        for amount, facts in zip(operation.amounts, reading.operands, strict=True)
    ]
    for first in ranked[0] if ranked else ():
        alike = [tuple(f for f in facts if _behind(f) == _behind(first)) for facts in ranked]
        chosen = _one_for_each(alike, unit=first.fact.quantity.unit)
        if chosen and len({sentence_of(found) for found in chosen}) == len(chosen):
            return chosen
    return ()


def _aspect(found: FactEvidence) -> str:
    """Return what the sentence of a fact says first that it is about: 民生 of 民生方面."""
    opening = _ASPECT.match(fold(found.evidence.quote))
    return opening["aspect"] if opening is not None else ""


def _behind(found: FactEvidence) -> str:
    """Return the words that follow the number in its clause."""
    clause = _clause(found)
    return clause.rpartition(fold(found.fact.quantity.surface))[2].rstrip("。.;； ")


def _set_score(chosen: _Ranked) -> tuple[float, ...]:
    """Return the key that puts first what can be put together, stands together and fits."""
    units = {found.fact.quantity.unit for found in chosen}
    combines = _combine(units)
    apart = len({sentence_of(found) for found in chosen}) > 1
    score = sum(found.score - _APART_COST * apart for found in chosen)
    return (combines, round(score, 6), len(units) == 1, not apart)


def _combine(units: set[str]) -> bool:
    return len(units) == 1 or units <= COUNTERS or common_unit(sorted(units)) is not None


def _one_for_each(fitting: list[_Ranked], unit: str | None = None) -> _Ranked:
    """Return the best fact for each amount, no fact twice; none where an amount has none."""
    chosen: list[FactEvidence] = []
    for ranked in fitting:
        taken = [other.fact for other in chosen]
        best = next(
            (f for f in ranked if f.fact not in taken and unit in (None, f.fact.quantity.unit)),
            None,
        )
        if best is None:
            return ()
        chosen.append(best)
    return tuple(chosen)


def _units_shared(fitting: list[_Ranked]) -> list[str]:
    units = [{found.fact.quantity.unit for found in ranked} for ranked in fitting]
    return sorted(set.intersection(*units))


# --- one measure in several years, or by several reports ----------------------------------------


def _of_sides(question: Question, operation: Operation, reading: Reading) -> _Ranked:
    """Return the best fact of each side: all of one unit, all levels or all changes.

    Results and goals are told apart, unless one side alone is asked for as expected.
    """
    fitting = [
        _facts_of_side(question, side, ranked, reading)
        for side, ranked in zip(operation.sides, reading.operands, strict=True)
    ]
    sets = []
    shared: list[str | None] = [*_units_shared(fitting)]
    for unit, kind in product(shared or [None], _kinds_of(fitting, question)):
        alike = [tuple(f for f in r if _kind_of(f, question) == kind) for r in fitting]
        for timed in _of_one_time(alike, operation.sides):
            for one in (timed, *_within_sentences(timed)):
                sets.append(_one_for_each(one, unit=unit))
    combining = (one for one in sets if _combine({f.fact.quantity.unit for f in one}))
    return max(filter(_are_alike, combining), key=_score_of_sides, default=())


def _facts_of_side(question: Question, side: Side, ranked: _Ranked, reading: Reading) -> _Ranked:
    """Return the facts that one side may mean, also those of its year read for the whole."""
    read_along = [
        found
        for found in chain.from_iterable(reading.facts)
        if side.years and found.fact.period == str(side.years[-1])
    ]
    return tuple(
        found
        for found in (*ranked, *read_along)
        if found.holds
        and not _is_cut(found)
        and is_of_side(found)
        and (found.fact.quantity.unit not in _RATES or _NAMES_RATE.search(side.text) is not None)
        and accepts_operand(question, found.evidence)
    )


def is_of_side(found: FactEvidence) -> bool:
    """Return whether a fact may be what a side measures, by its words and its sentence's."""
    return (
        found.counted >= _MIN_COUNTED_OF_SIDE
        and found.evidence.support >= _MIN_SUPPORT_OF_SIDE
        and found.counted + found.evidence.support >= _MIN_TOGETHER
    )


def _kinds_of(fitting: list[_Ranked], question: Question) -> list[tuple[bool, bool]]:
    return sorted({_kind_of(found, question) for found in chain(*fitting)})


def _kind_of(found: FactEvidence, question: Question) -> tuple[bool, bool]:
    """Return what only numbers of one kind are compared by: change or level, goal or result."""
    is_goal = found.fact.status == "goal" and not question.wants_goal
    return (tells_change(found.fact, found.evidence.document), is_goal)


def _within_sentences(fitting: list[_Ranked]) -> Iterator[list[_Ranked]]:
    """Yield the facts of each sentence that more than one side may mean."""
    for sentence in dict.fromkeys(map(sentence_of, chain.from_iterable(fitting))):
        within = [tuple(f for f in ranked if sentence_of(f) == sentence) for ranked in fitting]
        if all(within):
            yield within


def _score_of_sides(chosen: _Ranked) -> float:
    alike = sum(_likeness(chosen[0], other) for other in chosen)
    fits = sum(found.score + found.evidence.support for found in chosen)
    apart = len({sentence_of(found) for found in chosen}) > 1
    return round(fits + _ALIKE_WORTH * alike - _APART_COST * apart * len(chosen), 6)


def _are_alike(chosen: _Ranked) -> bool:
    """Return whether the facts measure the same, as far as their words tell."""
    if not chosen:
        return False
    named = all(found.counted >= NAMED for found in chosen)
    return named or all(_likeness(chosen[0], other) >= _MIN_ALIKE for other in chosen)


def _of_one_time(fitting: list[_Ranked], sides: tuple[Side, ...]) -> Iterator[list[_Ranked]]:
    """Yield the facts that tell of the same time, seen from each side's own year or report.

    A sum of five years does not go with one year, nor what a report says of the year before with
    what another says of its own. A fact of no time goes with any.
    """
    told = [
        [_time_from(found, side) for found in ranked]
        for ranked, side in zip(fitting, sides, strict=True)
    ]
    named = {time for times in told for time in times if time is not None}
    times_told: list[tuple[int, int] | None] = [*sorted(named)]
    for time in times_told or [None]:
        yield [
            tuple(f for f, own in zip(ranked, times, strict=True) if own in (None, time))
            for ranked, times in zip(fitting, told, strict=True)
        ]


def _time_from(found: FactEvidence, side: Side) -> tuple[int, int] | None:
    """Return how long a fact's time is, and how far it ends from the report that tells its side."""
    span = years_of(found.fact.period) if found.fact.period is not None else None
    if span is None or _OWN_TIME.search(side.text):
        return None
    first, last = span
    told_by_report = len(side.report_years) == 1 and not side.years
    return (last - first, last - side.report_years[0] if told_by_report else 0)


def _likeness(one: FactEvidence, other: FactEvidence) -> float:
    return likeness(fold(one.fact.measure), fold(other.fact.measure))


# --- what one sentence says together ----------------------------------------------------------


def _part_and_whole(operation: Operation, fitting: list[_Ranked], reading: Reading) -> _Ranked:
    """Return a part and the whole that its sentence sets it in, in the order of the amounts."""
    levels = [tuple(f for f in ranked if not _is_change(f)) for ranked in fitting]
    wholes, parts = levels if operation.operator is Operator.REST else levels[::-1]
    for part in sorted(parts, key=is_named, reverse=True):
        if not is_about(part):
            continue
        larger = [
            found
            for found in (*beside(part, reading.operands), *_wholes_before(part, wholes))
            if _may_hold(found, part)
        ]
        named = [found for found in larger if found.fact in [whole.fact for whole in wholes]]
        # A share of some other whole would be a number beside the right one.
        likely = named if operation.operator is Operator.SHARE else named or larger
        if len(likely) == 1:
            whole = likely[0]
            return (whole, part) if operation.operator is Operator.REST else (part, whole)
    return ()


def _is_change(found: FactEvidence) -> bool:
    return tells_change(found.fact, found.evidence.document)


def _wholes_before(part: FactEvidence, wholes: _Ranked) -> Iterator[FactEvidence]:
    """Yield the wholes of the sentence before, where that of the part opens with 其中."""
    text, sentence = part.evidence.document.text, part.fact.sentence
    if not fold(text[sentence.start : sentence.end]).lstrip().startswith("其中"):
        return
    for whole in wholes:
        before = whole.fact.sentence
        same = whole.fact.document_id == part.fact.document_id
        if same and before.end <= sentence.start and not text[before.end : sentence.start].strip():
            yield whole


def _may_hold(whole: FactEvidence, part: FactEvidence) -> bool:
    """Return whether one number may be the whole that the other is a part of."""
    one, other = whole.fact.quantity, part.fact.quantity
    if one.number is None or other.number is None or one.number <= other.number:
        return False
    return one.unit == other.unit and not _is_change(whole)


def _each_of_many(fitting: list[_Ranked], reading: Reading) -> _Ranked:
    """Return a total and what it is divided by, where their sentence has one number that can be."""
    dividends, divisors = (
        tuple(f for f in ranked if not _is_change(f) and f.fact.quantity.kind in AMOUNT_KINDS)
        for ranked in fitting
    )
    for divisor in divisors:
        if not is_about(divisor):
            continue
        sentence = sentence_of(divisor)
        within = [found for found in dividends if sentence_of(found) == sentence]
        within = within or [
            found
            for found in reading.operands[0]
            if sentence_of(found) == sentence
            and found.fact != divisor.fact
            and not _is_change(found)
        ]
        if len(within) == 1:
            return (within[0], divisor)
    return ()


def is_outdone(fact: Fact, reading: Reading) -> bool:
    """Return whether another number of its sentence is of what is asked, and `fact` is not."""
    counted = {
        found.fact.fact_id: found.counted
        for found in chain.from_iterable(reading.operands)
        if found.fact.document_id == fact.document_id and found.fact.sentence == fact.sentence
    }
    own = counted.get(fact.fact_id, 0.0)
    return own < _MIN_COUNTED_OF_SIDE and max(counted.values(), default=0.0) >= NAMED


def found_for(reading: Reading) -> Iterable[FactEvidence]:
    """Return the likeliest fact of each amount, to offer where they cannot be put together."""
    return [ranked[0] for ranked in reading.operands if ranked]
