"""The runs of years that a question asks about as a whole: a five-year plan, 2008 to 2012.

In: a folded question with its years in four digits. Out: first and last year of each run. What came
of them is told by the report that looks back on them, what was wanted by the one that opens them.
"""

import re

from index.years import PLANS
from service.years import YearsNamed

_NAMES = "|".join(sorted(PLANS, key=len, reverse=True))
_QUOTED = rf"[“\"‘'](?P<quoted>{_NAMES})[”\"’']"
# Without quotation marks 十五 is a number, unless what follows says that it is a plan.
_PLAIN = (
    rf"(?<![一二三四五六七八九十第“\"‘'])(?P<plain>{_NAMES})"
    "(?=年?(?:计划|规划)|期间|时期|期?末|以来|[那这]?五年|开局|收官|目标|纲要)"
)
_ENGLISH = r"(?P<ordinal>\d{1,2})(?:st|nd|rd|th) five-year plan"
PLAN = re.compile(f"{_QUOTED}|{_PLAIN}|{_ENGLISH}")
_IN_ORDER = sorted(set(PLANS.values()))
_MIN_YEARS = 3


def periods_named(folded: str, years: YearsNamed) -> tuple[tuple[int, int], ...]:
    """Return the runs of years in a question, each once, in the order in which they stand.

    `"“六五”时期新增多少" -> ((1981, 1985),)`; two years joined by 到 are a run where others lie
    between them.
    """
    plans = [period for match in PLAN.finditer(folded) if (period := _period(match)) is not None]
    if len(years.between) >= _MIN_YEARS and len(years.between) > len(years.asked):
        plans.append((years.between[0], years.between[-1]))
    return tuple(dict.fromkeys(plans))


def _period(plan: re.Match[str]) -> tuple[int, int] | None:
    if plan["ordinal"] is None:
        return PLANS[plan["quoted"] or plan["plain"]]
    place = int(plan["ordinal"]) - 1
    return _IN_ORDER[place] if 0 <= place < len(_IN_ORDER) else None
