"""Both ways of asking, against the same invented reports."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from werkzeug.serving import make_server

from index.errors import ConfigError
from index.library import Library
from service.evaluation.asking import (
    ServerError,
    library_asker,
    server_asker,
    server_shelf,
    shelf_of,
)
from service.evaluation.replies import read_reply
from service.types import Request, Turn
from tests.fakes import FakeEncoder

REQUEST = Request("青山县引进各类人才多少名？")


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """A running server of the invented reports."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


class Stub(BaseHTTPRequestHandler):
    """Answers each path as `replies` has it: a status and what is sent."""

    replies: dict[str, tuple[int, bytes]]
    asked: list[dict[str, object]]

    def do_GET(self) -> None:
        status, sent = self.replies[self.path]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(sent)

    def do_POST(self) -> None:
        self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def stub() -> Iterator[tuple[str, type[Stub]]]:
    handler = type("Handler", (Stub,), {"replies": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_and_this_process_hold_the_same_reports(address: str, library: Library):
    assert server_shelf(address) == shelf_of(library)
    assert server_shelf(f"{address}/") == shelf_of(library)


def test_a_server_and_this_process_answer_alike(
    address: str, library: Library, encoder: FakeEncoder
):
    here = library_asker(library, encoder, None)(REQUEST)
    there = server_asker(address)(REQUEST)
    assert here.body is not None
    assert there.body is not None
    assert read_reply(here.body) == read_reply(there.body)
    assert 0 < here.seconds < 60
    assert 0 < there.seconds < 60


def test_an_answer_that_is_withheld_is_a_failure(library: Library, encoder: FakeEncoder):
    outcome = library_asker(library, encoder, None)(Request("多少名？", document_ids=("nowhere",)))
    assert outcome.body is None
    assert outcome.failure is not None
    assert outcome.failure.startswith("unknown_document: ")


def test_history_and_documents_are_sent(stub):
    address, handler = stub
    handler.replies["/api/v1/answers"] = (200, b"{}")
    turns = (Turn("user", "学校呢？"), Turn("assistant", "21所。"))
    assert server_asker(address)(Request("医院呢？", turns, ("d1",))).body == {}
    server_asker(address)(Request("医院呢？"))
    history = [{"role": turn.role, "content": turn.content} for turn in turns]
    assert handler.asked == [
        {"question": "医院呢？", "history": history, "documents": ["d1"]},
        {"question": "医院呢？", "history": []},
    ]


@pytest.mark.parametrize(
    ("status", "sent", "failure"),
    [
        (500, b'{"code": "answer_withheld"}', "status 500 answer_withheld"),
        (503, b"[]", "status 503"),
        (200, b"[]", "status 200"),
        (200, b"<html>", "status 200, and what was sent is no JSON"),
        (200, b"\xff", "status 200, and what was sent is no JSON"),
    ],
)
def test_a_call_that_fails_is_told_and_not_raised(stub, status, sent, failure):
    address, handler = stub
    handler.replies["/api/v1/answers"] = (status, sent)
    outcome = server_asker(address)(REQUEST)
    assert (outcome.body, outcome.failure) == (None, failure)


def test_a_server_that_has_gone_fails_each_call():
    outcome = server_asker("http://127.0.0.1:9", timeout_s=2)(REQUEST)
    assert outcome.failure is not None
    assert outcome.failure.startswith("no reply: ConnectionRefusedError")


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://example.org", "http://", ""])
def test_what_is_no_address_is_told(url: str):
    with pytest.raises(ConfigError, match="give an address such as"):
        server_shelf(url)


@pytest.mark.parametrize(
    ("replies", "told"),
    [
        ({"/api/v1/documents": (503, b"")}, "answers /api/v1/documents with status 503"),
        ({"/api/v1/documents": (200, b"<html>")}, "does not list documents"),
        ({"/api/v1/documents": (200, b'{"items": []}')}, "does not list documents"),
        ({"/api/v1/documents": (200, b'{"documents": [{}]}')}, "does not list documents"),
    ],
)
def test_a_server_of_another_kind_is_told(stub, replies, told):
    address, handler = stub
    handler.replies |= replies
    with pytest.raises(ServerError, match=told):
        server_shelf(address)


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(ServerError, match=r"cannot be reached: .*is the server up"):
        server_shelf("http://127.0.0.1:9")
