"""Who wrote a report, who published it and when, where its lines say so.

Part of reading a document. Such lines stand above or below the text and belong to no section;
what they name is kept as written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from index.text import fold, small_number


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is said of a report's making; `None` where nothing is said.

    Attributes:
        published: ISO date, or the part of one that is stated.
    """

    byline: str | None = None
    publisher: str | None = None
    published: str | None = None


# Patterns run over folded text: ASCII brackets, colons and digits, small letters.
_LABEL = re.compile(
    r"(?P<byline>作者|撰稿人?|撰文|文|本[报网]记者|记者|通讯员|署名|authors?|written by)\s*[:/]"
    r"|(?P<reporter>本[报网]记者|记者|通讯员|\bby)\s+"
    r"|(?P<publisher>(?:信息|文章)?来源|稿源|发布(?:单位|机构)|发文(?:单位|机关)|出版(?:单位|者)?"
    r"|\bsource|\bpublished by|\bpublisher)\s*:"
    r"|(?P<published>(?:发布|发文|成文|出版)?(?:时间|日期)|\b(?:date|posted|published)(?: on)?)\s*:"
    r"|(?P<other>责任编辑|责编|编辑|校对|审核|监制|[初复终]审|值班编委|摄影|供稿|字号|浏览次数"
    r"|阅读次数|\beditors?)\s*:"
)
_FIELDS = {"reporter": "byline"}
_EDGES = " \t\u3000\xa0:;|[]【】()（）：；,，"
_APART = re.compile(r"\s{2,}|\t|\||[)\]】]")

_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[年./-]\s*(?P<month>\d{1,2})(?!\d)"
    r"(?:\s*[月./-]\s*(?P<day>\d{1,2})(?!\d)\s*日?|\s*月)?"
)
_WORD_DATE = re.compile(
    r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>[一二三四五六七八九十]{1,3})日)?"
)
_MONTHS = "january february march april may june july august september october november december"
_MONTH_NAMES = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
_ENGLISH_DATE = re.compile(
    r"(?:(?P<day_first>\d{1,2})\s+)?\b(?P<month>"
    + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split())
    + r")\b\.?(?:\s+(?P<day>\d{1,2}),)?\s+(?P<year>(?:19|20)\d\d)\b"
)
_DATES = (_NUMERIC_DATE, _WORD_DATE, _ENGLISH_DATE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")

_MAX_IMPRINT_CHARS = 120
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易"
    "常武乔贺赖龚文温"
)
"""The hundred commonest family names."""
_OFFICE = r"(?:总理|主席|书记|主任|[省市州县区镇部厅局行院会社]长|检察长)"
_SIGNED_BY_OFFICE = re.compile(rf"\S{{0,16}}{_OFFICE}\s*[{_SURNAMES}](?:\s?[\u4e00-\u9fff]){{1,2}}")
_AGENCY_LINE = re.compile(
    r"[(\[]?(?P<agency>新华社|中新社|[\u4e00-\u9fff]{2,6}[社网报])\S{0,12}\d日电[)\]]?"
)
_NEWSPAPER = re.compile(r"[(\[]\s*《(?P<paper>[^》]{2,20})》[^()\[\]]{0,30}[)\]]")
_CAPTION = re.compile(r".*(?<!拍)摄[)\]]?")
_SIGNATURE = re.compile(
    r"[。！!.？?”」]\s*[(（](?P<name>[^()（）。，,、:：《》\d]{2,16})[)）]\s*\Z"
)
_NO_SIGNATURE = re.compile(r"完|全文完|待续|.*(?:掌声|鼓掌|笑声|摘要|节选|略|注|下同)|.*[讯电]")
_REPORTER = re.compile(r"[(（](?:[^()（）]{0,8})记者[\s:：]*(?P<name>[^()（）]{2,40}?)\s*[)）]")
_DATELINE = re.compile(
    r"\s*(?P<agency>新华社|中新社|中新网|人民网|央视网|新华网)[^。，,]{2,24}电[\s(（　]"
)


