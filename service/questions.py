"""What is asked: the kind of answer wanted, what it is about, and what it takes for granted.

In: a question that stands alone (`service.conversation` makes follow-ups whole). Out: a `Question`.
Nothing is looked up here; which numbers are asked for is left to `service.amounts`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Quantity, Span
from index.words import Word, tag_words
from service.amounts import COUNTED_KINDS, Amount, amount_claimed, amounts_asked
from service.asks import Ask, ask_of
from service.operations import Operation, operation_asked
from service.periods import periods_named
from service.sides import Side
from service.synonyms import Synonym, synonyms_in
from service.vocabulary import PROVINCES, STOP_WORDS
from service.years import MENTION_OF_REPORT, YearsNamed, with_years_in_digits, years_named


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the evidence should hold; `weight` from 0 to 1 by its part of speech.

    Attributes:
        forms: Other words that reports have for it.
    """

    text: str
    weight: float
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    Attributes:
        text: The question, standing alone.
        query: The same with the words that reports have for its own, to search with.
        terms: Content words, without those that only ask.
        amounts: The numbers asked for, in their order; none where no number is.
        operation: The calculation or comparison asked for; then it has amounts of its own.
        years: Years that are asked about, e.g. `2019`.
        periods: First and last of each run of years that is asked about as a whole.
        report_years: Years that name a report: `2020年的报告`.
        ordinals: Ordinals named, e.g. `第6批`.
        claims: Numbers that the question itself states.
        names: What stands in quotation marks or 《》.
        places: Province-level places named, in their short form.
        localities: Cities, counties and the like that are named, without the word for their level.
        wants_goal: Whether a goal is asked for, not what came of it.
        english: Whether it is asked in English.
    """

    text: str
    query: str
    ask: Ask
    terms: tuple[Term, ...]
    amounts: tuple[Amount, ...] = ()
    operation: Operation | None = None
    years: tuple[int, ...] = ()
    periods: tuple[tuple[int, int], ...] = ()
    report_years: tuple[int, ...] = ()
    ordinals: tuple[str, ...] = ()
    claims: tuple[Quantity, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    wants_goal: bool = False
    english: bool = False


# What an answer may be computed for: 哪个更多 is asked with the words of a list, or of a person.
_COMPUTED_ASKS = frozenset({Ask.NUMBER, Ask.LIST, Ask.WHO, Ask.PASSAGE})

VERB_WEIGHT = 0.7
_WEIGHTS = {"n": 1.0, "j": 1.0, "i": 1.0, "l": 1.0, "e": 1.0, "v": VERB_WEIGHT, "a": 0.5, "b": 0.5}
_OTHER_WEIGHT = 0.4
_IGNORED_TAGS = frozenset("x m q p c u uj ul uz ud ug y r d f k t ns".split())

_FORMS_TRIED = 3
_LOCALITY = re.compile(
    "((?!各|全|本|某|每|两|多|大|小|中等|特大|超大|兄弟|地级|县级|直辖|省辖|单列|中心|沿海|内陆|边境|旅游|资源|农业"
    "|牧业|民族|自治|贫困|重点|试点|脱贫|百强|产粮)[一-鿿]{2,4})(?:市|县|自治州)"
)
_POINTS = "百分点"
# A change is told in these, what changed is not.
_UNITS_OF_CHANGE = frozenset({_POINTS, "%", "倍"})
_GOAL = re.compile(r"目标|预期|计划|规划|力争|打算|预计|将要?|拟|准备(?!金)|\b(?:target|goal|plan)")
_QUOTED = re.compile(
    r"“([^“”]{1,40})”|‘([^‘’]{1,40})’|\"([^\"]{1,40})\"|《([^《》]{1,60})》|「([^「」]{1,40})」"
)


def understand(text: str) -> Question:
    """Return what `text`, a question that stands alone, asks for."""
    folded = with_years_in_digits(fold(text).strip())
    years = years_named(folded)
    ask = ask_of(folded)
    names = tuple(next(filter(None, match.groups())) for match in _QUOTED.finditer(folded))
    quantities = find_quantities(folded)
    reports = [Span(*mention.span()) for mention in MENTION_OF_REPORT.finditer(folded)]
    claims = tuple(
        q
        for q in quantities
        if q.kind in COUNTED_KINDS
        and not any(span.overlaps(q.span) for span in reports)
        and not folded.startswith("报告", q.span.end)
    )
    amounts = amounts_asked(folded) if ask is Ask.NUMBER else ()
    if ask is Ask.YES_NO and claims:
        amounts = (amount_claimed(folded, claims[-1]),)
    amounts = tuple(replace(amount, forms=_other_words(amount.counted)) for amount in amounts)
    taken = [q.span for q in quantities] + [amount.span for amount in amounts]
    taken += [Span(*match.span()) for match in _QUOTED.finditer(folded)]
    # What only names the report says nothing of what stands in it.
    taken += reports
    asked = MENTION_OF_REPORT.sub(" ", folded)
    synonyms = [s for s in synonyms_in(folded) if s.form not in STOP_WORDS]
    synonyms = [s for s in synonyms if not any(span.overlaps(s.span) for span in reports)]
    return Question(
        text=text,
        query=" ".join((asked, *(s.forms[0] for s in synonyms))),
        ask=ask,
        terms=(*(Term(name, 1.0) for name in names), *_terms(folded, taken, synonyms)),
        amounts=amounts,
        operation=_operation(folded, ask, years),
        years=years.asked,
        periods=periods_named(folded, years),
        report_years=years.of_reports,
        ordinals=tuple(q.surface for q in quantities if q.kind is Kind.ORDINAL),
        claims=claims,
        names=names,
        places=tuple(p for p, names in PROVINCES.items() if any(n in folded for n in names[:2])),
        localities=_localities(folded),
        wants_goal=_GOAL.search(folded) is not None,
        english=_is_english(folded),
    )


def of_side(question: Question, side: Side) -> Question:
    """Return the question for the number of one side of the operation that `question` asks for."""
    alone = understand(side.text)
    asked = next(iter(question.amounts), None)
    amounts = alone.amounts
    if asked is not None and asked.unit and asked.unit not in _UNITS_OF_CHANGE:
        amounts = tuple(replace(amount, unit=asked.unit, kinds=asked.kinds) for amount in amounts)
    elif asked is not None and asked.unit == _POINTS:
        amounts = tuple(replace(amount, kinds=(Kind.PERCENT,)) for amount in amounts)
    return replace(
        alone,
        amounts=amounts,
        operation=None,
        years=side.years,
        report_years=side.report_years,
        wants_goal=question.wants_goal,
    )


def comparison_asked(text: str) -> str | None:
    """Return `over` or `under` where a yes/no question asks for more or fewer than its number."""
    folded = fold(text)
    if re.search(r"超过|多于|高于|大于|以上|不止|突破|more than|over|above|exceed", folded):
        return "over"
    if re.search(r"不到|少于|低于|小于|以下|不足|less than|fewer than|under|below", folded):
        return "under"
    return None


def _localities(folded: str) -> tuple[str, ...]:
    """Return the names of places below a province: `青山` of `青山市`."""
    return tuple(
        match[1]
        for word in tag_words(folded)
        if (match := _LOCALITY.fullmatch(word.text)) is not None
        if not any(word.text.startswith(place) for place in PROVINCES)
    )


def _other_words(counted: str) -> tuple[str, ...]:
    """Return other ways to say what is counted, with one word, or all, as reports have them."""
    synonyms = synonyms_in(counted)
    whole = counted
    for synonym in reversed(synonyms):
        whole = f"{whole[: synonym.span.start]}{synonym.forms[0]}{whole[synonym.span.end :]}"
    if synonyms and counted.isascii():
        whole = "".join(synonym.forms[0] for synonym in synonyms)
    said = [
        f"{counted[: synonym.span.start]}{form}{counted[synonym.span.end :]}"
        for synonym in synonyms
        for form in synonym.forms[:_FORMS_TRIED]
    ]
    return tuple(dict.fromkeys((whole, *said))) if synonyms else ()


def _operation(folded: str, ask: Ask, years: YearsNamed) -> Operation | None:
    """Return the operation that the question asks for; 哪一年最多 asks for one, 哪一年 does not."""
    asked = operation_asked(folded, years)
    if asked is None or ask in _COMPUTED_ASKS or (ask is Ask.DATE and asked.sides):
        return asked
    return None


def _is_english(folded: str) -> bool:
    latin = sum("a" <= character <= "z" for character in folded)
    han = sum("\u4e00" <= character <= "\u9fff" for character in folded)
    return latin > 2 * han


def _terms(folded: str, taken: Iterable[Span], synonyms: Iterable[Synonym]) -> tuple[Term, ...]:
    """Return the content words outside `taken` in the order they are asked, each once."""
    terms: dict[str, Term] = {}
    for span in taken:
        # A space instead of the number keeps the segmenter from joining its unit to what follows.
        folded = f"{folded[: span.start]}{' ' * len(span)}{folded[span.end :]}"
    for synonym in synonyms:
        if folded[synonym.span.start : synonym.span.end].strip():
            terms[synonym.form] = Term(synonym.form, _weight_of(synonym.form), synonym.forms)
            blank = " " * len(synonym.span)
            folded = f"{folded[: synonym.span.start]}{blank}{folded[synonym.span.end :]}"
    for word in tag_words(folded):
        if _is_content(word):
            weight = _WEIGHTS.get(word.tag[:1], _OTHER_WEIGHT)
            terms.setdefault(word.text, Term(word.text, weight))
    return tuple(terms.values())


def _weight_of(form: str) -> float:
    """Return what a phrase weighs: as much as the weightiest of its words."""
    return max(_WEIGHTS.get(word.tag[:1], _OTHER_WEIGHT) for word in tag_words(form))


def _is_content(word: Word) -> bool:
    if word.tag in _IGNORED_TAGS or word.text in STOP_WORDS:
        return False
    if any(word.text.startswith(place) for place in PROVINCES):
        return False
    return any(character.isalnum() for character in word.text)
