"""Which numbers a question wants put together: a sum, a difference, a quotient, a comparison.

In: a folded question and the years in it. Out: an `Operation` with one `Amount`, or one `Side`, for
each number that it needs, or `None`. The numbers themselves are found like any other;
`service.operands` chooses among them and `service.calculation` computes.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from index.types import Kind, Span
from service.amounts import AMOUNT_KINDS, Amount, amounts_asked
from service.sides import Side, measure_of, sides_of, sides_of_either
from service.things import Thing, joins_things, thing_named, things_joined
from service.years import YearsNamed, years_named


class Operator(StrEnum):
    """What is done with the amounts, in their order."""

    SUM = "sum"
    DIFFERENCE = "difference"
    QUOTIENT = "quotient"
    MULTIPLE = "multiple"
    GROWTH = "growth"
    SHARE = "share"
    REMAINDER = "remainder"
    REST = "rest"
    BASE = "base"
    COMPARISON = "comparison"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Operation:
    """A calculation that a question asks for.

    Attributes:
        amounts: What goes in; of a quotient, a share or a multiple the dividend first, of a growth
            the later number, of a rest or a base the number that something is taken from. A
            difference, growth or multiple with one amount is that between both ends of its change.
        labels: What the asker calls each amount.
        way: The asker's word for the end that is asked for, or for how the first amount differs:
            多, 少, 高 …; empty where none is said.
        said: What the asker says of each amount's thing besides its name, if anything.
        sides: Where each amount is told of in its own year or report: the question for each.
    """

    operator: Operator
    amounts: tuple[Amount, ...]
    labels: tuple[str, ...]
    way: str = ""
    sides: tuple[Side, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def wants_least(self) -> bool:
        """Whether the smaller end is asked for."""
        return self.way in _LESS

    @property
    def is_of_one_change(self) -> bool:
        """Whether it is by how much one thing changed: between both ends of a change."""
        return self.operator in _OF_ONE_CHANGE and len(self.amounts) == 1


_CHANGES = frozenset({Operator.DIFFERENCE, Operator.GROWTH})
_OF_ONE_CHANGE = _CHANGES | {Operator.MULTIPLE}
_WAYS = "多|大|高|长|重|快|早|少|小|低|短|轻|慢|晚"
# At the end of a clause: the 长 of 长期 and the 多 of 多少 ask for no end.
_MORE_OR_LESS = rf"(?P<way>{_WAYS})(?:一?些|一点|了|的)?(?=[\s,，。?？!！呢啊是]|$)"
_LESS = frozenset("少小低短轻慢晚")
_COMPARISON = re.compile(
    rf"^(?P<sides>.+?)(?:相比|比较|之间|当中|中)?[,，]?\s*"
    rf"(?:哪(?:一|个|类|项|方|种|边|家|些|所|座)*|谁)(?P<how>[^,，?？]{{0,6}}?)(?:更|较|最|比较)?"
    rf"{_MORE_OR_LESS}"
)
# 哪个长得快, 增速高: their changes are compared.
_RATES_COMPARED = re.compile("[长增涨升减降跌]幅?得?$|提高得?$|增速|[增涨降跌]幅|速度")
_SUM = re.compile(
    r"^(?P<sides>.+?)(?:的)?(?:合计|合起来|合在一起|加起来|相加|加在一起|总和|之和|一共|总共|共计|共)"
    r"(?:是|有|为|达|达到|一共|总共|共)*"
)
_LESS_THAN = re.compile(
    r"^(?P<left>.+?)比(?![重例率值])(?P<right>[^,，]+?)(?P<way>[多少高低]|(?<![增延])长)(?:[^\W\d_]{0,2}了|出|过)?$"
)
# 甲减去乙是多少
_MINUS = re.compile(
    "^(?P<left>.+?)(?:减去|减掉|扣除|扣掉)(?P<right>[^,，]+?)(?:后|以后|之后)?[,，]?"
    "(?:还|就)?(?:是|为|等于|剩下?|有)?$"
)
# More than at another time: what changed is told, and no other thing.
_OTHER_TIME = re.compile(
    "^(?:上|去|前|往|头|历)一?年|^(?:上年)?同期|^以前|^过去|^之前|^上[一届个]|^前[一五十几]"
)
_THAN_OTHER_TIME = re.compile("[比较](?:上|去|前|往|同期|以前|过去|之前)")
_DIFFERENCE = re.compile(r"^(?P<sides>.+?)(?:之间)?(?:相差|差距|差额|差了?|的差)(?:是|为|有)?$")
_MULTIPLE = re.compile(r"^(?P<left>.+?)(?:大约|大概)?(?:是|为|相当于)(?P<right>.+?)(?:几|多少)倍")
# What one thing itself was: 五年前的几倍.
_EARLIER = re.compile(
    "(?:[一二两三四五六七八九十]+年(?:之|以)?前|(?:上|去|前)一?年(?:同期)?|上年同期|原[来先]|过去|以前|当[初时年])的?"
)
# 翻到几倍, 增加到几倍; 增加几倍 asks how often as much came on top.
_TIMES_THE_FIRST = (
    "(?:[增涨升]|增[加长]|提高|上升|上涨|扩大|扩展|发展|变)[到成至为]了?(?:当[时年]的?|原[来先]的?|以前的?)?"
    "(?:大?约|大概)?(?:几|多少)倍|翻[了到成]*(?:大?约|大概)?(?:几|多少)倍"
)
_BECAME_TIMES = re.compile(_TIMES_THE_FIRST)
_PER = re.compile(
    r"(?:平均(?:下来)?[,，]?(?:每一?|一)|每一?(?=[^\W\d_][^,，]{0,8}?平均))(?P<unit>[^\W\d_])"
)
# What ends the thing that an average is taken over: 每个村大约有, 每名专家发放了.
_AFTER_EACH = re.compile("平均|大约|大概|约|要|有|是|得|能|可|获|发|收|花|拿|捐|多少|几|[,，。?？]")
_REMAINDER = re.compile(r"其余|剩余|剩下|除此之外|不在.{0,6}(?:之内|范围|里面|其中)")
# How much something changed; 提高到多少 asks where to.
_CHANGED = re.compile(
    "(?P<change>增加|增长|提高|上升|上涨|提升|扩大|延长|减少|下降|降低|缩小|缩短|收窄|回落|下跌|压缩|压减|削减|缩减"
    "|精简|裁减|[涨降升减翻]|(?<=比上年|比去年|比前年|前一年|上一年|年同期)[多少高低])(?:了|出|过|掉)*"
    "(?:大约|大概|约)?(?=多少|几|百分之)"
)
_SHARE = re.compile(
    r"^(?P<whole>[^,，]+?)(?:里面|之中|当中|中间|里|中)(?:头|的)?[,，]?(?:有)?(?P<part>.+?)[,，]?"
    r"(?:占|的?比[例重]是?|的?占比)(?:了|到)?(?:总数的?|全部的?)?$"
)
_SHARE_OF = re.compile(
    r"^(?P<part>.+?)[,，]?占(?:了|到)?(?P<whole>[^,，]+?)的?(?:比[例重])?(?:大?约|大概)?(?:是|为|有)?$"
)
_OF_SPACE = re.compile("占[地用]")
# 甲是乙的百分之几
_AS_SHARE = re.compile(r"^(?P<part>.+?)(?:是|为|相当于|等于)(?P<whole>.+?)的(?:大?约|大概)?$")
_NOT_DONE = re.compile(
    "(?P<whole>.*?)(?:了)?[,，]?(?:但是?|却|而|可)?(?:还|仍|尚|并)?"
    "(?:没有?|未)(?:去|能|曾)?(?P<part>[^的,，?？]{2,10})的"
)
_TO_BE_DONE = re.compile(
    "^(?P<whole>.*?)[,，]?(?:还剩|还差|还缺|还有|剩下?)(?:下|了)?(?=多少|几).*?"
    "(?:没有?|未)(?:去|能|曾)?(?P<part>[^的,，?？]{2,10})"
)
_BASE = re.compile(
    "(?:倒推|反推|推算|倒算|反算|推出|算出)(?:一下)?(?:原来|原先|之前)?|(?:原来|原先|之前)(?=[是有为])"
)
# 甲多还是乙多
_EITHER = re.compile(
    rf"^(?P<left>.+?)(?:更|要)?(?P<way>{_WAYS})(?:一?些|一点)?[,，]?\s*还是(?P<right>[^,，?？。]+?)"
    r"(?:更|要)?(?P=way)?(?:一?些|一点)?(?:[,，?？。].*)?$"
)
_IN_ENGLISH = (
    (
        Operator.DIFFERENCE,
        re.compile(r"\bdifference between\b.* and\b|how (?:much|many) more\b.* than\b|\w minus \w"),
    ),
    (
        Operator.MULTIPLE,
        re.compile(r"how many times (?:as|more|larger|higher|bigger|greater|that|the)\b"),
    ),
    (
        Operator.SUM,
        re.compile(r"(?:altogether|in total|combined|taken together|\bsum of)\b.* and\b"),
    ),
    (Operator.SUM, re.compile(r"\band\b.*(?:altogether|in total|combined|taken together)\b")),
    (
        Operator.COMPARISON,
        re.compile(
            r"^(?:which|what) (?:is|was|were|are|grew|rose|fell|had|has|of)?\b.*"
            r"\b(?:larger|more|higher|greater|bigger|faster|smaller|lower|fewer|less|slower)\b.*\bor\b"
        ),
    ),
)
_CHANGED_IN_ENGLISH = re.compile(
    r"how much did (?:the )?(?P<measure>.+?) (?:fall|drop|decline|decrease|shrink|rise|grow"
    r"|increase|improve|shorten|climb|go (?:up|down))\b"
)
_NOT_DONE_IN_ENGLISH = re.compile(
    r"how many\b.*\b(?:(?:was|were|are|is|did|have|had|do) not|yet to)\b"
)
_SOME_OF_THEM = re.compile("^(?:有)?(?:一?部分|一些|多少)")
_OF_SEVERAL = re.compile("分别|各自?(?=是|有|为|提|减|增|降|涨|多少|几)")
_POINTS = "百分点"
_MIN_SIDES = 2


# How the years, or the reports, of a question are put together; the first that fits decides.
_OVER_YEARS = (
    (
        Operator.MULTIPLE,
        re.compile("^(?P<measured>.*?)(?:是|为|相当于|等于)[^,，?？]*(?:几|多少)倍"),
    ),
    (Operator.MULTIPLE, re.compile(f"^(?P<measured>.*?)(?P<by>{_TIMES_THE_FIRST})")),
    # What several years added to or took from a thing, one by one.
    (
        Operator.SUM,
        re.compile(
            "(?:总共|一共|共计|合计|累计|共)(?P<change>增加|减少|提高|下降|降低|上升)了?(?=多少|几)"
        ),
    ),
    (
        Operator.COMPARISON,
        re.compile(
            rf"哪(?:一|个|份)*[年次个份]?[^,，?？]{{0,12}}?(?:更|较|最)?{_MORE_OR_LESS}"
            rf"|(?P<either>{_WAYS})[,，]?还是"
        ),
    ),
    (
        Operator.GROWTH,
        re.compile("(?P<by>增长|增加|提高|上升|下降|减少|降低|高|多|涨|低|少)了?百分之(?:多少|几)"),
    ),
    (Operator.EACH, re.compile("(?:分别|各自?)(?=是|有|为|提|减|增|达|占|多少|几)")),
    (
        Operator.DIFFERENCE,
        re.compile(
            "相差|差(?:了|距)?(?=多少|几)"
            "|比(?![重例率值]).{0,24}?(?P<way>多(?!少)|(?<!多)少|高|低|增|减|涨|降)"
            "|(?P<by>增加|增长|提高|减少|下降|上升|涨|多|少|降)(?:了|出)*(?=多少|几)"
        ),
    ),
    (Operator.SUM, re.compile("合计|总共|一共|共计|加起来|加在一起|合起来|累计|总和|之和|共")),
)
_OVER_ALL_BETWEEN = frozenset({Operator.COMPARISON, Operator.SUM, Operator.EACH})
_OF_TWO = frozenset({Operator.MULTIPLE, Operator.GROWTH, Operator.DIFFERENCE})
# What the other is measured by: 比2008年多.
_BY_YEAR = re.compile(r"(?:比|较)\s*(?P<year>(?:1[89]|20)\d\d)")


def operation_asked(folded: str, years: YearsNamed | None = None) -> Operation | None:
    """Return the calculation or comparison that a folded question asks for, or `None`."""
    over_years = _over_years(folded, years) if years is not None else None
    if over_years is not None:
        return over_years
    english = next((op for op, words in _IN_ENGLISH if words.search(folded)), None)
    if english is not None:
        # Its things are not told apart: what the report states may answer, and nothing else.
        return Operation(english, (), ())
    if _NOT_DONE_IN_ENGLISH.search(folded):
        return Operation(Operator.REST, (), ())
    changed = _CHANGED_IN_ENGLISH.search(folded)
    if changed is not None:
        ends = Amount(Span(*changed.span()), changed["measure"])
        return Operation(Operator.DIFFERENCE, (ends,), (changed["measure"],))
    comparison = _comparison(folded)
    if comparison is not None:
        return comparison
    asked = next(iter(amounts_asked(folded)), None)
    if asked is None:
        return None
    before = folded[: asked.span.start]
    shared_of = f"{before}占" if folded.startswith("占", asked.span.start) else before
    return (
        _multiple(folded)
        or _difference(before, asked)
        or _quotient(folded, asked)
        or _remainder(folded, asked)
        or _share(shared_of, asked)
        or _sum(before, asked)
        or _rest(folded, asked)
        or _base(folded, asked)
        or _change(folded, asked)
    )


def _over_years(folded: str, years: YearsNamed) -> Operation | None:
    """Return the operation over what several years, or several reports, say of one measure."""
    either = _EITHER.search(folded)
    if either is not None:
        sides = sides_of_either(either["left"], either["right"], years)
        if sides:
            return _of_sides(Operator.COMPARISON, sides, either["way"])
    if _THAN_OTHER_TIME.search(folded):
        return None
    for operator, pattern in _OVER_YEARS:
        found = pattern.search(folded)
        if found is not None:
            if operator is Operator.DIFFERENCE and _is_than_thing(folded):
                return None
            parts = found.groupdict()
            named = _years_told_apart(operator, years)
            measured = parts.get("measured") or folded
            sides = sides_of(folded, named, measured, parts.get("change") or "")
            if operator in _CHANGES or _BECAME_TIMES.search(folded):
                sides = _subject_first(folded, sides)
            if not sides or (operator in _OF_TWO and len(sides) > _MIN_SIDES):
                return None
            way = parts.get("way") or parts.get("by") or parts.get("either") or ""
            return _of_sides(operator, sides, way)
    return None


def _is_than_thing(folded: str) -> bool:
    """Return whether more or less than another thing is asked for, at whatever time."""
    asked = next(iter(amounts_asked(folded)), None)
    than = _LESS_THAN.search(folded[: asked.span.start]) if asked is not None else None
    if than is None or _OTHER_TIME.search(than["right"]):
        return False
    right = years_named(than["right"])
    return not (right.asked or right.of_reports) and thing_named(than["right"]).counted != ""


def _years_told_apart(operator: Operator, years: YearsNamed) -> YearsNamed:
    """Return the years whose numbers go in: of a sum also those between the first and the last."""
    asked = years.asked
    if len(asked) < _MIN_SIDES <= len(years.beside_reports):
        asked = years.beside_reports
    if operator in _OVER_ALL_BETWEEN and len(years.between) > len(asked):
        asked = years.between
    return replace(years, asked=asked)


def _subject_first(folded: str, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return first the side that is more or less than the other: the later, unless 比 says so."""
    by = _BY_YEAR.search(folded)
    later_first = sorted(sides, key=lambda side: (side.years, side.report_years), reverse=True)
    if by is None:
        return tuple(later_first)
    year = int(by["year"])
    return tuple(sorted(later_first, key=lambda side: year in (side.years or side.report_years)))


