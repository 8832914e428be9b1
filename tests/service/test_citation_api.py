import io
import json
import re
import zipfile

import docx
import pytest
from flask.testing import FlaskClient

from index.library import Library
from service.bodies import MAX_BODY_BYTES
from service.citing.requests import MAX_QUOTED_CHARS
from service.citing.styles import Style
from service.parameters import MAX_EXCERPTS, MAX_NOTE_CHARS

ON = "2026-11-24"


def document_id(library: Library, filename: str) -> str:
    return next(d.document_id for d in library.documents.values() if d.filename == filename)


@pytest.fixture(scope="session")
def linhai(library: Library) -> str:
    return document_id(library, "linhai-2022.txt")


@pytest.fixture(scope="session")
def qingshan(library: Library) -> str:
    return document_id(library, "qingshan-2021.txt")


def citation_url(document: str) -> str:
    return f"/api/v1/documents/{document}/citation"


def test_a_citation_is_sent_with_its_quote_and_where_it_stands(client: FlaskClient, linhai: str):
    query = {"start": 20, "end": 32, "style": "gb7714", "accessed": ON}
    response = client.get(citation_url(linhai), query_string=query)
    assert response.status_code == 200
    text = client.get(f"/api/v1/documents/{linhai}/text").get_data(True)
    assert response.get_json() == {
        "style": "gb7714",
        "document_id": linhai,
        "start": 20,
        "end": 32,
        "quote": text[20:32],
        "citation": "临海港区2022年运行报告[R]. 临海港区管委会.",
        "url": f"/documents/{linhai}#c=20-32",
    }


@pytest.mark.parametrize("style", Style)
def test_the_quote_is_the_text_in_each_style(client: FlaskClient, qingshan: str, style: Style):
    body = client.get(
        citation_url(qingshan), query_string={"start": 5, "end": 60, "style": style.value}
    ).get_json()
    text = client.get(f"/api/v1/documents/{qingshan}/text").get_data(True)
    assert body["quote"] == text[5:60]
    assert body["style"] == style
    assert "青山县2021年人才工作情况" in body["citation"]


def test_without_a_range_the_whole_document_is_cited(client: FlaskClient, qingshan: str):
    body = client.get(citation_url(qingshan)).get_json()
    text = client.get(f"/api/v1/documents/{qingshan}/text").get_data(True)
    assert (body["start"], body["end"], body["quote"]) == (0, len(text), text)
    assert body["citation"] == "沈括. 青山县2021年人才工作情况[R]."


def test_the_words_of_a_style_are_in_the_language_asked_for(client: FlaskClient, qingshan: str):
    query = {"start": 0, "end": 4, "style": "plain", "language": "en"}
    body = client.get(citation_url(qingshan), query_string=query).get_json()
    assert body["citation"] == "沈括, “青山县2021年人才工作情况”, line 1."


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("start=5", "`start` is given without `end`; send both, or neither"),
        ("end=5", "`end` is given without `start`; send both, or neither"),
        ("start=5&end=5", "`start` is 5; it must be less than `end`, 5"),
        ("start=-1&end=5", '`start` is "-1"; it must be a whole number from 0'),
        ("start=0&end=x", '`end` is "x"; it must be a whole number from 1'),
        ("start=0&end=" + "9" * 99, "; it must be a whole number from 1"),
        ("start=0&end=999999", "`end` is 999999, but the text of {id} ends at"),
        ("style=apa", '`style` is "apa"; it must be one of gb7714, gb7714-2015, bibtex, ris, csl'),
        ("language=fr", '`language` is "fr"; it must be zh or en'),
        ("accessed=2026-02-30", '`accessed` is "2026-02-30"; it must be a date'),
        ("accessed=20261124", '`accessed` is "20261124"; it must be a date'),
        ("styles=ris", "`styles` is unknown; did you mean `style`?"),
        ("style=ris&style=ris", "`style` is given twice"),
    ],
)
def test_a_query_that_cannot_be_used_is_told_by_name(
    client: FlaskClient, qingshan: str, query: str, said: str
):
    response = client.get(f"{citation_url(qingshan)}?{query}")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    body = response.get_json()
    assert body["code"] == "invalid_parameter"
    assert said.format(id=qingshan) in body["detail"]


def test_a_document_that_is_not_there_is_told(client: FlaskClient):
    response = client.get(citation_url("0" * 16))
    assert (response.status_code, response.get_json()["code"]) == (404, "unknown_document")


def excerpts_of(*documents: str, **fields: object) -> dict[str, object]:
    passages = [{"document_id": each, "start": 0, "end": 9} for each in documents]
    return {"excerpts": passages, "accessed": ON, **fields}


def test_excerpts_are_one_text_with_footnotes_and_a_list(
    client: FlaskClient, linhai: str, qingshan: str
):
    body = excerpts_of(linhai, qingshan, linhai, title="我的摘录", style="gb7714-2015")
    response = client.post("/api/v1/excerpts", json=body)
    assert response.status_code == 200
    assert response.content_type == "text/markdown; charset=utf-8"
    text = response.get_data(True)
    assert text.startswith("# 我的摘录\n\n> 临海港区2022年[^1]\n")
    assert re.findall(r"(?m)^\\\[(\d)\\\] (\w+)", text) == [
        ("1", "临海港区2022年运行报告"),
        ("2", "沈括"),
    ]
    assert len(re.findall(r"(?m)^\[\^\d\]: ", text)) == 3


