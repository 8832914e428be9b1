"""The contract's endpoints: each reads its input, calls one function, sends the result.

What a reply says is decided further in.
"""

from functools import partial

import structlog
from flask import Blueprint, Response, request

from service.contract import (
    answer_json,
    document_json,
    documents_json,
    facts_csv,
    facts_json,
    findings_json,
)
from service.errors import problem_body
from service.events import STREAM_HEADERS, answer_events
from service.live import Serving
from service.lookup import (
    documents_by_id,
    find_facts,
    find_passages,
)
from service.parameters import (
    parse_answer_body,
    parse_facts_query,
    parse_search_query,
    refuse_parameters,
)
from service.parts import Answerer, current_library, joined_parts, json_body, json_response
from service.types import Answer, Request

log = structlog.get_logger("wenju.api")

endpoints = Blueprint("endpoints", __name__)


@endpoints.post("/api/v1/answers")
def post_answer() -> Response:
    """Answer a question, as one object or as a stream of events."""
    asked = parse_answer_body(json_body())
    serving = joined_parts().current()
    # Told now: once a stream has begun, its status can no longer say 404.
    documents_by_id(serving.library, asked.document_ids)
    compute = partial(_answer, joined_parts().answer, asked, serving)
    if request.accept_mimetypes.best_match(["application/json", "text/event-stream"]) == (
        "text/event-stream"
    ):
        frames = answer_events(compute, serving.library.documents, problem_body)
        return Response(frames, mimetype="text/event-stream", headers=STREAM_HEADERS)
    return json_response(answer_json(compute(), serving.library.documents))


@endpoints.get("/api/v1/search")
def get_search() -> Response:
    """Find passages and the facts in them."""
    query = parse_search_query(request.args.items(multi=True))
    serving = joined_parts().current()
    return json_response(findings_json(find_passages(serving.library, serving.encoder, query)))


@endpoints.get("/api/v1/facts")
def get_facts() -> Response:
    """Find facts, as JSON or as a table."""
    query, form = parse_facts_query(request.args.items(multi=True))
    page = find_facts(current_library(), query)
    if form == "csv":
        return Response(facts_csv(page), content_type="text/csv; charset=utf-8")
    return json_response(facts_json(page))


@endpoints.get("/api/v1/documents")
def get_documents() -> Response:
    """List the documents."""
    refuse_parameters(request.args.items(multi=True))
    return json_response(documents_json(current_library()))


@endpoints.get("/api/v1/documents/<document_id>")
def get_document(document_id: str) -> Response:
    """Show one document with its sections."""
    refuse_parameters(request.args.items(multi=True))
    return json_response(document_json(current_library(), document_id))


@endpoints.get("/api/v1/documents/<document_id>/text")
def get_document_text(document_id: str) -> Response:
    """Send the text that every offset refers to, nothing changed."""
    document = current_library().document(document_id)
    return Response(document.text.encode(), content_type="text/plain; charset=utf-8")


@endpoints.get("/healthz")
def get_health() -> Response:
    """Say that the process answers."""
    return json_response({"status": "ok"})


@endpoints.get("/readyz")
def get_readiness() -> Response:
    """Say whether questions can be answered now; the error says what is missing."""
    serving = joined_parts().current()
    return json_response(
        {
            "status": "ready",
            "generation": serving.library.generation,
            "documents": len(serving.library.documents),
            "encoder": serving.encoder.name,
        }
    )


def _answer(answerer: Answerer, asked: Request, serving: Serving) -> Answer:
    answer = answerer(asked, serving.library, serving.encoder, serving.reader)
    log.info(
        "answered",
        id=answer.answer_id,
        status=answer.status.value,
        citations=len(answer.citations),
        ms=round(dict(answer.timings_ms).get("total", 0.0), 1),
        generation=answer.generation,
    )
    return answer
