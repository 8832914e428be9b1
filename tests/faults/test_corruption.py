"""Damaged search files are noticed before use and made again; damaged rows are refused."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import index_reports
from index.derived import load_derived
from index.errors import IndexUnavailable
from index.folder import DATABASE
from index.library import open_library
from index.store import reading
from index.vectors import VectorIndex
from tests.fakes import FakeEncoder
from tests.faults import victims
from tests.samples import HARBOUR, write_reports

PAGE = 4096


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two generations, to be copied."""
    folder = tmp_path_factory.mktemp("pristine")
    reports = write_reports(folder / "reports")
    index_reports([reports], folder / "library", FakeEncoder())
    (reports / "harbour.txt").write_text(HARBOUR.replace("210名", "230名"), encoding="utf-8")
    index_reports([reports], folder / "library", FakeEncoder())
    return folder / "library"


@pytest.fixture
def directory(tmp_path: Path, pristine: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "library"))


def derived_files(directory: Path) -> list[Path]:
    files = (directory / "derived" / "generation-2").rglob("*")
    return sorted(file for file in files if file.is_file() and file.suffix != ".lock")


def overwrite(file: Path, data: bytes) -> None:
    """Put `data` in the file's place; cutting it where it is would cut it under an open library."""
    file.unlink()
    file.write_bytes(data)


def flip_a_bit(data: bytes) -> bytes:
    place = random.Random(len(data)).randrange(len(data))  # noqa: S311
    return data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]


def cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def empty(data: bytes) -> bytes:
    return b""


def lengthen(data: bytes) -> bytes:
    return data + b"\0"


def zero_a_page(data: bytes) -> bytes:
    start = max(0, len(data) - PAGE)
    return data[:start] + bytes(len(data) - start)


DAMAGES = (flip_a_bit, cut_in_half, empty, lengthen, zero_a_page)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_search_file_is_noticed_and_mended(
    directory: Path, pristine: Path, damage: Callable[[bytes], bytes]
):
    wanted = victims.answers(open_library(pristine, FakeEncoder()))
    with reading(directory) as store:
        generation = store.read_generation()
    files = derived_files(directory)
    assert len(files) > 8
    for file in files:
        whole = file.read_bytes()
        overwrite(file, damage(whole))
        assert load_derived(directory, generation) is None, file.name
        overwrite(file, whole)
        assert load_derived(directory, generation) is not None, file.name
    for file in files:
        overwrite(file, damage(file.read_bytes()))
    assert victims.answers(open_library(directory, FakeEncoder())) == wanted
    assert load_derived(directory, generation) is not None


def test_a_search_file_that_is_missing_or_too_many_is_noticed(directory):
    with reading(directory) as store:
        generation = store.read_generation()
    for file in derived_files(directory):
        whole = file.read_bytes()
        file.unlink()
        assert load_derived(directory, generation) is None, file.name
        file.write_bytes(whole)
    assert load_derived(directory, generation) is not None
    (directory / "derived" / "generation-2" / "lexical" / "stray").touch()
    assert load_derived(directory, generation) is None


def test_files_swapped_with_those_of_the_generation_before_are_noticed(directory):
    with reading(directory) as store:
        generation = store.read_generation()
    former = directory / "derived" / "generation-1"
    latter = directory / "derived" / "generation-2"
    for name in ("vectors.faiss", "manifest.json"):
        kept = (latter / name).read_bytes()
        overwrite(latter / name, (former / name).read_bytes())
        assert load_derived(directory, generation) is None, name
        overwrite(latter / name, kept)
    assert load_derived(directory, generation) is not None


def test_without_the_checksum_a_zeroed_page_would_answer_wrongly_and_silently(directory):
    """Why the check is there: should FAISS come to refuse such a file, this test says so."""
    file = directory / "derived" / "generation-2" / "vectors.faiss"
    query = FakeEncoder().encode_queries(victims.QUESTIONS)
    right = VectorIndex.load(file).search(query, 5)
    file.write_bytes(zero_a_page(file.read_bytes()))
    assert VectorIndex.load(file).search(query, 5) != right


def test_flipped_bits_anywhere_in_the_database_never_change_an_answer_silently(directory, pristine):
    wanted = victims.answers(open_library(pristine, FakeEncoder()))
    whole = (directory / DATABASE).read_bytes()
    chance = random.Random(2020)  # noqa: S311
    refused = 0
    for _ in range(60):
        place = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        (directory / DATABASE).write_bytes(damaged)
        try:
            assert victims.answers(open_library(directory, FakeEncoder())) == wanted, place
        except IndexUnavailable:
            refused += 1
    assert refused > 10


def test_a_killed_writers_log_that_is_deleted_takes_only_its_own_run_along(directory, tmp_path):
    wanted = victims.answers(open_library(directory, FakeEncoder()))
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "new.txt").write_text("新报告\n今年产值300万元。\n", encoding="utf-8")
    rehearsal = Path(shutil.copytree(directory, tmp_path / "rehearsal"))
    steps = victims.ask(victims.index_until_killed, reports, rehearsal, 0)
    assert isinstance(steps, int)
    assert victims.ask(victims.index_until_killed, reports, directory, steps - 5) is None
    for name in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (directory / name).unlink()
    assert victims.answers(open_library(directory, FakeEncoder())) == wanted
