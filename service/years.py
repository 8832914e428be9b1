"""The years that a question names: those it asks about, and those that only name a report.

`按1988年报告，1985年钢产量多少` asks about 1985 and is answered by the report of 1988.
"""

import re
from dataclasses import dataclass

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NUMERALS = "〇一二三四五六七八九"
_IN_NUMERALS = re.compile("[一二][〇零一二三四五六七八九]{3}(?=年)")
# 八三年, 98年: of the last century, from the fifties on; not 80年代, 五十年来, 60年不变.
_SHORT = re.compile(
    "(?<![0-9〇零一二三四五六七八九十百千万第])([5-9五六七八九])([0-9〇零一二三四五六七八九])"
    "(?=年(?![代期前内间来多不之]))"
)

# 零八年, 08年: of this century.
_SHORT_OF_2000S = re.compile(
    "(?<![0-9〇零一二三四五六七八九十百千万.])[0〇零]([0-9〇零一二三四五六七八九])(?=年)"
)

_YEAR = r"(?<!\d)(?:1[89]\d\d|20\d\d)"
# 2024届 and 2024级 are of that year.
_COHORT = re.compile(f"({_YEAR})(?:届|级(?=学生|新生|本科|研究生|毕业))")
YEAR = re.compile(rf"({_YEAR})(?=\s*年|\s*[-—–~至到]|[这那哪两三四五]|\b)")

_JOINT = r"\s*(?:年度?)?(?:\d{1,2}月)?[底初末]?\s*(?:、|,|和|与|及|跟|以及|and)\s*"
_KIND_OF_REPORT = (
    "(?:国务院|中央|全国|省|市|县|区|政府|工作|国民|经济|社会|发展|财政|预算|决算|计划|规划|年度|统计|执行"
    "|情况|草案|的|和|政府[一-鿿]{2}(?=报告)){0,8}"
)
MENTION_OF_REPORT = re.compile(
    rf"{_YEAR}(?:{_JOINT}{_YEAR})*\s*年?度?(?:\d{{1,2}}月)?[底初末]?"
    rf"(?:的|这|那|[两三四五六七八九十几]?份)*{_KIND_OF_REPORT}(?:报告|公报|年报)"
    rf"|{_YEAR}(?:'s)? (?:[a-z]+ ){{0,3}}report",
)
AROUND_REPORT = "(?:照|按照?|据|根据|依|从|用|见|看|查|请|分别|在|里|中|的|说法|数|说|讲|算)*"
_SPAN = re.compile(rf"({_YEAR})\s*年?\s*[-—–~至到]\s*({_YEAR})")


@dataclass(frozen=True, slots=True)
class YearsNamed:
    """The years in a question, each once, in the order in which they stand.

    Attributes:
        asked: What is asked about holds for them.
        between: Those from the first to the last where 到 joins two; else the same.
        of_reports: They name reports.
        beside_reports: Those outside the names of reports, also where they name a report elsewhere.
    """

    asked: tuple[int, ...]
    between: tuple[int, ...]
    of_reports: tuple[int, ...]
    beside_reports: tuple[int, ...] = ()


def with_years_in_digits(folded: str) -> str:
    """Return `folded` with its years in four digits: `八三年 → 1983年`, `2024届 → 2024年`."""
    whole = _IN_NUMERALS.sub(lambda year: year[0].translate(_DIGITS), folded)
    whole = _COHORT.sub(r"\1年", whole)
    whole = _SHORT_OF_2000S.sub(lambda year: "200" + year[1].translate(_DIGITS), whole)
    return _SHORT.sub(lambda year: "19" + year[0].translate(_DIGITS), whole)


def year_in_numerals(year: int) -> str:
    """Return a year as old reports write it: `1988 → 一九八八`."""
    return "".join(_NUMERALS[int(digit)] for digit in str(year))


def years_named(folded: str) -> YearsNamed:
    """Return the years in a question that `with_years_in_digits` has seen."""
    of_reports: list[int] = []
    rest = folded
    for mention in MENTION_OF_REPORT.finditer(folded):
        of_reports += [int(year) for year in re.findall(_YEAR, mention[0])]
        rest = f"{rest[: mention.start()]}{' ' * len(mention[0])}{rest[mention.end() :]}"
    # A year that names a report as well says no more than that report does.
    named = tuple(dict.fromkeys(int(year) for year in YEAR.findall(rest)))
    asked = tuple(year for year in named if year not in of_reports)
    joined = _SPAN.search(rest)
    between = tuple(range(int(joined[1]), int(joined[2]) + 1)) if joined is not None else ()
    return YearsNamed(asked, between or asked, tuple(dict.fromkeys(of_reports)), named)
