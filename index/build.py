"""The story of a document: files become a new generation of the library, told in a report.

`read` → `chunk` → `extract facts`, for each file that the library does not know yet; `embed` what
has no vector; `publish` it all in one transaction; then make the search files. Killed at any
point, the library is what it was before or what it is to be, and no finished vector is made again.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.chunking import embedding_text
from index.derived import code_fingerprint, load_derived, write_derived
from index.errors import EncoderError, IndexUnavailable, UnknownDocument
from index.intake import (
    Former,
    Intake,
    Refusal,
    documents_of,
    find_reports,
    first_paths,
    path_key,
    take_in,
    vanished,
)
from index.library import refuse_other_encoder
from index.rows import DocumentRows, Recipe
from index.store import Store, writing
from index.types import EmbeddingMatrix, Encoder, Progress

LOCK_TIMEOUT_S = 60.0
"""How long a second writer waits for the first."""

# What a kill may cost: a few seconds of embedding on one core.
_TEXTS_PER_COMMIT = 64

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What an index run did, file by file; paths are absolute.

    Attributes:
        added: Files the library did not have.
        replaced: Files whose content changed; what they held before is gone.
        unchanged: Files that the library already had as they are.
        duplicates: Pairs of a file and the one whose content it repeats: one document.
        removed: Files that were indexed before and have vanished (only when asked to prune).
        refused: Files that were not indexed. What they held before, if anything, is kept.
        embedded: Texts that had to be encoded.
        documents: In the library now, as are `chunks` and `facts`.
    """

    generation: int
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    duplicates: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    embedded: int
    documents: int
    chunks: int
    facts: int
    seconds: float


def index_reports(
    paths: Sequence[Path],
    directory: Path,
    encoder: Encoder,
    *,
    rebuild: bool = False,
    prune: bool = False,
    progress: Progress | None = None,
    lock_timeout_s: float = LOCK_TIMEOUT_S,
) -> BuildReport:
    """Index files and folders into the library `directory` and report on each file.

    A file that cannot be indexed is refused and the others go on. Nothing is written where
    nothing has changed.

    Args:
        paths: Files, and folders to be searched to any depth; hidden files are passed over.
        directory: The library folder, made if there is none.
        encoder: Makes the vectors; it must be the one that made those of the library.
        rebuild: Read every document again, also from the bytes that the library keeps, and take
            `encoder` for the library's from now on. Vectors by it of unchanged texts are kept.
        prune: Drop files below the given folders that have vanished.
        progress: Called with (texts embedded, texts to embed).
        lock_timeout_s: How long to wait for another writer.

    Raises:
        DocumentError: One of `paths` does not exist.
        EncoderError: The encoder failed, or gave no usable vectors.
        IndexBusy: Another writer held the library for `lock_timeout_s`.
        IndexMismatch: Another encoder or another version built the library.
        IndexUnavailable: The library is damaged or cannot be written to.
    """
    started = time.monotonic()
    files = find_reports(paths, directory)
    recipe = Recipe(encoder.name, encoder.fingerprint, encoder.dimension, code_fingerprint())
    with writing(directory, lock_timeout_s) as store:
        former = _read_former(store, recipe, encoder, rebuild)
        removed = vanished(former.sources, files, paths) if prune else ()
        intake = take_in(store, files, former, removed)
        documents = documents_of(intake, former)
        embedded = _embed(store, encoder, documents, progress)
        if intake.rows or intake.sources != former.sources or recipe != former.recipe:
            store.publish(recipe, intake.sources, list(intake.rows.values()), intake.originals)
        _refresh_search_files(store)
        generation = store.generation()
    added, replaced, unchanged, duplicates = _compared(files, former, intake)
    return BuildReport(
        generation=generation,
        added=added,
        replaced=replaced,
        unchanged=unchanged,
        duplicates=duplicates,
        removed=removed,
        refused=intake.refused,
        embedded=embedded,
        documents=len(documents),
        chunks=sum(len(rows.chunks) for rows in documents),
        facts=sum(len(rows.facts) for rows in documents),
        seconds=time.monotonic() - started,
    )


