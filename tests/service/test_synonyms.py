import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold
from service.synonyms import Synonym, synonyms_in

FILE = Path(__file__).parents[2] / "service" / "lexicon" / "synonyms.json"
LEXICON = json.loads(FILE.read_text(encoding="utf-8"))
GROUPS = LEXICON["groups"]


def found(question: str) -> dict[str, tuple[str, ...]]:
    return {synonym.form: synonym.forms for synonym in synonyms_in(fold(question))}


# ---------------------------------------------------------------------------- the file


def test_the_file_says_what_it_is_and_holds_groups_alone():
    assert set(LEXICON) == {"about", "groups"}
    assert len(GROUPS) >= 700
    for group in GROUPS:
        assert set(group) == {"zh", "en"}
        assert group["zh"], group


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_form_stands_twice(language: str):
    forms = Counter(fold(form) for group in GROUPS for form in group[language])
    assert [form for form, times in forms.items() if times > 1] == []


def test_no_english_form_differs_from_another_by_a_hyphen_only():
    forms = Counter(form.replace("-", " ") for group in GROUPS for form in group["en"])
    assert [form for form, times in forms.items() if times > 1] == []


def test_a_form_in_both_languages_is_in_one_group():
    chinese = {fold(form): at for at, group in enumerate(GROUPS) for form in group["zh"]}
    for at, group in enumerate(GROUPS):
        for form in group["en"]:
            assert chinese.get(form, at) == at, form


def test_no_form_is_empty_or_padded_or_holds_a_digit():
    for group in GROUPS:
        for form in (*group["zh"], *group["en"]):
            assert form
            assert form == form.strip()
            assert not re.search(r"\d", form)


def test_chinese_forms_are_simplified_and_english_ones_small():
    for group in GROUPS:
        assert all(re.fullmatch(r"[A-Za-z\u3400-\u9fff]+", form) for form in group["zh"]), group
        assert all(fold(form).lower() == form.lower() for form in group["zh"]), group
        assert all(re.fullmatch(r"[a-z][a-z&' -]*[a-z]", form) for form in group["en"]), group


def test_each_group_joins_or_translates_something():
    assert all(len(group["zh"]) + len(group["en"]) > 1 for group in GROUPS)


@pytest.mark.parametrize(
    "apart",
    [
        ("收入", "支出"),
        ("出口", "进口"),
        ("农村", "城镇"),
        ("投资", "消费"),
        ("财政收入", "税收收入"),
        ("公路", "高速公路"),
        ("铁路", "高速铁路"),
        ("发展中国家", "发达国家"),
        ("新增就业", "失业率"),
        ("失业率", "登记失业率"),
        ("净利润", "归母净利润"),
        ("建成", "新建"),
        ("新建", "改建"),
        ("原油产量", "天然气产量"),
        ("粮食", "谷物"),
        ("人数", "人次"),
        ("农民工", "农民"),
        ("常住人口", "户籍人口"),
        ("工业增加值", "工业总产值"),
        ("贷款余额", "存款余额"),
        ("专利申请", "专利授权"),
        ("减税", "降费"),
    ],
)
def test_what_has_figures_of_its_own_stands_in_a_group_of_its_own(apart: tuple[str, str]):
    for group in GROUPS:
        assert not set(apart) <= set(group["zh"])


# ---------------------------------------------------------------------------- Chinese


@pytest.mark.parametrize(
    ("question", "form", "other"),
    [
        ("老百姓的生活怎么样？", "老百姓", "群众"),
        ("去年GDP是多少？", "gdp", "国内生产总值"),
        ("國內生產總值增長多少？", "国内生产总值", "gdp"),
        ("高铁一共修了多长？", "高铁", "高速铁路"),
        ("城里人一年挣多少？", "城里人", "城镇居民"),
        ("棚改花了多少钱？", "花了", "投入"),
        ("党员捐了多少？", "捐", "捐款"),
        ("地铁和動車組有多少？", "动车组", "动车"),
        ("央企的ＲＯＥ是多少？", "roe", "净资产收益率"),
    ],
)
def test_everyday_words_lead_to_those_of_reports(question: str, form: str, other: str):
    assert other in found(question)[form]