def _of_sides(operator: Operator, sides: tuple[Side, ...], way: str) -> Operation:
    return Operation(operator, (), tuple(side.label for side in sides), way, sides)


def _comparison(folded: str) -> Operation | None:
    """Return the question which of several things is more: `甲和乙哪个多`, `甲多还是乙多`."""
    either = _EITHER.search(folded)
    if either is not None:
        things = things_joined(f"{either['left'].removesuffix('的')}和{either['right']}")
        return _of_things(Operator.COMPARISON, things, None, either["way"])
    match = _COMPARISON.search(folded)
    if match is None:
        return None
    asked = None
    if _RATES_COMPARED.search(match["how"]) or _RATES_COMPARED.search(match["sides"]):
        asked = Amount(Span(0, 1), kinds=(Kind.PERCENT,))
    things = things_joined(match["sides"])
    return _of_things(Operator.COMPARISON, things, asked, match["way"])


def _multiple(folded: str) -> Operation | None:
    """Return the question how many times one thing is the other: `甲是乙的几倍`."""
    match = _MULTIPLE.search(folded)
    if match is None:
        return None
    if _EARLIER.fullmatch(match["right"]):
        measure = measure_of(match["left"])
        ends = Amount(Span(0, 1), measure, kinds=AMOUNT_KINDS)
        return Operation(Operator.MULTIPLE, (ends,), (measure,)) if measure else None
    things = (thing_named(match["left"]), thing_named(match["right"].removesuffix("的")))
    return _of_things(Operator.MULTIPLE, things, None)


