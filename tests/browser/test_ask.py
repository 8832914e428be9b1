import json
import os
import re
import signal
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from index.library import Library
from service.bodies import MAX_BODY_BYTES
from tests.browser import replies
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.hostility import Payload, caught, watch
from tests.service.processes import fake_server

pytestmark = pytest.mark.browser

TALENT = "青山县引进各类人才多少名？"
SUM = "青山县引进的博士和硕士一共多少名？"
PENGUINS = "火星上有多少只企鹅？"


def ask(page: Page, question: str) -> Locator:
    """Return the turn of `question` once its reply has come to an end."""
    page.get_by_label("问题", exact=True).fill(question)
    page.keyboard.press("Enter")
    return settled(page)


def kill_with_children(pid: int) -> None:
    """End a process and what it forked, which would go on answering, at once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    for one in (pid, *map(int, children)):
        os.kill(one, signal.SIGKILL)


def settled(page: Page) -> Locator:
    turn = page.locator(".turn").last
    expect(turn.locator(".tools, .notice").first).to_be_visible()
    return turn


def marked(page: Page) -> Locator:
    return page.locator("#source mark")


def record_announcements(page: Page) -> None:
    """Keep all that the status line says in `window.said`."""
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          window.said = [];
          const line = document.getElementById("announcement");
          new MutationObserver(() => window.said.push(line.textContent)).observe(
            line, { childList: true, characterData: true, subtree: true });
        });"""
    )


class TestAnAnswer:
    def test_the_short_answer_stands_out_and_the_sentence_is_below_it(self, open_page: OpenPage):
        turn = ask(open_page(), TALENT)
        short, text = turn.locator(".short"), turn.locator(".text")
        expect(short).to_have_text("326名")
        expect(text).to_contain_text("全县引进各类人才326名,其中博士18名、硕士97名。")
        size = "node => parseFloat(getComputedStyle(node).fontSize)"
        assert short.evaluate(size) >= 1.5 * text.evaluate(size)

    def test_the_source_stands_beside_it_with_the_passage_lit_up(self, open_page: OpenPage):
        page = open_page()
        ask(page, TALENT)
        expect(marked(page)).to_have_text("全县引进各类人才326名,其中博士18名、硕士97名。")
        expect(page.locator("#source-title")).to_have_text("青山县2021年人才工作情况")
        expect(marked(page)).to_be_in_viewport(ratio=1)

    def test_pointing_at_a_mark_shows_its_quote(self, open_page: OpenPage):
        page = open_page()
        ask(page, TALENT).locator(".chip").hover()
        tooltip = page.get_by_role("tooltip")
        expect(tooltip).to_contain_text("全县引进各类人才326名")
        expect(tooltip).to_contain_text("青山县2021年人才工作情况 › 引进人才")
        page.mouse.move(0, 0)
        expect(tooltip).to_have_count(0)

    def test_a_click_on_a_mark_scrolls_the_source_to_the_passage(self, open_page: OpenPage):
        page = open_page(size=(1280, 500))
        turn = ask(page, SUM)
        body = page.locator(".source-body")
        body.evaluate("node => { node.scrollTop = node.scrollHeight }")
        turn.locator(".chip").first.click()
        expect(turn.locator(".chip").first).to_have_attribute("aria-current", "true")
        expect(marked(page)).to_contain_text("博士18名")
        expect(marked(page)).to_be_in_viewport(ratio=1)

    def test_a_computed_answer_shows_its_formula_and_each_operand_leads_to_its_source(
        self, open_page: OpenPage
    ):
        page = open_page()
        turn = ask(page, SUM)
        expect(turn.locator(".short")).to_have_text("115人")
        expect(turn.locator(".expression")).to_have_text("18 + 97 = 115 人")
        for operand in ("18", "97"):
            turn.locator(".expression .operand", has_text=re.compile(f"^{operand}$")).click()
            expect(marked(page)).to_contain_text("博士18名、硕士97名")

    def test_what_the_reports_do_not_say_looks_different(self, open_page: OpenPage):
        turn = ask(open_page(), PENGUINS)
        expect(turn.locator(".answer")).to_have_attribute("data-status", "not_found")
        expect(turn.locator(".verdict")).to_have_text("报告里没有这方面的内容")
        expect(turn.locator(".short")).to_have_count(0)
        assert turn.locator(".answer").evaluate("n => getComputedStyle(n).borderStyle") == "dashed"

    def test_it_offers_what_is_near(self, open_page: OpenPage):
        page = open_page(prepare=lambda page: replies.reply(page, replies.not_found()))
        turn = ask(page, "引进企鹅多少只？")
        expect(turn.locator(".sources .label")).to_have_text("最接近的原文")
        turn.get_by_role("button", name="培养人才有多少名？").click()
        expect(page.locator(".question").last).to_have_text("培养人才有多少名？")

    def test_where_nothing_is_near_it_offers_what_the_library_can_answer(self, open_page: OpenPage):
        page = open_page()
        expect(page.locator(".examples button")).to_have_count(4)
        turn = ask(page, PENGUINS)
        expect(turn.locator(".suggestions .label")).to_have_text("可以这样问")
        turn.locator(".suggestions button").first.click()
        expect(settled(page).locator(".answer")).to_have_attribute("data-status", "answered")

    def test_a_false_premise_is_put_right(self, open_page: OpenPage):
        whole = replies.answer(correction="报告的原文是：引进人才310名。[1]", text="不是。")
        page = open_page(prepare=lambda page: replies.reply(page, whole))
        turn = ask(page, "引进人才是500名吗？")
        expect(turn.locator(".correction")).to_contain_text("引进人才310名。1")
        expect(turn.locator(".correction .chip")).to_have_count(1)

    def test_a_mark_without_a_citation_stays_the_words_that_it_is(self, open_page: OpenPage):
        whole = replies.answer(text="见附表[7]。[1]")
        page = open_page(prepare=lambda page: replies.reply(page, whole))
        turn = ask(page, "见哪里？")
        expect(turn.locator(".text")).to_have_text("见附表[7]。1")
        expect(turn.locator(".text a")).to_have_count(1)

    def test_an_answer_of_10000_characters_fits_a_phone(self, open_page: OpenPage):
        whole = replies.answer(text="很长的一句话。" * 1429, short_answer="长" * 10_000)
        page = open_page(size=PHONE, prepare=lambda page: replies.reply(page, whole))
        turn = ask(page, "很长吗？")
        expect(turn.locator(".text")).to_have_text("很长的一句话。" * 1429)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        expect(page.get_by_label("问题", exact=True)).to_be_in_viewport()


