"""The page of a source, in a real Chromium: exact to the code point, whatever the text holds."""

import json
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from index.library import Library
from index.types import Document
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.hostility import caught, watch

pytestmark = pytest.mark.browser

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}

# A byte order mark, both kinds of line end, characters of two units, and one of two code points.
AWKWARD = (
    "\ufeff𠮷野镇年报\r\n\r\n一、人口🌱\r\n"
    "\u3000\u3000全镇𠮷𠮷总人口12.5万人。😀👨‍👩‍👧投资1.2亿元。\r"
    "e\u0301cole 3所。\n\n二、产业\n旅游收入4.5亿元。\n"
)

_SELECT = r"""
([words, nth]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const whole = nodes.map((node) => node.data).join("");
  let from = -1;
  for (let count = 0; count <= nth; count += 1) from = whole.indexOf(words, from + 1);
  const place = (units) => {
    let left = units;
    for (const node of nodes) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...place(from));
  range.setEnd(...place(from + words.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""

_MISPLACED = r"""
(text) => [...document.querySelectorAll("#text [data-from]")].filter((node) => {
  const from = Number(node.dataset.from);
  return text.slice(from, from + node.textContent.length) !== node.textContent;
}).length
"""


_OPEN_CARDS = r"""
() => [...document.querySelectorAll(".number")].map((number) => {
  number.click();
  return document.querySelector(".number-card").textContent;
})
"""


_CONVERT = r"""
async ([text, units]) => {
  const { PointMap } = await import("/static/quoting/points.js");
  const map = new PointMap(text);
  const there = units.map((_, points) => map.toUnits(points));
  return [there, units.map((unit) => map.toPoints(unit)), map.toUnits(units.length)];
}
"""

_MATCHED = r"""
async ([text, query]) => {
  const { matchedWords } = await import("/static/quoting/fold.js");
  return matchedWords(text, query).map(([from, to]) => text.slice(from, to));
}
"""


@pytest.fixture(scope="session")
def nanxi(library: Library) -> Document:
    """The report with a character of two units before its last numbers."""
    document = next(d for d in library.documents.values() if d.filename == "nanxi-2023.md")
    assert "🌱" in document.text[: document.text.index("1.2亿元")]
    return document


def address(document: Document, words: str = "") -> str:
    """Return the address of a document, or of the place in it where `words` stand."""
    path = f"/documents/{document.document_id}"
    if not words:
        return path
    start = document.text.index(words)
    return f"{path}#c={start}-{start + len(words)}"


def with_text(text: str) -> Callable[[Page], None]:
    """Make a page read `text` in place of the document's own, and no numbers."""

    def prepare(page: Page) -> None:
        page.route(
            "**/text",
            lambda route: route.fulfill(
                body=text.encode(), content_type="text/plain; charset=utf-8"
            ),
        )
        page.route("**/api/v1/facts?*", lambda route: route.fulfill(json={"total": 0, "facts": []}))

    return prepare


def select(page: Page, words: str, nth: int = 0) -> None:
    page.evaluate(_SELECT, [words, nth])
    page.locator(".passage-tools").wait_for()


def copied(page: Page) -> str:
    expect(page.locator(".toast")).to_contain_text("已复制")
    words: str = page.evaluate("navigator.clipboard.readText()")
    return words


def tray(page: Page) -> list[dict[str, object]]:
    expect(page.locator(".toast")).to_contain_text("已加入摘录")
    excerpts: list[dict[str, object]] = json.loads(
        page.evaluate("localStorage.getItem('wenju.tray')")
    )
    return excerpts


def test_the_marked_passage_is_the_one_the_address_names(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi, "1.2亿元"))
    expect(page.locator("#text mark")).to_have_text("1.2亿元")
    expect(page.locator("#text mark")).to_be_in_viewport()


def test_another_place_in_the_address_moves_the_mark(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi, "1.2亿元"))
    page.locator("#text mark").wait_for()
    page.evaluate("hash => location.hash = hash", address(nanxi, "教师总数").split("#")[1])
    expect(page.locator("#text mark")).to_have_text(["教师总数"])


