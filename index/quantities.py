"""Every numeric mention of a text: what sort it is, what it is worth, in which unit, how exactly.

In: any text. Out: `Quantity` values in order of their start, never overlapping. The grammar reads
from left to right and tries its productions at each numeral; the first that fits takes the
mention, so the order in `_PRODUCTIONS` is the precedence. What is counted, when and where is left
to `facts`.

Slogans, plan names and numerals inside words are recognised so as not to be counted: standing
ones come out as `Kind.LABEL`, plain words (一线, 统一) not at all.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from index.numerals import (
    CHINESE_DIGITS,
    CHINESE_NUMERALS,
    ENGLISH_NUMERAL,
    NUMERAL,
    Reading,
    read_english,
    read_numeral,
)
from index.tables import Cell, table_cells
from index.terms import Terms, inverted, numbers, table, word_lists, words
from index.text import fold
from index.types import Kind, Qualifier, Quantity, Span

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention on its way to a `Quantity`.

    Attributes:
        kind: `None` where nothing is to be reported; reading goes on at `end`.
        scale: Magnitudes that the numeral ends in, to be lent to a neighbour in a list.
        bare: No unit is written; it is reported only if a neighbour lends one, or `counts`.
        counts: Whether a bare number is a quantity all the same (1,096; 超696万).
    """

    start: int
    end: int
    kind: Kind | None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    parts: tuple[Decimal, ...] = ()
    scale: Decimal = _ONE
    bare: bool = False
    counts: bool = False


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every numeric mention, in order of its start; no two overlap.

    `find_quantities("轮训干部1400余名")[0]` has number 1400, unit 人, qualifier over.
    """
    folded = fold(_FULL_WIDTH_COMMA.sub("；", text))
    cells = {cell.span.start: cell for cell in table_cells(folded)}
    mentions = _with_lent_units(folded, list(_mentions(folded, cells)))
    return tuple(_finished(text, mention) for mention in mentions)


_WRITTEN_UNITS = {unit: str(form) for unit, form in table("units", "written_as").items()}
_WRITTEN_MARKS = {Qualifier(q): str(word) for q, word in table("marks", "written").items()}


def write_quantity(quantity: Quantity) -> str:
    """Return a plain wording of the value: `超过1400人`, `3—5%`, `前10位`, `3分之2`.

    `find_quantities` reads the same kind, value, unit and qualifier back from it. What has no
    value (a label, a code, a day without its year) is quoted as it was written.
    """
    if quantity.kind is Kind.RATIO and quantity.parts:
        return _written_mark(quantity) + _written_parts(quantity)
    numbers_written = [
        _written_number(number, bare=not quantity.unit)
        for number in (quantity.number, quantity.low, quantity.high)
        if number is not None
    ]
    if not numbers_written or quantity.kind is Kind.LABEL:
        return f"“{quantity.surface}”"
    value = "—".join(numbers_written)
    if quantity.kind is Kind.ORDINAL:
        top = quantity.qualifier is Qualifier.AT_MOST
        return f"{'前' if top else '第'}{value}{quantity.unit}"
    unit = _WRITTEN_UNITS.get(quantity.unit, quantity.unit)
    return f"{_written_mark(quantity)}{value}{unit}"


def _written_mark(quantity: Quantity) -> str:
    return _WRITTEN_MARKS.get(quantity.qualifier, "")


def _written_parts(quantity: Quantity) -> str:
    parts = [format(part, "f") for part in quantity.parts]
    return f"{parts[1]}分之{parts[0]}" if quantity.unit == "比例" else ":".join(parts)


def _written_number(number: Decimal, *, bare: bool) -> str:
    """Return digits; a whole number without a unit keeps decimals, or it would be no quantity."""
    whole = number == number.to_integral_value()
    return format(number, ".2f") if bare and whole else format(number, "f")


_FULL_WIDTH_COMMA = re.compile("(?<=[0-9])，(?=[0-9])")
"""A full-width comma parts two numbers, unless the digits are full width too (１，０９６)."""


def _finished(text: str, mention: _Mention) -> Quantity:
    """Return the mention as a value; a range has two ends and no number."""
    one = mention.low == mention.high
    low, high = _plain(mention.low), _plain(mention.high)
    return Quantity(
        kind=mention.kind or Kind.LABEL,
        surface=text[mention.start : mention.end],
        span=Span(mention.start, mention.end),
        number=low if one else None,
        low=None if one else low,
        high=None if one else high,
        unit=mention.unit,
        qualifier=mention.qualifier,
        parts=mention.parts,
    )


def _plain(number: Decimal | None) -> Decimal | None:
    """Return the same value without idle zeros and without an exponent: 13697.5亿 has neither."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return whole.quantize(_ONE) if number == whole else number.normalize()


_START = re.compile(
    rf"(?<!\d)\d|[{CHINESE_NUMERALS}第首前翻半“\"‘「『$¥€£]|过半|大半|对半|{ENGLISH_NUMERAL}|\bhalf\b"
)


def _mentions(text: str, cells: dict[int, Cell]) -> Iterator[_Mention]:
    """Yield what stands in `text`, bare numbers included."""
    position = 0
    while (match := _START.search(text, position)) is not None:
        start = match.start()
        cell = cells.get(start) or cells.get(start - 1)
        mention = _in_table(text, cell) if cell else _mention_at(text, start, position)
        position = max(mention.end, match.start() + 1)
        if mention.kind is not None:
            yield mention


def _mention_at(text: str, start: int, floor: int) -> _Mention:
    """Return the mention that begins at `start`; words before it may not go below `floor`."""
    for production in _PRODUCTIONS:
        mention = production(text, start)
        if mention is not None:
            if mention.kind in _MARKED_KINDS:
                return _with_mark_before(text, mention, floor)
            return mention
    run = _NUMERAL.match(text, start)
    return _Mention(start, run.end() if run else start + 1, None)


