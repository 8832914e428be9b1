"""The desk, in a real Chromium: what is copied and put aside is the report's own text."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from index.library import Library
from index.types import Document
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.hostility import caught, watch

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
ASKED = "/desk#q=" + quote("引进各类人才")

_SELECT_IN_FIRST_QUOTE = r"""
(words) => {
  const quote = document.querySelector(".passage blockquote");
  const walker = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT);
  const at = quote.textContent.indexOf(words);
  const range = document.createRange();
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = (units) => units >= before && units <= before + node.length;
    if (inside(at)) range.setStart(node, at - before);
    if (inside(at + words.length)) {
      range.setEnd(node, at + words.length - before);
      break;
    }
    before += node.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""


@pytest.fixture(scope="session")
def qingshan(library: Library) -> Document:
    return next(d for d in library.documents.values() if d.filename == "qingshan-2021.txt")


def open_desk(open_page: OpenPage, path: str = ASKED, **options: object) -> Page:
    """Return the desk with its results shown."""
    page = open_page(path, **CLIPBOARD, **options)
    page.locator(".result").first.wait_for()
    return page


def copied(page: Page) -> str:
    expect(page.locator(".toast")).to_contain_text("已复制")
    words: str = page.evaluate("navigator.clipboard.readText()")
    return words


def kept(page: Page) -> list[dict[str, object]]:
    excerpts: list[dict[str, object]] = json.loads(
        page.evaluate("localStorage.getItem('wenju.tray') ?? '[]'")
    )
    return excerpts


def put_aside(page: Page, *ranks: int) -> None:
    for rank in ranks:
        page.locator(".passage").nth(rank).get_by_role("button", name="加入摘录").click()


def store_tray(excerpts: list[object]) -> str:
    """Return a script that puts `excerpts` into the browser's storage."""
    return f"localStorage.setItem('wenju.tray', {json.dumps(json.dumps(excerpts))})"


def quotes(page: Page) -> list[str]:
    return page.locator(".excerpts blockquote").all_text_contents()


def test_passages_and_their_numbers_are_found_while_typing(open_page: OpenPage):
    page = open_page("/desk")
    expect(page.locator("#state")).to_contain_text("4 份报告")
    page.locator("#query").press_sequentially("青山县引进各类人才")
    first = page.locator(".results > li").first
    expect(first.locator("blockquote")).to_contain_text("引进各类人才326名")
    expect(first.locator("mark", has_text="引进各类人才")).to_have_count(1)
    expect(first.locator(".where")).to_contain_text("青山县2021年人才工作情况")
    expect(first.locator(".where")).to_contain_text("引进人才")
    expect(first.locator(".result.number").first).to_contain_text("326名")
    assert "q=" in page.url


def test_only_what_was_typed_last_is_shown(open_page: OpenPage):
    asked: list[str] = []
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        asked.append(parse_qs(urlsplit(route.request.url).query)["q"][0])
        if len(asked) == 1:
            held.append(route)
        else:
            route.continue_()

    page = open_page("/desk", prepare=lambda page: page.route("**/api/v1/search?*", hold_first))
    page.locator("#state", has_text="4 份报告").wait_for()
    page.locator("#query").press_sequentially("集装箱吞吐量", delay=20)
    with page.expect_event("requestfailed", lambda request: "search" in request.url):
        page.wait_for_timeout(350)
        page.locator("#query").fill("茶园面积")
    expect(page.locator(".passage").first).to_contain_text("茶园面积")
    assert asked == ["集装箱吞吐量", "茶园面积"]
    assert len(held) == 1


def test_one_key_copies_the_quote_with_its_citation(open_page: OpenPage, qingshan: Document):
    page = open_desk(open_page)
    page.locator("#query").press("ArrowDown")
    page.keyboard.press("Enter")
    quoted, citation = re.fullmatch(r"“(.*)”\n(.*)", copied(page), re.DOTALL).groups()
    assert quoted in qingshan.text
    assert "326名" in quoted
    assert qingshan.title in citation


