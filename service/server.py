"""The process that answers: gunicorn, started from here rather than from its own command.

One worker process with many threads: the model and the library are in memory once and are shared.
The app is made in the worker after the fork, never before it.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http import errors as framing
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from service.app import create_app
from service.config import Settings
from service.errors import status_problem
from service.logs import configure_logs
from service.sites import read_sites

# Longest request line that gunicorn can be told to take; a question in the address of a search
# may have up to some 900 Chinese characters within it.
_MAX_REQUEST_LINE = 8190


class _ServerLog(Logger):
    """Hands gunicorn's events to the handlers that `service.logs` has set up."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


# What never becomes a request is answered by the server itself; all else about framing is 400.
_STATUS: Mapping[type[framing.ParseException], int] = {
    framing.LimitRequestLine: 414,
    framing.LimitRequestHeaders: 431,
    framing.ExpectationFailed: 417,
    framing.UnsupportedTransferCoding: 501,
}


class _Worker(ThreadWorker):
    """Tells of a request that is no HTTP in the same shape as of every other error."""

    # The signature is gunicorn's own.
    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:  # noqa: ANN401
        if not isinstance(exc, framing.ParseException):
            super().handle_error(req, client, addr, exc)
            return
        response = status_problem(_STATUS.get(type(exc), 400))
        head = f"HTTP/1.1 {response.status}\r\nConnection: close\r\n{response.headers}"
        with suppress(OSError):
            write_nonblock(client, head.encode("latin-1") + response.get_data())


class Server(BaseApplication):
    """The application as gunicorn loads it, in each worker."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        for name, value in server_options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - an application of any framework
        """Return the application, made in the worker."""
        return create_app(self.settings)


def serve(settings: Settings) -> None:
    """Answer until told to stop: SIGTERM lets open requests finish, SIGINT does not."""
    configure_logs(settings.log_level)
    # The app reads it again; a fault in it is told here, in one line, before anything has started.
    read_sites(settings.sites)
    Server(settings).run()


def server_options(settings: Settings) -> dict[str, object]:
    """Return gunicorn's settings; all others stay at its defaults."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "worker_class": _Worker,
        "workers": 1,
        "threads": settings.threads,
        "preload_app": False,
        "graceful_timeout": settings.drain_s,
        "limit_request_line": _MAX_REQUEST_LINE,
        "loglevel": settings.log_level,
        "logger_class": _ServerLog,
        # On by default, as a socket in the home folder: it would be a second way in, and there may
        # be no home to write to.
        "control_socket_disable": True,
        "worker_tmp_dir": _memory_folder(),
        "worker_exit": _close,
    }


def _memory_folder() -> str | None:
    """Return a folder in memory for the heartbeat file, which also works on a read-only root."""
    folder = Path("/dev/shm")  # noqa: S108 - gunicorn makes an unguessable name there
    return str(folder) if folder.is_dir() and os.access(folder, os.W_OK) else None


def _close(_: object, worker: ThreadWorker) -> None:
    app: Any = worker.app.callable
    if app is not None:
        app.extensions["wenju"].close()
