"""How fast and how right the numbers of a report are read, beside two other packages.

    python -m tests.benchmarks.numbers [--yardsticks PYTHON]

Speed is MB of UTF-8 text a second of processor time on one core, with the growth curve: the
report is repeated to each size, every repetition with digits of its own. Accuracy is against what
an analyst lists in the report (`tests/golden/reports`): a listed number is right when a reading
that overlaps it has its value; a reading where neither a number nor a time is listed is false.

The yardsticks, recognizers-text-suite and jionlp, are no dependency of this project (one needs an
old `emoji`, the other a GPL package): PYTHON is one that has them, in an environment of its own,
made with `pip install recognizers-text-suite emoji==1.1.0 jionlp`. Without it their rows are left
out. They read the same texts in the same run, but only the smaller ones, as they are slower.
"""

import argparse
import json
import platform
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import median

from index.documents import parse_document
from index.facts import extract_facts
from index.quantities import find_quantities
from index.types import Kind, Span

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "reports" / "guizhou-2020.json"
SIZES_MB = (0.1, 0.3, 1.0, 3.0)
YARDSTICK_SIZES_MB = (0.1, 0.3)
YARDSTICKS = (("recognizers", "recognizers-text-suite"), ("jionlp", "jionlp (money only)"))
_SHOWN_KINDS = (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT)
_SCRIPT = Path(__file__).with_name("yardsticks.py")
_TIMEOUT_S = 600

Reading = tuple[Span, Decimal | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A number that an analyst lists."""

    span: Span
    surface: str
    number: Decimal
    unit: str
    qualifier: str
    measure: str
    period: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What an analyst lists in a report: its numbers, its traps, and its times and numbering."""

    facts: tuple[Row, ...]
    traps: tuple[Span, ...]
    times: tuple[Span, ...]


def listed_in(golden: Path, text: str) -> Listed:
    """Return what the golden file lists, each with its place in `text`."""
    case = json.loads(golden.read_text(encoding="utf-8"))
    return Listed(
        tuple(_row(entry, text) for entry in case["facts"]),
        tuple(_places(case["traps"], text)),
        tuple(_places(case["times"], text)),
    )


def _row(entry: dict[str, str], text: str) -> Row:
    start = text.index(entry["at"]) + entry["at"].index(entry["surface"])
    return Row(
        span=Span(start, start + len(entry["surface"])),
        surface=entry["surface"],
        number=Decimal(entry["number"]),
        unit=entry["unit"],
        qualifier=entry.get("qualifier", "exact"),
        measure=entry["measure"],
        period=entry["period"],
    )


def _places(phrases: list[str], text: str) -> Iterator[Span]:
    for phrase in phrases:
        for match in re.finditer(re.escape(phrase), text):
            yield Span(match.start(), match.end())


def grown(text: str, megabytes: float) -> str:
    """Return the text repeated to this size in UTF-8, the digits of each repetition turned."""
    pieces, size = [], 0.0
    while size < megabytes:
        turn = len(pieces)
        piece = re.sub(r"[1-9]", lambda match: str((int(match[0]) + turn) % 9 + 1), text)  # noqa: B023
        pieces.append(piece)
        size += len(piece.encode()) / 1e6
    return "\n".join(pieces)


def rates(read: Callable[[str], object], texts: list[str], repeats: int) -> list[float]:
    """Return the MB a second for each text, the median of several runs."""
    read(texts[0][:1000])
    found = []
    for text in texts:
        seconds = []
        for _ in range(repeats):
            start = time.process_time()
            read(text)
            seconds.append(time.process_time() - start)
        found.append(len(text.encode()) / 1e6 / median(seconds))
    return found


def scored(readings: list[Reading], listed: Listed) -> tuple[int, int]:
    """Return how many listed numbers are right, and how many readings are false."""
    right = sum(
        any(span.overlaps(row.span) and value == row.number for span, value in readings)
        for row in listed.facts
    )
    fair = [row.span for row in listed.facts] + list(listed.times)
    false = sum(not any(span.overlaps(other) for other in fair) for span, _ in readings)
    return right, false


def ours(text: str) -> list[Reading]:
    """Return our numbers of the kinds that `wenju facts` lists."""
    found = find_quantities(text)
    return [(q.span, q.number) for q in found if q.kind in _SHOWN_KINDS]


def theirs(python: str, name: str, texts: list[str]) -> list[tuple[float, list[Reading]]]:
    """Return, for each text, the seconds and the readings of a yardstick."""
    done = subprocess.run(
        [python, str(_SCRIPT), name],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        timeout=_TIMEOUT_S,
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        (reply["seconds"], [(Span(start, end), _decimal(v)) for start, end, v in reply["found"]])
        for reply in replies
    ]


def _decimal(value: str | None) -> Decimal | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None


def line(name: str, score: tuple[int, int] | None, speeds: list[float]) -> str:
    """Return a row of the table; what was not measured is a dash."""
    right, false = ("–", "–") if score is None else (str(score[0]), str(score[1]))
    cells = [f"{speed:.2f}" for speed in speeds] + ["–"] * (len(SIZES_MB) - len(speeds))
    return f"| {' | '.join([name, right, false, *cells])} |"


def table(report: Path, yardsticks: str | None, repeats: int) -> Iterator[str]:
    """Yield the lines of the table."""
    data = report.read_bytes()
    text = parse_document(data, report.name).text
    listed = listed_in(GOLDEN, text)
    texts = [grown(text, size) for size in SIZES_MB]
    sizes = " | ".join(f"{size:g} MB" for size in SIZES_MB)
    yield f"| | right of {len(listed.facts)} | false | {sizes} |"
    yield "|---|---|---|" + "---|" * len(SIZES_MB)
    yield line("numbers", scored(ours(text), listed), rates(find_quantities, texts, repeats))
    yield line("facts", None, rates(facts_of, texts, repeats))
    if yardsticks is None:
        return
    small = [grown(text, size) for size in YARDSTICK_SIZES_MB]
    for name, title in YARDSTICKS:
        first, *rest = theirs(yardsticks, name, [text, *small])
        pairs = zip(small, rest, strict=True)
        speeds = [len(piece.encode()) / 1e6 / reply[0] for piece, reply in pairs]
        yield line(title, scored(first[1], listed), speeds)


def facts_of(text: str) -> object:
    """Return the facts of a text as of a report."""
    return extract_facts(parse_document(text.encode(), "report.txt"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--yardsticks", metavar="PYTHON", help="a Python that has the others")
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the median counts")
    options = parser.parse_args()
    print(f"{platform.machine()}, one core, Python {platform.python_version()}, MB/s")
    report = ROOT / json.loads(GOLDEN.read_text(encoding="utf-8"))["report"]
    print("\n".join(table(report, options.yardsticks, options.repeats)))
    if options.yardsticks is None:
        print("recognizers-text-suite and jionlp are left out: give --yardsticks PYTHON")


if __name__ == "__main__":
    main()
