"""How many numbers of other projects' test sets are read, by their types.

    python -m tests.evaluation.numbers DIR [--misses N]

DIR holds `num_recognizers`, `num_duckling`, `num_wetext` and `num_cn2an` (`.jsonl.gz`), made from
the tests of microsoft/Recognizers-Text, facebook/duckling, wenet-e2e/WeTextProcessing and
Ailln/cn2an. Each set lists only its own type, so that recall is measured and not precision. An
item is found when a mention overlaps it and has its value; a numeral that stands alone is given
to the reader of numerals, as `find_quantities` leaves bare numbers out on purpose.

Not asked, since their conventions are not those of reports:

- `Number/NumberModel` and duckling's `Numeral` as mentions: they list every bare digit (两百点两)
  and the 一 of 一些. They are asked as numerals instead.
- Times of day, weekdays, holidays and times counted from now (`DateTime`, `Time`): of times only
  those of the calendar, with a year or a month and its day, and lengths are asked.
- Number ranges in words of comparison (大于二十的同时小于等于三十五): queries, not statements.
- Rows that their own project marks as not supported by its Python edition.
- Speech, in all sets: telephone numbers and plates, texts to be read out (`tn/`), 幺 and 洞.
- Duckling's durations, weights: it converts them to units of its own; only the place is asked.

In scope but not mended, as no report writes so: spaces inside a numeral (陆 点 五 折), 15K for
15,000, an amount in two units (三斤半, 两角五分), 兆 for 10^12, Cantonese counting (個半, 蚊),
single letters as units (9m, 2L, 2g), which tables and formulas use as names.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from index.numerals import NUMERAL, read_numeral
from index.quantities import find_quantities
from index.text import fold
from index.types import Quantity

Record = dict[str, object]

_RECOGNIZERS = re.compile("Number/(Percent|Ordinal)|NumberWithUnit/|DateTime/(Date|Duration)[EP]")
_DUCKLING = frozenset(("AmountOfMoney", "Distance", "Ordinal", "Temperature", "Volume"))
_DUCKLING_PLACES = frozenset(("Duration", "Quantity"))
_WETEXT = re.compile("itn/data/(measure|money|fraction|date)")
_NUMERALS = {
    "num_recognizers": "Number/NumberModel",
    "num_duckling": "Numeral",
    "num_wetext": "itn/data/number",
    "num_cn2an": "cn2an_test/(?:strict|normal)_data_dict",
}
_CALENDAR = re.compile(
    r"^(?!.*(?:正月|大年|[上下本这每前后]|[0-9] [0-9])).*"
    r"(?:[0-9]{4}年|[0-9一二三四五六七八九〇零]{4}年"
    r"|[0-9一二三四五六七八九十]月.*[0-9一二三四五六七八九十][日号]|[0-9]{4}[-./][0-9]{1,2}[-./])"
)
"""A date of the calendar: with its year, or a month and its day."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Item:
    """A number that a set lists.

    Attributes:
        values: Those that count as right; empty where only the place is asked.
    """

    kind: str
    text: str
    start: int
    end: int
    values: tuple[Decimal, ...]
    numeral: bool = False


