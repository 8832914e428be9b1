"""Files that make searching fast, all made from the rows and never trusted without a check.

A `Generation` goes in, an open vector index and lexical index come out. `write_derived` keeps them
in `derived/generation-<n>` beside a manifest with the SHA-256 of each file; `load_derived` opens
them only where all of that still holds, since FAISS loads a damaged file without complaint and
answers from it. Deleted, damaged or out of date, they cost time to make again and nothing else.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from pydantic import TypeAdapter, ValidationError

from index.chunking import embedding_text
from index.errors import IndexUnavailable
from index.lexical import LexicalIndex
from index.rows import Generation, Header
from index.vectors import VectorIndex

DERIVED = "derived"
_MANIFEST = "manifest.json"
_VECTORS = "vectors.faiss"
_LEXICAL = "lexical"

# Their output stands in rows or files, so another version of them makes the old ones stale.
_SHAPING_PACKAGES = ("charset-normalizer", "opencc", "rjieba", "tantivy")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the files of one folder were made from, and what they were when finished.

    Attributes:
        code_sha256: Of the code that made the files; the header names the code of the rows.
        files: Path inside the folder → SHA-256.
    """

    header: Header
    vectors_sha256: str
    code_sha256: str
    files: dict[str, str]


_MANIFEST_JSON = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True, eq=False)
class Indexes:
    """Both legs of retrieval, open; row i of each is chunk i."""

    vectors: VectorIndex
    lexical: LexicalIndex


@cache
def code_fingerprint() -> str:
    """Return the SHA-256 of all that turns bytes into rows and rows into files.

    That is this package's code and lexicon, without the encoders, which have a fingerprint of
    their own. With it a new version reads facts again that an old one read differently.
    """
    digest = hashlib.sha256()
    for package in _SHAPING_PACKAGES:
        digest.update(f"{package}=={version(package)}\n".encode())
    root = Path(__file__).parent
    for file in sorted(root.rglob("*")):
        inside = file.relative_to(root)
        if file.suffix in {".py", ".json"} and inside.parts[0] != "encoders":
            digest.update(f"{inside.as_posix()} {_sha256(file)}\n".encode())
    return digest.hexdigest()


def build_indexes(generation: Generation, folder: Path) -> Indexes:
    """Return both indexes made from rows; their files are in `folder`, not yet durable."""
    vectors = VectorIndex.build(generation.vectors)
    vectors.save(folder / _VECTORS)
    pairs = [(rows.document, chunk) for rows in generation.documents for chunk in rows.chunks]
    lexical = LexicalIndex.build(
        [embedding_text(document, chunk) for document, chunk in pairs],
        [document.document_id for document, _ in pairs],
        folder / _LEXICAL,
    )
    return Indexes(vectors, lexical)


def build_unkept_indexes(generation: Generation) -> Indexes:
    """Return both indexes without leaving a file behind, where the library is not ours to write.

    Raises:
        IndexUnavailable: There is no room for them in any temporary folder.
    """
    try:
        # What is open stays readable after its name is gone.
        with TemporaryDirectory(prefix="wenju-") as folder:
            return build_indexes(generation, Path(folder))
    except OSError as error:
        raise IndexUnavailable(
            f"no temporary folder takes the search files ({error.strerror}); free some space, or "
            "name another folder in TMPDIR"
        ) from error


def load_derived(directory: Path, generation: Generation) -> Indexes | None:
    """Return the stored indexes of `generation`, `None` where there are none to be trusted."""
    folder = _folder(directory, generation)
    try:
        if os.access(folder / _LEXICAL, os.W_OK, effective_ids=True):
            return _load_checked(folder, generation)
        # The lexical index writes a lock file to be opened, so it is opened elsewhere.
        with TemporaryDirectory(prefix="wenju-") as scratch:
            copy = Path(shutil.copytree(folder, Path(scratch) / folder.name))
            return _load_checked(copy, generation)
    except (OSError, shutil.Error, ValidationError, IndexUnavailable):
        return None


def write_derived(directory: Path, generation: Generation) -> None:
    """Keep the indexes of `generation`, whole or not at all; the caller holds the writer lock.

    The generation before it stays, since a reader may be about to open it; older ones go.

    Raises:
        IndexUnavailable: They could not be written; the rows are unharmed.
        OSError: Likewise.
    """
    parent = directory / DERIVED
    parent.mkdir(mode=0o700, exist_ok=True)
    building = Path(mkdtemp(prefix=".building-", dir=parent))
    try:
        build_indexes(generation, building)
        files = {path: _sha256(building / path) for path in _paths(building)}
        manifest = replace(_expected(generation), files=files)
        (building / _MANIFEST).write_bytes(_MANIFEST_JSON.dump_json(manifest, indent=2))
        _make_private_and_durable(building)
        target = _folder(directory, generation)
        if target.exists():
            target.rename(mkdtemp(prefix=".retired-", dir=parent))
        building.rename(target)
        _sync(parent)
    finally:
        _sweep(parent, generation.header.generation)


def _load_checked(folder: Path, generation: Generation) -> Indexes | None:
    manifest = _MANIFEST_JSON.validate_json((folder / _MANIFEST).read_bytes(), strict=True)
    if replace(manifest, files={}) != _expected(generation):
        return None
    if {path: _sha256(folder / path) for path in _paths(folder)} != manifest.files:
        return None
    vectors = VectorIndex.load(folder / _VECTORS)
    lexical = LexicalIndex.open(folder / _LEXICAL)
    if not len(vectors) == len(lexical) == len(generation.vectors):
        return None
    return Indexes(vectors, lexical)


def _expected(generation: Generation) -> Manifest:
    return Manifest(generation.header, generation.vectors_sha256, code_fingerprint(), files={})


def _folder(directory: Path, generation: Generation) -> Path:
    return directory / DERIVED / f"generation-{generation.header.generation}"


def _paths(folder: Path) -> Iterator[str]:
    """Yield the files to be checked, in order; locks come and go as the index is opened."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != _MANIFEST and file.suffix != ".lock":
            yield file.relative_to(folder).as_posix()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _make_private_and_durable(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(parent: Path, generation: int) -> None:
    kept = {f"generation-{generation}", f"generation-{generation - 1}"}
    for entry in parent.iterdir():
        if entry.name not in kept:
            shutil.rmtree(entry, ignore_errors=True)
