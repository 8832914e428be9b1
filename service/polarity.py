"""Yes or no: whether the report says what the question asks about, denies it, or tells otherwise.

In: a yes/no `Question`, or one that takes something for granted, and its `Reading`. Out: a
`Finding` with its polarity; whether a sentence tells the contrary of what is asked about.
"""

import re

from index.text import fold
from index.types import Quantity
from service.acceptance import accepts_operand, accepts_sentence
from service.findings import Finding, passage_of, unsupported, value_of
from service.matching import clauses, overlap, presence
from service.questions import VERB_WEIGHT, Question, comparison_asked
from service.reader import Evidence, Reading, units_agree
from service.types import Status

_SAID = 0.9
_WHETHER = re.compile(r"是不是|有没有|会不会|能不能|对不对|是否|能否|(?:没有?|不)?[吗吧么?？\s]*$")
_DENIAL = re.compile(
    "不(?!断|仅|但|同|少|久|只|论|管)|未(?!来)|没有?|无(?!论|数|人)|禁止|严禁|防止|避免|杜绝"
    r"|\b(?:not|never|no)\b|n't"
)
_ENDED = re.compile("取消|停办|停止|废除|终止|撤销|解散|关闭|放弃|叫停")


def settle(question: Question, reading: Reading) -> Finding:
    """Return whether the number that the question states is the report's own."""
    if not question.claims:
        return _confirmed(question, reading)
    claim = question.claims[-1]
    for found in reading.facts[0]:
        quantity = found.fact.quantity
        if units_agree(claim.unit, quantity.unit) and accepts_operand(question, found.evidence):
            return Finding(
                Status.ANSWERED,
                passages=(passage_of(found.evidence),),
                short=quantity.surface,
                value=value_of(quantity),
                polarity=_agrees(question, claim, quantity),
                facts=(found.fact,),
                confidence=found.evidence.support,
            )
    return unsupported(question, reading)


def _agrees(question: Question, claim: Quantity, stated: Quantity) -> bool | None:
    if claim.number is None or stated.number is None:
        return (claim.low, claim.high) == (stated.low, stated.high)
    comparison = comparison_asked(question.text)
    if comparison == "over":
        return stated.number > claim.number
    if comparison == "under":
        return stated.number < claim.number
    return stated.number == claim.number


def _confirmed(question: Question, reading: Reading) -> Finding:
    """Return whether the best sentence says what the question asks about, and not its contrary.

    It does when it has one of the verbs asked with, and both deny something or neither does.
    """
    best = reading.sentences[0]
    if not accepts_sentence(question, best):
        return unsupported(question, reading)
    nearest = max(clauses(best.quote), key=lambda part: overlap(question, part), default=best.quote)
    return Finding(
        Status.ANSWERED,
        passages=(passage_of(best),),
        short=nearest,
        polarity=_is_said(question, best) and _denies(question.text) == _denies(nearest),
        confidence=best.support,
    )


def _is_said(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence has one of the verbs that the question asks with, if any."""
    verbs = [term for term in question.terms if term.weight == VERB_WEIGHT]
    return not verbs or any(presence(verb, fold(evidence.quote)) >= _SAID for verb in verbs)


def asks_for_the_contrary(question: Question, best: Evidence) -> bool:
    """Return whether the question asks why something is so that the sentence tells otherwise.

    It denies what the question takes for granted, or the other way round, or does not say that
    anything was ended where the question asks why it was.
    """
    nearest = max(clauses(best.quote), key=lambda part: overlap(question, part), default=best.quote)
    ended = _ENDED.findall(fold(question.text))
    if ended and not any(word in fold(best.quote) for word in ended):
        return True
    return _denies(question.text) != _denies(nearest)


def _denies(text: str) -> bool:
    return _DENIAL.search(_WHETHER.sub("", fold(text))) is not None
