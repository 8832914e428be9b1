"""The word lists of the number grammar, read once from `index/lexicon`.

In: JSON files that a person who knows no Python can extend. Out: lookups for the steps above
(`numerals`, `quantities`, `facts`). What the words mean for a number is decided there.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")

_FOLDER = Path(__file__).parent / "lexicon"


@cache
def lexicon(name: str) -> dict[str, object]:
    """Return the parsed file `index/lexicon/<name>.json`."""
    data: dict[str, object] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


def words(name: str, key: str) -> tuple[str, ...]:
    """Return the list of strings at `key` of file `name`, in the file's order."""
    value = lexicon(name)[key]
    if not isinstance(value, list):
        raise TypeError(f"index/lexicon/{name}.json: {key!r} must be a list")
    return tuple(str(word) for word in value)


def table(name: str, key: str) -> dict[str, object]:
    """Return the object at `key` of file `name`."""
    value = lexicon(name)[key]
    if not isinstance(value, dict):
        raise TypeError(f"index/lexicon/{name}.json: {key!r} must be an object")
    return value


def numbers(name: str, key: str) -> dict[str, int]:
    """Return a table of whole numbers."""
    return {word: int(str(value)) for word, value in table(name, key).items()}


def word_lists(name: str, key: str) -> dict[str, tuple[str, ...]]:
    """Return a table of lists of strings."""
    lists = table(name, key)
    return {k: tuple(map(str, v)) for k, v in lists.items() if isinstance(v, list)}


class Terms(Generic[Meaning]):
    """Words with a meaning each; finds the longest that stands at a place, or ends there.

    A lookup costs one dictionary access for most places, whatever the number of words.
    """

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._by_first = _grouped(meanings, 0)
        self._by_last = _grouped(meanings, -1)

    def each_at(self, text: str, start: int) -> Iterator[tuple[str, Meaning]]:
        """Yield the words that `text` has at `start`, the longest first."""
        if start < len(text):
            for word, meaning in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    yield word, meaning

    def at(self, text: str, start: int) -> tuple[str, Meaning] | None:
        """Return the longest word that `text` has at `start`."""
        return next(self.each_at(text, start), None)

    def before(self, text: str, end: int) -> tuple[str, Meaning] | None:
        """Return the longest word that `text` has right before `end`."""
        if end > 0:
            for word, meaning in self._by_last.get(text[end - 1], ()):
                if text.endswith(word, 0, end):
                    return word, meaning
        return None


def _grouped(
    meanings: Mapping[str, Meaning], place: int
) -> dict[str, tuple[tuple[str, Meaning], ...]]:
    """Return words by their character at `place`, the longest first."""
    groups: dict[str, list[tuple[str, Meaning]]] = {}
    for word, meaning in sorted(meanings.items(), key=lambda item: (-len(item[0]), item[0])):
        groups.setdefault(word[place], []).append((word, meaning))
    return {character: tuple(group) for character, group in groups.items()}


def inverted(name: str, key: str) -> dict[str, str]:
    """Return word → heading, for an object whose headings each have a list of words."""
    lists = word_lists(name, key)
    return {word: heading for heading, listed in lists.items() for word in listed}