class TestTalking:
    def test_a_follow_up_is_sent_with_what_was_said_before(self, open_page: OpenPage):
        page = open_page()
        with page.expect_request(replies.ANSWERS):
            ask(page, TALENT)
        with page.expect_request(replies.ANSWERS) as request:
            ask(page, "那专家呢？")
        sent = request.value.post_data_json
        assert [turn["role"] for turn in sent["history"]] == ["user", "assistant"]
        assert sent["history"][0]["content"] == TALENT

    def test_a_long_conversation_is_sent_within_what_the_service_takes(self, open_page: OpenPage):
        asked: list[list[dict[str, object]]] = []
        whole = replies.answer(text="🌱长" * 5_000)
        page = open_page(prepare=lambda page: asked.append(replies.reply(page, whole)))
        for number in range(10):
            ask(page, f"第{number}问：" + "长" * 1_900)
        last = asked[0][-1]
        history = last["history"]
        assert isinstance(history, list)
        assert len(history) >= 8
        assert len(json.dumps(last, ensure_ascii=False).encode()) < MAX_BODY_BYTES
        assert all("\ufffd" not in turn["content"] for turn in history)

    def test_suggested_questions_are_about_facts_of_the_library(
        self, open_page: OpenPage, library: Library
    ):
        page = open_page()
        choices = page.locator(".examples button")
        expect(choices).to_have_count(4)
        expect(page.locator("#library")).to_contain_text("4 份报告")
        measures = {fact.measure for fact in library.facts}
        for question in choices.all_text_contents():
            assert any(question.startswith(measure) for measure in measures), question
        choices.first.click()
        expect(settled(page).locator(".answer")).to_have_attribute("data-status", "answered")

    def test_questions_in_the_language_of_the_page_come_first(self, open_page: OpenPage):
        choices = open_page(language="en-GB").locator(".examples button")
        expect(choices).to_have_count(4)
        expect(choices.first).to_have_text(re.compile(r"^What is the number of .*\?$"))

    def test_only_the_chosen_reports_are_asked(self, open_page: OpenPage):
        page = open_page()
        page.get_by_role("button", name="全部 4 份报告").click()
        dialog = page.get_by_role("dialog")
        for title in ("青山县2021年人才工作情况", "南溪镇2023年乡村建设小结"):
            dialog.get_by_label(title).uncheck()
        dialog.get_by_role("button", name="完成").click()
        expect(page.locator("#reports-open")).to_have_text("4 份报告中的 2 份")
        turn = ask(page, TALENT)
        expect(turn.locator(".answer")).to_have_attribute("data-status", "not_found")

    def test_at_least_one_report_is_asked(self, open_page: OpenPage):
        page = open_page()
        page.get_by_role("button", name="全部 4 份报告").click()
        dialog = page.get_by_role("dialog")
        for box in dialog.get_by_role("checkbox").all():
            box.uncheck()
        dialog.get_by_role("button", name="完成").click()
        expect(dialog).to_contain_text("至少选一份报告")
        dialog.get_by_role("button", name="全选").click()
        dialog.get_by_role("button", name="完成").click()
        expect(dialog).to_be_hidden()

    def test_a_link_asks_its_question(self, open_page: OpenPage):
        page = open_page("/#q=" + quote(TALENT))
        expect(settled(page).locator(".short")).to_have_text("326名")

    def test_the_copied_link_asks_the_same_of_the_same_reports(
        self, open_page: OpenPage, library: Library
    ):
        (document,) = [d for d in library.documents if "青山" in library.document(d).title]
        page = open_page(f"/#q={quote(TALENT)}&d={document}", permissions=["clipboard-read"])
        settled(page).get_by_role("button", name="复制问题链接").click()
        expect(page.locator(".toast")).to_have_text("已复制问题链接")
        address = page.evaluate("navigator.clipboard.readText()")
        asked: list[list[dict[str, object]]] = []
        other = open_page(
            address, prepare=lambda page: asked.append(replies.reply(page, replies.answer()))
        )
        settled(other)
        assert asked == [[{"question": TALENT, "history": [], "documents": [document]}]]

    def test_a_copied_answer_names_its_sources(self, open_page: OpenPage, library: Library):
        page = open_page(permissions=["clipboard-read"])
        ask(page, TALENT).get_by_role("button", name="复制答案和出处").click()
        expect(page.locator(".toast")).to_have_text("已复制答案和出处")
        sentence = "全县引进各类人才326名,其中博士18名、硕士97名。"
        (document,) = [d for d in library.documents.values() if "青山" in d.title]
        start = document.text.index(sentence)
        origin = page.evaluate("location.origin")
        assert page.evaluate("navigator.clipboard.readText()") == (
            f"{TALENT}\n\n326名\n{sentence}[1]\n\n[1] “{sentence}”\n"
            "青山县2021年人才工作情况 › 引进人才\n"
            f"{origin}/documents/{document.document_id}#c={start}-{start + len(sentence)}"
        )