def test_the_form_itself_is_not_among_the_others():
    (synonym,) = synonyms_in("高铁")
    assert synonym.form == "高铁"
    assert synonym.forms[0] == "高速铁路"
    assert "高铁" not in synonym.forms


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("农民人均纯收入是多少？", "农民人均纯收入"),
        ("高速公路里程有多少？", "高速公路里程"),
        ("农村居民人均可支配收入增长多少？", "农村居民人均可支配收入"),
    ],
)
def test_the_longest_form_wins(question: str, form: str):
    assert next(iter(found(question))) == form


@pytest.mark.parametrize(
    ("question", "inside"),
    [
        ("发展中国家有多少？", "中国"),
        ("集中学习了几次？", "中学"),
        ("手工业总产值是多少？", "工业总产值"),
        ("1957年报告了什么？", "年报"),
        ("农村人均住房多大？", "农村人"),
        ("我国外汇储备有多少？", "国外"),
    ],
)
def test_nothing_is_found_across_the_bounds_of_words(question: str, inside: str):
    assert inside in question
    assert inside not in found(question)


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("2015年全社会研发经费占比多少？", {"全社会研发经费", "占比"}),
        ("棚改花了多少钱？", {"棚改", "花了"}),
    ],
)
def test_a_guess_of_the_segmenter_does_not_hide_a_form(question: str, forms: set[str]):
    assert forms == set(found(question))


def test_a_form_without_another_keeps_shorter_ones_from_being_found():
    assert {"机动车保有量"} in [set(group["zh"]) for group in GROUPS]
    assert "机动车" in found("机动车有多少？")
    assert found("机动车保有量有多少？") == {}


# ---------------------------------------------------------------------------- English


@pytest.mark.parametrize(
    ("question", "form", "other"),
    [
        ("What was the forest coverage rate?", "forest coverage rate", "森林覆盖率"),
        ("How many newly built airports are there?", "newly built airport", "新建机场"),
        ("rural residents' income in 2020", "rural residents' income", "农村居民人均可支配收入"),
        ("the rural resident’s share", "rural resident", "农村居民"),
        ("How many universities?", "university", "高等学校"),
        ("How many bus drivers?", "driver", "驾驶员"),
        ("Year on year, GDP grew by how much?", "year-on-year", "同比"),
        ("high speed rail lines", "high-speed rail", "高速铁路"),
        ("R&D spending", "r&d spending", "研究与试验发展经费"),
        ("women and children", "women", "妇女"),
    ],
)
def test_english_words_lead_to_chinese_ones(question: str, form: str, other: str):
    assert other in found(question)[form]


def test_an_english_form_matches_whole_words_only():
    assert found("taxonomy importance busy") == {}


def test_words_with_a_mark_between_them_are_no_phrase():
    assert "forest coverage rate" not in found("forest, coverage rate")


def test_the_word_as_written_goes_before_its_singular():
    assert "资金" in found("allocated funds")["funds"]
    assert "基金" in found("a new fund")["fund"]


def test_an_english_form_of_one_chinese_word_leads_to_it():
    assert found("sulfur dioxide") == {"sulfur dioxide": ("二氧化硫",)}


# ---------------------------------------------------------------------------- spans


def test_a_span_holds_the_words_as_asked():
    question = "How many rural residents’ houses and 高铁 lines?"
    asked = [question[s.span.start : s.span.end] for s in synonyms_in(fold(question))]
    assert asked == ["rural residents", "houses", "高铁"]


pieces = st.sampled_from([form for group in GROUPS for key in ("zh", "en") for form in group[key]])


@given(st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=6))
def test_any_question_gives_spans_in_order_that_never_overlap(parts: list[str]):
    question = fold("".join(parts))
    synonyms = synonyms_in(question)
    for synonym in synonyms:
        assert isinstance(synonym, Synonym)
        assert synonym.span.end <= len(question)
        assert synonym.forms
        assert synonym.form not in synonym.forms
    for before, after in pairwise(synonyms):
        assert before.span.end <= after.span.start


@given(st.sampled_from(GROUPS))
def test_each_form_standing_alone_is_found(group: dict[str, list[str]]):
    chinese = [fold(form) for form in group["zh"]]
    for form in group["en"]:
        (synonym, *_) = synonyms_in(fold(form))
        assert set(synonym.forms) <= set(chinese)
        assert synonym.span.start == 0
