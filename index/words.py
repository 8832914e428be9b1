"""Text becomes words with their parts of speech; the one place that knows the segmenter.

In: any text. Out: `Word`s that cover it in order. Dictionary and tags are those of jieba
(https://github.com/fxsjy/jieba); which words matter for searching or for understanding a question
is left to the callers.
"""

from dataclasses import dataclass

import rjieba

from index.types import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands, with jieba's part-of-speech tag, such as n, ns, v, m, q, x or eng."""

    text: str
    span: Span
    tag: str


def tag_words(text: str, start: int = 0) -> tuple[Word, ...]:
    """Return the words of `text` in order; marks and spaces are words too, tagged `x` or `eng`.

    Args:
        text: Any text.
        start: Where `text` begins in the whole that the words' spans are to refer to.
    """
    words: list[Word] = []
    for word, tag in rjieba.tag(text):
        words.append(Word(word, Span(start, start + len(word)), tag))
        start += len(word)
    return tuple(words)


def is_word(text: str) -> bool:
    """Return whether the dictionary holds `text`; `tag_words` guesses at other words too."""
    return rjieba.has_word(text)