def test_a_passage_over_several_lines_is_marked_on_each(open_page: OpenPage, nanxi: Document):
    start, end = nanxi.text.index("新建桥梁"), nanxi.text.index("新建幼儿园") + 5
    page = open_page(f"{address(nanxi)}#c={start}-{end}")
    expect(page.locator("#text mark")).to_have_count(3)
    marked = "".join(page.locator("#text mark").all_text_contents())
    assert marked == nanxi.text[start:end].replace("\n", "")


def test_a_place_that_is_not_in_the_text_is_told(open_page: OpenPage, nanxi: Document):
    page = open_page(f"{address(nanxi)}#c=999998-999999")
    for place in ("999998-999999", "5-5", "9-2"):
        page.evaluate("place => { location.hash = `c=${place}` }", place)
        expect(page.locator("#state")).to_contain_text("不在这份报告的原文里")
        expect(page.locator("#text mark")).to_have_count(0)
        page.evaluate("location.hash = 'c=2-5'")
        expect(page.locator("#text mark")).to_have_count(1)
        expect(page.locator("#state")).to_be_empty()


def test_every_line_shows_the_text_at_its_offset(open_page: OpenPage, nanxi: Document):
    for text in (AWKWARD, "甲。\x0b乙。\x0c丙。\u2028丁。", "x" * 5000, " \n\t\n a \n"):
        page = open_page(address(nanxi), prepare=with_text(text))
        page.locator("#text [data-from]").first.wait_for()
        assert page.evaluate(_MISPLACED, text) == 0
        shown = "".join(page.locator("#text [data-from]").all_text_contents())
        assert "".join(shown.split()) == "".join(text.split())


def test_offsets_are_converted_as_python_counts_them(open_page: OpenPage, nanxi: Document):
    text = AWKWARD * 3 + "😀"
    units = [len(text[:points].encode("utf-16-le")) // 2 for points in range(len(text) + 1)]
    page = open_page(address(nanxi))
    there, back, beyond = page.evaluate(_CONVERT, [text, units])
    assert there == units
    assert back == list(range(len(text) + 1))
    assert beyond == -1


def test_matched_words_are_those_a_reader_means(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi))
    for text, query, marked in (
        ("本市引进各类人才326名", "青山县引进多少各类人才？", ["引进各类人才"]),
        ("茶园面积2.1万亩", "茶", ["茶"]),
        ("ＧＤＰ增长，gdp 与 Ｇdp", "GDP", ["ＧＤＰ", "gdp", "Ｇdp"]),
        ("840 homes of 1840 in 8.40", "840 home", ["840", "home"]),
        ("İstanbul İSTANBUL", "istanbul", []),
        ("完成多少", "多少", []),
    ):
        assert page.evaluate(_MATCHED, [text, query]) == marked, text


def test_what_is_put_aside_has_offsets_in_code_points(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), prepare=with_text(AWKWARD), **CLIPBOARD)
    page.locator("#text [data-from]").first.wait_for()
    select(page, "投资1.2亿元。e\u0301cole")
    page.get_by_role("button", name="加入摘录").click()
    (excerpt,) = tray(page)
    quote = AWKWARD[excerpt["start"] : excerpt["end"]]
    assert quote == excerpt["quote"] == "投资1.2亿元。\re\u0301cole"
    page.get_by_role("button", name="复制原文").click()
    assert copied(page) == quote


def test_what_is_copied_by_hand_is_the_stored_text(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), prepare=with_text(AWKWARD), **CLIPBOARD)
    page.locator("#text [data-from]").first.wait_for()
    select(page, "野镇年报一、人口")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "野镇年报\r\n\r\n一、人口"


def test_a_copied_link_leads_to_the_selected_words(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), **CLIPBOARD)
    page.locator(".number").first.wait_for()
    select(page, "游客接待量")
    page.get_by_role("button", name="复制链接").click()
    assert copied(page).endswith(address(nanxi, "游客接待量"))


