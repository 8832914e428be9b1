"""The citations that a librarian can read and extend: `tests/golden/citations/*.json`."""

import json
from pathlib import Path
from typing import Any

from service.citing.sources import Author, Reference, Source, SourceKind

FOLDER = Path(__file__).parents[2] / "golden" / "citations"
KINDS = tuple(kind.value for kind in SourceKind)
CITED = "2026-11-24"


def read(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def author_of(entry: str | dict[str, str]) -> Author:
    if isinstance(entry, str):
        return Author(entry)
    return Author(f"{entry['given']} {entry['family']}", entry["family"], entry["given"])


def source_of(fields: dict[str, Any]) -> Source:
    authors = tuple(author_of(entry) for entry in fields.get("authors", ()))
    return Source(**{"key": "d0", **fields, "kind": SourceKind(fields["kind"]), "authors": authors})


def reference_of(case: dict[str, Any]) -> Reference:
    source = source_of(case["source"])
    return Reference(source, case.get("cited", CITED), case.get("language", source.language))
