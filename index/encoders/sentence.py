"""Loads an encoder by name and runs it; the only file that knows sentence-transformers.

In comes what a person configures: `bundled`, a folder, or a hub name. Out comes an `Encoder`. Where
the model's folder comes from is left to `bundled` and `hub`.
"""

import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.encoders.bundled import (
    BUNDLED,
    WeightsMissing,
    is_built_for_this_platform,
    prepare_bundled,
)
from index.encoders.hub import fetch_model
from index.encoders.model_files import check_model_folder, fingerprint
from index.errors import EncoderError
from index.types import EmbeddingMatrix, Encoder, Progress

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_logger = logging.getLogger(__name__)

_Role = Literal["query", "passage"]

_HUB_NAME_OF_BUNDLED = "intfloat/multilingual-e5-small"

# The library tokenises a text whole before it cuts it to the model's length: 10 MB take 17 s. No
# tokeniser in use makes tokens of more than 16 characters on average, so what is cut here would be
# cut there too.
_CHARS_PER_TOKEN = 16
_TOKENS_WITHOUT_LIMIT = 512

# Small batches keep what a layer computes in the processor's cache, and take less memory. Passages
# a CPU second by characters a batch: 13.3 at 400, 12.5 at 1,024, 11.3 at 2,048, 10 at 4,096.
_BATCH_CHARS = 512
_BATCH_TEXTS = 32


@dataclass(frozen=True, slots=True)
class Prompts:
    """What is put in front of each text before it is encoded."""

    query: str
    passage: str


# For models that say in their card, but not in their settings, what they were trained with.
_FAMILIES = (
    # https://huggingface.co/intfloat/multilingual-e5-small
    (r"(multilingual-)?e5-(small|base|large)(-v2)?", Prompts("query: ", "passage: ")),
    # https://huggingface.co/BAAI/bge-small-zh-v1.5
    (r"bge-(small|base|large)-zh(-v1\.5)?", Prompts("为这个句子生成表示以用于检索相关文章：", "")),
    # https://huggingface.co/BAAI/bge-small-en-v1.5
    (
        r"bge-(small|base|large)-en(-v1\.5)?",
        Prompts("Represent this sentence for searching relevant passages: ", ""),
    ),
)


def load_encoder(name: str, cache_dir: Path, *, progress: Progress | None = None) -> Encoder:
    """Return the encoder `name`, ready to encode.

    Nothing is looked up on the network but a hub model that is not on this machine. The model runs
    on the CPU in float32, so that a library made on one machine can be served on another.

    Args:
        name: `bundled` (or in full, `bundled:multilingual-e5-small`), a folder that
            sentence-transformers has saved, or a model's hub name.
        cache_dir: Where the bundled encoder is prepared on first use.
        progress: Is told of that preparation, in megabytes.

    Raises:
        EncoderError: There is no such model, or it cannot be loaded.
    """
    name, folder = _find(name, cache_dir, progress)
    check_model_folder(folder)
    model = _load(folder)
    prompts = _prompts(model.prompts, name)
    max_chars = (model.max_seq_length or _TOKENS_WITHOUT_LIMIT) * _CHARS_PER_TOKEN
    recipe = (prompts.query, prompts.passage, str(max_chars))
    return SentenceEncoder(model, name, fingerprint(folder, *recipe), prompts, max_chars)