def test_excerpts_come_as_a_word_file(client: FlaskClient, linhai: str, qingshan: str):
    body = excerpts_of(linhai, qingshan)
    response = client.post("/api/v1/excerpts?format=docx", json=body)
    assert response.status_code == 200
    assert response.content_type.endswith("wordprocessingml.document")
    assert response.headers["Content-Disposition"] == 'attachment; filename="excerpts.docx"'
    file = response.get_data()
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs]
    assert texts[:3] == ["摘录", "临海港区2022年", "青山县2021年人"]
    assert "[2]\t沈括. 青山县2021年人才工作情况[R]." in texts
    assert b"footnoteRef" in zipfile.ZipFile(io.BytesIO(file)).read("word/footnotes.xml")
    assert client.post("/api/v1/excerpts?format=docx", json=body).get_data() == file


def passage(**fields: object) -> dict[str, object]:
    return {"excerpts": [{"document_id": "d", "start": 0, "end": 2, **fields}]}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "`excerpts` is missing; it must be a list of 1 to 200 objects"),
        ({"excerpts": None}, "`excerpts` is null"),
        ({"excerpts": []}, "`excerpts` is a list of 0"),
        ({"excerpts": [1]}, "`excerpts[0]` is 1"),
        (passage(start="0"), '`excerpts[0].start` is "0"; it must be a whole number from 0'),
        (passage(end=True), "`excerpts[0].end` is true"),
        (passage(end=0), "`excerpts[0].end` is 0"),
        (passage(start=2), "`excerpts[0].start` is 2; it must be less than `end`, 2"),
        (passage(document_id=5), "`excerpts[0].document_id` is 5"),
        (passage(note="字" * (MAX_NOTE_CHARS + 1)), "`excerpts[0].note` is a string of 2,001"),
        (passage(colour="red"), "`excerpts[0].colour` is unknown"),
        ({**passage(), "style": "ris"}, '`style` is "ris"; it must be "gb7714", "gb7714-2015" or'),
        ({**passage(), "title": "字" * 201}, "`title` is a string of 201 characters"),
        ({**passage(), "accessed": "today"}, '`accessed` is "today"; it must be a date'),
        ({**passage(), "titel": "x"}, "`titel` is unknown; did you mean `title`?"),
    ],
)
def test_a_body_that_cannot_be_used_is_told_by_name(client: FlaskClient, body, said):
    response = client.post("/api/v1/excerpts", json=body)
    assert response.status_code == 400
    assert response.get_json()["code"] == "invalid_parameter"
    assert said in response.get_json()["detail"]


def test_a_format_that_is_not_made_is_told(client: FlaskClient, linhai: str):
    response = client.post("/api/v1/excerpts?format=pdf", json=excerpts_of(linhai))
    assert response.get_json()["detail"] == '`format` is "pdf"; it must be markdown or docx'


def test_a_range_beyond_its_text_is_told_with_its_place_in_the_list(
    client: FlaskClient, linhai: str
):
    body = excerpts_of(linhai, linhai)
    body["excerpts"][1]["end"] = 99_999
    response = client.post("/api/v1/excerpts", json=body)
    assert response.status_code == 400
    assert response.get_json()["detail"].startswith("`excerpts[1].end` is 99999, but the text of")


def test_an_excerpt_of_a_document_that_is_not_there_is_told(client: FlaskClient, linhai: str):
    response = client.post("/api/v1/excerpts", json=excerpts_of(linhai, "0" * 16))
    assert (response.status_code, response.get_json()["code"]) == (404, "unknown_document")


def test_more_than_two_hundred_excerpts_are_refused_and_that_many_are_not(
    client: FlaskClient, linhai: str
):
    taken = client.post("/api/v1/excerpts", json=excerpts_of(*[linhai] * MAX_EXCERPTS))
    assert taken.status_code == 200
    assert taken.get_data(True).count("[^200]") == 2
    refused = client.post("/api/v1/excerpts", json=excerpts_of(*[linhai] * (MAX_EXCERPTS + 1)))
    assert "`excerpts` is a list of 201" in refused.get_json()["detail"]


def test_more_to_quote_than_is_taken_is_refused_before_it_is_read(client: FlaskClient, linhai: str):
    body = excerpts_of(linhai)
    body["excerpts"][0]["end"] = MAX_QUOTED_CHARS + 1
    response = client.post("/api/v1/excerpts", json=body)
    assert response.status_code == 400
    assert "quote 200,001 characters in all; at most 200,000" in response.get_json()["detail"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": "{}"}, 415),
        ({"data": "[]", "content_type": "application/json"}, 400),
        ({"data": "x" * (MAX_BODY_BYTES + 1), "content_type": "application/json"}, 413),
    ],
)
def test_what_is_no_json_object_is_refused_at_the_gate(client: FlaskClient, sent, status: int):
    response = client.post("/api/v1/excerpts", **sent)
    assert response.status_code == status
    assert json.loads(response.get_data())["status"] == status
