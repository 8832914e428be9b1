"""What an operation is over when its sides are told apart by a year, or by the report that says it.

In: a folded question with the years in it. Out: one question for each side, standing alone, so that
each is read where its own year sends it: what came of 2014 stands in another report than what came
of 2013.
"""

import re
from dataclasses import dataclass

from service.years import AROUND_REPORT, MENTION_OF_REPORT, YearsNamed, years_named

_MIN_SIDES = 2
# So many sides are read in the time that an answer may take.
_MAX_SIDES = 6


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an operation.

    Attributes:
        label: What to call it: `2014年`.
        text: The question for its number.
        years: The year that its number holds for, if a year tells it from the others.
        report_years: The reports that may state it; empty for any.
    """

    label: str
    text: str
    years: tuple[int, ...]
    report_years: tuple[int, ...]


# What is left of a question without these is what is measured.
_YEAR = r"(?:从|到|在|比|自)?(?<!\d)(?:1[89]|20)\d\d(?!\d)年?(?:\d{1,2}月)?[底末初]?"
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_INTERROGATIVE = (
    r"(?:百分之)?(?:多少|几)(?:个?百分点|个|块钱?|[^\s,，。?？]{0,4}(?=[\s,，。?？]|$))"
)
_CHANGED = (
    "(?:增加|增长|提高|减少|下降|上升|上涨|降低|扩大|缩小|翻|多|少|高|低|涨|降|升|差)"
    "(?:了|出|过|到)*"
)
_SIZE = "(?:多|高|低|大|小|少|快|慢|长|短|早|晚)"
# 多建了多少: what is built is measured.
_MORE_OF_IT = r"(?<![减多缺至不])[多少](?=[^\W\d_多少]{1,3}了?(?:多少|几))"
_NOISE = re.compile(
    rf"{_MORE_OF_IT}|{_YEAR}(?:\s*[-—–~至到、和与跟及,，]\s*(?={_YEAR}))?"
    "|(?:这|那|的)?[两三四五六七八九十几]年(?:里|间|中|来)?(?:的)?"
    "|哪一?[年个份]|相差|相比|合计|总共|一共|共计|加起来|加在一起|合起来|之间|里面|里的|大约|大概|至少"
    "|分别|各自?(?=是|有|为|提|减|增)|(?:讲|提|说|谈|写)到?的|报告的?(?:数字|数)?|的?数字?(?=更|最)|实际(?=的?[是为])"
    "|比(?:上|去|前|上一|前一)年(?:同期)?"
    rf"|{_CHANGED}{_INTERROGATIVE}|{_CHANGED}(?=安排|[\s?？]*$)|{_INTERROGATIVE}"
    rf"|(?:更|最|较){_SIZE}|{_SIZE}?还是|(?<=得){_SIZE}|{_SIZE}(?=[\s,，?？]*$)"
)
# What one year is expected to bring, and no other: 1954年预计产量.
_EXPECTED = re.compile(r"((?:1[89]|20)\d\d)年?的?(预计|预期|计划|拟)")
# 2022年产量目标比2021年.
_EXPECTED_BEHIND = re.compile(r"((?:1[89]|20)\d\d年?)([^,，。?？比和与]{2,16}?)的?(?:目标|预期)")
# What only names where it is told, before what is asked: 按“十三五”目标，照规划的说法.
_BY_WHAT = re.compile("^(?:按|照|根据|依据).*(?:目标|规划|计划|纲要|说法|数字?|数据)$")
_EDGES = re.compile("^[ ,，。、？?!！的是有了比和与]+|[ ,，。、？?!！的是有为了在比和与]+$")


def sides_of(
    folded: str, named: YearsNamed, measured: str = "", change: str = ""
) -> tuple[Side, ...]:
    """Return the sides that the years in a question tell apart; empty where they do not.

    `高铁里程2014年比2013年增加多少公里` has the sides 2014 and 2013 of `高铁里程`.

    Args:
        folded: The question.
        named: The years in it.
        measured: The part of it that says what is measured; empty for all of it.
        change: What each year did to the measure, where that is asked for: 减少.
    """
    measured = _EXPECTED_BEHIND.sub(r"\1计划\2", measured or folded)
    folded = _EXPECTED_BEHIND.sub(r"\1计划\2", folded)
    expected = {int(year): word for year, word in _EXPECTED.findall(folded)}
    if len(expected) == len(named.asked):
        expected = {}
    measure = measure_of(_EXPECTED.sub(r"\1", measured) if expected else measured)
    if not measure:
        return ()
    where = _told_where(measured)
    asked = f"{measure}{change}多少？" if change else f"{measure}是多少？"
    if len(named.asked) >= _MIN_SIDES:
        sides = tuple(
            Side(
                f"{year}年",
                f"{where}{year}年{expected.get(year, '')}{asked}",
                (year,),
                named.of_reports,
            )
            for year in named.asked
        )
    else:
        sides = tuple(
            Side(f"{year}年报告", asked, named.asked, (year,)) for year in named.of_reports
        )
    return sides if _MIN_SIDES <= len(sides) <= _MAX_SIDES else ()


def sides_of_either(left: str, right: str, named: YearsNamed) -> tuple[Side, ...]:
    """Return the sides of `甲年多还是乙年多`, empty where no time tells them apart.

    `left` also says what is measured: `棉花产量是1984年`, `新建住房,1981年预计的`.
    """
    measured, _, first = left.rpartition("是")
    if not measured:
        cut = max(left.rfind(","), left.rfind("，"))
        measured, first = left[: max(cut, 0)], left[cut + 1 :]
    measure = measure_of(measured)
    sides = tuple(_side_in_time(said, measure, named) for said in (first, right))
    found = tuple(side for side in sides if side is not None)
    told_apart = len({side.label for side in found}) == _MIN_SIDES
    return found if measure and told_apart else ()


def _side_in_time(said: str, measure: str, named: YearsNamed) -> Side | None:
    """Return the side that is told by its time alone: a year, or the report that says it."""
    within = years_named(said)
    time = _EDGES.sub("", MENTION_OF_REPORT.sub("", said).removeprefix("里的"))
    text = f"{time}{measure}是多少？"
    if len(within.asked) == 1:
        return Side(
            f"{within.asked[0]}年", text, within.asked, within.of_reports or named.of_reports
        )
    if len(within.of_reports) == 1:
        return Side(f"{within.of_reports[0]}年报告", text, (), within.of_reports)
    return None


def _told_where(folded: str) -> str:
    """Return the words that say by what the sides are told, `按“十三五”目标,`; else nothing."""
    parts = (_EDGES.sub("", part) for part in re.split("[,，。;；?？]", folded))
    found = next((part for part in parts if _BY_WHAT.search(part)), "")
    return f"{found}," if found and MENTION_OF_REPORT.search(found) is None else ""


def measure_of(folded: str) -> str:
    """Return what is measured, without years, reports and the words that ask for an operation."""
    bare = _ASIDE.sub(" ", folded)
    bare = re.sub(f"{AROUND_REPORT}(?:{MENTION_OF_REPORT.pattern}){AROUND_REPORT}", " ", bare)
    bare = _NOISE.sub(" ", bare)
    parts = [_EDGES.sub("", part) for part in re.split("[,，。;；?？]", bare)]
    kept = [part for part in parts if len(part) > 1 and not _BY_WHAT.search(part)]
    return "".join("".join(kept).split())
