"""What a client may send, field by field: bodies and query strings become checked values.

A fault is told by name, with what was found and what is taken. Unknown names are refused, since a
slip such as `topk=5` would otherwise be a setting that silently does nothing.
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from index.errors import QuestionError
from index.types import Kind, Span
from service.citing.excerpts import ListStyle
from service.citing.requests import ChosenPassage, CitationQuery, ExcerptsRequest
from service.citing.sources import Tongue
from service.citing.styles import Style
from service.lookup import DEFAULT_KINDS, FactOrder, FactQuery, PassageQuery
from service.types import Feedback, Language, Request, Turn

MAX_QUESTION_CHARS = 2000
DEFAULT_PASSAGES = 8
MAX_TOP_K = 20
MAX_TURNS = 50
MAX_TURN_CHARS = 8000
MAX_COMMENT_CHARS = 2000
DEFAULT_FACTS = 100
MAX_FACTS = 1000
MAX_EXCERPTS = 200
MAX_TITLE_CHARS = 200
MAX_NOTE_CHARS = 2000
_MAX_OFFSET = 10**9
_SHOWN_CHARS = 40

_DEFAULTS = Request(question="")

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED: Mapping[str, str] = {
    "question": f"a string of 1 to {MAX_QUESTION_CHARS:,} characters, not only spaces",
    "q": f"a string of 1 to {MAX_QUESTION_CHARS:,} characters, not only spaces",
    "history": f'a list of at most {MAX_TURNS} messages {{"role", "content"}}',
    "role": '"user" or "assistant"',
    "content": f"a string of at most {MAX_TURN_CHARS:,} characters",
    "documents": "a list of document ids",
    "document": "a document id",
    "top_k": f"a whole number from 1 to {MAX_TOP_K}",
    "language": '"auto", "zh" or "en"',
    "answer_id": "the id of an answer, 1 to 64 letters, digits, - or _",
    "verdict": '"up" or "down"',
    "comment": f"a string of at most {MAX_COMMENT_CHARS:,} characters",
    "kind": "all, or one of " + ", ".join(Kind),
    "unit": "a unit, such as 人, 元 or %",
    "section": "a heading, as the report words it",
    "period": "a year or two, such as 2020 or 2016-2020",
    "goal_or_result": "goal or result",
    "sort": "place, number or -number",
    "min": "a number in base units, such as 168000000",
    "max": "a number in base units, such as 168000000",
    "limit": f"a whole number from 1 to {MAX_FACTS:,}",
    "offset": "a whole number from 0",
    "format": "json or csv",
    "start": "a whole number from 0, the first character of the range",
    "end": "a whole number from 1, the first character after the range",
    "style": "one of " + ", ".join(Style),
    "accessed": "a date, such as 2026-11-24",
    "title": f"a string of at most {MAX_TITLE_CHARS} characters",
    "excerpts": f'a list of 1 to {MAX_EXCERPTS} objects {{"document_id", "start", "end", "note"?}}',
    "document_id": "a document id",
    "note": f"a string of at most {MAX_NOTE_CHARS:,} characters",
}


_YEARS = re.compile("([0-9]{4})年?(?:[-—–~至/]([0-9]{4})年?)?")


class ParameterError(QuestionError):
    """The asker can mend it: a parameter of the address is unknown or has no usable value."""

    code = "invalid_parameter"


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("only spaces")
    return text


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("not finite")
    return number


Question = Annotated[
    str, Field(min_length=1, max_length=MAX_QUESTION_CHARS), AfterValidator(_not_blank)
]
TopK = Annotated[int, Field(ge=1, le=MAX_TOP_K)]
Number = Annotated[Decimal, AfterValidator(_finite)]


def _iso_date(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not written as a date of the calendar is")
    return text


Start = Annotated[int, Field(ge=0, le=_MAX_OFFSET)]
End = Annotated[int, Field(ge=1, le=_MAX_OFFSET)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]


class _Body(BaseModel):
    """A JSON body: types are taken as they are, `"5"` is not 5."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _TurnBody(_Body):
    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=MAX_TURN_CHARS)]


class _AnswerBody(_Body):
    """The body of `POST /api/v1/answers`."""

    question: Question
    history: Annotated[list[_TurnBody], Field(max_length=MAX_TURNS)] = []
    documents: list[str] = []
    top_k: TopK = _DEFAULTS.top_k
    language: Language = _DEFAULTS.language


class _FeedbackBody(_Body):
    """The body of `POST /api/v1/feedback`."""

    answer_id: Annotated[str, Field(pattern=r"\A[A-Za-z0-9_-]{1,64}\z")]
    verdict: Literal["up", "down"]
    question: Question
    comment: Annotated[str, Field(max_length=MAX_COMMENT_CHARS)] | None = None