def is_imprint_line(line: str) -> bool:
    """Return whether a line says who made the report or when, and nothing of its matter.

    `[责任编辑: …]`, `来源：…`, `By …`, `2021-01-08 10:00`, a minister's office and name.
    """
    line = line.strip()
    if len(line) > _MAX_IMPRINT_CHARS:
        return False
    folded = fold(line)
    opening = len(line) - len(folded.lstrip("[(【"))
    label = _LABEL.match(folded, opening)
    if label is not None and not folded.endswith(tuple("。.!?;")):
        # `By Jane Doe`, but not `By the end of the year`
        return label.lastgroup != "reporter" or not line[label.end()].islower()
    shapes = (_SIGNED_BY_OFFICE, _AGENCY_LINE, _NEWSPAPER)
    if any(shape.fullmatch(folded) for shape in shapes) or _is_caption(folded):
        return True
    dated = next((match for shape in _DATES if (match := shape.match(folded, opening))), None)
    if dated is None:
        return False
    rest = _CLOCK.sub("", folded[dated.end() :]).strip(_EDGES)
    return not rest or _LABEL.match(rest) is not None


def _is_caption(folded: str) -> bool:
    """Return whether a line is the caption of a picture, with its photographer."""
    return _CAPTION.fullmatch(folded) is not None


def read_imprint(lines: Iterable[str], first: str, last: str) -> Imprint:
    """Return what the lines around the text say, then its first and last paragraphs.

    Args:
        lines: Imprint lines from top to bottom; the first that names a thing counts.
        first: First paragraph, which may open with a dateline: `新华社北京1月8日电（记者 …）`.
        last: Last paragraph, which may close with a signature: `…。（… …）`.
    """
    found: dict[str, str] = {}
    for line in lines:
        for field, value in _named(line):
            found.setdefault(field, value)
    for field, value in (*_in_dateline(first), *_in_signature(last)):
        found.setdefault(field, value)
    return Imprint(found.get("byline"), found.get("publisher"), found.get("published"))


def _named(line: str) -> Iterator[tuple[str, str]]:
    """Yield field and value for each thing that an imprint line names."""
    folded = fold(line)
    labels = list(_LABEL.finditer(folded))
    ends = [*(label.start() for label in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=False):
        kind = str(label.lastgroup)
        if kind == "published":
            continue
        if value := _value(line, folded, label.end(), end):
            yield _FIELDS.get(kind, kind), value
    if (stated := _date_in(folded)) is not None:
        yield "published", stated
    if _SIGNED_BY_OFFICE.fullmatch(folded.strip()):
        yield "byline", line.strip()
    for shape, group in ((_AGENCY_LINE, "agency"), (_NEWSPAPER, "paper")):
        if match := shape.fullmatch(folded.strip()):
            yield "publisher", match[group]


def _value(line: str, folded: str, start: int, end: int) -> str:
    """Return what a label names: up to the next gap, bracket, date or label."""
    start += len(folded[start:end]) - len(folded[start:end].lstrip(_EDGES))
    stops = [match.start() for shape in _DATES if (match := shape.search(folded, start, end))]
    if apart := _APART.search(folded, start, end):
        stops.append(apart.start())
    return line[start : min([*stops, end])].strip(_EDGES)


def _date_in(folded: str) -> str | None:
    """Return the first real date of a folded line as ISO, as much of it as is stated."""
    for shape in _DATES:
        for match in shape.finditer(folded):
            parts = match.groupdict()
            day = parts["day"] or parts.get("day_first")
            if stated := _iso(parts["year"], parts["month"], day):
                return stated
    return None


def _iso(year: str, month: str, day: str | None) -> str | None:
    """Return `2021-01-08` or `2021-01`, `None` where the calendar has no such day."""
    numbers = [small_number(year), _MONTH_NAMES.get(month[:3]) or small_number(month)]
    numbers += [] if day is None else [small_number(day)]
    iso = "-".join(f"{number or 0:02d}" for number in numbers)
    try:
        date.fromisoformat(iso if day else f"{iso}-01")
    except ValueError:
        return None
    return iso


def _in_dateline(paragraph: str) -> Iterator[tuple[str, str]]:
    opening = paragraph[:100]
    reporter = _REPORTER.search(opening)
    if reporter is not None and not _is_caption(reporter["name"]):
        yield "byline", reporter["name"]
    if (dateline := _DATELINE.match(opening)) is not None:
        yield "publisher", dateline["agency"]


def _in_signature(paragraph: str) -> Iterator[tuple[str, str]]:
    signature = _SIGNATURE.search(paragraph[-40:])
    if signature is None or _NO_SIGNATURE.fullmatch(signature["name"]):
        return
    yield "byline", re.sub(r"\A(?:作者|记者|本报记者|撰稿|文)[\s/]*", "", signature["name"]).strip()
