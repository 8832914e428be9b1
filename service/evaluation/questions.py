"""A file of questions becomes checked `GoldQuestion`s.

In: JSON lines, one question each, with the fields that tests/evaluation/README.md lists; others
are passed over. Out: what is asked, of which reports, and what a right answer holds. Numbers are
read as decimals, so that 28.6 stays 28.6.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from index.errors import QuestionError
from service.types import Turn


class QuestionFileError(QuestionError):
    """The asker can mend it: a file of questions cannot be used as it is."""

    code: ClassVar[str] = "invalid_question_file"


class Rule(StrEnum):
    """By what an answer is judged."""

    NUMBER = "number"
    IDENTIFIER = "identifier"
    POLARITY = "polarity"
    COMPARISON = "comparison"
    COVERAGE = "coverage"
    LIST = "list"
    TEXT = "text"
    REFUSAL = "refusal"


_COVERED_TYPES = frozenset(("definition", "why_how", "section_summary"))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that an answer should name.

    Attributes:
        names: Wordings, of which one is enough.
        value: Its number in base units, where it has one; then the number is what must be named.
    """

    names: tuple[str, ...]
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that an answer rests on.

    Attributes:
        quote: The words; empty where only their place is given.
        report: The report's name, `None` where the file leaves it open.
        start: Where they stand; `None` where the file does not say.
    """

    quote: str
    report: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what a right answer to it holds.

    Attributes:
        reports: Names of the reports that hold the evidence, or the near thing.
        chosen: Names of the reports that the asker has chosen; empty means all.
        value: The number that answers, in base units.
        amounts: All right pairs of number and unit, `value` first.
        qualifier: How the number is hedged: `approx_over`, `approx_under`, `approx`, `over` …
        tolerance: By how much the number may differ.
        fell: The answer has to say that the figure fell.
        formula: How the number is computed from figures of the evidence.
        constants: Operands of the formula that no report states.
        truth: The answer to a yes-or-no question.
        sides: What is compared, each with its figure.
        wants_least: The smaller side is asked for.
        also: Other places that say the same.
        distractors: Figures that stand near and are wrong.
        kind: Why there is no answer: `ood`, `in_domain` or `false_premise`; empty if there is one.
        half_told: A comparison of which the reports tell one side only.
        tempting: Near things that are no answer.
        corrections: Words of which a right correction holds one.
    """

    question_id: str
    type: str
    question: str
    answerable: bool
    history: tuple[Turn, ...] = ()
    reports: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    value: Decimal | None = None
    amounts: tuple[tuple[Decimal, str], ...] = ()
    qualifier: str = ""
    tolerance: Decimal = Decimal(0)
    fell: bool = False
    formula: str = ""
    constants: tuple[Decimal, ...] = ()
    identifier: str = ""
    truth: bool | None = None
    sides: tuple[tuple[str, Decimal], ...] = ()
    wants_least: bool = False
    items: tuple[Item, ...] = ()
    min_items: int = 0
    partial: bool = False
    evidence: tuple[Evidence, ...] = ()
    also: tuple[Evidence, ...] = ()
    distractors: tuple[Decimal, ...] = ()
    distractor_texts: tuple[str, ...] = ()
    kind: str = ""
    half_told: bool = False
    tempting: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        """By what an answer to this question is judged."""
        if not self.answerable:
            return Rule.REFUSAL
        if self.value is not None:
            return Rule.NUMBER
        if self.identifier:
            return Rule.IDENTIFIER
        if self.truth is not None:
            return Rule.POLARITY
        if self.sides:
            return Rule.COMPARISON
        if self.items:
            return Rule.COVERAGE if self.type in _COVERED_TYPES else Rule.LIST
        return Rule.TEXT


