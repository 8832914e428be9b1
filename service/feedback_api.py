"""The endpoint that takes feedback on an answer."""

from flask import Blueprint, Response

from service.parameters import parse_feedback_body
from service.parts import joined_parts, json_body, json_response

feedback_endpoints = Blueprint("feedback", __name__)


@feedback_endpoints.post("/api/v1/feedback")
def post_feedback() -> tuple[Response, int]:
    """Keep what a reader says about an answer."""
    joined_parts().keep_feedback(parse_feedback_body(json_body()))
    return json_response({"status": "kept"}), 201
