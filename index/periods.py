"""When a number holds: the year, years or date that its words, its heading or its title name.

In: folded text, the dates found in it and the year that the report is about. Out: for a place in
a sentence the period, as `2020`, `2019/2023` or `2021-06`, and whether it was inherited from
outside the sentence. Words such as 去年 and 前三年 are counted from the report's own years; where
those are not known, nothing is guessed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.numerals import CHINESE_DIGITS, CHINESE_NUMERALS, read_numeral
from index.terms import numbers, table, words
from index.types import Document, Kind, Quantity, Span

_NOW = numbers("times", "from_now")
_REVIEWED = numbers("times", "from_reviewed")
_PLANS = {
    name: (int(years[0]), int(years[1]))
    for name, years in table("times", "plans").items()
    if isinstance(years, list)
}
_BASE_MARKS = words("times", "base_marks")
_ENGLISH_BASE_MARKS = tuple(f" {mark}" for mark in words("times", "english_base_marks"))
_COMPARED_WITH = ("比", "较")
_NOT_BEHIND = words("times", "not_a_period_behind")
_RECURRING = words("times", "recurring")
_SETS_A_YEAR = words("times", "sets_a_year")
_PLAN_END = words("times", "plan_end")
_REVIEWS_LAST_YEAR = words("times", "reviews_last_year")
_DEICTIC = "|".join(sorted((*_NOW, *_REVIEWED), key=len, reverse=True))
_PLAN = "|".join(sorted(_PLANS, key=len, reverse=True))
_SHORT_PLAN = rf"(?<![{CHINESE_NUMERALS}第])(?:{_PLAN})(?=[”\"规计时期末])"
_PLAN_WORDS = rf"{_SHORT_PLAN}|第[{CHINESE_NUMERALS}]{{1,3}}个五年"
_NUMBER = rf"[{CHINESE_DIGITS}十]{{1,3}}|\d{{1,2}}"
_ANCHOR = re.compile(
    rf"(?P<first>前)(?P<n>{_NUMBER})年(?!来)|(?:过去|近|这)(?:的)?(?P<past>{_NUMBER})年|(?P<since>{_NUMBER})年(?:来|间)"
    rf"|(?P<plan>{_PLAN_WORDS})|(?P<deictic>{_DEICTIC})|(?<!平均)(?P<each>{'|'.join(_RECURRING)})"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[ ]?年|[-—~至]|$)(?:年?[-—~至]((?:19|20)\d\d))?")
_MONTH = re.compile(r"年[ ]?(\d{1,2})[ ]?月(?:[ ]?(\d{1,2})[ ]?日)?$")
_NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLAN_TITLE = re.compile(rf"(?<![{CHINESE_NUMERALS}])({_PLAN})[”\"]?(?:年)?(?:规划|计划|发展规划)")
_HEAD_CHARS = 400
_TITLE_CHARS = 60
_ANCHORS_BACK = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words in a text that name a time.

    Attributes:
        period: `2020`, `2019/2023`, `2021-06`, or a word such as 每年.
        base: It is what a number is compared with (比2019年增长), not when it holds.
    """

    span: Span
    period: str
    base: bool = False


@dataclass(frozen=True, slots=True)
class ReportYears:
    """The year in which a report speaks and the year it looks back on; `None` where not known."""

    now: int | None = None
    reviewed: int | None = None


def report_years(document: Document, folded: str) -> ReportYears:
    """Return the years of a report: from its title, the top of its text, its filename or date.

    A year report (`2020年工作总结`) speaks of its own year; one that opens a year
    (`2025年政府工作报告`) looks back on the year before, and a plan on the year before its first.
    """
    plan = _PLAN_TITLE.search(document.title)
    if plan is not None and _YEAR.search(document.title) is None:
        first = _PLANS[plan[1]][0]
        return ReportYears(first, first - 1)
    for line in _head_lines(document, folded):
        years = [int(match[2] or match[1]) for match in _YEAR.finditer(line)]
        if years:
            opens = _opens_a_year(line) or _opens_a_year(document.title)
            # 2024年预算执行情况和2025年预算草案: what is executed stands first.
            later = [year for year in years if year > years[0]]
            now = later[0] if opens and later else years[0]
            return ReportYears(now, now - 1 if opens else now)
    named = _NAMED_YEAR.search(document.filename) or _NAMED_YEAR.match(document.published or "")
    if named is None:
        return ReportYears()
    year = int(named[0])
    opens = _opens_a_year(f"{document.title} {document.filename}")
    return ReportYears(year, year - 1 if opens else year)


