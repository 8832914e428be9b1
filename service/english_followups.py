"""An English follow-up becomes a question that stands alone, by the one before it.

In: the question as typed and the questions before it, which already stand alone. Out: the question
to answer. English has no particle that marks a fragment, but its link words do: `and in 2021?`.
"""

import re
from collections.abc import Sequence

_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LEAD = re.compile(r"^(?:and|but|so|then|what about|how about|what of)\b[,\s]*", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:how|what|which|who|whom|whose|when|where|why)\b"
    r"|^(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_IN_YEAR = re.compile(r"^(?:in |for |during )?(?:the year )?(?P<year>(?:1[89]|20)\d\d)$", re.I)
_STEP = re.compile(
    r"^(?:in |for )?the (?:(?P<back>year before|previous year)|(?:next|following) year)$"
)
_GOAL = re.compile(r"^(?:the |its )?(?P<goal>targets?|goals?|plans?|planned (?:number|figure))$")
_PLACE = re.compile(r"^(?P<link>in|at|for|from|on) (?P<place>.+)$", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:in total|altogether|together|combined|in all)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"^which (?:one |of (?:them|the two) )?(?:is|was|has|had|grew|rose|fell)\b", re.I
)
_POINTS_BACK = re.compile(r"\b(?:it|its|they|them|their|those|these|that|this)\b", re.IGNORECASE)
# What is counted stands between the interrogative and the verb of its clause.
_COUNTED = re.compile(
    r"^(?P<ask>how (?:many|much)(?: of the)?|what percentage of|what share of) (?P<counted>.+?)"
    r" (?P<rest>(?:did|does|do|is|are|was|were|has|have|had|got|can|will|would)\b.*)$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"^(?P<ask>(?:what|how (?:much|high|large|long)) (?:is|are|was|were) )(?P<measured>.+?)"
    r"(?P<time>(?: (?:in|at|on|for|during) (?:the )?(?:end of )?(?:1[89]|20)\d\d)?)$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(?:the )?(?:\w+ )?[A-Z]\w*(?: [A-Z]\w*)*['’]s? ")
_NAME = re.compile(r"(?<!^)\b[A-Z]\w+(?:[ -][A-Z]\w+)*")
_MEANT = {"countryside": "rural", "villages": "rural", "cities": "urban", "towns": "urban"}
_OPPOSED = tuple(
    tuple(line.split("/"))
    for line in """
boys/girls
men/women
male/female
urban/rural
imports/exports
import/export
revenue/expenditure
income/expenditure/spending
inpatient/outpatient
public/private
""".strip().splitlines()
)


def in_english(question: str) -> bool:
    """Return whether a question is asked in English."""
    return _LATIN.search(question) is not None and _CHINESE.search(question) is None


def standalone_in_english(question: str, asked: Sequence[str]) -> str:
    """Return `question` with what it leaves out taken from the questions `asked` before it."""
    whole = (text for text in reversed(asked) if _POINTS_BACK.search(text) is None)
    previous = next(whole, asked[-1]).strip().rstrip("?. ")
    bare = _LEAD.sub("", question.strip()).rstrip("?. ")
    if len(asked) > 1 and (_TOTAL.search(bare) or _COMPARES.search(bare)) and _names_none(bare):
        both = _both(asked[-2].strip().rstrip("?. "), previous)
        if both is not None:
            return f"{both} {'in total' if _TOTAL.search(bare) else f': {bare}'}?"
    if _ASKS.search(bare) is None:
        return f"{_with_fragment(previous, bare)}?"
    return _at_the_same(previous, question)


def _names_none(bare: str) -> bool:
    return _NAME.search(bare) is None and _YEAR.search(bare) is None


