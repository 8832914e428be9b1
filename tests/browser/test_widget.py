import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from index.library import Library
from service.app import create_app
from service.config import Settings
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.host import Website, open_website
from tests.browser.hostility import Payload, caught, watch
from tests.browser.replies import (
    answer,
    citation,
    computed,
    disconnect,
    hold,
    not_found,
    refuse,
    reply,
)
from tests.fakes import FakeEncoder

pytestmark = pytest.mark.browser

PAGES = Path(__file__).parents[2] / "service" / "pages"
QUESTION = "青山县引进各类人才多少名？"
MAX_GZIP_BYTES = 30_000
MAX_MAIN_THREAD_S = 0.050

HOSTILE_SHEET = """
* { all: revert !important; color: red !important; font: italic 900 60px/0.6 cursive !important;
  letter-spacing: 0.4em !important; text-transform: uppercase !important; opacity: 0.3 !important;
  text-decoration: line-through wavy !important; text-indent: 3em !important;
  background: lime !important; border: 9px solid lime !important; z-index: -1 !important;
  box-sizing: content-box !important; transform: rotate(3deg) !important;
  visibility: hidden !important; overflow: hidden !important; pointer-events: none !important;
  --accent: lime !important; --paper: lime !important; }
main, wenju-chat { direction: rtl !important; writing-mode: vertical-rl !important; }
html { font-size: 90px !important; }
body::after { content: "over all"; position: fixed; inset: 0; z-index: 2147483647 !important; }
"""


@pytest.fixture(scope="module")
def website(
    library: Library, encoder: FakeEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Website]:
    def make_app(sites: Path):
        return create_app(Settings(sites=sites), library, encoder)

    with open_website(tmp_path_factory.mktemp("website"), make_app) as website:
        website.put("/", website.tag())
        website.put("/plain")
        yield website


@pytest.fixture
def visit(open_page: OpenPage, website: Website):
    """Give a function that opens a page of the website."""

    def visit(path: str = "/", **options: object) -> Page:
        return open_page(path, origin=website.origin, **options)

    return visit


def launcher(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("问报告|Ask the report"))


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog")


def open_panel(page: Page) -> Locator:
    launcher(page).click()
    expect(panel(page)).to_be_visible()
    return panel(page)


def ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")


def ask_and_wait(page: Page, question: str = QUESTION) -> Locator:
    ask(page, question)
    answered = page.locator(".answer:not([data-status=running])").last
    answered.wait_for()
    return answered


# ---------------------------------------------------------------------------- the main path


def test_one_tag_answers_on_another_website_under_its_strict_policy(visit, website: Website):
    page = visit()
    open_panel(page)
    expect(page.locator(".about")).to_have_text("根据 4 份报告回答")
    answered = ask_and_wait(page)
    expect(answered.locator(".short")).to_have_text("326名")
    answered.locator(".chip").first.click()
    quote = page.get_by_role("region", name="引文 1")
    expect(quote.locator("blockquote")).to_contain_text("全县引进各类人才326名")
    with page.context.expect_page() as opened:
        quote.get_by_role("link", name="在原文中查看").click()
    source = opened.value
    assert re.fullmatch(re.escape(website.service) + r"/documents/[0-9a-f]+#c=\d+-\d+", source.url)
    expect(source.locator("mark").first).to_be_visible()
    assert source.evaluate("window.opener") is None


def test_the_answer_is_asked_for_with_the_key_and_without_credentials(visit, website: Website):
    page = visit()
    page.context.add_cookies([{"name": "login", "value": "secret", "url": website.service}])
    open_panel(page)
    with page.expect_request("**/api/v1/answers") as request:
        ask_and_wait(page)
    sent = request.value.all_headers()
    assert sent["x-wenju-site-key"] == website.key
    assert sent["origin"] == website.origin
    assert "cookie" not in sent
    assert website.key not in request.value.url


@pytest.mark.parametrize("path", ["/another-key", "/without-key"])
def test_a_page_that_may_not_ask_is_told_so(visit, website: Website, path: str):
    website.put("/another-key", website.tag('data-site-key="of-somebody-else"'))
    website.put("/without-key", website.tag(""))
    page = visit(path)
    open_panel(page)
    ask(page)
    expect(page.locator(".failure")).to_contain_text("还没有获准使用问答")
    assert page.locator(".answer").count() == 0


def test_a_page_of_another_origin_may_not_ask_with_the_key_of_the_website(
    open_page: OpenPage, website: Website
):
    page = open_page("/", origin=website.origin.replace("localhost", "127.0.0.1"))
    open_panel(page)
    ask(page)
    expect(page.locator(".failure")).to_contain_text("还没有获准使用问答")


