"""The pages in a real Chromium; where there is none, these tests are left out, and that is said.

One browser and one server serve all of them. Each page that `open_page` gives has a profile of
its own, and a test fails when a page of its raised an error or tried what the content policy
forbids.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.hostility import Payload, read_payloads
from tests.service.processes import Running, fake_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]

# As a container's root user runs it, and without the look-ups that it makes on its own.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A machine that is busy with other things is slow, not wrong.
TIMEOUT_MS = 20_000
expect.set_options(timeout=TIMEOUT_MS)

# A page takes another scheme on with its next frame.
PAINTED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""

PHONE = (390, 844)
DESKTOP = (1280, 800)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a library of its own, since pages write feedback into it."""
    folder = tmp_path_factory.mktemp("browser")
    library = shutil.copytree(library_folder, folder / "library")
    with fake_server(library, folder / "log") as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, server: Running) -> Iterator[OpenPage]:
    """Give a function that opens the page at a path and returns it.

    Its options: `language` (a browser's, zh-CN), `size` (DESKTOP or PHONE), `scheme` (light or
    dark), `prepare` (called with the page before it loads, to route its requests), `origin`
    (another server's), and any of `browser.new_context`.
    """
    contexts, faults = [], []

    def open_page(
        path: str = "/",
        *,
        language: str = "zh-CN",
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        prepare: Callable[[Page], None] | None = None,
        origin: str | None = None,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=origin or f"http://127.0.0.1:{server.port}",
            locale=language,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if refused(said.text) else None)
        if prepare:
            prepare(page)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def refused(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Give a function that fails with what axe-core finds wrong on a page, all its rules on.

    It looks at the page as it is, or in each of the colour schemes that are named.
    """
    rules = Axe()

    def check(page: Page, *schemes: str) -> None:
        for scheme in schemes or (None,):
            if scheme:
                page.emulate_media(color_scheme=scheme)
                page.evaluate(PAINTED)
            found = rules.run(page).response["violations"]
            told = [
                f"{rule['id']}: {node['target']} {node['failureSummary']}"
                for rule in found
                for node in rule["nodes"]
            ]
            assert told == [], scheme

    return check


@pytest.fixture(scope="session")
def hostile() -> tuple[Payload, ...]:
    """The payloads; `hostility.watch` makes a page tell when one of them took hold."""
    return read_payloads()
