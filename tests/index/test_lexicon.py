"""The word lists are general: no word is there because one report uses it.

The report in `data/reports` is the only text of the repository, so a list that was fitted to it
would show here: each word of the lists that occurs in the report has to be a word of jieba's
dictionary of general Chinese, or stand below with the reason why it is general all the same.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.terms import lexicon
from index.words import tag_words

_ROOT = Path(__file__).parents[2]
_REPORT = (_ROOT / "data" / "reports" / "guizhou-2020.txt").read_text(encoding="utf-8")
_NAMES = sorted(path.stem for path in (_ROOT / "index" / "lexicon").glob("*.json"))
_HAN = re.compile("[\u4e00-\u9fff]{2,}")

_REVIEWED = {
    "一事一议": "a way of deciding in village affairs, in national rules since 2000",
    "一年来": "an ordinary phrase; the dictionary has 一年 and 来",
    "三会一课": "the standing meetings of every party branch, in the party's own rules",
    "两个维护": "standing vocabulary of all party documents since 2018",
    "十三五": "the thirteenth five-year plan, in every report of 2016 to 2020",
    "四个意识": "standing vocabulary of all party documents since 2016",
    "四个自信": "standing vocabulary of all party documents since 2016",
    "第一议题": "the agenda rule of party committees everywhere since 2019",
    "计划的": "an ordinary phrase: of a plan, where 计划 alone may mean to plan",
    "规划纲要": "an ordinary compound; every five-year plan has one",
}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "about":
                yield key
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _is_dictionary_word(word: str) -> bool:
    return len(tag_words(word)) == 1


@pytest.mark.parametrize("name", _NAMES)
def test_a_listed_word_that_the_report_uses_is_general_chinese(name: str) -> None:
    used = {word for word in _strings(lexicon(name)) if _HAN.search(word) and word in _REPORT}
    special = {word for word in used if not _is_dictionary_word(word)}
    assert special <= set(_REVIEWED), "give the reason why these are general, or take them out"


def test_every_reviewed_word_is_still_listed_and_used() -> None:
    listed = {word for name in _NAMES for word in _strings(lexicon(name))}
    for word, reason in _REVIEWED.items():
        assert word in listed
        assert word in _REPORT
        assert len(reason) > 10


@pytest.mark.parametrize("name", _NAMES)
def test_a_list_says_what_it_is_for(name: str) -> None:
    assert len(str(lexicon(name)["about"])) > 20