def test_a_follow_up_is_sent_with_what_was_said_before(visit):
    page = visit()
    asked = reply(page, answer(), computed())
    open_panel(page)
    ask_and_wait(page, "引进人才多少名？")
    ask_and_wait(page, "加上培养的呢？")
    assert asked[0]["history"] == []
    assert asked[1]["history"] == [
        {"role": "user", "content": "引进人才多少名？"},
        {"role": "assistant", "content": answer()["text"]},
    ]


def test_a_new_conversation_forgets_the_one_before(visit):
    page = visit()
    asked = reply(page, answer())
    open_panel(page)
    ask_and_wait(page)
    page.get_by_role("button", name="新的对话").click()
    assert page.locator(".exchange").count() == 0
    ask_and_wait(page)
    assert asked[1]["history"] == []


def test_only_the_report_of_the_tag_is_asked(visit, website: Website, library: Library):
    document_id = next(d.document_id for d in library.documents.values() if "青山" in d.title)
    website.put("/report", website.tag(f'data-site-key="{{key}}" data-report="{document_id}"'))
    page = visit("/report")
    open_panel(page)
    expect(page.locator(".about")).to_contain_text("青山县2021年人才工作情况")
    with page.expect_request("**/api/v1/answers") as request:
        ask_and_wait(page)
    assert request.value.post_data_json["documents"] == [document_id]


def test_an_example_asks_itself(visit):
    page = visit()
    open_panel(page)
    example = page.locator(".intro .choices button").first
    question = example.text_content()
    example.click()
    expect(page.locator(".asked")).to_have_text(question)
    expect(page.locator(".answer .short")).to_be_visible()


@pytest.mark.parametrize(
    ("options", "language", "title"),
    [
        ('data-lang="en"', "zh", "Ask the report"),
        ('data-lang="zh"', "en", "问报告"),
        ("", "en", "Ask the report"),
        ('data-heading="问省情"', "zh", "问省情"),
    ],
)
def test_the_chat_speaks_the_language_of_its_tag_or_else_of_the_page(
    visit, website: Website, options: str, language: str, title: str
):
    website.put("/language", website.tag(options), language=language)
    page = visit("/language")
    page.get_by_role("button", name=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_it_stands_on_the_side_that_the_tag_says(visit, website: Website):
    website.put("/left", website.tag('data-position="left"'))
    for path, left in (("/", False), ("/left", True)):
        page = visit(path)
        for part in (launcher(page), open_panel(page)):
            box = part.bounding_box()
            assert box is not None
            assert (box["x"] < DESKTOP[0] / 2) == left


# ---------------------------------------------------------------------------- failures


def test_a_stream_that_breaks_off_is_told_and_can_be_tried_again(visit):
    page = visit()
    reply(page, answer(), cut=True)
    open_panel(page)
    ask(page)
    expect(page.locator(".failure")).to_contain_text("连接中断")
    page.unroute_all()
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".answer .short")).to_have_text("326名")
    assert page.locator(".asked").count() == 1


def test_a_service_that_is_down_is_told_apart_from_one_that_refuses(visit):
    page = visit()
    expect(launcher(page)).to_be_visible()
    disconnect(page, "**/api/v1/**")
    disconnect(page, "**/widget.js")
    open_panel(page)
    ask(page)
    expect(page.locator(".failure")).to_contain_text("连接不上服务")


def test_a_service_that_is_busy_says_when_to_come_back(visit):
    page = visit()
    allowed = {"Retry-After": "7", "Access-Control-Expose-Headers": "Retry-After"}
    refuse(page, 429, "too_many_requests", "slow down", headers=allowed)
    open_panel(page)
    ask(page)
    expect(page.locator(".failure")).to_contain_text("请 7 秒后再试")


def test_an_answer_can_be_stopped_and_asked_again(visit):
    page = visit()
    hold(page)
    open_panel(page)
    ask(page)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="停止").click()
    expect(page.locator(".failure")).to_contain_text("已停止")
    page.unroute_all()
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".answer .short")).to_have_text("326名")


def test_a_new_question_ends_the_one_before(visit):
    page = visit()
    hold(page)
    open_panel(page)
    ask(page, "第一个问题")
    page.locator(".searching").wait_for()
    reply(page, answer(short_answer="326名"))
    with page.expect_event("requestfailed"):
        ask_and_wait(page)
    expect(page.locator(".exchange").first).to_contain_text("已停止")
    expect(page.locator(".exchange").last.locator(".short")).to_have_text("326名")
    expect(page.get_by_role("button", name="停止")).to_be_hidden()


