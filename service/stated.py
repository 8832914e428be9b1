"""Whether a number is itself what a question would have computed: a change, a total, an average.

In: an `Operation` and a fact that may answer. Out: yes or no. A number beside the right one is the
worst answer of all, so one that only goes into the calculation does not stand for its outcome.
"""

import re

from index.periods import years_of
from index.text import fold
from index.types import Document, Fact, Kind
from index.units import COUNTERS
from service.matching import clause_around, likeness
from service.operations import Operation, Operator
from service.sides import measure_of

_AVERAGE = re.compile("平均|人均|户均|均为|每[天年月日人户名个期]|average|each|per ")
_TOTAL = re.compile(
    "合计|总计|总共|一共|共计|累计|总[数额量值]|两项|[三四五六七八九]项|共|total|altogether"
)
_SHARE = re.compile("占|比[重例率]|之比|率|share|per ?cent of|proportion")
_OTHERS = re.compile("其余|其他|其它|剩|另[有外]|余下|the rest|remaining|other")
_NOT_DONE = re.compile("没|未|剩|其余|余下|最后|还有|不|尚|缺|remaining|not ")
_ENDS = re.compile("最[多大高长重快早少小低短轻慢晚]|首位|榜首|most|largest|highest|least")
_TIMES = "倍"
_THAN = re.compile("比|相差|差距|高[于出]|低于|多于|少于|多出|超[过出]|快于|慢于|than|differ")
_DIFFERS = re.compile("[多少高低增减升降涨跌长短快慢大小重轻]|超|提前|相差|[率重例值]")
_CHANGE = re.compile(
    "(?:增|减|升|降|涨|跌|扩|缩|提高|[多少高低])[加产收长幅少低出大小了]*(?:约|近|超过|大约)?$"
    "|(?:rose|fell|grew|up|down|increased|decreased)(?: by)?(?: about)? ?$"
)
_TO = re.compile("(?:[到至]|为)了?(?:约|近|超过?|\\d{4}年的?)?$|\\bto $")
_FROM = re.compile("(?:[从由自]|原来|原有|原先|原为|以前|过去)[^,，。;；]{0,24}$|\\bfrom $")
_CHANGES_STATED = re.compile("[增减升降涨跌扩缩]|提高|翻|rose|fell|grew|up|down|creas")
_BEFORE_CHARS = 30
_MIN_LIKENESS = 0.5
_DATES = frozenset({Kind.DATE, Kind.DATE_RANGE})


def is_outcome(
    operation: Operation, fact: Fact, document: Document, years: tuple[int, ...] = ()
) -> bool:
    """Return whether the number of `fact` is what `operation` would give, as the report says it.

    Args:
        operation: What is asked for.
        fact: The number that may answer.
        document: The report that states it.
        years: Those asked about.
    """
    span = clause_around(document.text, fact.sentence, fact.quantity.span)
    clause = fold(document.quote(span))
    operator = operation.operator
    if operator in (Operator.DIFFERENCE, Operator.GROWTH):
        if operation.sides:
            return (
                tells_change(fact, document)
                and _measures_the_same(operation, fact)
                and _is_between(operation, fact)
            )
        if operation.is_of_one_change:
            return tells_change(fact, document)
        return _THAN.search(clause) is not None and not _is_base(fact, document)
    if operator is Operator.BASE:
        asked_for = {str(year) for year in years}
        told_then = fact.period in asked_for and not tells_change(fact, document)
        return told_then or _FROM.search(_ahead_of(fact, document)) is not None
    if operator is Operator.MULTIPLE:
        # 增长2倍 is three times as much.
        return fact.quantity.unit == _TIMES and not tells_change(fact, document)
    if operator is Operator.SUM and operation.sides:
        return _TOTAL.search(clause) is not None and _is_over_all(operation, fact)
    if operator is Operator.SUM:
        return _TOTAL.search(clause) is not None or _takes_in_all(operation, fact)
    words = _SAID_WITH.get(operator)
    if operator is Operator.QUOTIENT and "/" in fact.quantity.unit:
        return True
    return words is not None and words.search(clause) is not None


_SAID_WITH = {
    Operator.QUOTIENT: _AVERAGE,
    Operator.SHARE: _SHARE,
    Operator.REMAINDER: _OTHERS,
    Operator.REST: _NOT_DONE,
}


def names_an_end(quote: str) -> bool:
    """Return whether a sentence says which is the most or the least, without a number for each."""
    return _ENDS.search(fold(quote)) is not None


