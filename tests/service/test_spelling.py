import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from index.library import Library
from index.text import fold
from index.words import tag_words
from service.answering import answer
from service.spelling import alternatives, corrected
from service.types import Request
from tests.fakes import FakeEncoder

FILE = Path(__file__).parents[2] / "service" / "lexicon" / "slips.json"
EVALUATION = Path(__file__).parents[1] / "evaluation" / "questions"
GUIZHOU = Path(__file__).parents[2] / "data" / "reports" / "guizhou-2020.txt"
SLIPS = json.loads(FILE.read_text(encoding="utf-8"))


class Words:
    """A wordbook of a text, each of whose lines stands for a hundred passages."""

    def __init__(self, text: str) -> None:
        lines = fold(text).splitlines()
        self._words = Counter(w for line in lines for w in {w.text for w in tag_words(line)})
        self._lines = lines

    def texts_with(self, word: str, /) -> int:
        return 100 * self._words[word]

    def texts_with_pair(self, pair: str, /) -> int:
        return sum(pair in line for line in self._lines)


REPORTS = Words(
    """原煤产量达到四亿吨，研究生招生三千人。
    政府工作报告说，就业人数增加了。
    财政支出用于教育经费和住房面积。
    学校在校学生增加，零售物价上涨幅度不大。
    The pupils learn at the schools."""
)


def mended(question: str) -> str:
    return corrected(question, REPORTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("去年原媒产量是多少？", "去年原煤产量是多少？"),
        ("培养了多少研究声", "培养了多少研究生"),
        ("政府公作报告里说了什么", "政府工作报告里说了什么"),
        ("就业人树多少", "就业人数多少"),
        ("财政枝出比上年多几成", "财政支出比上年多几成"),
        ("教育精费多少亿元", "教育经费多少亿元"),
        ("住房面机增加几成", "住房面积增加几成"),
        ("另售物价涨了多少", "零售物价涨了多少"),
    ],
)
def test_a_character_that_sounds_like_the_right_one_is_mended(typed: str, meant: str):
    assert mended(typed) == meant


def test_two_slips_are_both_mended():
    assert mended("原媒多少，研究声几个") == "原煤多少，研究生几个"


def test_what_is_not_mended_keeps_its_characters():
    assert mended("２０１５年原媒產量達到多少？") == "２０１５年原煤產量達到多少？"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("原煤产量多小吨", "原煤产量多少吨"),
        ("占百份之几", "占百分之几"),
        ("开了多长时侯", "开了多长时候"),
        ("资金用在那些领域", "资金用在哪些领域"),
        ("研究生那年开始招的", "研究生哪年开始招的"),
    ],
)
def test_words_of_asking_are_mended(typed: str, meant: str):
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "那些学校有多少学生？",
        "那年的原煤呢？",
        "为啥要帮那些学校？",
        "又找着活的有多少？",
        "火箭飞了多远？",
        "多放几天假有什么好处？",
        "一律不收学费了吗？",
        "四川去年的产量是多少？",
        "第3批一共几个？",
        "把钱花在刀刃上指什么？",
        "Which exports were handled?",
        "What brought prices down?",
        "",
    ],
)
def test_what_may_well_be_meant_is_left_alone(question: str):
    assert mended(question) == question


def test_a_word_of_the_dictionary_is_no_slip_though_no_report_has_it():
    assert mended("食物有多少？") == "食物有多少？"


def test_two_words_that_may_be_meant_alike_leave_it_alone():
    both = Words("供应充足。\n工业发达。\n公式复杂。\n攻势猛烈。")
    assert corrected("这个弓式复杂吗", both) == "这个弓式复杂吗"


def test_an_english_word_one_letter_from_the_lexicon_is_mended():
    assert mended("How many govermnent employees?") == "How many government employees?"
    assert mended("What was the agricutural output?") == "What was the agricultural output?"


def test_the_word_of_a_report_is_never_taken_for_a_slip():
    reports = Words("The governmnent of the isle.")
    assert corrected("the governmnent", reports) == "the governmnent"


@given(st.text(st.sampled_from("原媒煤研究声生公工作的多小少几那哪些年3三，？aé 囗"), max_size=30))
def test_mending_keeps_the_length_and_mends_all_at_once(question: str):
    once = mended(question)
    assert len(once) == len(question)
    assert mended(once) == once


def test_right_questions_about_a_report_stay_as_they_are():
    words = Words(GUIZHOU.read_text(encoding="utf-8"))
    lines = (EVALUATION / "guizhou.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [q for line in lines if (q := json.loads(line))["type"] != "noisy"]
    changed = [q["question"] for q in questions if corrected(q["question"], words) != q["question"]]
    assert changed == []


def test_the_answer_shows_the_mended_question(library: Library, encoder: FakeEncoder):
    given = answer(Request("公作报告里引进的人才有多少名？"), library, encoder)
    assert given.question == "公作报告里引进的人才有多少名？"
    assert given.standalone_question == "工作报告里引进的人才有多少名？"


# ---------------------------------------------------------------------------- the file


def _without_tone(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading)
    kept = "".join(c for c in parts if unicodedata.category(c) != "Mn" or c == "\u0308")
    return unicodedata.normalize("NFC", kept).replace("ü", "v")


def test_the_readings_are_those_of_the_reference():
    times = Counter(
        (character, _without_tone(reading[0]))
        for phrase, readings in phrases_dict.items()
        for character, reading in zip(phrase, readings, strict=False)
    )
    expected: dict[str, set[str]] = {}
    for code, readings in pinyin_dict.items():
        character = chr(code)
        if "一" <= character <= "鿿" and _is_common(character):
            first, *more = dict.fromkeys(map(_without_tone, readings.split(",")))
            for reading in (first, *(r for r in more if times[character, r] >= 3)):
                expected.setdefault(reading, set()).add(character)
    assert {reading: set(found) for reading, found in SLIPS["readings"].items()} == expected


def _is_common(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def test_the_file_holds_each_character_once_in_its_list():
    assert len(set(SLIPS["alone"])) == len(SLIPS["alone"])
    for group in SLIPS["alike"].split():
        assert re.fullmatch("[一-鿿]{2,4}", group)
        assert len(set(group)) == len(group)
    for typed, meant in SLIPS["asking"].items():
        assert len(typed) == len(meant)


def test_alternatives_sound_or_look_alike_and_are_no_numerals():
    assert "煤" in alternatives("媒")
    assert "体" in alternatives("休")
    assert "十" not in alternatives("是")
    assert alternatives("a") == ()
