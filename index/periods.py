"""When a number holds: the year, years or date that its words, its heading or its title name.

In: folded text, the dates found in it and the year that the report is about. Out: for a place in
a sentence the period, as `2020`, `2019/2023` or `2021-06`, and whether it was inherited from
outside the sentence. Words such as 去年 and 前三年 are counted from the report's own years; where
those are not known, nothing is guessed.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.numerals import CHINESE_DIGITS, CHINESE_NUMERALS, read_numeral
from index.terms import numbers, words
from index.types import Kind, Quantity, Span
from index.years import PLAN_YEAR, PLAN_YEARS, PLANS, YEAR, ReportYears

_NOW = numbers("times", "from_now")
_REVIEWED = numbers("times", "from_reviewed")
_BASE_MARKS = words("times", "base_marks")
_ENGLISH_BASE_MARKS = tuple(f" {mark}" for mark in words("times", "english_base_marks"))
_COMPARED_WITH = ("比", "较")
_NOT_BEHIND = words("times", "not_a_period_behind")
_RECURRING = words("times", "recurring")
_PLAN_END = words("times", "plan_end")
_REVIEW_WORDS = words("times", "reviews")
_COUNTED_FROM = words("times", "counted_from")
_COUNTED_BEHIND = words("times", "counted_behind")
_SINCE = re.compile(rf"(?:{'|'.join(words('times', 'since_behind'))})(?!的?(?:最|新|首|第))")
_LEVEL_THEN = re.compile(
    rf"的?(?:实际|同期)?(?:{'|'.join(words('times', 'levels_then'))})(?![\d{CHINESE_NUMERALS}])"
)
_BESIDE_NOW = re.compile(
    rf"(?:{'|'.join(words('times', 'counted_from'))})(?:{'|'.join(words('times', 'as_of_now'))})的?"
)
_IS = words("times", "is")
_MULTIPLES = words("times", "multiples")
_SPAN_MARKS = ("从", "自", "由")
_CENTURY_END = "本世纪末"
_DEICTIC = "|".join(sorted((*_NOW, *_REVIEWED), key=len, reverse=True))
_PLAN = "|".join(sorted(PLANS, key=len, reverse=True))
_SHORT_PLAN = rf"(?<![{CHINESE_NUMERALS}第])(?:{_PLAN})(?=[”\"规计时期末])"
_PLAN_WORDS = rf"{_SHORT_PLAN}|第[{CHINESE_NUMERALS}]{{1,3}}个五年"
_NOT_A_REVIEW = "期制级前后计行义免规以多度龄间来生"
_NUMBER = rf"[{CHINESE_DIGITS}十]{{1,3}}|\d{{1,2}}"
_ANCHOR = re.compile(
    rf"(?P<first>前)(?P<n>{_NUMBER})年(?!来)|(?:过去|近|这)的?(?P<past>{_NUMBER})年(?:来|间)?"
    rf"|(?P<since>{_NUMBER})年(?:来|间)|(?:今后|未来)的?(?P<ahead>{_NUMBER})年"
    rf"|(?<=的)(?P<these>{_NUMBER})年(?=[,。;:])"
    rf"|(?<![第连续每{CHINESE_NUMERALS}\d])(?P<bare>{_NUMBER})年(?![{_NOT_A_REVIEW}])"
    rf"|(?P<plan>{_PLAN_WORDS})|(?P<deictic>{_DEICTIC})|(?P<century>{_CENTURY_END})"
    rf"|(?P<this>(?:这次|本次|此次)[^,。;:\n]{{0,14}}(?:方案|草案))"
    rf"|(?<!平均)(?P<each>{'|'.join(_RECURRING)})"
)
_AVERAGED = re.compile(
    rf"(?<![\d{CHINESE_NUMERALS}])({_NUMBER})年[来间内中]?(?:年均|平均每年|每年平均)"
)
_AVERAGED_CHARS = 30
_YEAR_END = re.compile('[”"]?(?:时期|期)?年?[末底]')
_MONTH = re.compile(r"年[ ]?(\d{1,2})[ ]?月(?:[ ]?(\d{1,2})[ ]?日)?$")
_CLAUSE_STARTS = ",;:。—\n"
_TITLE_CHARS = 60
_MULTIPLE_CHARS = 16
_ANCHORS_BACK = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words in a text that name a time.

    Attributes:
        period: `2020`, `2019/2023`, `2021-06`, or a word such as 每年.
        base: It is what a number is compared with (比2019年增长), not when it holds.
        counted: It is a year that a change is counted from: no mere mention (按2010年价格), and not
            the year before (比上年), whichever that is.
        since: Numbers behind it are counted from its year on: 1998年以来, 从1999年起.
        reviews: It opens a review: 五年来, 过去一年.
        heads: It begins a clause, and so dates what follows rather than a word of it.
    """

    span: Span
    period: str
    base: bool = False
    counted: bool = False
    since: bool = False
    reviews: bool = False
    heads: bool = False


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
    plan = next((PLANS[m["plan"]] for m in matches if m["plan"] in PLANS), None)
    stated = [int(a.period[:4]) for a in found]
    dated = {place for a in found for place in range(a.span.start, a.span.end)}
    for match in matches:
        place = Span(match.start(), match.end())
        if match.start() in dated or (match["these"] and any("/" in a.period for a in found)):
            continue
        period = _word_period(text, match, years, plan, stated)
        if period is not None:
            anchor = _anchor(text, place, period)
            counted = anchor.counted and match["deictic"] is None
            found.append(replace(anchor, counted=counted, reviews=_opens_review(match)))
    return tuple(sorted(found, key=lambda anchor: anchor.span))


