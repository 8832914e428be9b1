"""The image cannot be built where the tests run, so its own start command is run here instead."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.processes import ROOT, free_port, running

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
FINAL_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
SECRET_WORDS = re.compile(r"(?i)token|secret|password|api_?key")


def instructions(name: str, text: str = FINAL_STAGE) -> list[str]:
    return re.findall(rf"^{name} +(.+)$", text, re.MULTILINE)


def image_environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in instructions("ENV") for pair in shlex.split(line))


@pytest.fixture
def volume() -> Iterator[Path]:
    """A folder that any user may reach, unlike those that pytest makes."""
    folder = Path(tempfile.mkdtemp(prefix="wenju-test-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def as_another_user(
    command: list[str], environ: dict[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Return `command` and its variables for the image's user, or as they are if that cannot be.

    It can where we are root. Where our own interpreter lies in root's folder, the system's Python
    of the same version runs the same code with the same packages.
    """
    user, group = instructions("USER")[0].split(":")
    switch = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return command, environ
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))
    start = f"from service.cli import main; main({command[1:]!r}, prog_name={command[0]!r})"
    for python, paths, started in (
        (sys.executable, {}, command),
        (f"/usr/bin/{version}", {"PYTHONPATH": packages}, [f"/usr/bin/{version}", "-c", start]),
    ):
        variables = {**environ, **paths}
        probe = [*switch, python, "-c", "import faiss, service.cli"]
        try:
            done = subprocess.run(probe, env=variables, cwd="/", capture_output=True)
        except OSError:
            continue
        if done.returncode == 0:
            return [*switch, *started], variables
    return command, environ


def test_every_base_is_pinned_and_the_last_stage_runs_as_a_numeric_user():
    bases = instructions("FROM", DOCKERFILE)
    assert len(bases) == 2
    assert all(re.match(r"python:3\.11-slim-\w+( AS build)?$", base) for base in bases)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", instructions("USER")[0])


def test_commands_are_lists_and_nothing_is_fetched_but_by_pip():
    assert json.loads(instructions("CMD")[-1]) == ["wenju", "serve"]
    (check,) = re.findall(r"^HEALTHCHECK .*?CMD (.+)$", FINAL_STAGE, re.MULTILINE)
    assert json.loads(check)[0] == "python"
    assert not re.search(r"^ADD |curl|wget|sudo|apt-get|latest", DOCKERFILE, re.MULTILINE)
    assert not SECRET_WORDS.search(DOCKERFILE)


def test_only_the_data_volume_is_written_to():
    environ = image_environment()
    assert instructions("VOLUME") == ["/data"]
    assert environ["WENJU_LIBRARY"].startswith("/data/")
    assert environ["PYTHONDONTWRITEBYTECODE"] == "1"


def test_what_the_image_copies_is_there_and_not_ignored():
    copied = [
        source
        for line in instructions("COPY", DOCKERFILE)
        if not line.startswith("--from")
        for source in shlex.split(line)[:-1]
    ]
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    assert all((ROOT / source).exists() for source in copied)
    assert set(copied) == kept


@pytest.mark.model
def test_the_start_command_works_for_a_user_who_may_write_only_the_volume(volume: Path):
    (code := volume / "code").mkdir()
    (cache := volume / "cache").mkdir()
    subprocess.run(["wenju", "prepare", "--cache-dir", str(cache)], check=True, env=path_first())
    (library := volume / "data").mkdir()
    library.chmod(0o777)
    for folder in (code, cache):
        folder.chmod(0o555)
    port = free_port()
    environ = {
        **image_environment(),
        **path_first(),
        "HOME": "/nonexistent",
        "WENJU_CACHE_DIR": str(cache),
        "WENJU_LIBRARY": str(library / "library"),
        "WENJU_REPORTS": str(ROOT / "data/reports"),
        "WENJU_HOST": "127.0.0.1",
        "WENJU_PORT": str(port),
    }
    command, environ = as_another_user(json.loads(instructions("CMD")[-1]), environ)
    with running(command, port, volume / "log", environ=environ, cwd=code) as server:
        if command[0] == "setpriv":
            assert user_of(server.process.pid) == int(instructions("USER")[0].split(":")[0])
        status, body = server.get("/api/v1/answers", {"question": "疫情期间党员一共捐了多少钱？"})
        assert status == 200
        assert json.loads(body)["citations"]
        assert server.stop() == 0
    assert list(code.iterdir()) == []
    assert {path.name for path in volume.iterdir()} == {"code", "cache", "data", "log"}
    cache.chmod(0o755)


def user_of(pid: int) -> int:
    """Return the id of the user that a process runs as."""
    return Path(f"/proc/{pid}").stat().st_uid


def path_first() -> dict[str, str]:
    """Return a PATH on which the command of this environment comes first, and nothing else."""
    return {"PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))}
