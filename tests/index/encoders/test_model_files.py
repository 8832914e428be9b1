from pathlib import Path

import pytest

from index.encoders.model_files import check_model_folder, fingerprint
from index.errors import EncoderError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("model.safetensors", "config.json", "README.md", "onnx/model.bin"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"as saved")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("model.safetensors", True),
        ("config.json", True),
        ("vocab.txt", True),
        ("1_Pooling/config.json", True),
        ("README.md", False),
        ("onnx/model.bin", False),
        (".cache/huggingface/config.json", False),
    ],
)
def test_the_fingerprint_changes_with_the_files_that_shape_vectors_only(
    folder: Path, name: str, shapes: bool
):
    before = fingerprint(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"as changed")
    assert (fingerprint(folder) != before) is shapes


def test_the_fingerprint_tells_the_same_bytes_in_other_files_apart(folder: Path):
    before = fingerprint(folder)
    (folder / "config.json").rename(folder / "other.json")
    assert fingerprint(folder) != before


def test_the_fingerprint_is_the_same_wherever_the_folder_stands(folder: Path):
    before = fingerprint(folder, "query: ", "")
    moved = folder.rename(folder.with_name("moved"))
    assert fingerprint(moved, "query: ", "") == before
    assert fingerprint(moved, "", "query: ") != before


def test_safetensors_beside_pickled_weights_are_accepted(folder: Path):
    (folder / "pytorch_model.bin").write_bytes(b"unused")
    assert check_model_folder(folder) is None


@pytest.mark.parametrize("name", ["2_Dense/pytorch_model.bin", "2_Dense/weights.pt"])
def test_a_part_that_has_pickled_weights_only_is_refused_by_name(folder: Path, name: str):
    (folder / name).parent.mkdir()
    (folder / name).write_bytes(b"pickled")
    with pytest.raises(EncoderError, match=f"{name} is a format that can run code"):
        check_model_folder(folder)


def test_a_folder_without_weights_is_refused(folder: Path):
    (folder / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match=r"there are no \.safetensors weights in"):
        check_model_folder(folder)


def test_a_folder_that_is_no_model_is_refused_before_it_is_searched(tmp_path: Path):
    (tmp_path / "some.bin").write_bytes(b"anything")
    with pytest.raises(EncoderError, match=r"it has neither modules\.json nor config\.json"):
        check_model_folder(tmp_path)
