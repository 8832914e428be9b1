import html
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from index.library import Library
from tests.browser.conftest import CHROMIUM
from tests.service.processes import Running, fake_server

pytestmark = pytest.mark.browser

# As a container's root user runs it, and without the look-ups that it makes on its own.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=10000",
    "--dump-dom",
)


@pytest.fixture(scope="module")
def server(library_folder: Path, tmp_path_factory: pytest.TempPathFactory):
    log = tmp_path_factory.mktemp("server") / "log"
    with fake_server(library_folder, log) as running:
        yield running


@pytest.fixture
def show(server: Running, tmp_path: Path):
    """Return the page at an address once it has come to rest, as HTML."""

    def show(address: str, language: str = "zh-CN") -> str:
        command = [
            str(CHROMIUM),
            *FLAGS,
            f"--accept-lang={language}",
            f"--user-data-dir={tmp_path}",
            f"http://127.0.0.1:{server.port}{address}",
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return show


def test_an_answer_stands_out_and_leads_to_its_source(show, library: Library):
    page = show("/#q=" + quote("青山县引进各类人才多少名？"))
    assert '<p class="short">326名</p>' in page
    (document_id,) = [d.document_id for d in library.documents.values() if "青山" in d.title]
    assert f'<a href="/documents/{document_id}#c=' in page
    assert "查看原文" in page


def test_what_is_not_found_looks_different(show):
    page = show("/#q=" + quote("火星上有多少只企鹅？"))
    assert '<article class="card none">' in page
    assert 'class="short"' not in page


def test_the_page_speaks_the_browsers_language(show):
    assert ">Ask</button>" in show("/", "en-US")
    assert ">提问</button>" in show("/", "zh-CN")


def test_examples_come_from_the_library(show):
    page = show("/")
    assert "4 份报告" in page
    assert page.count("</button>") == 5


def test_a_question_is_shown_as_text_whatever_is_in_it(show):
    hostile = "<img src=x onerror=document.title='run'>多少？"
    page = show("/#q=" + quote(hostile))
    assert html.escape(hostile, quote=False) in page
    assert "<title>问据 Wenju</title>" in page
