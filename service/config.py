"""What can be set, from `WENJU_*` variables and flags, and where each value came from.

One frozen object is read at the start and passed on; nothing fetches it. What shaped a library
(encoder, dimension, chunk sizes) is not here: it stands in the library and is read back from there.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import ConfigError

PREFIX = "WENJU_"

LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseModel):
    """Everything that can be set. A flag goes before its variable, a variable before the default.

    Each field `name` is the variable `WENJU_NAME`; its description is the help shown to users.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    library: Path = Field(Path("data/library"), description="folder of the library")
    reports: Path | None = Field(
        None, description="folder of reports that `serve` indexes first and then watches"
    )
    host: str = Field("127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    threads: int = Field(64, ge=1, le=1024, description="requests that are answered at once")
    drain_s: int = Field(
        30, ge=1, le=3600, description="seconds that open requests get to finish after SIGTERM"
    )
    encoder: str = Field(
        "bundled",
        min_length=1,
        description="`bundled`, a sentence-transformers name, or a model's folder",
    )
    cache_dir: Path = Field(
        default_factory=lambda: _user_cache({}), description="folder for the prepared encoder"
    )
    reader: Path = Field(
        Path("data/models/reader"),
        description="folder of the trained reader; without one, rules alone read",
    )
    lock_timeout_s: float = Field(
        60.0, ge=0, description="seconds to wait while another process writes to the library"
    )
    log_level: LogLevel = Field("info", description="least level that is logged")
    sites: Path | None = Field(
        None, description="TOML file of the websites that may embed the widget"
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is in force; `origin` is `default`, its variable, or its flag."""

    name: str
    value: str
    origin: str
    help: str


def read_settings(
    environ: Mapping[str, str], flags: Mapping[str, object] | None = None
) -> Settings:
    """Return the settings in force.

    Args:
        environ: The process's variables; an empty value counts as not set.
        flags: Values from the command line by field name; `None` counts as not given.

    Raises:
        ConfigError: A `WENJU_*` variable is unknown, or a value cannot be used; all are named.
    """
    _refuse_unknown(environ)
    values: dict[str, object] = {"cache_dir": _user_cache(environ)}
    values |= _from_environ(environ) | _given(flags)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        faults = "; ".join(
            f"{_origin(str(fault['loc'][0]), environ, flags)} is {fault['input']!r}: {fault['msg']}"
            for fault in error.errors()
        )
        raise ConfigError(f"unusable settings: {faults}") from error


def settings_in_force(
    environ: Mapping[str, str], flags: Mapping[str, object] | None = None
) -> tuple[Setting, ...]:
    """Return each setting with its value and its origin, in the order of `Settings`.

    Raises:
        ConfigError: As `read_settings`.
    """
    settings = read_settings(environ, flags)
    return tuple(
        Setting(
            name=name,
            value="" if (value := getattr(settings, name)) is None else str(value),
            origin=_origin(name, environ, flags),
            help=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    )


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _from_environ(environ: Mapping[str, str]) -> dict[str, object]:
    names = Settings.model_fields
    return {name: value for name in names if (value := environ.get(_variable(name), ""))}


def _given(flags: Mapping[str, object] | None) -> dict[str, object]:
    return {name: value for name, value in (flags or {}).items() if value is not None}


def _origin(name: str, environ: Mapping[str, str], flags: Mapping[str, object] | None) -> str:
    if name in _given(flags):
        return "--" + name.replace("_", "-")
    return _variable(name) if name in _from_environ(environ) else "default"


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = [_variable(name) for name in Settings.model_fields]
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    if not unknown:
        return
    hints = [
        f"{name} (did you mean {close[0]}?)"
        if (close := difflib.get_close_matches(name, known, n=1))
        else name
        for name in unknown
    ]
    raise ConfigError(f"unknown settings: {', '.join(hints)}; known are {', '.join(known)}")


def _user_cache(environ: Mapping[str, str]) -> Path:
    """Return the user's cache folder for this program, as the XDG base directories name it."""
    base = environ.get("XDG_CACHE_HOME", "")
    # The specification says to pass over a relative path.
    root = Path(base) if base.startswith("/") else Path(environ.get("HOME") or "~").expanduser()
    return (root if base.startswith("/") else root / ".cache") / "wenju"
