"""What was read becomes a finding: an answer, a correction, or that the reports do not say.

In: a `Question` and its `Reading`. Out: a `Finding` that names its evidence; `service.writing` puts
it into words. What the question takes for granted (a year, an ordinal, a name, a number) is looked
for first: where the reports do not hold it, nothing else is weighed.
"""

import re
from dataclasses import replace

from index.periods import years_of
from index.text import fold, sentence_spans
from index.types import Quantity, Span
from service.acceptance import accepts_number
from service.alignment import listed
from service.asks import Ask
from service.findings import Finding, Passage, passage_of, refuse, unsupported, value_of
from service.matching import clause_around, likeness
from service.operands import Outcome, before_change, found_for, is_outdone, put_together
from service.operations import Operation, Operator
from service.phrases import find_phrase, is_defined
from service.polarity import settle
from service.questions import Question
from service.reader import Evidence, FactEvidence, Reading
from service.seeing import seen_in
from service.sighted import sighted_number
from service.stated import is_outcome, names_an_end, names_change, tells_change
from service.summaries import summarise
from service.twins import is_of_other_side, twin_meant
from service.types import Reason, Status
from service.which_report import telling_report
from service.years import year_in_numerals

_NAME_LIKENESS = 0.75
_NUMERALS = "一二三四五六七八九"
# What is shorter is put in quotation marks for its sense: “三进”, “更”.
_MIN_NAME_CHARS = 3
_MIN_STATED_COUNTED = 0.5
# What these would compute may stand in the report, as an average or over just those years.
_STATED_AT_TIMES = frozenset(
    {Operator.QUOTIENT, Operator.SUM, Operator.DIFFERENCE, Operator.GROWTH}
)
_OF_CHANGE = frozenset({Operator.DIFFERENCE, Operator.GROWTH})
_AVERAGE = re.compile("平均|人均|户均|均为|每[天年月日人户名个]|average|each|per ")
_AUTHOR = re.compile(r"作者|撰稿|撰写|执笔|署名|谁写|author|wrote")


# What asks for neither a number nor anything else in particular may be told by one.
_OPEN = frozenset({Ask.PASSAGE, Ask.DEFINITION, Ask.MANNER, Ask.DATE})
_MIN_TOLD = 0.5


def find(question: Question, reading: Reading) -> Finding:
    """Return what the reports say to `question`."""
    refused = _false_ground(question, reading)
    if refused is not None:
        return refused
    if not reading.sentences:
        return Finding(Status.NOT_FOUND, Reason.NOT_STATED, cause="no passage was found")
    titled = telling_report(question, reading)
    if titled is not None:
        return titled
    if question.operation is not None:
        return _put_together(question, question.operation, reading)
    if question.ask is Ask.WHO and _AUTHOR.search(question.text):
        signed = _by_line(reading)
        if signed is not None:
            return signed
    if question.ask in _OPEN and _is_told_by_number(reading) and not is_defined(question, reading):
        numbered = _number(question, reading)
        if numbered.status is not Status.NOT_FOUND:
            return numbered
    return _FINDERS.get(question.ask, find_phrase)(question, reading)


def _is_told_by_number(reading: Reading) -> bool:
    """Return whether the trained reader answers with a number and little else."""
    best = max(reading.sentences, key=lambda e: (e.answerable or 0.0) * e.answer_score)
    if best.answer is None or (best.answerable or 0.0) < _MIN_TOLD:
        return False
    spans = (
        found.fact.quantity.span
        for found in reading.facts[0]
        if found.evidence.sentence == best.sentence and found.holds
    )
    shared = (len(span) for span in spans if best.answer.contains(span) or span == best.answer)
    return max(shared, default=0) > len(best.answer) / 2


# --- what the question takes for granted -----------------------------------------------------


def _false_ground(question: Question, reading: Reading) -> Finding | None:
    """Return a refusal where the question names what the reports do not hold."""
    texts = reading.texts
    names = [name for name in question.names if len(name) >= _MIN_NAME_CHARS]
    for surface in (*question.ordinals, *names):
        if not any(_holds(text, surface) for text in texts):
            return refuse(Reason.PREMISE_CONFLICT, reading, f"the reports do not hold {surface}")
    for place in question.localities:
        if not any(place in text for text in texts):
            return refuse(Reason.NOT_STATED, reading, f"the reports do not name {place}")
    # Each side of a calculation is looked for in the reports of its own year.
    has_sides = question.operation is not None and bool(question.operation.sides)
    for year in () if question.ask is Ask.YES_NO or has_sides else question.years:
        if not any(_names_year(text, year) for text in texts) and not _covers(year, reading):
            return refuse(Reason.NOT_STATED, reading, f"the reports hold nothing for {year}")
    if question.ask is not Ask.YES_NO:
        for claim in question.claims:
            if claim.unit and not any(_states(text, claim) for text in texts):
                return _corrected(claim, reading)
    return None


