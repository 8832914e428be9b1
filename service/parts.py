"""What the endpoints are joined to, and how each of them reaches it.

`current_app` appears here only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app

from index.library import Library
from index.types import Encoder
from service.contract import json_text
from service.live import Serving
from service.types import Answer, Request

Answerer = Callable[[Request, Library, Encoder], Answer]

_EXTENSION = "wenju"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the endpoints are joined to.

    Attributes:
        current: Gives what one request is answered from, or raises what is missing.
        answer: Makes an answer.
        close: Ends what runs in the background.
    """

    current: Callable[[], Serving]
    answer: Answerer
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
