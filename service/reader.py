"""Passages are read: which sentence, and which number in it, bears on the question, and how much.

In: a `Question` and the retrieved `Hit`s. Out: a `Reading`: sentences and facts, best first.
Whether the best is good enough to answer is decided in `service.finding`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from index.library import Library
from index.periods import years_of
from index.text import fold, sentence_spans
from index.types import Document, Fact, Hit, Kind, Span
from service.amounts import AMOUNT_KINDS, COUNTED_KINDS, Amount
from service.asks import Ask
from service.conversions import factor
from service.matching import clause_around, likeness, support, term_weights
from service.operations import Operator
from service.questions import Question, Term

_Accepts = Callable[[Amount, Fact], bool]

_ANY_AMOUNT = Amount(Span(0, 1))
# A heading names a topic; the sentences below it say something about it.
_HEADING_SHARE = 0.5
# A measure may name more than the thing counted, so it says a little less than the words beside.
_BY_MEASURE = 0.8
# What the wrong end of a goal and its result costs: less than a wrong thing counted (0.3).
_OTHER_END_COST = 0.15
# What it is worth to hold for just the years that are asked about.
_YEARS_WORTH = 0.1
# What it costs to be of another kind or unit than the question makes expect.
_UNLIKELY_COST = 0.2
_PEOPLE = frozenset({"人", "人次"})
_TIMES = "倍"
_MEASURED = frozenset({"元", "%", "百分点"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a report with how much of the question it supports.

    Attributes:
        support: Weighted share of the question's words that stand in it or its headings, 0 to 1.
        rank: Rank of the passage that it was found in, from 1.
        lift: By how much that passage is closer to the question than the average one, in cosine.
        answerable: How likely the trained reader thinks that the passage answers, 0 to 1; `None`
            where it did not read it.
        answer: Where the trained reader sees the answer, if in this sentence.
        answer_score: How surely it stands just there, 0 to 1.
        likelihood: Of being the answer, 0 to 1, by all of this (`service.likelihood`); `None` where
            no trained reader was asked.
    """

    document: Document
    sentence: Span
    section: tuple[str, ...]
    support: float
    rank: int
    lift: float
    answerable: float | None = None
    answer: Span | None = None
    answer_score: float = 0.0
    likelihood: float | None = None

    @property
    def quote(self) -> str:
        """The sentence as the report writes it."""
        return self.document.quote(self.sentence)


@dataclass(frozen=True, slots=True)
class FactEvidence:
    """A fact that may be the number asked for.

    Attributes:
        counted: How far it counts what is asked for, 0 to 1.
        score: Ranks facts; larger is better.
        holds: Whether its period takes in a year asked about, where one is.
        likely: Whether it is of the kind and unit that the question makes expect. What is not may
            answer all the same (how much did it fall: by a tenth), if the trained reader says so.
        answerable: How likely the trained reader thinks that what it read around the number
            answers, 0 to 1; `None` where it did not read it.
        chosen: How surely it sees the answer in just this number, 0 to 1.
        likelihood: Of being the answer, like that of the sentence.
    """

    fact: Fact
    evidence: Evidence
    counted: float
    score: float
    holds: bool = True
    likely: bool = True
    answerable: float | None = None
    chosen: float = 0.0
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the passages hold for a question.

    Attributes:
        sentences: Best first.
        facts: Best first, for each amount asked for; one list of all where none is. Those that
            hold for other years come last.
        operands: Likewise for each amount that a calculation needs.
        texts: Folded, of each document that has a sentence here.
    """

    sentences: tuple[Evidence, ...]
    facts: tuple[tuple[FactEvidence, ...], ...]
    operands: tuple[tuple[FactEvidence, ...], ...] = ()
    texts: tuple[str, ...] = ()


def read(question: Question, hits: list[Hit], library: Library) -> Reading:
    """Return the sentences and facts of `hits` that bear on `question`, best first."""
    weights = term_weights(question.terms, library.folded_chunks)
    sentences = tuple(_sentences(hits, library, weights))
    operands = question.operation.amounts if question.operation is not None else ()
    # What a yes/no question states, and what is computed with, is of its own kind and no other;
    # but an average may be told as one: 元/人.
    operator = question.operation.operator if question.operation is not None else None
    strictly = question.ask is Ask.YES_NO or operator not in (None, Operator.QUOTIENT)
    accepts = can_answer if strictly else may_answer

    def facts_for(amount: Amount, accepts: _Accepts) -> tuple[FactEvidence, ...]:
        found = _facts(amount, sentences, library, weights, accepts)
        fitting = [
            replace(f, score=_fit(question, f), holds=_holds_for(question, f.fact)) for f in found
        ]
        return tuple(sorted(fitting, key=lambda f: (not f.holds, -f.score, f.fact.fact_id)))

    return Reading(
        sentences=tuple(sorted(sentences, key=_better_first)),
        facts=tuple(facts_for(amount, accepts) for amount in question.amounts or (_ANY_AMOUNT,)),
        operands=tuple(facts_for(amount, _can_go_in) for amount in operands),
        texts=tuple(
            library.folded_texts[document_id]
            for document_id in {e.document.document_id: None for e in sentences}
        ),
    )


def _holds_for(question: Question, fact: Fact) -> bool:
    """Return whether the fact's period takes in a year asked about; without one it may be any."""
    span = years_of(fact.period) if fact.period is not None else None
    if not question.years or span is None:
        return True
    return any(span[0] <= year <= span[1] for year in question.years)


