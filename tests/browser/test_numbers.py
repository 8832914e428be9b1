"""The page of numbers, against what the API itself gives, and against replies made by hand."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from index.library import Library
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.hostility import Payload, caught, watch
from tests.browser.made_facts import (
    DOCUMENT,
    YEARBOOKS,
    Fact,
    growth,
    made_document,
    made_fact,
    send,
)
from tests.service.processes import Running

pytestmark = pytest.mark.browser

WHOLE = "#facts:not([hidden]):not([aria-busy])"


def whole(page: Page) -> Page:
    """Return the page once all facts are there."""
    page.wait_for_selector(WHOLE)
    return page


def api_facts(server: Running, query: str = "") -> list[Fact]:
    status, body = server.get(f"/api/v1/facts?limit=1000{query and '&' + query}")
    assert status == 200, body
    facts: list[Fact] = json.loads(body)["facts"]
    return facts


def ids(facts: Sequence[Fact]) -> list[str]:
    return [fact["id"] for fact in facts]


def rows(page: Page) -> list[str]:
    """Return the ids of the facts that the table lists, in order."""
    found: list[str] = page.locator("tr[data-fact]").evaluate_all(
        "rows => rows.map((row) => row.dataset.fact)"
    )
    return found


def bars(page: Page) -> list[str]:
    return page.locator(".chart .surface").all_inner_texts()


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# The table


def test_the_table_shows_every_fact_that_the_api_gives(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers?kind=all"))
    facts = api_facts(server, "kind=all")
    assert len(facts) > 40
    assert rows(page) == ids(facts)
    row = page.locator("tr[data-fact]", has_text="1.35亿吨")
    for text in ("港区全年完成货物吞吐量", "135,000,000 吨", "2022", "结果"):
        expect(row).to_contain_text(text)


def test_the_usual_kinds_are_shown_until_others_are_asked_for(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    assert rows(page) == ids(api_facts(server))
    page.get_by_role("button", name="其他种类").click()
    page.get_by_role("checkbox", name="日期").check()
    page.get_by_role("checkbox", name="金额").uncheck()
    wanted = api_facts(server, "kind=quantity&kind=percent&kind=date")
    expect(page.locator("#count")).to_have_text(f"{len(wanted)} 条")
    assert rows(page) == ids(wanted)
    assert address(page)["kind"] == ["quantity", "percent", "date"]


def test_without_any_kind_the_usual_ones_come_back(open_page: OpenPage):
    page = whole(open_page("/numbers?kind=money"))
    page.get_by_role("checkbox", name="金额").click()
    for name in ("数量", "金额", "百分比"):
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()


ADDRESSES = (
    "q=人才",
    "unit=元",
    "unit=名",
    "section=教育",
    "period=2021",
    "period=2022-2023",
    "goal_or_result=result",
    "min=100000000",
    "max=50&kind=percent",
    "kind=all&sort=-number",
    "sort=number&q=人才&min=10&max=1000",
)


def test_an_address_shows_what_the_api_gives_and_leads_to_the_same_csv(
    open_page: OpenPage, server: Running
):
    page = open_page("/numbers")
    for words in ADDRESSES:
        query = quote(words, safe="=&")
        page.goto(f"/numbers?{query}")
        facts = api_facts(server, query)
        assert facts, words
        assert rows(whole(page)) == ids(facts), words
        table = server.get(page.locator("#csv").get_attribute("href"))[1].decode()
        assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == ids(facts), words


def test_one_report_alone(open_page: OpenPage, server: Running, library: Library):
    page = whole(open_page("/numbers"))
    (document,) = [d for d in library.documents.values() if "青山" in d.title]
    page.locator("#reports summary").click()
    page.get_by_role("checkbox", name=document.title).check()
    page.keyboard.press("Escape")
    expect(page.locator("#reports-chosen")).to_have_text(document.title)
    expect(page.locator("#reports summary")).to_be_focused()
    expect(page.locator("tr[data-fact]").first).to_contain_text("326名")
    assert rows(whole(page)) == ids(api_facts(server, f"document={document.document_id}"))
    assert address(page)["document"] == [document.document_id]


def test_what_is_typed_and_chosen_stands_in_the_address(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    page.get_by_role("button", name="更多筛选").click()
    page.get_by_label("不小于").fill("1亿")
    large = len(api_facts(server, "min=100000000"))
    expect(page.locator("#count")).to_have_text(f"{large} 条")
    page.get_by_role("combobox", name="单位", exact=True).select_option("元")
    facts = api_facts(server, "min=100000000&unit=" + quote("元"))
    assert 0 < len(facts) < large
    expect(page.locator("#count")).to_have_text(f"{len(facts)} 条")
    assert rows(whole(page)) == ids(facts)
    assert address(page) == {"min": ["100000000"], "unit": ["元"]}
    page.get_by_role("button", name="清除筛选").first.click()
    expect(page.locator("#count")).to_have_text(f"{len(api_facts(server))} 条")
    assert address(page) == {}


def test_what_cannot_be_used_is_told_beside_its_field(open_page: OpenPage):
    page = whole(open_page("/numbers"))
    listed = rows(page)
    page.get_by_role("button", name="更多筛选").click()
    for label, typed, fault in (
        ("不小于", "很多", "请写一个数"),
        ("时间", "去年", "请写一个年份"),
        ("时间", "2021-2020", "请写一个年份"),
    ):
        field = page.get_by_label(label, exact=True)
        field.fill(typed)
        expect(page.locator(".fault:visible")).to_contain_text(fault)
        expect(field).to_have_attribute("aria-invalid", "true")
        assert rows(page) == listed
        field.fill("")
        expect(page.locator(".fault:visible")).to_have_count(0)


def test_numbers_sort_up_down_and_back_as_the_api_sorts_them(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers?kind=all"))
    header = page.locator("th.column-number")
    for order, told in (("number", "ascending"), ("-number", "descending"), ("place", "none")):
        header.get_by_role("button").click()
        assert rows(page) == ids(api_facts(server, f"kind=all&sort={order}"))
        expect(header).to_have_attribute("aria-sort", told)
        expect(header.get_by_role("button")).to_be_focused()


def test_words_sort_as_their_language_does(open_page: OpenPage):
    facts = [made_fact("1", at, measure=word) for at, word in enumerate(["中学", "大学", "小学"])]
    page = whole(open_page("/numbers", prepare=send(facts)))
    page.locator("th.column-measure button").click()
    assert page.locator("th.column-measure[scope=row]").all_inner_texts() == [
        "大学",
        "小学",
        "中学",
    ]


def test_groups_hold_every_fact_once_and_can_be_closed(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    page.get_by_label("分组").select_option("unit")
    assert sorted(rows(page)) == sorted(ids(api_facts(server)))
    for body in page.locator("tbody").all():
        units = {cell.inner_text() for cell in body.locator("td.column-unit").all()}
        title = body.locator(".toggle span").first.inner_text()
        assert units == {"" if title == "没有单位" else title}
    people = page.locator(".toggle", has_text="人").first
    before = len(rows(page))
    people.click()
    expect(page.locator(".toggle", has_text="人").first).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".toggle", has_text="人").first).to_be_focused()
    assert len(rows(page)) < before
    assert address(page)["group"] == ["unit"]


def test_every_way_to_group_loses_nothing(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    for by in ("section", "kind", "period", "report"):
        page.get_by_label("分组").select_option(by)
        assert page.locator("tr.group").count() > 1
        assert sorted(rows(page)) == sorted(ids(api_facts(server)))


def test_what_an_address_says_wrongly_is_left_out(open_page: OpenPage, server: Running):
    wrong = "sort=size&group=colour&min=abc&period=soon&goal_or_result=x&compare=nothing&kind=x"
    page = whole(open_page(f"/numbers?{wrong}"))
    assert rows(page) == ids(api_facts(server))


TYPED = {
    "5000": "5000",
    "1.2亿": "120000000",
    "3.14159万": "31415.9",
    "１，２００": "1200",
    "1.5 million": "1500000",
    "-0.50": "-0.5",
    "0.07万亿": "70000000000",
    "9007199254740993": "9007199254740993",
    "": None,
    "1e5": None,
    "十万": None,
    "1constructor": None,
}


def test_numbers_may_be_typed_as_people_write_them(open_page: OpenPage):
    page = open_page("/numbers")
    read = """async (all) => {
      const { baseNumber } = await import("/static/numbers/query.js");
      return Object.fromEntries(all.map((typed) => [typed, baseNumber(typed)]));
    }"""
    assert page.evaluate(read, list(TYPED)) == TYPED


# The sentence


def test_a_row_opens_its_sentence_with_the_number_marked(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers?q=" + quote("集装箱")))
    page.get_by_role("button", name="260万标箱").click()
    panel = page.get_by_role("dialog", name="260万标箱")
    (fact,) = [fact for fact in api_facts(server) if fact["surface"] == "260万标箱"]
    expect(panel.locator("blockquote")).to_have_text(fact["quote"])
    expect(panel.locator("mark")).to_have_text("260万标箱")
    expect(panel.get_by_role("link")).to_have_attribute("href", fact["url"])
    assert fact["url"].endswith(f"#c={fact['start']}-{fact['end']}")
    expect(page.locator("tr[aria-current]")).to_contain_text("260万标箱")


def test_the_mark_stands_right_behind_a_character_of_two_units(open_page: OpenPage):
    quote_ = "🌱🌱新建学校7个。"
    fact = made_fact("7", 6, quote=quote_, quote_start=0, quote_end=len(quote_))
    page = whole(open_page("/numbers", prepare=send([fact])))
    page.get_by_role("button", name="7个", exact=True).click()
    expect(page.locator("#sentence mark")).to_have_text("7个")


def test_from_one_sentence_to_the_next_and_back_to_the_row(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    first, second = api_facts(server)[:2]
    page.locator("button.open").first.click()
    expect(page.get_by_role("button", name="上一条")).to_be_disabled()
    page.get_by_role("button", name="下一条").click()
    expect(page.locator("#sentence h2")).to_have_text(second["surface"])
    expect(page.locator("tr[aria-current]")).to_have_attribute("data-fact", second["id"])
    page.keyboard.press("Escape")
    expect(page.locator("#sentence")).to_be_hidden()
    expect(page.locator("button.open").first).to_be_focused()
    assert first["surface"] == page.locator("button.open").first.inner_text()


# Charts


def widths(page: Page) -> list[float]:
    """Return the lengths of the bars in percent of the axis."""
    shares: list[float] = page.locator(".chart .picture").evaluate_all(
        "nodes => nodes.map((node) => Number.parseFloat("
        "node.querySelector('.bar').getAttribute('width')))"
    )
    return shares


def compared(open_page: OpenPage, facts: Sequence[Fact], more: str = "") -> Page:
    """Return a page that compares these facts."""
    query = f"compare={','.join(ids(facts))}{more}"
    return whole(open_page(f"/numbers?{query}", prepare=send(facts)))


def test_the_bars_are_the_facts_of_one_sentence_from_zero(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    page.locator("#suggestions button", has_text="326名、18名、97名").click()
    facts = [fact for fact in api_facts(server) if fact["surface"] in ("326名", "18名", "97名")]
    assert bars(page) == ["326名", "97名", "18名"]
    assert widths(page) == pytest.approx([100 * n / 400 for n in (326, 97, 18)])
    for bar in page.locator(".chart .bar").all():
        assert bar.get_attribute("x") == "0%"
    assert set(address(page)["compare"][0].split(",")) == set(ids(facts))
    assert page.locator("input[data-pick]:checked").count() == 3
    page.locator(".chart .row", has_text="97名").click()
    expect(page.locator("#sentence mark")).to_have_text("97名")


def test_a_shared_address_draws_the_same_chart(open_page: OpenPage):
    page = whole(open_page("/numbers?sort=-number&group=unit"))
    page.locator("#suggestions button", has_text="326名、18名、97名").click()
    page.get_by_role("button", name="对数刻度").click()
    expect(page.get_by_role("button", name="对数刻度")).to_be_focused()
    shared = page.url.split("/numbers")[1]
    other = whole(open_page("/numbers" + shared))
    assert bars(other) == ["326名", "97名", "18名"]
    assert other.locator(".chart .dot").count() == 3
    assert rows(other) == rows(page)


def test_a_log_scale_draws_points_since_its_lengths_would_lie(open_page: OpenPage):
    facts = [made_fact(number, at) for at, number in enumerate(["10", "1000", "100000"])]
    page = compared(open_page, facts, "&scale=log")
    assert page.locator(".chart .bar").count() == 0
    places = page.locator(".chart .dot").evaluate_all(
        "dots => dots.map((dot) => Number.parseFloat(dot.getAttribute('cx')))"
    )
    assert places == pytest.approx([100, 50, 0])
    expect(page.locator(".chart")).to_contain_text("看点的位置，不看长短")


@pytest.mark.parametrize(
    ("numbers", "offered"), [(["10", "20"], False), (["10", "500"], True), (["0", "500"], False)]
)
def test_a_log_scale_is_offered_only_where_it_helps_and_can_be(
    open_page: OpenPage, numbers: list[str], offered: bool
):
    page = compared(open_page, [made_fact(number, at) for at, number in enumerate(numbers)])
    assert len(bars(page)) == 2
    assert page.get_by_role("button", name="对数刻度").count() == offered


def test_numbers_of_two_units_never_share_an_axis(open_page: OpenPage):
    page = whole(open_page("/numbers"))
    for surface in ("12场", "326名", "45名", "1260万元"):
        page.locator("tr[data-fact]", has_text=surface).get_by_role("checkbox").first.check()
    assert page.locator(".chart").count() == 1
    assert bars(page) == ["326名", "45名"]
    note = page.locator("#chart > p")
    for surface in ("12场", "1260万元"):
        expect(note).to_contain_text(surface)


def test_a_growth_and_a_share_never_share_an_axis(open_page: OpenPage):
    percent = {"unit": "%", "kind": "percent"}
    facts = [
        made_fact("8", 0, **percent, surface="8%", comparison="增长"),
        made_fact("5", 10, **percent, surface="5%", comparison="分别增长"),
        made_fact("40", 20, **percent, surface="40%", comparison="占"),
    ]
    page = compared(open_page, facts)
    assert bars(page) == ["8%", "5%"]
    expect(page.locator("#chart > p")).to_contain_text("40%")


def test_how_exact_a_number_is_shows_in_its_bar(open_page: OpenPage):
    facts = [
        made_fact("90", 0, surface="90个"),
        made_fact("80", 10, surface="约80个", qualifier="approx"),
        made_fact("70", 20, surface="70余个", qualifier="over"),
        made_fact("60", 30, surface="近60个", qualifier="under"),
        made_fact(None, 40, surface="40—50个", low="40", high="50"),
    ]
    for at, fact in enumerate(facts):
        fact["measure"] = f"第{at}种"
    page = compared(open_page, facts)
    shapes = page.locator(".chart .picture").evaluate_all(
        "nodes => nodes.map((node) => [...node.querySelectorAll('.bar')].map("
        "(bar) => `${bar.getAttribute('class')} ${bar.getAttribute('x')}`))"
    )
    assert shapes == [
        ["bar exact 0%"],
        ["bar approx 0%"],
        ["bar more 0%"],
        ["bar less 0%"],
        ["bar exact 0%", "bar range 40%"],
    ]
    arrows = page.locator(".chart .picture .arrow path").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('d').startsWith('M-'))"
    )
    assert arrows == [False, True]
    assert page.locator(".legend li").all_inner_texts() == [
        "确数",
        "约数",
        "实际更多（余、超过、以上）",
        "实际更少（近、不足、以内）",
        "两端之间",
    ]


def test_numbers_below_zero_go_the_other_way_from_the_same_zero(open_page: OpenPage):
    facts = [made_fact("30", 0, measure="甲"), made_fact("-10", 10, measure="乙")]
    page = compared(open_page, facts)
    places = page.locator(".chart .bar").evaluate_all(
        "bars => bars.map((bar) => ['x', 'width'].map("
        "(name) => Number.parseFloat(bar.getAttribute(name))))"
    )
    assert places == [pytest.approx([25, 75]), pytest.approx([0, 25])]


def test_goals_stand_beside_results_of_the_same_measure_across_reports(open_page: OpenPage):
    facts = [
        growth(YEARBOOKS[0], "5.2", "2023"),
        growth(YEARBOOKS[0], "5", "2024", start=50, goal_or_result="goal"),
        growth(YEARBOOKS[1], "4.9", "2024"),
        growth(YEARBOOKS[2], "3.3", "2024"),
        growth(YEARBOOKS[1], "27", "2021/2025", start=50),
    ]
    page = whole(open_page("/numbers", prepare=send(facts, YEARBOOKS)))
    page.locator("#suggestions button", has_text="目标与结果").click()
    assert bars(page) == ["5.2%", "5%", "4.9%"]
    assert page.locator(".chart .name").all_inner_texts() == [
        "2023\n结果 · 2024年政府工作报告",
        "2024\n目标 · 2024年政府工作报告",
        "2024\n结果 · 2025年政府工作报告",
    ]
    assert page.locator(".chart .picture.goal").count() == 1
    assert page.locator(".legend li").all_inner_texts() == ["结果", "目标"]


def test_a_measure_is_suggested_by_period(open_page: OpenPage):
    facts = [growth(YEARBOOKS[1], "4.9", "2024"), growth(YEARBOOKS[0], "5.2", "2023")]
    page = whole(open_page("/numbers", prepare=send(facts, YEARBOOKS)))
    page.locator("#suggestions button", has_text="各期").click()
    assert bars(page) == ["5.2%", "4.9%"]
    expect(page.locator(".chart h3")).to_have_text("各期 · 生产总值增长 · 单位：%")


def test_a_group_can_be_drawn(open_page: OpenPage):
    page = whole(open_page("/numbers?group=unit&unit=" + quote("人")))
    page.get_by_role("button", name="画成图").click()
    drawn = bars(page)
    assert len(drawn) > 3
    assert drawn[0] == "1850人"
    page.get_by_role("button", name="清除", exact=True).click()
    assert page.locator(".chart").count() == 0
    assert "compare" not in address(page)


def test_of_too_many_the_largest_are_drawn_and_the_rest_is_told(open_page: OpenPage):
    facts = [made_fact(str(at + 1), 10 * at, measure=f"第{at}种") for at in range(34)]
    page = whole(open_page("/numbers?group=unit", prepare=send(facts)))
    page.get_by_role("button", name="画成图").click()
    assert bars(page) == [f"{number}个" for number in range(34, 4, -1)]
    expect(page.locator("#chart > p")).to_have_text("只画前 30 个，另有 4 个没有画出。")


# Failures


def test_a_server_that_is_gone_is_told_and_can_be_tried_again(open_page: OpenPage):
    def gone(page: Page) -> None:
        page.route("**/api/v1/**", lambda route: route.abort("connectionrefused"))

    page = open_page("/numbers", prepare=gone)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("连接不上服务")
    page.unroute_all()
    alert.get_by_role("button", name="重试").click()
    assert rows(whole(page))
    expect(alert).to_have_count(0)


@pytest.mark.parametrize(("status", "said"), [(429, "现在太忙"), (503, "正在准备报告库")])
def test_a_server_that_asks_to_wait_is_asked_again_after_that(
    open_page: OpenPage, status: int, said: str
):
    problem = {"code": "later", "detail": "wait a little", "status": status}
    told: list[str] = []

    def busy_once(route: Route) -> None:
        if told:
            route.fallback()
            return
        told.append(route.request.url)
        route.fulfill(status=status, headers={"Retry-After": "1"}, body=json.dumps(problem))

    page = open_page("/numbers", prepare=lambda page: page.route("**/api/v1/facts?*", busy_once))
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert rows(whole(page))


def test_a_library_without_reports_says_what_to_do(open_page: OpenPage):
    page = open_page("/numbers", prepare=send([], []))
    expect(page.locator("#notice")).to_contain_text("库里还没有报告")
    expect(page.locator("#facts")).to_be_hidden()


def test_where_nothing_fits_the_filters_can_be_cleared(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers?q=" + quote("火星企鹅")))
    expect(page.locator("#table")).to_contain_text("没有符合的数字")
    page.locator("#table").get_by_role("button", name="清除筛选").click()
    expect(page.locator("#count")).to_have_text(f"{len(api_facts(server))} 条")


def test_a_document_that_is_gone_is_told(open_page: OpenPage):
    page = open_page("/numbers?document=0123456789abcdef")
    expect(page.get_by_role("alert")).to_contain_text("0123456789abcdef")


def test_what_was_read_before_a_break_stays_and_reading_goes_on(open_page: OpenPage):
    facts = [made_fact(str(at), 10 * at) for at in range(250)]
    broken = [True]

    def prepare(page: Page) -> None:
        send(facts)(page)
        page.route(
            "**/api/v1/facts?*offset=100*",
            lambda route: route.abort() if broken[0] else route.fallback(),
        )

    page = open_page("/numbers", prepare=prepare)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("只读到 100 / 250 条")
    assert rows(page) == ids(facts[:100])
    broken[0] = False
    alert.get_by_role("button", name="接着读").click()
    expect(page.locator("#count")).to_have_text("250 条")
    expect(alert).to_have_count(0)


def test_a_library_that_changes_while_it_is_read_is_read_anew(open_page: OpenPage):
    old = [made_fact(str(at), 10 * at) for at in range(150)]
    new = [made_fact(str(at), 10 * at + 1) for at in range(120)]

    def prepare(page: Page) -> None:
        send(new)(page)
        body = {"total": len(old), "facts": old[:100]}
        page.route("**/api/v1/facts?*offset=0*", lambda route: route.fulfill(json=body), times=1)

    page = whole(open_page("/numbers", prepare=prepare))
    expect(page.locator("#count")).to_have_text("120 条")
    page.locator(".more-rows").scroll_into_view_if_needed()
    expect(page.locator("tr[data-fact]")).to_have_count(120)
    assert rows(page) == ids(new)


# Many


def test_five_thousand_facts_stay_quick(open_page: OpenPage):
    facts = [
        made_fact(str(at * 7919 % 5000), 20 * at, section=[f"第{at // 100}章"])
        for at in range(5000)
    ]
    page = whole(open_page("/numbers", prepare=send(facts)))
    expect(page.locator("#count")).to_have_text("5000 条")
    assert page.locator("tr[data-fact]").count() <= 300
    assert page.locator("table").get_attribute("aria-rowcount") == "5001"
    pressed = (
        "(button) => { const t = performance.now(); button.click(); return performance.now() - t; }"
    )
    assert page.locator("th.column-number button").evaluate(pressed) < 1500
    assert rows(page)[0] == facts[0]["id"]
    before = page.locator("tr[data-fact]").count()
    page.locator(".more-rows").evaluate(
        "(more) => { for (let piece = 0; piece < 5; piece += 1) more.click(); }"
    )
    assert page.locator("tr[data-fact]").count() >= before + 500
    expect(page.locator("#announcement")).to_contain_text("/ 5000 行")


def test_more_than_can_be_held_is_told_and_sorted_by_the_api(open_page: OpenPage):
    facts = [made_fact(str(at), 20 * at) for at in range(10_050)]
    page = whole(open_page("/numbers", prepare=send(facts)))
    expect(page.locator("#count")).to_contain_text("符合的有 10050 条，这里只列前 10000 条")
    expect(page.locator("th.column-measure button")).to_be_disabled()
    with page.expect_request("**/api/v1/facts?*sort=number*"):
        page.locator("th.column-number button").click()


# Whoever reads it, on whatever


def test_hostile_words_are_text_wherever_they_stand(
    open_page: OpenPage, hostile: tuple[Payload, ...]
):
    facts = []
    for at, payload in enumerate(hostile):
        text = payload.text
        fields = {"measure": text, "unit": text, "section": [text, text], "quote": text}
        more = {"comparison": text, "place": text, "period": text, "surface": text, "url": text}
        # Two of each, so that they make a chart.
        for turn in (0, 1):
            fact = made_fact(str(turn + 1), 1000 * at + turn, **fields, **more)
            facts.append(fact | {"quote_start": fact["start"], "quote_end": fact["end"]})
    documents = [made_document(DOCUMENT, hostile[0].text), made_document("b" * 16, hostile[1].text)]

    def prepare(page: Page) -> None:
        watch(page)
        send(facts, documents)(page)

    page = whole(open_page("/numbers", prepare=prepare, bypass_csp=True))
    page.locator(".more-rows").evaluate(
        "async (more) => { while (!more.hidden) { more.click(); } }"
    )
    assert len(rows(page)) == len(facts)
    page.get_by_label("分组").select_option("section")
    page.locator(".more-rows").evaluate(
        "async (more) => { while (!more.hidden) { more.click(); } }"
    )
    draw = "nodes => nodes.forEach((node) => node.click())"
    page.get_by_role("button", name="画成图").evaluate_all(draw)
    page.locator("button.open").evaluate_all(draw)
    assert page.locator(".chart .row").count() == 2
    expect(page.locator("#sentence blockquote")).to_have_text(hostile[-1].text)
    # Nothing ever follows the value of an option.
    assert [told for told in caught(page) if told != "option: value is code"] == []


def test_all_can_be_done_by_keyboard(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"no way to {selector} by Tab")

    tab_to("input[name=q]")
    page.keyboard.type("人才")
    words = "q=" + quote("人才")
    expect(page.locator("#count")).to_have_text(f"{len(api_facts(server, words))} 条")
    tab_to("#suggestions button")
    page.keyboard.press("Enter")
    expect(page.locator("#charts-heading")).to_be_focused()
    tab_to(".chart .row")
    page.keyboard.press("Enter")
    expect(page.locator("#sentence h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".chart .row").first).to_be_focused()
    tab_to(".sort")
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("数字")
    tab_to("input[data-pick]")
    before = page.locator("input[data-pick]:checked").count()
    page.keyboard.press("Space")
    assert page.locator("input[data-pick]:checked").count() != before
    tab_to("button.open")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_what_changes_is_said(open_page: OpenPage, server: Running):
    page = whole(open_page("/numbers"))
    said = page.locator("#announcement")
    expect(said).to_have_text(f"共 {len(api_facts(server))} 条数字")
    page.locator("th.column-number button").click()
    expect(said).to_have_text("已排序：数字从小到大")
    page.get_by_label("分组").select_option("kind")
    expect(said).to_have_text("分成 3 组")


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE)]
)
def test_axe_finds_nothing(
    open_page: OpenPage, axe: Callable[[Page], None], scheme: str, size: tuple[int, int]
):
    page = whole(open_page("/numbers?group=unit", scheme=scheme, size=size))
    page.get_by_role("button", name="更多筛选").click()
    page.locator("#suggestions button").first.click()
    axe(page)
    page.locator("button.open").first.click()
    axe(page)


def test_a_phone_shows_cards_and_nothing_beyond_its_edge(open_page: OpenPage):
    page = whole(open_page("/numbers", size=PHONE))
    page.locator("#suggestions button").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("thead")).to_be_hidden()
    assert page.get_by_role("row").count() > 5
    page.locator("button.open").first.click()
    panel = page.get_by_role("dialog")
    box = panel.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["y"] + box["height"])) == PHONE
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("button.open").first).to_be_focused()


def test_english_readers_are_met_in_english(open_page: OpenPage):
    page = whole(open_page("/numbers", language="en-GB"))
    expect(page.locator("h1")).to_have_text("The numbers in the reports")
    expect(page).to_have_title("Numbers · 问据 Wenju")
    for name in ("Number", "What it measures", "Period"):
        expect(page.get_by_role("columnheader", name=name, exact=True)).to_be_visible()
    # What a report says stays in its own language, and is said to be.
    measure = page.get_by_role("rowheader", name="港区全年完成货物吞吐量", exact=True)
    expect(measure).to_have_attribute("lang", "zh")
