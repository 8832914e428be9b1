"""The years of a report: the one in which it speaks, and the one or the span it looks back on.

In: a `Document` and its folded text. Out: its `ReportYears`, which `periods` counts 去年 and 五年来
from. A report tells them by its title, by how it opens, by its filename or date, or by the place
of its year in a five-year plan; where it tells none, none is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.numerals import CHINESE_DIGITS, CHINESE_NUMERALS, read_numeral
from index.statements import tone_of
from index.terms import numbers, table, words
from index.types import Document, Span

PLANS = {
    name: (int(years[0]), int(years[1]))
    for name, years in table("times", "plans").items()
    if isinstance(years, list)
}
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[ ]?年|[-—~至]|$)(?:年?[-—~至]((?:19|20)\d\d))?")
_PLAN = "|".join(sorted(PLANS, key=len, reverse=True))
_QUOTED_PLAN = rf"(?<![{CHINESE_NUMERALS}第])[“\"]?({_PLAN})[”\"]?"
_NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLAN_TITLE = re.compile(rf"(?<![{CHINESE_NUMERALS}])({_PLAN})[”\"]?(?:年)?(?:规划|计划|发展规划)")
PLAN_YEARS = numbers("times", "years_of_a_plan")
_OF_PLAN = rf"[”\"]?(?:规划|计划|时期)?(?:实施)?的?({'|'.join(PLAN_YEARS)})"
PLAN_YEAR = re.compile(_OF_PLAN)
_THIS_YEAR_OF_PLAN = re.compile(rf"今年是(?:实施)?{_QUOTED_PLAN}{_OF_PLAN}")
_AFTER_PLAN = re.compile(rf"[比较]{_QUOTED_PLAN}(?:时期)?期?末")
_FIVE_YEARS = re.compile(r"(?:过去|这|的)五年(?![计规])|五年来")
_SPEECH = re.compile(r"代表[^,。\n]{0,20}(?:政府|国务院)[^。\n]{0,60}(?:报告|审议)")
_REVIEWS_MANY = re.compile(
    rf"过去的?([{CHINESE_DIGITS}十]{{1,2}}|\d{{1,2}})年的?[^,。\n]{{0,8}}(?:工作|回顾|总结)"
)
_LOOKS_BACK = words("statements", "result_headings")
_REVIEWS_LAST_YEAR = words("times", "reviews_last_year")
_SETS_A_YEAR = words("times", "sets_a_year")
_OF_A_REGION = words("times", "of_a_region")
_NAMES_ITS_OWN_YEAR = words("times", "names_its_own_year")
_OF_A_COMPANY = words("times", "of_a_company")
_HEAD_CHARS = 400
_OPENING_CHARS = 800
_PASSAGE_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class ReportYears:
    """The years of a report; `None` where not known.

    Attributes:
        now: The year in which it speaks.
        reviewed: The year that it looks back on, the last where it looks back on several.
        since: The first of several years that it looks back on.
    """

    now: int | None = None
    reviewed: int | None = None
    since: int | None = None


def report_years(document: Document, folded: str) -> ReportYears:
    """Return the years of a report: from its title, its opening, its filename, date or words.

    A year report (`2020年工作总结`) speaks of its own year; one that opens a year
    (`2025年政府工作报告`) looks back on the year before, and a plan on the year before its first.
    """
    opening = folded[:_OPENING_CHARS]
    speech = _SPEECH.search(opening) is not None
    years = _titled(document, folded, speech=speech) or _named(document, folded, speech=speech)
    years = years or _by_plan(document, folded, speech=speech)
    many = _REVIEWS_MANY.search(opening)
    if years is None or years.reviewed is None or many is None:
        return years or ReportYears()
    reading = read_numeral(many[1])
    count = int(reading.low) if reading else 0
    return replace(years, since=years.reviewed - count + 1) if count > 1 else years


def _titled(document: Document, folded: str, *, speech: bool) -> ReportYears | None:
    """Return the years that the title names, or the lines at the top."""
    plan = _PLAN_TITLE.search(document.title)
    if plan is not None and YEAR.search(document.title) is None:
        first = PLANS[plan[1]][0]
        return ReportYears(first, first - 1)
    named = document.title == Path(document.filename).stem
    title = "" if named else document.title.replace(" ", "")
    titled = _opens_a_year(title)
    for line in (title, *_head_lines(folded)):
        years = [int(match[2] or match[1]) for match in YEAR.finditer(line)]
        if not years:
            continue
        if speech and line != title and any(word in line for word in _LOOKS_BACK):
            return ReportYears(years[0] + 1, years[0])
        opens = speech or titled or _opens_a_year(line)
        # 2024年预算执行情况和2025年预算草案: what is executed stands first.
        later = [year for year in years if year > years[0]]
        now = later[0] if opens and later else years[0]
        return ReportYears(now, now - 1 if opens else now)
    return None


def _opens_a_year(title: str) -> bool:
    """Return whether a report so called tells last year's results and this year's goals."""
    sets = any(word in title for word in _SETS_A_YEAR)
    return sets or any(word in title for word in _REVIEWS_LAST_YEAR)


def _head_lines(folded: str) -> Iterator[str]:
    """Yield the headings at the top, and how the first paragraphs begin."""
    for line in folded[:_HEAD_CHARS].splitlines():
        if line and line[-1] not in "。;;:,.":
            yield line
        elif line[:5].endswith("年"):
            yield line[:5]


def _named(document: Document, folded: str, *, speech: bool) -> ReportYears | None:
    """Return the years by the filename, or by the date of publication."""
    named = _NAMED_YEAR.search(document.filename) or _NAMED_YEAR.match(document.published or "")
    if named is None:
        return None
    year = int(named[0])
    name = f"{document.title} {document.filename}"
    opens = speech or _opens_a_year(name) or _speaks_for_a_region(name, folded)
    return ReportYears(year, year - 1 if opens else year)


def _speaks_for_a_region(name: str, folded: str) -> bool:
    """Return whether a text that does not say what it is, is a government's on its region.

    Such a report opens its year. It speaks of public affairs, or gives orders; a company's report,
    a communiqué and a summary say by their own words that they close theirs.
    """
    passage = folded[:_PASSAGE_CHARS]
    own = any(word in name.lower() for word in _NAMES_ITS_OWN_YEAR)
    if own or any(word in passage for word in _OF_A_COMPANY):
        return False
    told = sum(word in passage for word in _OF_A_REGION)
    return told > 1 or tone_of(passage, Span(0, len(passage))) == "goal"


def _by_plan(document: Document, folded: str, *, speech: bool) -> ReportYears | None:
    """Return the years by what the text says of five-year plans."""
    if (match := _THIS_YEAR_OF_PLAN.search(folded)) is not None:
        now = PLANS[match[1]][0] + PLAN_YEARS[match[2]]
        opens = speech or _speaks_for_a_region(document.title, folded)
        return ReportYears(now, now - 1 if opens or "去年" in folded else now)
    if (match := _AFTER_PLAN.search(folded)) is not None and _FIVE_YEARS.search(folded):
        reviewed = PLANS[match[1]][1] + 5
        return ReportYears(reviewed + 1, reviewed)
    return None
