"""Numbers that stand in tables: which row and column each belongs to, and in which unit.

In: folded text. Out: one `Cell` for each cell that is nothing but a number. Two layouts are read:
Markdown rows between `|`, and the lines that a table leaves behind when a page is turned into
text, below a line such as 单位：万元. What the number is worth is left to `quantities`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.types import Span

_NUMBER = r"[-+−]?\d[\d,]*(?:\.\d+)?"
_ONLY_NUMBER = re.compile(_NUMBER)
_NUMBER_LINE = re.compile(rf"(?P<label>\D.*?[^\d\s.,+−-])?[ \t]*(?P<cells>(?:{_NUMBER}[ \t]*)+)$")
_UNIT_LINE = re.compile(r"单位\s*:\s*(?P<unit>[^\s,;。)）|]{1,8})")
_UNIT_IN_HEADER = re.compile(
    r"[(（](?:单位:?)?(?P<unit>[^()（）\d]{1,8})[)）]|单位:(?P<plain>\S{1,8})$"
)
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*$")
_LINE = re.compile(r"[^\n]+")
_MAX_LABEL_CHARS = 40
_UNIT_REACH_LINES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table.

    Attributes:
        span: The number.
        row: The label of its row, where there is one.
        column: The header of its column, without the unit.
        unit: The unit as the header or the caption writes it, magnitudes included: 万元; or "".
    """

    span: Span
    row: Span | None
    column: Span | None
    unit: str


def table_cells(text: str) -> tuple[Cell, ...]:
    """Return the cells that are nothing but a number, in order of their start."""
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text)]
    cells: list[Cell] = []
    position = 0
    while position < len(lines):
        if text.startswith("|", lines[position].start):
            end = position
            while end < len(lines) and text.startswith("|", lines[end].start):
                end += 1
            cells.extend(_markdown(text, lines[position:end], _caption_unit(text, lines, position)))
            position = end
        elif (unit := _UNIT_LINE.search(text, lines[position].start, lines[position].end)) is None:
            position += 1
        else:
            end = _bare_table_end(text, lines, position + 1)
            cells.extend(_bare_table(text, lines[position + 1 : end], unit["unit"]))
            position = max(end, position + 1)
    return tuple(cells)


# ---------------------------------------------------------------------------- Markdown


def _caption_unit(text: str, lines: list[Span], position: int) -> str:
    """Return the unit that one of the lines above a table names."""
    for line in reversed(lines[max(0, position - _UNIT_REACH_LINES) : position]):
        match = _UNIT_LINE.search(text, line.start, line.end)
        if match is not None:
            return match["unit"]
        if text.startswith("|", line.start):
            break
    return ""


def _markdown(text: str, rows: list[Span], caption: str) -> Iterator[Cell]:
    header: list[Span | None] = []
    for index, row in enumerate(rows):
        if _RULE.fullmatch(text, row.start, row.end):
            continue
        fields = _fields(text, row)
        if index == 0:
            header = fields
            corner = _header_unit(text, fields[0]) if fields else ""
            caption = corner or caption
            continue
        label = fields[0] if fields and not _is_number(text, fields[0]) else None
        for column, field in enumerate(fields):
            if field is not None and _is_number(text, field):
                yield _cell(text, field, label, _at(header, column), caption)


def _fields(text: str, row: Span) -> list[Span | None]:
    """Return the cells of a Markdown row without the space around them; `None` where empty."""
    fields: list[Span | None] = []
    start = row.start + 1
    while start < row.end:
        bar = text.find("|", start, row.end)
        end = bar if bar >= 0 else row.end
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        fields.append(Span(begin, begin + len(piece.strip())) if piece.strip() else None)
        start = end + 1
    return fields


def _is_number(text: str, field: Span | None) -> bool:
    return field is not None and _ONLY_NUMBER.fullmatch(text, field.start, field.end) is not None


def _at(header: list[Span | None], column: int) -> Span | None:
    return header[column] if column < len(header) else None


def _header_unit(text: str, header: Span | None) -> str:
    match = _UNIT_IN_HEADER.search(text, header.start, header.end) if header else None
    return (match["unit"] or match["plain"] or "") if match else ""


def _cell(text: str, span: Span, row: Span | None, column: Span | None, caption: str) -> Cell:
    """Return a cell; the unit of its column goes before that of its row and of the caption."""
    unit = _header_unit(text, column) or _header_unit(text, row) or caption
    return Cell(span, _without_unit(text, row), _without_unit(text, column), unit)


def _without_unit(text: str, header: Span | None) -> Span | None:
    match = _UNIT_IN_HEADER.search(text, header.start, header.end) if header else None
    if header is None or match is None:
        return header
    return Span(header.start, match.start()) if match.start() > header.start else None


# ---------------------------------------------------------------------------- bare lines


def _bare_table_end(text: str, lines: list[Span], start: int) -> int:
    """Return the index after the last short line without a full stop."""
    for index in range(start, len(lines)):
        line = text[lines[index].start : lines[index].end]
        if "。" in line or line.startswith("|") or len(line) > 2 * _MAX_LABEL_CHARS:
            return index
    return len(lines)


def _bare_table(text: str, lines: list[Span], caption: str) -> Iterator[Cell]:
    """Yield the cells of a table whose cells stand on lines of their own or behind their label.

    The lines above the first number are the headers, from left to right, then the first label.
    """
    labels: list[Span] = []
    header: list[Span] | None = None
    row: Span | None = None
    column = 0
    for line in lines:
        match = _NUMBER_LINE.fullmatch(text, line.start, line.end)
        if match is None:
            labels.append(_stripped(text, line))
            continue
        if match["label"] is not None:
            labels.append(_stripped(text, Span(match.start("label"), match.end("label"))))
        if labels:
            header = labels[:-1] if header is None else header
            row, column = labels[-1], 0
            labels = []
        for number in _ONLY_NUMBER.finditer(text, match.start("cells"), match.end("cells")):
            column += 1
            head = (header or [])[column : column + 1]
            yield _cell(
                text, Span(number.start(), number.end()), row, head[0] if head else None, caption
            )


def _stripped(text: str, line: Span) -> Span:
    piece = text[line.start : line.end]
    start = line.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start + 1, start + len(piece.strip())))