def test_a_number_is_copied_with_its_sentence(open_page: OpenPage, qingshan: Document):
    page = open_desk(open_page)
    page.locator("#query").press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result.number").first).to_be_focused()
    page.keyboard.press("Enter")
    quoted = copied(page).split("”\n")[0].strip("“")
    assert quoted == "全县引进各类人才326名,其中博士18名、硕士97名。"
    assert quoted in qingshan.text


def test_selected_words_are_all_that_is_copied(open_page: OpenPage, library: Library):
    page = open_desk(open_page, "/desk#q=" + quote("游客接待量 旅游收入"))
    document = next(d for d in library.documents.values() if "🌱" in d.text)
    words = "万人次 🌱,旅游收入近1.2亿元"
    page.evaluate(_SELECT_IN_FIRST_QUOTE, words)
    page.locator(".passage").first.get_by_role("button", name="复制引文").click()
    assert copied(page).startswith(f"“{words}”\n")
    page.evaluate(_SELECT_IN_FIRST_QUOTE, "旅游收入近1.2亿元")
    put_aside(page, 0)
    (excerpt,) = kept(page)
    assert document.text[excerpt["start"] : excerpt["end"]] == excerpt["quote"]
    assert excerpt["quote"] == "旅游收入近1.2亿元"


def test_the_chosen_style_is_used_and_remembered(open_page: OpenPage):
    page = open_desk(open_page)
    for style, sign in (
        ("gb7714-2015", "]."),
        ("markdown", "[^"),
        ("bibtex", "@"),
        ("ris", "TY  - "),
        ("csl-json", '"title"'),
        ("plain", "《青山县2021年人才工作情况》"),
    ):
        page.get_by_label("引用格式").select_option(style)
        page.reload()
        page.locator(".result").first.wait_for()
        expect(page.get_by_label("引用格式")).to_have_value(style)
        page.locator(".passage").first.get_by_role("button", name="复制引文").click()
        words = copied(page)
        assert sign in words, style
        assert "326名" in words, style


def test_the_keyboard_alone_finds_copies_and_collects(open_page: OpenPage):
    page = open_page("/desk", **CLIPBOARD)
    page.locator("#state", has_text="4 份报告").wait_for()
    page.locator("body").press("/")
    page.keyboard.type("茶园面积")
    page.locator(".result").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("t")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("t")
    expect(page.locator(".excerpts li")).to_have_count(2)
    page.keyboard.press("Enter")
    assert "茶园面积" in copied(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#query")).to_be_focused()
    assert page.locator(".result[tabindex='0']").count() == 1


def test_keys_of_one_character_can_be_switched_off(open_page: OpenPage):
    page = open_desk(open_page)
    page.locator("#help summary").click()
    page.get_by_label("启用单键快捷键").uncheck()
    page.locator(".result").first.focus()
    page.keyboard.press("t")
    page.keyboard.press("/")
    expect(page.locator(".result").first).to_be_focused()
    assert kept(page) == []
    page.reload()
    page.locator("#help summary").click()
    expect(page.get_by_label("启用单键快捷键")).not_to_be_checked()


def test_a_key_typed_into_a_field_is_only_typed(open_page: OpenPage):
    page = open_desk(open_page)
    page.locator("#query").fill("")
    page.keyboard.type("t/t")
    expect(page.locator("#query")).to_have_value("t/t")
    assert kept(page) == []


def test_only_the_ticked_reports_are_searched(open_page: OpenPage, qingshan: Document):
    page = open_desk(open_page)
    page.locator("#reports summary").click()
    page.get_by_label(qingshan.title).check()
    expect(page.locator("#reports-chosen")).to_have_text(qingshan.title)
    places = page.locator(".passage .where strong")
    expect(places.filter(has_not_text=qingshan.title)).to_have_count(0)
    expect(places.first).to_have_text(qingshan.title)
    assert qingshan.document_id in page.url
    page.reload()
    expect(page.locator("#reports-chosen")).to_have_text(qingshan.title)
    page.locator("#reports summary").click()
    page.get_by_role("button", name="检索全部").click()
    expect(page.locator("#reports-chosen")).to_have_text("全部报告")


def test_the_tray_is_ordered_annotated_and_emptied(open_page: OpenPage):
    page = open_desk(open_page)
    put_aside(page, 0, 1, 2, 0)
    expect(page.locator(".excerpts li")).to_have_count(3)
    first, second, third = quotes(page)
    page.locator(".excerpts li").last.get_by_role("button", name="上移").click()
    assert quotes(page) == [first, third, second]
    expect(page.locator(".excerpts li").nth(1).get_by_role("button", name="上移")).to_be_focused()
    page.get_by_label("笔记").first.fill("开头用")
    page.reload()
    expect(page.get_by_label("笔记").first).to_have_value("开头用")
    page.get_by_role("button", name="移除").first.click()
    assert quotes(page) == [third, second]
    page.get_by_role("button", name="撤销").click()
    assert quotes(page) == [first, third, second]
    expect(page.get_by_label("笔记").first).to_have_value("开头用")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".excerpts li")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    assert quotes(page) == [first, third, second]


