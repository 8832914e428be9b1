"""What was read becomes a finding: an answer, a correction, or that the reports do not say.

In: a `Question` and its `Reading`. Out: a `Finding` that names its evidence; `service.writing` puts
it into words. What the question takes for granted (a year, an ordinal, a name, a number) is looked
for first: where the reports do not hold it, nothing else is weighed.
"""

import re
from dataclasses import dataclass, replace

from index.periods import years_of
from index.quantities import find_quantities
from index.text import fold, sentence_spans
from index.types import Document, Fact, Kind, Quantity, Span
from service.acceptance import (
    accepts_number,
    accepts_operand,
    accepts_sentence,
    is_on_topic,
    shortfall,
)
from service.calculation import Compared, Computed, compare, compute
from service.extraction import overlap, short_answer
from service.matching import clause_around, clauses, likeness, presence
from service.operations import Operation, Operator
from service.questions import VERB_WEIGHT, Ask, Question, comparison_asked
from service.reader import Evidence, FactEvidence, Reading, units_agree
from service.types import Reason, Status, Value
from service.years import year_in_numerals

# How sure the place of an answer must be for it to be the short answer.
_MIN_ANSWER_SCORE = 0.3
_INTERROGATIVES = re.compile("谁|什么|哪|何时|何地|何人|怎么|如何|多少")
_CUT_BY_RULES = frozenset({Ask.LIST, Ask.REASON, Ask.MANNER})
_SENTENCES_TRIED = 3
_MAX_SUMMARY_SENTENCES = 5
_NAME_LIKENESS = 0.75
# What is shorter is put in quotation marks for its sense: “三进”, “更”.
_MIN_NAME_CHARS = 3
_SAID = 0.9
# Below this share of its words a fact does not count what one side of a calculation names.
_MIN_OPERAND_COUNTED = 0.5
# What these would compute may stand in the report, as an average or over just those years.
_STATED_AT_TIMES = frozenset(
    {Operator.QUOTIENT, Operator.SUM, Operator.DIFFERENCE, Operator.GROWTH}
)
_OF_CHANGE = frozenset({Operator.DIFFERENCE, Operator.GROWTH})
_AVERAGE = re.compile("平均|人均|户均|均为|每[天年月日人户名个]|average|each|per ")
_WHETHER = re.compile(r"是不是|有没有|会不会|能不能|对不对|是否|能否|(?:没有?|不)?[吗吧么?？\s]*$")
_DENIAL = re.compile(
    "不(?!断|仅|但|同|少|久|只|论|管)|未(?!来)|没有?|无(?!论|数|人)|禁止|严禁|防止|避免|杜绝"
    r"|\b(?:not|never|no)\b|n't"
)
_ENDED = re.compile("取消|停办|停止|废除|终止|撤销|解散|关闭|放弃|叫停")
_BECAUSE = re.compile("因为|由于|为了|目的|原因|所以|因此|考虑到|鉴于|旨在|以便|有利于|为[^是]")
_AUTHOR = re.compile(r"作者|撰稿|撰写|执笔|署名|谁写|author|wrote")


