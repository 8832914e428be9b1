"""How much of a question's words a text holds; plain functions over folded strings.

A word weighs more the fewer passages hold it: its inverse document frequency, as in BM25
(Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from index.text import fold
from index.types import Span
from service.questions import Question, Term

# What ends a clause; between digits a comma or colon is a part of the number: 1,250 and 10:30.
_CLAUSE_MARK = re.compile(r"[，；;。！？!?：\n]|(?<!\d)[,:]|[,:](?!\d)")
# A word that stands only in the headings above a text counts for half, one that is there in part
# for at most half: both are hints that the text is about it, neither says that it states it.
_CONTEXT_SHARE = 0.5
_PARTIAL_SHARE = 0.5
_OTHER_FORM = 0.9


def term_weights(terms: Iterable[Term], passages: Sequence[str]) -> dict[Term, float]:
    """Return each term's weight: that of its part of speech times its idf over the passages."""
    weights = {}
    for term in terms:
        forms = (term.text, *term.forms)
        holding = sum(any(form in passage for form in forms) for passage in passages)
        idf = math.log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
        weights[term] = term.weight * idf
    return weights


def support(weights: Mapping[Term, float], text: str, context: str = "") -> float:
    """Return the weighted share of the terms that `text`, or `context` above it, holds, 0 to 1."""
    total = sum(weights.values())
    if total == 0:
        return 0.0
    return sum(w * presence(term, text, context) for term, w in weights.items()) / total


def presence(term: Term, text: str, context: str = "") -> float:
    """Return how far `text`, or `context` above it, holds the term in one of its forms, 0 to 1.

    In another form it counts for a little less: the same may be meant.
    """
    own = _presence(term.text, text, context)
    if own == 1.0 or not term.forms:
        return own
    return max(own, _OTHER_FORM * max(_presence(form, text, context) for form in term.forms))


def overlap(question: Question, text: str) -> float:
    """Return the weighted share of the question's words that `text` holds, 0 to 1."""
    folded = fold(text)
    total = sum(term.weight for term in question.terms)
    held = sum(
        term.weight
        for term in question.terms
        if any(form in folded for form in (term.text, *term.forms))
    )
    return held / total if total else 0.0


def likeness(one: str, other: str) -> float:
    """Return how far the shorter phrase's character pairs stand in the longer one, 0 to 1."""
    shorter, longer = sorted((one, other), key=len)
    pairs = _pairs(shorter)
    if not pairs:
        return float(bool(shorter) and shorter in longer)
    return sum(pair in longer for pair in pairs) / len(pairs)


def clauses(sentence: str) -> list[str]:
    """Return the parts of `sentence` between commas, semicolons and stops."""
    parts = (part.strip() for part in _CLAUSE_MARK.split(sentence))
    return [part for part in parts if part]


def clause_around(text: str, within: Span, span: Span) -> Span:
    """Return the part of `within` between the marks nearest to `span` on either side."""
    marks = [mark.span() for mark in _CLAUSE_MARK.finditer(text, within.start, within.end)]
    return Span(
        max((end for _, end in marks if end <= span.start), default=within.start),
        min((start for start, _ in marks if start >= span.end), default=within.end),
    )


def _presence(term: str, text: str, context: str) -> float:
    if term in text:
        return 1.0
    if term in context:
        return _CONTEXT_SHARE
    return _PARTIAL_SHARE * _part_present(term, text)


def _part_present(term: str, text: str) -> float:
    """Return the share of a Chinese term's pairs in `text`; of a two-character one, half for one.

    Parts of words in other scripts mean nothing.
    """
    if not all("\u4e00" <= character <= "\u9fff" for character in term):
        return 0.0
    if len(term) == 2:
        return sum(character in text for character in term) / 4
    pairs = _pairs(term)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]
