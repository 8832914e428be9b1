"""A file becomes a `Document`: its text is fixed here, and every offset refers to it.

First step of a document's story. Bytes come in; out comes a finished value, or a refusal that
tells the editor what is wrong with the file. Nothing is cleaned away, line ends included.
"""

import hashlib
from pathlib import Path, PureWindowsPath

from index.decoding import decode
from index.errors import DocumentError
from index.structure import read_structure
from index.types import Document

MAX_BYTES = 20 * 1024 * 1024
"""Largest file that is read: some seven million Chinese characters in UTF-8."""

SUFFIXES = (".txt", ".md")


def read_document(path: Path, max_bytes: int = MAX_BYTES) -> Document:
    """Return the document in a file.

    Args:
        path: A `.txt` or `.md` file.
        max_bytes: A larger file is refused before it is read.

    Raises:
        DocumentError: With its `reason`; the message names the file.
    """
    _check_suffix(path.name)
    try:
        if not path.is_file():
            message = f"{path.name} is not a file that can be read"
            raise DocumentError(message, reason="unreadable")
        _check_size(path.stat().st_size, path.name, max_bytes)
        data = path.read_bytes()
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}"
        raise DocumentError(message, reason="unreadable") from error
    return parse_document(data, path.name, max_bytes)


def parse_document(data: bytes, filename: str, max_bytes: int = MAX_BYTES) -> Document:
    """Return the document that a file's bytes hold.

    Args:
        data: The file's content.
        filename: As given; only its last part is kept.
        max_bytes: More bytes are refused.

    Raises:
        DocumentError: With its `reason`; the message names the file.
    """
    name = _last_part(filename)
    _check_suffix(name)
    _check_size(len(data), name, max_bytes)
    text, encoding = decode(data, name)
    if not text.strip():
        raise DocumentError(f"{name} holds only white space", reason="no_text")
    structure = read_structure(text)
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        document_id=sha256[:16],
        filename=name,
        sha256=sha256,
        encoding=encoding,
        text=text,
        title=structure.title or Path(name).stem,
        subtitle=structure.subtitle,
        sections=structure.sections,
        byline=structure.imprint.byline,
        publisher=structure.imprint.publisher,
        published=structure.imprint.published,
    )


def _last_part(filename: str) -> str:
    """Return a name without its folder, in letters that every encoding can hold."""
    return PureWindowsPath(filename).name.encode("utf-8", "replace").decode("utf-8")


def _check_suffix(name: str) -> None:
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        found = f"{suffix} files are" if suffix else "files without a suffix are"
        message = f"{name}: {found} not read; only .txt and .md for now"
        raise DocumentError(message, reason="unsupported_type")


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size == 0:
        raise DocumentError(f"{name} is empty (0 bytes)", reason="empty_file")
    if size > max_bytes:
        message = f"{name} has {size:,} bytes; at most {max_bytes:,} are read: split the report"
        raise DocumentError(message, reason="too_large")