class TestHistory:
    def test_a_page_loaded_anew_shows_the_answer_again_without_asking(self, open_page: OpenPage):
        page = open_page()
        ask(page, TALENT)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        expect(settled(page).locator(".short")).to_have_text("326名")
        assert not any("answers" in url for url in asked)

    def test_former_conversations_are_opened_again_and_can_be_cleared(self, open_page: OpenPage):
        page = open_page()
        ask(page, TALENT)
        page.get_by_role("button", name="新对话").click()
        expect(page.locator(".turn")).to_have_count(0)
        ask(page, PENGUINS)
        page.get_by_role("button", name="历史记录").click()
        past = page.get_by_role("dialog")
        expect(past.get_by_role("listitem")).to_have_count(2)
        past.get_by_role("button", name=re.compile(TALENT)).click()
        expect(page.locator(".question")).to_have_text([TALENT])
        page.get_by_role("button", name="历史记录").click()
        past.get_by_role("button", name="全部清除").click()
        expect(page.locator(".turn")).to_have_count(0)
        assert "326" not in page.evaluate("JSON.stringify(localStorage)")

    def test_what_is_stored_but_cannot_be_read_is_passed_over(self, open_page: OpenPage):
        page = open_page()
        for stored in ("no JSON", "{}", '[{"id": "1", "turns": [{"question": 1}]}]'):
            page.evaluate("s => localStorage.setItem('wenju.conversations', s)", stored)
            page.reload()
            expect(page.locator(".examples button")).to_have_count(4)
        ask(page, TALENT)

    def test_a_browser_that_keeps_nothing_is_no_hindrance(self, open_page: OpenPage):
        forbid = """Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("no", "SecurityError"); },
        });"""
        page = open_page(prepare=lambda page: page.add_init_script(forbid))
        expect(ask(page, TALENT).locator(".short")).to_have_text("326名")