def test_a_citation_quotes_the_text_at_its_place(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), **CLIPBOARD)
    page.locator(".number").first.wait_for()
    select(page, "旅游收入近1.2亿元")
    page.get_by_role("button", name="引用").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("pre")).to_contain_text("“旅游收入近1.2亿元”")
    dialog.get_by_label("格式").select_option("ris")
    expect(dialog.locator("pre")).to_contain_text("TY  - ")
    dialog.get_by_label("格式").select_option("gb7714")
    expect(dialog.locator("pre")).to_contain_text("南溪镇2023年乡村建设小结")
    dialog.get_by_role("button", name="复制").click()
    expect(dialog).to_be_hidden()
    quote, citation = copied(page).split("\n", 1)
    assert quote.strip("“”") in nanxi.text
    assert "南溪镇2023年乡村建设小结" in citation


def test_a_refused_citation_is_told_and_can_be_tried_again(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi))
    page.locator(".number").first.wait_for()
    problem = {"status": 429, "code": "too_many_requests", "detail": "slow down"}
    page.route(
        "**/citation?*",
        lambda route: route.fulfill(status=429, json=problem, headers={"Retry-After": "7"}),
        times=1,
    )
    select(page, "旅游收入")
    page.get_by_role("button", name="引用").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("pre")).to_have_text("请求太多，请在 7 秒后再试。")
    dialog.get_by_role("button", name="重试").click()
    expect(dialog.locator("pre")).to_contain_text("“旅游收入”")


def test_a_number_tells_what_it_is_worth_and_counts(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi))
    page.locator(".number", has_text="近1.2亿元").hover()
    card = page.locator(".number-card")
    expect(card).to_contain_text("120,000,000 元")
    expect(card).to_contain_text("旅游收入")
    expect(card).to_contain_text("不足此数")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_numbers_are_cited_with_the_keyboard_alone(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi))
    page.locator(".number").first.wait_for()
    numbers = page.locator(".number").count()
    assert page.locator(".number[tabindex='0']").count() == 1
    page.locator(".number").first.focus()
    for _ in range(numbers - 1):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".number").last).to_be_focused()
    expect(page.locator(".number-card")).to_contain_text("元")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="引用").first).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_timeout(400)
    page.get_by_role("button", name="加入摘录").press("Enter")
    (excerpt,) = tray(page)
    assert nanxi.text[excerpt["start"] : excerpt["end"]] == excerpt["quote"]
    assert str(excerpt["quote"]).endswith("旅游收入近1.2亿元")
    assert excerpt["section"] == ["产业"]
    page.keyboard.press("Escape")
    expect(page.locator(".passage-tools")).to_be_hidden()
    expect(page.locator(".number").last).to_be_focused()


def test_words_are_found_in_the_text(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi))
    page.locator(".number").first.wait_for()
    page.keyboard.press("/")
    expect(page.locator("#find-field")).to_be_focused()
    page.keyboard.type("新建")
    expect(page.locator("#find-count")).to_have_text("1 / 2")
    page.keyboard.press("Enter")
    expect(page.locator("#find-count")).to_have_text("2 / 2")
    page.keyboard.press("Enter")
    expect(page.locator("#find-count")).to_have_text("1 / 2")
    lit = "[...CSS.highlights.get('found')].map(String).join()"
    assert page.evaluate(lit) == "新建,新建"
    page.locator("#find-field").fill("没有这个词")
    expect(page.locator("#find-count")).to_have_text("没有找到")
    page.keyboard.press("Escape")
    expect(page.locator("#find-count")).to_have_text("")


def test_contents_mark_the_section_that_is_read(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), size=(1280, 420))
    page.locator(".number").first.wait_for()
    page.get_by_role("link", name="产业").click()
    expect(page.locator("#contents a[aria-current]")).to_have_text("产业")
    expect(page.locator("#text mark")).to_have_text("产业")


def test_contents_are_folded_on_a_phone(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), size=PHONE)
    page.locator(".number").first.wait_for()
    expect(page.get_by_role("link", name="产业")).to_be_hidden()
    page.locator("#contents summary").click()
    page.get_by_role("link", name="产业").click()
    expect(page.get_by_role("link", name="产业")).to_be_hidden()
    expect(page.locator("#text mark")).to_be_in_viewport()