def names_change(text: str) -> bool:
    """Return whether the words name a change of something."""
    return _CHANGES_STATED.search(fold(text)) is not None


def tells_change(fact: Fact, document: Document) -> bool:
    """Return whether the number says by how much something changed, not what it came to."""
    before = _ahead_of(fact, document)
    if _TO.search(before) or _FROM.search(before):
        return False
    if fact.comparison is not None:
        return _CHANGES_STATED.search(fact.comparison) is not None
    return _CHANGE.search(before) is not None


def start_of_change(end: Fact, others: tuple[Fact, ...], document: Document) -> Fact | None:
    """Return where the change began that ends with `end`: 3亿斤 of `由3亿斤增加到5亿斤`.

    Args:
        end: The later number.
        others: Facts of its sentence.
        document: The report that states them.
    """
    start = end.quantity.span.start
    before = [
        fact
        for fact in others
        if fact.sentence == end.sentence
        and fact.quantity.span.end <= start
        and fact.quantity.kind not in _DATES
    ]
    nearest = max(before, key=lambda fact: fact.quantity.span.start, default=None)
    if nearest is None or not _same_unit(nearest.quantity.unit, end.quantity.unit):
        return None
    between = fold(document.text[nearest.quantity.span.end : start])
    ahead = fold(document.text[nearest.sentence.start : nearest.quantity.span.start])
    if _FROM.search(ahead) is None or _LEADS_ON.fullmatch(between) is None:
        return None
    return nearest


def told_behind(level: Fact, others: tuple[Fact, ...], document: Document) -> Fact | None:
    """Return what the year before had, told right behind: 1.4亿元 of `2.3亿元,上年为1.4亿元`."""
    if tells_change(level, document):
        return None
    end = level.quantity.span.end
    behind = [fact for fact in others if fact.quantity.span.start >= end]
    nearest = min(behind, key=lambda fact: fact.quantity.span.start, default=None)
    if nearest is None or not _same_unit(nearest.quantity.unit, level.quantity.unit):
        return None
    between = fold(document.text[end : nearest.quantity.span.start])
    return nearest if _LEADS_BACK.fullmatch(between) is not None else None


_LEADS_BACK = re.compile(
    r"[,，;；(（ ]*(?:而|但)?(?:上|去|前|上一|前一)年(?:同期|末|底)?(?:是|为|只有|仅为?|则为)?"
    r"| ?[,，(]? ?(?:compared (?:with|to)|against|up from|down from) ?"
)
_LEADS_ON = re.compile(
    r"[^,，。;；、]{0,10}?[,，]?[^,，。;；、]{0,10}?(?:[到至为]|现在|目前|如今|今年)了?[^,，。;；、]{0,14}"
    r"| to "
)


def _ahead_of(fact: Fact, document: Document) -> str:
    """Return the words of the sentence right before the number, folded."""
    start = fact.quantity.span.start
    return fold(document.text[max(fact.sentence.start, start - _BEFORE_CHARS) : start])


def _measures_the_same(operation: Operation, fact: Fact) -> bool:
    asked = fold(measure_of(operation.sides[0].text))
    return likeness(asked, fold(fact.measure)) >= _MIN_LIKENESS


def _is_base(fact: Fact, document: Document) -> bool:
    """Return whether it is what another is compared with: 5亿元 of `9亿元,比上期的5亿元增长80%`."""
    _, than, behind = _ahead_of(fact, document).rpartition("比")
    return than != "" and _DIFFERS.search(behind) is None


def _is_between(operation: Operation, fact: Fact) -> bool:
    """Return whether a change may be the one from the earlier year asked about to the later.

    A change of one year is one since the year before; of the reports' own years nothing is known.
    """
    asked = sorted(year for side in operation.sides for year in side.years)
    told = years_of(fact.period) if fact.period is not None else None
    if not asked or told is None:
        return True
    first, last = told
    return last == asked[-1] and asked[0] in (first, first - 1)


def _is_over_all(operation: Operation, fact: Fact) -> bool:
    """Return whether a total is one of all the years asked about: 总额 names one of a year too."""
    asked = sorted(year for side in operation.sides for year in side.years)
    told = years_of(fact.period) if fact.period is not None else None
    return bool(asked) and told == (asked[0], asked[-1])


def _takes_in_all(operation: Operation, fact: Fact) -> bool:
    """Return whether all that is added up is named by the one fact."""
    measure = fold(fact.measure)
    return bool(operation.labels) and all(label in measure for label in operation.labels)


def _same_unit(one: str, other: str) -> bool:
    return one == other or {one, other} <= COUNTERS