# ---------------------------------------------------------------------------- words and names


def _alternatives(key: str) -> str:
    """Return a list of words as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words("words", key)), key=len, reverse=True))


_PLAIN_WORDS = words("words", "plain_words")
_STANDING = words("words", "standing_phrases")
_WORD_VETO = {word: str(chars) for word, chars in table("words", "plain_word_not_before").items()}
_QUOTED_UNITS = _alternatives("quoted_measure_units")
_QUOTED = re.compile(r"[“\"‘「『]([^“”\"‘’「」『』\n。;]{1,12})[”\"’」』]")
_MEASURED = re.compile(rf"\d[余多]?[百千万亿]{{0,3}}(?:{_QUOTED_UNITS})")
_HOLDS_NUMERAL = re.compile(rf"[\d{CHINESE_NUMERALS}]")
_CODE = re.compile(r"\d{3,}(?:-\d+)*")
_SLOGAN_HAN = rf"(?![{CHINESE_NUMERALS}])[\u4e00-\u9fff]"
_TIME_OR_MEASURE = "年月日天周元亩吨米斤里时分秒万亿个点倍成"
_SLOGAN = re.compile(
    rf"[{CHINESE_DIGITS}十](?![{_TIME_OR_MEASURE}]){_SLOGAN_HAN}"
    rf"[{CHINESE_DIGITS}十](?![{_TIME_OR_MEASURE}]){_SLOGAN_HAN}"
    rf"(?:[{CHINESE_DIGITS}]{_SLOGAN_HAN})*+"
)
_PLAN = re.compile(
    rf"(?:第?十[{CHINESE_DIGITS}]|[一二三四五六七八九])五(?=[”规计时期末的以]|[,。、]|$)"
)
_ABSTRACT = re.compile(
    rf"[二两三四五六七八九十]{{1,2}}[个项条种类大对重点件]"
    rf"(?:{_alternatives('abstract_heads')}"
    rf"|(?:[\u4e00-\u9fff]{{1,4}}?)(?:{_alternatives('abstract_heads_after_words')}))"
)


def _by_first_numeral(listed: tuple[str, ...], *, label: bool) -> dict[str, tuple[str, bool]]:
    """Return the part of each word from its first numeral on → (the part before it, label)."""
    found: dict[str, tuple[str, bool]] = {}
    for word in listed:
        match = _START.search(word)
        if match is None:
            raise ValueError(f"index/lexicon/words.json: {word!r} holds no numeral; remove it")
        found.setdefault(word[match.start() :], (word[: match.start()], label))
    return found


_WORDS = Terms(
    _by_first_numeral(_PLAIN_WORDS, label=False) | _by_first_numeral(_STANDING, label=True)
)


def _idle_zero(text: str, start: int) -> _Mention | None:
    """Pass over the 零 that only joins: 一年零三个月."""
    joins = text[start] in "零〇" and text[start + 1 : start + 2] in tuple(CHINESE_DIGITS)
    return _Mention(start, start + 1, None) if joins and text[start - 1 : start] == "年" else None


def _quoted_name(text: str, start: int) -> _Mention | None:
    """Read “9+3”, “四个意识”, “96567”: what is quoted and short is a name, unless it measures."""
    if text[start] not in '“"‘「『':
        return None
    match = _QUOTED.match(text, start)
    content = match[1] if match else ""
    if not match or not _HOLDS_NUMERAL.search(content) or _MEASURED.match(content):
        return _Mention(start, start + 1, None)
    kind = Kind.IDENTIFIER if _CODE.fullmatch(content) else Kind.LABEL
    return _Mention(match.start(1), match.end(1), kind)


def _word(text: str, start: int) -> _Mention | None:
    """Read a word that holds a numeral and states none: 一线, 第一书记, 十三五."""
    found = [
        _Mention(start - len(before), start + len(rest), Kind.LABEL if label else None)
        for rest, (before, label) in _WORDS.each_at(text, start)
        if text.endswith(before, 0, start) and not _goes_on(text, before + rest, start + len(rest))
    ]
    if found:
        return max(found, key=lambda word: (word.end - word.start, -word.start))
    for pattern in (_SLOGAN, _PLAN, _ABSTRACT):
        if (match := pattern.match(text, start)) is not None:
            return _Mention(start, match.end(), Kind.LABEL)
    return None


def _goes_on(text: str, word: str, end: int) -> bool:
    """Return whether what follows makes another word of it: 十分 in 十分钟."""
    return text[end : end + 1] in tuple(_WORD_VETO.get(word, ""))


# ---------------------------------------------------------------------------- dates

_YEAR_DIGITS = r"(?<![\d.])(?:1\d|20|21)\d\d"
_YEAR_HAN = rf"[一二][{CHINESE_DIGITS}]{{3}}"
_TO = r"[ ]?(?:-{1,2}|—{1,2}|–|―|~|～|至|到)[ ]?"
_MONTH_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR_RANGE = re.compile(
    rf"({_YEAR_DIGITS}|{_YEAR_HAN})年?{_TO}({_YEAR_DIGITS}|{_YEAR_HAN})(?:年|(?!\d))"
)
_DATE = re.compile(
    rf"({_YEAR_DIGITS}|{_YEAR_HAN})年(?:度?{_MONTH_DAY}月(?:{_TO}{_MONTH_DAY}月)?(?:{_MONTH_DAY}日)?)?"
)
_MONTH = re.compile(rf"{_MONTH_DAY}(?:{_TO}{_MONTH_DAY})?月(?:份|{_MONTH_DAY}日)?(?!球|亮)")
_DAY = re.compile(r"(?:\d{1,2}|二?十[一二三四五六七八九]?)日(?![本常益报元])")
_ISO = re.compile(rf"({_YEAR_DIGITS})[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d.])")
_ENGLISH_YEAR = re.compile(
    r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bby )|(?<=\bof )|(?<=\bfrom )|(?<=\bfor ))"
    r"((?:19|20)\d\d)(?![\d.,%]*\d)(?! [a-z]+s\b)"
)
_CLOCK = re.compile(r"\d{1,2}(?::[0-5]\d(?!\d)|[时点]\d{1,2}分|时(?!间))")
_DECADE = re.compile(
    rf"(?:(?:\d\d|[一二]?十[{CHINESE_DIGITS}]?)世纪)?(?:\d0|[{CHINESE_DIGITS}]十)年代"
)
_QUARTER = re.compile(r"[一二三四1-4]季度")
_FESTIVAL = re.compile(rf"[{CHINESE_DIGITS}十]{{1,2}}[·•.][{CHINESE_DIGITS}十]{{1,3}}")


def _date(text: str, start: int) -> _Mention | None:
    """Read a day, a month, a year, a span of years, a decade, a quarter, a time of day."""
    if (match := _YEAR_RANGE.match(text, start)) is not None:
        low, high = _year(match[1]), _year(match[2])
        dated = match[0].endswith("年") or _unit_at(text, match.end(), digits=True) is None
        if low < high and dated:
            return _Mention(start, match.end(), Kind.DATE_RANGE, low, high, "年")
    for pattern in (_ISO, _DATE, _ENGLISH_YEAR):
        if (match := pattern.match(text, start)) is not None:
            return _Mention(start, match.end(), Kind.DATE, _year(match[1]), _year(match[1]), "年")
    for pattern in (_DECADE, _MONTH, _DAY, _QUARTER, _CLOCK):
        if (match := pattern.match(text, start)) is not None:
            return _Mention(start, match.end(), Kind.DATE)
    if (match := _FESTIVAL.match(text, start)) is not None:
        return _Mention(start, match.end(), Kind.LABEL)
    return None


def _year(surface: str) -> Decimal:
    reading = read_numeral(surface)
    return reading.low if reading else Decimal(0)


# ---------------------------------------------------------------------------- ordinals and ranks

_NUMERAL = re.compile(NUMERAL)
_ORDINAL = re.compile(rf"第[ ]?({NUMERAL})(?:(?:{_TO}|、)第?({NUMERAL}))?")
_FIVE_YEARS = re.compile(rf"第[{CHINESE_NUMERALS}]{{1,3}}个(?:五年|十年)")
_TOP = re.compile(rf"前({NUMERAL})(位|名|强|列|(?=[,。、;)的]|$))")
_STRONG = re.compile(r"\d{1,4}强")
_RANK_CONTEXT = Terms(
    dict.fromkeys((*words("words", "rank_places"), *words("words", "rank_verbs")), True)
)
_NOT_A_NOUN = re.compile(r"[,。、;:)）”!?\s的，和及与、]|$")
_CONGRESS = re.compile(
    rf"[{CHINESE_NUMERALS}]{{1,3}}届(?=[{CHINESE_DIGITS}]中|全国|人大|政协|中央)"
)
_SESSION = re.compile(rf"[{CHINESE_NUMERALS}]{{1,3}}次(?:全体|代表)?(?:会议|全会)")
_PHASE = re.compile(rf"[{CHINESE_DIGITS}十]期(?=工程|项目|建设|改造)")


def _ordinal(text: str, start: int) -> _Mention | None:
    """Read 第8批, 第三个 as ordinals and 全国第三, 前10位, 居首位 as ranks, unit 位."""
    first = text[start]
    if first == "第":
        return _after_di(text, start)
    if first == "首":
        ranked = text.startswith("首位", start) and _is_ranked(text, start, start + 2)
        kind = Kind.ORDINAL if ranked else None
        return _Mention(start, start + 2, kind, _ONE, _ONE, "位")
    if first == "前":
        return _top(text, start)
    for pattern in (_CONGRESS, _STRONG, _PHASE):
        if (match := pattern.match(text, start)) is not None:
            return _Mention(start, match.end(), Kind.LABEL)
    match = _SESSION.match(text, start)
    if match is not None and "届" in text[max(0, start - _SESSION_REACH) : start]:
        return _Mention(start, match.end(), Kind.LABEL)
    return None


_SESSION_REACH = 14


def _is_ranked(text: str, start: int, end: int) -> bool:
    """Return whether a place or a verb of ranking stands before, and no noun behind."""
    return (
        _RANK_CONTEXT.before(text, start) is not None and _NOT_A_NOUN.match(text, end) is not None
    )


def _after_di(text: str, start: int) -> _Mention | None:
    if (match := _FIVE_YEARS.match(text, start)) is not None:
        return _Mention(start, match.end(), Kind.LABEL)
    match = _ORDINAL.match(text, start)
    reading = read_numeral(match[1]) if match else None
    if match is None or reading is None:
        return _Mention(start, start + 1, None)
    last = read_numeral(match[2]) if match[2] else reading
    low, high = reading.low, (last or reading).high
    unit = _unit_at(text, match.end(), digits=True)
    if unit is not None:
        name = "位" if unit.surface in ("位", "名") else unit.surface
        return _Mention(start, unit.end, Kind.ORDINAL, low, high, name)
    kind = Kind.ORDINAL if _is_ranked(text, start, match.end()) else Kind.LABEL
    return _Mention(start, match.end(), kind, low, high, "位")


def _top(text: str, start: int) -> _Mention:
    match = _TOP.match(text, start)
    reading = read_numeral(match[1]) if match else None
    if match is None or reading is None:
        return _Mention(start, start + 1, None)
    number = reading.high
    return _Mention(
        start, match.end(), Kind.ORDINAL, number, number, "位", qualifier=Qualifier.AT_MOST
    )


# ---------------------------------------------------------------------------- parts and multiples

_PER = {"百": "%", "千": "‰"}
_PER_HUNDRED = re.compile(rf"([百千])分之({NUMERAL})(?:(?:{_TO}|[、])(?:[百千]分之)?({NUMERAL}))?")
_FRACTION = re.compile(rf"({NUMERAL})分之({NUMERAL})")
_HALF = re.compile("一半|半数|过半数?|大半|对半|half")
_DOUBLING = re.compile(rf"翻(?:了|近|约|超过?)?({NUMERAL})?番")
_TERM = r"\d{1,12}+(?:\.\d{1,6}+)?"
_RATIO = re.compile(rf"{_TERM}(?:[ ]?[:∶][ ]?{_TERM}){{1,4}}+(?![\d:])")
_RATIO_WORDS = re.compile(rf"({NUMERAL})比({NUMERAL})(?![{CHINESE_NUMERALS}\d年月例])")
_SLASHED = re.compile(r"(?<![\d/.])([1-9])/([2-9]|10)(?![\d/年月.])")
_ENGLISH_PARTS = numbers("numerals", "english_parts")
_ENGLISH_FRACTION = re.compile(rf"({ENGLISH_NUMERAL}|\ba\b)[- ]({'|'.join(_ENGLISH_PARTS)})s?\b")
_RATIO_SIGN = re.compile(r"[:∶]")


def _part(text: str, start: int) -> _Mention | None:
    """Read percentages in words, fractions, halves, doublings and ratios."""
    for production in (_per_hundred, _fraction, _half, _doubling, _ratio):
        mention = production(text, start)
        if mention is not None:
            return _with_mark_behind(text, mention)
    return None


def _per_hundred(text: str, start: int) -> _Mention | None:
    match = _PER_HUNDRED.match(text, start)
    if match is None:
        return None
    low = read_numeral(match[2])
    high = read_numeral(match[3]) if match[3] else low
    if low is None or high is None:
        return None
    end = match.end()
    if high.high < low.high:
        high, end = low, match.end(2)
    return _Mention(start, end, Kind.PERCENT, low.low, high.high, _PER[match[1]])


def _fraction(text: str, start: int) -> _Mention | None:
    match = _FRACTION.match(text, start)
    if match is not None:
        bottom, top = read_numeral(match[1]), read_numeral(match[2])
        if bottom and top and bottom.low:
            share = top.low / bottom.low
            parts = (top.low, bottom.low)
            return _Mention(start, match.end(), Kind.RATIO, share, share, "比例", parts=parts)
    match = _SLASHED.match(text, start)
    if match is not None and int(match[1]) < int(match[2]):
        parts = (Decimal(match[1]), Decimal(match[2]))
        share = parts[0] / parts[1]
        return _Mention(start, match.end(), Kind.RATIO, share, share, "比例", parts=parts)
    match = _ENGLISH_FRACTION.match(text, start)
    if match is not None:
        parts = (read_english(match[1]) or _ONE, Decimal(_ENGLISH_PARTS[match[2]]))
        share = parts[0] / parts[1]
        return _Mention(start, match.end(), Kind.RATIO, share, share, "比例", parts=parts)
    return None


def _half(text: str, start: int) -> _Mention | None:
    match = _HALF.match(text, start)
    if match is None:
        return None
    over = match[0].startswith(("过", "大"))
    qualifier = Qualifier.OVER if over else Qualifier.EXACT
    half = Decimal("0.5")
    parts = (_ONE, Decimal(2))
    return _Mention(start, match.end(), Kind.RATIO, half, half, "比例", qualifier, parts)


def _doubling(text: str, start: int) -> _Mention | None:
    """Read 翻番 and 翻两番 as 2 and 4 times the base."""
    if text[start] != "翻":
        return None
    match = _DOUBLING.match(text, start)
    reading = read_numeral(match[1]) if match and match[1] else None
    if match is None:
        return _Mention(start, start + 1, None)
    times = 2 ** min(reading.low, Decimal(20)) if reading else Decimal(2)
    return _Mention(start, match.end(), Kind.QUANTITY, times, times, "倍")


def _ratio(text: str, start: int) -> _Mention | None:
    match = _RATIO.match(text, start)
    if match is not None:
        if _CLOCK.fullmatch(match[0]) and "比" not in text[max(0, start - 16) : match.end() + 3]:
            return None
        parts = tuple(Decimal(part.strip()) for part in _RATIO_SIGN.split(match[0]))
    elif (match := _RATIO_WORDS.match(text, start)) is not None:
        sides = [read_numeral(match[1]), read_numeral(match[2])]
        parts = tuple(side.low for side in sides if side is not None)
    else:
        return None
    value = parts[0] / parts[1] if len(parts) == 2 and parts[1] else None
    return _Mention(start, match.end(), Kind.RATIO, value, value, parts=parts)


# ---------------------------------------------------------------------------- units


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as it stands behind a number, and its canonical name."""

    surface: str
    end: int
    name: str
    kind: Kind
    counter: bool
    factor: Decimal = _ONE