def read_questions(path: Path) -> tuple[GoldQuestion, ...]:
    """Return the questions of a file in order.

    Raises:
        QuestionFileError: It cannot be read, holds no question, or a line is not usable; the
            message names file, line and field.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path} cannot be read as UTF-8 text: {error}") from error
    questions = tuple(
        _question_on(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line
    )
    if not questions:
        raise QuestionFileError(f"{path} holds no question; write one JSON object a line")
    return questions


# ---------------------------------------------------------------------------- one line

_Words = Annotated[str, Field(min_length=1)]
_Place = tuple[int, int] | tuple[_Words, int, int]
_Names = tuple[_Words, ...]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _TurnShape(_Shape):
    role: Literal["user", "assistant"]
    text: Annotated[str, Field(validation_alias=AliasChoices("text", "content"))]


class _ItemShape(_Shape):
    any: Annotated[_Names, Field(min_length=1)]
    value: Decimal | None = None
    unit: str | None = None


class _ToleranceShape(_Shape):
    abs: Decimal = Decimal(0)


class _Row(_Shape):
    """A line as it is written."""

    id: _Words
    type: _Words
    question: _Words
    answerable: bool
    history: tuple[_TurnShape, ...] = ()
    document: str | None = None
    doc_id: str | None = None
    doc_ids: _Names = ()
    evidence_documents: _Names = ()
    documents: _Names = ()
    answers: _Names = ()
    answer_value: Decimal | str | None = None
    answer_unit: str | None = None
    alt_unit: tuple[tuple[Decimal, str], ...] | None = None
    qualifier: str | None = None
    tolerance: _ToleranceShape | None = None
    direction: str | None = None
    formula: str | None = None
    constants: tuple[Decimal, ...] = ()
    answer_id: str | None = None
    answer_bool: bool | None = None
    compare: dict[str, Decimal | str] | None = None
    answer_items: tuple[_ItemShape, ...] = ()
    min_items: Annotated[int, Field(ge=1)] = 1
    partial: bool | None = None
    evidence: _Names = ()
    evidence_spans: tuple[_Place, ...] = ()
    also_spans: tuple[_Place, ...] = ()
    distractors: tuple[Decimal, ...] = ()
    distractors_text: _Names = ()
    unans_kind: Literal["ood", "in_domain", "false_premise"] | None = None
    unans_sub: str | None = None
    tempting: _Names = ()
    correction_any: _Names = ()


def _question_on(line: str, place: str) -> GoldQuestion:
    try:
        row = _Row.model_validate(json.loads(line, parse_float=Decimal))
    except ValidationError as error:
        raise QuestionFileError(f"{place}: {_first_fault(error)}") from error
    except ValueError as error:
        raise QuestionFileError(f"{place} is not JSON: {error}") from error
    for fault in _contradictions(row):
        raise QuestionFileError(f"{place}: {fault}")
    return _question(row)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    field = ".".join(map(str, fault["loc"])) or "the line"
    if fault["type"] == "missing":
        return f"`{field}` is missing"
    return f"`{field}` is {str(fault['input'])[:60]!r}: {fault['msg']}"


def _contradictions(row: _Row) -> Iterator[str]:
    """Yield what makes a row unjudgeable although each of its fields is well formed."""
    if row.answerable and not (row.answers or row.answer_items or row.answer_id):
        yield "`answers` is empty, but `answerable` is true"
    if not row.answerable and row.unans_kind is None:
        yield "`unans_kind` is missing, but `answerable` is false"
    if row.answer_items and row.min_items > len(row.answer_items):
        yield f"`min_items` is {row.min_items}, but there are {len(row.answer_items)} items"
    if row.evidence_spans and len(row.evidence_spans) != len(row.evidence):
        yield (
            f"`evidence_spans` has {len(row.evidence_spans)} entries "
            f"for {len(row.evidence)} of `evidence`"
        )
    for *_, start, end in (*row.evidence_spans, *row.also_spans):
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            yield f"a span needs 0 <= start < end, found [{start}, {end}]"
    if row.compare is not None and len(_sides(row)) < 2 and row.answer_bool is None:
        yield "`compare` names fewer than two sides with their figures"


def _question(row: _Row) -> GoldQuestion:
    value = row.answer_value if isinstance(row.answer_value, Decimal) else None
    unit = row.answer_unit or ""
    named = (row.document, row.doc_id, *row.doc_ids, *row.evidence_documents)
    return GoldQuestion(
        question_id=row.id,
        type=row.type,
        question=row.question,
        answerable=row.answerable,
        history=tuple(Turn(turn.role, turn.text) for turn in row.history),
        reports=tuple(dict.fromkeys(name for name in named if name)),
        chosen=row.documents,
        answers=row.answers,
        value=value,
        amounts=((value, unit), *(row.alt_unit or ())) if value is not None else (),
        qualifier=row.qualifier or "",
        tolerance=row.tolerance.abs if row.tolerance else Decimal(0),
        fell=row.direction == "down",
        formula=row.formula or "",
        constants=row.constants,
        identifier=row.answer_id or "",
        truth=row.answer_bool,
        sides=_sides(row),
        wants_least=(row.compare or {}).get("op") == "min",
        items=tuple(Item(item.any, item.value, item.unit or "") for item in row.answer_items),
        min_items=row.min_items,
        partial=bool(row.partial),
        evidence=tuple(_evidence(row)),
        also=tuple(_at(row, "", None, place) for place in row.also_spans),
        distractors=row.distractors,
        distractor_texts=row.distractors_text,
        kind=row.unans_kind or "",
        half_told=row.unans_sub == "one_side_missing",
        tempting=row.tempting,
        corrections=row.correction_any,
    )


def _sides(row: _Row) -> tuple[tuple[str, Decimal], ...]:
    """Return what is compared; not where a figure is held against a threshold (`gt`, `lt`)."""
    compare = row.compare or {}
    if compare.get("op") not in ("max", "min"):
        return ()
    return tuple((side, n) for side, n in compare.items() if isinstance(n, Decimal))


def _evidence(row: _Row) -> Iterator[Evidence]:
    several = len(row.evidence_documents) == len(row.evidence)
    for position, quote in enumerate(row.evidence):
        report = row.evidence_documents[position] if several else None
        place = row.evidence_spans[position] if row.evidence_spans else None
        yield _at(row, quote, report, place)


def _at(row: _Row, quote: str, report: str | None, place: _Place | None) -> Evidence:
    only = (row.document or row.doc_id) or (row.doc_ids[0] if len(row.doc_ids) == 1 else None)
    report = report or only
    if place is None:
        return Evidence(quote, report)
    if len(place) == 3:
        return Evidence(quote, place[0], place[1], place[2])
    return Evidence(quote, report, place[0], place[1])
