"""What all pages have in common: how soon they are there, and what stands where none is."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from index.library import Library
from tests.browser.conftest import PHONE, OpenPage

pytestmark = pytest.mark.browser

PATHS = ("/", "/documents/{document}", "/desk", "/numbers", "/demo", "/documents/unknown")
MAX_FIRST_PAINT_MS = 1000

FIRST_PAINT = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName("first-contentful-paint");
    if (paint) resolve(paint.startTime);
  }).observe({ type: "paint", buffered: true });
})"""

NAME = r'<link rel="modulepreload" href="(.+?)">'

LOADED = """() => performance.getEntriesByType("resource")
  .map((entry) => new URL(entry.name).pathname).filter((path) => path.endsWith(".js"))"""

SENT = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/static/")).map(({ transferSize }) => transferSize)"""


@pytest.fixture(params=PATHS)
def path(request: pytest.FixtureRequest, library: Library) -> str:
    return str(request.param).replace("{document}", next(iter(library.documents)))


def test_the_first_paint_comes_within_a_second(open_page: OpenPage, path: str):
    # Each in a profile of its own, with nothing kept from before.
    paints = (float(open_page(path).evaluate(FIRST_PAINT)) for _ in range(3))
    assert any(paint <= MAX_FIRST_PAINT_MS for paint in paints)


def test_a_page_names_all_modules_that_its_script_imports_and_no_other(
    open_page: OpenPage, path: str
):
    named: list[str] = []

    def take_names_away(route: Route) -> None:
        response = route.fetch()
        named.extend(re.findall(NAME, response.text()))
        route.fulfill(response=response, body=re.sub(NAME, "", response.text()))

    def prepare(page: Page) -> None:
        page.route(f"**{path}", take_names_away)
        # It comes with modules of its own, which no page waits for.
        page.route("**/widget.js", lambda route: route.abort())

    page = open_page(path, prepare=prepare)
    scripts = [script.get_attribute("src") for script in page.locator("script").all()]
    assert len(named) == len(set(named)) > 0
    assert set(page.evaluate(LOADED)) == {*named, *scripts}


def test_a_second_visit_loads_no_file_anew(open_page: OpenPage, path: str):
    page = open_page(path)
    # What still comes when the page is left has not been kept.
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    page.goto(path)
    sent = page.evaluate(SENT)
    assert len(sent) > 4
    assert set(sent) == {0}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_there_is_no_page_it_says_so_and_leads_on(open_page: OpenPage, axe, scheme: str):
    page = open_page("/documents/unknown", size=PHONE, scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_have_text("库里没有这份报告")
    expect(page).to_have_title(re.compile("库里没有这份报告"))
    axe(page)
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The library holds no such report")
    assert not re.search("[\u4e00-\u9fff]", page.locator("main").inner_text())
    page.goto("/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    page.get_by_role("link", name="Ask the reports").click()
    expect(page.get_by_label("Question", exact=True)).to_be_visible()