def _difference(before: str, asked: Amount) -> Operation | None:
    than = _LESS_THAN.search(before)
    if than is not None and _OTHER_TIME.search(than["right"]):
        return None
    if than is not None:
        things = (thing_named(than["left"]), thing_named(than["right"]))
        if _asks_percent(asked):
            counts = replace(asked, unit="", kinds=AMOUNT_KINDS)
            return _of_things(Operator.GROWTH, things, counts, than["way"])
        return _of_things(Operator.DIFFERENCE, things, asked, than["way"])
    minus = _MINUS.search(before)
    if minus is not None:
        things = (thing_named(minus["left"]), thing_named(minus["right"]))
        return _of_things(Operator.DIFFERENCE, things, asked)
    match = _DIFFERENCE.search(before)
    if match is None:
        return None
    return _of_things(Operator.DIFFERENCE, things_joined(match["sides"]), asked)


def _quotient(folded: str, asked: Amount) -> Operation | None:
    per = _PER.search(folded)
    if per is None:
        return None
    unit = next((a.unit for a in amounts_asked(f"几{folded[per.start('unit') :]}")), "")
    behind = folded[per.end() :]
    each = _AFTER_EACH.split(behind)[0] or _AFTER_EACH.split(behind.partition("的")[2])[0]
    # In speech 个 counts people too.
    divisor = Amount(Span(*per.span()), each, "" if each and unit == "个" else unit)
    counted = asked.counted if folded.find(asked.counted, asked.span.start) >= 0 else ""
    dividend = Amount(asked.span, counted=counted, kinds=asked.kinds, unit=asked.unit)
    return Operation(Operator.QUOTIENT, (dividend, divisor), ("", each or per["unit"]))


