"""The last step of every answer, whatever made it: nothing passes that the reports do not carry.

In: an `Answer` and the stored documents. Out: the same answer, or `GateError`. Checked:

- every citation's quote is the stored text at its offsets;
- every `[n]` in the text has its citation, and an answer has at least one;
- every number in the answer stands in a cited quote, or is the result of a shown calculation
  whose operands do; a year may also be said that a cited fact holds for, or that is in a cited
  report's title where that report is named.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import ClassVar

from index.errors import QAError
from index.quantities import find_quantities
from index.text import fold
from index.types import Document, Kind, Quantity, Span
from service.conversions import constants
from service.types import Answer, Calculation, Citation, Status

MARKER = re.compile(r"\[(\d+)\]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGIT_PARTS = ".,%‰万亿兆千百"  # a digit run beside one of these would be part of another number

_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class GateError(QAError):
    """An answer that cannot be verified; it is never sent."""

    code: ClassVar[str] = "answer_withheld"


def verified(answer: Answer, documents: Mapping[str, Document]) -> Answer:
    """Return `answer` unchanged once everything in it has been found in the cited text.

    Args:
        answer: What is about to be sent.
        documents: The stored documents by id, of the generation that was read.

    Raises:
        GateError: Something in the answer does not stand in the reports; the message says what.
    """
    _check_citations(answer.citations, documents)
    _check_markers(answer)
    quotes = [citation.quote for citation in answer.citations]
    if answer.calculation is not None:
        _check_calculation(answer.calculation, answer.citations)
    computed = _computed_numbers(answer.calculation)
    years = _years_told(answer)
    for name in ("text", "short_answer", "correction"):
        written = getattr(answer, name)
        if written is not None:
            own = MARKER.sub(" ", _without_quotes(written, quotes))
            _check_numbers(name, own, quotes, computed, years)
    _check_value(answer, quotes, computed)
    return answer


def _check_citations(citations: tuple[Citation, ...], documents: Mapping[str, Document]) -> None:
    for position, citation in enumerate(citations, start=1):
        if citation.number != position:
            raise GateError(f"citation {position} carries the number {citation.number}")
        document = documents.get(citation.document_id)
        if document is None:
            raise GateError(f"citation {position} names no document: {citation.document_id!r}")
        span = citation.span
        if document.text[span.start : span.end] != citation.quote:
            raise GateError(
                f"citation {position} does not stand at [{span.start}, {span.end}) "
                f"of {citation.document_id}"
            )


def _check_markers(answer: Answer) -> None:
    # A report may have footnotes of its own, so only what stands beside the quotes is ours.
    quotes = [citation.quote for citation in answer.citations]
    written = _without_quotes(f"{answer.text} {answer.correction or ''}", quotes)
    for marker in MARKER.findall(written):
        if not 1 <= int(marker) <= len(answer.citations):
            raise GateError(f"the text refers to [{marker}], but there is no such citation")
    if answer.status is not Status.NOT_FOUND and not answer.citations:
        raise GateError(f"status is {answer.status}, but nothing is cited")


def _without_quotes(written: str, quotes: Iterable[str]) -> str:
    """Return `written` without the quotes in it, which have been found in the stored text whole."""
    for quote in quotes:
        written = written.replace(quote.strip() or quote, " ")
    return written


def _check_numbers(
    name: str,
    written: str,
    quotes: Iterable[str],
    computed: tuple[Decimal, ...],
    years: frozenset[str],
) -> None:
    folded = [fold(quote) for quote in quotes]
    stated = [found for quote in folded for found in find_quantities(quote)]
    written = fold(written)
    # A label (三农, 十四五) is a name that holds a numeral; it states no amount.
    quantities = [found for found in find_quantities(written) if found.kind is not Kind.LABEL]
    for quantity in quantities:
        if {quantity.number, _plain(quantity.surface)} & set(computed):
            continue
        if quantity.kind is Kind.DATE and _is_told(quantity, written, years):
            continue
        if _stands_in(quantity.surface, folded):
            continue
        if not any(_same_amount(quantity, other) for other in stated):
            raise GateError(f"{name} says {quantity.surface!r}, which no cited quote says")
    for match in _DIGITS.finditer(written):
        span = Span(*match.span())
        if any(quantity.span.contains(span) for quantity in quantities):
            continue
        if _plain(match.group()) in computed:
            continue
        if not _stands_in(match.group(), folded):
            raise GateError(f"{name} holds the number {match.group()}, which no cited quote holds")


def _years_told(answer: Answer) -> frozenset[str]:
    """Return the years that cited facts hold for, `2014年`, and cited reports: `2014年报告`."""
    of_facts = {f"{fact.period}年" for fact in answer.facts if fact.period is not None}
    of_titles = {year for cited in answer.citations for year in _YEAR.findall(cited.title)}
    return frozenset(of_facts | {f"{year}年报告" for year in of_titles})


def _is_told(date: Quantity, written: str, years: frozenset[str]) -> bool:
    named = written[date.span.start : date.span.end + len("报告")]
    return date.surface in years or named in years


def _plain(digits: str) -> Decimal | None:
    return Decimal(digits) if _PLAIN_NUMBER.fullmatch(digits) else None


def _stands_in(surface: str, quotes: Iterable[str]) -> bool:
    """Return whether `surface` stands in a quote as a whole number, not inside a longer one."""
    return any(_stands_alone(surface, quote) for quote in quotes)


def _stands_alone(surface: str, quote: str) -> bool:
    start = quote.find(surface)
    while start >= 0:
        before, after = quote[start - 1 : start], quote[start + len(surface) :][:1]
        after_next = quote[start + len(surface) + 1 :][:1]
        if not (_continues_left(before, surface) or _continues_right(surface, after, after_next)):
            return True
        start = quote.find(surface, start + 1)
    return False


def _continues_left(before: str, surface: str) -> bool:
    return bool(before) and surface[0].isdigit() and (before.isdigit() or before in ".,")


def _continues_right(surface: str, after: str, after_next: str) -> bool:
    if not after or not (surface[-1].isdigit() or surface[-1] in _DIGIT_PARTS):
        return False
    if after in ".,":
        return after_next.isdigit()
    return after.isdigit() or after in _DIGIT_PARTS


def _same_amount(one: Quantity, other: Quantity) -> bool:
    return (one.kind, one.number, one.low, one.high, one.unit, one.qualifier) == (
        other.kind,
        other.number,
        other.low,
        other.high,
        other.unit,
        other.qualifier,
    )


def _check_value(answer: Answer, quotes: list[str], computed: tuple[Decimal, ...]) -> None:
    value = answer.value
    if value is None or value.number in computed:
        return
    if not any(value.surface in quote for quote in quotes):
        raise GateError(f"the value {value.surface!r} stands in no cited quote")
    stated = [found for quote in quotes for found in find_quantities(quote)]
    if not any(
        (found.number, found.unit, found.qualifier) == (value.number, value.unit, value.qualifier)
        for found in stated
        if found.surface in value.surface or value.surface in found.surface
    ):
        raise GateError(f"no cited quote states the value {value.number} {value.unit}")


def _computed_numbers(calculation: Calculation | None) -> tuple[Decimal, ...]:
    """Return what a checked calculation accounts for: its result and all that its formula shows."""
    if calculation is None:
        return ()
    shown = _DIGITS.findall(calculation.expression)
    return (calculation.result, *(Decimal(number) for number in shown))


def _check_calculation(calculation: Calculation, citations: tuple[Citation, ...]) -> None:
    for operand in calculation.operands:
        if not 1 <= operand.citation <= len(citations):
            raise GateError(f"operand {operand.label!r} has no citation {operand.citation}")
        quote = citations[operand.citation - 1].quote
        stated = {found.number for found in find_quantities(quote)}
        if operand.number not in stated:
            raise GateError(f"operand {operand.label!r} = {operand.number} is not in its quote")
    allowed = {operand.number for operand in calculation.operands} | {Decimal(100), Decimal(1)}
    allowed |= constants({calculation.unit, *(operand.unit for operand in calculation.operands)})
    result = _evaluate(calculation.expression.replace("×", "*").replace("÷", "/"), allowed)
    rounding = Decimal(1).scaleb(min(0, int(calculation.result.as_tuple().exponent)))
    if abs(result - calculation.result) > rounding / 2:
        raise GateError(f"{calculation.expression} is {result}, not {calculation.result}")


def _evaluate(expression: str, allowed: set[Decimal]) -> Decimal:
    """Return what `expression` is worth, computed anew in Decimal from its own literals."""

    def worth(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
            return _OPERATIONS[type(node.op)](worth(node.left), worth(node.right))
        literal = ast.get_source_segment(expression, node)
        if isinstance(node, ast.Constant) and literal and Decimal(literal) in allowed:
            return Decimal(literal)
        raise GateError(f"the calculation uses {literal!r}, which is not one of its operands")

    try:
        return worth(ast.parse(expression, mode="eval").body)
    except (SyntaxError, ArithmeticError) as error:
        raise GateError(f"{expression!r} cannot be computed: {error}") from error
