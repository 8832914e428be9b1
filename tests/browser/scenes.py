"""Every page and state that is worth a look; `screenshots` makes pictures of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser import made_facts, replies


@dataclass(frozen=True, slots=True)
class Scene:
    """A page in a state.

    Attributes:
        name: The picture's file name, without size, scheme and ending: `ask-answered`.
        path: What is opened; `{document}` stands for the id of the first report.
        prepare: Brings the open page into the state; waits for what it shows.
        route: Called before the page loads, to fulfil its requests.
    """

    name: str
    path: str
    prepare: Callable[[Page], None] | None = None
    route: Callable[[Page], None] | None = None


TALENT = quote("青山县引进各类人才多少名？")
SUM = quote("青山县引进的博士和硕士一共多少名？")
PENGUINS = quote("火星上有多少只企鹅？")


def settled(page: Page) -> None:
    page.locator(".turn").last.locator(".tools, .notice").wait_for()


def asked(page: Page) -> None:
    settled(page)
    # On a phone the source is read only when it is asked for.
    if page.locator("#source").is_visible():
        page.locator("#source mark").wait_for()


def pointed_at(page: Page) -> None:
    asked(page)
    page.locator(".chip").first.hover()


def source_opened(page: Page) -> None:
    asked(page)
    page.locator(".chip").first.click()
    page.locator("#source mark").wait_for()


def judged(page: Page) -> None:
    asked(page)
    page.get_by_role("button", name="有问题").click()
    page.locator(".feedback textarea").wait_for()


def conversed(page: Page) -> None:
    asked(page)
    for question in ("那专家呢？", "青山县举办招聘会多少场？"):
        page.get_by_label("问题", exact=True).fill(question)
        page.keyboard.press("Enter")
        settled(page)


def history_opened(page: Page) -> None:
    conversed(page)
    page.get_by_role("button", name="历史记录").click()


def reports_opened(page: Page) -> None:
    page.get_by_role("button", name="全部 4 份报告").click()


def began(page: Page) -> None:
    page.locator(".examples button").first.wait_for()


def copied(page: Page) -> None:
    asked(page)
    page.get_by_role("button", name="复制答案和出处").click()
    page.locator(".toast").wait_for()


def with_reply(**changes: object) -> Callable[[Page], None]:
    whole = replies.answer(**changes)
    return lambda page: replies.reply(page, whole) and None


def refused(status: int, code: str) -> Callable[[Page], None]:
    headers = {"Retry-After": "7"}
    return lambda page: replies.refuse(page, status, code, "what happened", headers=headers)


PASSAGE = "/documents/{document}#c=0-9"
TALENT_AT_DESK = "/desk#q=" + quote("引进各类人才")


def source_read(page: Page) -> None:
    page.locator(".number").first.wait_for()
    page.wait_for_timeout(200)


def number_explained(page: Page) -> None:
    source_read(page)
    page.locator(".number").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator(".number-card").wait_for()


def passage_selected(page: Page) -> None:
    number_explained(page)
    page.keyboard.press("Enter")
    page.locator(".passage-tools").wait_for()


def passage_cited(page: Page) -> None:
    passage_selected(page)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)


def contents_opened(page: Page) -> None:
    source_read(page)
    page.locator("#contents").evaluate("details => details.open = true")


def found_in_source(page: Page) -> None:
    source_read(page)
    page.locator("#find-field").fill("2")
    page.locator("#find-count", has_text="/").wait_for()


def text_missing(page: Page) -> None:
    page.route("**/text", lambda route: route.abort())


def shelf_shown(page: Page) -> None:
    page.locator(".shelf li").first.wait_for()


def results_found(page: Page) -> None:
    page.locator(".result").first.wait_for()


def excerpts_collected(page: Page) -> None:
    results_found(page)
    for card in page.locator(".passage").all()[:2]:
        card.get_by_role("button", name="加入摘录").click()
    page.get_by_label("笔记").first.evaluate("field => field.value = '用在第一节'")
    if page.locator(".toggle").is_visible():
        page.locator(".toggle").click()


def reports_ticked(page: Page) -> None:
    results_found(page)
    page.locator("#reports summary").click()
    page.locator("#reports input").first.check()
    page.wait_for_timeout(300)


def keys_shown(page: Page) -> None:
    shelf_shown(page)
    page.locator("#help summary").click()
    page.locator("#help").scroll_into_view_if_needed()


def search_missing(page: Page) -> None:
    page.route("**/api/v1/search?*", lambda route: route.abort())


def shelf_empty(page: Page) -> None:
    empty = {"total": 0, "generation": 1, "documents": []}
    page.route("**/api/v1/documents", lambda route: route.fulfill(json=empty))


def told(page: Page) -> None:
    page.locator("#state", has_text=re.compile(r"\S")).wait_for()


def numbers_listed(page: Page) -> None:
    page.wait_for_selector("#facts:not([hidden]):not([aria-busy])")


def numbers_drawn(page: Page) -> None:
    numbers_listed(page)
    page.locator("#suggestions button").first.click()


def numbers_on_a_log_scale(page: Page) -> None:
    numbers_drawn(page)
    page.get_by_role("button", name="对数刻度").click()


def number_opened(page: Page) -> None:
    numbers_listed(page)
    page.locator("#table").scroll_into_view_if_needed()
    page.locator("button.open").nth(2).click()


def filters_opened(page: Page) -> None:
    numbers_listed(page)
    page.get_by_role("button", name="更多筛选").click()
    page.get_by_label("时间", exact=True).fill("去年")
    page.locator(".fault:visible").wait_for()


GOALS = made_facts.send(
    [
        made_facts.growth(made_facts.YEARBOOKS[0], "5.2", "2023"),
        made_facts.growth(
            made_facts.YEARBOOKS[0],
            "5",
            "2024",
            start=50,
            surface="5%左右",
            qualifier="approx",
            goal_or_result="goal",
        ),
        made_facts.growth(made_facts.YEARBOOKS[1], "4.9", "2024"),
    ],
    made_facts.YEARBOOKS,
)


def chat_opened(page: Page) -> None:
    page.locator("wenju-chat .launcher").click()
    page.locator("wenju-chat[launcher] .intro .choices button").first.wait_for()


def chat_answered(page: Page) -> None:
    chat_opened(page)
    page.locator("wenju-chat[launcher] textarea").fill("青山县引进各类人才多少名？")
    page.keyboard.press("Enter")
    page.locator("wenju-chat[launcher] .exchange .sources, .failure").last.wait_for()


def chat_cited(page: Page) -> None:
    chat_answered(page)
    page.locator("wenju-chat[launcher] .chip").first.click()


def chat_failed(page: Page) -> None:
    chat_opened(page)
    page.locator("wenju-chat[launcher] textarea").fill("青山县引进各类人才多少名？")
    page.keyboard.press("Enter")
    page.locator("wenju-chat[launcher] .failure").wait_for()


def chat_placed(page: Page) -> None:
    page.locator(".stage wenju-chat .intro .choices button").first.wait_for()
    page.locator(".stage").scroll_into_view_if_needed()


SCENES: list[Scene] = [
    Scene("ask-empty", "/", began),
    Scene("ask-empty-english", "/?lang=en", began),
    Scene("ask-answered", f"/#q={TALENT}", asked),
    Scene("ask-mark-pointed-at", f"/#q={TALENT}", pointed_at),
    Scene("ask-source-opened", f"/#q={TALENT}", source_opened),
    Scene("ask-computed", f"/#q={SUM}", asked),
    Scene("ask-not-found", f"/#q={PENGUINS}", settled),
    Scene(
        "ask-near",
        f"/#q={TALENT}",
        settled,
        lambda page: replies.reply(page, replies.not_found()) and None,
    ),
    Scene(
        "ask-partial",
        f"/#q={TALENT}",
        settled,
        with_reply(status="partial", correction="报告的原文是：引进人才310名。[1]"),
    ),
    Scene("ask-conversation", f"/#q={TALENT}", conversed),
    Scene("ask-copied", f"/#q={TALENT}", copied),
    Scene("ask-judged", f"/#q={TALENT}", judged),
    Scene("ask-history", f"/#q={TALENT}", history_opened),
    Scene("ask-reports", "/", reports_opened),
    Scene(
        "ask-searching",
        f"/#q={TALENT}",
        lambda page: page.locator(".waiting").wait_for(),
        replies.hold,
    ),
    Scene("ask-busy", f"/#q={TALENT}", settled, refused(429, "too_many_requests")),
    Scene("ask-failed", f"/#q={TALENT}", settled, refused(500, "internal_error")),
    Scene("ask-long", f"/#q={TALENT}", settled, with_reply(text="很长的一句话。" * 1429)),
    Scene(
        "ask-no-reports",
        "/",
        lambda page: page.get_by_text("还没有报告").wait_for(),
        replies.without_reports,
    ),
    Scene("reading-text", "/documents/{document}", source_read),
    Scene("reading-text-english", "/documents/{document}?lang=en", source_read),
    Scene("reading-passage", PASSAGE, source_read),
    Scene("reading-number", PASSAGE, number_explained),
    Scene("reading-selected", "/documents/{document}", passage_selected),
    Scene("reading-cited", "/documents/{document}", passage_cited),
    Scene("reading-contents", "/documents/{document}", contents_opened),
    Scene("reading-found", "/documents/{document}", found_in_source),
    Scene("reading-outside", "/documents/{document}#c=999998-999999", told),
    Scene("reading-unread", "/documents/{document}", told, text_missing),
    Scene("problem-document", "/documents/unknown"),
    Scene("problem-address-english", "/nowhere?lang=en"),
    Scene("desk-shelf", "/desk", shelf_shown),
    Scene("desk-results", TALENT_AT_DESK, results_found),
    Scene("desk-results-english", "/desk?lang=en#q=new%20homes", results_found),
    Scene("desk-tray", TALENT_AT_DESK, excerpts_collected),
    Scene("desk-reports", TALENT_AT_DESK, reports_ticked),
    Scene("desk-keys", "/desk", keys_shown),
    Scene("desk-failed", TALENT_AT_DESK, told, search_missing),
    Scene("desk-no-reports", "/desk", told, shelf_empty),
    Scene("numbers-table", "/numbers", numbers_listed),
    Scene("numbers-table-english", "/numbers?lang=en", numbers_listed),
    Scene("numbers-groups", "/numbers?group=unit", numbers_listed),
    Scene("numbers-chart", "/numbers", numbers_drawn),
    Scene("numbers-log", "/numbers", numbers_on_a_log_scale),
    Scene("numbers-goals", "/numbers", numbers_drawn, GOALS),
    Scene("numbers-sentence", "/numbers", number_opened),
    Scene("numbers-fault", "/numbers", filters_opened),
    Scene("numbers-none", f"/numbers?q={PENGUINS}", numbers_listed),
    Scene(
        "numbers-no-reports",
        "/numbers",
        lambda page: page.locator("#notice .card").wait_for(),
        made_facts.send([], []),
    ),
    Scene("widget-closed", "/demo", chat_placed),
    Scene("widget-english", "/demo?lang=en", chat_opened),
    Scene("widget-opened", "/demo", chat_opened),
    Scene("widget-answered", "/demo", chat_answered),
    Scene("widget-cited", "/demo", chat_cited),
    Scene("widget-computed", "/demo", chat_answered, with_reply(**replies.computed())),
    Scene("widget-not-found", "/demo", chat_answered, with_reply(**replies.not_found())),
    Scene("widget-busy", "/demo", chat_failed, refused(429, "too_many_requests")),
]
