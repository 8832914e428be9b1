"""The README's examples are real: their output is what the command prints.

    python -m tests.documentation            # run every example again and write what it prints

An example is a `console` block whose first line is `$ wenju …`; below stands what it printed with
the shipped report and the bundled encoder. `tests/test_docs.py` holds both READMEs to it.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")

WENJU = str(Path(sys.executable).with_name("wenju"))
_EXAMPLE = re.compile(r"```console\n\$ (?P<command>wenju [^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def examples(readme: Path) -> dict[str, str]:
    """Return command → what the README says it prints."""
    text = readme.read_text(encoding="utf-8")
    return {match["command"]: match["output"] for match in _EXAMPLE.finditer(text)}


def make_library(folder: Path) -> Path:
    """Return a library of the shipped report, made in `folder` by the installed command."""
    library = folder / "library"
    reports = str(ROOT / "data" / "reports")
    subprocess.run([WENJU, "index", reports, "--library", str(library)], check=True)
    return library


def printed(command: str, library: Path) -> str:
    """Return what `command` prints with `library`."""
    arguments = [WENJU, *shlex.split(command)[1:]]
    environ = {**os.environ, "WENJU_LIBRARY": str(library)}
    done = subprocess.run(arguments, env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def rewritten(readme: Path, library: Path) -> str:
    """Return the README with the output of each example as it is now."""

    def example(match: re.Match[str]) -> str:
        command = match["command"]
        return f"```console\n$ {command}\n{printed(command, library)}```"

    return _EXAMPLE.sub(example, readme.read_text(encoding="utf-8"))


def main() -> None:
    """Write both READMEs."""
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(Path(folder))
        for readme in READMES:
            readme.write_text(rewritten(readme, library), encoding="utf-8")


if __name__ == "__main__":
    main()