class _Query(BaseModel):
    """A query string: every value arrives as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _SearchQuery(_Query):
    q: Question
    top_k: TopK = DEFAULT_PASSAGES
    document: tuple[str, ...] = ()


class _FactsQuery(_Query):
    q: Annotated[str, Field(max_length=MAX_QUESTION_CHARS)] = ""
    document: tuple[str, ...] = ()
    kind: tuple[Kind | Literal["all"], ...] = DEFAULT_KINDS
    unit: str | None = None
    section: str | None = None
    period: str | None = None
    goal_or_result: Literal["goal", "result"] | None = None
    min: Number | None = None
    max: Number | None = None
    sort: FactOrder = "place"
    limit: Annotated[int, Field(ge=1, le=MAX_FACTS)] | None = None
    offset: Annotated[int, Field(ge=0)] = 0
    format: Literal["json", "csv"] = "json"


class _CitationQuery(_Query):
    start: Start | None = None
    end: End | None = None
    style: Style = Style.GB7714
    language: Tongue | None = None
    accessed: IsoDate | None = None


class _ExcerptsQuery(_Query):
    format: Literal["markdown", "docx"] = "markdown"


class _ExcerptBody(_Body):
    document_id: str
    start: Start
    end: End
    note: Annotated[str, Field(max_length=MAX_NOTE_CHARS)] | None = None


class _ExcerptsBody(_Body):
    """The body of `POST /api/v1/excerpts`."""

    title: Annotated[str, Field(max_length=MAX_TITLE_CHARS)] | None = None
    style: ListStyle = "gb7714"
    accessed: IsoDate | None = None
    excerpts: Annotated[list[_ExcerptBody], Field(min_length=1, max_length=MAX_EXCERPTS)]


# Where a name means another thing than in most requests.
_EXPECTED_IN: Mapping[type[BaseModel], Mapping[str, str]] = {
    _CitationQuery: {"language": "zh or en"},
    _ExcerptsQuery: {"format": "markdown or docx"},
    _ExcerptsBody: {"style": '"gb7714", "gb7714-2015" or "plain"'},
}


def parse_answer_body(body: Mapping[str, object]) -> Request:
    """Return the request that a JSON body of `POST /api/v1/answers` makes.

    `null` in an optional field counts as left out, since many clients send it so.

    Raises:
        QuestionError: A field is unknown, missing or not usable; all such fields are named.
    """
    given = {name: value for name, value in body.items() if value is not None or name == "question"}
    try:
        fields = _AnswerBody.model_validate(given)
    except ValidationError as error:
        raise QuestionError(_explain(error, _AnswerBody)) from error
    return Request(
        question=fields.question,
        history=tuple(Turn(turn.role, turn.content) for turn in fields.history),
        document_ids=tuple(dict.fromkeys(fields.documents)),
        top_k=fields.top_k,
        language=fields.language,
    )


def parse_feedback_body(body: Mapping[str, object]) -> Feedback:
    """Return the feedback that a JSON body of `POST /api/v1/feedback` gives.

    A comment of spaces alone counts as left out.

    Raises:
        QuestionError: A field is unknown, missing or not usable; all such fields are named.
    """
    try:
        fields = _FeedbackBody.model_validate(body)
    except ValidationError as error:
        raise QuestionError(_explain(error, _FeedbackBody)) from error
    comment = (fields.comment or "").strip() or None
    return Feedback(fields.answer_id, fields.verdict, fields.question, comment)


def parse_search_query(pairs: Iterable[tuple[str, str]]) -> PassageQuery:
    """Return the query that the parameters of `GET /api/v1/search` make.

    Raises:
        ParameterError: A parameter is unknown, missing, doubled or not usable.
    """
    fields = _parse_query(_SearchQuery, pairs)
    return PassageQuery(fields.q, fields.top_k, tuple(dict.fromkeys(fields.document)))


def parse_facts_query(pairs: Iterable[tuple[str, str]]) -> tuple[FactQuery, Literal["json", "csv"]]:
    """Return the query that the parameters of `GET /api/v1/facts` make, and the format asked for.

    Without a limit JSON comes by the page, but a table is whole: nobody would see that it is not.

    Raises:
        ParameterError: A parameter is unknown, doubled or not usable.
    """
    fields = _parse_query(_FactsQuery, pairs)
    if fields.min is not None and fields.max is not None and fields.min > fields.max:
        raise ParameterError(f"min is {fields.min}, which is more than max, {fields.max}")
    query = FactQuery(
        words=tuple(fields.q.split()),
        document_ids=tuple(dict.fromkeys(fields.document)),
        kinds=tuple(Kind) if "all" in fields.kind else tuple(map(Kind, fields.kind)),
        unit=fields.unit,
        section=fields.section,
        years=None if fields.period is None else _years(fields.period),
        status=fields.goal_or_result,
        low=fields.min,
        high=fields.max,
        order=fields.sort,
        limit=fields.limit or (None if fields.format == "csv" else DEFAULT_FACTS),
        offset=fields.offset,
    )
    return query, fields.format


def _years(period: str) -> tuple[int, int]:
    """Return the first and last year of a period: `2016-2020`, `2020`, `2020年`."""
    match = _YEARS.fullmatch(period.strip())
    if match is None:
        raise ParameterError(f"`period` is {_shown(period)}; it must be {_EXPECTED['period']}")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise ParameterError(f"period begins with {first}, which is after its end, {last}")
    return first, last


def parse_citation_query(pairs: Iterable[tuple[str, str]], today: date) -> CitationQuery:
    """Return the query that the parameters of `GET /api/v1/documents/{id}/citation` make.

    Args:
        pairs: Names and values.
        today: The day it is cited on, unless `accessed` says another.

    Raises:
        ParameterError: A parameter is unknown, doubled or not usable, or is half of a range.
    """
    fields = _parse_query(_CitationQuery, pairs)
    start, end = fields.start, fields.end
    if (start is None) != (end is None):
        given, missing = ("start", "end") if end is None else ("end", "start")
        raise ParameterError(f"`{given}` is given without `{missing}`; send both, or neither")
    return CitationQuery(
        span=None if start is None or end is None else _range(start, end, ""),
        style=fields.style,
        cited=fields.accessed or today.isoformat(),
        language=fields.language,
    )


def parse_excerpts_query(pairs: Iterable[tuple[str, str]]) -> Literal["markdown", "docx"]:
    """Return the format that the parameters of `POST /api/v1/excerpts` ask for.

    Raises:
        ParameterError: A parameter is unknown, doubled or not usable.
    """
    return _parse_query(_ExcerptsQuery, pairs).format


def parse_excerpts_body(body: Mapping[str, object], today: date) -> ExcerptsRequest:
    """Return the request that a JSON body of `POST /api/v1/excerpts` makes.

    Args:
        body: As it was sent.
        today: The day it is cited on, unless `accessed` says another.

    Raises:
        ParameterError: A field is unknown, missing or not usable; all such fields are named.
    """
    given = {name: value for name, value in body.items() if value is not None or name == "excerpts"}
    try:
        fields = _ExcerptsBody.model_validate(given)
    except ValidationError as error:
        raise ParameterError(_explain(error, _ExcerptsBody)) from error
    return ExcerptsRequest(
        passages=tuple(
            ChosenPassage(
                document_id=each.document_id,
                span=_range(each.start, each.end, f"excerpts[{number}]."),
                note=each.note,
            )
            for number, each in enumerate(fields.excerpts)
        ),
        style=fields.style,
        cited=fields.accessed or today.isoformat(),
        title=fields.title,
    )


def _range(start: int, end: int, where: str) -> Span:
    if start >= end:
        raise ParameterError(f"`{where}start` is {start}; it must be less than `end`, {end}")
    return Span(start, end)


def refuse_parameters(pairs: Iterable[tuple[str, str]]) -> None:
    """Refuse any parameter, where an endpoint takes none.

    Raises:
        ParameterError: There is one.
    """
    _parse_query(_Query, pairs)


def _parse_query(model: type[Model], pairs: Iterable[tuple[str, str]]) -> Model:
    """Return `model` filled from `pairs`; an empty value counts as left out, as forms send it."""
    repeatable = {
        name for name, field in model.model_fields.items() if isinstance(field.default, tuple)
    }
    values: dict[str, str | list[str]] = {}
    for name, value in pairs:
        if name in repeatable:
            if value:
                values[name] = [*values.get(name, ()), value]
        elif name in values:
            raise ParameterError(f"`{name}` is given twice; send it once")
        elif value or name not in model.model_fields:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ParameterError(_explain(error, model)) from error


def _explain(error: ValidationError, model: type[BaseModel]) -> str:
    expected = {**_EXPECTED, **_EXPECTED_IN.get(model, {})}
    # A union (a kind or `all`) reports a fault for each of its members: one is enough.
    return "; ".join(
        dict.fromkeys(
            _fault(fault, tuple(model.model_fields), expected) for fault in error.errors()
        )
    )


def _fault(fault: ErrorDetails, known: tuple[str, ...], expected: Mapping[str, str]) -> str:
    """Return one fault in words: `` `top_k` is 99; it must be a whole number from 1 to 20 ``."""
    loc = fault["loc"]
    if fault["type"] == "extra_forbidden":
        path = _path(loc)
        close = difflib.get_close_matches(path, known, n=1)
        hint = f"; did you mean `{close[0]}`?" if close else ""
        return f"`{path[:40]}` is unknown{hint} (known: {', '.join(known) or 'none'})"
    # Pydantic also names the member of a union that it tried.
    loc = tuple(part for part in loc if isinstance(part, int) or part in expected)
    path = _path(loc)
    wanted = expected[next(part for part in reversed(loc) if isinstance(part, str))]
    if fault["type"] == "missing":
        return f"`{path}` is missing; it must be {wanted}"
    return f"`{path}` is {_shown(fault['input'])}; it must be {wanted}"


def _path(loc: tuple[int | str, ...]) -> str:
    """Return where a fault is: `history[2].role`."""
    names = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc]
    return "".join(names).removeprefix(".")


def _shown(value: object) -> str:
    if isinstance(value, str) and len(value) > _SHOWN_CHARS:
        return f"a string of {len(value):,} characters"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    return json.dumps(value, ensure_ascii=False, default=str)[:_SHOWN_CHARS]
