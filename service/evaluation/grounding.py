"""What a reply rests on: whether its citations are exact, and cover the evidence and its numbers.

In: a reply, its case, and the reports' texts. Out: a `Grounding`. Nothing here asks whether the
answer is right.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from index.text import fold
from service.evaluation.amounts import Said, numbers_said
from service.evaluation.replies import CitedPlace, Reply
from service.evaluation.shelf import Case, Place, Report
from service.evaluation.wording import place_of
from service.gate import MARKER

_YEAR = re.compile(r"(?:19|20)\d\d")
_CENTURIES = (Decimal(1900), Decimal(2000))
_HUNDRED = Decimal(100)
_EXPRESSION_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Grounding:
    """What a reply's citations carry.

    Attributes:
        citations: How many there are.
        broken: What is wrong with those that are not exact, and with marks that lead nowhere.
        strange_numbers: Numbers in the answer that no cited quote holds.
        evidence_found: Share of the evidence that a citation touches; `None` without evidence.
        right_report: Whether the citations lie in the reports that answer, in each of them and
            nowhere else; `None` where these are not known or nothing can be answered.
    """

    citations: int = 0
    broken: tuple[str, ...] = ()
    strange_numbers: tuple[str, ...] = ()
    evidence_found: float | None = None
    right_report: bool | None = None


def ground(reply: Reply, case: Case, shelf: Mapping[str, Report]) -> Grounding:
    """Return what carries `reply`, an answer to `case`."""
    exact = [cited for cited in reply.citations if _fault(cited, shelf) is None]
    return Grounding(
        citations=len(reply.citations),
        broken=(*_broken(reply, shelf), *_dangling(reply)),
        strange_numbers=strange_numbers(reply, case, exact),
        evidence_found=_evidence_found(reply.citations, case),
        right_report=_right_report(reply.citations, exact, case),
    )


# ---------------------------------------------------------------------------- citations


def _broken(reply: Reply, shelf: Mapping[str, Report]) -> tuple[str, ...]:
    faults = ((cited.number, _fault(cited, shelf)) for cited in reply.citations)
    return tuple(f"citation {number} {fault}" for number, fault in faults if fault is not None)


def _fault(cited: CitedPlace, shelf: Mapping[str, Report]) -> str | None:
    report = shelf.get(cited.document_id)
    if report is None:
        return f"names no document: {cited.document_id!r}"
    if not 0 <= cited.start < cited.end:
        return f"has no place: [{cited.start}, {cited.end})"
    if report.text[cited.start : cited.end] != cited.quote:
        return f"does not stand at [{cited.start}, {cited.end}) of {report.filename}"
    return None


def _dangling(reply: Reply) -> tuple[str, ...]:
    known = {cited.number for cited in reply.citations}
    marks = {int(mark) for mark in MARKER.findall(f"{reply.text} {reply.correction or ''}")}
    return tuple(f"[{mark}] leads to no citation" for mark in sorted(marks - known))


def _evidence_found(citations: Iterable[CitedPlace], case: Case) -> float | None:
    """Return the share of places that are touched; another place that says the same counts too."""
    if not case.gold.answerable or not case.evidence:
        return None
    cited = tuple(citations)
    if any(_touched(place, cited) for place in case.also):
        return 1.0
    return sum(_touched(place, cited) for place in case.evidence) / len(case.evidence)


def _touched(place: Place, citations: Iterable[CitedPlace]) -> bool:
    return any(
        cited.document_id == place.document_id
        and cited.start < place.end
        and place.start < cited.end
        for cited in citations
    )


def _right_report(
    citations: Iterable[CitedPlace], exact: Iterable[CitedPlace], case: Case
) -> bool | None:
    if not case.gold.answerable or not case.reports:
        return None
    also = {place.document_id for place in case.also}
    cited = {citation.document_id for citation in citations}
    shown = {citation.document_id for citation in exact}
    complete = set(case.reports) <= shown or bool(also & shown)
    return complete and cited <= set(case.reports) | also


# ---------------------------------------------------------------------------- numbers


def strange_numbers(reply: Reply, case: Case, citations: Iterable[CitedPlace]) -> tuple[str, ...]:
    """Return the numbers of `reply` that none of `citations` holds, as they are written.

    Known besides are those of the question and the turns before it, the years in the titles of
    what is cited, and what a calculation shows.
    """
    cited = tuple(citations)
    quotes = [citation.quote for citation in cited]
    asked = [case.gold.question, *(turn.content for turn in case.gold.history)]
    known = {n for text in (*quotes, *asked) for said in numbers_said(text) for n in said.numbers}
    known |= _title_years(cited) | _computed(reply)
    folded = [fold(text) for text in (*quotes, *asked)]
    bodies = (reply.text, reply.short_answer, reply.correction)
    said = [number for body in bodies if body for number in numbers_said(body)]
    strange = (n for n in said if not (_is_known(n, known, reply) or _stands(n, folded)))
    return tuple(dict.fromkeys(number.surface for number in strange))


def _is_known(said: Said, known: set[Decimal], reply: Reply) -> bool:
    if set(said.numbers) <= known or _rounds_result(said, reply):
        return True
    # 25年 is 2025年 too.
    return said.unit == "年" and all(
        any(abs(number - other) in _CENTURIES for other in known) for number in said.numbers
    )


def _stands(said: Said, folded: Iterable[str]) -> bool:
    """Return whether it is written so, whatever it may be worth there."""
    return any(place_of(text, said.surface) >= 0 for text in folded)


def _title_years(citations: Iterable[CitedPlace]) -> set[Decimal]:
    return {Decimal(year) for cited in citations for year in _YEAR.findall(cited.title)}


def _computed(reply: Reply) -> set[Decimal]:
    if reply.calculation is None:
        return set()
    shown = _EXPRESSION_NUMBER.findall(reply.calculation.expression)
    return {abs(reply.calculation.result), _HUNDRED, *map(Decimal, shown)}


def _rounds_result(said: Said, reply: Reply) -> bool:
    """Return whether `said` is the calculation's result, rounded to the digits that are shown."""
    if reply.calculation is None:
        return False
    last_place = Decimal(1).scaleb(int(said.number.as_tuple().exponent))
    return abs(abs(reply.calculation.result) - said.number) <= last_place / 2