def test_a_very_long_answer_stays_in_the_panel(visit):
    page = visit()
    reply(page, answer(text="很长的一段话，" * 1500 + "[1]", short_answer="长" * 2000))
    open_panel(page)
    ask_and_wait(page)
    assert page.locator(".log").evaluate("log => log.scrollWidth <= log.clientWidth")
    asked, log = page.locator(".asked").bounding_box(), page.locator(".log").bounding_box()
    assert asked is not None
    assert log is not None
    assert asked["y"] >= log["y"]


# ---------------------------------------------------------------------------- as a guest


def test_it_leaves_no_global_no_cookie_and_nothing_stored(visit):
    names = "Object.getOwnPropertyNames(window).sort()"
    before = visit("/plain").evaluate(names)
    page = visit()
    open_panel(page)
    ask_and_wait(page)
    assert page.evaluate(names) == before
    assert page.context.cookies() == []
    assert page.context.storage_state() == {"cookies": [], "origins": []}
    assert page.evaluate("sessionStorage.length") == 0
    assert page.evaluate("document.adoptedStyleSheets.length") == 0
    assert page.locator("head style, head script, link[rel=stylesheet]").count() == 0


def test_no_hostile_text_becomes_more_than_text(
    visit, website: Website, hostile: tuple[Payload, ...]
):
    website.put("/unguarded", head=website.tag(), policy=None)
    page = visit("/unguarded", bypass_csp=True, prepare=watch)
    words = [payload.text for payload in hostile]
    cited = [
        citation(n, title=word, section=[word], quote=word, document_id=word, url=word)
        for n, word in enumerate(words, start=1)
    ]
    text = "".join(f"{word}[{n}]" for n, word in enumerate(words, start=1))
    first = {"citations": cited, "text": text, "short_answer": words[0], "correction": words[1]}
    reply(page, answer(**first, suggestions=words, status="not_found", reason=words[2]))
    open_panel(page)
    answered = ask_and_wait(page, words[3])
    changed = answered.evaluate(
        """(answered, words) => words.filter((word, index) => {
          answered.querySelector(`.chip[data-citation="${index + 1}"]`).click();
          return answered.getRootNode().querySelector("blockquote").textContent !== word.trim();
        })""",
        words,
    )
    assert changed == []
    assert caught(page) == []
    links = page.locator(".answer a, .excerpt a").evaluate_all("links => links.map((a) => a.href)")
    assert links
    assert all(link.startswith(f"{website.service}/documents/") for link in links)
    page.evaluate(
        "document.querySelector('wenju-chat').shadowRoot.querySelector('blockquote').innerHTML = "
        "'<img src=x onerror=alert(7)>'"
    )
    assert "img: element" in caught(page)


def test_a_hostile_sheet_changes_nothing_inside(visit, website: Website):
    website.put("/bare", website.tag(), policy=None)
    sheet = f"<style>{HOSTILE_SHEET}</style>"
    website.put("/hostile", website.tag(), head=sheet, policy=None)
    looks = []
    for path in ("/bare", "/hostile"):
        page = visit(path, reduced_motion="reduce")
        reply(page, computed())
        open_panel(page)
        ask_and_wait(page)
        page.locator(".chip").first.click()
        looks.append(page.locator("wenju-chat").evaluate(_LOOKS).splitlines())
    bare, hostile = looks
    assert len(bare) > 5_000
    assert [pair for pair in zip(bare, hostile, strict=True) if pair[0] != pair[1]] == []


# Of one of each kind of thing inside: all properties of all things take many seconds.
_LOOKS = """
(chat) => [
  ".launcher", ".panel", "h2", "header button", ".log", ".asked", ".short", ".text", ".chip",
  ".formula", ".operand", ".place", ".excerpt", "blockquote", ".button", "textarea",
].map((kind) => {
  const node = chat.shadowRoot.querySelector(kind);
  const style = getComputedStyle(node);
  const properties = Array.from(style).filter((property) => !property.startsWith("--"));
  return properties.map((property) => `${kind} ${property} ${style.getPropertyValue(property)}`);
}).flat().join("\\n")
"""


def test_nothing_of_the_page_lies_above_it(visit, website: Website):
    website.put("/war", website.tag(), head=f"<style>{HOSTILE_SHEET}</style>", policy=None)
    page = visit("/war")
    for part in (launcher(page), open_panel(page)):
        box = part.bounding_box()
        assert box is not None
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).localName", middle)
        assert top == "wenju-chat"