def test_the_tray_is_the_same_in_every_tab(open_page: OpenPage):
    page = open_desk(open_page)
    other = page.context.new_page()
    other.goto("/desk")
    expect(other.locator(".tray")).to_contain_text("只保存在这个浏览器里")
    put_aside(page, 0)
    expect(other.locator(".excerpts li")).to_have_count(1)


def test_the_tray_becomes_a_markdown_text(open_page: OpenPage, tmp_path: Path):
    page = open_desk(open_page)
    put_aside(page, 0, 1)
    page.get_by_label("笔记").first.fill("先写这一条")
    page.get_by_label("文档标题").fill("人才/素材")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Markdown").click()
    assert download.value.suggested_filename.endswith(".md")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("# 人才/素材")
    assert text.index("326名") < text.index("先写这一条") < text.index("参考文献")
    assert "[^2]:" in text


def test_the_tray_becomes_a_word_document(open_page: OpenPage):
    page = open_desk(open_page)
    put_aside(page, 0)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Word").click()
    assert download.value.suggested_filename == "摘录.docx"
    with zipfile.ZipFile(download.value.path()) as document:
        assert "326名" in document.read("word/document.xml").decode()
        assert "word/footnotes.xml" in document.namelist()


def test_an_export_that_fails_is_told_and_loses_nothing(open_page: OpenPage):
    page = open_desk(open_page)
    put_aside(page, 0)
    page.route("**/api/v1/excerpts?*", lambda route: route.abort())
    page.get_by_role("button", name="导出 Word").click()
    expect(page.locator(".toast")).to_have_text("连接不上服务，请稍后再试。")
    assert len(kept(page)) == 1
    expect(page.get_by_role("button", name="导出 Word")).not_to_have_attribute(
        "aria-disabled", "true"
    )


def test_a_search_that_fails_is_told_and_tried_again(open_page: OpenPage):
    page = open_desk(open_page)
    page.route("**/api/v1/search?*", lambda route: route.abort(), times=1)
    page.locator("#query").fill("茶园面积")
    expect(page.locator("#state")).to_contain_text("连接不上服务")
    expect(page.locator(".result")).to_have_count(0)
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".passage").first).to_contain_text("茶园面积")


def test_too_many_requests_are_told_with_the_wait(open_page: OpenPage):
    page = open_desk(open_page)
    problem = {"status": 429, "code": "too_many_requests", "detail": "slow down"}
    for pattern in ("**/api/v1/search?*", "**/citation?*"):
        page.route(
            pattern,
            lambda route: route.fulfill(status=429, json=problem, headers={"Retry-After": "9"}),
        )
    page.locator(".passage").first.get_by_role("button", name="复制引文").click()
    expect(page.locator(".toast")).to_have_text("请求太多，请在 9 秒后再试。")
    page.locator("#query").fill("茶园面积")
    expect(page.locator("#state")).to_contain_text("9 秒后再试")


