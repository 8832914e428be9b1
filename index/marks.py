"""Words beside a number that say how exact it is: 近, 余, 以上, about.

In: folded text and a mention. Out: the mention with the mark in its span and its qualifier. The
words are data: `index/lexicon/marks.json`.
"""

from dataclasses import replace

from index.mentions import Mention
from index.terms import Terms, inverted, word_lists
from index.types import Kind, Qualifier
from index.units import COUNTERS, LATIN, SYMBOL_TERMS

INSIDE = {mark: Qualifier(name) for mark, name in inverted("marks", "inside").items()}
MARK_VETO = "元样种边方年于少次层久媒维功能样"
"""What makes another word of 多 behind a unit: 多元, 多样."""

_BEFORE = Terms({w: Qualifier(name) for w, name in inverted("marks", "before").items()})
_BEFORE_VETO = word_lists("marks", "not_before")
_BEHIND = Terms({w: Qualifier(name) for w, name in inverted("marks", "behind").items()})
_TIGHT_BEHIND = ("多", "余", "强", "弱")
_COUNT_UNITS = frozenset((*COUNTERS, "人"))


def mark_before(text: str, start: int, floor: int) -> tuple[int, Qualifier] | None:
    """Return where a mark before `start` begins, and what it says."""
    end = start
    if end > floor and text[end - 1] == " ":
        end -= 1
    found = _BEFORE.before(text, end)
    if found is None or end - len(found[0]) < floor:
        return None
    begin = end - len(found[0])
    if begin and text[begin - 1] in _BEFORE_VETO.get(found[0], ()):
        return None
    if begin and LATIN.match(found[0]) and LATIN.match(text, begin - 1):
        return None
    return begin, found[1]


def with_mark_before(text: str, mention: Mention, floor: int) -> Mention:
    """Return the mention with the currency and the mark in front of it."""
    start = mention.start
    spaced = start - 1 if start and text[start - 1] == " " else start
    currency = SYMBOL_TERMS.before(text, spaced)
    if currency is not None and spaced - len(currency[0]) >= floor:
        start = spaced - len(currency[0])
        if not mention.unit and mention.kind is Kind.QUANTITY:
            mention = replace(mention, kind=Kind.MONEY, unit=currency[1], bare=False)
    mark = mark_before(text, start, floor)
    if mark is None or (mention.kind is Kind.DURATION and text[mark[0]] in "近过"):
        return replace(mention, start=start)
    if text[mark[0] : start] == "过" and not _is_large(mention):
        return replace(mention, start=start)
    begin, said = mark
    plain = mention.qualifier is Qualifier.EXACT
    counts = mention.counts or (mention.bare and text[mention.start].isdecimal())
    return replace(
        mention, start=begin, qualifier=said if plain else mention.qualifier, counts=counts
    )


def _is_large(mention: Mention) -> bool:
    """Return whether 过 before it can mean 'more than': 过万亿元, not 开过3次会."""
    return mention.kind in (Kind.MONEY, Kind.PERCENT, Kind.RATIO) or mention.scale >= 100


def with_mark_behind(text: str, mention: Mention) -> Mention:
    """Return the mention with the mark behind it: 以上, 左右, 多."""
    found = _BEHIND.at(text, mention.end)
    if found is None:
        return mention
    word, said = found
    end = mention.end + len(word)
    if word in _TIGHT_BEHIND:
        if mention.unit in _COUNT_UNITS or mention.bare:
            return mention
        if word in "强弱" and mention.kind is not Kind.RATIO:
            return mention
        if text[end : end + 1] in tuple(MARK_VETO):
            return mention
    return replace(mention, end=end, qualifier=said, counts=True)
