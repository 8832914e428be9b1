"""How much evidence a question finds in its own text, and how much in a foreign one.

    python -m tests.evaluation.support FILE.jsonl[.gz] --limit 300

FILE holds extractive questions, one a line: `question`, `context`, `context_id`. Each context
becomes a report; each question is asked of its own report, which answers it, and of the next one,
which does not. What is printed is the share of both that `service.finding` would take for
supported, at its thresholds and around them: the thresholds were chosen where few foreign texts
pass. Works with any corpus of that shape (CMRC 2018, DRCD, XQuAD).
"""

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.build import index_reports
from index.encoders.sentence import load_encoder
from index.library import Library, open_library
from index.retrieval import retrieve
from index.types import Encoder
from service.acceptance import MIN_LIFT, MIN_SUPPORT, MIN_TRACE
from service.config import Settings
from service.questions import understand
from service.reader import Evidence, read

SUPPORTS = sorted({0.2, 0.25, MIN_SUPPORT, 0.35, 0.4, 0.5})
LIFTS = sorted({0.02, MIN_LIFT, 0.03, 0.035, 0.04, 0.05})


@dataclass(frozen=True, slots=True)
class Item:
    """A question with the text that answers it."""

    question: str
    context_id: str
    context: str


def load(path: Path, limit: int) -> list[Item]:
    """Return up to `limit` questions of the file, in its order."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(limit), strict=False)]
    return [Item(row["question"], row["context_id"], row["context"]) for row in rows]


def build(items: list[Item], encoder: Encoder, folder: Path) -> tuple[Library, dict[str, str]]:
    """Return a library of the contexts, and the document id of each context."""
    reports = folder / "reports"
    reports.mkdir()
    names = {}
    for number, item in enumerate({item.context_id: item for item in items}.values()):
        names[f"{number:05d}.txt"] = item.context_id
        (reports / f"{number:05d}.txt").write_text(item.context, encoding="utf-8")
    index_reports([reports], folder / "library", encoder)
    library = open_library(folder / "library", encoder)
    return library, {names[d.filename]: d.document_id for d in library.documents.values()}


def evidence(
    question: str, document_id: str, library: Library, encoder: Encoder
) -> Evidence | None:
    """Return the best sentence for `question` in one document."""
    understood = understand(question)
    hits = retrieve(library, encoder, question, 12, (document_id,))
    return next(iter(read(understood, hits, library).sentences), None)


def shares(found: list[Evidence]) -> Iterator[str]:
    """Yield, for each pair of thresholds, the share of `found` that passes."""
    for least in SUPPORTS:
        for lift in (*LIFTS, float("inf")):
            passed = sum(
                e.support >= least or (e.lift >= lift and e.support >= MIN_TRACE) for e in found
            )
            yield f"{passed / len(found):.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    encoder = load_encoder("bundled", Settings().cache_dir)
    items = load(options.file, options.limit)
    with tempfile.TemporaryDirectory() as folder:
        library, ids = build(items, encoder, Path(folder))
        order = list(ids.values())
        foreign = {one: order[(place + 1) % len(order)] for place, one in enumerate(order)}
        own, other = [], []
        for item in items:
            document_id = ids[item.context_id]
            for found, where in ((own, document_id), (other, foreign[document_id])):
                best = evidence(item.question, where, library, encoder)
                if best is not None:
                    found.append(best)
    thresholds = [f"{s:.2f} {lift:.3f}" for s in SUPPORTS for lift in (*LIFTS, float("inf"))]
    print(
        f"{len(own)} questions; share taken for supported in their own text, and in a foreign one"
    )
    print("support lift   own    foreign")
    for threshold, held, taken in zip(thresholds, shares(own), shares(other), strict=True):
        print(f"{threshold}  {held}  {taken}")


if __name__ == "__main__":
    main()