def test_an_empty_shelf_says_how_to_fill_it(open_page: OpenPage):
    empty = {"total": 0, "generation": 1, "documents": []}

    def prepare(page: Page) -> None:
        page.route("**/api/v1/documents", lambda route: route.fulfill(json=empty))

    page = open_page("/desk", prepare=prepare)
    expect(page.locator("#state")).to_contain_text("库里还没有报告")
    expect(page.locator("#reports")).to_be_hidden()


def test_what_a_stranger_put_into_the_storage_is_not_taken(open_page: OpenPage):
    good = {"document_id": "ab12", "start": 0, "end": 3, "quote": "好引文"}
    bad = [
        None,
        7,
        {},
        {**good, "start": 3},
        {**good, "quote": 5},
        {**good, "document_id": "../x?"},
        {**good, "end": "9"},
    ]
    stored = store_tray([*bad, good])
    page = open_page("/desk", prepare=lambda page: page.add_init_script(stored))
    expect(page.locator(".excerpts blockquote")).to_have_text(["好引文"])
    page = open_page(
        "/desk",
        prepare=lambda page: page.add_init_script("localStorage.setItem('wenju.tray', '{[')"),
    )
    expect(page.locator(".tray")).to_contain_text("只保存在这个浏览器里")


def test_no_word_of_a_report_becomes_more_than_text(open_page: OpenPage, hostile):
    passages, facts, documents = [], [], []
    for at, payload in enumerate(hostile):
        words = payload.text
        place = {"document_id": f"d{at}", "title": words, "section": [words], "url": words}
        passages.append(
            {**place, "rank": at + 1, "start": 0, "end": len(words) or 1, "quote": words}
        )
        number = dict.fromkeys(("surface", "measure", "period", "unit"), words)
        sentence = {"quote": words, "quote_start": 0, "quote_end": 1, "start": 0, "end": 1}
        facts.append({**place, **number, **sentence})
        documents.append({"id": f"d{at}", "title": words, "characters": 9, "url": words})
    found = {"query": "alert", "passages": passages, "facts": facts}

    stored = [{**passage, "note": passage["quote"]} for passage in passages[:200]]

    def prepare(page: Page) -> None:
        watch(page)
        page.add_init_script(store_tray([*stored]))
        page.route(
            "**/api/v1/documents", lambda route: route.fulfill(json={"documents": documents})
        )
        page.route("**/api/v1/search?*", lambda route: route.fulfill(json=found))

    page = open_page("/desk", prepare=prepare, bypass_csp=True)
    page.locator(".shelf li").first.wait_for()
    page.locator("#query").fill(hostile[0].text)
    expect(page.locator(".passage")).to_have_count(len(hostile))
    assert page.locator(".passage blockquote").all_text_contents() == [
        payload.text for payload in hostile
    ]
    assert quotes(page) == [payload.text for payload in hostile[:200]]
    page.locator(".passage").last.get_by_role("button", name="加入摘录").click()
    expect(page.locator(".toast")).to_contain_text("摘录已满")
    assert caught(page) == []


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", (1280, 800)), ("dark", (1280, 800)), ("light", PHONE)]
)
def test_nothing_keeps_anybody_out(
    open_page: OpenPage, axe: Callable[[Page], None], scheme: str, size: tuple[int, int]
):
    page = open_desk(open_page, scheme=scheme, size=size, reduced_motion="reduce")
    put_aside(page, 0, 1)
    page.locator("#help summary").click()
    page.locator("#reports summary").click()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.locator("#reports-panel")).to_be_hidden()
    if size == PHONE:
        page.get_by_role("button", name="展开摘录").click()
        expect(page.get_by_label("文档标题")).to_be_visible()
        axe(page)


def test_the_page_speaks_english(open_page: OpenPage):
    page = open_page("/desk#q=" + quote("new businesses"), language="en-GB", **CLIPBOARD)
    first = page.locator(".results > li").first
    expect(first.locator("blockquote")).to_contain_text("1,250 new businesses")
    expect(first.locator("mark").first).to_have_text("new")
    first.get_by_role("button", name="Copy quote").first.click()
    expect(page.locator(".toast")).to_have_text("Quote copied (GB/T 7714-2025)")