def _both(first: str, second: str) -> str | None:
    """Return one question for two that differ in a few words in one place."""
    one, other = first.split(), second.split()
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    shorter = min(len(one), len(other)) - start
    end = next((n for n in range(shorter) if one[-1 - n] != other[-1 - n]), shorter)
    parts = (one[start : len(one) - end], other[start : len(other) - end])
    if start == 0 or not all(parts):
        return None
    return " ".join((*one[:start], *parts[0], "and", *parts[1], *one[len(one) - end :]))


def _with_fragment(previous: str, fragment: str) -> str:
    """Return `previous` with the part that `fragment` stands for replaced by it."""
    for part in (_other_year, _with_goal, _opposed, _other_place, _other_thing):
        whole = part(previous, fragment)
        if whole is not None:
            return whole
    return f"{previous}, {fragment}"


def _other_year(previous: str, fragment: str) -> str | None:
    named, step, old = _IN_YEAR.match(fragment), _STEP.match(fragment), _YEAR.search(previous)
    if named is not None:
        year = named["year"]
        return _YEAR.sub(year, previous, count=1) if old is not None else f"{previous} in {year}"
    if step is None or old is None:
        return None
    moved = int(old[0]) + (-1 if step["back"] else 1)
    return _YEAR.sub(str(moved), previous, count=1)


def _with_goal(previous: str, fragment: str) -> str | None:
    """Return `previous` asked about what was aimed at: `the target for bus punctuality`."""
    goal, measured = _GOAL.match(fragment), _MEASURED.match(previous)
    if goal is None or measured is None:
        return None
    return f"{measured['ask']}the {goal['goal']} for {measured['measured']}{measured['time']}"


def _opposed(previous: str, fragment: str) -> str | None:
    """Return `previous` about the other of two that go together: girls and boys."""
    bare = re.sub(r"^(?:in |for |of )?(?:the )?", "", fragment).lower().rstrip("'’")
    bare = _MEANT.get(bare, bare)
    for line in _OPPOSED:
        if bare not in line:
            continue
        for word in line:
            found = re.search(rf"\b{word}\b", previous, re.IGNORECASE)
            if found is not None and word != bare:
                return f"{previous[: found.start()]}{bare}{previous[found.end() :]}"
    return None


def _other_place(previous: str, fragment: str) -> str | None:
    """Return `previous` with the place replaced, or added where it names none."""
    place = _PLACE.match(fragment)
    if place is None:
        return None
    old = re.search(
        rf"\b{place['link']} (?!{_YEAR.pattern})(?:the )?[A-Z]\w*(?: [A-Z]\w*)*", previous
    )
    if old is not None:
        return f"{previous[: old.start()]}{fragment}{previous[old.end() :]}"
    year = re.search(rf" in {_YEAR.pattern}$", previous)
    end = year.start() if year is not None else len(previous)
    return f"{previous[:end]} {fragment}{previous[end:]}"


def _other_thing(previous: str, fragment: str) -> str | None:
    """Return `previous` with what it counts or measures replaced; whose it is stays."""
    counted = _COUNTED.match(previous)
    if counted is not None:
        return f"{counted['ask']} {fragment} {counted['rest']}"
    measured = _MEASURED.match(previous)
    if measured is None:
        return None
    owner = _OWNER.match(measured["measured"])
    kept = owner[0] if owner is not None and _OWNER.match(fragment) is None else ""
    return f"{measured['ask']}{kept}{fragment}{measured['time']}"


def _at_the_same(previous: str, question: str) -> str:
    """Return a whole question with the names and the year of `previous`, unless it has its own."""
    bare = _LEAD.sub("", question.strip()).rstrip("?. ")
    bare = bare[:1].upper() + bare[1:]
    names = [] if _NAME.search(bare) else list(dict.fromkeys(_NAME.findall(previous)))
    year = None if _YEAR.search(bare) else _YEAR.search(previous)
    if not _POINTS_BACK.search(bare) and len(bare.split()) > 12:
        names = []
    where = f" ({', '.join(names)})" if names else ""
    when = f" in {year[0]}" if year is not None else ""
    return f"{bare}{where}{when}?"