_SAME = {fold(form): name for form, name in inverted("units", "same_as").items()}
_MONEY = frozenset(words("units", "money"))
_PERCENT = frozenset(words("units", "percent"))
_DURATIONS = frozenset(words("units", "durations"))
_COUNTERS = frozenset(words("units", "counters"))
_TENTHS = frozenset(words("units", "tenths"))
_DIGITS_ONLY = frozenset((*words("units", "digits_only"), *words("units", "after_digits")))
_UNITS = Terms(
    {
        fold(unit): unit
        for unit in (
            *_MONEY,
            *_PERCENT,
            *words("units", "measures"),
            *_DURATIONS,
            *_COUNTERS,
            *_DIGITS_ONLY,
        )
    }
)
_UNIT_VETO = {unit: str(chars) for unit, chars in table("units", "not_before").items()}
_OF_WHAT = Terms(dict.fromkeys(words("units", "qualified_measures"), True))
_ENGLISH_NAMES = {word: str(name) for word, name in table("units", "english").items()}
_ENGLISH_UNITS = Terms(_ENGLISH_NAMES)
_ENGLISH_DURATIONS = frozenset(words("units", "english_durations"))
_PER_WHAT = re.compile(r"/([一-鿿]{1,6}|[a-z]{1,3})")
_LATIN = re.compile("[a-z]")


