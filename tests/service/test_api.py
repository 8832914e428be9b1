import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.build import index_reports
from index.library import Library, open_library
from service.app import create_app
from service.config import Settings
from service.site import ASSETS
from tests.fakes import FakeEncoder
from tests.service.test_events import frames

QUESTION = "青山县引进各类人才多少名？"


def document_id(library: Library, filename: str) -> str:
    return next(d.document_id for d in library.documents.values() if d.filename == filename)


@pytest.fixture(scope="session")
def qingshan(library: Library) -> str:
    return document_id(library, "qingshan-2021.txt")


def test_an_answer_quotes_the_text_exactly(client: FlaskClient, library: Library):
    response = client.post("/api/v1/answers", json={"question": QUESTION})
    assert response.status_code == 200
    assert response.content_type == "application/json"
    body = response.get_json()
    assert body["status"] == "answered"
    assert "326名" in body["short_answer"]
    assert body["generation"] == library.generation
    assert body["citations"]
    for citation in body["citations"]:
        text = client.get(f"/api/v1/documents/{citation['document_id']}/text").get_data(True)
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_chinese_is_sent_as_it_is(client: FlaskClient):
    response = client.post("/api/v1/answers", json={"question": QUESTION})
    assert QUESTION.encode() in response.get_data()


def test_what_the_reports_do_not_say_is_no_error(client: FlaskClient):
    response = client.post("/api/v1/answers", json={"question": "火星上有多少只企鹅？"})
    assert response.status_code == 200
    assert response.get_json()["status"] == "not_found"


def test_only_the_documents_asked_for_are_cited(client: FlaskClient, library: Library):
    linhai = document_id(library, "linhai-2022.txt")
    body = {"question": "引进各类人才多少名？", "documents": [linhai]}
    answer = client.post("/api/v1/answers", json=body).get_json()
    assert {citation["document_id"] for citation in answer["citations"]} <= {linhai}


