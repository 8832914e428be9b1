"""Places in an order: 第8批, and ranks: 全国第三, 前10位, 居首位.

In: folded text and a place in it. Out: a mention that is an ordinal, a label where 第 belongs to
a name, or nothing.
"""

import re

from index.mentions import ONE, TO, Mention
from index.numerals import CHINESE_DIGITS, CHINESE_NUMERALS, NUMERAL, read_numeral
from index.terms import Terms, words
from index.types import Kind, Qualifier
from index.units import unit_at

_ORDINAL = re.compile(rf"第[ ]?({NUMERAL})(?:(?:{TO}|、)第?({NUMERAL}))?")
_FIVE_YEARS = re.compile(rf"第[{CHINESE_NUMERALS}]{{1,3}}个(?:五年|十年)")
_TOP = re.compile(rf"前({NUMERAL})(位|名|强|列|(?=[,。、;)的]|$))")
_STRONG = re.compile(r"\d{1,4}强")
_RANK_CONTEXT = Terms(
    dict.fromkeys((*words("words", "rank_places"), *words("words", "rank_verbs")), True)
)
_NOT_A_NOUN = re.compile(r"[,。、;:)）”!?\s的，和及与、]|$")
_CONGRESS = re.compile(
    rf"[{CHINESE_NUMERALS}]{{1,3}}届(?=[{CHINESE_DIGITS}]中|全国|人大|政协|中央)"
)
_SESSION = re.compile(rf"[{CHINESE_NUMERALS}]{{1,3}}次(?:全体|代表)?(?:会议|全会)")
_PHASE = re.compile(rf"[{CHINESE_DIGITS}十]期(?=工程|项目|建设|改造)")
_SESSION_REACH = 14


def read_ordinal(text: str, start: int) -> Mention | None:
    """Read 第8批, 第三个 as ordinals and 全国第三, 前10位, 居首位 as ranks, unit 位."""
    first = text[start]
    if first == "第":
        return _after_di(text, start)
    if first == "首":
        ranked = text.startswith("首位", start) and _is_ranked(text, start, start + 2)
        kind = Kind.ORDINAL if ranked else None
        return Mention(start, start + 2, kind, ONE, ONE, "位")
    if first == "前":
        return _top(text, start)
    for pattern in (_CONGRESS, _STRONG, _PHASE):
        if (match := pattern.match(text, start)) is not None:
            return Mention(start, match.end(), Kind.LABEL)
    match = _SESSION.match(text, start)
    if match is not None and "届" in text[max(0, start - _SESSION_REACH) : start]:
        return Mention(start, match.end(), Kind.LABEL)
    return None


def _is_ranked(text: str, start: int, end: int) -> bool:
    """Return whether a place or a verb of ranking stands before, and no noun behind."""
    return (
        _RANK_CONTEXT.before(text, start) is not None and _NOT_A_NOUN.match(text, end) is not None
    )


def _after_di(text: str, start: int) -> Mention | None:
    if (match := _FIVE_YEARS.match(text, start)) is not None:
        return Mention(start, match.end(), Kind.LABEL)
    match = _ORDINAL.match(text, start)
    reading = read_numeral(match[1]) if match else None
    if match is None or reading is None:
        return Mention(start, start + 1, None)
    last = read_numeral(match[2]) if match[2] else reading
    low, high = reading.low, (last or reading).high
    unit = unit_at(text, match.end(), digits=True)
    if unit is not None:
        name = "位" if unit.surface in ("位", "名") else unit.surface
        return Mention(start, unit.end, Kind.ORDINAL, low, high, name)
    kind = Kind.ORDINAL if _is_ranked(text, start, match.end()) else Kind.LABEL
    return Mention(start, match.end(), kind, low, high, "位")


def _top(text: str, start: int) -> Mention:
    match = _TOP.match(text, start)
    reading = read_numeral(match[1]) if match else None
    if match is None or reading is None:
        return Mention(start, start + 1, None)
    number = reading.high
    return Mention(
        start, match.end(), Kind.ORDINAL, number, number, "位", qualifier=Qualifier.AT_MOST
    )