def _names_year(text: str, year: int) -> bool:
    return str(year) in text or year_in_numerals(year) in text


def _covers(year: int, reading: Reading) -> bool:
    """Return whether a number holds for `year`, also where the span that covers it names it not."""
    periods = {found.fact.period for ranked in reading.facts for found in ranked}
    spans = (years_of(period) for period in periods if period is not None)
    return any(span is not None and span[0] <= year <= span[1] for span in spans)


def _holds(text: str, surface: str) -> bool:
    """Return whether `text` has the ordinal or name, a longer one also with small differences."""
    return surface in text or (len(surface) > 4 and likeness(surface, text) >= _NAME_LIKENESS)


def _states(text: str, claim: Quantity) -> bool:
    written = "|".join(map(re.escape, _ways_to_write(claim.surface)))
    return re.search(rf"(?<![\d.,])(?:{written})", text) is not None


def _ways_to_write(surface: str) -> tuple[str, ...]:
    """Return how a number may stand in a report: 四万亿 is 4万亿, and the other way round."""
    first, rest = surface[:1], surface[1:]
    if not rest.startswith(("百", "千", "万", "亿")):
        return (surface,)
    if first in _NUMERALS:
        return surface, f"{_NUMERALS.index(first) + 1}{rest}"
    return (surface, f"{_NUMERALS[int(first) - 1]}{rest}") if first in "123456789" else (surface,)


def _corrected(claim: Quantity, reading: Reading) -> Finding:
    """Return a refusal that cites the report's own number for what `claim` gets wrong."""
    refusal = refuse(Reason.PREMISE_CONFLICT, reading, f"the reports do not say {claim.surface}")
    for found in (found for ranked in reading.facts for found in ranked):
        if found.fact.quantity.unit == claim.unit:
            return replace(refusal, passages=(passage_of(found.evidence),), facts=(found.fact,))
    return refusal


# --- answers ---------------------------------------------------------------------------------


def _number(question: Question, reading: Reading) -> Finding:
    """Return the fact found for each number asked for; partial where one is missing."""
    chosen: list[FactEvidence] = []
    for ranked in reading.facts:
        best = next((f for f in ranked if _may_be_meant(question, f) and f not in chosen), None)
        if best is not None and accepts_number(question, best):
            chosen.append(twin_meant(question, best, ranked))
    if not chosen or _tells_only_change(question, chosen):
        before = before_change(question, reading)
        if before is not None:
            return _of_outcome(*before)
    if not chosen:
        sighted = sighted_number(question, reading)
        if sighted is not None:
            return _of_sighted(sighted)
        nearest = next((ranked[0].evidence for ranked in reading.facts if ranked), None)
        return unsupported(question, reading, nearest)
    quantities = [found.fact.quantity for found in chosen]
    whole = len(chosen) == len(reading.facts)
    return Finding(
        Status.ANSWERED if whole else Status.PARTIAL,
        reason=None if whole else Reason.NOT_STATED,
        passages=tuple(dict.fromkeys(passage_of(found.evidence) for found in chosen)),
        short="、".join(quantity.surface for quantity in quantities),
        value=value_of(quantities[0]) if len(reading.facts) == 1 else None,
        facts=tuple(found.fact for found in chosen),
        confidence=min(found.evidence.support for found in chosen),
    )


def _of_sighted(evidence: Evidence) -> Finding:
    seen = seen_in(evidence)
    short = evidence.quote[seen.span.start : seen.span.end] if seen is not None else None
    return Finding(
        Status.ANSWERED,
        passages=(passage_of(evidence),),
        short=short,
        confidence=evidence.support,
    )


def _tells_only_change(question: Question, chosen: list[FactEvidence]) -> bool:
    """Return whether a number says how much something changed, which is not asked for."""
    return not names_change(question.text) and tells_change(
        chosen[0].fact, chosen[0].evidence.document
    )