def test_a_text_that_cannot_be_read_is_told_and_tried_again(open_page: OpenPage, nanxi: Document):
    def fail_once(page: Page) -> None:
        page.route("**/text", lambda route: route.abort(), times=1)

    page = open_page(address(nanxi, "1.2亿元"), prepare=fail_once)
    expect(page.get_by_role("alert")).to_have_text("连接不上服务，请稍后再试。")
    page.get_by_role("button", name="重试").click()
    expect(page.locator("#text mark")).to_have_text("1.2亿元")


def test_a_text_without_its_numbers_is_still_whole(open_page: OpenPage, nanxi: Document):
    def refuse(route: Route) -> None:
        route.fulfill(status=503, json={"status": 503, "code": "index_unavailable", "detail": ""})

    page = open_page(
        address(nanxi, "1.2亿元"), prepare=lambda page: page.route("**/api/v1/facts?*", refuse)
    )
    expect(page.locator("#state")).to_contain_text("原文不受影响")
    expect(page.locator("#text mark")).to_have_text("1.2亿元")


def test_no_word_of_a_text_becomes_more_than_text(open_page: OpenPage, nanxi: Document, hostile):
    text = "\n".join(payload.text for payload in hostile) + "\n"
    first, text = len(text), text + "数" * len(hostile)
    fact = {
        "quote_start": 0,
        "quote_end": 8,
        "number": "1",
        "low": None,
        "high": None,
        "period_inherited": False,
        "goal_or_result": None,
    }
    names = ("surface", "unit", "qualifier", "measure", "period", "comparison", "place")
    facts = [
        {**fact, **dict.fromkeys(names, payload.text), "start": at, "end": at + 1}
        for at, payload in enumerate(hostile, first)
    ]

    def prepare(page: Page) -> None:
        watch(page)
        with_text(text)(page)
        page.route(
            "**/api/v1/facts?*",
            lambda route: route.fulfill(json={"total": len(facts), "facts": facts}),
        )

    page = open_page(address(nanxi) + "#c=0-40", prepare=prepare, bypass_csp=True)
    page.locator(".number").first.wait_for()
    assert page.evaluate(_MISPLACED, text) == 0
    shown = page.evaluate(_OPEN_CARDS)
    assert len(shown) == len(hostile)
    assert all(payload.text in card for payload, card in zip(hostile, shown, strict=True))
    assert caught(page) == []


def test_a_megabyte_is_shown_and_its_end_reached_at_once(open_page: OpenPage, nanxi: Document):
    line = "本年度全县完成固定资产投资，同比增长，城乡居民收入稳步提高，各项社会事业全面发展。" * 4
    text = "\n".join(f"{number}{line}" for number in range(3000))
    assert len(text.encode()) > 1_000_000
    began = time.monotonic()
    page = open_page(f"{address(nanxi)}#c={len(text) - 9}-{len(text) - 1}", prepare=with_text(text))
    expect(page.locator("#text mark")).to_be_in_viewport(timeout=8000)
    assert time.monotonic() - began < 8
    assert page.evaluate("document.querySelectorAll('*').length") < 4000
    page.locator("#find-field").fill("城乡居民")
    expect(page.locator("#find-count")).to_contain_text("/ 5000+")


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", (1280, 800)), ("dark", (1280, 800)), ("dark", PHONE)]
)
def test_nothing_keeps_anybody_out(
    open_page: OpenPage, nanxi: Document, axe: Callable[[Page], None], scheme: str, size
):
    page = open_page(address(nanxi, "旅游收入"), scheme=scheme, size=size)
    page.locator(".number").last.focus()
    page.keyboard.press("ArrowLeft")
    page.locator(".number-card").wait_for()
    axe(page)
    page.keyboard.press("Enter")
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("pre")).to_contain_text("南溪镇")
    axe(page)


def test_the_page_speaks_english(open_page: OpenPage, nanxi: Document):
    page = open_page(address(nanxi), language="en-GB")
    expect(page.locator("#contents summary")).to_have_text("Contents")
    expect(page.locator("#numbers-note")).to_have_text(re.compile(r"^[0-9]+ numbers$"))
    ours = page.locator("#masthead nav, .report .soft [data-text], #reading-bar, .help")
    assert not re.search("[\u4e00-\u9fff]", "".join(ours.all_inner_texts()))
    page.locator(".number", has_text="近1.2亿元").hover()
    expect(page.locator(".number-card")).to_contain_text("less than this")
