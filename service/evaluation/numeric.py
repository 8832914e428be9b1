"""Whether the number is the right one: its value, unit and direction, and no other beside it.

The value that counts is the one a program would take: `value`, else the calculation's result, else
the first number that is said and not merely repeated from the question. Short answer and text must
then say the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.text import fold
from index.types import Qualifier
from service.evaluation.amounts import (
    Said,
    amount_in,
    numbers_said,
    same_number,
    units_agree,
)
from service.evaluation.questions import GoldQuestion
from service.evaluation.replies import CitedPlace, GivenOperand, Reply
from service.evaluation.rulings import Ruling

_FELL = re.compile(
    "下降|减少|降低|下跌|减|降|跌|缩|fell|fall|drop|declin|decreas|reduc|cut|down|lower|shrank"
)
_EITHER_OR = re.compile("还是| or ")
_UPWARD = frozenset((Qualifier.OVER, Qualifier.AT_LEAST))
_DOWNWARD = frozenset((Qualifier.UNDER, Qualifier.AT_MOST))
_HEDGES = {
    "approx_over": Qualifier.OVER,
    "approx_under": Qualifier.UNDER,
    "approx": Qualifier.APPROX,
    "over": Qualifier.OVER,
    "under": Qualifier.UNDER,
    "at_least": Qualifier.AT_LEAST,
    "at_most": Qualifier.AT_MOST,
}
_MAX_IDENTIFIER_CHARS = 80
_FORMULA_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Given:
    number: Decimal
    unit: str
    qualifier: Qualifier


def judge_number(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` gives the number of `gold`."""
    given = _given(reply, gold)
    shown = [_shown(body, gold) for body in reply.bodies]
    faults = tuple(_number_faults(reply, gold, given, shown))
    wrong_value = given is not None and not _is_right(given.number, gold)
    return Ruling(
        faults=faults,
        neighbour=wrong_value and given is not None and abs(given.number) in gold.distractors,
        exact_hedge=not faults and _is_hedged_exactly(gold, given, shown),
        operands_cited=_operands_cited(reply, gold) if gold.formula else None,
    )


