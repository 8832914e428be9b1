"""Every address of the service, asked from every kind of page: the rules here are the oracle."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.library import Library
from service.app import create_app
from service.config import Settings
from service.origins import KEY_HEADER, OPEN_TO_SITES
from service.sites import site_entry
from tests.fakes import FakeEncoder

OWN = "http://localhost"
SITE = "https://www.example.org"
COUNTY = "https://county.example.org"
KEYS = {SITE: "key-of-the-province", COUNTY: "key-of-the-county"}
ASKED = {"question": "引进各类人才多少名？"}

# Who asks → the headers that its browser sends.
STRANGERS = {
    "another page": {"Origin": "https://evil.example"},
    "another page with a key of a site": {
        "Origin": "https://evil.example",
        KEY_HEADER: KEYS[SITE],
    },
    "a site without its key": {"Origin": SITE},
    "a site with an empty key": {"Origin": SITE, KEY_HEADER: ""},
    "a site with the key of another": {"Origin": SITE, KEY_HEADER: KEYS[COUNTY]},
    "a site with a key of nobody": {"Origin": SITE, KEY_HEADER: "unknown"},
    "a page that hides its origin": {"Origin": "null", KEY_HEADER: KEYS[SITE]},
    "a page on another port of this host": {"Origin": f"{OWN}:8001", KEY_HEADER: KEYS[SITE]},
    "a page whose browser says cross-site": {"Origin": OWN, "Sec-Fetch-Site": "cross-site"},
    "a page whose browser says same-site": {"Origin": OWN, "Sec-Fetch-Site": "same-site"},
}
FRIENDS = {
    "a program": {},
    "a program with a key": {KEY_HEADER: "unknown"},
    "a page of the service": {"Origin": OWN},
    "a page of the service behind https": {"Origin": "https://localhost"},
    "a page of the service behind a proxy": {
        "Origin": "https://reports.example",
        "Sec-Fetch-Site": "same-origin",
    },
}
ADMITTED = {"Origin": SITE, KEY_HEADER: KEYS[SITE]}
PUBLIC_SCRIPTS = ("/widget.js", "/static/widget/chat.js", "/static/shared/dom.js")


@pytest.fixture(scope="module")
def county(library: Library) -> str:
    """The one document that the county's site may ask."""
    return next(d.document_id for d in library.documents.values() if "青山" in d.title)


@pytest.fixture(scope="module")
def guarded(library: Library, encoder: FakeEncoder, county: str, tmp_path_factory) -> Flask:
    path: Path = tmp_path_factory.mktemp("sites") / "sites.toml"
    entries = [
        site_entry("province", KEYS[SITE], [SITE]),
        site_entry("county", KEYS[COUNTY], [COUNTY], [library.documents[county].filename]),
    ]
    path.write_text("\n".join(entries), encoding="utf-8")
    return create_app(Settings(sites=path), library, encoder)


@pytest.fixture
def asker(guarded: Flask) -> FlaskClient:
    return guarded.test_client()


def addresses(app: Flask, document_id: str) -> list[tuple[str, str, str]]:
    """Return method, rule and an address of everything that the service answers."""
    found = []
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<document_id>", document_id).replace("<path:name>", "ask.js")
        path = path.split("<")[0]
        found += [(m, rule.rule, path) for m in sorted((rule.methods or set()) - {"OPTIONS"})]
    return found


def ask(client: FlaskClient, method: str, path: str, headers: dict[str, str]) -> TestResponse:
    json = ASKED if method in ("POST", "PUT") else None
    query = {"q": "人才"} if path.endswith("/search") else None
    return client.open(
        path, method=method, headers=headers, json=json, query_string=query, buffered=True
    )


def assert_refused(response: TestResponse) -> None:
    assert response.status_code == 403
    assert response.content_type == "application/problem+json"
    assert not [name for name, _ in response.headers if name.startswith("Access-Control-")]
    if response.request.method != "HEAD":
        assert response.get_json()["code"] == "origin_refused"


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_gets_nothing_at_any_address(guarded, asker, county, headers):
    for method, _, path in addresses(guarded, county):
        if path not in PUBLIC_SCRIPTS:
            assert_refused(ask(asker, method, path, headers))
    assert_refused(ask(asker, "GET", "/nowhere", headers))


@pytest.mark.parametrize("headers", FRIENDS.values(), ids=FRIENDS)
def test_who_is_no_page_of_another_website_needs_no_key(guarded, asker, county, headers):
    for method, _, path in addresses(guarded, county):
        response = ask(asker, method, path, headers)
        assert response.status_code != 403 or path not in PUBLIC_SCRIPTS
        assert response.get_json(silent=True) is None or (
            response.get_json().get("code") != "origin_refused"
        )
        if path not in PUBLIC_SCRIPTS:
            assert "Access-Control-Allow-Origin" not in response.headers


def test_a_site_with_its_key_may_use_what_is_open_and_nothing_else(guarded, asker, county):
    opened = set()
    for method, rule, path in addresses(guarded, county):
        if path in PUBLIC_SCRIPTS:
            continue
        response = ask(asker, method, path, ADMITTED)
        if (method.replace("HEAD", "GET"), rule) in OPEN_TO_SITES:
            assert response.headers["Access-Control-Allow-Origin"] == SITE
            assert response.status_code in (200, 201, 204, 400), (method, path)
            opened.add((method, rule))
        else:
            assert_refused(response)
    assert ("POST", "/api/v1/answers") in opened


