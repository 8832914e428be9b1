"""Why and how are told in whole clauses: the reason or aim of something, the measures it takes.

In: a sentence, what is asked, and where the trained reader sees the answer. Out: the span of the
clauses that tell it, from the first to the last.
"""

import re
from collections.abc import Sequence

from index.text import fold
from index.types import Span
from service.matching import overlap
from service.pieces import Seen, clause_spans
from service.questions import Question

# What begins a reason in front of its outcome, or behind it; what begins an outcome; an aim.
_COMMA = re.compile("[，,]")
_CAUSE = re.compile(
    r"^(?:但|而|并且?|还|也|这|其?主要|首先|这?主要|其)?(?:就?是)?"
    r"(?:由于|因为|因(?![此而])|鉴于|考虑到|为了|为着|为(?![止主首期此准例何]|[^，。]{0,12}[\d.]+[%％倍])|出于"
    r"|because|since|due to|as )"
)
_REASON_GIVEN = re.compile(
    r"原因(?:主要)?(?:是|在于|有)|目的(?:主要)?(?:是|在于)|是因为|是由于|是为了|主要是要|在于|所致"
    r"|以利于|以便|旨在|意在|主要考虑|综合考虑|充分考虑|考虑了|着眼于|主要是(?:强调|考虑|受|由|因|为)"
    r"|受[^，。；]{1,20}影响|得益于|源于|归因于|取决于|决定于|根源"
    r"|\battribut\w+ .{1,60}? to\b|\b(?:because|due to|owing to|thanks to|so that|in order to)\b"
    r"|\b(?:so as to|as a result)\b"
)
_OUTCOME = re.compile(
    r"^(?:因此|因而|所以|从而|于是|致使|使得?|导致|造成|引起|以致|结果|故|这就"
    r"|这(?:种|一|些)?[^，]{0,6}(?:决定|造成|使))"
)
_AIM = re.compile(
    r"^(?:以(?:[促便免利使保推加提实增确防满适减降扩更]|此)|旨在|目的是|从而|有利于|有助于|防止|避免"
    r"|严防|确保|保证|保障|使|让|so that|in order to|to )"
)
_MEANS = re.compile(
    r"^(?:要|应|必须|我们|继续|并|还)*"
    r"(?:通过|借助|采取|采用|利用|运用|依靠|靠|凭借?|以|用|按照?|by )"
)
# What an English clause names its means with, and what announces measures: 三项措施：.
_MEANS_BEFORE = re.compile(r"\b(?:through|via|by means of|by using)\s+(?:the\s+)?$")
_ANNOUNCES = re.compile("(?:措施|办法|做法|举措|方式|行动|办法是|工作)[：:]\\s*$")
_ASKS_MEANS = re.compile(
    r"通过|借助|采取|利用|运用|靠|凭|手段|方式|办法|措施|方法|(?:如何|怎样|怎么|咋)"
    r"(?:实现|推动|提升|促进|加强|确保|保证|解决|做到|才能|让|使|把)|\bhow\b"
)


def reason(question: Question, sentence: str, seen: Seen | None) -> Span | None:
    """Return the clauses that tell why, or what for."""
    parts = clause_spans(sentence)
    if seen is not None and seen.is_sure and not _is_outcome(sentence, seen.span):
        return _from_the_cause(sentence, whole_clauses(parts, seen.span), seen.span)
    effect = _nearest(question, sentence, parts)
    texts = [sentence[p.start : p.end] for p in parts]
    for number, text in enumerate(texts):
        if _CAUSE.search(fold(text)) and not (number == effect and len(parts) > 1):
            last = _end_of_cause(sentence, parts, number, effect)
            return Span(parts[number].start, parts[last].end)
    outcome = next((n for n, text in enumerate(texts) if n and _OUTCOME.search(text)), None)
    if outcome is not None and outcome <= effect:
        return Span(parts[_group_start(sentence, parts, outcome - 1)].start, parts[outcome - 1].end)
    aim = next((n for n, text in enumerate(texts) if n > effect and _AIM.search(fold(text))), None)
    if aim is not None:
        return Span(parts[aim].start, parts[_group_end(sentence, parts, aim)].end)
    given = _REASON_GIVEN.search(fold(sentence))
    if given is not None:
        return whole_clauses(parts, Span(*given.span()))
    return None


