"""Processes that come to harm: each function here is run in a process of its own.

They start from a fork server that has loaded everything and run nothing, so a victim costs some
tens of milliseconds; forking the test process itself would copy FAISS's locked threads.
"""

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
import sqlalchemy

import index.build
from index.build import index_reports
from index.errors import IndexUnavailable
from index.folder import writer_lock
from index.library import Library, open_library
from index.types import EmbeddingMatrix, Progress
from tests.fakes import FakeEncoder

QUESTIONS = ("全港有多少职工？", "苹果产值", "办理借书证多少张", "户均增收多少元")

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])


def start(target: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Return a started process that runs `target`."""
    process = _context.Process(target=target, args=arguments)
    process.start()
    return process


def ask(target: Callable[..., None], *arguments: object) -> object:
    """Return what `target` sends through its last argument, `None` if it was killed before."""
    receiver, sender = _context.Pipe(duplex=False)
    with receiver:
        process = start(target, *arguments, sender)
        sender.close()
        try:
            answer = receiver.recv()
        except EOFError:
            answer = None
        process.join(timeout=60)
    assert process.exitcode == (0 if answer is not None else -signal.SIGKILL)
    return answer


def answers(library: Library) -> tuple[object, ...]:
    """Return all that a reader can see, to be compared for equality."""
    vectors = FakeEncoder().encode_queries(QUESTIONS)
    return (
        dict(library.documents),
        library.chunks,
        library.facts,
        library.vectors.search(vectors, 5),
        [library.lexical.search(question, 5) for question in QUESTIONS],
    )


class _Fuse:
    """Kills this process at its n-th step, or counts the steps where n is 0.

    A step is a file or folder touched below the library, an fsync, a batch embedded, an SQL
    statement, or a commit.
    """

    def __init__(self, fatal: int, directory: Path) -> None:
        self.burnt = 0
        self._fatal = fatal
        self._directory = str(directory)
        self._fsync = os.fsync
        os.fsync = self._burn_and_sync
        sys.addaudithook(self._on_audit)
        for name in ("before_cursor_execute", "commit"):
            sqlalchemy.event.listen(sqlalchemy.Engine, name, self.burn)

    def burn(self, *_: object) -> None:
        self.burnt += 1
        if self.burnt == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def _burn_and_sync(self, descriptor: int) -> None:
        self.burn()
        self._fsync(descriptor)

    def _on_audit(self, event: str, arguments: tuple[object, ...]) -> None:
        touching = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod"}
        if event in touching and str(arguments[0]).startswith(self._directory):
            self.burn()


class _BurningEncoder(FakeEncoder):
    def __init__(self, fuse: _Fuse) -> None:
        super().__init__()
        self._fuse = fuse

    def encode_passages(
        self, texts: Sequence[str], /, progress: Progress | None = None
    ) -> EmbeddingMatrix:
        self._fuse.burn()
        return super().encode_passages(texts, progress)


def index_until_killed(reports: Path, directory: Path, fatal: int, sender: Connection) -> None:
    """Index in small batches and be killed at a step, or send back how many steps there are."""
    index.build._TEXTS_PER_COMMIT = 5
    fuse = _Fuse(fatal, directory)
    index_reports([reports], directory, _BurningEncoder(fuse), prune=True)
    sender.send(fuse.burnt)


def index_patiently(reports: Path, directory: Path) -> None:
    """Index in small batches, waiting for any other writer."""
    index.build._TEXTS_PER_COMMIT = 5
    index_reports([reports], directory, FakeEncoder(), prune=True)


def hold_the_lock(directory: Path, flag: Path) -> None:
    """Hold the writer lock until killed; `flag` tells when it is held."""
    with writer_lock(directory, timeout_s=0):
        flag.touch()
        signal.pause()


def answer_as_reader(directory: Path, sender: Connection) -> None:
    """Send back the library's answers, or what is said instead, as one whom file modes bind."""
    _drop_privileges()
    with pytest.raises(PermissionError):
        (directory / "probe").touch()
    try:
        sender.send(answers(open_library(directory, FakeEncoder())))
    except IndexUnavailable as error:
        sender.send(str(error))


def _drop_privileges() -> None:
    """Leave root no right that other users lack: an empty capability set, see capset(2)."""
    version_3 = 0x20080522
    header = (ctypes.c_uint32 * 2)(version_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def index_with_little_room(reports: Path, directory: Path, room: int, sender: Connection) -> None:
    """Index where no file can grow beyond `room` bytes; send back the error, empty for none."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        index_reports([reports], directory, FakeEncoder(), prune=True)
    except IndexUnavailable as error:
        sender.send(str(error))
    else:
        sender.send("")
