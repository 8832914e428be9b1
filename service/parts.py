"""What the endpoints are joined to, how each of them reaches it, and how they read and send JSON.

`current_app` appears here only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from index.library import Library
from index.types import Encoder
from service.bodies import MAX_BODY_BYTES, read_json_object
from service.contract import json_text
from service.live import Serving
from service.types import Answer, Feedback, Request
from service.verdicts import PassageReader

Answerer = Callable[[Request, Library, Encoder, PassageReader | None], Answer]

_EXTENSION = "wenju"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the endpoints are joined to.

    Attributes:
        current: Gives what one request is answered from, or raises what is missing.
        answer: Makes an answer.
        keep_feedback: Keeps what a reader says, or raises why it cannot.
        close: Ends what runs in the background.
    """

    current: Callable[[], Serving]
    answer: Answerer
    keep_feedback: Callable[[Feedback], None]
    close: Callable[[], None]


def join_parts(app: Flask, parts: Parts) -> None:
    """Give `app` what its endpoints reach by `joined_parts`."""
    app.extensions[_EXTENSION] = parts


def joined_parts() -> Parts:
    """Return what the application that serves this request is joined to."""
    parts: Parts = current_app.extensions[_EXTENSION]
    return parts


def current_library() -> Library:
    """Return the generation that is served now."""
    return joined_parts().current().library


def json_response(value: dict[str, object]) -> Response:
    """Return `value` as the JSON that every endpoint sends."""
    return Response(json_text(value), content_type="application/json")


def json_body() -> dict[str, object]:
    """Return the object that this request's body is.

    Raises:
        BodyError: The body is not a JSON object that can be read one way only.
        HTTPException: It is not sent as JSON, is too large, or breaks off.
    """
    if not request.is_json:
        raise UnsupportedMediaType("send the body as Content-Type: application/json")
    try:
        body = request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception as error:
        # Each server has its own class for a body that is not framed as HTTP asks.
        raise BadRequest("the body could not be read to its end") from error
    if len(body) > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    return read_json_object(body)
