from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hostility import Payload, caught, let_in, watch

pytestmark = pytest.mark.browser


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A watched page that holds nothing, and can reach nothing."""
    with browser.new_context(bypass_csp=True, offline=True) as context:
        page = context.new_page()
        watch(page)
        page.goto("about:blank")
        yield page


def test_there_are_at_least_200_payloads_and_no_two_alike(hostile: tuple[Payload, ...]):
    assert len(hostile) >= 200
    assert len(set(hostile)) == len(hostile)


def test_the_watch_sees_every_payload_that_is_let_in(blank: Page, hostile: tuple[Payload, ...]):
    missed = []
    for payload in hostile:
        blank.evaluate("window.caught.length = 0; document.body.replaceChildren()")
        let_in(blank, payload)
        blank.evaluate("window.look()")
        if not blank.evaluate("window.caught.length"):
            missed.append(payload)
    assert missed == []


def test_the_watch_sees_what_runs(blank: Page):
    let_in(blank, Payload("html", "<img src=x onerror=alert(7)>"))
    assert "alert ran: 7" in caught(blank)


def test_the_watch_sees_into_shadow_trees(blank: Page):
    blank.evaluate(
        """() => {
          const root = document.body.attachShadow({ mode: "closed" });
          root.innerHTML = "<p onclick=alert(1)>x</p>";
        }"""
    )
    assert caught(blank) == ["p: onclick"]


def test_the_watch_leaves_plain_text_alone(blank: Page, hostile: tuple[Payload, ...]):
    blank.evaluate(
        "texts => { for (const text of texts) document.body.append(text); }",
        [payload.text for payload in hostile],
    )
    assert caught(blank) == []