def _remainder(folded: str, asked: Amount) -> Operation | None:
    if Kind.PERCENT in asked.kinds and _REMAINDER.search(folded):
        return Operation(Operator.REMAINDER, (asked,), ("",))
    return None


def _share(before: str, asked: Amount) -> Operation | None:
    """Return the question which share a part has in a whole: `甲里面，乙占百分之几`."""
    match = _SHARE_OF.search(before) or _SHARE.search(before) or _AS_SHARE.search(before)
    if match is None or not (Kind.PERCENT in asked.kinds or _may_be_share(before, asked)):
        return None
    part = _SOME_OF_THEM.sub("", match["part"])
    return _of_things(Operator.SHARE, (thing_named(part), thing_named(match["whole"])), None)


def _may_be_share(before: str, asked: Amount) -> bool:
    """Return whether a bare 多少 asks for a share: `水电占发电量多少`, not `厂区占地多少`."""
    return not (asked.unit or asked.kinds) and _OF_SPACE.search(before) is None


def _sum(before: str, asked: Amount) -> Operation | None:
    """Return the question for several things together, without amounts where it is unsure which."""
    match = _SUM.search(before)
    if match is None or not joins_things(match["sides"]):
        return None
    counted_behind = asked.counted and asked.counted not in before
    if counted_behind and match["sides"].endswith((",", "，")):
        return None
    summed = _of_things(Operator.SUM, things_joined(match["sides"]), asked)
    return summed or Operation(Operator.SUM, (), ())


