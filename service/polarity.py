"""Yes or no: whether the report says what the question asks about, denies it, or tells otherwise.

In: a yes/no `Question`, or one that takes something for granted, and its `Reading`. Out: a
`Finding` with its polarity; whether a sentence tells the contrary of what is asked about.
"""

import re

from index.quantities import find_quantities
from index.text import fold
from index.types import Fact, Kind, Qualifier, Quantity, Span
from service.acceptance import accepts_operand, accepts_sentence
from service.causes import whole_clauses
from service.findings import Finding, passage_of, unsupported, value_of
from service.matching import overlap, presence
from service.pieces import clause_spans
from service.questions import VERB_WEIGHT, Question, comparison_asked
from service.reader import Evidence, Reading, units_agree
from service.seeing import seen_in
from service.types import Status
from service.years import MENTION_OF_REPORT

_SAID = 0.9
_WHETHER = re.compile(
    r"是不是|有没有|会不会|能不能|对不对|是否|能否|没错|不是(?=[吗吧么])|(?:没有?|不)?[吗吧么?？\s]*$"
)
_DENIAL = re.compile(
    "不(?!断|仅|但|同|少|久|只|论|管)|未(?!来)|没有?|无(?!论|数|人)|禁止|严禁|防止|避免|杜绝"
    r"|\b(?:not|never|no)\b|n't"
)
# Ways that things go, without names that hold one of the words: 增值税, 减灾, 高校.
_UP = re.compile(
    "增(?![值设派补城])|升(?![级学])|涨|提高|扩大|加快|上调|[高多快大]于|超过"
    "|[变更多偏][多高快大](?!数|样|校|学)|[多高快大]了|[比](?:[^，。]{0,10})[多高快大][吗没?]"
    r"|\b(?:more|higher|rise|rose|risen|grow|grew|grown|increased?|up)\b"
)
_DOWN = re.compile(
    "减(?![灾税负免排])|降(?![雨水温费准])|跌|下滑|回落|缩[小短减]|放缓|[低少慢小]于|不足|不到|下调"
    "|[变更偏][少低慢小]|[少低慢小]了|[比](?:[^，。]{0,10})[少低慢小][吗没?]"
    r"|\b(?:fewer|less|lower|fall|fell|fallen|drop|dropped|declined?|decreased?|down)\b"
)
_AT_LEAST = re.compile("至少|不少于|不低于|at least")
_AT_MOST = re.compile("以内|之内|不超过|不高于|不多于|至多|at most|no more than|within")
_UNCHANGED = re.compile(r"持平|不变|没有变化|未变|维持在|\b(?:stayed|remained|unchanged|same)\b")
_BOUNDS = frozenset({Qualifier.AT_MOST, Qualifier.AT_LEAST})
_NAMING_KINDS = frozenset({Kind.LABEL, Kind.ORDINAL, Kind.IDENTIFIER})
# How many characters may stand between a denial and its verb: 不再大规模推广.
_DENIAL_REACH = 5
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
                polarity=_agrees(question, claim, found.fact),
                facts=(found.fact,),
                confidence=found.evidence.support,
            )
    return unsupported(question, reading)


def _agrees(question: Question, claim: Quantity, fact: Fact) -> bool | None:
    """Return whether the report's number makes true what the question says of its own.

    A bound that is set as a goal is that bound and no other: within 4.5 % is not within 5 %.
    """
    stated = fact.quantity
    if claim.number is None or stated.number is None:
        return (claim.low, claim.high) == (stated.low, stated.high)
    asked = fold(question.text)
    is_goal = question.wants_goal or fact.status == "goal"
    if is_goal and stated.qualifier in _BOUNDS and stated.qualifier is claim.qualifier:
        return stated.number == claim.number
    if claim.qualifier is Qualifier.AT_MOST or _AT_MOST.search(asked):
        return stated.number <= claim.number
    if claim.qualifier is Qualifier.AT_LEAST or _AT_LEAST.search(asked):
        return stated.number >= claim.number
    match comparison_asked(question.text):
        case "over":
            return stated.number > claim.number or _may_be(stated, claim, Qualifier.OVER)
        case "under":
            return stated.number < claim.number or _may_be(stated, claim, Qualifier.UNDER)
    return stated.number == claim.number


def _may_be(stated: Quantity, claim: Quantity, qualifier: Qualifier) -> bool:
    """Return whether 500多 is told where more than 500 is asked, or 近500 where less is."""
    return stated.number == claim.number and stated.qualifier is qualifier


def _confirmed(question: Question, reading: Reading) -> Finding:
    """Return whether the best sentence says what the question asks about, and not its contrary."""
    best = reading.sentences[0]
    # A date or number that the question names and the sentence has is as good as a verdict.
    names_it = accepts_operand(question, best) and _names_its_number(question, best.quote)
    if not (names_it or accepts_sentence(question, best)):
        return unsupported(question, reading)
    nearest = _settling(question, best)
    return Finding(
        Status.ANSWERED,
        passages=(passage_of(best),),
        short=nearest,
        polarity=_says_so(question, best, nearest),
        confidence=best.support,
    )


