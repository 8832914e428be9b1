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
from dataclasses import replace
from decimal import Decimal

from index.cardinals import in_table, read_cardinal
from index.dates import read_date
from index.marks import with_mark_before
from index.mentions import MARKED_KINDS, NUMERAL_AT, START, Mention
from index.names import pass_idle_zero, read_quoted_name, read_word
from index.ordinals import read_ordinal
from index.shares import read_part
from index.tables import Cell, table_cells
from index.terms import table
from index.text import fold
from index.types import Kind, Qualifier, Quantity, Span


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every numeric mention, in order of its start; no two overlap.

    `find_quantities("轮训干部1400余名")[0]` has number 1400, unit 人, qualifier over.
    """
    folded = fold(_FULL_WIDTH_COMMA.sub("；", text))
    cells = {cell.span.start: cell for cell in table_cells(folded)}
    mentions = with_lent_units(folded, list(_mentions(folded, cells)))
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


def _finished(text: str, mention: Mention) -> Quantity:
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
    # Not by `quantize`, which refuses what has more digits than Decimal arithmetic keeps.
    return Decimal(int(whole)) if number == whole else number.normalize()


def _mentions(text: str, cells: dict[int, Cell]) -> Iterator[Mention]:
    """Yield what stands in `text`, bare numbers included."""
    position = 0
    while (match := START.search(text, position)) is not None:
        start = match.start()
        cell = cells.get(start) or cells.get(start - 1)
        mention = in_table(text, cell) if cell else _mention_at(text, start, position)
        position = max(mention.end, match.start() + 1)
        if mention.kind is not None:
            yield mention


def _mention_at(text: str, start: int, floor: int) -> Mention:
    """Return the mention that begins at `start`; words before it may not go below `floor`."""
    for production in _PRODUCTIONS:
        mention = production(text, start)
        if mention is not None:
            marked = mention.kind in MARKED_KINDS
            mention = with_mark_before(text, mention, floor) if marked else mention
            return mention if mention.start >= floor else replace(mention, start=floor)
    run = NUMERAL_AT.match(text, start)
    return Mention(start, run.end() if run else start + 1, None)


_Production = Callable[[str, int], Mention | None]
_PRODUCTIONS: tuple[_Production, ...] = (
    pass_idle_zero,
    read_quoted_name,
    read_part,
    read_word,
    read_date,
    read_ordinal,
    read_cardinal,
)


# ---------------------------------------------------------------------------- lists

_LIST_GAP = frozenset(("、", "和", "及", "与", "以及", "、和", " 、 ", " 和 ", "或", " and ", ", "))
_RAISED_TO = re.compile("[由从]?[一-鿿]{0,3}[到至]|[、和]")


def with_lent_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, each bare number in a list with the unit at the list's end.

    `提高15、22个百分点`: both are percentage points. Other bare numbers go, unless they count.
    """
    kept: list[Mention] = []
    for position in range(len(mentions) - 1, -1, -1):
        mention = mentions[position]
        if mention.bare and kept and _is_list(text, mention, kept[-1]):
            lender = kept[-1]
            mention = replace(mention, kind=lender.kind, unit=lender.unit, bare=False)
            mention = _with_lent_scale(mention, lender)
        if not mention.bare or mention.counts:
            kept.append(mention)
    return _with_lent_each(text, kept[::-1])


def _with_lent_each(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return amounts with the 每 of the amount they are raised from: 每人120元提高到200元."""
    for position in range(1, len(mentions)):
        before, mention = mentions[position - 1], mentions[position]
        per_each = before.unit.startswith(f"{mention.unit}/") and mention.kind is Kind.MONEY
        if per_each and _RAISED_TO.fullmatch(text, before.end, mention.start):
            mentions[position] = replace(mention, unit=before.unit)
    return mentions


def _is_list(text: str, mention: Mention, following: Mention) -> bool:
    return (
        text[mention.end : following.start] in _LIST_GAP
        and following.kind in MARKED_KINDS
        and following.unit != ""
        and not _at_line_start(text, mention.start)
    )


def _at_line_start(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _with_lent_scale(mention: Mention, lender: Mention) -> Mention:
    if mention.scale != 1 or lender.scale < 10000 or mention.low is None or mention.high is None:
        return mention
    scale = lender.scale
    return replace(mention, low=mention.low * scale, high=mention.high * scale, scale=scale)
