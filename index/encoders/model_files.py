"""What a model folder consists of: what shapes its vectors, and whether it is safe to load.

A folder on disk goes in; digests, or a refusal, come out. Nothing here loads a model.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from index.errors import EncoderError

# Settings, vocabularies, prompts, weights. A card, a licence or a picture changes no vector.
_SHAPING = {".json", ".safetensors", ".txt", ".model"}
# Formats that run code when they are read, or that this program has no reader for.
_PICKLED = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".h5", ".msgpack"}
# Copies of the same weights for other runtimes, which hubs keep beside the ones in use.
_OTHER_RUNTIMES = {"onnx", "openvino"}


def fingerprint(folder: Path, *recipe: str) -> str:
    """Return a hex digest that changes whenever the model's vectors might.

    Args:
        folder: The model. Its files are read whole: 0.15 s for 250 MB.
        recipe: What else decides the vectors: prompts, limits.
    """
    shaping = digests(folder, (file for file in _files(folder) if file.suffix in _SHAPING))
    canonical = json.dumps([shaping, recipe], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def digests(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file by its path inside `folder`."""
    found: dict[str, str] = {}
    for file in files:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
        found[file.relative_to(folder).as_posix()] = digest.hexdigest()
    return found


def check_model_folder(folder: Path) -> None:
    """Return when `folder` holds a model, every part of which has its weights as safetensors.

    Raises:
        EncoderError: It holds none, or a part has its weights in a format that can run code when it
            is read.
    """
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        raise EncoderError(
            f"there is no model in {folder}: it has neither modules.json nor config.json; "
            "give a folder that sentence-transformers has saved, or a model's hub name"
        )
    files = _files(folder)
    safe = {file.parent for file in files if file.suffix == ".safetensors"}
    for file in files:
        if file.suffix in _PICKLED and file.parent not in safe:
            raise EncoderError(
                f"{file} is a format that can run code when it is read; only .safetensors weights "
                "are loaded: save the model again with save_pretrained(), or choose another"
            )
    if not safe:
        raise EncoderError(
            f"there are no .safetensors weights in {folder}: "
            "copy the model again, or save it again with save_pretrained()"
        )


def _files(folder: Path) -> list[Path]:
    inside = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [
        file
        for file in inside
        if not any(
            part in _OTHER_RUNTIMES or part.startswith(".")
            for part in file.relative_to(folder).parts
        )
    ]
