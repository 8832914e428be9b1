"""Which numbers a question wants put together: a sum, a difference, a quotient, a comparison.

In: a folded question and the years in it. Out: an `Operation` with one `Amount`, or one `Side`, for
each number that it needs, or `None`. The numbers themselves are found like any other;
`service.calculation` computes.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.types import Kind, Span
from index.words import tag_words
from service.amounts import Amount, amounts_asked
from service.sides import Side, sides_of
from service.years import YearsNamed


class Operator(StrEnum):
    """What is done with the amounts, in their order."""

    SUM = "sum"
    DIFFERENCE = "difference"
    QUOTIENT = "quotient"
    MULTIPLE = "multiple"
    GROWTH = "growth"
    REMAINDER = "remainder"
    COMPARISON = "comparison"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Operation:
    """A calculation that a question asks for.

    Attributes:
        amounts: What goes in; of a quotient or a multiple the dividend first, of a growth the later
            number.
        labels: What the asker calls each amount.
        way: The asker's word for the end that is asked for: 多, 少, 高 …
        sides: Where each amount is told of in its own year or report: the question for each.
    """

    operator: Operator
    amounts: tuple[Amount, ...]
    labels: tuple[str, ...]
    way: str = "多"
    sides: tuple[Side, ...] = ()

    @property
    def wants_least(self) -> bool:
        """Whether the smaller end is asked for."""
        return self.way in _LESS


_WAYS = "多|大|高|长|重|快|早|少|小|低|短|轻|慢|晚"
_MORE_OR_LESS = rf"(?P<way>{_WAYS})"
_LESS = frozenset("少小低短轻慢晚")
_COMPARISON = re.compile(
    rf"^(?P<sides>.+?)(?:相比|比较|之间|当中|中)?[,，]?\s*"
    rf"(?:哪(?:一|个|类|项|方|种|边|家|些|所|座)*|谁)[^,，?？]{{0,6}}?(?:更|较|最|比较)?{_MORE_OR_LESS}"
)
_SUM = re.compile(
    r"^(?P<sides>.+?)(?:的)?(?:合计|加起来|相加|加在一起|总和|之和|一共|总共|共计|共)"
    r"(?:是|有|为|达|达到|一共|总共|共)*"
)
_LESS_THAN = re.compile(r"^(?P<left>.+?)比(?P<right>[^,，]+?)(?P<way>多|少|高|低)(?:出|了|过)?$")
# More than at another time: what changed is told, and no other thing.
_OTHER_TIME = re.compile(
    "^(?:上|去|前|往|头|历)一?年|^(?:上年)?同期|^以前|^过去|^之前|^上[一届个]|^前[一五十几]"
)
_DIFFERENCE = re.compile(r"^(?P<sides>.+?)(?:之间)?(?:相差|差距|差额|差了?|的差)(?:是|为|有)?$")
_MULTIPLE = re.compile(r"^(?P<left>.+?)(?:大约|大概)?(?:是|为|相当于)(?P<right>.+?)(?:几|多少)倍")
_PER = re.compile(r"平均(?:下来)?[,，]?(?:每一?|一)(?P<unit>[^\W\d_])")
# What ends the thing that an average is taken over: 每个村大约有, 每名专家发放了.
_AFTER_EACH = re.compile("大约|大概|约|要|有|是|得|能|可|获|发|收|花|拿|捐|多少|几|[,，。?？]")
_REST = re.compile(r"其余|剩余|剩下|除此之外|不在.{0,6}(?:之内|范围|里面|其中)")
_JOINTS = frozenset("、 , 以及 和 与 跟 同 及 还是".split())
_MIN_SIDES = 2


# How the years, or the reports, of a question are put together; the first that fits decides.
_OVER_YEARS = (
    (Operator.MULTIPLE, re.compile("[几多]少?倍")),
    (
        Operator.COMPARISON,
        re.compile(
            rf"哪(?:一|个|份)*[年次个份]?[^,，?？]{{0,12}}?(?:更|较|最)?{_MORE_OR_LESS}"
            rf"|(?P<either>{_WAYS})[,，]?还是"
        ),
    ),
    (
        Operator.GROWTH,
        re.compile("(?:增长|增加|提高|上升|下降|减少|降低|高|多|涨|低|少)了?百分之(?:多少|几)"),
    ),
    (Operator.EACH, re.compile("(?:分别|各自?)(?=是|有|为|提|减|增|达|占|多少|几)")),
    (
        Operator.DIFFERENCE,
        re.compile(
            "相差|差(?:了|距)?(?=多少|几)|比.{0,24}(?:多|少|高|低|增|减|涨|降)"
            "|(?:增加|增长|提高|减少|下降|上升|涨|多|少|降)(?:了|出)*(?=多少|几)"
        ),
    ),
    (Operator.SUM, re.compile("合计|总共|一共|共计|加起来|加在一起|合起来|累计|总和|之和|共")),
)
_OVER_ALL_BETWEEN = frozenset({Operator.COMPARISON, Operator.SUM, Operator.EACH})
# In which order the sides go in: the later year is what a growth or a multiple leads to.
_FROM_LATER = frozenset({Operator.MULTIPLE, Operator.GROWTH})


def operation_asked(folded: str, years: YearsNamed | None = None) -> Operation | None:
    """Return the calculation or comparison that a folded question asks for, or `None`."""
    over_years = _over_years(folded, years) if years is not None else None
    if over_years is not None:
        return over_years
    comparison = _COMPARISON.search(folded)
    if comparison is not None:
        return _of_sides(Operator.COMPARISON, comparison["sides"], None, comparison["way"])
    asked = next(iter(amounts_asked(folded)), None)
    if asked is None:
        return None
    before = folded[: asked.span.start]
    return (
        _multiple(folded)
        or _difference(before, asked)
        or _quotient(folded, asked)
        or _remainder(folded, asked)
        or _sum(before, asked)
    )


def _over_years(folded: str, years: YearsNamed) -> Operation | None:
    """Return the operation over what several years, or several reports, say of one measure."""
    for operator, pattern in _OVER_YEARS:
        found = pattern.search(folded)
        if found is not None:
            named = years
            if operator in _OVER_ALL_BETWEEN:
                named = YearsNamed(years.between, years.between, years.of_reports)
            sides = sides_of(folded, named)
            if operator in _FROM_LATER:
                sides = tuple(sorted(sides, key=lambda side: side.years + side.report_years))[::-1]
            if not sides or (operator in _FROM_LATER and len(sides) > _MIN_SIDES):
                return None
            way = next((word for word in found.groupdict().values() if word), "多")
            return Operation(operator, (), tuple(side.label for side in sides), way, sides)
    return None


def _multiple(folded: str) -> Operation | None:
    """Return the question how many times one thing is the other: `甲是乙的几倍`."""
    match = _MULTIPLE.search(folded)
    if match is None:
        return None
    sides = (match["left"], match["right"].removesuffix("的"))
    return Operation(
        Operator.MULTIPLE, tuple(_amount(side, None) for side in sides), _labels(sides)
    )


def _difference(before: str, asked: Amount) -> Operation | None:
    than = _LESS_THAN.search(before)
    if than is not None and _OTHER_TIME.search(than["right"]):
        return None
    if than is not None:
        sides = (than["left"], than["right"])
        amounts = tuple(_amount(side, asked) for side in sides)
        return Operation(Operator.DIFFERENCE, amounts, sides, than["way"])
    match = _DIFFERENCE.search(before)
    return _of_sides(Operator.DIFFERENCE, match["sides"], asked) if match is not None else None


def _quotient(folded: str, asked: Amount) -> Operation | None:
    per = _PER.search(folded)
    if per is None:
        return None
    unit = next((a.unit for a in amounts_asked(f"几{folded[per.start('unit') :]}")), "")
    each = _AFTER_EACH.split(folded[per.end() :])[0]
    divisor = Amount(Span(*per.span()), counted=each, unit=unit)
    counted = asked.counted if folded.find(asked.counted, asked.span.start) >= 0 else ""
    dividend = Amount(asked.span, counted=counted, kinds=asked.kinds, unit=asked.unit)
    return Operation(Operator.QUOTIENT, (dividend, divisor), ("", each or per["unit"]))


def _remainder(folded: str, asked: Amount) -> Operation | None:
    if Kind.PERCENT in asked.kinds and _REST.search(folded):
        return Operation(Operator.REMAINDER, (asked,), ("",))
    return None


def _sum(before: str, asked: Amount) -> Operation | None:
    match = _SUM.search(before)
    return _of_sides(Operator.SUM, match["sides"], asked) if match is not None else None


def _of_sides(
    operator: Operator, text: str, asked: Amount | None, way: str = "多"
) -> Operation | None:
    """Return the operation over the things that `text` joins, or `None` where it joins none."""
    sides = _joined_things(text)
    if len(sides) < _MIN_SIDES:
        return None
    return Operation(operator, tuple(_amount(s, asked) for s in sides), _labels(sides), way)


def _joined_things(text: str) -> tuple[str, ...]:
    """Return the things that `text` joins; 与 joins as a word, not inside 参与."""
    sides = [""]
    for word in tag_words(text):
        if word.text in _JOINTS:
            sides.append("")
        else:
            sides[-1] += word.text
    return tuple(side.strip() for side in sides if side.strip())


def _amount(side: str, asked: Amount | None) -> Amount:
    """Return the number that one side stands for, in the unit that is asked for if one is."""
    return Amount(
        Span(0, len(side)),
        counted=_head(side),
        unit=asked.unit if asked is not None else "",
        kinds=asked.kinds if asked is not None else (),
    )


def _labels(sides: tuple[str, ...]) -> tuple[str, ...]:
    """Return the heads of the sides where they tell them apart, or else the sides as they are."""
    heads = tuple(_head(side) for side in sides)
    return heads if len(set(heads)) == len(heads) else sides


def _head(side: str) -> str:
    """Return what stands behind the last 的: the thing, without what is said of it."""
    return side.rsplit("的", 1)[-1] or side.rstrip("的")
