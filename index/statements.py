"""What a sentence states with a number: a comparison, a goal or a result, about which place.

In: folded text with the clause that holds the number. Out: the words, cut from the text, or
nothing where the report does not say.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from index.terms import Terms, words
from index.types import Quantity, Span
from index.words import Word

Status = Literal["goal", "result"]


def _any_of(key: str) -> str:
    return "|".join(sorted(map(re.escape, words("statements", key)), key=len, reverse=True))


_COMPARISONS = Terms(
    dict.fromkeys(words("statements", "comparisons"), True)
    | dict.fromkeys(words("statements", "not_comparisons"), False)
)
_BASES = Terms(dict.fromkeys(words("statements", "comparison_bases"), True))
_PLACES = frozenset(words("statements", "places"))
_NOT_PLACES = frozenset(words("statements", "not_places"))
_GOAL = re.compile(_any_of("goal_words"))
_NOT_GOAL = re.compile(
    rf"{_any_of('not_goal')}|(?:超过|超出|好于|完成|实现|高于|低于|达到)了?[^,。]{{0,6}}(?:目标|预期|计划|规划)"
)
_PAST = re.compile(_any_of("past_words"))
_REACHED = re.compile(_any_of("reached_words"))
_HEDGE = re.compile(_any_of("hedges"))
_RESULT = re.compile(_any_of("result_words"))
_GOAL_HEADING = re.compile(_any_of("goal_headings"))
_RESULT_HEADING = re.compile(_any_of("result_headings"))
_IMPERATIVE = re.compile(rf"(?:^|[,。;、:])(?:{_any_of('imperatives')})")
_CHECKED = re.compile(rf"[,;:](?:{_any_of('checks')})(?!{_any_of('not_checks')})")
_TITLE = re.compile("《[^》]{0,80}》?|<[^>]{0,80}>?")
_COMPARISON_REACH = 14
_STATUS_REACH = 200
_PLACE_REACH_WORDS = 60


def comparison_of(text: str, quantity: Quantity, clause_start: int) -> str | None:
    """Return what the number states against another: 同比增长, 高于, 占."""
    start = max(clause_start, quantity.span.start - _COMPARISON_REACH)
    for place in range(quantity.span.start - 1, start - 1, -1):
        found = _COMPARISONS.at(text, place)
        if found is None or not found[1] or place + len(found[0]) > quantity.span.start:
            continue
        end = place + len(found[0])
        base = _BASES.before(text, place)
        return text[place - len(base[0]) if base else place : end]
    return "翻番" if text[quantity.span.start] == "翻" else None


def status_of(text: str, clause: Span, sentence: Span, section: Sequence[str]) -> Status | None:
    """Return whether a number is a goal set or a result reached, `None` where nothing says so.

    The sentence up to the end of the clause decides first, then the headings.
    """
    before = text[max(sentence.start, clause.end - _STATUS_REACH) : clause.end]
    before = _TITLE.sub("", before)
    goal = _last(_GOAL, _NOT_GOAL, before)
    if goal >= 0 and not _is_over(before, goal):
        return "goal"
    for heading in reversed(section):
        sets, looks_back = _GOAL_HEADING.search(heading), _RESULT_HEADING.search(heading)
        if bool(sets) != bool(looks_back):
            return "goal" if sets else "result"
    return None


def _is_over(text: str, goal: int) -> bool:
    """Return whether a goal set at `goal` is told as a thing of the past: 已完成, 实际建成."""
    return any(pattern.search(text, goal) is not None for pattern in (_PAST, _CHECKED))


def is_checked(text: str, sentence: Span) -> bool:
    """Return whether a sentence sets what came of a plan beside it: 计划建成5个,实际建成6个."""
    piece = text[sentence.start : sentence.end]
    came = _CHECKED.search(piece)
    return came is not None and _last(_GOAL, _NOT_GOAL, piece[: came.start()]) >= 0


def tone_of_sentence(text: str, sentence: Span, paragraph: Status | None) -> Status | None:
    """Return how a sentence speaks, `None` where it neither only orders nor only reports.

    Args:
        text: The whole text, folded.
        sentence: The sentence.
        paragraph: How its paragraph speaks. One that reports gives no order in passing: 新争取
            资金5亿元，支持项目42个 tells what was done.
    """
    piece = text[sentence.start : min(sentence.end, sentence.start + _STATUS_REACH)]
    order = _IMPERATIVE.match(piece) if paragraph == "result" else _IMPERATIVE.search(piece)
    orders = (order or _HEDGE.search(piece)) is not None
    reports = _REACHED.search(piece) is not None
    if orders == reports:
        return None
    return "goal" if orders else "result"


def tells_past(text: str, sentence: Span) -> bool:
    """Return whether a sentence says that something is over: 了, 已, 同比."""
    end = min(sentence.end, sentence.start + _STATUS_REACH)
    return _PAST.search(text, sentence.start, end) is not None


def tone_of(text: str, paragraph: Span) -> Status | None:
    """Return how a paragraph speaks: in orders, which set goals, or of what was reached."""
    whole = text[paragraph.start : paragraph.end]
    orders, reached = len(_IMPERATIVE.findall(whole)), len(_RESULT.findall(whole))
    if orders > 2 * reached:
        return "goal"
    return "result" if reached else None


def _last(pattern: re.Pattern[str], veto: re.Pattern[str], text: str) -> int:
    """Return where the last match stands that is no part of a vetoed word; -1 where none does."""
    vetoed = [(match.start(), match.end()) for match in veto.finditer(text)]
    places = [
        match.start()
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in vetoed)
    ]
    return places[-1] if places else -1


def place_of(place: int, tagged: Sequence[Word]) -> str | None:
    """Return the last place or body named before `place` among the words of its sentence."""
    before = bisect_left(tagged, place, key=lambda word: word.span.start)
    for word in reversed(tagged[max(0, before - _PLACE_REACH_WORDS) : before]):
        named = word.tag in ("ns", "nt") and word.text not in _NOT_PLACES
        if named or word.text in _PLACES:
            return word.text
    return None
