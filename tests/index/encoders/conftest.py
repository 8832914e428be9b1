"""The small model as a file, as a folder, and the real one."""

import hashlib
from pathlib import Path

import pytest

from index.encoders.bundled import Source, prepare_bundled
from index.encoders.convert import write_model
from index.encoders.packed import parse_packed
from tests.index.encoders.small_model import pack


@pytest.fixture(scope="session")
def packed_bytes() -> bytes:
    return pack()


@pytest.fixture(scope="session")
def source(packed_bytes: bytes, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The small model as a file, as if a package had installed it."""
    file = tmp_path_factory.mktemp("installed") / "small.bin"
    file.write_bytes(packed_bytes)
    return Source(hashlib.sha256(packed_bytes).hexdigest(), file)


@pytest.fixture
def model_folder(packed_bytes: bytes, tmp_path: Path) -> Path:
    """The small model as an ordinary folder, for a test to change as it likes."""
    folder = tmp_path / "small"
    folder.mkdir()
    write_model(parse_packed(packed_bytes), folder)
    return folder


@pytest.fixture(scope="session")
def bundled_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the real default encoder is ready."""
    cache = tmp_path_factory.mktemp("cache")
    prepare_bundled(cache)
    return cache