def test_an_error_that_a_site_meets_can_be_read_by_its_page(asker):
    for response in (
        asker.post("/api/v1/answers", json={}, headers=ADMITTED),
        asker.get("/api/v1/documents/nowhere", headers=ADMITTED),
    ):
        assert response.status_code in (400, 404)
        assert response.headers["Access-Control-Allow-Origin"] == SITE
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"


def test_no_reply_ever_takes_credentials_and_each_says_that_it_differs_by_origin(
    guarded, asker, county
):
    for headers in (*STRANGERS.values(), *FRIENDS.values(), ADMITTED):
        for method, _, path in addresses(guarded, county):
            sent = ask(asker, method, path, headers).headers
            assert "Access-Control-Allow-Credentials" not in sent
            assert "Set-Cookie" not in sent
            if path not in PUBLIC_SCRIPTS:
                assert "Origin" in sent.get_all("Vary")
                assert sent["Cross-Origin-Resource-Policy"] == "same-origin"


# ---------------------------------------------------------------------------- preflight


def preflight(client: FlaskClient, path: str, origin: str, method: str = "POST") -> TestResponse:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": f"content-type,{KEY_HEADER.lower()}",
    }
    return client.options(path, headers=asked)


def test_a_preflight_of_a_site_is_told_what_it_may_send(asker):
    response = preflight(asker, "/api/v1/answers", SITE)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    assert response.headers["Access-Control-Allow-Methods"] == "POST"
    allowed = response.headers["Access-Control-Allow-Headers"].lower()
    assert KEY_HEADER.lower() in allowed
    assert "content-type" in allowed
    assert "Origin" in response.headers.get_all("Vary")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{SITE}.evil.example"])
def test_a_preflight_of_a_stranger_is_refused(asker, origin):
    assert_refused(preflight(asker, "/api/v1/answers", origin))


@pytest.mark.parametrize(
    ("path", "method"),
    [("/api/v1/answers", "DELETE"), ("/readyz", "GET"), ("/", "GET"), ("/nowhere", "GET")],
)
def test_a_preflight_for_what_is_closed_to_sites_is_refused(asker, path, method):
    assert_refused(preflight(asker, path, SITE, method))


# ---------------------------------------------------------------------------- documents


@pytest.fixture
def of_county() -> dict[str, str]:
    return {"Origin": COUNTY, KEY_HEADER: KEYS[COUNTY]}


def test_a_limited_site_lists_and_reads_its_documents_only(asker, library, county, of_county):
    listed = asker.get("/api/v1/documents", headers=of_county).get_json()
    assert [entry["id"] for entry in listed["documents"]] == [county]
    for document_id in library.documents:
        for part in ("", "/text"):
            address = f"/api/v1/documents/{document_id}{part}"
            status = asker.get(address, headers=of_county).status_code
            assert status == (200 if document_id == county else 404)


def test_a_limited_site_finds_its_documents_only(asker, library, county, of_county):
    for address in ("/api/v1/search?q=人才&top_k=20", "/api/v1/facts?kind=all&limit=1000"):
        everywhere = asker.get(address).get_json()
        found = asker.get(address, headers=of_county).get_json()
        cited = {
            entry["document_id"] for part in ("passages", "facts") for entry in found.get(part, ())
        }
        assert cited == {county}
        assert len(everywhere["facts"]) > len(found["facts"]) > 0
        for other in set(library.documents) - {county}:
            refused = asker.get(f"{address}&document={other}", headers=of_county)
            assert refused.status_code == 404


def test_a_limited_site_is_answered_from_its_documents_only(asker, library, county, of_county):
    other = next(d for d in library.documents.values() if d.filename == "linhai-2022.txt")
    question = {"question": "临海港区新开国际航线多少条？"}
    whole = asker.post("/api/v1/answers", json=question).get_json()
    assert {citation["document_id"] for citation in whole["citations"]} == {other.document_id}
    for accept in ("application/json", "text/event-stream"):
        told = asker.post(
            "/api/v1/answers", json=question, headers={**of_county, "Accept": accept}
        ).get_data(as_text=True)
        assert other.document_id not in told
        named = {**question, "documents": [other.document_id]}
        refused = asker.post("/api/v1/answers", json=named, headers={**of_county, "Accept": accept})
        assert refused.status_code == 404
        assert refused.get_json()["code"] == "unknown_document"


def test_after_a_limited_site_the_next_one_sees_everything(asker, library, of_county):
    asker.get("/api/v1/documents", headers=of_county)
    for headers in ({}, ADMITTED):
        listed = asker.get("/api/v1/documents", headers=headers).get_json()
        assert listed["total"] == len(library.documents)


# ---------------------------------------------------------------------------- without sites


@pytest.mark.parametrize("origin", [SITE, "null", "https://evil.example"])
def test_without_sites_every_other_website_is_refused(app: Flask, client: FlaskClient, origin):
    headers = {"Origin": origin, KEY_HEADER: KEYS[SITE]}
    assert_refused(client.post("/api/v1/answers", json=ASKED, headers=headers))
    assert_refused(preflight(client, "/api/v1/answers", origin))


# ---------------------------------------------------------------------------- scripts


@pytest.mark.parametrize("path", PUBLIC_SCRIPTS)
@pytest.mark.parametrize("headers", [{}, *STRANGERS.values(), ADMITTED])
def test_the_widgets_scripts_may_be_loaded_from_anywhere(asker, path, headers):
    response = asker.get(path, headers=headers, buffered=True)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/static/ask.js", "/static/wenju.css", "/static/icon.svg", "/"])
def test_nothing_else_may_be_loaded_from_other_websites(asker, path):
    response = asker.get(path, buffered=True)
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