def _opens_a_year(title: str) -> bool:
    """Return whether a report so called tells last year's results and this year's goals."""
    sets = any(word in title for word in _SETS_A_YEAR)
    return sets or any(word in title for word in _REVIEWS_LAST_YEAR)


def _head_lines(document: Document, folded: str) -> Iterator[str]:
    """Yield the title, the headings at the top, and how the first paragraphs begin."""
    yield document.title
    for line in folded[:_HEAD_CHARS].splitlines():
        if line and line[-1] not in "。;;:,.":
            yield line
        elif line[:5].endswith("年"):
            yield line[:5]


def anchors_in(
    text: str, span: Span, dates: Sequence[Quantity], years: ReportYears
) -> tuple[Anchor, ...]:
    """Return what names a time inside `span`, in order of its start.

    Args:
        text: The whole text, folded.
        span: A sentence, a heading, or the header of a column.
        dates: The dates found in it.
        years: Of the report, to count 去年 and 五年来 from.
    """
    found = [
        _anchor(text, date.span, period)
        for date in dates
        if (period := _date_period(text, date)) is not None
    ]
    matches = list(_ANCHOR.finditer(text, span.start, span.end))
    plan = next((_PLANS[m["plan"]] for m in matches if m["plan"] in _PLANS), None)
    stated = [int(a.period[:4]) for a in found]
    dated = {place for a in found for place in range(a.span.start, a.span.end)}
    for match in matches:
        place = Span(match.start(), match.end())
        if match.start() in dated:
            continue
        period = _word_period(text, match, years, plan, stated)
        if period is not None:
            found.append(_anchor(text, place, period))
    return tuple(sorted(found, key=lambda anchor: anchor.span))


def _anchor(text: str, span: Span, period: str) -> Anchor:
    before = text[max(0, span.start - 2) : span.start].rstrip('“"')
    english = text[max(0, span.start - 12) : span.start].rstrip().endswith(_ENGLISH_BASE_MARKS)
    base = before.endswith(_BASE_MARKS) or english or text.startswith(_NOT_BEHIND, span.end)
    base = base or "同期" in text[span.start : span.end]
    return Anchor(span, period, base or _set_aside(text, span))


def _set_aside(text: str, span: Span) -> bool:
    """Return whether the time stands in the name of a document or in brackets.

    《2019—2023年…规划》 and (2010年不变价) date neither the sentence nor its numbers.
    """
    start = max(0, span.start - _TITLE_CHARS)
    return any(
        text.rfind(opening, start, span.start) > text.rfind(closing, start, span.start)
        for opening, closing in ("《》", "<>", "()")
    )


def _date_period(text: str, date: Quantity) -> str | None:
    """Return the period of a date with a year; of 3月15日 alone, none."""
    if date.kind is Kind.DATE_RANGE:
        return f"{date.low}/{date.high}"
    if date.number is None:
        return None
    match = _MONTH.search(text, date.span.start, date.span.end)
    if match is None:
        return str(date.number)
    day = f"-{int(match[2]):02d}" if match[2] else ""
    return f"{date.number}-{int(match[1]):02d}{day}"