def _unit_at(text: str, position: int, *, digits: bool) -> _Unit | None:
    """Return the unit at `position`, after one space at most where digits stand before."""
    if digits and text[position : position + 1] == " ":
        position += 1
    for surface, unit in _UNITS.each_at(text, position):
        end = position + len(surface)
        if not digits and surface in _DIGITS_ONLY:
            continue
        if text[end : end + 1] in tuple(_UNIT_VETO.get(surface, "")):
            continue
        if surface[-1].isascii() and surface[-1].isalpha() and _LATIN.match(text, end):
            continue
        return _compound(text, unit, end)
    return _english_unit(text, position) if digits else None


def _compound(text: str, surface: str, end: int) -> _Unit:
    """Return the unit with what goes on behind it: 吨标准煤, 元/人."""
    name, kind = _SAME.get(fold(surface), surface), _kind_of(surface)
    if (what := _OF_WHAT.at(text, end)) is not None:
        surface, name, end = surface + what[0], name + what[0], end + len(what[0])
        name = _SAME.get(name, name)
    if text.startswith("级", end) and kind is Kind.QUANTITY:
        end += 1
    if (match := _PER_WHAT.match(text, end)) is not None:
        per = _UNITS.at(text, match.start(1))
        below = per[0] if per else match[1]
        end = match.start(1) + len(below)
        surface, name = f"{surface}/{below}", f"{name}/{_SAME.get(below, below)}"
    factor = Decimal(10) if surface in _TENTHS else _ONE
    name = "%" if surface in _TENTHS else name
    return _Unit(surface, end, name, kind, surface in _COUNTERS, factor)


