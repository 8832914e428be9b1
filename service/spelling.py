"""Slips of the pen in a question are mended with words that the reports have.

In: a question that stands alone, and the words of the open library. Out: the question with its
slips mended. A Chinese character gives way to one that sounds or looks like it, where what was
typed is no word of the reports and the other makes it one (`研究声 → 研究生`). Slips in words of
asking are listed. An English word one letter away from a word of the lexicon becomes that word.
What may well be meant is left alone: numbers, places, words of the dictionary and of the lexicon.
No list of the reports' words is made: the library's own index is asked.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase
from typing import Protocol

from index.quantities import find_quantities
from index.text import fold
from index.types import Span
from index.words import Word, is_word, tag_words
from service.asks import asks
from service.synonyms import english_words, numbers_of, synonyms_in
from service.vocabulary import PROVINCES, STOP_WORDS

_FILE = Path(__file__).parent / "lexicon" / "slips.json"
_HAN = re.compile("[一-鿿]+")
# Function words, numerals, measures, names, and what is no word: none is taken for a slip.
_SURE_TAGS = frozenset("x m q p c u uj ul uz ud ug y r d f ns nr eng t".split())
_NUMERALS = "一二三四五六七八九十百千万亿"
_MAX_WORD_CHARS = 5
_MIN_TEXTS = 2
# What is meant must be in so many times as many passages as any other word that it could be,
_CLEARLY = 4
# and in so many times as many as those where what was typed stands across two words.
_RARELY = 50
_ASKED_WITH_NA = re.compile("那(?=些|[年月个种类项]|[三四五六七八九十]个)")
_MAY_ASK = re.compile("[哪几谁怎何吗呢多啥]|什么")
_ENGLISH_WORD = re.compile(r"(?<![a-z'’])[a-z]{9,}(?![a-z'’])")
# In its last letters a word is inflected (worked, worker), which is no slip.
_ENDING_CHARS = 2


class Wordbook(Protocol):
    """What stands in the reports, in the folded form."""

    def texts_with(self, word: str, /) -> int:
        """Return in how many passages a word stands."""

    def texts_with_pair(self, pair: str, /) -> int:
        """Return in how many passages two characters stand side by side."""


@dataclass(frozen=True, slots=True)
class _Mend:
    """What to put in the place of `span`.

    Attributes:
        word: Where the whole word stands that the mend makes.
        texts: In how many passages that word stands.
    """

    span: Span
    text: str
    word: Span
    texts: int


def corrected(question: str, reports: Wordbook) -> str:
    """Return `question` with its slips mended; what is not surely a slip stays as it was typed."""
    folded = fold(question)
    mends = [*_asking_mends(folded), *_english_mends(folded, reports), *_mends(folded, reports)]
    end, whole = 0, ""
    for mend in sorted(mends, key=lambda mend: mend.span):
        if mend.span.start >= end:
            whole += f"{question[end : mend.span.start]}{mend.text}"
            end = mend.span.end
    return whole + question[end:]


# ---------------------------------------------------------------------------- Chinese


def _mends(folded: str, reports: Wordbook) -> list[_Mend]:
    """Return what to mend in the Chinese words of `folded`: at most one character of a word."""
    words = tag_words(folded)
    kept = _kept(folded)
    mends: list[_Mend] = []
    for word in words:
        if not _is_doubtful(word, reports):
            continue
        places = (p for p in range(word.span.start, word.span.end) if p not in kept)
        found = [m for place in places for m in _meant_at(place, folded, words, reports)]
        best = _clearest(found)
        if best is not None and not any(mend.word.overlaps(best.word) for mend in mends):
            mends.append(best)
    return mends


def _is_doubtful(word: Word, reports: Wordbook) -> bool:
    """Return whether `word` is one that the segmenter guessed, or a lone character."""
    if word.tag in _SURE_TAGS or word.text in STOP_WORDS or not _HAN.fullmatch(word.text):
        return False
    return len(word.text) == 1 or not (is_word(word.text) or reports.texts_with(word.text))


def _kept(folded: str) -> frozenset[int]:
    """Return the places where no slip is looked for."""
    spans = [quantity.span for quantity in find_quantities(folded)]
    spans += [synonym.span for synonym in synonyms_in(folded)]
    spans += [Span(*m.span()) for name in PROVINCES for m in re.finditer(name, folded)]
    alone = {place for place, character in enumerate(folded) if character in _alone()}
    return frozenset(alone.union(*(range(span.start, span.end) for span in spans)))


def _meant_at(place: int, folded: str, words: Sequence[Word], reports: Wordbook) -> Iterator[_Mend]:
    """Yield a mend for each word of the reports that is what was typed but for `place`."""
    for span in _words_around(place, folded, words):
        before, after = folded[span.start : place], folded[place + 1 : span.end]
        if _alone().issuperset(before + after):
            continue
        typed = f"{before[-1:]}{folded[place]}{after[:1]}"
        across = max(reports.texts_with_pair(a + b) for a, b in pairwise(typed))
        for character in alternatives(folded[place]):
            texts = _texts_with(f"{before}{character}{after}", reports)
            if texts >= max(_MIN_TEXTS, _RARELY * across):
                yield _Mend(Span(place, place + 1), character, span, texts)


def _texts_with(word: str, reports: Wordbook) -> int:
    """Return in how many passages `word` stands; 0 where it is no word of the dictionary."""
    return reports.texts_with(word) if is_word(word) else 0


def _words_around(place: int, folded: str, words: Sequence[Word]) -> Iterator[Span]:
    """Yield where a word around `place` may stand: from one bound of words to another.

    A word that the segmenter guessed may be cut anywhere.
    """
    run = next(m for m in _HAN.finditer(folded) if m.start() <= place < m.end())
    bounds = {run.start(), run.end(), *(word.span.start for word in words)}
    for word in words:
        if not is_word(word.text):
            bounds.update(range(word.span.start, word.span.end))
    first, last = max(run.start(), place + 1 - _MAX_WORD_CHARS), place + _MAX_WORD_CHARS
    for start in sorted(b for b in bounds if first <= b <= place):
        for end in sorted(b for b in bounds if place < b <= min(run.end(), last)):
            if 2 <= end - start <= _MAX_WORD_CHARS:
                yield Span(start, end)


def _clearest(found: Sequence[_Mend]) -> _Mend | None:
    """Return the mend that makes the longest word, unless one as long is nearly as frequent."""
    longest = max((len(mend.word) for mend in found), default=0)
    ranked = sorted(
        (mend for mend in found if len(mend.word) == longest), key=lambda mend: -mend.texts
    )
    if not ranked or (len(ranked) > 1 and ranked[0].texts < _CLEARLY * ranked[1].texts):
        return None
    return ranked[0]


def alternatives(character: str) -> tuple[str, ...]:
    """Return the characters that `character` is easily mistaken for, numerals left out.

    `"声" in alternatives("生")`: in pinyin both are sheng.
    """
    return _alternatives().get(character, ())


# ---------------------------------------------------------------------------- asking


def _asking_mends(folded: str) -> Iterator[_Mend]:
    """Yield what to mend in the words of asking; 那 is read as 哪 where nothing else asks."""
    for typed, meant in _slips().asking.items():
        for match in re.finditer(typed, folded):
            yield _Mend(Span(*match.span()), meant, Span(*match.span()), 0)
    asked = _ASKED_WITH_NA.search(folded)
    if asked is not None and not asks(folded) and not _MAY_ASK.search(folded):
        yield _Mend(Span(*asked.span()), "哪", Span(*asked.span()), 0)


# ---------------------------------------------------------------------------- English


def _english_mends(folded: str, reports: Wordbook) -> Iterator[_Mend]:
    """Yield a mend for each English word that neither the lexicon nor the reports have.

    Just one word of the lexicon must be a letter away from it.
    """
    for match in _ENGLISH_WORD.finditer(folded):
        if english_words().isdisjoint(numbers_of(match[0])) and not reports.texts_with(match[0]):
            near = tuple(english_words().intersection(_one_letter_from(match[0])))
            if len(near) == 1:
                yield _Mend(Span(*match.span()), near[0], Span(*match.span()), 0)


def _one_letter_from(word: str) -> Iterator[str]:
    """Yield `word` with a letter left out, with one put in, and with two neighbours swapped.

    No letter is replaced by another, which too often makes a word of its own: imports, exports.
    """
    for at in range(1, len(word) - _ENDING_CHARS):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield from (word[:at] + letter + word[at:] for letter in ascii_lowercase)


# ---------------------------------------------------------------------------- the file


@dataclass(frozen=True, slots=True)
class _Slips:
    """The file's lists: characters that go together, those that stand alone, words of asking."""

    near: tuple[str, ...]
    alone: str
    asking: dict[str, str]


@cache
def _slips() -> _Slips:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    near = (*data["readings"].values(), *data["alike"].split())
    return _Slips(near, data["alone"], data["asking"])


@cache
def _alone() -> frozenset[str]:
    return frozenset(_slips().alone).union(word for word in STOP_WORDS if len(word) == 1)


@cache
def _alternatives() -> dict[str, tuple[str, ...]]:
    near: dict[str, dict[str, None]] = {}
    for group in _slips().near:
        for character in group:
            near.setdefault(character, {}).update(dict.fromkeys(group))
    return {
        character: tuple(o for o in others if o != character and o not in _NUMERALS)
        for character, others in near.items()
    }
