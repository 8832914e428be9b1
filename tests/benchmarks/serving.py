"""What serving costs: start, memory, and the time of a search and of an answer.

    python -m tests.benchmarks.serving --reports data/reports

Indexes the folder into a temporary library, starts the installed `wenju serve` on it, and asks it
one question after another over HTTP: one for each fact of the reports. Prints a Markdown table.
The times are those of a client on the same machine, so they hold the network stack too.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from tests.service.processes import Running, free_port, running

_WENJU = str(Path(sys.executable).with_name("wenju"))
_WARM_UP = 5


def questions(server: Running, limit: int) -> list[str]:
    """Return a question for each thing that the reports count."""
    _, body = server.get(f"/api/v1/facts?limit={limit}")
    measures = dict.fromkeys(fact["measure"] for fact in json.loads(body)["facts"])
    return [f"{measure}是多少？" for measure in measures if measure]


def timed_ms(call: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return how long each call took, the first few left out."""
    times = []
    for text in texts[:_WARM_UP] + texts:
        start = time.perf_counter()
        call(text)
        times.append((time.perf_counter() - start) * 1000)
    return times[_WARM_UP:]


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process and its children, in MB."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    ).stdout
    rows = [tuple(map(int, line.split())) for line in listing.splitlines()]
    family = {pid}
    for child, parent, _ in sorted(rows):
        if parent in family:
            family.add(child)
    return sum(rss for process, _, rss in rows if process in family) / 1000


def row(name: str, times: list[float]) -> str:
    """Return a line of the table."""
    return f"| {name}, p50 / p95 | {median(times):.0f} / {quantiles(times, n=20)[18]:.0f} ms |"


def measure(reports: Path, limit: int) -> list[str]:
    """Return the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library")
        start = time.perf_counter()
        subprocess.run([_WENJU, "index", str(reports), "--library", library], check=True)
        indexed_s = time.perf_counter() - start
        port = free_port()
        command = [_WENJU, "serve", "--library", library, "--port", str(port)]
        start = time.perf_counter()
        with running(command, port, Path(folder) / "log", environ=os.environ) as server:
            ready_s = time.perf_counter() - start
            asked = questions(server, limit)
            searches = timed_ms(lambda q: server.get(f"/api/v1/search?q={quote(q)}"), asked)
            answers = timed_ms(lambda q: server.get("/api/v1/answers", {"question": q}), asked)
            memory = resident_mb(server.process.pid)
            held = json.loads(server.get("/api/v1/documents")[1])["documents"]
    return [
        f"| reports, characters | {len(held)}, {sum(d['characters'] for d in held):,} |",
        f"| index from nothing, with start | {indexed_s:.1f} s |",
        f"| start to ready | {ready_s:.1f} s |",
        f"| resident memory after {2 * len(asked)} calls | {memory:.0f} MB |",
        row("search", searches),
        row("answer", answers),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, default=Path("data/reports"))
    parser.add_argument("--limit", type=int, default=200, help="most facts to ask about")
    options = parser.parse_args()
    lines = measure(options.reports, options.limit)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print("| measured | |\n|---|---|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
