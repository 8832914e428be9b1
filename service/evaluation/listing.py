"""Whether an answer names the items that are asked for: lists whole, free answers in substance."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from service.evaluation.amounts import numbers_said, units_agree
from service.evaluation.questions import GoldQuestion, Item
from service.evaluation.replies import Reply
from service.evaluation.rulings import Ruling
from service.evaluation.shelf import Case, Report
from service.evaluation.wording import holds, normalised
from service.types import Status

# A comma inside a number (1,200) parts nothing.
_SEGMENT_END = re.compile(r"[、;；。\n]|以及|(?<!\d)[,，]|[,，](?!\d{3}(?!\d))")
_LEAST_PRECISION = 0.5
_FREE_CHARS = 200
_FREE_FACTOR = 4
_MISSING = re.compile(
    "没有|未(?:提|说|写|列|载|公布)|缺|不详|not (?:state|say|mention|found)|missing"
)


def judge_list(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` lists what `gold` asks for, on the better of short answer and text."""
    rulings = [_judge_body(body, gold) for body in reply.bodies]
    best = max(rulings, key=lambda ruling: (ruling.right, ruling.items_found or 0.0))
    if gold.partial and not _says_what_is_missing(reply):
        return Ruling((*best.faults, "does not say what is missing"), items_found=best.items_found)
    return best


def _judge_body(body: str, gold: GoldQuestion) -> Ruling:
    found = [item for item in gold.items if _names(body, item)]
    faults = []
    if len(found) < gold.min_items:
        faults.append(f"names {len(found)} of {gold.min_items} items")
    if (precision := _precision(body, gold)) < _LEAST_PRECISION:
        faults.append(f"only {precision:.0%} of it belongs there")
    asserted = _distractors_in(body, gold)
    if asserted:
        faults.append(f"says {', '.join(f'{number:f}' for number in asserted)}, which is near")
    return Ruling(
        faults=tuple(faults),
        neighbour=bool(asserted),
        items_found=len(found) / len(gold.items),
    )


def _names(body: str, item: Item) -> bool:
    """Return whether `body` names `item`; a number must stand there with its unit."""
    value = item.value
    if value is None:
        return any(holds(body, name) for name in item.names)
    return any(
        value in said.numbers and (not item.unit or units_agree(said.unit, item.unit))
        for said in numbers_said(body)
    )


def _precision(body: str, gold: GoldQuestion) -> float:
    """Return the share of the parts of `body` that name an item or stand in the evidence."""
    segments = [part for part in _SEGMENT_END.split(body) if normalised(part)]
    evidence = normalised("".join(piece.quote for piece in gold.evidence))
    fitting = [
        part
        for part in segments
        if normalised(part) in evidence or any(_names(part, item) for item in gold.items)
    ]
    return len(fitting) / len(segments) if segments else 0.0


def _distractors_in(body: str, gold: GoldQuestion) -> list[Decimal]:
    wanted = {item.value for item in gold.items}
    said = {number for one in numbers_said(body) for number in one.numbers}
    return sorted(number for number in gold.distractors if number in said - wanted)


def _says_what_is_missing(reply: Reply) -> bool:
    return reply.status is Status.PARTIAL or _MISSING.search(reply.plain_text) is not None


# ---------------------------------------------------------------------------- free answers


def judge_coverage(reply: Reply, case: Case, shelf: Mapping[str, Report]) -> Ruling:
    """Return whether `reply` says in substance what `case` asks for, and no number from elsewhere.

    Only the beginning of the text is looked at, so that reciting a whole report is no answer.
    """
    gold = case.gold
    evidence_chars = sum(len(piece.quote) for piece in gold.evidence)
    reach = max(_FREE_CHARS, _FREE_FACTOR * evidence_chars)
    said = f"{reply.short_answer or ''}\n{reply.plain_text[:reach]}"
    found = [item for item in gold.items if any(holds(said, name) for name in item.names)]
    faults = []
    if len(found) < gold.min_items:
        faults.append(f"names {len(found)} of {gold.min_items} points")
    faults += [f"{number} is of no report that answers" for number in _foreign(reply, case, shelf)]
    return Ruling(tuple(faults), items_found=min(1.0, len(found) / gold.min_items))


def _foreign(reply: Reply, case: Case, shelf: Mapping[str, Report]) -> Iterable[str]:
    """Return the numbers that none of the reports which answer holds."""
    if not case.reports:
        return ()
    texts = [shelf[document_id].text for document_id in case.reports]
    asked = [case.gold.question, *(turn.content for turn in case.gold.history)]
    titles = [shelf[document_id].title for document_id in case.reports]
    known = {n for text in (*texts, *titles, *asked) for s in numbers_said(text) for n in s.numbers}
    said = [one for body in reply.bodies for one in numbers_said(body)]
    strange = (one for one in said if not set(one.numbers) <= known)
    written = (one for one in strange if not any(holds(text, one.surface) for text in texts))
    return tuple(dict.fromkeys(one.surface for one in written))