@dataclass(frozen=True, slots=True)
class Passage:
    """A place to cite."""

    document: Document
    span: Span
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the reports say to a question, with the places that say it.

    Attributes:
        passages: What is cited; of a refusal, what the reports do say nearest to it.
        short: The shortest answer, in the words of `passages`.
        polarity: Of a yes/no question; `None` where it is none or cannot be told.
        near: Facts to offer where the question itself has no answer.
        computed: A number computed from `facts`, in the order of the operation's amounts.
        compared: Which of `facts` a comparison is decided for.
        operation: What `computed` or `compared` is the outcome of.
        cause: Why it is refused, for whoever wants to know how the answer came to be.
    """

    status: Status
    reason: Reason | None = None
    passages: tuple[Passage, ...] = ()
    short: str | None = None
    value: Value | None = None
    polarity: bool | None = None
    facts: tuple[Fact, ...] = ()
    near: tuple[Fact, ...] = ()
    computed: Computed | None = None
    compared: Compared | None = None
    operation: Operation | None = None
    confidence: float = 0.0
    cause: str | None = None


def find(question: Question, reading: Reading) -> Finding:
    """Return what the reports say to `question`."""
    refused = _false_ground(question, reading)
    if refused is not None:
        return refused
    if not reading.sentences:
        return Finding(Status.NOT_FOUND, Reason.NOT_STATED, cause="no passage was found")
    if question.operation is not None:
        computed = _computed(question, question.operation, reading)
        if computed is not None:
            return computed
    if question.ask is Ask.WHO and _AUTHOR.search(question.text):
        signed = _by_line(reading)
        if signed is not None:
            return signed
    finders = {Ask.SUMMARY: _summary, Ask.NUMBER: _number, Ask.YES_NO: _yes_no}
    return finders.get(question.ask, _passage)(question, reading)


# --- what the question takes for granted -----------------------------------------------------


def _false_ground(question: Question, reading: Reading) -> Finding | None:
    """Return a refusal where the question names what the reports do not hold."""
    texts = reading.texts
    names = [name for name in question.names if len(name) >= _MIN_NAME_CHARS]
    for surface in (*question.ordinals, *names):
        if not any(_holds(text, surface) for text in texts):
            return _refusal(Reason.PREMISE_CONFLICT, reading, f"the reports do not hold {surface}")
    for place in question.localities:
        if not any(place in text for text in texts):
            return _refusal(Reason.NOT_STATED, reading, f"the reports do not name {place}")
    for year in () if question.ask is Ask.YES_NO else question.years:
        if not any(_names_year(text, year) for text in texts) and not _covers(year, reading):
            return _refusal(Reason.NOT_STATED, reading, f"the reports hold nothing for {year}")
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
    return re.search(rf"(?<![\d.,]){re.escape(claim.surface)}", text) is not None


def _corrected(claim: Quantity, reading: Reading) -> Finding:
    """Return a refusal that cites the report's own number for what `claim` gets wrong."""
    refusal = _refusal(Reason.PREMISE_CONFLICT, reading, f"the reports do not say {claim.surface}")
    for found in (found for ranked in reading.facts for found in ranked):
        if found.fact.quantity.unit == claim.unit:
            return replace(refusal, passages=(_passage_of(found.evidence),), facts=(found.fact,))
    return refusal


def _refusal(reason: Reason, reading: Reading, cause: str) -> Finding:
    """Return a refusal that offers the nearest facts, if the reports are about the topic at all."""
    if reason is Reason.OUT_OF_SCOPE:
        return Finding(Status.NOT_FOUND, reason, cause=cause)
    ranked = reading.facts[0] if reading.facts else ()
    nearest = ranked[0].evidence if ranked else next(iter(reading.sentences), None)
    return Finding(
        Status.NOT_FOUND,
        reason,
        passages=(_passage_of(nearest),) if nearest is not None else (),
        near=tuple(found.fact for found in ranked[:3]),
        cause=cause,
    )


def withheld(finding: Finding, fault: str) -> Finding:
    """Return a refusal with the places that `finding` cites, where its own words cannot be sent."""
    return Finding(
        Status.NOT_FOUND,
        Reason.NOT_STATED,
        passages=finding.passages,
        cause=f"the answer drawn up was withheld: {fault}",
    )


# --- answers ---------------------------------------------------------------------------------


def _number(question: Question, reading: Reading) -> Finding:
    """Return the fact found for each number asked for; partial where one is missing."""
    chosen: list[FactEvidence] = []
    for ranked in reading.facts:
        best = next((f for f in ranked if f.holds and f not in chosen), None)
        if best is not None and accepts_number(question, best, _most_words(reading)):
            chosen.append(best)
    if not chosen:
        nearest = next((ranked[0].evidence for ranked in reading.facts if ranked), None)
        return _unsupported(question, reading, nearest)
    quantities = [found.fact.quantity for found in chosen]
    whole = len(chosen) == len(reading.facts)
    return Finding(
        Status.ANSWERED if whole else Status.PARTIAL,
        reason=None if whole else Reason.NOT_STATED,
        passages=tuple(dict.fromkeys(_passage_of(found.evidence) for found in chosen)),
        short="、".join(quantity.surface for quantity in quantities),
        value=_value(quantities[0]) if len(reading.facts) == 1 else None,
        facts=tuple(found.fact for found in chosen),
        confidence=min(found.evidence.support for found in chosen),
    )


def _most_words(reading: Reading) -> float:
    return max(evidence.support for evidence in reading.sentences)


