"""A finding is put into words: the report's own sentences, each with the `[n]` of its citation.

In: a `Finding`. Out: an `Answer` that `service.gate` still has to pass. The only words of ours are
the fixed phrases below, and none of them holds a number.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from index.quantities import find_quantities
from index.types import Fact, Kind, Qualifier
from service.calculation import Computed, plain, spoken
from service.findings import Finding, Passage
from service.operations import Operation
from service.questions import Question
from service.types import (
    Answer,
    Calculation,
    Citation,
    Operand,
    Reason,
    Request,
    Status,
    Value,
)

_Phrases = Mapping[str, str]
_PHRASES: Mapping[str, _Phrases] = {
    "zh": {
        "yes": "是的，",
        "no": "不是，",
        Reason.OUT_OF_SCOPE: "这个问题不在报告的范围之内，报告没有说明。",
        Reason.NOT_STATED: "报告没有说明。",
        Reason.PREMISE_CONFLICT: "问题里的说法与报告不符，报告没有这样写。",
        "equal": "两者相同",
        "correction": "报告的原文是：",
        "nearest": "报告里最接近的内容是：",
        "count": "{measure}有多少{unit}？",
        "amount": "{measure}是多少？",
    },
    "en": {
        "yes": "Yes: ",
        "no": "No: ",
        Reason.OUT_OF_SCOPE: "This is not what the reports are about; they do not say.",
        Reason.NOT_STATED: "The reports do not say.",
        Reason.PREMISE_CONFLICT: "The question takes for granted what the reports do not say.",
        "equal": "They are equal",
        "correction": "The report's own words: ",
        "nearest": "The nearest that they do say: ",
        "count": "How many: {measure}?",
        "amount": "How much: {measure}?",
    },
}


def write(request: Request, question: Question, finding: Finding, generation: int) -> Answer:
    """Return `finding` as an answer to `request`, in the asker's language around the quotes."""
    phrases = _PHRASES[_language(request, question)]
    citations = _citations(finding.passages)
    words = _worded(finding, citations, phrases)
    return Answer(
        answer_id=_answer_id(question.text, generation, finding.passages),
        question=request.question,
        standalone_question=question.text,
        status=finding.status,
        reason=finding.reason,
        text=words.text,
        short_answer=words.short,
        value=finding.value or _computed_value(finding),
        calculation=_calculation(finding),
        correction=words.correction,
        confidence=finding.confidence,
        citations=citations,
        facts=finding.facts,
        suggestions=_suggestions(finding.near, phrases),
        generation=generation,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    short: str | None = None
    correction: str | None = None


def _worded(finding: Finding, citations: tuple[Citation, ...], phrases: _Phrases) -> _Words:
    quoted = "".join(f"{c.quote.strip()}[{c.number}]" for c in citations)
    if finding.status is Status.NOT_FOUND:
        return _refused(finding, quoted, phrases)
    if finding.computed is not None:
        short = _computed_text(finding.computed)
        equals = "=" if finding.computed.exact else "≈"
        result = plain(finding.computed.result)
        return _Words(
            f"{short}（{finding.computed.expression} {equals} {result}）。{quoted}", short
        )
    if finding.compared is not None:
        return _compared_words(finding, quoted, phrases)
    opening = ""
    if finding.polarity is not None:
        opening = phrases["yes" if finding.polarity else "no"]
    return _Words(opening + quoted, opening + finding.short if finding.short else None)


def _refused(finding: Finding, quoted: str, phrases: _Phrases) -> _Words:
    opening = phrases[finding.reason or Reason.NOT_STATED]
    if finding.reason is Reason.PREMISE_CONFLICT and finding.facts:
        correction = phrases["correction"] + quoted
        return _Words(opening + correction, correction=correction)
    return _Words(opening + (phrases["nearest"] + quoted if quoted else ""))


def _computed_text(computed: Computed) -> str:
    """Return the result with its unit: `192个`, `241.6亿美元`, `约97.91元/人`."""
    return f"{'' if computed.exact else '约'}{spoken(computed.result)}{computed.unit}"


def _computed_value(finding: Finding) -> Value | None:
    computed = finding.computed
    if computed is None:
        return None
    exactness = Qualifier.EXACT if computed.exact else Qualifier.APPROX
    return Value(computed.result, computed.unit, exactness, _computed_text(computed))


def _calculation(finding: Finding) -> Calculation | None:
    computed = finding.computed
    if computed is None:
        return None
    return Calculation(
        computed.expression,
        computed.result,
        computed.unit,
        tuple(_operand(fact, finding.passages) for fact in finding.facts),
    )


def _operand(fact: Fact, passages: tuple[Passage, ...]) -> Operand:
    number = fact.quantity.number
    if number is None:
        raise ValueError(f"{fact.quantity.surface!r} has no one number to compute with")
    citation = next(
        n
        for n, passage in enumerate(passages, start=1)
        if passage.document.document_id == fact.document_id and passage.span == fact.sentence
    )
    return Operand(fact.measure, number, fact.quantity.unit, citation)


def _labels(operation: Operation, facts: tuple[Fact, ...]) -> list[str]:
    """Return what to call each side: the asker's words, unless they hold a number.

    A number in them would stand in no quote; but a year may be said that tells the sides apart.
    """
    if operation.sides:
        return list(operation.labels)
    return [
        fact.measure if find_quantities(label) else label
        for label, fact in zip(operation.labels, facts, strict=True)
    ]


def _compared_words(finding: Finding, quoted: str, phrases: _Phrases) -> _Words:
    """Return which side it is, with each side's number in the report's own words."""
    operation, compared = finding.operation, finding.compared
    if operation is None or compared is None:
        raise ValueError("a comparison without its operation or outcome")
    labels = _labels(operation, finding.facts)
    sides = [
        f"{label}{fact.quantity.surface}" for label, fact in zip(labels, finding.facts, strict=True)
    ]
    stated = "，".join(sides)
    if compared.chosen is None:
        return _Words(f"{phrases['equal']}：{stated}。{quoted}", phrases["equal"])
    # Sides called alike (粮食产量 of two years) are told apart by their numbers.
    chosen = (labels if len(set(labels)) == len(labels) else sides)[compared.chosen]
    return _Words(f"{chosen}更{operation.way}：{stated}。{quoted}", chosen)


def _language(request: Request, question: Question) -> str:
    if request.language == "auto":
        return "en" if question.english else "zh"
    return request.language


def _citations(passages: tuple[Passage, ...]) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            number=number,
            document_id=passage.document.document_id,
            title=passage.document.title,
            section=passage.section,
            span=passage.span,
            quote=passage.document.quote(passage.span),
        )
        for number, passage in enumerate(passages, start=1)
    )


def _suggestions(near: tuple[Fact, ...], phrases: _Phrases) -> tuple[str, ...]:
    """Return questions that the reports do answer, one for each measure."""
    measures = {fact.measure: fact.quantity for fact in near if fact.measure}
    return tuple(
        phrases["count" if quantity.kind is Kind.QUANTITY else "amount"].format(
            measure=measure, unit=quantity.unit
        )
        for measure, quantity in measures.items()
    )


def _answer_id(question: str, generation: int, passages: tuple[Passage, ...]) -> str:
    """Return an id that the same question on the same generation always gets."""
    parts = [question, str(generation)]
    parts += [f"{p.document.document_id}:{p.span.start}-{p.span.end}" for p in passages]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
