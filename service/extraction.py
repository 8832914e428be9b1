"""The shortest answer is cut out of a sentence: always words that stand in it, in their order.

In: a `Question` and the sentence that answers it. Out: a phrase of the sentence, or `None` where
nothing in it is new. What the question already says cannot be the answer, so each cut starts from
the words of the sentence that the question does not hold.
"""

import re

from index.text import fold
from index.types import Span
from index.words import Word, tag_words
from service.questions import Ask, Question

_CLAUSE = re.compile(r"[^，,；;。！？!?：:]+")
_ITEM_JOINT = re.compile(r"、|(?<=[^、])(?:以及|和|及|与)(?=[^、]*(?:$|等))")
_ENUMERATION = re.compile(r"[^，,；;。！？!?：:“”、]+(?:、[^，,；;。！？!?：:“”、]+)+")
_AND_SO_ON = re.compile(r"等(?!级|于|待).*$")
_PURPOSE = re.compile(r"^(?:为|为了|因|因为|由于|旨在|以便)")
_FUNCTION_TAGS = frozenset("x p c u uj ul uz ud ug y k f".split())
_MIN_ITEMS = 2


def short_answer(question: Question, sentence: str) -> str | None:
    """Return the phrase of `sentence` that answers `question`, as written there."""
    cuts = {
        Ask.LIST: _enumeration,
        Ask.REASON: _purpose,
        Ask.MANNER: _means,
        Ask.DEFINITION: _said_of_name,
    }
    cut = cuts.get(question.ask, _new_phrase)
    return cut(question, sentence) or _new_phrase(question, sentence)


def clauses(sentence: str) -> list[str]:
    """Return the parts of `sentence` between commas, semicolons and stops."""
    return [match.group().strip() for match in _CLAUSE.finditer(sentence)]


def clause_at(sentence: str, span: Span) -> str:
    """Return the part of `sentence` between the marks nearest to `span` on either side."""
    return next(
        (m.group() for m in _CLAUSE.finditer(sentence) if m.start() <= span.start < m.end()), ""
    )


def overlap(question: Question, text: str) -> float:
    """Return the weighted share of the question's words that `text` holds."""
    folded = fold(text)
    total = sum(term.weight for term in question.terms)
    held = sum(term.weight for term in question.terms if term.text in folded)
    return held / total if total else 0.0


def _enumeration(question: Question, sentence: str) -> str | None:
    """Return the listed things, joined with 、, of the list nearest to the question's words."""
    lists = [match.group() for match in _ENUMERATION.finditer(sentence)]
    if not lists:
        return None
    best = max(lists, key=lambda text: (overlap(question, text), text.count("、")))
    items = [item.strip() for item in _ITEM_JOINT.split(_AND_SO_ON.sub("", best)) if item.strip()]
    if items:
        items[0] = _without_asked_words(question, items[0])
    items = [item for item in items if item]
    return "、".join(items) if len(items) >= _MIN_ITEMS else None


def _without_asked_words(question: Question, item: str) -> str:
    """Return `item` from behind its leading words that the question holds: 推进农村 → 农村."""
    folded = fold(question.text)
    start = 0
    for word in tag_words(item):
        if fold(word.text) not in folded:
            break
        start = word.span.end
    return item[start:]


def _purpose(question: Question, sentence: str) -> str | None:
    return next((c for c in clauses(sentence) if _PURPOSE.match(c)), None)


def _means(question: Question, sentence: str) -> str | None:
    """Return the clauses in front of the one that states what the question wants done."""
    parts = clauses(sentence)
    if len(parts) < 2:
        return None
    goal = max(range(len(parts)), key=lambda i: (overlap(question, parts[i]), -i))
    if goal == 0:
        return None
    start = sentence.find(parts[0])
    end = sentence.find(parts[goal - 1], start) + len(parts[goal - 1])
    return sentence[start:end]


def _said_of_name(question: Question, sentence: str) -> str | None:
    """Return what the clause that holds the name asked about says beside it."""
    for name in question.names:
        for clause in clauses(sentence):
            if name in fold(clause):
                return _new_phrase(question, clause)
    return None


def _new_phrase(question: Question, sentence: str) -> str | None:
    """Return the longest run of words, in the clause nearest the question, that is new to it."""
    parts = sorted(clauses(sentence), key=lambda clause: -overlap(question, clause))
    for clause in parts:
        runs = _new_runs(question, clause)
        if runs:
            return max(runs, key=len)
    return None


def _new_runs(question: Question, clause: str) -> list[str]:
    asked = fold(question.text)
    runs: list[list[Word]] = [[]]
    for word in tag_words(clause):
        if len(word.text) > 1 and fold(word.text) in asked:
            runs.append([])
        else:
            runs[-1].append(word)
    found = (_trimmed(run, clause) for run in runs)
    return [phrase for phrase in found if len(phrase) > 1]


def _trimmed(run: list[Word], clause: str) -> str:
    """Return the text of `run` without particles, prepositions and marks at its ends."""
    while run and _is_function_word(run[0]):
        run = run[1:]
    while run and _is_function_word(run[-1]):
        run = run[:-1]
    return clause[run[0].span.start : run[-1].span.end] if run else ""


def _is_function_word(word: Word) -> bool:
    """Return whether `word` only joins; a position word of two characters (期间) says when."""
    return word.tag in _FUNCTION_TAGS and not (word.tag == "f" and len(word.text) > 1)