def _may_be_meant(question: Question, found: FactEvidence) -> bool:
    """Return whether a number holds when asked about, and is of no other thing in its list."""
    row = listed(found.evidence.document, found.fact)
    if row is not None and row.is_of_another(fold(question.text)):
        return False
    return found.holds and not is_of_other_side(question, found)


def _by_line(reading: Reading) -> Finding | None:
    """Return who wrote the report that is read first, from the line that says so."""
    document = reading.sentences[0].document
    if document.byline is None:
        return None
    start = document.text.rfind(document.byline)
    if start < 0:
        return None
    line_start = document.text.rfind("\n", 0, start) + 1
    line_end = document.text.find("\n", start)
    span = Span(line_start, line_end if line_end >= 0 else len(document.text))
    last = next(s for s in sentence_spans(document.quote(span)) if s.end + line_start > start)
    passage = Span(line_start + last.start, line_start + last.end)
    return Finding(
        Status.ANSWERED,
        passages=(Passage(document, passage, document.section_path(start)),),
        short=document.byline,
        confidence=1.0,
    )


def _put_together(question: Question, operation: Operation, reading: Reading) -> Finding:
    """Return what the operation gives, or the number that the reports have for its outcome.

    A number that only goes into the calculation does not answer: it stands beside the right one.
    """
    if not _is_stated(question, operation, reading):
        outcome = put_together(question, operation, reading)
        if outcome is not None:
            return _of_outcome(operation, outcome)
    stated = _FINDERS.get(question.ask, find_phrase)(question, reading)
    if stated.computed is not None:
        return stated
    if stated.status is Status.NOT_FOUND or _states_outcome(question, stated, reading):
        return stated
    refusal = refuse(Reason.NOT_STATED, reading, f"no {operation.operator} can be made of it")
    near = tuple(found.fact for found in found_for(reading)) or refusal.near
    return replace(refusal, near=near)


def _of_outcome(operation: Operation, outcome: Outcome) -> Finding:
    facts = tuple(found.fact for found in outcome.operands)
    listed = operation.operator is Operator.EACH
    return Finding(
        Status.ANSWERED,
        passages=tuple(dict.fromkeys(passage_of(found.evidence) for found in outcome.operands)),
        short="、".join(fact.quantity.surface for fact in facts) if listed else None,
        facts=facts,
        computed=outcome.computed,
        compared=outcome.compared,
        operation=operation,
        confidence=min(found.evidence.support for found in outcome.operands),
    )


def _states_outcome(question: Question, stated: Finding, reading: Reading) -> bool:
    """Return whether each number found, or the sentence found, tells what would be computed."""
    operation = question.operation
    if operation is None:
        return True
    if not stated.facts:
        quotes = (passage.document.quote(passage.span) for passage in stated.passages)
        return operation.operator is Operator.COMPARISON and any(map(names_an_end, quotes))
    documents = {passage.document.document_id: passage.document for passage in stated.passages}
    return all(
        is_outcome(operation, fact, documents[fact.document_id], question.years)
        and not (operation.is_of_one_change and is_outdone(fact, reading))
        for fact in stated.facts
    )


def _is_stated(question: Question, operation: Operation, reading: Reading) -> bool:
    """Return whether the best number is itself what would be computed: an average, a total.

    It counts what is asked for, and says that it is an average where one is asked for, or holds for
    just the years asked about.
    """
    if operation.operator not in _STATED_AT_TIMES or operation.is_of_one_change:
        return False
    best = next((f for f in reading.facts[0] if f.holds), None) if reading.facts else None
    if best is None or best.counted < _MIN_STATED_COUNTED:
        return False
    if not accepts_number(question, best):
        return False
    period = years_of(best.fact.period) if best.fact.period is not None else None
    over_all = len(question.years) > 1 and period == (min(question.years), max(question.years))
    if over_all and (best.fact.comparison is not None or operation.operator not in _OF_CHANGE):
        return True
    if operation.operator is not Operator.QUOTIENT:
        return False
    clause = clause_around(best.evidence.document.text, best.fact.sentence, best.fact.quantity.span)
    return _AVERAGE.search(best.evidence.document.quote(clause)) is not None


_FINDERS = {Ask.SUMMARY: summarise, Ask.NUMBER: _number, Ask.YES_NO: settle}