def judge_identifier(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` gives the code of `gold`, a telephone number for instance."""
    predicted = fold(reply.predicted)
    if len(predicted) > _MAX_IDENTIFIER_CHARS:
        return Ruling((f"more than {_MAX_IDENTIFIER_CHARS} characters for a code",))
    if gold.identifier not in re.findall(r"\d+", predicted):
        return Ruling((f"does not say {gold.identifier}",))
    if reply.value is not None and f"{reply.value.number:f}" != gold.identifier:
        return Ruling((f"the value is {reply.value.number}, not {gold.identifier}",))
    return Ruling()


# ---------------------------------------------------------------------------- what is given


def _given(reply: Reply, gold: GoldQuestion) -> _Given | None:
    """Return the number that the reply gives as its answer, `None` where it gives none."""
    if reply.value is not None:
        number, unit = amount_in(reply.value.number, reply.value.unit)
        return _Given(number, unit, _qualifier(reply.value.qualifier))
    if gold.formula and reply.calculation is not None:
        number, unit = amount_in(reply.calculation.result, reply.calculation.unit)
        return _Given(number, unit, Qualifier.EXACT)
    for body in reply.bodies:
        if said := _own_numbers(body, gold):
            return _Given(said[0].number, said[0].unit, said[0].qualifier)
    return None


def _qualifier(word: str) -> Qualifier:
    return Qualifier(word) if word in set(Qualifier) else Qualifier.EXACT


def _own_numbers(body: str, gold: GoldQuestion) -> list[Said]:
    """Return the numbers that the answer adds to the question; all where it only chooses."""
    said = list(numbers_said(body))
    if _EITHER_OR.search(fold(gold.question)):
        return said
    asked = {n for text in _asked(gold) for one in numbers_said(text) for n in one.numbers}
    return [one for one in said if not set(one.numbers) <= asked] or said


def _asked(gold: GoldQuestion) -> Iterator[str]:
    yield gold.question
    yield from (turn.content for turn in gold.history)


def _shown(body: str, gold: GoldQuestion) -> Said | None:
    """Return where a body says the right number, `None` where it does not."""
    right = [said for said in numbers_said(body) if any(_is_right(n, gold) for n in said.numbers)]
    agreeing = [said for said in right if _unit_fits(said.unit, gold)]
    return next(iter(agreeing or right), None)


def _is_right(number: Decimal, gold: GoldQuestion) -> bool:
    return any(
        same_number(abs(number) if gold.fell else number, value, gold.tolerance)
        for value, _ in gold.amounts
    )


# ---------------------------------------------------------------------------- what is wrong


def _number_faults(
    reply: Reply, gold: GoldQuestion, given: _Given | None, shown: Iterable[Said | None]
) -> Iterator[str]:
    if given is None:
        yield "gives no number"
        return
    if not _is_right(given.number, gold):
        yield f"value: {given.number:f}{given.unit}, not {gold.value:f}{gold.amounts[0][1]}"
        return
    if given.unit and not _unit_fits(given.unit, gold):
        yield f"unit: {given.unit}, not {gold.amounts[0][1]}"
    said = [one for one in shown if one is not None]
    if not given.unit and not any(_unit_fits(one.unit, gold) for one in said):
        yield "unit: none is given"
    for body, one in zip(reply.bodies, shown, strict=True):
        if one is None and numbers_said(body):
            yield f"inconsistent: {body[:60]!r} does not say the value"
        elif one is not None and one.unit and not _unit_fits(one.unit, gold):
            yield f"unit: {one.surface!r} is not in {gold.amounts[0][1]}"
    for qualifier in (given.qualifier, *(one.qualifier for one in said)):
        if _is_reversed(qualifier, gold):
            yield f"hedged the wrong way: {qualifier}"
    if gold.fell and not _says_it_fell(reply, gold, given):
        yield "does not say that it fell"


def _unit_fits(unit: str, gold: GoldQuestion) -> bool:
    """Return whether `unit` is that of the gold value or of a wording that is right."""
    aliases = [said for answer in gold.answers for said in numbers_said(answer)]
    if not unit:
        bare = any(_is_right(n, gold) for said in aliases if not said.unit for n in said.numbers)
        return bare or any(not wanted for _, wanted in gold.amounts)
    wanted = [w for _, w in gold.amounts] + [said.unit for said in aliases if said.unit]
    return any(units_agree(unit, one) for one in wanted)


def _is_reversed(qualifier: Qualifier, gold: GoldQuestion) -> bool:
    hedge = _HEDGES.get(gold.qualifier)
    if hedge in _UPWARD:
        return qualifier in _DOWNWARD
    return hedge in _DOWNWARD and qualifier in _UPWARD


def _says_it_fell(reply: Reply, gold: GoldQuestion, given: _Given) -> bool:
    bodies = (*reply.bodies, gold.question)
    return given.number < 0 or any(_FELL.search(fold(body)) for body in bodies)


def _is_hedged_exactly(
    gold: GoldQuestion, given: _Given | None, shown: Iterable[Said | None]
) -> bool:
    """Return whether value and words hedge the number as the report does.

    Where the question says the hedge already (超过多少), the words need not repeat it.
    """
    wanted = {_HEDGES.get(gold.qualifier, Qualifier.EXACT)}
    if gold.tolerance:
        wanted.add(Qualifier.APPROX)
    asked = fold(gold.question).replace("多少", "3").replace("几", "3")
    if any(
        said.qualifier in wanted and said.qualifier is not Qualifier.EXACT
        for said in numbers_said(asked)
    ):
        wanted |= {Qualifier.EXACT}
    hedges = [said.qualifier for said in shown if said is not None]
    return given is not None and {given.qualifier, *hedges} <= wanted


# ---------------------------------------------------------------------------- calculations


def _operands_cited(reply: Reply, gold: GoldQuestion) -> bool:
    """Return whether a calculation is shown whose operands, those of the formula, are all cited."""
    calculation = reply.calculation
    if calculation is None or not _is_right(calculation.result, gold):
        return False
    cited = {citation.number: citation for citation in reply.citations}
    shown = [o for o in calculation.operands if _stands_in(o, cited.get(o.citation))]
    held = {amount_in(operand.number, operand.unit)[0] for operand in shown}
    wanted = set(map(Decimal, _FORMULA_NUMBER.findall(gold.formula))) - set(gold.constants)
    return len(shown) == len(calculation.operands) and wanted <= held


def _stands_in(operand: GivenOperand, cited: CitedPlace | None) -> bool:
    if cited is None:
        return False
    number = amount_in(operand.number, operand.unit)[0]
    return any(number in said.numbers for said in numbers_said(cited.quote))
