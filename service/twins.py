"""Which of the numbers that stand side by side in a sentence a question is about.

In: a question and the number that seems to answer it, with its rivals. Out: that number, or its
twin: the one of the same unit and sentence whose own words say more of what is asked for.
"""

import re

from index.text import fold
from service.matching import clause_around
from service.opposed import sides_named
from service.questions import Question
from service.reader import FactEvidence, years_fit

# The reader means just this number; from words alone no other may take its place.
_SURE = 0.6
_GOAL = re.compile(r"目标|计划|预期|指标|任务|\b(?:targets?|goals?|planned|budget)\b")
_UP_TO_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)


def is_of_other_side(question: Question, found: FactEvidence) -> bool:
    """Return whether the number's own words name only the other of two opposed things."""
    return sides_named(fold(question.text)).opposes(sides_named(_own_words(found)))


def twin_meant(
    question: Question, best: FactEvidence, ranked: tuple[FactEvidence, ...]
) -> FactEvidence:
    """Return the number that the question means: `best`, or one beside it that says more of it."""
    fit = years_fit(question, best.fact)
    twins = [
        found
        for found in ranked
        if found.holds and _are_twins(best, found) and years_fit(question, found.fact) >= fit
    ]
    for twin in twins:
        if _names_the_side(question, best, twin) or _is_the_goal(question, best, twin):
            return twin
    if best.chosen >= _SURE:
        return best
    mine = _terms_in(question, best)
    more = [
        twin
        for twin in twins
        if _terms_in(question, twin) > mine and not _names_the_side(question, twin, best)
    ]
    return more[0] if more else best


def _are_twins(one: FactEvidence, other: FactEvidence) -> bool:
    same = one.fact.quantity.unit == other.fact.quantity.unit
    same = same and one.fact.quantity.kind == other.fact.quantity.kind
    return same and one.evidence.sentence == other.evidence.sentence and one.fact != other.fact


def _names_the_side(question: Question, best: FactEvidence, twin: FactEvidence) -> bool:
    """Return whether only the twin is of the side asked for, in a sentence that tells of both."""
    asked = sides_named(fold(question.text)).named
    own, other = (sides_named(_own_words(found)).named for found in (best, twin))
    told = sides_named(fold(best.evidence.quote)).named
    return any(
        (line, side) in other - own and any(where == line and s != side for where, s in told)
        for line, side in asked
    )


def _is_the_goal(question: Question, best: FactEvidence, twin: FactEvidence) -> bool:
    """Return whether a goal is asked for, and only the twin is one."""
    if _GOAL.search(fold(question.text)) is None:
        return False
    return _GOAL.search(_ahead(best)) is None and _GOAL.search(_ahead(twin)) is not None


def _terms_in(question: Question, found: FactEvidence) -> frozenset[str]:
    words = _own_words(found)
    return frozenset(
        term.text
        for term in question.terms
        if any(form in words for form in (term.text, *term.forms))
    )


def _own_words(found: FactEvidence) -> str:
    return f"{_ahead(found)} {fold(found.fact.measure)}"


def _ahead(found: FactEvidence) -> str:
    """Return, folded, what stands before the number in its clause, behind the number before it."""
    document, start = found.evidence.document, found.fact.quantity.span.start
    clause = clause_around(document.text, found.fact.sentence, found.fact.quantity.span)
    return _UP_TO_LAST_DIGIT.sub("", fold(document.text[clause.start : start]))