def load(folder: Path, name: str) -> Iterator[Record]:
    """Yield the rows of a set."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def items(row: Record) -> Iterator[Item]:
    """Yield what a row lists, where it is in scope."""
    kind, text, source = str(row["kind"]), str(row["text"]), str(row["set"])
    numeral = re.fullmatch(_NUMERALS[source], kind) is not None
    if source == "num_recognizers":
        if "ython" not in str(row["not_supported"]) and (numeral or _RECOGNIZERS.match(kind)):
            yield from _recognizers_items(row, numeral=numeral)
    elif numeral:
        if (value := _number(str(row["output"]))) is not None:
            yield Item(kind, text, 0, len(text), (value,), numeral=True)
    elif source == "num_duckling" and kind in _DUCKLING | _DUCKLING_PLACES:
        values = () if kind in _DUCKLING_PLACES else _numbers_in(str(row["output"]))
        yield Item(kind, text, 0, len(text), values)
    elif _WETEXT.match(kind):
        for quantity in find_quantities(str(row["output"])):
            values = _values(quantity)
            if values:
                yield Item(kind, text, 0, len(text), values)


def _recognizers_items(row: Record, *, numeral: bool) -> Iterator[Item]:
    spans = row["spans"]
    assert isinstance(spans, list)
    for span in spans:
        if "DateTime/Date" in str(row["kind"]) and not _CALENDAR.search(span["text"]):
            continue
        written = str(span["value"].get("value", ""))
        value = _number(written.rstrip("%"))
        if written in ("", "null") or value is not None:
            values = () if value is None else (value,)
            text = span["text"] if numeral else str(row["text"])
            start, end = (0, len(text)) if numeral else (span["start"], span["end"])
            if values or not numeral:
                yield Item(str(row["kind"]), text, start, end, values, numeral)


def _number(written: str) -> Decimal | None:
    """Return the one number that is written, also as `(NumeralValue 33)`."""
    try:
        return Decimal(re.sub(r"^\(NumeralValue (.*)\)$", r"\1", written))
    except InvalidOperation:
        return None


def _numbers_in(output: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, _NUMBER.findall(output)))


def is_found(item: Item) -> bool:
    """Return whether the item is read, with its value where one is asked for."""
    if item.numeral:
        return _reads_numeral(item)
    overlapping = [
        quantity
        for quantity in find_quantities(item.text)
        if quantity.span.start < item.end and item.start < quantity.span.end
    ]
    if not item.values:
        return bool(overlapping)
    return any(_close(read, item.values) for quantity in overlapping for read in _values(quantity))


def _reads_numeral(item: Item) -> bool:
    surface = fold(item.text.strip()).lstrip("负-")
    if re.fullmatch(NUMERAL, surface) is None:
        return False
    reading = read_numeral(surface)
    return reading is not None and _close(reading.low, tuple(map(abs, item.values)))


def _values(quantity: Quantity) -> tuple[Decimal, ...]:
    """Return the values of a mention; per mille as the per cent that the sets give."""
    ends = (quantity.number, quantity.low, quantity.high)
    factor = Decimal("0.1") if quantity.unit == "‰" else Decimal(1)
    return tuple(end * factor for end in ends if end is not None)


def _close(read: Decimal, wanted: tuple[Decimal, ...]) -> bool:
    """Return whether the value is wanted; the sets hold rounded floats and cents of a yuan."""
    return any(
        abs(read * factor - value) <= abs(value) * Decimal("1e-6")
        for value in wanted
        for factor in (Decimal(1), Decimal(100))
    )


def measured(folder: Path, found: Callable[[Item], bool]) -> Iterator[tuple[str, int, list[Item]]]:
    """Yield, for each type of each set, how many items it has and those that are not found."""
    for name in _NUMERALS:
        by_kind: dict[str, list[Item]] = defaultdict(list)
        for row in load(folder, name):
            for item in items(row):
                by_kind[item.kind].append(item)
        for kind, listed in sorted(by_kind.items()):
            yield f"{name} {kind}", len(listed), [item for item in listed if not found(item)]


def main() -> None:
    """Print a table, and the first misses of each type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--misses", type=int, default=0, help="print this many of each type")
    options = parser.parse_args()
    rows = list(measured(options.folder, is_found))
    print("| set and type | items | found | recall |\n|---|---|---|---|")
    for name, number, missed in rows:
        found = number - len(missed)
        print(f"| {name} | {number} | {found} | {found / number:.3f} |")
    for name, _, missed in rows:
        for item in missed[: options.misses]:
            print(f"{name}: {item.text[item.start : item.end]!r} in {item.text[:60]!r}")


if __name__ == "__main__":
    main()