def _kind_of(unit: str) -> Kind:
    if unit in _MONEY:
        return Kind.MONEY
    if unit in _PERCENT:
        return Kind.PERCENT
    return Kind.DURATION if unit in _DURATIONS else Kind.QUANTITY


def _english_unit(text: str, position: int) -> _Unit | None:
    for surface, name in _ENGLISH_UNITS.each_at(text, position):
        end = position + len(surface)
        if not _LATIN.match(text, end):
            kind = Kind.DURATION if name in _ENGLISH_DURATIONS else _kind_of(name)
            return _Unit(surface, end, name, kind, counter=False)
    return None


# ---------------------------------------------------------------------------- numbers with units


@dataclass(frozen=True, slots=True)
class _Side:
    """A numeral with the mark and the unit right behind it: a number, or one end of a range."""

    start: int
    end: int
    surface: str
    reading: Reading
    mark: Qualifier | None
    unit: _Unit | None


_INSIDE = {mark: Qualifier(name) for mark, name in inverted("marks", "inside").items()}
_MARK_VETO = "元样种边方年于少次层久媒维功能样"
_SYMBOLS = {sign: str(name) for sign, name in table("units", "symbols").items()}
_SYMBOL_TERMS = Terms(_SYMBOLS)
_ENGLISH_SCALE = re.compile(r"[ -](hundred|thousand|million|billion|trillion)\b")
_ENGLISH_MAGNITUDES = numbers("numerals", "english_magnitudes")
_RANGE = re.compile(_TO)
_SIGN = re.compile(r"(?<![0-9a-z%年月日)])[-−]$|(?:^|(?<=[\s,。;:(|、]))[+]$|负$|零下$")
_ENGLISH_COUNT = re.compile(r" (?:[a-z]+ ){0,2}[a-z]+s\b")
_LEFT_VETO = words("words", "left_veto")
_VAGUE = ("几", "数", "好几", "若干")
_ENGLISH_NUMBER = re.compile(ENGLISH_NUMERAL)


def _cardinal(text: str, start: int) -> _Mention | None:
    """Read a number with its unit, a range of two, or a bare number."""
    first = _side(text, start)
    if first is None:
        return None
    second = _second_side(text, first)
    mention = _one_number(text, first) if second is None else _range(text, first, second)
    mention = _per_each(text, mention)
    if mention.kind in _MARKED_KINDS:
        return _with_mark_behind(text, mention)
    return mention