def test_the_stream_carries_the_same_answer(client: FlaskClient):
    plain = client.post("/api/v1/answers", json={"question": QUESTION}).get_json()
    response = client.post(
        "/api/v1/answers", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}
    )
    assert response.content_type.startswith("text/event-stream")
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.headers["Cache-Control"] == "no-cache"
    sent = frames(response.get_data())
    last = sent[-1][1]
    assert sent[-1][0] == "answer"
    assert {**last, "timings_ms": None} == {**plain, "timings_ms": None}
    assert "".join(data["text"] for event, data in sent if event == "delta") == plain["text"]
    assert [data for event, data in sent if event == "citation"] == plain["citations"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html, */*;q=0.1", ""])
def test_who_does_not_ask_for_a_stream_gets_one_object(client: FlaskClient, accept):
    response = client.post(
        "/api/v1/answers", json={"question": QUESTION}, headers={"Accept": accept}
    )
    assert response.content_type == "application/json"


def test_a_search_finds_the_passage_and_the_facts_in_it(client: FlaskClient, library: Library):
    body = client.get("/api/v1/search", query_string={"q": "集装箱吞吐量", "top_k": 3}).get_json()
    assert body["query"] == "集装箱吞吐量"
    assert 1 <= len(body["passages"]) <= 3
    first = body["passages"][0]
    assert "集装箱吞吐量260万标箱" in first["quote"]
    assert [passage["rank"] for passage in body["passages"]] == [
        *range(1, len(body["passages"]) + 1)
    ]
    text = library.document(first["document_id"]).text
    assert text[first["start"] : first["end"]] == first["quote"]
    assert "260万标箱" in [fact["surface"] for fact in body["facts"]]


def test_facts_are_counted_in_all_and_sent_by_the_page(client: FlaskClient):
    whole = client.get("/api/v1/facts").get_json()
    assert whole["total"] == len(whole["facts"]) > 20
    page = client.get("/api/v1/facts?limit=5&offset=3").get_json()
    assert page == {"total": whole["total"], "facts": whole["facts"][3:8]}
    beyond = client.get("/api/v1/facts", query_string={"offset": whole["total"]}).get_json()
    assert beyond == {"total": whole["total"], "facts": []}


def test_facts_stand_where_they_say(client: FlaskClient, library: Library):
    for fact in client.get("/api/v1/facts?kind=all").get_json()["facts"]:
        text = library.document(fact["document_id"]).text
        assert text[fact["start"] : fact["end"]] == fact["surface"]
        assert text[fact["quote_start"] : fact["quote_end"]] == fact["quote"]


def test_facts_as_a_table_are_the_facts_of_the_json(client: FlaskClient):
    response = client.get("/api/v1/facts?format=csv&kind=money")
    assert response.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True), newline="")))
    facts = client.get("/api/v1/facts?kind=money").get_json()["facts"]
    assert [row["number"] for row in rows] == [fact["number"] for fact in facts]


def test_documents_are_listed_with_what_is_in_them(client: FlaskClient, library: Library):
    body = client.get("/api/v1/documents").get_json()
    assert body["total"] == len(body["documents"]) == 4
    by_name = {entry["filename"]: entry for entry in body["documents"]}
    entry = by_name["qingshan-2021.txt"]
    document = library.document(entry["id"])
    assert entry["title"] == "青山县2021年人才工作情况"
    assert entry["sha256"] == document.sha256
    assert entry["characters"] == len(document.text)
    assert entry["facts"] == len(library.facts_of(entry["id"])) > 0
    assert entry["chunks"] == len(library.chunks_of(entry["id"])) > 0
    assert entry["status"] == "ready"


def test_one_document_is_shown_with_its_headings(client: FlaskClient, qingshan: str):
    body = client.get(f"/api/v1/documents/{qingshan}").get_json()
    assert ["引进人才"] in [section["path"][-1:] for section in body["sections"]]
    listed = client.get("/api/v1/documents").get_json()["documents"]
    assert {name: body[name] for name in body if name != "sections"} in listed


def test_the_text_is_sent_with_its_own_line_ends_and_characters(tmp_path, encoder: FakeEncoder):
    text = "𠮷祥县报告\r\n全县共有🌱苗圃15个。\r\n\r\n总投资3亿元。\n"
    (tmp_path / "ji.txt").write_bytes(text.encode())
    index_reports([tmp_path / "ji.txt"], tmp_path / "library", encoder)
    library = open_library(tmp_path / "library", encoder)
    client = create_app(Settings(), library, encoder).test_client()
    (only,) = library.documents
    response = client.get(f"/api/v1/documents/{only}/text")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.get_data() == text.encode()


def test_health_and_readiness_are_told(client: FlaskClient, library: Library):
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {
        "status": "ready",
        "generation": library.generation,
        "documents": 4,
        "encoder": "fake-bigrams",
    }


def test_the_pages_come_with_their_assets_and_nothing_else_is_served(
    client: FlaskClient, qingshan: str
):
    for address in ("/", f"/documents/{qingshan}"):
        assert client.get(address).content_type == "text/html; charset=utf-8"
    for name in ASSETS:
        with client.get(f"/static/{name}") as response:
            assert response.status_code == 200
    assert client.get("/static/source.html").status_code == 404


def test_a_title_is_never_read_as_html(tmp_path, encoder: FakeEncoder):
    (tmp_path / "x.txt").write_text("<script>alert(1)</script>的报告\n全县共有苗圃15个。\n")
    index_reports([tmp_path / "x.txt"], tmp_path / "library", encoder)
    library = open_library(tmp_path / "library", encoder)
    page = create_app(Settings(), library, encoder).test_client()
    (only,) = library.documents
    html = page.get(f"/documents/{only}").get_data(as_text=True)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_every_response_keeps_a_page_from_loading_what_is_not_ours(app: Flask, client: FlaskClient):
    for address in ("/", "/healthz", "/nowhere", "/static/ask.js", "/api/v1/facts"):
        with client.get(address) as response:
            headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    assert client.get("/api/v1/facts").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/api/v1/facts?topk=5", "/api/v1/documents?x=1"])
def test_an_unknown_parameter_is_refused(client: FlaskClient, address):
    response = client.get(address)
    assert (response.status_code, response.get_json()["code"]) == (400, "invalid_parameter")