def test_the_page_can_change_its_looks(visit, website: Website):
    looks = (
        "wenju-chat { --wenju-accent: rgb(1, 2, 200); --wenju-width: 300px }"
        "wenju-chat::part(launcher) { border-radius: 1px }"
    )
    website.put("/looks", website.tag(), head=f"<style>{looks}</style>", policy=None)
    page = visit("/looks")
    expect(launcher(page)).to_have_css("background-color", "rgb(1, 2, 200)")
    expect(launcher(page)).to_have_css("border-radius", "1px")
    expect(open_panel(page)).to_have_css("width", "300px")


def test_shortcuts_of_the_page_do_not_fire_while_someone_types(visit):
    page = visit()
    page.evaluate("document.addEventListener('keydown', (event) => (document.title = event.key))")
    open_panel(page)
    page.get_by_role("textbox").press_sequentially("s/")
    assert page.title() == "省情网"
    page.locator("main a").press("s")
    assert page.title() == "s"


def test_the_page_is_told_by_events_that_leave_the_shadow(visit):
    page = visit()
    page.evaluate(
        """() => {
          document.documentElement.dataset.told = "";
          for (const type of ["ask", "answer", "cite", "toggle", "fail"]) {
            document.addEventListener(`wenju-${type}`, (event) => {
              const { question, answer, citation, open } = event;
              const said = question ?? answer?.short_answer ?? citation?.number ?? open;
              document.documentElement.dataset.told += `${type} ${said};`;
              if (type === "cite") event.preventDefault();
            });
          }
        }"""
    )
    open_panel(page)
    ask_and_wait(page)
    page.locator(".chip").first.click()
    expect(page.locator(".excerpt")).to_be_hidden()
    page.get_by_role("button", name="关闭问答").click()
    told = page.evaluate("document.documentElement.dataset.told")
    assert told == f"toggle true;ask {QUESTION};answer 326名;cite 1;toggle false;"


# ---------------------------------------------------------------------------- inline


def test_a_page_can_place_the_element_itself(visit, website: Website):
    body = (
        '<wenju-chat endpoint="{service}" site-key="{key}" lang="en">'
        '<a href="{service}/">Ask at Wenju</a></wenju-chat>'
    )
    website.put("/inline", body + website.tag('data-mode="inline"'))
    page = visit("/inline")
    expect(page.get_by_role("heading", name="Ask the report")).to_be_visible()
    assert page.locator("wenju-chat").count() == 1
    expect(ask_and_wait(page).locator(".short")).to_have_text("326名")
    page.get_by_role("textbox").press("Escape")
    expect(page.locator(".panel")).to_be_visible()
    unscripted = visit("/inline", java_script_enabled=False)
    expect(unscripted.get_by_role("link", name="Ask at Wenju")).to_be_visible()


def test_an_attribute_is_read_with_care(visit, website: Website):
    page = visit()
    expect(launcher(page)).to_be_visible()
    for attribute, value, getter, read in (
        ("endpoint", "javascript:alert(1)", "endpoint", None),
        ("endpoint", "http://[", "endpoint", None),
        ("endpoint", "https://a.example/wenju/?x#y", "endpoint", "https://a.example/wenju"),
        ("report", " a1, b2  c3 ", "reports", ["a1", "b2", "c3"]),
        ("site-key", "line\nbreak", "siteKey", ""),
        ("position", "top", "position", "right"),
        ("theme", "pink", "theme", "auto"),
        ("lang", "zh-TW", "language", "zh"),
        ("lang", "fr", "language", "en"),
        ("heading", "  ", "heading", "问报告"),
    ):
        found = page.evaluate(
            """([attribute, value, getter]) => {
              const chat = document.querySelector("wenju-chat");
              const before = chat.getAttribute(attribute);
              chat.setAttribute(attribute, value);
              const read = chat[getter];
              if (before === null) chat.removeAttribute(attribute);
              else chat.setAttribute(attribute, before);
              return read;
            }""",
            [attribute, value, getter],
        )
        assert found == (website.service if read is None else read), (attribute, value)


# ---------------------------------------------------------------------------- access


def focused(page: Page) -> str:
    """Return what tells of the element with the focus, wherever it is."""
    told: str = page.evaluate(
        """() => {
          let node = document.activeElement;
          while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
          return node.className || node.localName;
        }"""
    )
    return told


