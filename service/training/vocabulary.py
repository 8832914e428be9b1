"""The encoder's tokeniser, cut to what Chinese and English reports need.

Two thirds of its pieces belong to other languages, and their rows would make the shipped file too
large. Pieces across which an answer may well begin or end go too (`年的`, `2.00`, `),`): an answer
is made of whole pieces. What is left spells everything that the whole vocabulary spells, since
single characters stay.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

# In the order of their frequency over a hundred languages: English words are dense among the first.
_LATIN_PIECES = 12_000
_DIGITS = 4
_MARK = "▁"
_GLUE = "的了在是和与及或"
_HAN = re.compile(rf"(?![{_GLUE}])[一-鿿]+(?<![{_GLUE}])")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A cut tokeniser, and which rows of the encoder's embeddings its pieces have, in order."""

    tokenizer: Tokenizer
    rows: tuple[int, ...]


def cut_vocabulary(tokenizer_file: Path) -> Vocabulary:
    """Return the part of a unigram tokeniser that is kept, numbered anew in the old order."""
    settings = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    pieces: list[list[Any]] = settings["model"]["vocab"]
    special = {token["content"] for token in settings["added_tokens"]} - {"<mask>"}
    rows = _kept_rows([piece for piece, _ in pieces], special)
    settings["model"]["vocab"] = [pieces[row] for row in rows]
    settings["added_tokens"] = [t for t in settings["added_tokens"] if t["content"] in special]
    settings["truncation"] = settings["padding"] = settings["post_processor"] = None
    return Vocabulary(Tokenizer.from_str(json.dumps(settings)), rows)


def _kept_rows(pieces: list[str], special: set[str]) -> tuple[int, ...]:
    latin = 0
    rows: list[int] = []
    for row, piece in enumerate(pieces):
        bare = piece.removeprefix(_MARK)
        if bare.isascii() and bare.isalpha() and len(bare) > 1:
            latin += 1
            keep = latin <= _LATIN_PIECES
        else:
            keep = piece in special or _is_kept(bare)
        if keep:
            rows.append(row)
    return tuple(rows)


def _is_kept(bare: str) -> bool:
    if len(bare) <= 1:
        return True
    if bare.isascii() and bare.isdigit():
        return len(bare) <= _DIGITS
    return _HAN.fullmatch(bare) is not None
