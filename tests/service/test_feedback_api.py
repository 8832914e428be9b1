import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.library import Library
from service.app import create_app
from service.config import Settings
from tests.fakes import FakeEncoder

GOOD = {"answer_id": "0123456789abcdef", "verdict": "up", "question": "问？"}


@pytest.fixture
def client(library: Library, encoder: FakeEncoder, tmp_path: Path) -> FlaskClient:
    return create_app(Settings(library=tmp_path), library, encoder).test_client()


def test_feedback_is_kept_in_the_library_folder(client: FlaskClient, tmp_path: Path):
    reply = client.post("/api/v1/feedback", json={**GOOD, "comment": " 数字不对 "})
    assert (reply.status_code, reply.json) == (201, {"status": "kept"})
    kept = json.loads((tmp_path / "feedback.jsonl").read_text(encoding="utf-8"))
    assert kept["comment"] == "数字不对"
    assert kept["verdict"] == "up"


def test_a_blank_comment_counts_as_none(client: FlaskClient, tmp_path: Path):
    assert client.post("/api/v1/feedback", json={**GOOD, "comment": "  "}).status_code == 201
    assert json.loads((tmp_path / "feedback.jsonl").read_text())["comment"] is None


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"verdict": "sideways"}, '`verdict` is "sideways"; it must be "up" or "down"'),
        ({"verdict": True}, '`verdict` is true; it must be "up" or "down"'),
        ({"answer_id": "../../x"}, '`answer_id` is "../../x"; it must be the id of an answer, 1'),
        ({"answer_id": "x\n"}, '`answer_id` is "x\\n"; it must be the id of an answer, 1'),
        ({"answer_id": "x" * 65}, "`answer_id` is a string of 65 characters; it must be the id"),
        ({"question": " "}, '`question` is " "; it must be a string of 1 to 2,000 characters'),
        ({"comment": "长" * 2001}, "`comment` is a string of 2,001 characters; it must be a"),
        ({"comment": ["x"]}, "`comment` is a list of 1; it must be a string of at most 2,000"),
        ({"name": "x"}, "`name` is unknown (known: answer_id, verdict, question, comment)"),
    ],
)
def test_what_is_not_feedback_is_refused_by_name(
    client: FlaskClient, tmp_path: Path, change: dict[str, object], detail: str
):
    reply = client.post("/api/v1/feedback", json=GOOD | change)
    assert (reply.status_code, reply.json["code"]) == (400, "invalid_question")
    assert reply.json["detail"].startswith(detail)
    assert not (tmp_path / "feedback.jsonl").exists()


@pytest.mark.parametrize("field", GOOD)
def test_what_is_left_out_is_named(client: FlaskClient, field: str):
    reply = client.post("/api/v1/feedback", json={k: v for k, v in GOOD.items() if k != field})
    assert f"`{field}` is missing" in reply.json["detail"]


def test_where_none_can_be_kept_that_is_told_and_answering_goes_on(
    client: FlaskClient, tmp_path: Path
):
    (tmp_path / "feedback.jsonl").mkdir()
    reply = client.post("/api/v1/feedback", json=GOOD)
    assert (reply.status_code, reply.json["code"]) == (503, "feedback_unavailable")
    assert "check the library folder's disk" in reply.json["detail"]
    assert str(tmp_path) not in reply.json["detail"]
    assert (
        client.post("/api/v1/answers", json={"question": "青山县人才多少名？"}).status_code == 200
    )
