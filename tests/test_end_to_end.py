"""The whole way once through: the real command, the real encoder, the report that is shipped."""

import json
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.service.processes import ROOT, Running, free_port, running

pytestmark = pytest.mark.model

# What is asked, with what the report says: the short answer, and words of the sentence to cite.
STATED = [
    ("疫情期间党员一共捐了多少钱？", "1.68亿元", "171.59万名党员捐款1.68亿元"),
    ("选派了多少名干部到村助力攻坚？", "24万名", "选派24万名干部到村助力攻坚"),
    ("示范培训班办了几期、共培训多少人？", "31期、7487人", "举办31期省级党员教育示范培训班"),
    ("公务员招录计划有多大比例放在基层一线？", "88.3%", "公务员招录计划的88.3%"),
    ("一共新建了几个省级重点实验室？", "4个", "省级重点实验室4个"),
    ("全职引进和柔性引进的人才加起来有多少名？", "7887人", "柔性引进2166名"),
    ("援鄂医疗队组建的临时党支部是23个吗？", "是的，23个", "23个临时党支部"),
    ("How much money did Party members donate to fight the epidemic?", "1.68亿元", "捐款1.68亿元"),
]
NOT_STATED = ["2019年火线发展了多少名党员？", "四川省引进了多少名高层次人才？"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("end-to-end")
    port = free_port()
    command = [str(Path(sys.executable).with_name("wenju")), "serve", "--port", str(port)]
    command += ["--library", str(folder / "library"), "--reports", str(ROOT / "data" / "reports")]
    # The first run on a machine makes the encoder ready, which takes about half a minute.
    with running(command, port, folder / "log", timeout_s=300) as started:
        yield started


def ask(server: Running, question: str) -> dict:
    status, body = server.get("/api/v1/answers", {"question": question})
    assert status == 200, body
    return json.loads(body)


def assert_quotes_are_exact(server: Running, answer: dict) -> None:
    for citation in answer["citations"]:
        _, text = server.get(f"/api/v1/documents/{citation['document_id']}/text")
        assert text.decode()[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize(("question", "short", "words"), STATED)
def test_what_the_report_states_is_answered_with_its_sentence(
    server: Running, question: str, short: str, words: str
) -> None:
    answer = ask(server, question)
    assert answer["status"] == "answered"
    assert answer["short_answer"] == short
    assert any(words in citation["quote"] for citation in answer["citations"])
    assert_quotes_are_exact(server, answer)


@pytest.mark.parametrize("question", NOT_STATED)
def test_what_the_report_does_not_state_is_not_answered(server: Running, question: str) -> None:
    answer = ask(server, question)
    assert answer["status"] == "not_found"
    assert answer["value"] is None
    assert_quotes_are_exact(server, answer)


def test_the_report_is_served_as_it_was_read(server: Running) -> None:
    _, body = server.get("/api/v1/documents")
    (report,) = json.loads(body)["documents"]
    _, text = server.get(f"/api/v1/documents/{report['id']}/text")
    assert text == (ROOT / "data" / "reports" / report["filename"]).read_bytes()
    assert report["characters"] == 4114


def test_search_finds_a_passage_asked_for_in_other_words(server: Running) -> None:
    _, body = server.get(f"/api/v1/search?q={quote('大家为抗疫出了多少钱')}&top_k=3")
    passages = json.loads(body)["passages"]
    assert any("171.59万名党员捐款1.68亿元" in passage["quote"] for passage in passages)
