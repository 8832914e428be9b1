"""Who is asked: the parts opened in this process, or a server that runs elsewhere.

Both give their reports as a shelf and take a `Request`; a reply comes back as the contract's JSON
with the seconds it took, so that all else is the same for both.
"""

import http.client
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import SplitResult, quote, urlsplit

from index.errors import ConfigError, QAError
from index.library import Library
from index.types import Encoder
from service.answering import answer
from service.contract import answer_json
from service.evaluation.shelf import Report
from service.types import Request
from service.verdicts import PassageReader

_TIMEOUT_S = 30.0


class ServerError(QAError):
    """The operator can mend it: a server does not answer as the contract says."""

    code: ClassVar[str] = "server_unusable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: a reply's JSON, or how the call failed."""

    seconds: float
    body: Mapping[str, object] | None = None
    failure: str | None = None


Asker = Callable[[Request], Outcome]


# ---------------------------------------------------------------------------- in this process


def shelf_of(library: Library) -> dict[str, Report]:
    """Return the reports of an open library by id."""
    return {
        document_id: Report(document_id, document.title, document.filename, document.text)
        for document_id, document in library.documents.items()
    }


def library_asker(library: Library, encoder: Encoder, reader: PassageReader | None) -> Asker:
    """Return what answers as `wenju ask` does."""

    def ask(request: Request) -> Outcome:
        started = time.perf_counter()
        try:
            answered = answer(request, library, encoder, reader)
        except QAError as error:
            return Outcome(time.perf_counter() - started, failure=f"{error.code}: {error}")
        seconds = time.perf_counter() - started
        return Outcome(seconds, answer_json(answered, library.documents))

    return ask


# ---------------------------------------------------------------------------- a server


def server_shelf(base_url: str) -> dict[str, Report]:
    """Return the reports that a running server holds, by id.

    Raises:
        ConfigError: `base_url` is no http address.
        ServerError: The server cannot be reached, or answers otherwise than the contract says.
    """
    address = _address(base_url)
    try:
        listed = json.loads(_get(address, "/api/v1/documents"))["documents"]
        return {
            entry["id"]: Report(
                entry["id"], entry["title"], entry["filename"], _text(address, entry["id"])
            )
            for entry in listed
        }
    except (OSError, http.client.HTTPException) as error:
        raise ServerError(f"{base_url} cannot be reached: {error}; is the server up?") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ServerError(f"{base_url} does not list documents as the contract says") from error


def server_asker(base_url: str, timeout_s: float = _TIMEOUT_S) -> Asker:
    """Return what asks the server at `base_url`; the time is that of the whole call."""
    address = _address(base_url)

    def ask(request: Request) -> Outcome:
        started = time.perf_counter()
        try:
            status, sent = _call(address, "POST", "/api/v1/answers", _body(request), timeout_s)
        except (OSError, http.client.HTTPException) as error:
            seconds = time.perf_counter() - started
            return Outcome(seconds, failure=f"no reply: {type(error).__name__}: {error}")
        return _outcome(time.perf_counter() - started, status, sent)

    return ask


def _outcome(seconds: float, status: int, sent: bytes) -> Outcome:
    try:
        body = json.loads(sent)
    except ValueError:
        return Outcome(seconds, failure=f"status {status}, and what was sent is no JSON")
    if status != http.HTTPStatus.OK or not isinstance(body, dict):
        code = body.get("code", "") if isinstance(body, dict) else ""
        return Outcome(seconds, failure=f"status {status} {code}".rstrip())
    return Outcome(seconds, body)


def _body(request: Request) -> bytes:
    history = [{"role": turn.role, "content": turn.content} for turn in request.history]
    body: dict[str, object] = {"question": request.question, "history": history}
    if request.document_ids:
        body["documents"] = list(request.document_ids)
    return json.dumps(body).encode()


def _address(base_url: str) -> SplitResult:
    address = urlsplit(base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ConfigError(f"--url is {base_url!r}; give an address such as http://127.0.0.1:8000")
    return address


def _text(address: SplitResult, document_id: str) -> str:
    return _get(address, f"/api/v1/documents/{quote(document_id, safe='')}/text").decode()


def _get(address: SplitResult, path: str) -> bytes:
    status, sent = _call(address, "GET", path, None, _TIMEOUT_S)
    if status != http.HTTPStatus.OK:
        raise ServerError(f"{address.geturl()} answers {path} with status {status}")
    return sent


def _call(
    address: SplitResult, method: str, path: str, body: bytes | None, timeout_s: float
) -> tuple[int, bytes]:
    """Return status and body of one call on a connection of its own."""
    secure = address.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=timeout_s)
    headers = {"Content-Type": "application/json"} if body is not None else {}
    try:
        connection.request(method, address.path.rstrip("/") + path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