def _side(text: str, start: int) -> _Side | None:
    position = start
    symbol = _SYMBOL_TERMS.before(text, start + 1) if text[start : start + 1] in _SYMBOLS else None
    if symbol is not None:
        position = start + 1 + text.startswith(" ", start + 1)
        start = start + 1 - len(symbol[0])
    match = _NUMERAL.match(text, position)
    if match is None:
        return _english_side(text, position)
    reading = read_numeral(match[0])
    if reading is None:
        return None
    end, mark = match.end(), reading.mark
    digits = match[0][0].isdecimal()
    if digits and (scale := _ENGLISH_SCALE.match(text, end)) is not None:
        reading = _scaled(reading, Decimal(_ENGLISH_MAGNITUDES[scale[1]]))
        end = scale.end()
    behind = text[end : end + 1]
    if behind in _INSIDE and behind != "几" and not text.startswith("于", end + 1):
        mark, end = _INSIDE[behind], end + 1
    unit = _unit_at(text, end, digits=digits or symbol is not None)
    if symbol is not None and (unit is None or unit.kind is not Kind.MONEY):
        unit = _Unit("", end, symbol[1], Kind.MONEY, counter=False)
    if unit is not None and unit.surface in _TENTHS:
        reading, unit = _tenths(text, reading, unit)
    end = unit.end if unit else end
    if unit is not None and reading.scale == 1 and _AND_A_HALF.match(text, end) is not None:
        half = Decimal("0.5")
        reading, end = replace(reading, low=reading.low + half, high=reading.high + half), end + 1
    return _Side(start, end, match[0], reading, mark, unit)


def _tenths(text: str, reading: Reading, unit: _Unit) -> tuple[Reading, _Unit]:
    """Return 七成五 with its second digit, and 75折 and 五五折 as the percentage that they are."""
    if reading.low > 10:
        return reading, replace(unit, factor=_ONE)
    match = _SECOND_DIGIT.match(text, unit.end) if unit.surface == "成" else None
    more = read_numeral(match[0]) if match else None
    if match is None or more is None:
        return reading, unit
    part = more.low / 10
    longer = replace(reading, low=reading.low + part, high=reading.high + part)
    return longer, replace(unit, end=match.end())


_SECOND_DIGIT = re.compile("[一二三四五六七八九](?![个名年月家项])")
_AND_A_HALF = re.compile("半(?![数导径岛天夜路价产边成自官停殖])")


def _english_side(text: str, start: int) -> _Side | None:
    match = _ENGLISH_NUMBER.match(text, start)
    if match is None:
        return None
    value = read_english(match[0])
    unit = _unit_at(text, match.end(), digits=True)
    end = unit.end if unit else match.end()
    return _Side(start, end, match[0], Reading(value, value, _ONE), None, unit)


def _scaled(reading: Reading, factor: Decimal) -> Reading:
    return Reading(reading.low * factor, reading.high * factor, abs(factor), reading.mark)


def _second_side(text: str, first: _Side) -> _Side | None:
    """Return the upper end where `first` is the lower end of a range."""
    joint = _RANGE.match(text, first.end)
    if joint is None:
        return _neighbour(text, first)
    second = _signed_side(text, joint.end())
    if second is not None and second.unit is None and _has_symbol(first):
        second = replace(second, unit=first.unit)
    if second is None or second.unit is None:
        return None
    change = text[max(0, first.start - 1) : first.start] in ("从", "由", "自")
    if first.unit is not None and (change or first.unit.name != second.unit.name):
        return None
    low = _lent(_sign_before(text, first), second.reading).low
    return second if low < second.reading.high else None


def _sign_before(text: str, side: _Side) -> Reading:
    """Return the reading of `side` with the minus sign before it."""
    match = _SIGN.search(text, max(0, side.start - 2), side.start)
    return side.reading if match is None or match[0] == "+" else _scaled(side.reading, -_ONE)


def _signed_side(text: str, start: int) -> _Side | None:
    """Return the side at `start`, where a minus sign may stand first: -5%至-3%."""
    if text[start : start + 1] not in ("-", "−"):
        return _side(text, start)
    side = _side(text, start + 1)
    return None if side is None else replace(side, reading=_scaled(side.reading, -_ONE))


def _has_symbol(side: _Side) -> bool:
    """Return whether the unit is the currency sign in front: $5."""
    return side.unit is not None and not side.unit.surface


def _neighbour(text: str, first: _Side) -> _Side | None:
    """Return the second of two neighbouring digits that mean 'one or the other': 五、六倍."""
    place = first.end + 1
    if first.unit is not None or not text.startswith("、", first.end):
        return None
    if len(first.surface) > 1 or text[place : place + 1] not in tuple(CHINESE_DIGITS):
        return None
    second = _side(text, place)
    if second is None or second.unit is None or first.surface.isdecimal():
        return None
    next_digit = read_numeral(second.surface[0])
    follows = next_digit is not None and next_digit.low == first.reading.low + 1
    return second if follows else None


def _lent(reading: Reading, lender: Reading) -> Reading:
    """Return `reading` with the magnitudes that a range writes only once: 3—5万 is 30000 up."""
    for scale in (lender.scale, *(Decimal(10) ** power for power in (12, 8, 4))):
        factor = scale / reading.scale
        if scale <= lender.scale and factor > 1 and reading.high * factor < lender.high:
            return _scaled(reading, factor)
    return reading


def _range(text: str, first: _Side, second: _Side) -> _Mention:
    unit = second.unit
    if unit is None:
        raise ValueError("the upper end of a range has a unit")
    lends = first.unit is None or _has_symbol(first)
    signed = _sign_before(text, first)
    low = _lent(signed, second.reading) if lends else signed
    return _Mention(
        first.start - (signed.low < 0 < first.reading.low),
        second.end,
        unit.kind,
        low.low * unit.factor,
        second.reading.high * unit.factor,
        unit.name,
        second.mark or Qualifier.EXACT,
    )


def _one_number(text: str, side: _Side) -> _Mention:
    reading, unit = side.reading, side.unit
    if unit is None:
        return _bare_number(text, side)
    mention = _Mention(
        side.start,
        side.end,
        unit.kind,
        reading.low * unit.factor,
        reading.high * unit.factor,
        unit.name,
        side.mark or Qualifier.EXACT,
        scale=reading.scale,
    )
    if _states_nothing(text, side, unit) or _is_glued(text, side):
        return replace(mention, kind=None)
    return _signed(text, mention)