def test_all_of_it_can_be_done_with_the_keyboard(visit):
    page = visit()
    expect(launcher(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "launcher"
    page.keyboard.press("Enter")
    assert focused(page) == "textarea"
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.locator(".answer .chip").wait_for()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "chip"
    page.keyboard.press("Enter")
    expect(page.locator(".excerpt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".excerpt")).to_be_hidden()
    assert focused(page) == "chip"
    # The first puts away the card that the focus brought up.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert focused(page) == "launcher"
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")


def test_a_whole_answer_is_said_once_and_no_piece_of_it_before(visit):
    page = visit()
    reply(page, computed())
    open_panel(page)
    page.evaluate(
        """() => {
          const root = document.querySelector("wenju-chat").shadowRoot;
          const status = root.querySelector("[role=status]");
          const told = (document.told = []);
          new MutationObserver(() => status.textContent && told.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "off")
    ask_and_wait(page)
    expect(log).to_have_attribute("aria-busy", "false")
    assert page.evaluate("document.told") == ["已回答：630人"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_wrong_with_answers_and_a_citation(
    visit, axe: Callable[..., None], size: tuple[int, int]
):
    page = visit(size=size, reduced_motion="reduce", bypass_csp=True)
    corrected = answer(correction="报告说的是320名。[1]")
    reply(page, computed(), answer(status="partial"), corrected, not_found())
    open_panel(page)
    for _ in range(4):
        ask_and_wait(page)
    axe(page, "light", "dark")
    page.locator(".chip").last.click()
    axe(page, "light", "dark")


def test_axe_finds_nothing_wrong_before_an_answer_and_without_one(
    visit, axe: Callable[[Page], None]
):
    page = visit(reduced_motion="reduce", bypass_csp=True)
    expect(launcher(page)).to_be_visible()
    axe(page)
    open_panel(page)
    expect(page.locator(".intro .choices button").first).to_be_visible()
    axe(page)
    hold(page)
    ask(page)
    axe(page)
    page.get_by_role("button", name="停止").click()
    axe(page)


def test_who_wants_less_motion_gets_none(visit):
    page = visit(reduced_motion="reduce")
    hold(page)
    open_panel(page)
    ask(page)
    for part in (panel(page), page.locator(".searching"), launcher(page)):
        expect(part).to_have_css("animation-name", "none")


def test_on_a_phone_it_takes_the_screen_and_keeps_the_focus(visit):
    page = visit(size=PHONE, reduced_motion="reduce")
    open_panel(page)
    assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": PHONE[0], "height": PHONE[1]}
    ask_and_wait(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") in ("wenju-chat", "body")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    assert focused(page) == "launcher"


def test_what_is_pressed_is_large_enough(visit):
    page = visit(size=PHONE)
    open_panel(page)
    reply(page, answer())
    ask_and_wait(page)
    page.locator(".chip").first.click()
    for control in page.locator("wenju-chat button:visible, wenju-chat .button:visible").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


# ---------------------------------------------------------------------------- what it costs


def scripts_of_widget() -> set[Path]:
    """Return all scripts that the tag loads, found by following the imports."""
    found, left = set(), [PAGES / "widget.js", PAGES / "widget" / "chat.js"]
    while left:
        script = left.pop()
        found.add(script)
        names = re.findall(r'^(?:import|export)[^;]*? from "(.+?)";', script.read_text(), re.M)
        left += {(script.parent / name).resolve() for name in names} - found
    return found


def test_all_that_it_loads_is_small(visit, website: Website):
    page = visit("/plain")
    loaded: set[str] = set()
    page.on("response", lambda response: loaded.add(response.url))
    page.goto("/")
    open_panel(page)
    page.wait_for_load_state("networkidle")
    scripts = {url.rsplit("/static/", 1)[-1] for url in loaded if url.endswith(".js")}
    scripts = {name.removeprefix(f"{website.service}/") for name in scripts}
    assert scripts == {path.relative_to(PAGES).as_posix() for path in scripts_of_widget()}
    size = sum(len(gzip.compress((PAGES / name).read_bytes())) for name in scripts)
    assert size <= MAX_GZIP_BYTES


def test_it_takes_little_of_the_main_thread(visit):
    page = visit("/plain")
    session = page.context.new_cdp_session(page)
    # By what the thread itself took: what else runs on the machine does not count.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto("/", wait_until="networkidle")
    expect(launcher(page)).to_be_visible()
    found = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    names = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
    assert found["ScriptDuration"] > 0
    assert sum(found[name] for name in names) <= MAX_MAIN_THREAD_S