def _unsupported(question: Question, reading: Reading, nearest: Evidence | None = None) -> Finding:
    """Return a refusal: nothing read is near enough to the question."""
    best = nearest or reading.sentences[0]
    on_topic = any(is_on_topic(question, evidence) for evidence in reading.sentences)
    cause = f"the best sentence is not near enough: {shortfall(best)}"
    return _refusal(Reason.NOT_STATED if on_topic else Reason.OUT_OF_SCOPE, reading, cause)


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


def _computed(question: Question, operation: Operation, reading: Reading) -> Finding | None:
    """Return what the operation gives over one fact for each amount, or `None` if one is missing.

    Amounts that are found as one fact were no separate things: that fact is the answer.
    """
    if operation.operator in _STATED_AT_TIMES and _is_stated(question, reading):
        return None
    unit = _unit_in_common(question, reading) if operation.sides else None
    chosen: list[FactEvidence] = []
    for ranked in reading.operands:
        best = next((f for f in ranked if _is_operand(question, f, chosen, unit)), None)
        if best is None:
            return None
        chosen.append(best)
    facts = tuple(found.fact for found in chosen)
    finding = Finding(
        Status.ANSWERED,
        passages=tuple(dict.fromkeys(_passage_of(found.evidence) for found in chosen)),
        facts=facts,
        operation=operation,
        confidence=min(found.evidence.support for found in chosen),
    )
    if operation.operator is Operator.EACH:
        return replace(finding, short="、".join(fact.quantity.surface for fact in facts))
    if operation.operator is Operator.COMPARISON:
        compared = compare(operation, facts)
        return None if compared is None else replace(finding, compared=compared)
    computed = compute(operation, facts)
    return None if computed is None else replace(finding, computed=computed)


def _is_stated(question: Question, reading: Reading) -> bool:
    """Return whether the best number is itself what would be computed: an average, a total.

    It counts what is asked for, and says that it is an average where one is asked for, or holds for
    just the years asked about.
    """
    best = next((f for f in reading.facts[0] if f.holds), None) if reading.facts else None
    if best is None or best.counted < _MIN_OPERAND_COUNTED:
        return False
    if not accepts_number(question, best, _most_words(reading)):
        return False
    period = years_of(best.fact.period) if best.fact.period is not None else None
    over_all = len(question.years) > 1 and period == (min(question.years), max(question.years))
    is_change = question.operation is not None and question.operation.operator in _OF_CHANGE
    if over_all and (best.fact.comparison is not None or not is_change):
        return True
    clause = clause_around(best.evidence.document.text, best.fact.sentence, best.fact.quantity.span)
    return _AVERAGE.search(best.evidence.document.quote(clause)) is not None


def _unit_in_common(question: Question, reading: Reading) -> str | None:
    """Return the unit in which all sides are told best; they measure the same, so it is one."""
    best: list[dict[str, float]] = []
    for ranked in reading.operands:
        scores: dict[str, float] = {}
        for found in ranked:
            if _is_operand(question, found, [], None):
                scores.setdefault(found.fact.quantity.unit, found.score)
        best.append(scores)
    shared = set.intersection(*(set(scores) for scores in best)) if best else set()
    return max(sorted(shared), key=lambda unit: sum(s[unit] for s in best), default=None)


def _is_operand(
    question: Question, found: FactEvidence, taken: list[FactEvidence], unit: str | None
) -> bool:
    """Return whether a fact may go in: not one that is in already, and in `unit` if one is."""
    return (
        found.holds
        and found.counted >= _MIN_OPERAND_COUNTED
        and found.fact not in [other.fact for other in taken]
        and unit in (None, found.fact.quantity.unit)
        and accepts_operand(question, found.evidence)
    )


def _yes_no(question: Question, reading: Reading) -> Finding:
    """Return whether the number that the question states is the report's own."""
    if not question.claims:
        return _confirmed(question, reading)
    claim = question.claims[-1]
    for found in reading.facts[0]:
        quantity = found.fact.quantity
        if units_agree(claim.unit, quantity.unit) and accepts_operand(question, found.evidence):
            return Finding(
                Status.ANSWERED,
                passages=(_passage_of(found.evidence),),
                short=quantity.surface,
                value=_value(quantity),
                polarity=_agrees(question, claim, quantity),
                facts=(found.fact,),
                confidence=found.evidence.support,
            )
    return _unsupported(question, reading)