class TestFeedback:
    def test_a_verdict_and_a_comment_reach_the_service(self, open_page: OpenPage):
        page = open_page()
        turn = ask(page, TALENT)
        with page.expect_response("**/api/v1/feedback") as verdict:
            turn.get_by_role("button", name="有问题").click()
        assert verdict.value.status == 201
        expect(turn.get_by_role("button", name="有问题")).to_have_attribute("aria-pressed", "true")
        turn.get_by_label("哪里有问题").fill("少了专家")
        with page.expect_response("**/api/v1/feedback") as comment:
            turn.get_by_role("button", name="发送").click()
        assert comment.value.status == 201
        assert comment.value.request.post_data_json["comment"] == "少了专家"
        expect(turn.locator(".feedback")).to_have_text("谢谢，已记下。")

    def test_a_verdict_that_could_not_be_kept_is_told(self, open_page: OpenPage):
        def prepare(page: Page) -> None:
            address = "**/api/v1/feedback"
            replies.refuse(page, 503, "feedback_unavailable", "full", address=address)

        page = open_page(prepare=prepare)
        turn = ask(page, TALENT)
        turn.get_by_role("button", name="有用").click()
        expect(turn.locator(".feedback")).to_have_text("没能记下评价，请稍后再试。")
        expect(turn.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "false")


