import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from index import errors
from index.errors import DocumentError, EncoderError, IndexUnavailable, QAError
from index.library import Library
from service.app import create_app
from service.bodies import MAX_BODY_BYTES
from service.config import Settings
from service.errors import STATUS, TITLES, problem_body
from service.gate import GateError
from service.types import Answer, Request
from tests.fakes import FakeEncoder

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE")
HOSTILE = ("x", "..", "%2e%2e%2f", "%00", "%ff", "<script>alert(1)</script>", "字" * 200, "a b")
AS_JSON = {"content_type": "application/json"}


def assert_problem(response: Response, status: int | None = None, code: str = "") -> None:
    assert response.content_type == "application/problem+json"
    body = json.loads(response.get_data())
    assert set(body) == {"type", "title", "status", "code", "detail"}
    assert body["status"] == response.status_code
    assert all(isinstance(body[name], str) and body[name] for name in body if name != "status")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    if response.status_code == 503:
        assert int(response.headers["Retry-After"]) > 0
    if status is not None:
        assert (response.status_code, body["code"]) == (status, code)


def paths_of(app: Flask) -> list[str]:
    """Return every address pattern of the application, its parameters filled in."""
    return sorted({rule.rule for rule in app.url_map.iter_rules()})


def filled(path: str, value: str) -> str:
    return "/".join(value if part.startswith("<") else part for part in path.split("/"))


def test_every_route_tells_a_wrong_method_and_which_are_right(app: Flask, client: FlaskClient):
    for path in paths_of(app):
        allowed = client.options(filled(path, "x")).headers["Allow"].split(", ")
        for method in set(METHODS) - set(allowed) - {"HEAD"}:
            response = client.open(filled(path, "x"), method=method)
            assert_problem(response, 405, "method_not_allowed")
            assert set(response.headers["Allow"].split(", ")) == set(allowed)


def test_every_route_has_one_error_shape_for_whatever_is_sent(app: Flask, client: FlaskClient):
    seen = 0
    for path in paths_of(app):
        for value in HOSTILE:
            for query in ("", "?unknown=1", "?q=&top_k=x&limit=-1", "?q=%ff&document=<b>"):
                for method in ("GET", "POST"):
                    response = client.open(
                        filled(path, value) + query, method=method, data=b"\xff", buffered=True
                    )
                    assert response.status_code < 500
                    if response.status_code >= 400:
                        assert_problem(response)
                        seen += 1
    assert seen > 100


def test_every_route_with_an_id_says_when_it_is_unknown(app: Flask, client: FlaskClient):
    with_id = [path for path in paths_of(app) if "<document_id>" in path]
    assert len(with_id) == 4
    for path in with_id:
        assert_problem(client.get(filled(path, "0" * 16)), 404, "unknown_document")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "invalid_json"),
        (b"null", 400, "invalid_json"),
        (b"[" * 50_000, 400, "invalid_json"),
        (b'{"question": "\\ud800"}', 400, "invalid_json"),
        (b'{"question": NaN}', 400, "invalid_json"),
        (b"{}", 400, "invalid_question"),
        (b'{"question": "x", "api_key": "y"}', 400, "invalid_question"),
        (b'{"question": "x", "documents": ["nowhere"]}', 404, "unknown_document"),
        (b'{"question": "' + b"x" * MAX_BODY_BYTES + b'"}', 413, "payload_too_large"),
    ],
)
def test_every_unusable_body_has_its_code(client: FlaskClient, body, status, code):
    assert_problem(client.post("/api/v1/answers", data=body, **AS_JSON), status, code)
    as_stream = client.post(
        "/api/v1/answers", data=body, headers={"Accept": "text/event-stream"}, **AS_JSON
    )
    assert_problem(as_stream, status, code)


def post_stream(app: Flask, stream: object, **environ: object) -> Response:
    """Post what `stream` gives, as a server hands it over."""
    whole = EnvironBuilder(path="/api/v1/answers", method="POST", **AS_JSON).get_environ()
    whole.pop("CONTENT_LENGTH", None)
    return Response.from_app(app, {**whole, "wsgi.input": stream, **environ})


def test_a_large_body_is_refused_without_a_stated_length_too(app: Flask):
    class Endless:
        def read(self, size: int = -1) -> bytes:
            assert size >= 0, "all of an endless body was asked for"
            return b"x" * size

    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    assert_problem(post_stream(app, Endless(), **chunked), 413, "payload_too_large")


