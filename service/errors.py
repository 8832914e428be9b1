"""Kind of error → HTTP status, and the one body that every error has: problem+json (RFC 9457).

Only who opens an address of the pages in a browser is shown a page instead, which says the same.
The core's errors know no HTTP; the table here is the only place that maps them. What is not on
purpose becomes `internal_error`, logged in full and told to the client without any of its inside.
"""

from collections.abc import Mapping

import structlog
from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, default_exceptions

from index.errors import (
    DocumentError,
    EncoderError,
    IndexBusy,
    IndexMismatch,
    IndexUnavailable,
    QAError,
    QuestionError,
    UnknownDocument,
)
from service.contract import json_text
from service.feedback import FeedbackUnavailable
from service.gate import GateError
from service.sites import OriginRefused

RETRY_AFTER_S = 5
"""What a client is told to wait where the fault may pass by itself."""

STATUS: Mapping[type[QAError], int] = {
    QuestionError: 400,
    UnknownDocument: 404,
    DocumentError: 422,
    IndexUnavailable: 503,
    IndexMismatch: 503,
    IndexBusy: 503,
    EncoderError: 503,
    FeedbackUnavailable: 503,
    GateError: 500,
    OriginRefused: 403,
}

# Werkzeug's and Python's own phrases change between versions; these are part of the contract.
TITLES: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", "Bad request"),
    403: ("forbidden", "Forbidden"),
    404: ("not_found", "Not found"),
    405: ("method_not_allowed", "Method not allowed"),
    413: ("payload_too_large", "Payload too large"),
    414: ("uri_too_long", "URI too long"),
    415: ("unsupported_media_type", "Unsupported media type"),
    417: ("expectation_failed", "Expectation failed"),
    422: ("unprocessable", "Unprocessable content"),
    431: ("header_too_large", "Request header fields too large"),
    500: ("internal_error", "Internal error"),
    501: ("not_implemented", "Not implemented"),
    503: ("unavailable", "Service unavailable"),
}

_DETAILS: Mapping[int, str] = {
    400: (
        "this is no request that can be read; in an address, letters beyond ASCII must be "
        "percent-encoded (curl: -G --data-urlencode 'q=…')"
    ),
    404: "there is nothing at this address; the endpoints start with /api/v1/",
    405: "this address does not take this method; the header Allow names those it takes",
    413: "the body is larger than 64 KiB",
    500: "something went wrong on our side; it has been logged",
}

log = structlog.get_logger("wenju.errors")


def problem_body(error: Exception) -> dict[str, object]:
    """Return the problem+json object for `error`, any exception; an unexpected one is logged."""
    status = _status(error)
    if status == 500:
        log.error("internal_error", exc_info=error)
    code, title = TITLES.get(status, (f"http_{status}", f"HTTP {status}"))
    detail = _DETAILS.get(status) or getattr(error, "description", None) or title
    if isinstance(error, QAError) and isinstance(error, tuple(STATUS)):
        code = error.code
        detail = detail if status == 500 else str(error)
    return {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}


def problem_response(error: Exception) -> Response:
    """Return the response that tells a client of `error`."""
    body, status = problem_body(error), _status(error)
    response = Response(json_text(body), status, content_type="application/problem+json")
    if isinstance(error, HTTPException):
        # Keeps what belongs to the status, such as Allow; the type and length are ours.
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def status_problem(status: int) -> Response:
    """Return the response for a status alone, where no request was there to fail."""
    return problem_response(default_exceptions[status]())


def register_errors(app: Flask) -> None:
    """Make every error that leaves `app` a problem+json body, or a page for who reads pages."""
    app.register_error_handler(Exception, _tell)


def _tell(error: Exception) -> Response:
    response = problem_response(error)
    if _is_of_pages():
        response.vary.add("Accept")
        if _is_for_a_reader():
            response.set_data(render_template("problem.html", problem=response.get_json()))
            response.content_type = "text/html; charset=utf-8"
    return response


def _is_of_pages() -> bool:
    """Return whether a page is opened, or what is no address at all outside of the API."""
    opened = request.method in ("GET", "HEAD") and request.blueprint in (None, "site")
    return opened and not request.path.startswith("/api/")


def _is_for_a_reader() -> bool:
    kinds = ("application/problem+json", "application/json", "text/html")
    # Who takes anything gets the first of them.
    return request.accept_mimetypes.best_match(kinds) == "text/html"


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.code or 500
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)
