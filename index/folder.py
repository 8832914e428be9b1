"""The library's folder: the lock that admits one writer, and what to do when something is wrong.

Nothing in the files is read here. Each message names the folder and the command or the right that
mends it.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusy, IndexUnavailable

DATABASE = "library.sqlite"
_LOCK = "writer.lock"

_log = logging.getLogger(__name__)


@contextmanager
def writer_lock(directory: Path, timeout_s: float) -> Iterator[None]:
    """Be the only writer of the library in `directory` while the block runs.

    The operating system lets go of the lock when the process ends, however it ends.

    Raises:
        IndexBusy: Another writer held it for `timeout_s`.
        IndexUnavailable: This process may not write there.
    """
    file = directory / _LOCK
    lock = FileLock(file, mode=0o600)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if timeout_s > 0:
                _log.warning("another process holds %s; waiting up to %g s", file, timeout_s)
            lock.acquire(timeout=timeout_s)
    except Timeout as error:
        raise IndexBusy(
            f"another process is writing to the library in {directory} (it holds {file}); "
            "let it finish or stop it, then try again"
        ) from error
    except OSError as error:
        raise unwritable(directory, error) from error
    try:
        yield
    finally:
        lock.release()


def is_writable(directory: Path) -> bool:
    """Return whether this process may write to the database, and to the folder beside it."""
    paths = (directory, directory / DATABASE)
    return all(os.access(path, os.W_OK, effective_ids=True) for path in paths)


def index_command(directory: Path) -> str:
    """Return the command that makes what is missing and leaves the rest."""
    return f"wenju index --library {directory}"


def rebuild_command(directory: Path) -> str:
    """Return the command that reads every document again from the bytes that are kept."""
    return f"wenju index --rebuild --library {directory}"


def restoring(directory: Path) -> str:
    """Return what is left to do where the bytes that are kept are damaged themselves."""
    return f"restore {directory} from a backup, or move it away and index the reports again"


def missing(directory: Path) -> IndexUnavailable:
    """Return the error for a folder without a finished library."""
    return IndexUnavailable(
        f"there is no finished library in {directory}; make one with: "
        f"wenju index REPORTS --library {directory}"
    )


def unwritable(directory: Path, error: OSError) -> IndexUnavailable:
    """Return the error for a folder that `error` kept this process from writing to."""
    return IndexUnavailable(
        f"the library folder {directory} cannot be written to ({error.strerror}); give this user "
        "write access to it, or choose another folder with --library"
    )