def test_a_body_that_breaks_off_is_the_clients_error(app: Flask):
    class Broken:
        def read(self, size: int = -1) -> bytes:
            raise RuntimeError("chunk size is not hexadecimal")

    assert_problem(post_stream(app, Broken(), CONTENT_LENGTH="10"), 400, "bad_request")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "", "application/x-json"])
def test_a_body_that_is_not_said_to_be_json_is_refused(client: FlaskClient, kind):
    response = client.post("/api/v1/answers", data=b'{"question": "x"}', content_type=kind)
    assert_problem(response, 415, "unsupported_media_type")


def test_an_address_with_nothing_there_is_not_echoed(client: FlaskClient):
    response = client.get("/api/v1/<img src=x onerror=alert(1)>")
    assert_problem(response, 404, "not_found")
    assert b"img" not in response.get_data()
    assert_problem(client.get("/api//v1/documents"), 404, "not_found")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/nowhere", "not_found"),
        ("/nowhere/<img src=x onerror=alert(1)>", "not_found"),
        ("/static/nothing.js", "not_found"),
        ("/documents/unknown", "unknown_document"),
    ],
)
def test_who_opens_an_address_in_a_browser_is_shown_a_page(client: FlaskClient, address, code):
    response = client.get(address, headers={"Accept": BROWSER})
    assert response.status_code == 404
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Accept" in response.headers["Vary"]
    page = response.get_data(as_text=True)
    assert f"404 · <code>{code}</code>" in page
    assert "img" not in page
    for accepted in (None, "*/*", "application/json", "application/problem+json, text/html;q=0.5"):
        headers = {"Accept": accepted} if accepted else {}
        assert_problem(client.get(address, headers=headers), 404, code)


def test_addresses_of_the_api_have_the_one_shape_for_a_browser_too(app: Flask, client: FlaskClient):
    with_id = [path for path in paths_of(app) if path.startswith("/api/") and "<" in path]
    for path in ("/api/v1/nowhere", "/api/", *(filled(path, "unknown") for path in with_id)):
        response = client.get(path, headers={"Accept": BROWSER})
        assert response.status_code == 404
        assert_problem(response)
    assert_problem(client.post("/healthz", headers={"Accept": BROWSER}), 405, "method_not_allowed")


def test_a_page_that_cannot_be_shown_yet_says_when_to_come_back(encoder: FakeEncoder, tmp_path):
    app = create_app(Settings(library=tmp_path / "none"), encoder=encoder)
    response = app.test_client().get("/documents/x", headers={"Accept": BROWSER})
    app.extensions["wenju"].close()
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "报告库正在准备" in response.get_data(as_text=True)


def test_what_nobody_foresaw_is_logged_and_kept_inside(
    library: Library, encoder: FakeEncoder, caplog: pytest.LogCaptureFixture
):
    def fail(request: Request, library: Library, encoder: FakeEncoder, reader: None) -> Answer:
        raise RuntimeError("secret path and secret key")

    client = create_app(Settings(), library, encoder, fail).test_client()
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/v1/answers", json={"question": "x"})
    assert_problem(response, 500, "internal_error")
    assert b"secret" not in response.get_data()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (IndexUnavailable("no library"), 503, "index_unavailable"),
        (EncoderError("no model"), 503, "encoder_unavailable"),
        (DocumentError("empty", reason="empty_file"), 422, "document_refused"),
        (GateError("number 5 stands nowhere"), 500, "answer_withheld"),
    ],
)
def test_each_of_our_errors_leaves_with_its_status_and_code(
    library: Library, encoder: FakeEncoder, error, status, code
):
    def fail(request: Request, library: Library, encoder: FakeEncoder, reader: None) -> Answer:
        raise error

    client = create_app(Settings(), library, encoder, fail).test_client()
    assert_problem(client.post("/api/v1/answers", json={"question": "x"}), status, code)


def test_an_answer_that_is_withheld_is_not_told_in_the_error():
    assert "5" not in str(problem_body(GateError("number 5 stands nowhere"))["detail"])


def test_every_kind_of_error_has_a_status():
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, QAError)
    }
    # A setting is read before there is anything to answer a request with.
    assert kinds - set(STATUS) == {QAError, errors.ConfigError}
    assert set(STATUS.values()) <= set(TITLES)
