"""Files are told apart: what is new, what is known, what cannot be read; and the new is read.

First part of an index run. Paths and what the library held before go in, an `Intake` comes out:
every file that the library is to hold, with rows for each document that has none yet. Vectors and
the library itself are left to `build`.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from index.chunking import chunk_document, embedding_text
from index.documents import MAX_BYTES, SUFFIXES, parse_document, read_document
from index.errors import DocumentError
from index.facts import extract_facts
from index.rows import DocumentRows, Recipe, text_key
from index.store import Store
from index.types import Document


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not indexed, and why; `reason` is that of `DocumentError`."""

    path: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Former:
    """What the library held before: all files, and the documents whose rows can stay."""

    recipe: Recipe | None
    sources: dict[str, str]
    documents: dict[str, DocumentRows]


@dataclass(frozen=True, slots=True)
class Intake:
    """What the library is to hold: all files, new rows, and the bytes of what is new."""

    sources: dict[str, str]
    rows: dict[str, DocumentRows]
    originals: dict[str, bytes]
    refused: tuple[Refusal, ...]


def find_reports(paths: Iterable[Path], directory: Path) -> tuple[Path, ...]:
    """Return all files to index, absolute and in order, each once.

    Folders are searched to any depth, without hidden files and without the library `directory`.
    Files of any other kind are returned too: reading refuses them by name, so that nobody takes
    a report for indexed that is not.

    Raises:
        DocumentError: One of `paths` does not exist.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(_files_below(path.resolve(), {directory.resolve()}))
        elif path.exists():
            found.add(path.resolve())
        else:
            raise DocumentError(
                f"there is no file or folder {path}; check its name", reason="unreadable"
            )
    return tuple(sorted(found))


def _files_below(folder: Path, passed: set[Path]) -> Iterator[Path]:
    """Yield the files of a folder and those below it, following links but never in a circle."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # reading it will say what is wrong
        entries = []
        yield folder
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not _is_folder(entry):
            yield entry
        elif entry.resolve() not in passed:
            passed.add(entry.resolve())
            yield from _files_below(entry, passed)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def vanished(
    sources: Iterable[str], files: Iterable[Path], paths: Iterable[Path]
) -> tuple[str, ...]:
    """Return the indexed files that lay below one of the given folders and are gone."""
    present = set(map(path_key, files))
    folders = [path.resolve() for path in paths]
    return tuple(
        source
        for source in sorted(sources)
        if source not in present and any(Path(source).is_relative_to(root) for root in folders)
    )


def take_in(store: Store, files: Iterable[Path], former: Former, removed: Iterable[str]) -> Intake:
    """Return what the library is to hold: the files as they are now, and all it had besides."""
    given = _read_files(files, former.documents)
    gone = set(removed)
    kept = {path: known for path, known in former.sources.items() if path not in gone}
    sources = kept | given.sources
    named = first_paths(former.sources)
    named.update(
        (key, path) for key, path in first_paths(given.sources).items() if key in given.rows
    )
    ready = given.rows.keys() | former.documents.keys()
    unready = {
        document_id: path
        for document_id, path in first_paths(sources).items()
        if document_id not in ready or named[document_id] != path
    }
    return _read_again(store, replace(given, sources=sources), unready)


def _read_files(files: Iterable[Path], known: Collection[str]) -> Intake:
    """Read the files, and make rows of those whose content is not `known`."""
    sources: dict[str, str] = {}
    rows: dict[str, DocumentRows] = {}
    originals: dict[str, bytes] = {}
    refused: list[Refusal] = []
    for file in files:
        content = _content(file)
        document_id = hashlib.sha256(content).hexdigest()[:16]
        settled = document_id in known or document_id in rows
        try:
            if not settled or file.suffix.lower() not in SUFFIXES:
                rows[document_id] = _rows_of_file(file, document_id)
                originals[document_id] = content
            sources[path_key(file)] = document_id
        except DocumentError as error:
            refused.append(Refusal(path_key(file), error.reason, str(error)))
    return Intake(sources, rows, originals, tuple(refused))


def _read_again(store: Store, given: Intake, unready: Mapping[str, str]) -> Intake:
    """Make the rows of documents that have none, or another name, from the library's own bytes."""
    rows = dict(given.rows)
    refused: dict[str, Refusal] = {}
    for document_id, path in unready.items():
        content = given.originals.get(document_id) or store.original(document_id)
        try:
            rows[document_id] = _rows(parse_document(content, Path(path).name))
        except DocumentError as error:
            refused[document_id] = Refusal(path, error.reason, str(error))
    sources = {path: known for path, known in given.sources.items() if known not in refused}
    return Intake(sources, rows, given.originals, (*given.refused, *refused.values()))


def _content(file: Path) -> bytes:
    """Return a file's bytes, or none where `read_document` will say what is wrong with it."""
    try:
        if not file.is_file():  # a pipe would keep us waiting
            return b""
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        return b""


def path_key(file: Path) -> str:
    """Return a path as text; bytes in it that are not UTF-8 are no text and are replaced."""
    return os.fsencode(file).decode(errors="replace")


def first_paths(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the path that gives each document its name: the first of those that hold it."""
    first: dict[str, str] = {}
    for path in sorted(sources):
        first.setdefault(sources[path], path)
    return first


def _rows_of_file(file: Path, document_id: str) -> DocumentRows:
    document = read_document(file)
    if document.document_id != document_id:
        raise DocumentError(
            f"{file.name} was written to while it was read; index it again", reason="unreadable"
        )
    return _rows(document)


def _rows(document: Document) -> DocumentRows:
    chunks = chunk_document(document)
    return DocumentRows(
        document=document,
        chunks=chunks,
        text_keys=tuple(text_key(embedding_text(document, chunk)) for chunk in chunks),
        facts=extract_facts(document),
    )


def documents_of(intake: Intake, former: Former) -> tuple[DocumentRows, ...]:
    """Return all documents that the library is to hold, in order of their id."""
    rows = former.documents | intake.rows
    return tuple(rows[document_id] for document_id in sorted(set(intake.sources.values())))