_EACH = re.compile(r"每([一-鿿]{1,3}?)(?:[一-鿿]{0,8})$")


def _per_each(text: str, mention: _Mention) -> _Mention:
    """Return an amount of money with the counted thing that 每 names before it: 每股…2.25元."""
    if mention.kind is not Kind.MONEY or "/" in mention.unit:
        return mention
    match = _EACH.search(text, max(0, mention.start - _EACH_REACH), mention.start)
    unit = _UNITS.at(text, match.start(1)) if match else None
    if unit is None or unit[0] in _DURATIONS:
        return mention
    return replace(mention, unit=f"{mention.unit}/{_SAME.get(unit[0], unit[0])}")


_EACH_REACH = 12


def _states_nothing(text: str, side: _Side, unit: _Unit) -> bool:
    """Return whether the numeral only means 'a' (一个) or 'some' (几十万人, 千家)."""
    if text[side.start - 1 : side.start] == "每":
        return True
    if side.surface[0].isdecimal():
        return False
    if side.surface == "一" and unit.counter:
        return True
    if text.endswith(_VAGUE, 0, side.start):
        return True
    if side.surface[0] in "百千万亿":
        return _mark_before(text, side.start, 0) is None and not text.endswith(
            words("marks", "unsaid_one"), 0, side.start
        )
    return len(side.surface) == 1 and text.endswith(_LEFT_VETO, 0, side.start)


_GLUEABLE = frozenset("0123456789")


def _is_glued(text: str, side: _Side) -> bool:
    """Return whether Latin letters make a name of the number: 5g, covid-19."""
    before = text[max(0, side.start - 2) : side.start]
    if text[side.start : side.start + 1] not in _GLUEABLE:
        return False
    return bool(_LATIN.search(before[-1:])) or (
        before[-1:] == "-" and bool(_LATIN.search(before[:1]))
    )


def _signed(text: str, mention: _Mention) -> _Mention:
    """Return the mention with the minus sign that stands before it."""
    match = _SIGN.search(text, max(0, mention.start - 2), mention.start)
    if match is None or mention.low is None or mention.high is None:
        return mention
    if match[0] == "+":
        return replace(mention, start=match.start())
    return replace(mention, start=match.start(), low=-mention.high, high=-mention.low)


_IDENTIFIER_BEFORE = Terms(dict.fromkeys(words("words", "identifier_before"), True))
_IDENTIFIER_BEHIND = Terms(dict.fromkeys(words("words", "identifier_behind"), True))
_HEADS = Terms(inverted("units", "head_units"))
_HEAD_REACH = 10
_NAME = re.compile(r"\d\.0|\d+·\d+")
"""Versions (4.0) and days that name an event (5·12)."""


def _bare_number(text: str, side: _Side) -> _Mention:
    """Return a number without a unit: a code, a count whose noun says the unit, or neither."""
    reading, digits = side.reading, side.surface.isdecimal()
    if side.surface[0].isdecimal() and (_is_glued(text, side) or _LATIN.match(text, side.end)):
        return _Mention(side.start, side.end, None)
    if digits and _is_code(text, side):
        return _Mention(side.start, side.end, Kind.IDENTIFIER)
    states = side.surface[0] not in "百千万亿" or _mark_before(text, side.start, 0) is not None
    large = reading.scale >= 10000 and states and not text.endswith(_VAGUE, 0, side.start)
    written = side.surface[0].isdecimal() and not digits and not _NAME.fullmatch(side.surface)
    counts = large or written or (digits and side.mark is not None)
    if side.surface.isascii() and _ENGLISH_COUNT.match(text, side.end):
        counts = True
    unit = _head_unit(text, side) if large else ""
    mention = _Mention(
        side.start,
        side.end,
        _kind_of(unit),
        reading.low,
        reading.high,
        unit,
        side.mark or Qualifier.EXACT,
        scale=reading.scale,
        bare=True,
        counts=counts,
    )
    return _signed(text, mention)


def _is_code(text: str, side: _Side) -> bool:
    return (
        len(side.surface) >= 5
        or _IDENTIFIER_BEFORE.before(text, side.start) is not None
        or _IDENTIFIER_BEHIND.at(text, side.end) is not None
    )


def _head_unit(text: str, side: _Side) -> str:
    """Return the unit that the counted noun implies: 五亿农民, 技能人才总量超696万."""
    if _SYMBOL_TERMS.before(text, side.start) is not None:
        return ""
    for start in range(side.end, min(len(text), side.end + _HEAD_REACH)):
        if text[start] in ",。;、的":
            break
        behind = _HEADS.at(text, start)
        if behind is not None:
            return behind[1]
    for end in range(side.start, max(0, side.start - _HEAD_REACH), -1):
        if text[end - 1] in ",。;、":
            break
        before = _HEADS.before(text, end)
        if before is not None:
            return before[1]
    return ""


# ---------------------------------------------------------------------------- marks

_MARKED_KINDS = (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT, Kind.RATIO, Kind.DURATION)
_BEFORE = Terms({w: Qualifier(name) for w, name in inverted("marks", "before").items()})
_BEFORE_VETO = word_lists("marks", "not_before")
_BEHIND = Terms({w: Qualifier(name) for w, name in inverted("marks", "behind").items()})
_TIGHT_BEHIND = ("多", "余", "强", "弱")
_COUNT_UNITS = frozenset((*_COUNTERS, "人"))


def _mark_before(text: str, start: int, floor: int) -> tuple[int, Qualifier] | None:
    """Return where a mark before `start` begins, and what it says."""
    end = start
    if end > floor and text[end - 1] == " ":
        end -= 1
    found = _BEFORE.before(text, end)
    if found is None or end - len(found[0]) < floor:
        return None
    begin = end - len(found[0])
    if begin and text[begin - 1] in _BEFORE_VETO.get(found[0], ()):
        return None
    return begin, found[1]