def remove_documents(
    directory: Path, document_ids: Iterable[str], *, lock_timeout_s: float = LOCK_TIMEOUT_S
) -> int:
    """Remove documents with all that was drawn from them, and return the new generation.

    A file that still lies in a folder of reports comes back when that folder is indexed again.

    Raises:
        IndexBusy: Another writer held the library for `lock_timeout_s`.
        IndexUnavailable: There is no finished library, or it is damaged.
        UnknownDocument: The library has no such document; nothing is removed.
    """
    doomed = set(document_ids)
    with writing(directory, lock_timeout_s) as store:
        header = store.read_generation().header
        sources = store.sources()
        unknown = sorted(doomed.difference(sources.values()))
        if unknown:
            raise UnknownDocument(f"there is no document {unknown[0]!r} in {directory}")
        kept = {path: known for path, known in sources.items() if known not in doomed}
        generation = store.publish(header.recipe, kept, changed=(), originals={})
        _refresh_search_files(store)
    return generation


def _read_former(store: Store, recipe: Recipe, encoder: Encoder, rebuild: bool) -> Former:
    """Return what the library holds, with no rows where all are to be made again."""
    if rebuild:
        return Former(None, store.sources(), {})
    header = store.header()
    if header is None:
        return Former(None, {}, {})
    refuse_other_encoder(header, encoder, store.directory)
    if header.recipe.code_sha256 != recipe.code_sha256:
        return Former(header.recipe, store.sources(), {})
    documents = {rows.document.document_id: rows for rows in store.documents()}
    return Former(header.recipe, store.sources(), documents)


def _embed(
    store: Store,
    encoder: Encoder,
    documents: Iterable[DocumentRows],
    progress: Progress | None,
) -> int:
    """Give every text a vector, kept batch by batch, and return how many lacked one."""
    sound = store.sound_vectors(encoder.fingerprint)
    lacking = {
        key: embedding_text(rows.document, chunk)
        for rows in documents
        for chunk, key in zip(rows.chunks, rows.text_keys, strict=True)
        if key not in sound
    }
    # Texts of like length share a batch, or the encoder would pad the short ones.
    keys = sorted(lacking, key=lambda key: len(lacking[key]))
    for start in range(0, len(keys), _TEXTS_PER_COMMIT):
        batch = keys[start : start + _TEXTS_PER_COMMIT]
        vectors = encoder.encode_passages([lacking[key] for key in batch])
        _refuse_unusable(vectors, len(batch), encoder)
        store.add_vectors(encoder.fingerprint, batch, vectors)
        if progress is not None:
            progress(start + len(batch), len(keys))
    return len(keys)


def _refuse_unusable(vectors: EmbeddingMatrix, texts: int, encoder: Encoder) -> None:
    if vectors.shape != (texts, encoder.dimension) or not np.isfinite(vectors).all():
        raise EncoderError(
            f"{encoder.name} gave vectors of shape {vectors.shape} for {texts} texts, or values "
            f"that are no numbers; expected {encoder.dimension} finite values a text; try "
            "another encoder"
        )


def _refresh_search_files(store: Store) -> None:
    """Make the search files unless they are sound; failing that, every reader makes its own."""
    generation = store.read_generation()
    if load_derived(store.directory, generation) is not None:
        return
    try:
        write_derived(store.directory, generation)
    except (OSError, IndexUnavailable) as error:
        _log.warning(
            "the library in %s is complete, but its search files could not be kept (%s); each "
            "start will make them again until they can be",
            store.directory,
            error,
        )


def _compared(
    files: Iterable[Path], former: Former, intake: Intake
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the files added, replaced, unchanged, and those that repeat another one."""
    added, replaced, unchanged, duplicates = [], [], [], []
    refused = {refusal.path for refusal in intake.refused}
    first = first_paths(intake.sources)
    for path in map(path_key, files):
        if path in refused or path not in intake.sources:
            continue
        document_id = intake.sources[path]
        if former.sources.get(path) == document_id:
            unchanged.append(path)
        elif first[document_id] != path:
            duplicates.append((path, first[document_id]))
        elif path in former.sources:
            replaced.append(path)
        else:
            added.append(path)
    return tuple(added), tuple(replaced), tuple(unchanged), tuple(duplicates)
