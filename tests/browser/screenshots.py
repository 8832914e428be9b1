"""Take a picture of every scene: `python -m tests.browser.screenshots FOLDER [WORD]`.

Each is taken on a desktop and on a phone, light and dark, from a server with the invented reports.
WORD keeps to the scenes whose names hold it. The folder `screenshots/` is ignored by git.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from index.build import index_reports
from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS, PHONE
from tests.browser.scenes import SCENES, Scene
from tests.conftest import REPORTS
from tests.fakes import FakeEncoder
from tests.service.processes import Running, fake_server

SIZES = {"desktop": DESKTOP, "phone": PHONE}
SCHEMES = ("light", "dark")


def main(folder: Path, word: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    scenes = [scene for scene in SCENES if word in scene.name]
    with sample_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for scene, size, scheme in product(scenes, SIZES, SCHEMES):
            picture = folder / f"{scene.name}-{size}-{scheme}.png"
            take(browser, server, scene, SIZES[size], scheme, picture)
            print(picture)
        browser.close()


@contextmanager
def sample_server() -> Iterator[Running]:
    """Give a server that answers from the invented reports."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        index_reports([REPORTS], library, FakeEncoder())
        with fake_server(library, Path(scratch) / "log") as server:
            yield server


def take(
    browser: Browser,
    server: Running,
    scene: Scene,
    size: tuple[int, int],
    scheme: str,
    picture: Path,
) -> None:
    with browser.new_context(
        base_url=f"http://127.0.0.1:{server.port}",
        locale="zh-CN",
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        if scene.route:
            scene.route(page)
        page.goto(scene.path.replace("{document}", first_document(server)))
        if scene.prepare:
            scene.prepare(page)
        page.screenshot(path=picture)


def first_document(server: Running) -> str:
    documents = json.loads(server.get("/api/v1/documents")[1])["documents"]
    return str(documents[0]["id"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