def _opens_review(match: re.Match[str]) -> bool:
    return bool(match["past"] or match["since"] or match[0] in _REVIEW_WORDS)


def _anchor(text: str, span: Span, period: str) -> Anchor:
    before = text[max(0, span.start - 3) : span.start].rstrip('“"')
    if span.end < len(text) and period.isdecimal():
        span = Span(span.start, _with_end(text, span.end))
    leads = before.endswith(_COUNTED_FROM) or text.startswith(_COUNTED_BEHIND, span.end)
    english = text[max(0, span.start - 12) : span.start].rstrip().endswith(_ENGLISH_BASE_MARKS)
    base = before.endswith(_BASE_MARKS) or english or text.startswith(_NOT_BEHIND, span.end)
    base = base or "同期" in text[span.start : span.end] or _is_multiplied(text, span, before)
    base = base or _LEVEL_THEN.match(text, span.end) is not None
    if "/" in period and before.endswith(_SPAN_MARKS):
        base = leads = False
    aside = _set_aside(text, span)
    heads = not before or before[-1] in _CLAUSE_STARTS
    since = period[:4].isdecimal() and _SINCE.match(text, span.end) is not None
    return Anchor(span, period, base or aside, leads and not aside, since, heads=heads)


def _with_end(text: str, end: int) -> int:
    """Return where a year ends together with 底 or 末: nothing may part it from its number."""
    match = _YEAR_END.match(text, end)
    return match.end() if match else end


def _is_multiplied(text: str, span: Span, before: str) -> bool:
    """Return whether a number is told by what was then: 为1997年的2.9倍, 相当于前五年的总和."""
    behind = text[span.end : span.end + _MULTIPLE_CHARS].partition(",")[0]
    return before.endswith(_IS) and any(word in behind for word in _MULTIPLES)


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
    if match["plan"] in PLANS:
        start, end = PLANS[match["plan"]]
        behind = text[match.end() : match.end() + 3].lstrip('”"')
        if behind.startswith(_PLAN_END):
            return str(end)
        year = PLAN_YEAR.match(text, match.end())
        return str(start + PLAN_YEARS[year[1]]) if year else f"{start}/{end}"
    if match["deictic"]:
        return _deictic(match["deictic"], years)
    if match["this"]:
        return None if years.now is None else str(years.now)
    if match["first"]:
        return _first_years(_count(match["n"]), plan, stated)
    if match["century"]:
        return None if years.now is None else str((years.now - 1) // 100 * 100 + 100)
    if match["ahead"]:
        return _years_ahead(_count(match["ahead"]), years)
    if match["bare"]:
        return _reviewed_years(_count(match["bare"]), years)
    return _past_years(_count(match["past"] or match["since"] or match["these"]), years)


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


def _years_ahead(count: int, years: ReportYears) -> str | None:
    if years.now is None or count < 1:
        return None
    return str(years.now) if count == 1 else f"{years.now}/{years.now + count - 1}"


def _reviewed_years(count: int, years: ReportYears) -> str | None:
    """Return the years that a report looks back on, where it calls them just 五年."""
    if years.reviewed is None or years.since != years.reviewed - count + 1 or count < 2:
        return None
    return f"{years.since}/{years.reviewed}"


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


def base_at(anchors: Sequence[Anchor], place: int, *, nearest: bool) -> int | None:
    """Return the year that a change at `place` is counted from: 比2002年增长, 由1978年的.

    Args:
        anchors: Of the sentence.
        place: Where the number stands.
        nearest: Whether no other time may stand between the two.
    """
    before = bisect_left(anchors, place, key=lambda anchor: anchor.span.start)
    first = before - 1 if nearest else before - _ANCHORS_BACK
    for anchor in reversed(anchors[max(0, first) : before]):
        years = years_of(anchor.period)
        if anchor.counted and years is not None and years[0] == years[1]:
            return years[0]
    return None


def since_at(anchors: Sequence[Anchor], place: int) -> Anchor | None:
    """Return what a number at `place` is counted from on: 1998年以来, 从1999年起.

    Another time between the two ends what began then.
    """
    before = bisect_left(anchors, place, key=lambda anchor: anchor.span.start)
    nearest = anchors[before - 1] if before else None
    return nearest if nearest is not None and nearest.since else None


def earliest_at(anchors: Sequence[Anchor], place: int) -> int | None:
    """Return the first year that a number at `place` can hold for: 1965 of 比1964年增长."""
    opening = since_at(anchors, place)
    base = base_at(anchors, place, nearest=True)
    return base if base is None or opening is not None else base + 1


def averaged_from(text: str, clause_start: int, place: int, last: int) -> int | None:
    """Return the year before those that an average is told of: 五年平均每年增长."""
    found: int | None = None
    for match in _AVERAGED.finditer(text, max(clause_start, place - _AVERAGED_CHARS), place):
        found = last - _count(match[1])
    return found


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
    match = YEAR.search(text, header.start, header.end)
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


def is_beside_now(text: str, sentence: Span) -> bool:
    """Return whether a sentence tells what is to come beside what is: 比现有的86个减少27个."""
    return _BESIDE_NOW.search(text, sentence.start, sentence.end) is not None


def names_time(text: str, span: Span) -> bool:
    """Return whether `span` names a time, whether or not the years are known: 本期数, 2019年.

    比上年增长 names what is compared, no time.
    """
    found = [
        match
        for pattern in (_ANCHOR, YEAR)
        if (match := pattern.search(text, span.start, span.end)) is not None
    ]
    return any(not text.endswith(_COMPARED_WITH, span.start, match.start()) for match in found)
