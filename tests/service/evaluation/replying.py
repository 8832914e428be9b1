"""Replies made by hand from what a file of questions holds: perfect ones, and spoilt ones.

They are the contract's JSON, so that they are judged as any server's would be.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from service.evaluation.amounts import numbers_said
from service.evaluation.questions import GoldQuestion, Rule
from service.evaluation.refusal import REASONS
from service.evaluation.shelf import Case, Place, Report

Body = dict[str, Any]

_QUALIFIERS = {"approx_over": "over", "approx_under": "under", "": "exact"}
_FILLER = "\n此外，有关部门还做了其他工作，不再一一列举。\n"


def shelf_for(questions: tuple[GoldQuestion, ...]) -> dict[str, Report]:
    """Return invented reports, under the names that the questions use, holding their evidence."""
    texts: dict[str, list[str]] = {}
    for question in questions:
        named = [*question.reports, *question.chosen] or ["unnamed"]
        for name in named:
            texts.setdefault(name, [])
        for piece in question.evidence:
            texts[piece.report or named[0]].append(piece.quote)
    return {
        f"id-{number:03d}": Report(f"id-{number:03d}", name, f"{name}.txt", _FILLER.join(quotes))
        for number, (name, quotes) in enumerate(texts.items())
    }


def cited(number: int, place: Place, shelf: dict[str, Report]) -> Body:
    """Return the citation of a place."""
    report = shelf[place.document_id]
    return {
        "number": number,
        "document_id": place.document_id,
        "title": report.title,
        "start": place.start,
        "end": place.end,
        "quote": report.text[place.start : place.end],
    }


def refusal(reason: str = "not_stated", **fields: object) -> Body:
    """Return a reply that gives no answer."""
    body = {"status": "not_found", "reason": reason, "text": "报告没有说明。", "citations": []}
    return body | fields


def perfect_reply(case: Case, shelf: dict[str, Report]) -> Body:
    """Return a reply to which nobody could object."""
    gold = case.gold
    if gold.rule is Rule.REFUSAL:
        return refusal(REASONS[gold.kind].value)
    short = _short_answer(gold)
    citations = [cited(n, place, shelf) for n, place in enumerate(case.evidence, 1)]
    marks = "".join(f"[{citation['number']}]" for citation in citations)
    body = {"status": "answered", "short_answer": short, "text": f"{short}。{marks}"}
    body["citations"] = citations
    if gold.rule is Rule.NUMBER:
        body["value"] = _value(gold)
    if gold.formula:
        body["calculation"] = _calculation(gold, citations)
    return body


def _short_answer(gold: GoldQuestion) -> str:
    if gold.rule in (Rule.LIST, Rule.COVERAGE):
        return "、".join(item.names[0] for item in gold.items)
    if gold.rule is Rule.POLARITY:
        return "是的" if gold.truth else "不是"
    if gold.rule is Rule.NUMBER and gold.fell:
        return f"下降{gold.answers[0]}"
    return gold.answers[0]


def _value(gold: GoldQuestion) -> Body:
    qualifier = _QUALIFIERS.get(gold.qualifier, gold.qualifier)
    return {"number": f"{gold.value:f}", "unit": gold.amounts[0][1], "qualifier": qualifier}


def _calculation(gold: GoldQuestion, citations: list[Body]) -> Body:
    operands = set(map(Decimal, re.findall(r"\d+(?:\.\d+)?", gold.formula))) - set(gold.constants)
    return {
        "expression": gold.formula,
        "result": f"{gold.value:f}",
        "unit": gold.amounts[0][1],
        "operands": [
            {"number": f"{number:f}", "unit": "", "citation": _holder(number, citations)}
            for number in sorted(operands)
        ],
    }


def _holder(number: Decimal, citations: list[Body]) -> int:
    for citation in citations:
        if any(number in said.numbers for said in numbers_said(citation["quote"])):
            return int(citation["number"])
    return 1


def spoilt_replies(case: Case, shelf: dict[str, Report]) -> Iterator[tuple[str, Body]]:
    """Yield replies that are wrong, each with what was done to a perfect one."""
    gold, body = case.gold, perfect_reply(case, shelf)
    if gold.rule is Rule.REFUSAL:
        said = {"status": "answered", "reason": None, "short_answer": "四十七万斤"}
        yield "answered", body | said | {"text": "四十七万斤。"}
        return
    yield "refused", refusal()
    if gold.rule is Rule.NUMBER:
        yield from _spoilt_numbers(gold, body)
    elif gold.rule is Rule.POLARITY:
        short = "不是" if gold.truth else "是的"
        yield "turned round", body | {"short_answer": short, "text": f"{short}。"}
    elif gold.rule is Rule.COMPARISON:
        best = min if gold.wants_least else max
        winner = best(gold.sides, key=lambda side: side[1])
        loser = next(side for side in gold.sides if side != winner)
        yield "other side", body | {"short_answer": loser[0], "text": f"{loser[0]}。"}
    else:
        yield "other words", body | {"short_answer": "黄河鲤鱼", "text": "黄河鲤鱼。"}


def _spoilt_numbers(gold: GoldQuestion, body: Body) -> Iterator[tuple[str, Body]]:
    assert gold.value is not None
    unit = gold.amounts[0][1]
    for how, number in (("ten times", gold.value * 10 + 7), ("digit", gold.value + 1000)):
        short = f"{number:f}{unit}"
        value = body["value"] | {"number": f"{number:f}"}
        yield (
            how,
            body
            | {"short_answer": short, "text": f"{short}。", "value": value}
            | ({"calculation": None}),
        )
    other = "公里" if unit != "公里" else "公斤"
    short = f"{gold.value:f}{other}"
    value = body["value"] | {"unit": other}
    yield "unit", body | {"short_answer": short, "text": f"{short}。", "value": value}
    yield "inconsistent", body | {"text": f"{gold.value + 1000:f}{unit}。"}
