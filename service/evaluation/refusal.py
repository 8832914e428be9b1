"""Whether a question without an answer is refused, or its false premise put right."""

import re

from index.text import fold
from service.evaluation.amounts import numbers_said
from service.evaluation.comparison import states_winner
from service.evaluation.questions import GoldQuestion
from service.evaluation.replies import Reply
from service.evaluation.rulings import Ruling
from service.evaluation.wording import holds, normalised
from service.types import Reason, Status

REASONS = {
    "ood": Reason.OUT_OF_SCOPE,
    "in_domain": Reason.NOT_STATED,
    "false_premise": Reason.PREMISE_CONFLICT,
}
"""The reason that fits each kind of question without an answer."""

_CONTRAST = re.compile(
    "不是|并非|而是|而非|实际|应为|应是|没有|但|not |actually|instead|rather|but "
)
_MISSING = re.compile(
    "没有|未(?:提|说|写|列|载|公布)|缺|不详|not (?:state|say|mention|found)|missing"
)


def judge_refusal(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` gives no answer where there is none, or corrects what is supposed."""
    if reply.refused and not (leaks := _leaks(reply, gold)):
        return Ruling()
    if gold.kind == "false_premise" and _corrects(reply, gold):
        return Ruling()
    if gold.half_told and _tells_half(reply):
        return Ruling()
    if reply.refused:
        return Ruling((f"refuses, but says {leaks}",))
    tempted = _is_tempted(reply, gold)
    return Ruling(("takes a near thing for the answer" if tempted else "answers",), tempted)


def _leaks(reply: Reply, gold: GoldQuestion) -> str | None:
    """Return what a refusal gives as its answer all the same."""
    if reply.value is not None:
        return f"{reply.value.number:f}{reply.value.unit}"
    short = reply.short_answer or ""
    asked = {n for text in _asked(gold) for said in numbers_said(text) for n in said.numbers}
    for said in numbers_said(short):
        if not set(said.numbers) <= asked:
            return said.surface
    return next((near for near in gold.tempting if holds(short, near)), None)


def _asked(gold: GoldQuestion) -> tuple[str, ...]:
    return (gold.question, *(turn.content for turn in gold.history))


def _corrects(reply: Reply, gold: GoldQuestion) -> bool:
    """Return whether the reply finds the premise false and says what the report has instead.

    Where that is only a number, words of contrast or the wrong number must stand beside it.
    """
    if reply.reason is not Reason.PREMISE_CONFLICT:
        return False
    bodies = [body for body in (reply.correction, *reply.bodies) if body]
    matched = [words for words in gold.corrections if any(holds(body, words) for body in bodies)]
    if any(not _is_bare_number(words) for words in matched):
        return True
    wrong = {n for said in numbers_said(gold.question) for n in said.numbers}
    return bool(matched) and any(
        _CONTRAST.search(fold(body))
        or any(wrong.intersection(said.numbers) for said in numbers_said(body))
        for body in bodies
    )


def _is_bare_number(words: str) -> bool:
    return len(normalised(words)) <= sum(len(said.surface) for said in numbers_said(words))


def _tells_half(reply: Reply) -> bool:
    """Return whether the half that is told is said to be all: no winner, no difference."""
    if reply.calculation is not None or any(states_winner(body) for body in reply.bodies):
        return False
    return reply.status is Status.PARTIAL or _MISSING.search(fold(reply.plain_text)) is not None


def _is_tempted(reply: Reply, gold: GoldQuestion) -> bool:
    """Return whether a near thing, or its number, is given as the answer."""
    if any(holds(reply.predicted, near) for near in gold.tempting):
        return True
    near_numbers = {
        n for near in gold.tempting for said in numbers_said(near) for n in said.numbers
    }
    given = [] if reply.value is None else [reply.value.number]
    given += [said.number for said in numbers_said(reply.predicted)[:1]]
    return not near_numbers.isdisjoint(given)