def _settling(question: Question, best: Evidence) -> str:
    """Return the clauses that settle the question: those the reader sees, or the nearest one.

    Where the reader sees it elsewhere than the words and number asked with stand, the words win.
    """
    quote = best.quote
    parts = clause_spans(quote)
    seen = seen_in(best)
    nearest = _nearest(question, best)
    if seen is not None and seen.is_sure:
        whole = whole_clauses(parts, seen.span)
        told = quote[whole.start : whole.end]
        if not (_names_its_number(question, nearest) and not _names_its_number(question, told)):
            return told
    return nearest


def _nearest(question: Question, best: Evidence) -> str:
    """Return the clause that holds most of the question's words."""
    texts = [best.quote[part.start : part.end] for part in clause_spans(best.quote)]
    return max(texts, key=lambda text: overlap(question, text), default=best.quote)


def _says_so(question: Question, best: Evidence, nearest: str) -> bool:
    """Return whether it is so.

    It is not where another number of the same kind stands in place of the question's, or it went
    the other way; else it is where one of the verbs asked with is there, and both deny something
    or neither does.
    """
    if any(_tells_another_number(question, part) for part in (nearest, _nearest(question, best))):
        return False
    if _way(fold(question.text)) is not None and _UNCHANGED.search(fold(nearest)):
        return False
    alike = _denies(question.text) == _denies(nearest)
    asked, told = _way(fold(question.text)), _way(fold(nearest))
    if told is None:
        # The level comes first, and how it changed in the clause behind: 人口3569万人，比上年减少.
        told = _way(fold(best.quote))
    if asked is not None and told is not None:
        return alike == (asked is told)
    return _is_said(question, best) and alike


def _tells_another_number(question: Question, text: str) -> bool:
    """Return whether `text` has a number of the kind that the question names, but not that one."""
    stated = find_quantities(fold(text))
    reports = [Span(*mention.span()) for mention in MENTION_OF_REPORT.finditer(fold(question.text))]
    for named in find_quantities(fold(question.text)):
        if named.kind in _NAMING_KINDS or any(span.overlaps(named.span) for span in reports):
            continue
        rivals = [q for q in stated if (q.kind, q.unit) == (named.kind, named.unit)]
        if rivals and not any(_is_same(named, rival) for rival in rivals):
            return True
    return False


def _names_its_number(question: Question, text: str) -> bool:
    """Return whether `text` has one of the numbers or dates that the question names."""
    named = find_quantities(fold(question.text))
    stated = find_quantities(fold(text))
    return any(n.kind is s.kind and _is_same(n, s) for n in named for s in stated)


def _is_same(named: Quantity, stated: Quantity) -> bool:
    """Return whether both are the same number; a day or month without its year has none."""
    if named.number is None and stated.number is None and named.low is None and stated.low is None:
        return fold(named.surface) in fold(stated.surface)
    return (named.number, named.low, named.high) == (stated.number, stated.low, stated.high)


def _way(folded: str) -> bool | None:
    """Return whether it went up; `None` where nothing or both is said."""
    up, down = _UP.search(folded) is not None, _DOWN.search(folded) is not None
    return up if up is not down else None


def _is_said(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence has one of the verbs that the question asks with, if any."""
    verbs = [term for term in question.terms if term.weight == VERB_WEIGHT]
    return not verbs or any(presence(verb, fold(evidence.quote)) >= _SAID for verb in verbs)


def asks_for_the_contrary(question: Question, best: Evidence) -> bool:
    """Return whether the question asks why something is so that the sentence tells otherwise.

    It denies the verb that the question asks with, or the other way round, or tells that it went
    the other way, or does not say that anything was ended where the question asks why it was.
    """
    nearest = fold(_nearest(question, best))
    asked = fold(question.text)
    ways = {_way(asked), _way(nearest)}
    if ways == {True, False}:
        return True
    ended = _ENDED.findall(asked)
    if ended and not any(word in fold(best.quote) for word in ended):
        return True
    verbs = [term.text for term in question.terms if term.weight == VERB_WEIGHT]
    return any(
        verb in nearest and _is_denied(verb, asked) != _is_denied(verb, nearest) for verb in verbs
    )


def _is_denied(verb: str, folded: str) -> bool:
    """Return whether a denial stands right before the verb, or before what goes with it."""
    before = folded[max(0, folded.find(verb) - _DENIAL_REACH) : folded.find(verb)]
    return _DENIAL.search(before) is not None


def _denies(text: str) -> bool:
    return _DENIAL.search(_WHETHER.sub("", fold(text))) is not None
