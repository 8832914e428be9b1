"""The gate that every JSON body passes before any handler sees it.

Bytes come in, a plain object comes out, or a `BodyError` that says what is wrong with them. The
parser of the standard library takes what JSON does not allow (NaN, doubled keys, half of a
surrogate pair) and fails on deep nesting with an error that is no `ValueError`, so each of these
is settled here. Which fields there may be is for `service.parameters`.
"""

import json
import re
from typing import NoReturn

from index.errors import QuestionError

MAX_BODY_BYTES = 64 * 1024
"""Nothing longer is handed to the gate; the endpoint stops reading there."""

MAX_DEPTH = 32

# The closing quote is optional, which keeps this linear on any input: a string that never ends is
# read to the end once, not once for each of its quotes.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


class BodyError(QuestionError):
    """The asker can mend it: the body is not a JSON object that can be read one way only."""

    code = "invalid_json"


def read_json_object(body: bytes) -> dict[str, object]:
    """Return the object that `body` is.

    Raises:
        BodyError: `body` is not UTF-8, not JSON, nested more than `MAX_DEPTH` levels, not an
            object, or holds NaN, Infinity, a key twice or a lone surrogate.
    """
    _refuse_depth(body)
    value = _parse(_decode(body))
    if not isinstance(value, dict):
        raise BodyError(f"the body must be a JSON object {{…}}, but it is {_kind(value)}")
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise BodyError(
            "a string holds half of a surrogate pair (\\ud800 to \\udfff alone), which is no text"
        ) from error
    return value


def _refuse_depth(body: bytes) -> None:
    depth = 0
    for token in _TOKEN.finditer(body):
        if token[0] in (b"[", b"{"):
            depth += 1
            if depth > MAX_DEPTH:
                raise BodyError(f"the body is nested more than {MAX_DEPTH} levels deep")
        elif token[0] in (b"]", b"}"):
            depth -= 1


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BodyError(
            f"the body is not UTF-8: byte {error.start} is 0x{body[error.start]:02x}"
        ) from error


def _parse(text: str) -> object:
    try:
        value: object = json.loads(
            text, object_pairs_hook=_object_without_doubles, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BodyError(f"the body is not JSON: {error.msg}, at {where}") from error
    except ValueError as error:
        # Python refuses to read integers of more than some thousands of digits.
        raise BodyError(f"the body holds a number that is too long: {error}") from error
    return value


def _object_without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise BodyError(f"the key {doubled[:40]!r} stands twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise BodyError(f"the body holds {name}, which is no JSON number")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {list: "an array", str: "a string", bool: "a boolean", int: "a number"}
    return names.get(type(value), "a number")
