"""Which other websites may ask, and about which documents: their list, and the decision.

A browser says with `Origin` whose page sends a request. Pages of this service and programs that
are no browser are not asked for anything; a page of any other website must send a key whose entry
names exactly that origin. The key stands in the page for all to see: it tells sites apart and lets
an operator end one, and it keeps other websites out; it is no secret that guards the documents.
"""

import hashlib
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from index.errors import ConfigError, QAError

_DEFAULT_PORTS: Mapping[str, int] = {"http": 80, "https": 443}


class OriginRefused(QAError):
    """The owner of the page can mend it, with the operator: the page may not ask here."""

    code = "origin_refused"


@dataclass(frozen=True, slots=True)
class Site:
    """A website that may ask.

    Attributes:
        name: For the operator to tell sites apart.
        key_sha256: SHA-256 of its key, in hex; the key itself is kept nowhere.
        origins: Where its pages may come from, each as a browser writes it.
        documents: Ids or file names of those that it may ask and read; empty means all.
    """

    name: str
    key_sha256: str
    origins: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sites:
    """All websites that may ask; none by default."""

    entries: tuple[Site, ...] = ()

    def admit(self, origin: str, key: str) -> Site:
        """Return the site whose key this is, if it may ask from `origin`.

        Raises:
            OriginRefused: No site has this key, or it has it for other origins.
        """
        hashed = hash_key(key)
        for site in self.entries:
            if site.key_sha256 == hashed and origin in site.origins:
                return site
        # The same words whether the key or the origin is wrong: which keys exist is not told.
        raise OriginRefused(
            f"pages of {origin[:_SHOWN_CHARS]} may not ask here with this site key; the operator "
            "lists sites, their keys and origins in the file that WENJU_SITES names"
        )

    def knows_origin(self, origin: str) -> bool:
        """Return whether any site may ask from `origin`: all that a preflight can be told."""
        return any(origin in site.origins for site in self.entries)


_SHOWN_CHARS = 200


def hash_key(key: str) -> str:
    """Return what is kept of a key; a fast hash is enough, as keys are long and random."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def new_key() -> str:
    """Return a fresh key of 256 random bits."""
    return secrets.token_urlsafe(32)


def canonical_origin(text: str) -> str:
    """Return `text` if it is an origin as browsers send it: `https://www.example.org`.

    Raises:
        ValueError: It is not; the message says how to write it.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in _DEFAULT_PORTS or not text.isascii():
        raise ValueError(
            "it must be scheme and host, such as https://www.example.org (letters beyond ASCII in "
            "a host as xn--…); there are no wildcards"
        )
    if set(host) & set("*,%_ ") or host.endswith("."):
        raise ValueError("it must name one host in full, without wildcard or closing dot")
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    written = f"{parts.scheme}://{shown_host}{shown_port}"
    if text != written:
        raise ValueError(f"browsers write it {written}")
    return text


def check_origins(texts: Sequence[str]) -> tuple[str, ...]:
    """Return `texts` if each is an origin as browsers send it.

    Raises:
        ConfigError: One is not; the message says how to write it.
    """
    for text in texts:
        try:
            canonical_origin(text)
        except ValueError as error:
            raise ConfigError(f"{text!r} is no origin of pages: {error}") from error
    return tuple(texts)


Origin = Annotated[str, AfterValidator(canonical_origin)]


class _Entry(BaseModel):
    """One `[[site]]` of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1)]
    key_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    origins: Annotated[list[Origin], Field(min_length=1)]
    documents: Annotated[list[str], Field(min_length=1)] | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    site: list[_Entry] = []


def read_sites(path: Path | None) -> Sites:
    """Return the sites that a TOML file lists; none without a file.

    Raises:
        ConfigError: The file cannot be read, or an entry is not usable; all faults are named.
    """
    if path is None:
        return Sites()
    try:
        listed = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the file of sites cannot be read: {path}: {error}") from error
    except ValidationError as error:
        faults = "; ".join(map(_fault, error.errors()))
        raise ConfigError(f"unusable sites in {path}: {faults}") from error
    return Sites(
        tuple(
            Site(entry.name, entry.key_sha256, tuple(entry.origins), tuple(entry.documents or ()))
            for entry in listed.site
        )
    )


def _fault(fault: ErrorDetails) -> str:
    """Return one fault in words: `site[0].origins[1] is 'https://a.org/': browsers write it …`."""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"])
    said = fault["msg"].removeprefix("Value error, ")
    return f"{place.removeprefix('.')} is {fault['input']!r}: {said}"


def site_entry(name: str, key: str, origins: Sequence[str], documents: Sequence[str] = ()) -> str:
    """Return the lines that add a site to the file."""
    lines = [
        "[[site]]",
        f"name = {_toml(name)}",
        f"key_sha256 = {_toml(hash_key(key))}",
        f"origins = [{', '.join(map(_toml, origins))}]",
    ]
    if documents:
        lines.append(f"documents = [{', '.join(map(_toml, documents))}]")
    return "\n".join(lines)


def _toml(text: str) -> str:
    """Return a basic string of TOML: quote, backslash and control characters are escaped."""
    escaped = "".join(
        f"\\u{ord(char):04x}" if ord(char) < 0x20 or char in '"\\\x7f' else char for char in text
    )
    return f'"{escaped}"'
