"""Words of a question → the other words that reports have for the same thing.

In: a folded question. Out: `Synonym`s, in their order. The groups of words are data,
`service/lexicon/synonyms.json`, where its own first lines tell how to add one; what a synonym is
worth beside the word that was asked with is left to the callers.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.text import fold
from index.types import Span
from index.words import Word, is_word, tag_words

_FILE = Path(__file__).parent / "lexicon" / "synonyms.json"
_LATIN_WORD = re.compile(r"[a-z]+(?:['’&][a-z]+)*")
_BETWEEN_WORDS = re.compile(r"['’]?[ -]+")
_CHARS_IN_A_GUESS = 2


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word or phrase of a question that reports may put otherwise.

    Attributes:
        span: Where it stands.
        form: As the lexicon has it, folded: `rural resident` for `rural residents'`.
        forms: All Chinese forms of its group but `form`, folded, the most official first.
    """

    span: Span
    form: str
    forms: tuple[str, ...]


def synonyms_in(folded: str) -> tuple[Synonym, ...]:
    """Return what `folded` holds of the lexicon: at each place the longest form, none overlapping.

    A Chinese form begins and ends where words do: no 中国 in 发展中国家. An English one matches in
    the plural and the possessive too. A form whose group has no other Chinese form is left out,
    and so are shorter forms inside it.

    `synonyms_in("高铁有多长")[0].forms[0] == "高速铁路"`
    """
    found = sorted((*_chinese_in(folded), *_english_in(folded)), key=_first_then_longest)
    end, apart = 0, []
    for synonym in found:
        if synonym.span.start >= end:
            end = synonym.span.end
            apart.append(synonym)
    return tuple(synonym for synonym in apart if synonym.forms)


def _first_then_longest(synonym: Synonym) -> tuple[int, int]:
    return synonym.span.start, -len(synonym.span)


# ---------------------------------------------------------------------------- Chinese


def _chinese_in(folded: str) -> Iterator[Synonym]:
    """Yield the longest form at each place where one begins and ends on bounds."""
    forms, longest = _chinese(), _longest_chinese()
    bounds = _bounds(tag_words(folded))
    places = sorted(bounds)
    for index, start in enumerate(places):
        until = bisect_right(places, start + longest, index)
        for end in reversed(places[index + 1 : until]):
            form = folded[start:end]
            if form in forms and len(form) >= max(bounds[start], bounds[end]):
                yield Synonym(Span(start, end), form, forms[form])
                break


def _bounds(words: Iterable[Word]) -> dict[int, int]:
    """Return each place where a form may begin or end, with the fewest characters it must have.

    What the segmenter only guesses to be a word may have swallowed the neighbour of one
    (年全|社会|研发|经费): inside a guess, forms are believed instead, but no lone character.
    """
    bounds = {0: 1}
    for word in words:
        if not is_word(word.text):
            bounds |= dict.fromkeys(range(word.span.start + 1, word.span.end), _CHARS_IN_A_GUESS)
        bounds[word.span.end] = 1
    return bounds


@cache
def _chinese() -> Mapping[str, tuple[str, ...]]:
    """Return each Chinese form with the others of its group."""
    return {
        form: _without(form, group)
        for group, _ in _groups()
        for form in group
        if not _LATIN_WORD.fullmatch(form)
    }


@cache
def _longest_chinese() -> int:
    return max(map(len, _chinese()))


def _without(form: str, group: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in group if other != form)


# ---------------------------------------------------------------------------- English


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An English form word by word, with the Chinese forms that it stands for."""

    form: str
    words: tuple[str, ...]
    forms: tuple[str, ...]


def _english_in(folded: str) -> Iterator[Synonym]:
    """Yield the longest form at each Latin word where one stands."""
    matches = list(_LATIN_WORD.finditer(folded))
    numbers = [numbers_of(match[0]) for match in matches]
    for position, match in enumerate(matches):
        run = _run_length(folded, matches, position)
        phrases = _phrases_at(numbers[position : position + run])
        # The word as written comes before its singular, and so wins where both are as long.
        if phrase := max(phrases, key=lambda phrase: len(phrase.words), default=None):
            last = matches[position + len(phrase.words) - 1]
            yield Synonym(
                Span(match.start(), last.start() + len(last[0])), phrase.form, phrase.forms
            )


def _run_length(folded: str, matches: list[re.Match[str]], position: int) -> int:
    """Return how many words from `position` on may be one phrase: spaces or hyphens part them."""
    end = min(len(matches), position + _longest_phrase())
    for index in range(position + 1, end):
        gap = Span(matches[index - 1].end(), matches[index].start())
        if not _BETWEEN_WORDS.fullmatch(folded, gap.start, gap.end):
            return index - position
    return end - position


def _phrases_at(numbers: list[tuple[str, ...]]) -> Iterator[_Phrase]:
    """Yield the forms that the words begin with, each word given as `numbers_of` it."""
    for first in numbers[0]:
        for phrase in _english().get(first, ()):
            if len(phrase.words) <= len(numbers) and all(
                word in options for word, options in zip(phrase.words, numbers, strict=False)
            ):
                yield phrase


def numbers_of(word: str) -> tuple[str, ...]:
    """Return a word as written and what it may be the plural or the possessive of.

    Not all of these are words; only the lexicon's count.

    `numbers_of("cities") == ("cities", "city", "citi", "citie")`
    """
    singular = re.sub(r"['’]s$", "", word)
    options = [word, singular]
    if singular.endswith("ies"):
        options.append(singular[:-3] + "y")
    if singular.endswith("es"):
        options.append(singular[:-2])
    if singular.endswith("s"):
        options.append(singular[:-1])
    return tuple(dict.fromkeys(options))


@cache
def _english() -> Mapping[str, tuple[_Phrase, ...]]:
    """Return the English forms by their first word; abbreviations such as GDP are in both lists."""
    phrases: dict[str, list[_Phrase]] = {}
    for chinese, english in _groups():
        latin = [form for form in chinese if _LATIN_WORD.fullmatch(form)]
        for form in dict.fromkeys((*latin, *english)):
            words = tuple(_LATIN_WORD.findall(form))
            phrases.setdefault(words[0], []).append(_Phrase(form, words, _without(form, chinese)))
    return {first: tuple(listed) for first, listed in phrases.items()}


@cache
def _longest_phrase() -> int:
    return max(len(phrase.words) for listed in _english().values() for phrase in listed)


# ---------------------------------------------------------------------------- the file


@cache
def english_forms() -> Mapping[str, tuple[str, ...]]:
    """Return each folded Chinese form that has English ones, with these."""
    return {form: english for chinese, english in _groups() if english for form in chinese}


@cache
def english_words() -> frozenset[str]:
    """Return the words of all English forms, folded."""
    return frozenset(
        word for _, english in _groups() for form in english for word in _LATIN_WORD.findall(form)
    )


@cache
def _groups() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return each group's Chinese and English forms, folded."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        (tuple(map(fold, group["zh"])), tuple(map(fold, group["en"]))) for group in data["groups"]
    )
