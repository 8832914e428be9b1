"""Whether two wordings say the same: normalised, as characters in common, one inside the other."""

import unicodedata
from collections import Counter

from index.text import fold

_KEPT = frozenset("%‰.")


def normalised(text: str) -> str:
    """Return `text` folded, without spaces and punctuation; a point between digits and % stay."""
    folded = fold(unicodedata.normalize("NFKC", text)).lower()
    return "".join(
        character
        for position, character in enumerate(folded)
        if character.isalnum() or (character in _KEPT and _is_part(folded, position))
    )


def _is_part(text: str, position: int) -> bool:
    """Return whether the sign at `position` belongs to a number: 5%, 1.5."""
    before, after = text[:position][-1:], text[position + 1 :][:1]
    return before.isdigit() and (text[position] != "." or after.isdigit())


def shared_characters(one: str, other: str) -> float:
    """Return F1 of the two as bags of normalised characters, 0 to 1."""
    ours, theirs = Counter(normalised(one)), Counter(normalised(other))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def holds(text: str, words: str) -> bool:
    """Return whether `words` stand in `text`, both normalised; never inside a longer number.

    `holds("共31个", "1个")` is false.
    """
    return place_of(normalised(text), normalised(words)) >= 0


def place_of(text: str, words: str, start: int = 0) -> int:
    """Return where `words` stand in `text` as a whole, both normalised; -1 where they do not."""
    while words and (start := text.find(words, start)) >= 0:
        end = start + len(words)
        cut_before = words[0].isdigit() and _continues(text[:start][-1:])
        cut_after = words[-1].isdigit() and _continues(text[end : end + 1])
        if not cut_before and not cut_after:
            return start
        start += 1
    return -1


def _continues(neighbour: str) -> bool:
    return neighbour.isdigit() or neighbour == "."