class TestFailures:
    def test_a_stream_that_ends_before_its_answer_counts_as_lost(self, open_page: OpenPage):
        page = open_page(prepare=lambda page: replies.reply(page, replies.answer(), cut=True))
        turn = ask(page, TALENT)
        expect(turn.locator(".notice")).to_contain_text("连接中断了")
        expect(turn.locator(".answer")).to_have_count(0)
        page.unroute(replies.ANSWERS)
        turn.get_by_role("button", name="重试").click()
        expect(settled(page).locator(".short")).to_have_text("326名")
        expect(page.locator(".turn")).to_have_count(1)

    def test_a_server_that_goes_away_mid_stream_is_told(
        self, open_page: OpenPage, library_folder, tmp_path
    ):
        with fake_server(library_folder, tmp_path / "log", reply_s=30) as doomed:
            page = open_page(origin=f"http://127.0.0.1:{doomed.port}")
            page.get_by_label("问题", exact=True).fill(TALENT)
            with page.expect_response(replies.ANSWERS):
                page.keyboard.press("Enter")
            kill_with_children(doomed.process.pid)
            expect(settled(page).locator(".notice")).to_contain_text("连接中断了")
            settled(page).get_by_role("button", name="重试").click()
            expect(settled(page).locator(".notice")).to_contain_text("连接不上服务")

    def test_what_the_service_refuses_is_told_in_words(self, open_page: OpenPage):
        page = open_page()
        for status, code, headers, told in (
            (429, "too_many_requests", {"Retry-After": "7"}, "请在 7 秒后再试"),
            (429, "too_many_requests", {}, "提问太频繁了，请稍后再试"),
            (503, "index_unavailable", {"Retry-After": "5"}, "报告库正在准备"),
            (404, "unknown_document", {}, "所选的报告已不在库中"),
            (400, "invalid_question", {}, "这个问题服务不能接受"),
            (500, "internal_error", {}, "服务出了错"),
        ):
            # The last one that was set answers.
            replies.refuse(page, status, code, "why it is", headers=headers)
            notice = ask(page, TALENT).locator(".notice")
            expect(notice).to_contain_text(told)
            expect(notice.get_by_role("button", name="重试")).to_be_visible()
            assert (f"{code}: why it is" in notice.inner_text()) is (status != 429)

    def test_a_proxys_page_in_place_of_the_service_is_told(self, open_page: OpenPage):
        def prepare(page: Page) -> None:
            page.route(
                replies.ANSWERS,
                lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
            )

        expect(ask(open_page(prepare=prepare), TALENT).locator(".notice")).to_contain_text("出了错")

    def test_no_connection_is_told(self, open_page: OpenPage):
        page = open_page(prepare=replies.disconnect)
        expect(ask(page, TALENT).locator(".notice")).to_contain_text("连接不上服务")

    def test_an_answer_under_way_can_be_stopped(self, open_page: OpenPage):
        page = open_page(prepare=replies.hold)
        page.get_by_label("问题", exact=True).fill(TALENT)
        page.keyboard.press("Enter")
        expect(page.locator(".waiting")).to_have_text("正在报告中查找…")
        page.get_by_role("button", name="停止").click()
        expect(settled(page).locator(".notice")).to_contain_text("已停止")
        expect(page.get_by_role("button", name="提问", exact=True)).to_be_visible()

    def test_a_library_without_reports_says_what_to_do_and_follows(self, open_page: OpenPage):
        page = open_page(prepare=replies.without_reports)
        expect(page.locator("#library")).to_contain_text("还没有报告")
        expect(page.locator("#library")).to_contain_text("wenju index")
        page.unroute_all()
        expect(page.locator("#library")).to_contain_text("4 份报告")

    def test_a_library_that_is_being_made_ready_is_waited_for(self, open_page: OpenPage):
        def prepare(page: Page) -> None:
            replies.refuse(page, 503, "index_unavailable", "not yet", address=replies.FACTS)

        page = open_page(prepare=prepare)
        expect(page.locator("#library")).to_have_text("正在准备报告库，请稍候…")
        page.unroute_all()
        expect(page.locator("#library")).to_contain_text("4 份报告")

    def test_a_source_that_has_changed_or_gone_shows_what_was_quoted(
        self, open_page: OpenPage, library: Library
    ):
        document_id = next(iter(library.documents))
        other = replies.citation(1, document_id=document_id, start=0, end=8)
        whole = replies.answer(
            text="一。[1]二。[2]", citations=[other, replies.citation(2, quote="培养人才320名。")]
        )
        page = open_page(prepare=lambda page: replies.reply(page, whole))
        turn = ask(page, "一？")
        body = page.locator(".source-body")
        expect(body).to_contain_text("报告已更新")
        expect(body).to_contain_text("引进人才310名。")
        turn.locator(".chip").last.click()
        expect(body).to_contain_text("这份报告已不在库中")
        expect(body).to_contain_text("培养人才320名。")