def _fit(question: Question, found: FactEvidence) -> float:
    """Return the score, less for a goal instead of a result or the reverse, and by its years."""
    unlikely = "result" if question.wants_goal else "goal"
    cost = _OTHER_END_COST * (found.fact.status == unlikely)
    return found.score - cost + _YEARS_WORTH * years_fit(question, found.fact)


def years_fit(question: Question, fact: Fact) -> int:
    """Return 1 where the fact holds for just the years asked about, -1 where it tells none."""
    if not question.years:
        return 0
    if fact.period is None:
        return -1
    return int(years_of(fact.period) == (min(question.years), max(question.years)))


def _better_first(evidence: Evidence) -> tuple[float, int, str, Span]:
    return (-evidence.support, evidence.rank, evidence.document.document_id, evidence.sentence)


def _sentences(
    hits: Iterable[Hit], library: Library, weights: Mapping[Term, float]
) -> Iterator[Evidence]:
    """Yield each sentence of the passages once, at its passage's best rank."""
    seen: set[tuple[str, Span]] = set()
    for hit in hits:
        document = library.documents[hit.chunk.document_id]
        text = library.folded_texts[document.document_id]
        context = fold(" ".join((document.title, *hit.chunk.section)))
        facts = library.facts_of(document.document_id)
        for sentence in _sentences_of(document, hit.chunk.span, facts):
            key = (document.document_id, sentence)
            if key not in seen:
                seen.add(key)
                held = support(weights, text[sentence.start : sentence.end], context)
                if any(section.heading.contains(sentence) for section in document.sections):
                    held *= _HEADING_SHARE
                yield Evidence(document, sentence, hit.chunk.section, held, hit.rank, hit.lift)


def _sentences_of(document: Document, passage: Span, facts: tuple[Fact, ...]) -> Iterator[Span]:
    """Yield the spans, in the document, of the sentences of one of its passages.

    A sentence too long for one passage is cut at the passage's ends; its facts know it whole.
    """
    spans = sentence_spans(document.quote(passage))
    for number, span in enumerate(spans):
        sentence = Span(passage.start + span.start, passage.start + span.end)
        if number in (0, len(spans) - 1):
            wholes = (fact.sentence for fact in facts if fact.sentence.contains(sentence))
            sentence = next(wholes, sentence)
        yield sentence


def _facts(
    amount: Amount,
    sentences: tuple[Evidence, ...],
    library: Library,
    weights: Mapping[Term, float],
    accepts: _Accepts,
) -> tuple[FactEvidence, ...]:
    """Return the facts of the sentences that `accepts` takes for an answer to `amount`."""
    by_sentence = {(e.document.document_id, e.sentence): e for e in sentences}
    found = []
    for document_id in {e.document.document_id: None for e in sentences}:
        facts = library.facts_of(document_id)
        for position, fact in enumerate(facts):
            evidence = by_sentence.get((document_id, fact.sentence))
            if evidence is not None and accepts(amount, fact):
                beside = _words_beside(evidence.document, facts, position)
                found.append(_judged(amount, fact, evidence, beside, weights))
    return tuple(found)


