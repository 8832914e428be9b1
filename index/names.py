"""Numerals that count nothing: words, slogans, names of plans, quoted names, codes.

In: folded text and a place in it. Out: a mention that is a label, an identifier, or nothing. The
words are data, `index/lexicon/words.json`; what makes a phrase a name is told here.
"""

import re

from index.mentions import START, Mention, alternatives
from index.numerals import CHINESE_DIGITS, CHINESE_NUMERALS
from index.terms import Terms, table, words
from index.types import Kind

_PLAIN_WORDS = words("words", "plain_words")
_STANDING = words("words", "standing_phrases")
_WORD_VETO = {word: str(chars) for word, chars in table("words", "plain_word_not_before").items()}
_QUOTED_UNITS = alternatives("quoted_measure_units")
_QUOTED = re.compile(r"[“\"‘「『]([^“”\"‘’「」『』\n。;]{1,12})[”\"’」』]")
_MEASURED = re.compile(rf"\d[余多]?[百千万亿]{{0,3}}(?:{_QUOTED_UNITS})")
_HOLDS_NUMERAL = re.compile(rf"[\d{CHINESE_NUMERALS}]")
_CODE = re.compile(r"\d{3,}(?:-\d+)*")
_SLOGAN_HAN = rf"(?![{CHINESE_NUMERALS}])[\u4e00-\u9fff]"
_TIME_OR_MEASURE = "年月日天周元亩吨米斤里时分秒万亿个点倍成"
_SLOGAN = re.compile(
    rf"[{CHINESE_DIGITS}十](?![{_TIME_OR_MEASURE}]){_SLOGAN_HAN}"
    rf"[{CHINESE_DIGITS}十](?![{_TIME_OR_MEASURE}]){_SLOGAN_HAN}"
    rf"(?:[{CHINESE_DIGITS}]{_SLOGAN_HAN})*"
)
_PLAN = re.compile(
    rf"(?:第?十[{CHINESE_DIGITS}]|[一二三四五六七八九])五(?=[”规计时期末的以]|[,。、]|$)"
)
_PLANS = re.compile(rf"[{CHINESE_DIGITS}十]{{1,2}}个五年(?=计划|规划)")
_ABSTRACT = re.compile(
    rf"[二两三四五六七八九十]{{1,2}}[个项条种类大对重件]"
    rf"(?:{alternatives('abstract_heads')}"
    rf"|(?:[\u4e00-\u9fff]{{1,4}}?)(?:{alternatives('abstract_heads_after_words')}))"
)


def _by_first_numeral(listed: tuple[str, ...], *, label: bool) -> dict[str, tuple[str, bool]]:
    """Return the part of each word from its first numeral on → (the part before it, label)."""
    found: dict[str, tuple[str, bool]] = {}
    for word in listed:
        match = START.search(word)
        if match is None:
            raise ValueError(f"index/lexicon/words.json: {word!r} holds no numeral; remove it")
        found.setdefault(word[match.start() :], (word[: match.start()], label))
    return found


_WORDS = Terms(
    _by_first_numeral(_PLAIN_WORDS, label=False) | _by_first_numeral(_STANDING, label=True)
)


def pass_idle_zero(text: str, start: int) -> Mention | None:
    """Pass over the 零 that only joins: 一年零三个月."""
    joins = text[start] in "零〇" and text[start + 1 : start + 2] in tuple(CHINESE_DIGITS)
    return Mention(start, start + 1, None) if joins and text[start - 1 : start] == "年" else None


def read_quoted_name(text: str, start: int) -> Mention | None:
    """Read “9+3”, “四个意识”, “96567”: what is quoted and short is a name, unless it measures."""
    if text[start] not in '“"‘「『':
        return None
    match = _QUOTED.match(text, start)
    content = match[1] if match else ""
    if not match or not _HOLDS_NUMERAL.search(content) or _MEASURED.match(content):
        return Mention(start, start + 1, None)
    kind = Kind.IDENTIFIER if _CODE.fullmatch(content) else Kind.LABEL
    return Mention(match.start(1), match.end(1), kind)


def read_word(text: str, start: int) -> Mention | None:
    """Read a word that holds a numeral and states none: 一线, 第一书记, 十三五."""
    found = [
        Mention(start - len(before), start + len(rest), Kind.LABEL if label else None)
        for rest, (before, label) in _WORDS.each_at(text, start)
        if text.endswith(before, 0, start) and not _goes_on(text, before + rest, start + len(rest))
    ]
    if found:
        return max(found, key=lambda word: (word.end - word.start, -word.start))
    for pattern in (_SLOGAN, _PLAN, _PLANS, _ABSTRACT):
        if (match := pattern.match(text, start)) is not None:
            return Mention(start, match.end(), Kind.LABEL)
    return None


def _goes_on(text: str, word: str, end: int) -> bool:
    """Return whether what follows makes another word of it: 十分 in 十分钟."""
    return text[end : end + 1] in tuple(_WORD_VETO.get(word, ""))
