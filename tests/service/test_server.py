import json
import signal
import threading
import time
from pathlib import Path

import pytest

from service.config import Settings
from service.server import server_options
from tests.service.processes import Running, fake_server
from tests.service.test_events import frames

QUESTION = {"question": "青山县引进各类人才多少名？"}


@pytest.fixture(scope="module")
def server(library_folder: Path, tmp_path_factory: pytest.TempPathFactory):
    log = tmp_path_factory.mktemp("server") / "log"
    with fake_server(library_folder, log) as running:
        yield running


def problem_in(response: bytes) -> dict[str, object]:
    head, _, body = response.partition(b"\r\n\r\n")
    assert b"Content-Type: application/problem+json" in head
    problem: dict[str, object] = json.loads(body)
    assert head.startswith(f"HTTP/1.1 {problem['status']} ".encode())
    return problem


def test_it_answers_over_a_real_socket(server: Running):
    status, body = server.get("/api/v1/answers", QUESTION)
    assert status == 200
    assert json.loads(body)["status"] == "answered"


def test_it_streams_over_a_real_socket(server: Running):
    status, body = server.get("/api/v1/answers", QUESTION, Accept="text/event-stream")
    assert status == 200
    assert [event for event, _ in frames(body)][-1] == "answer"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 9000 + b"\r\n\r\n", 431),
    ],
    ids=["line", "version", "header", "long line", "long header"],
)
def test_what_is_no_request_is_told_in_the_same_shape(server: Running, request_bytes, status):
    assert problem_in(server.raw(request_bytes))["status"] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"ZZ\r\nabc\r\n0\r\n\r\n", 400),
        (
            b"8000\r\n" + b"x" * 0x8000 + b"\r\n" + b"9000\r\n" + b"x" * 0x9000 + b"\r\n0\r\n\r\n",
            413,
        ),
    ],
    ids=["broken", "large"],
)
def test_a_chunked_body_is_held_to_the_same_rules(server: Running, body, status):
    head = (
        b"POST /api/v1/answers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert problem_in(server.raw(head + body))["status"] == status


def test_every_logged_line_is_json_and_none_holds_the_question(server: Running):
    server.get("/api/v1/answers", QUESTION)
    events = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert {"library_open", "answered"} <= {event["event"] for event in events}
    assert QUESTION["question"] not in server.log.read_text()


def test_a_stop_lets_the_answer_under_way_finish(library_folder: Path, tmp_path: Path):
    replies = []
    with fake_server(library_folder, tmp_path / "log", reply_s=2.0) as running:

        def ask() -> None:
            replies.append(running.get("/api/v1/answers", QUESTION, Accept="text/event-stream"))

        client = threading.Thread(target=ask)
        client.start()
        time.sleep(1.0)  # Well into the two seconds that the answer takes.
        assert running.stop(signal.SIGTERM) == 0
        client.join()
    ((status, body),) = replies
    assert status == 200
    assert frames(body)[-1][0] == "answer"


def test_no_control_socket_is_opened(library_folder: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with fake_server(library_folder, tmp_path / "log"):
        assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_an_address_of_version_six_is_put_in_brackets():
    assert server_options(Settings(host="::1", port=80))["bind"] == "[::1]:80"


def test_letters_in_an_address_that_are_not_encoded_are_told_how_to_be(server: Running):
    request = "GET /api/v1/facts?unit=元 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    problem = problem_in(server.raw(request.encode()))
    assert problem["status"] == 400
    assert "percent-encoded" in str(problem["detail"])