def _rest(folded: str, asked: Amount) -> Operation | None:
    """Return the question for those of a whole who did not: `登记了却没投票的有多少人`."""
    match = _NOT_DONE.search(folded[: asked.span.start]) or _TO_BE_DONE.search(folded)
    if match is None or asked.kinds == (Kind.PERCENT, Kind.RATIO):
        return None
    whole, part = thing_named(match["whole"]), thing_named(match["part"])
    return _of_things(Operator.REST, (whole, part), asked)


def _base(folded: str, asked: Amount) -> Operation | None:
    """Return the question for what there was before a change that is told with its outcome."""
    if _BASE.search(folded) is None:
        return None
    thing = thing_named(measure_of(_BASE.sub(",", folded)))
    kinds = (Kind.PERCENT,) if _asks_percent(asked) else asked.kinds
    return Operation(Operator.BASE, (replace(asked, counted=thing.counted, kinds=kinds),), ("",))


def _change(folded: str, asked: Amount) -> Operation | None:
    """Return the question by how much one thing changed: `提高了几个百分点`."""
    match = _CHANGED.search(folded)
    became = _BECAME_TIMES.search(folded)
    measure = measure_of(folded[: became.start()] if became is not None else folded)
    if became is not None and measure:
        ends = Amount(asked.span, measure, kinds=AMOUNT_KINDS)
        return Operation(Operator.MULTIPLE, (ends,), (measure,))
    if match is None or not measure or _OF_SEVERAL.search(folded):
        return None
    if asked.unit == _POINTS:
        ends = Amount(asked.span, measure, kinds=(Kind.PERCENT,))
    elif _asks_percent(asked):
        ends = Amount(asked.span, measure, kinds=AMOUNT_KINDS)
        return Operation(Operator.GROWTH, (ends,), (measure,), match["change"])
    else:
        ends = Amount(asked.span, measure, asked.unit, asked.kinds)
    return Operation(Operator.DIFFERENCE, (ends,), (measure,), match["change"])


def _asks_percent(asked: Amount) -> bool:
    return Kind.PERCENT in asked.kinds or asked.unit == "%"


def _of_things(
    operator: Operator, things: tuple[Thing, ...], asked: Amount | None, way: str = ""
) -> Operation | None:
    """Return the operation over `things`, or `None` where they are no two."""
    if len(things) < _MIN_SIDES:
        return None
    amounts = tuple(_amount(thing, asked) for thing in things)
    labels = tuple(thing.label for thing in things)
    return Operation(operator, amounts, labels, way, said=tuple(thing.said for thing in things))


def _amount(thing: Thing, asked: Amount | None) -> Amount:
    """Return the number that one thing stands for, in the unit that is asked for if one is."""
    return Amount(
        Span(0, max(1, len(thing.label))),
        counted=thing.counted,
        unit=asked.unit if asked is not None else "",
        kinds=asked.kinds if asked is not None else (),
    )
