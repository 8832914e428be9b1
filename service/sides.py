"""What an operation is over when its sides are told apart by a year, or by the report that says it.

In: a folded question with the years in it. Out: one question for each side, standing alone, so that
each is read where its own year sends it: what came of 2014 stands in another report than what came
of 2013.
"""

import re
from dataclasses import dataclass

from service.years import MENTION_OF_REPORT, YearsNamed

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
_AROUND_REPORT = "(?:照|按照?|据|根据|依|从|用|见|看|查|请|分别|在|里|中|的|说法|数|说|讲|算)*"
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
_NOISE = re.compile(
    rf"{_YEAR}(?:\s*[-—–~至到、和与跟及,，]\s*(?={_YEAR}))?"
    "|(?:这|那|的)?[两三四五六七八九十几]年(?:里|间|中|来)?(?:的)?"
    "|哪一?[年个份]|相差|相比|合计|总共|一共|共计|加起来|加在一起|合起来|之间|里面|里的|大约|大概|至少"
    "|分别|各自?(?=是|有|为|提|减|增)"
    rf"|{_CHANGED}{_INTERROGATIVE}|{_CHANGED}(?=安排|[\s?？]*$)|{_INTERROGATIVE}"
    rf"|(?:更|最|较){_SIZE}|{_SIZE}?还是|(?<=得){_SIZE}|{_SIZE}(?=[\s,，?？]*$)"
)
_EDGES = re.compile("^[ ,，。、？?!！的是有了比和与]+|[ ,，。、？?!！的是有为了在比和与]+$")


def sides_of(folded: str, named: YearsNamed) -> tuple[Side, ...]:
    """Return the sides that the years in a question tell apart; empty where they do not.

    `高铁里程2014年比2013年增加多少公里` has the sides 2014 and 2013 of `高铁里程`.
    """
    measure = measure_of(folded)
    if not measure:
        return ()
    if len(named.asked) >= _MIN_SIDES:
        sides = tuple(
            Side(f"{year}年", f"{year}年{measure}是多少？", (year,), named.of_reports)
            for year in named.asked
        )
    else:
        sides = tuple(
            Side(f"{year}年报告", f"{measure}是多少？", named.asked, (year,))
            for year in named.of_reports
        )
    return sides if _MIN_SIDES <= len(sides) <= _MAX_SIDES else ()


def measure_of(folded: str) -> str:
    """Return what is measured, without years, reports and the words that ask for an operation."""
    bare = _ASIDE.sub(" ", folded)
    bare = re.sub(f"{_AROUND_REPORT}(?:{MENTION_OF_REPORT.pattern}){_AROUND_REPORT}", " ", bare)
    bare = _NOISE.sub(" ", bare)
    parts = [_EDGES.sub("", part) for part in re.split("[,，。;；?？]", bare)]
    kept = [part for part in parts if len(part) > 1]
    return "".join("".join(kept).split())