def means(question: Question, sentence: str, seen: Seen | None) -> Span | None:
    """Return the clauses that tell how: what is done, without what it is done for."""
    parts = clause_spans(sentence)
    if seen is not None and seen.is_sure:
        return _measures(sentence, parts, seen.span)
    if len(parts) < 2:
        return None
    goal = _nearest(question, sentence, parts)
    texts = [fold(sentence[p.start : p.end]) for p in parts]
    by = next((n for n, text in enumerate(texts) if n < goal and _MEANS.search(text)), None)
    if by is not None:
        return Span(parts[by].start, parts[goal - 1].end)
    if goal and (_ASKS_MEANS.search(fold(question.text)) or goal == len(parts) - 1):
        return Span(parts[_group_start(sentence, parts, goal - 1)].start, parts[goal - 1].end)
    if goal + 1 < len(parts):
        if _ANNOUNCES.search(sentence[: parts[min(goal + 2, len(parts) - 1)].start]):
            return Span(parts[min(goal + 2, len(parts) - 1)].start, parts[-1].end)
        return Span(parts[goal + 1].start, parts[_group_end(sentence, parts, goal + 1)].end)
    return None


def _from_the_cause(sentence: str, clauses: Span, seen: Span) -> Span:
    """Return the clauses from the word that begins the cause, where the reader sees it there."""
    begins = _CAUSE.search(fold(sentence[seen.start : seen.end])) is not None
    return Span(seen.start, clauses.end) if begins else clauses


def _measures(sentence: str, parts: Sequence[Span], seen: Span) -> Span:
    """Return the measures that the reader sees one of: up to an aim, or from a colon on."""
    if _MEANS_BEFORE.search(fold(sentence[: seen.start])):
        return seen
    whole = whole_clauses(parts, seen)
    behind = next((n for n, part in enumerate(parts) if part.start >= whole.end), None)
    if behind is None:
        return whole
    if _ANNOUNCES.search(sentence, whole.start, parts[behind].start):
        return Span(parts[behind].start, parts[-1].end)
    if _AIM.search(fold(sentence[parts[behind].start : parts[behind].end])):
        return Span(parts[_group_start(sentence, parts, behind - 1)].start, whole.end)
    return whole


def whole_clauses(parts: Sequence[Span], span: Span) -> Span:
    """Return `span` widened to the ends of the clauses that it reaches into."""
    held = [part for part in parts if part.overlaps(span)]
    return Span(held[0].start, held[-1].end) if held else span


def gives_reason(text: str) -> bool:
    """Return whether a sentence says of itself that it gives a reason, an outcome or an aim."""
    folded = fold(text)
    parts = [folded[part.start : part.end] for part in clause_spans(folded)]
    return (
        _REASON_GIVEN.search(folded) is not None
        or any(map(_CAUSE.search, parts))
        or any(_OUTCOME.search(part) or _AIM.search(part) for part in parts[1:])
    )


def _is_outcome(sentence: str, span: Span) -> bool:
    return _OUTCOME.search(sentence[span.start : span.end]) is not None


def _nearest(question: Question, sentence: str, parts: Sequence[Span]) -> int:
    """Return which clause holds most of the question's words, the first of equals."""
    return max(
        range(len(parts)),
        key=lambda n: (overlap(question, sentence[parts[n].start : parts[n].end]), -n),
    )


def _end_of_cause(sentence: str, parts: Sequence[Span], start: int, effect: int) -> int:
    """Return the last clause of the cause that begins with clause `start`."""
    group = _group_end(sentence, parts, start)
    for number in range(start + 1, group + 1):
        if number == effect or _OUTCOME.search(sentence[parts[number].start : parts[number].end]):
            return number - 1
    return group if effect < start else start


def _group_start(sentence: str, parts: Sequence[Span], number: int) -> int:
    """Return the first clause behind the semicolon or stop before clause `number`."""
    while number and _COMMA.search(sentence, parts[number - 1].end, parts[number].start):
        number -= 1
    return number


def _group_end(sentence: str, parts: Sequence[Span], number: int) -> int:
    """Return the last clause before the semicolon or stop behind clause `number`."""
    while number + 1 < len(parts) and _COMMA.search(
        sentence, parts[number].end, parts[number + 1].start
    ):
        number += 1
    return number