class SentenceEncoder:
    """An `Encoder` that runs a sentence-transformers model; threads may share it.

    There is no lock: torch runs a model from several threads at once, and the tokeniser keeps the
    settings that the first call, made when loading, has given it. Each thread computes alone, so
    torch is told to use one thread: two make a question no faster, and where cores are shared they
    wait for each other. Milliseconds for one question on two cores (p50 / p95 / p99):

    | torch threads | clients | without a lock | with a lock |
    |---|---|---|---|
    | 1 | 1 | 15 / 19 / 22 | |
    | 1 | 2 | 19 / 28 / 36 | 15 / 31 / 47 |
    | 1 | 8 | 105 / 148 / 171 | 16 / 516 / 1,386 |
    | 2 | 1 | 15 / 17 / 19 | |
    | 2 | 8 | 117 / 136 / 147 | 17 / 611 / 1,743 |

    Passages are spread over as many threads as there are cores: 24 a second of 220 characters.
    """

    def __init__(
        self,
        model: "SentenceTransformer",
        name: str,
        fingerprint: str,
        prompts: Prompts,
        max_chars: int,
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._max_chars = max_chars
        self.name = name
        self.fingerprint = fingerprint
        # Also the first call: the next is faster, and a model that cannot encode is known now.
        self.dimension = self._run(["预备"], "query").shape[1]

    def encode_queries(self, texts: Sequence[str], /) -> EmbeddingMatrix:
        """Return one unit vector a question, in order.

        Raises:
            EncoderError: The model failed.
        """
        return self._encode(texts, "query", None)

    def encode_passages(
        self, texts: Sequence[str], /, progress: Progress | None = None
    ) -> EmbeddingMatrix:
        """Return one unit vector a passage, in order.

        Raises:
            EncoderError: The model failed.
        """
        return self._encode(texts, "passage", progress)

    def _encode(
        self, texts: Sequence[str], role: _Role, progress: Progress | None
    ) -> EmbeddingMatrix:
        fitted = [self._fit(text) for text in texts]
        vectors = np.empty((len(fitted), self.dimension), np.float32)
        done = 0
        for rows, some in self._run_all(fitted, role):
            vectors[rows] = some
            done += len(rows)
            if progress is not None:
                progress(done, len(fitted))
        return vectors

    def _run_all(
        self, texts: list[str], role: _Role
    ) -> Iterator[tuple[list[int], EmbeddingMatrix]]:
        """Yield the rows of each batch with their vectors, as they get ready."""
        batches = _batches(texts)
        if len(batches) == 1:
            yield batches[0], self._run([texts[row] for row in batches[0]], role)
            return
        with ThreadPoolExecutor(_cores()) as executor:
            running = {
                executor.submit(self._run, [texts[row] for row in rows], role): rows
                for rows in batches
            }
            try:
                for finished in as_completed(running):
                    yield running[finished], finished.result()
            finally:
                # After an error, or when the caller was interrupted, the rest is not wanted.
                executor.shutdown(cancel_futures=True)

    def _fit(self, text: str) -> str:
        """Return `text` as the tokeniser can take it: not too long, no halves of characters."""
        return text[: self._max_chars].encode("utf-8", "replace").decode("utf-8")

    def _run(self, texts: list[str], role: _Role) -> EmbeddingMatrix:
        run = self._model.encode_query if role == "query" else self._model.encode_document
        prompt = self._prompts.query if role == "query" else self._prompts.passage
        try:
            vectors = run(
                texts,
                prompt=prompt,
                batch_size=len(texts),
                show_progress_bar=False,
                normalize_embeddings=True,
            )
        except (RuntimeError, ValueError, IndexError, MemoryError) as error:
            raise EncoderError(
                f"the encoder {self.name} failed on {len(texts)} texts: {error}"
            ) from error
        if not np.isfinite(vectors).all():
            raise EncoderError(
                f"the encoder {self.name} gave vectors that are not numbers; "
                "its weights may be damaged: put the model in place again"
            )
        return vectors.astype(np.float32, copy=False)


def _find(name: str, cache_dir: Path, progress: Progress | None) -> tuple[str, Path]:
    """Return the name that the encoder goes by, and its folder."""
    if name in ("bundled", BUNDLED):
        return _find_bundled(cache_dir, progress)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return name, folder
    if name.startswith((".", "/", "~", "bundled:")):
        raise EncoderError(
            f"there is no encoder {name}: give `bundled`, a folder that exists, or a hub name"
        )
    return name, fetch_model(name)


def _find_bundled(cache_dir: Path, progress: Progress | None) -> tuple[str, Path]:
    try:
        return BUNDLED, prepare_bundled(cache_dir, progress=progress)
    except WeightsMissing:
        if is_built_for_this_platform():
            raise
    _logger.warning(
        "the bundled encoder's weights are packaged for x86-64 Linux only; using %s from the hub",
        _HUB_NAME_OF_BUNDLED,
    )
    return _HUB_NAME_OF_BUNDLED, fetch_model(_HUB_NAME_OF_BUNDLED)


def _load(folder: Path) -> "SentenceTransformer":
    # Inside the function: the two take 3 s and 300 MB, which `wenju --help` should not.
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    # The bar would be shown for a second in the middle of a server's log.
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(1)
    try:
        return SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": torch.float32, "use_safetensors": True},
        )
    # A folder may be wrong in any way, and the library raises whatever comes of it.
    except Exception as error:
        raise EncoderError(
            f"the model in {folder} cannot be loaded: {error}; "
            "it must be a folder that sentence-transformers has saved"
        ) from error


def _prompts(own: Mapping[str, str | None], name: str) -> Prompts:
    """Return the model's own prompts, else those of the family that its name tells."""
    query = own.get("query") or ""
    passage = own.get("document") or own.get("passage") or own.get("corpus") or ""
    if query or passage:
        return Prompts(query, passage)
    last = Path(name).name.lower()
    for pattern, prompts in _FAMILIES:
        if re.fullmatch(pattern, last):
            return prompts
    return Prompts("", "")


def _batches(texts: list[str]) -> list[list[int]]:
    """Return the places of `texts` in batches of like length, the longest first.

    A batch is as wide as its longest text, so that is what its size is reckoned by.
    """
    batches: list[list[int]] = []
    for row in sorted(range(len(texts)), key=lambda row: -len(texts[row])):
        batch = batches[-1] if batches else []
        widest = len(texts[batch[0]]) if batch else 0
        if batch and len(batch) < _BATCH_TEXTS and widest * (len(batch) + 1) <= _BATCH_CHARS:
            batch.append(row)
        else:
            batches.append([row])
    return batches


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