def _with_mark_before(text: str, mention: _Mention, floor: int) -> _Mention:
    """Return the mention with the currency and the mark in front of it."""
    start = mention.start
    spaced = start - 1 if start and text[start - 1] == " " else start
    currency = _SYMBOL_TERMS.before(text, spaced)
    if currency is not None and spaced - len(currency[0]) >= floor:
        start = spaced - len(currency[0])
        if not mention.unit and mention.kind is Kind.QUANTITY:
            mention = replace(mention, kind=Kind.MONEY, unit=currency[1], bare=False)
    mark = _mark_before(text, start, floor)
    if mark is None or (mention.kind is Kind.DURATION and text[mark[0]] in "近过"):
        return replace(mention, start=start)
    if text[mark[0] : start] == "过" and not _is_large(mention):
        return replace(mention, start=start)
    begin, said = mark
    plain = mention.qualifier is Qualifier.EXACT
    counts = mention.counts or (mention.bare and text[mention.start].isdecimal())
    return replace(
        mention, start=begin, qualifier=said if plain else mention.qualifier, counts=counts
    )


def _is_large(mention: _Mention) -> bool:
    """Return whether 过 before it can mean 'more than': 过万亿元, not 开过3次会."""
    return mention.kind in (Kind.MONEY, Kind.PERCENT, Kind.RATIO) or mention.scale >= 100


def _with_mark_behind(text: str, mention: _Mention) -> _Mention:
    """Return the mention with the mark behind it: 以上, 左右, 多."""
    found = _BEHIND.at(text, mention.end)
    if found is None:
        return mention
    word, said = found
    end = mention.end + len(word)
    if word in _TIGHT_BEHIND:
        if mention.unit in _COUNT_UNITS or mention.bare:
            return mention
        if word in "强弱" and mention.kind is not Kind.RATIO:
            return mention
        if text[end : end + 1] in tuple(_MARK_VETO):
            return mention
    return replace(mention, end=end, qualifier=said, counts=True)


# ---------------------------------------------------------------------------- lists

_LIST_GAP = frozenset(("、", "和", "及", "与", "以及", "、和", " 、 ", " 和 ", "或", " and ", ", "))


def _with_lent_units(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """Return the mentions, each bare number in a list with the unit at the list's end.

    `提高15、22个百分点`: both are percentage points. Other bare numbers go, unless they count.
    """
    kept: list[_Mention] = []
    for position in range(len(mentions) - 1, -1, -1):
        mention = mentions[position]
        if mention.bare and kept and _is_list(text, mention, kept[-1]):
            lender = kept[-1]
            mention = replace(mention, kind=lender.kind, unit=lender.unit, bare=False)
            mention = _with_lent_scale(mention, lender)
        if not mention.bare or mention.counts:
            kept.append(mention)
    return _with_lent_each(text, kept[::-1])


_RAISED_TO = re.compile("[由从]?[一-鿿]{0,3}[到至]|[、和]")


def _with_lent_each(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """Return amounts with the 每 of the amount they are raised from: 每人120元提高到200元."""
    for position in range(1, len(mentions)):
        before, mention = mentions[position - 1], mentions[position]
        per_each = before.unit.startswith(f"{mention.unit}/") and mention.kind is Kind.MONEY
        if per_each and _RAISED_TO.fullmatch(text, before.end, mention.start):
            mentions[position] = replace(mention, unit=before.unit)
    return mentions


def _is_list(text: str, mention: _Mention, following: _Mention) -> bool:
    return (
        text[mention.end : following.start] in _LIST_GAP
        and following.kind in _MARKED_KINDS
        and following.unit != ""
        and not _at_line_start(text, mention.start)
    )


def _at_line_start(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _with_lent_scale(mention: _Mention, lender: _Mention) -> _Mention:
    if mention.scale != 1 or lender.scale < 10000 or mention.low is None or mention.high is None:
        return mention
    scale = lender.scale
    return replace(mention, low=mention.low * scale, high=mention.high * scale, scale=scale)


# ---------------------------------------------------------------------------- tables

_CODE_COLUMN = re.compile("序号|编号|代码|电话|邮编|年份|^年$|^no|year")


def _in_table(text: str, cell: Cell) -> _Mention:
    """Read a cell that is nothing but a number, in the unit of its column."""
    start, end = cell.span.start, cell.span.end
    surface = text[start:end].lstrip("-+−")
    match = _NUMERAL.match(surface)
    reading = read_numeral(match[0]) if match else None
    column = text[cell.column.start : cell.column.end] if cell.column else ""
    if match is None or match.end() < len(surface) or reading is None:
        return _Mention(start, end, None)
    if _CODE_COLUMN.search(column):
        return _Mention(start, end, Kind.IDENTIFIER)
    sign = -1 if text[start] in "-−" else 1
    scale = _UNIT_SCALE.match(cell.unit)
    magnitude = read_numeral(scale[0]) if scale else None
    unit = _unit_at(cell.unit, scale.end() if scale else 0, digits=True)
    value = sign * reading.low * (magnitude.low if magnitude else 1)
    kind, name = (unit.kind, unit.name) if unit else (Kind.QUANTITY, "")
    return _Mention(start, end, kind, value, value, name)


_UNIT_SCALE = re.compile("[百千万亿]+(?!瓦|米|克)")


_Production = Callable[[str, int], _Mention | None]
_PRODUCTIONS: tuple[_Production, ...] = (
    _idle_zero,
    _quoted_name,
    _part,
    _word,
    _date,
    _ordinal,
    _cardinal,
)