def _word_period(
    text: str,
    match: re.Match[str],
    years: ReportYears,
    plan: tuple[int, int] | None,
    stated: list[int],
) -> str | None:
    """Return the period of words that are no date, `None` where the years are not known."""
    if match["each"]:
        return match["each"]
    if match["plan"] in _PLANS:
        start, end = _PLANS[match["plan"]]
        behind = text[match.end() : match.end() + 3].lstrip('”"')
        return str(end) if behind.startswith(_PLAN_END) else f"{start}/{end}"
    if match["deictic"]:
        return _deictic(match["deictic"], years)
    if match["first"]:
        return _first_years(_count(match["n"]), plan, stated)
    return _past_years(_count(match["past"] or match["since"]), years)


def _deictic(word: str, years: ReportYears) -> str | None:
    year, offset = (years.now, _NOW[word]) if word in _NOW else (years.reviewed, _REVIEWED[word])
    return None if year is None else str(year + offset)


def _first_years(count: int, plan: tuple[int, int] | None, stated: list[int]) -> str | None:
    """Return 前三年: the first three of a plan that is named, or those before a stated year."""
    if plan is not None:
        return f"{plan[0]}/{plan[0] + count - 1}"
    return f"{stated[0] - count}/{stated[0] - 1}" if stated and count else None


def _past_years(count: int, years: ReportYears) -> str | None:
    if years.reviewed is None or count < 1:
        return None
    first = years.reviewed - count + 1
    return str(years.reviewed) if count == 1 else f"{first}/{years.reviewed}"


def _count(surface: str) -> int:
    reading = read_numeral(surface)
    return int(reading.low) if reading else 0


def period_at(anchors: Sequence[Anchor], place: int, clause_start: int) -> str | None:
    """Return the period of a number at `place` from the anchors of its sentence.

    The nearest before it in its clause goes first, then the nearest before its clause. What it is
    compared with is no period, unless nothing but 的 parts the two: 从1980年的3亿元.
    """
    recurring: str | None = None
    before = bisect_left(anchors, place, key=lambda anchor: anchor.span.start)
    for anchor in reversed(anchors[max(0, before - _ANCHORS_BACK) : before]):
        in_clause = anchor.span.start >= clause_start
        if recurring is not None and not in_clause:
            break
        if anchor.base and place - anchor.span.end > 1:
            continue
        if anchor.period not in _RECURRING:
            return anchor.period
        recurring = anchor.period if in_clause else recurring
    return recurring


def period_behind(text: str, anchors: Sequence[Anchor], place: Span, end: int) -> str | None:
    """Return the period that stands behind a number in its clause, as in English: 5% in 2023."""
    first = bisect_left(anchors, place.end, key=lambda anchor: anchor.span.start)
    for anchor in anchors[first : first + 1]:
        if (
            anchor.span.end <= end
            and not anchor.base
            and text[place.end : anchor.span.end].isascii()
        ):
            return anchor.period
    return None


def header_period(text: str, header: Span, years: ReportYears) -> str | None:
    """Return the period that the header of a column names: 2019年, 上年同期数."""
    match = _YEAR.search(text, header.start, header.end)
    if match is not None:
        return f"{match[1]}/{match[2]}" if match[2] else match[1]
    for anchor in anchors_in(text, header, (), years):
        if not text.endswith(_COMPARED_WITH, header.start, anchor.span.start):
            return anchor.period
    return None


def years_of(period: str) -> tuple[int, int] | None:
    """Return the first and the last year of a period; `None` of a word such as 每年."""
    first, _, last = period.partition("/")
    years = (first[:4], (last or first)[:4])
    if not all(len(year) == 4 and year.isdecimal() for year in years):
        return None
    return int(years[0]), int(years[1])


def is_later(period: str, year: int) -> bool:
    """Return whether `period` ends after `year`; a word such as 每年 has no end."""
    years = years_of(period)
    return years is not None and years[1] > year


def names_time(text: str, span: Span) -> bool:
    """Return whether `span` names a time, whether or not the years are known: 本期数, 2019年.

    比上年增长 names what is compared, no time.
    """
    found = [
        match
        for pattern in (_ANCHOR, _YEAR)
        if (match := pattern.search(text, span.start, span.end)) is not None
    ]
    return any(not text.endswith(_COMPARED_WITH, span.start, match.start()) for match in found)
