"""Write reports as the text files that the national questions are asked of.

    python -m tests.evaluation.shelf DATA.jsonl.gz FOLDER

DATA holds a JSON object a line with `title` and `text`. Each report becomes `FOLDER/title.txt`:
the title, an empty line, the text. The offsets of the questions refer to that.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path


def read_reports(data: Path) -> Iterator[tuple[str, str]]:
    """Yield (title, text) of each report.

    Raises:
        ValueError: A line is no such object, or a title cannot be a file's name.
    """
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            title, text = row.get("title"), row.get("text")
            if not (isinstance(title, str) and isinstance(text, str)):
                raise ValueError(f"{data}:{number} needs `title` and `text`, both strings")
            if not title.strip(". ") or Path(title).name != title:
                raise ValueError(f"{data}:{number}: {title!r} cannot be the name of a file")
            yield title, text


def write_reports(data: Path, folder: Path) -> int:
    """Write each report to `folder`, made if need be, and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for title, text in read_reports(data):
        # As bytes, so that no line end is translated and every offset holds.
        (folder / f"{title}.txt").write_bytes(f"{title}\n\n{text}".encode())
        written += 1
    return written


def main() -> int:
    """Write the reports that the command line names; 1 where they cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="reports, one JSON object a line, gzipped")
    parser.add_argument("folder", type=Path, help="where the text files go")
    arguments = parser.parse_args()
    try:
        written = write_reports(arguments.data, arguments.folder)
    except (OSError, EOFError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{written} reports in {arguments.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