def can_answer(amount: Amount, fact: Fact) -> bool:
    """Return whether the fact is of the kind and unit asked for."""
    quantity = fact.quantity
    if quantity.unit == _TIMES and amount.unit != _TIMES and amount.kinds:
        return False
    return quantity.kind in (amount.kinds or COUNTED_KINDS) and units_agree(
        amount.unit, quantity.unit
    )


def _can_go_in(amount: Amount, fact: Fact) -> bool:
    """Return whether the fact is of the kind asked for, in its unit or one that becomes it."""
    return can_answer(amount, fact) or _converts(amount, fact)


def _converts(amount: Amount, fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.kind in (amount.kinds or COUNTED_KINDS)
        and factor(quantity.unit, amount.unit) is not None
    )


def may_answer(amount: Amount, fact: Fact) -> bool:
    """Return whether the fact can answer, or may where the asker's words lead to expect another.

    Amounts are at times told by a share, people counted as things, money by what each gets, and in
    English a number stands alone, without the word for what is counted.
    """
    if can_answer(amount, fact) or _converts(amount, fact):
        return True
    quantity = fact.quantity
    if amount.kinds == AMOUNT_KINDS and not amount.unit:
        return quantity.kind in COUNTED_KINDS
    if quantity.unit.startswith(f"{amount.unit}/") and quantity.kind is Kind.MONEY:
        return True
    bare = quantity.kind is Kind.QUANTITY and not quantity.unit
    counts_people = amount.unit == "个" and quantity.unit in _PEOPLE
    return amount.kinds in ((), AMOUNT_KINDS) and (bare or counts_people)


def units_agree(asked: str, found: str) -> bool:
    """Return whether a number in `found` can answer a question for `asked`.

    个 counts anything that is not people or an amount, as in speech.
    """
    if not asked or asked == found:
        return True
    if {asked, found} == {"家", "户"}:
        # Firms are counted as either.
        return True
    if asked == "个":
        return found not in _PEOPLE | _MEASURED
    return found == "个" and asked not in _PEOPLE | _MEASURED


def _words_beside(document: Document, facts: tuple[Fact, ...], position: int) -> str:
    """Return, folded, what the number counts by its place: behind it, or before it if last.

    Up to the next mark or number on that side: `学校` of `12所学校`, `新建桥梁` of `新建桥梁7座`.
    """
    fact = facts[position]
    span = fact.quantity.span
    clause = clause_around(document.text, fact.sentence, span)
    start, end = clause.start, clause.end
    if position and facts[position - 1].quantity.span.end <= span.start:
        start = max(start, facts[position - 1].quantity.span.end)
    if position + 1 < len(facts) and facts[position + 1].quantity.span.start >= span.end:
        end = min(end, facts[position + 1].quantity.span.start)
    behind = document.text[span.end : end].split("、")[0].strip(" ”》)）]")
    if behind:
        return fold(behind)
    return fold(document.text[start : span.start].split("、")[-1])


def _judged(
    amount: Amount, fact: Fact, evidence: Evidence, beside: str, weights: Mapping[Term, float]
) -> FactEvidence:
    """Return how well the fact fits; the parts are shares from 0 to 1.

    The words of its own clause count most, then what it counts, then its sentence. Where words
    prove little, because the asker chose others, the passage's rank has the say.
    """
    document = evidence.document
    clause = clause_around(document.text, fact.sentence, fact.quantity.span)
    own_words = f"{fold(document.quote(clause))} {fold(fact.measure)}"
    near = support(weights, own_words, fold(evidence.quote))
    counted = near
    if amount.counted:
        measure = fold(fact.measure)
        counted = max(
            max(likeness(said, beside), _BY_MEASURE * likeness(said, measure))
            for said in (amount.counted, *amount.forms)
        )
    rank = (1 - evidence.support) / evidence.rank
    score = 0.4 * near + 0.3 * counted + 0.2 * evidence.support + 0.3 * rank
    likely = can_answer(amount, fact)
    return FactEvidence(
        fact, evidence, counted, score - (0.0 if likely else _UNLIKELY_COST), likely=likely
    )