def _confirmed(question: Question, reading: Reading) -> Finding:
    """Return whether the best sentence says what the question asks about, and not its contrary.

    It does when it has one of the verbs asked with, and both deny something or neither does.
    """
    best = reading.sentences[0]
    if not accepts_sentence(question, best):
        return _unsupported(question, reading)
    nearest = max(clauses(best.quote), key=lambda part: overlap(question, part), default=best.quote)
    return Finding(
        Status.ANSWERED,
        passages=(_passage_of(best),),
        short=nearest,
        polarity=_is_said(question, best) and _denies(question.text) == _denies(nearest),
        confidence=best.support,
    )


def _denies(text: str) -> bool:
    return _DENIAL.search(_WHETHER.sub("", fold(text))) is not None


def _agrees(question: Question, claim: Quantity, stated: Quantity) -> bool | None:
    if claim.number is None or stated.number is None:
        return (claim.low, claim.high) == (stated.low, stated.high)
    comparison = comparison_asked(question.text)
    if comparison == "over":
        return stated.number > claim.number
    if comparison == "under":
        return stated.number < claim.number
    return stated.number == claim.number


def _passage(question: Question, reading: Reading) -> Finding:
    """Return the best sentence that is near enough, and what in it is the answer."""
    likely = reading.sentences[:_SENTENCES_TRIED]
    if question.ask is Ask.REASON:
        likely = tuple(sorted(likely, key=lambda e: _BECAUSE.search(e.quote) is None))
    best = next((e for e in likely if accepts_sentence(question, e)), None)
    if best is None:
        return _unsupported(question, reading)
    if question.ask is Ask.REASON and _asks_for_the_contrary(question, best):
        return _contradicted(best)
    stated = _date_in(question, best.quote) if question.ask is Ask.DATE else None
    return Finding(
        Status.ANSWERED,
        passages=(_passage_of(best),),
        short=stated.surface if stated is not None else _short(question, best),
        value=_value(stated) if stated is not None else None,
        confidence=best.support,
    )


def _asks_for_the_contrary(question: Question, best: Evidence) -> bool:
    """Return whether the question asks why something is so that the sentence tells otherwise.

    It denies what the question takes for granted, or the other way round, or does not say that
    anything was ended where the question asks why it was.
    """
    nearest = max(clauses(best.quote), key=lambda part: overlap(question, part), default=best.quote)
    ended = _ENDED.findall(fold(question.text))
    if ended and not any(word in fold(best.quote) for word in ended):
        return True
    return _denies(question.text) != _denies(nearest)


def _is_said(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence has one of the verbs that the question asks with, if any."""
    verbs = [term for term in question.terms if term.weight == VERB_WEIGHT]
    return not verbs or any(presence(verb, fold(evidence.quote)) >= _SAID for verb in verbs)


def _contradicted(best: Evidence) -> Finding:
    return Finding(
        Status.NOT_FOUND,
        Reason.PREMISE_CONFLICT,
        passages=(_passage_of(best),),
        cause="the nearest sentence does not say what the question takes for granted",
    )


def _short(question: Question, best: Evidence) -> str | None:
    """Return what in the sentence is the answer: as the trained reader sees it, or by rules.

    Lists, reasons and means are cut by rules, which give them whole; so is what a question with two
    interrogatives asks for, of which the reader gives one.
    """
    sure = best.answer is not None and best.answer_score >= _MIN_ANSWER_SCORE
    asks_twice = len(_INTERROGATIVES.findall(fold(question.text))) > 1
    if best.answer is None or not sure or asks_twice or question.ask in _CUT_BY_RULES:
        return short_answer(question, best.quote)
    return best.document.quote(_with_whole_numbers(best, best.answer))


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


def _summary(question: Question, reading: Reading) -> Finding:
    """Return chosen sentences of the section that the question is about, in their order."""
    head = reading.sentences[0]
    if not accepts_sentence(question, head):
        return _unsupported(question, reading)
    same = [
        e
        for e in reading.sentences
        if e.document.document_id == head.document.document_id and e.section == head.section
    ]
    chosen = sorted(same[:_MAX_SUMMARY_SENTENCES], key=lambda e: e.sentence)
    return Finding(
        Status.ANSWERED,
        passages=tuple(_passage_of(e) for e in chosen),
        confidence=head.support,
    )


def _value(quantity: Quantity) -> Value | None:
    if quantity.number is None:
        return None
    return Value(quantity.number, quantity.unit, quantity.qualifier, quantity.surface)


def _passage_of(evidence: Evidence) -> Passage:
    return Passage(evidence.document, evidence.sentence, evidence.section)
