"""Take the README's pictures again: `python -m tests.browser.pictures [FOLDER]`.

They show the real thing: the service as it is started, with its own encoder, on the report of the
repository. Without FOLDER they go where the README has them.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.scenes import Scene, asked, excerpts_collected, numbers_drawn, source_read
from tests.browser.screenshots import take
from tests.service.processes import ROOT, Running, free_port, running

IMAGES = ROOT / ".github" / "images"
SIZE = (1200, 750)

SUM = "全职引进和柔性引进的人才一共多少名？"
SHARE = "公务员招录计划安排到基层一线的比例是多少？"


def main(folder: Path = IMAGES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with real_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for scene in scenes(server):
            picture = folder / f"{scene.name}.png"
            take(browser, server, scene, SIZE, "light", picture)
            print(picture)
        browser.close()


@contextmanager
def real_server() -> Iterator[Running]:
    """Give the service as a person starts it."""
    with tempfile.TemporaryDirectory() as scratch:
        port = free_port()
        command = [str(Path(sys.executable).with_name("wenju")), "serve", "--port", str(port)]
        command += ["--reports", str(ROOT / "data/reports"), "--library", f"{scratch}/library"]
        with running(command, port, Path(scratch) / "log") as server:
            yield server


def scenes(server: Running) -> list[Scene]:
    answer = json.loads(server.get("/api/v1/answers", {"question": SUM})[1])
    passage = answer["citations"][0]["url"]
    return [
        Scene("ask", f"/#q={quote(SUM)}", asked),
        Scene("source", passage, number_pointed_at),
        Scene("desk", f"/desk#q={quote('人才引进培养')}", excerpts_collected_from_the_top),
        Scene("numbers", "/numbers", chart_looked_at),
        Scene("widget", "/demo", chat_cited),
    ]


def number_pointed_at(page: Page) -> None:
    source_read(page)
    page.locator("mark .number, .number:has(mark)").first.hover()
    page.locator(".number-card").wait_for()


def excerpts_collected_from_the_top(page: Page) -> None:
    excerpts_collected(page)
    page.locator(".toast").wait_for(state="detached")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")


def chart_looked_at(page: Page) -> None:
    numbers_drawn(page)
    page.mouse.move(0, 0)


def chat_cited(page: Page) -> None:
    page.locator("wenju-chat .launcher").click()
    page.locator("wenju-chat[launcher] textarea").fill(SHARE)
    page.keyboard.press("Enter")
    page.locator("wenju-chat[launcher] .chip").first.click()
    page.locator("wenju-chat[launcher] .excerpt blockquote").wait_for()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
