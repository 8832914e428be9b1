"""A follow-up becomes a question that stands alone, resolved from the history by its own words.

In: the question as typed and the turns before it. Out: the question to answer, shown to the asker
as `standalone_question`. A question that needs no history comes back as it is.
"""

import re
from difflib import SequenceMatcher

from index.text import fold
from index.words import tag_words
from service.questions import YEAR, Ask, understand
from service.types import Turn
from service.vocabulary import PROVINCES

_LEAD = re.compile(r"^(?:那么|那|还有|另外|and |what about |how about )[,，\s]*", re.IGNORECASE)
_TAIL = re.compile(r"(?:又|的)?(?:呢|如何|怎么样)?\s*[?？。]*$")
_POINTS_BACK = re.compile(r"它们?|他们|这些|那些|这个|这项|该项|上述|其中")
_MAX_FRAGMENT_CHARS = 20
_MIN_SHARED_CHARS = 2


def standalone(question: str, history: tuple[Turn, ...]) -> str:
    """Return `question` with what it leaves out taken from the last question before it."""
    previous = next((turn.content for turn in reversed(history) if turn.role == "user"), None)
    if previous is None:
        return question
    fragment = _TAIL.sub("", _LEAD.sub("", question.strip()))
    if _is_fragment(question, fragment):
        return _with_fragment(previous, fragment)
    if _POINTS_BACK.search(question):
        return f"{previous.rstrip('?？。 ')}，{question}"
    return _LEAD.sub("", question.strip())


def _is_fragment(question: str, fragment: str) -> bool:
    """Return whether `question` only names what a former question is to be asked about again."""
    elliptical = fragment != question.strip().rstrip("?？。 ")
    return (
        elliptical
        and 0 < len(fragment) <= _MAX_FRAGMENT_CHARS
        and understand(fragment).ask is Ask.PASSAGE
    )


def _with_fragment(previous: str, fragment: str) -> str:
    """Return `previous` with the part that `fragment` stands for replaced by it."""
    for part in (_replaced_year, _replaced_place, _replaced_variant, _replaced_counted):
        rewritten = part(previous, fragment)
        if rewritten is not None:
            return rewritten
    return f"{fragment}，{previous}"


def _replaced_year(previous: str, fragment: str) -> str | None:
    year = YEAR.search(fragment)
    if year is None or len(fragment) > len("2019年度"):
        return None
    old = YEAR.search(previous)
    if old is None:
        return f"{fragment}{previous}"
    return previous[: old.start()] + year.group() + previous[old.end() :]


def _replaced_place(previous: str, fragment: str) -> str | None:
    place = next((place for place in PROVINCES if fragment.startswith(place)), None)
    if place is None or len(fragment) > len(place) + 3:
        return None
    old = next((old for old in PROVINCES if old in previous), None)
    if old is None:
        return f"{fragment}{previous}"
    return re.sub(f"{old}[省市]?", lambda _: fragment, previous, count=1)


def _replaced_variant(previous: str, fragment: str) -> str | None:
    """`柔性引进` after `全职引进了多少名…` replaces the word in front of what both share."""
    shared = SequenceMatcher(None, fold(previous), fold(fragment), autojunk=False)
    match = shared.find_longest_match()
    is_ending = match.b > 0 and match.b + match.size == len(fragment)
    if match.size < _MIN_SHARED_CHARS or not is_ending:
        return None
    before = tag_words(previous[: match.a])
    if not before:
        return None
    start = before[-1].span.start
    return previous[:start] + fragment + previous[match.a + match.size :]


def _replaced_counted(previous: str, fragment: str) -> str | None:
    counted = next((amount.counted for amount in understand(previous).amounts), "")
    place = fold(previous).find(counted) if counted else -1
    if place < 0:
        return None
    return previous[:place] + fragment + previous[place + len(counted) :]