class TestHostility:
    def test_no_payload_becomes_more_than_text(
        self, open_page: OpenPage, hostile: tuple[Payload, ...]
    ):
        texts = [payload.text for payload in hostile]
        cited = [
            replies.citation(n, title=text, quote=text, section=[text], url=text)
            for n, text in enumerate(texts, start=1)
        ]
        whole = replies.answer(
            status="not_found",
            text="".join(f"{text}[{n}]" for n, text in enumerate(texts, start=1)),
            short_answer=texts[0],
            correction=texts[1],
            suggestions=texts,
            citations=cited,
            calculation={
                "expression": texts[2],
                "result": texts[3],
                "unit": texts[4],
                "operands": [
                    {"label": text, "number": text, "unit": text, "citation": 1} for text in texts
                ],
            },
        )

        def prepare(page: Page) -> None:
            watch(page)
            replies.reply(page, whole)
            documents = [{"id": f"{n}", "title": text} for n, text in enumerate(texts)]
            facts = [{"measure": t[:16], "kind": "quantity", "unit": t} for t in texts]
            replies.give(replies.DOCUMENTS, {"documents": documents})(page)
            replies.give(replies.FACTS, {"total": len(facts), "facts": facts})(page)

        page = open_page("/#q=" + quote(texts[0]), prepare=prepare, bypass_csp=True)
        turn = settled(page)
        expect(turn.locator(".suggestions button")).to_have_text([t.strip() for t in texts])
        turn.locator(".chip").first.hover()
        expect(page.get_by_role("tooltip")).to_contain_text(texts[0])
        turn.locator(".chip").last.click()
        page.get_by_role("button", name="历史记录").click()
        assert caught(page) == []

    def test_every_payload_is_shown_as_the_question_that_it_is(
        self, open_page: OpenPage, hostile: tuple[Payload, ...]
    ):
        def prepare(page: Page) -> None:
            watch(page)
            replies.reply(page, replies.answer())

        page = open_page(prepare=prepare, bypass_csp=True)
        questions = [payload.text.strip() for payload in hostile[::9]]
        for question in questions:
            page.evaluate(
                "q => { location.hash = new URLSearchParams({ q }).toString() }", question
            )
            expect(page.locator(".question").last).to_have_text(question)
            settled(page)
        assert caught(page) == []

    def test_an_address_that_is_code_is_no_link(self, open_page: OpenPage):
        whole = replies.answer(citations=[replies.citation(1, url="javascript:alert(1)")])
        page = open_page(prepare=lambda page: replies.reply(page, whole))
        assert ask(page, "？?").locator(".chip").get_attribute("href") is None

    def test_a_text_cannot_forge_an_event_of_the_stream(self, open_page: OpenPage):
        forged = 'x\n\nevent: answer\ndata: {"status": "answered", "text": "forged"}\n\n'
        whole = replies.answer(text=forged, short_answer=forged)
        page = open_page(prepare=lambda page: replies.reply(page, whole))
        expect(ask(page, "？?").locator(".text")).to_contain_text("event: answer")


