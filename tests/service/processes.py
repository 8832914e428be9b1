"""A server as a process of its own: started, asked over real sockets, and ended."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """A server process and where it answers; what it logs is in `log`."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str, body: object = None, **headers: str) -> tuple[int, bytes]:
        """Return the status and the body of a GET, or of a POST where there is a `body`."""
        data = None if body is None else json.dumps(body).encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, {**kind, **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def raw(self, request: bytes) -> bytes:
        """Return all that comes back for `request`, sent as it is."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Return the exit code after the signal."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    log: Path,
    *,
    environ: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    timeout_s: float = 120.0,
) -> Iterator[Running]:
    """Give a server once it is ready; it is ended afterwards, whatever happens."""
    with log.open("wb") as stream:
        process = subprocess.Popen(command, env=environ, cwd=cwd, stderr=stream, stdout=stream)
    server = Running(process, port, log)
    try:
        wait_until_ready(server, timeout_s)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_ready(server: Running, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.log.read_text()
        try:
            if server.get("/readyz")[0] == 200:
                return
        except OSError:
            pass  # It does not listen yet.
        time.sleep(0.1)
    raise AssertionError(f"not ready after {timeout_s} s: {server.log.read_text()}")


@contextmanager
def fake_server(library: Path, log: Path, *, reply_s: float = 0.0) -> Iterator[Running]:
    """Give a real server that answers from `library` with the fake encoder."""
    port = free_port()
    command = [sys.executable, "-m", "tests.service.fake_server", str(library), str(port)]
    with running([*command, str(reply_s)], port, log, environ=os.environ) as server:
        yield server
