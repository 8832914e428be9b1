"""Finds a model by its hub name: in the hub's own cache on this machine, or else over the network.

In comes a name such as `BAAI/bge-small-zh-v1.5`, out comes a folder. A model that is in the cache
is never looked up again: an update on the hub would change vectors under a library that is in use.
"""

from pathlib import Path

from index.errors import EncoderError

# What a model is made of; leaves out pickled weights and copies for other runtimes.
_WANTED = ["*.json", "*.safetensors", "*.txt", "*.model"]
_UNWANTED = ["onnx/*", "openvino/*"]


def fetch_model(name: str) -> Path:
    """Return the folder of the model `name`, downloaded first unless the hub's cache has it.

    Raises:
        EncoderError: It is not in the cache and cannot be downloaded, or has no safetensors.
    """
    # sentence-transformers' own models may be named without their owner.
    repository = name if "/" in name else f"sentence-transformers/{name}"
    folder = _cached(repository)
    if folder is None or not _has_weights(folder):
        folder = _download(repository)
    if not _has_weights(folder):
        raise EncoderError(
            f"the model {repository} has no .safetensors weights in {folder}: either its download "
            "was broken off, then connect to the network once, or it has none: choose another"
        )
    return folder


def _cached(repository: str) -> Path | None:
    # Imported in the functions, since most runs never ask the hub.
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return _snapshot(repository, local_files_only=True)
    except LocalEntryNotFoundError:
        return None
    except ValueError as error:
        raise EncoderError(f"{repository} is not a hub name, nor a folder: {error}") from error


def _download(repository: str) -> Path:
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return _snapshot(repository, local_files_only=False)
    except (HfHubHTTPError, OSError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise EncoderError(
            f"the model {repository} is not on this machine and could not be downloaded "
            f"({reason}); without a network, copy its folder here and give the folder's path, "
            "or choose the encoder `bundled`"
        ) from error


def _snapshot(repository: str, *, local_files_only: bool) -> Path:
    from huggingface_hub import snapshot_download

    folder = snapshot_download(
        repository,
        allow_patterns=_WANTED,
        ignore_patterns=_UNWANTED,
        local_files_only=local_files_only,
    )
    return Path(folder)


def _has_weights(folder: Path) -> bool:
    return any(folder.rglob("*.safetensors"))
