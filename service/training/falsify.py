"""A true question becomes one that looks just like it and that its passage does not answer.

One word is changed: the year, the ordinal, the place, or a word into its counterpart. A question
is changed only into words that the passage does not have, or the answer might stand in it; and
another year or place is asked for only where the passage tells of one.
"""

import random
import re
from collections.abc import Iterator

from service.vocabulary import COUNTERPARTS

PROVINCES = tuple(
    (
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 "
        "湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
    ).split()
)
_COUNTRIES = tuple("中国 美国 日本 英国 法国 德国 俄罗斯 印度 加拿大 意大利 韩国 巴西 越南".split())

_SIBLINGS = {
    word: tuple(other for other in line if other != word)
    for line in (PROVINCES, _COUNTRIES, *COUNTERPARTS)
    for word in line
}
_WORDS = re.compile("|".join(sorted(_SIBLINGS, key=lambda word: (-len(word), word))))
_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?=年|\b)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,3})(?=[届批次个轮期名位代])")
_NUMERALS = "一二三四五六七八九十"
_YEARS_AWAY = (-10, -5, -3, -2, -1, 1, 2, 3, 5, 10)


def falsified(question: str, passage: str, rng: random.Random) -> str | None:
    """Return `question` with one word changed, or `None` where nothing in it can be.

    `"2016年出口多少？"` on a passage about 2016 becomes `"2014年出口多少？"`.
    """
    found = [
        question[: match.start()] + other + question[match.end() :]
        for match, others in _changes(question, passage)
        if (other := _unseen(others, passage, rng)) is not None
    ]
    return rng.choice(found) if found else None


def other_year(year: int, passage: str, rng: random.Random) -> str | None:
    """Return a year near `year` that the passage does not name."""
    return _unseen([str(year + away) for away in _YEARS_AWAY], passage, rng)


def other_province(passage: str, rng: random.Random) -> str | None:
    """Return a province that the passage does not name."""
    return _unseen(PROVINCES, passage, rng)


def names_year(passage: str) -> bool:
    """Return whether `passage` tells of a year in digits, or of one by its distance."""
    return _YEAR.search(passage) is not None or re.search("[今去前明上]年", passage) is not None


def names_province(passage: str) -> bool:
    """Return whether `passage` names a province."""
    return any(province in passage for province in PROVINCES)


def _changes(question: str, passage: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    if names_year(passage):
        for match in _YEAR.finditer(question):
            yield match, [str(int(match[0]) + away) for away in _YEARS_AWAY]
    for match in _ORDINAL.finditer(question):
        numerals = "123456789" if match[1].isdecimal() else _NUMERALS
        yield match, [f"第{n}" for n in numerals if n != match[1]]
    for match in _WORDS.finditer(question):
        if match[0] not in PROVINCES or names_province(passage):
            yield match, list(_SIBLINGS[match[0]])


def _unseen(words: list[str] | tuple[str, ...], passage: str, rng: random.Random) -> str | None:
    unseen = [word for word in words if word not in passage]
    return rng.choice(unseen) if unseen else None
