"""The library that answers right now: opened in the background, kept at its newest generation.

A server must accept connections before its encoder is loaded, and must not stop answering while a
new generation is written or when an update fails. So one thread loads, watches and opens, and each
request takes what is there with one look: a library and the encoder that fits it, which stay as
they are until that request is answered.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from index.build import LOCK_TIMEOUT_S, index_reports
from index.errors import DocumentError, IndexUnavailable, QAError
from index.library import Library, current_header, open_library
from index.types import Encoder
from service.verdicts import PassageReader

POLL_S = 2.0
"""How often a new generation, or a change in the watched folder, is looked for."""

MAX_RETRY_S = 10.0
"""Longest pause after a fault; who has mended it should not have to wait for long."""

FolderState = tuple[tuple[str, int, int], ...]
"""Path, size and modification time of each file in a folder, in order."""

log = structlog.get_logger("wenju.live")


@dataclass(frozen=True, slots=True)
class Serving:
    """What one request is answered from; without a reader, rules alone read."""

    library: Library
    encoder: Encoder
    reader: PassageReader | None = None


class LiveLibrary:
    """A library folder that is open, or will be as soon as it can be.

    Attributes:
        directory: The library's folder.
        reports: Folder that is indexed first and whenever it changes; `None` watches none.
    """

    def __init__(
        self,
        directory: Path,
        load: Callable[[], Encoder],
        *,
        load_reader: Callable[[], PassageReader | None] = lambda: None,
        reports: Path | None = None,
        poll_s: float = POLL_S,
        lock_timeout_s: float = LOCK_TIMEOUT_S,
    ) -> None:
        self.directory = directory
        self.reports = reports
        self._load = load
        self._load_reader = load_reader
        self._poll_s = poll_s
        self._lock_timeout_s = lock_timeout_s
        self._encoder: Encoder | None = None
        self._reader: PassageReader | None = None
        self._serving: Serving | None = None
        self._fault: tuple[type[QAError], str] = (IndexUnavailable, "starting: loading the encoder")
        self._noted: tuple[type[QAError], str] | None = None
        self._indexed: FolderState | None = None
        self._seen: FolderState | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="wenju-live", daemon=True)

    def start(self) -> None:
        """Begin to load, open and watch; returns at once."""
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End the watching; waits for work under way, at most `timeout_s`."""
        self._stop.set()
        self._thread.join(timeout_s)

    def current(self) -> Serving:
        """Return the library and the encoder to answer one request from.

        Raises:
            QAError: Nothing is open yet; the message says what is missing.
        """
        serving = self._serving
        if serving is None:
            kind, message = self._fault
            raise kind(message)
        return serving

    def refresh(self) -> None:
        """Bring everything up to date once: encoder, watched folder, newest generation.

        Raises:
            QAError: Something is missing or busy; what was open before stays open.
        """
        if self._encoder is None:
            self._reader = self._load_reader()
            self._encoder = self._load()
        if self.reports is None:
            self._open_newest(self._encoder)
            return
        # What is there answers while the folder is read; where nothing is, indexing makes it.
        with suppress(IndexUnavailable):
            self._open_newest(self._encoder)
        self._index_changes(self.reports, self._encoder)
        self._open_newest(self._encoder)

    def _run(self) -> None:
        wait_s = 0.0
        while not self._stop.wait(wait_s):
            try:
                self.refresh()
            except QAError as error:
                wait_s = self._retry_s(wait_s)
                # A client is told that the library is missing, not that one file of it is.
                kind = IndexUnavailable if isinstance(error, DocumentError) else type(error)
                self._note(kind, str(error), error, wait_s)
            except Exception as error:
                # Whatever it is, what is open goes on answering, and the next round may do better.
                wait_s = self._retry_s(wait_s)
                said = f"the library could not be opened ({type(error).__name__}); the log says why"
                self._note(IndexUnavailable, said, error, wait_s)
            else:
                wait_s, self._noted = self._poll_s, None

    def _retry_s(self, wait_s: float) -> float:
        return min(max(2 * wait_s, self._poll_s), MAX_RETRY_S)

    def _note(self, kind: type[QAError], message: str, error: Exception, retry_s: float) -> None:
        if self._noted != (kind, message):
            unforeseen = None if isinstance(error, QAError) else error
            log.warning("not_up_to_date", reason=message, retry_s=retry_s, exc_info=unforeseen)
        self._noted = self._fault = (kind, message)

    def _open_newest(self, encoder: Encoder) -> None:
        before = self._serving
        if before is not None and before.library.header == current_header(self.directory):
            return
        library = open_library(self.directory, encoder)
        # One assignment: a request sees the old pair or the new one, never half of each.
        self._serving = Serving(library, encoder, self._reader)
        log.info(
            "library_open",
            generation=library.generation,
            documents=len(library.documents),
            chunks=len(library.chunks),
            facts=len(library.facts),
        )

    def _index_changes(self, reports: Path, encoder: Encoder) -> None:
        """Make the library hold what is in the folder, if the folder has changed."""
        state = folder_state(reports)
        # A file that is still being copied changes between two looks: wait until it does not.
        settled = self._indexed is None or state == self._seen
        self._seen = state
        if state == self._indexed or not settled:
            return
        self._fault = (IndexUnavailable, f"indexing: the reports in {reports} are being read")
        report = index_reports(
            [reports],
            self.directory,
            encoder,
            prune=True,
            progress=self._tell_progress,
            lock_timeout_s=self._lock_timeout_s,
        )
        self._indexed = state
        for refusal in report.refused:
            log.warning("report_refused", path=refusal.path, reason=refusal.reason)
        log.info(
            "reports_indexed",
            generation=report.generation,
            added=len(report.added),
            replaced=len(report.replaced),
            removed=len(report.removed),
            refused=len(report.refused),
            seconds=round(report.seconds, 2),
        )

    def _tell_progress(self, done: int, total: int) -> None:
        self._fault = (IndexUnavailable, f"indexing: {done} of {total} passages are embedded")


def folder_state(folder: Path) -> FolderState:
    """Return what tells that a folder's files have changed, without reading them.

    Raises:
        IndexUnavailable: There is no such folder: a disk that is not mounted must not look like
            reports that were all deleted.
    """
    if not folder.is_dir():
        raise IndexUnavailable(f"there is no folder of reports at {folder}; make it or mount it")
    found = []
    for path in folder.rglob("*"):
        try:
            entry = path.stat()
        except OSError:
            continue  # Deleted since it was listed: the next look does not see it.
        if path.is_file():
            found.append((str(path), entry.st_size, entry.st_mtime_ns))
    return tuple(sorted(found))