class TestWhoeverReads:
    @pytest.mark.parametrize("size", [(1280, 800), PHONE])
    def test_axe_finds_nothing_wrong(self, open_page: OpenPage, axe, size):
        page = open_page(size=size, reduced_motion="reduce")
        expect(page.locator(".examples button")).to_have_count(4)
        axe(page, "light", "dark")
        ask(page, SUM)
        ask(page, PENGUINS)
        axe(page, "light", "dark")
        page.locator(".chip").first.click()
        expect(marked(page)).to_be_visible()
        axe(page, "light", "dark")

    def test_axe_finds_nothing_wrong_with_what_went_wrong(self, open_page: OpenPage, axe):
        page = open_page(reduced_motion="reduce")
        turn = ask(page, TALENT)
        turn.get_by_role("button", name="有问题").click()
        expect(turn.get_by_role("textbox")).to_be_visible()
        turn.locator(".chip").hover()
        replies.refuse(page, 500, "internal_error", "why")
        ask(page, TALENT)
        page.get_by_role("button", name="历史记录").click()
        axe(page, "light", "dark")

    def test_all_of_it_can_be_done_with_the_keyboard(self, open_page: OpenPage):
        page = open_page()
        expect(page.get_by_label("问题", exact=True)).to_be_focused()
        page.keyboard.type(TALENT)
        page.keyboard.press("Enter")
        turn = settled(page)
        for _ in range(30):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.classList.contains('chip')"):
                break
        expect(turn.locator(".chip")).to_be_focused()
        expect(page.get_by_role("tooltip")).to_contain_text("全县引进各类人才326名")
        page.keyboard.press("Escape")
        expect(page.get_by_role("tooltip")).to_have_count(0)
        page.keyboard.press("Enter")
        expect(marked(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(turn.locator(".chip")).to_be_focused()

    def test_the_first_stop_skips_to_the_content(self, open_page: OpenPage):
        page = open_page()
        page.get_by_role("link", name="问据首页").focus()
        page.keyboard.press("Shift+Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()

    def test_on_a_phone_the_source_is_a_sheet_that_gives_the_focus_back(self, open_page: OpenPage):
        page = open_page(size=PHONE, has_touch=True)
        turn = ask(page, TALENT)
        sheet = page.locator("#source")
        expect(sheet).to_be_hidden()
        turn.locator(".chip").tap()
        expect(sheet).to_be_visible()
        expect(marked(page)).to_be_in_viewport()
        assert page.locator("#talk").evaluate("node => node.inert")
        page.get_by_role("button", name="返回对话").click()
        expect(sheet).to_be_hidden()
        expect(turn.locator(".chip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(marked(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        expect(turn.locator(".chip")).to_be_focused()

    def test_the_answer_is_announced_once_when_it_is_whole(self, open_page: OpenPage):
        page = open_page(prepare=record_announcements)
        ask(page, TALENT)
        assert page.evaluate("window.said") == ["正在报告中查找…", "已回答：326名"]
        expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")

    def test_a_question_that_another_one_ends_is_not_announced_as_stopped(
        self, open_page: OpenPage
    ):
        def prepare(page: Page) -> None:
            record_announcements(page)
            replies.hold(page)

        page = open_page(prepare=prepare)
        page.get_by_label("问题", exact=True).fill(PENGUINS)
        page.keyboard.press("Enter")
        page.locator(".waiting").wait_for()
        replies.reply(page, replies.answer())
        # As when a shared link is followed in the same tab; the field itself waits for the answer.
        page.evaluate("q => { location.hash = new URLSearchParams({ q }).toString() }", TALENT)
        settled(page)
        searching = "正在报告中查找…"
        assert page.evaluate("window.said") == [searching, f"{searching}\u00a0", "已回答：310名"]

    def test_touch_targets_are_large_enough(self, open_page: OpenPage):
        page = open_page(size=PHONE)
        ask(page, TALENT)
        for button in page.locator("button:visible, nav a:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44, button.inner_text()

    def test_nothing_moves_for_who_wants_stillness(self, open_page: OpenPage):
        page = open_page(prepare=replies.hold, reduced_motion="reduce")
        page.get_by_label("问题", exact=True).fill(TALENT)
        page.keyboard.press("Enter")
        expect(page.locator(".waiting")).to_be_visible()
        page.wait_for_timeout(100)
        assert page.evaluate("document.getAnimations().length") == 0


class TestLanguageAndLight:
    def test_the_page_speaks_the_browsers_language_until_another_is_chosen(
        self, open_page: OpenPage
    ):
        page = open_page(language="en-US")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ask the reports")
        page.get_by_role("button", name="切换到中文").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("向报告提问")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("向报告提问")

    def test_the_address_may_name_the_language(self, open_page: OpenPage):
        page = open_page("/?lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ask the reports")

    def test_no_word_of_the_other_language_is_left(self, open_page: OpenPage, axe):
        # A colour on its way to another is no colour to judge.
        page = open_page(language="en-US", reduced_motion="reduce")
        page.get_by_label("Question", exact=True).fill("How many homes did builders complete?")
        page.keyboard.press("Enter")
        settled(page)
        ours = page.locator("#masthead, .talk-bar, .composer, .tools, .sources .label")
        said = "".join(ours.all_inner_texts()).replace("中文", "").replace("问\n据", "")
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", said), said
        axe(page)

    def test_the_theme_goes_from_the_systems_to_light_to_dark_and_is_kept(
        self, open_page: OpenPage
    ):
        page = open_page(scheme="dark")
        paper = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(paper)
        page.get_by_role("button", name="明暗：随系统").click()
        light = page.evaluate(paper)
        assert light != dark
        page.reload()
        assert page.evaluate(paper) == light
        page.get_by_role("button", name="明暗：浅色").click()
        assert page.evaluate(paper) == dark


def test_nothing_shifts_while_the_page_and_an_answer_come(open_page: OpenPage):
    record = """window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });"""
    page = open_page(prepare=lambda page: page.add_init_script(record))
    expect(page.locator(".examples button")).to_have_count(4)
    ask(page, TALENT)
    expect(marked(page)).to_be_visible()
    assert page.evaluate("window.shift") < 0.02
