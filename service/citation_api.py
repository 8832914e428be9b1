"""The endpoints for writers: one citation, and a text of excerpts with its reference list."""

from datetime import date

from flask import Blueprint, Response, request

from service.citing.markdown import compilation_markdown
from service.citing.requests import collect_excerpts, find_citation
from service.citing.word import compilation_docx
from service.contract import cited_json
from service.parameters import (
    parse_citation_query,
    parse_excerpts_body,
    parse_excerpts_query,
)
from service.parts import current_library, json_body, json_response

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

citations = Blueprint("citations", __name__)


@citations.get("/api/v1/documents/<document_id>/citation")
def get_citation(document_id: str) -> Response:
    """Cite a range of a document, or the whole of it."""
    query = parse_citation_query(request.args.items(multi=True), date.today())
    return json_response(cited_json(find_citation(current_library(), document_id, query)))


@citations.post("/api/v1/excerpts")
def post_excerpts() -> Response:
    """Send chosen passages as one text with footnotes and a reference list."""
    form = parse_excerpts_query(request.args.items(multi=True))
    wanted = parse_excerpts_body(json_body(), date.today())
    compilation = collect_excerpts(current_library(), wanted)
    if form == "markdown":
        return Response(
            compilation_markdown(compilation), content_type="text/markdown; charset=utf-8"
        )
    disposition = {"Content-Disposition": 'attachment; filename="excerpts.docx"'}
    return Response(compilation_docx(compilation), content_type=_DOCX, headers=disposition)
