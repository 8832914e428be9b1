"""The shortest answer is cut out of a sentence: always words that stand in it, in their order.

In: a `Question` and the sentence that answers it. Out: a phrase of the sentence, or `None` where
nothing in it is new. What the question already says cannot be the answer, so each cut starts from
the words of the sentence that the question does not hold.
"""

import re

from index.quantities import find_quantities
from index.text import fold
from index.types import Span
from index.words import Word, tag_words
from service.matching import clauses
from service.questions import Ask, Question

# Things that 、 joins in a clause, with names in quotation marks inside them.
_ENUMERATION = re.compile(r"[^、]+(?:、[^、]+)+")
_QUOTED_LIST = re.compile(r"“([^“”]*、[^“”]*)”")
_JOINTS = frozenset("、 和 与 及 以及".split())
_AND_SO_ON = re.compile(r"等(?!级|于|待).*$")
# Asked by what means, an answer stands before its goal; asked what is done (如何处理), in it.
_ASKS_MEANS = re.compile(
    r"通过|借助|采取|利用|运用|靠|凭|手段|方式|办法|措施|方法|(?:如何|怎样|怎么)(?:实现|推动|提升|促进|加强|确保)"
)
_PURPOSE = re.compile(r"^(?:为|为了|因|因为|由于|旨在|以便)")
_FUNCTION_TAGS = frozenset("x p c u uj ul uz ud ug y k f".split())
_NUMBER_TAGS = frozenset({"m", "q", "x"})
_TIME_TAGS = frozenset({"t", "tg"})
_TIME_ENDS = frozenset("期间 之前 之后 以前 以后 以来 前夕".split())
_LEADING_TAGS = (_FUNCTION_TAGS - {"x"}) | {"d", "ad"}
_MIN_ITEMS = 2


def short_answer(question: Question, sentence: str) -> str | None:
    """Return the phrase of `sentence` that answers `question`, as written there."""
    cuts = {
        Ask.LIST: _enumeration,
        Ask.REASON: _purpose,
        Ask.MANNER: _means,
        Ask.DEFINITION: _said_of_name,
        Ask.DATE: _time,
    }
    cut = cuts.get(question.ask, _new_phrase)
    return cut(question, sentence) or _new_phrase(question, sentence)


def overlap(question: Question, text: str) -> float:
    """Return the weighted share of the question's words that `text` holds."""
    folded = fold(text)
    total = sum(term.weight for term in question.terms)
    held = sum(
        term.weight
        for term in question.terms
        if any(form in folded for form in (term.text, *term.forms))
    )
    return held / total if total else 0.0


def _enumeration(question: Question, sentence: str) -> str | None:
    """Return the listed things, joined with 、, of the list nearest to the question's words."""
    lists = [m.group() for c in clauses(sentence) for m in _ENUMERATION.finditer(c)]
    if not lists:
        return None
    best = max(lists, key=lambda text: (overlap(question, text), text.count("、")))
    quoted = _QUOTED_LIST.search(best)
    best = quoted.group(1) if quoted is not None else best
    best = _without_asked_ends(question, _AND_SO_ON.sub("", best))
    items = [item for item in _items(best) if item]
    return "、".join(items) if len(items) >= _MIN_ITEMS else None


def _items(text: str) -> list[str]:
    items = [""]
    for word in _words(text):
        if word.text in _JOINTS:
            items.append("")
        else:
            items[-1] += word.text
    return [_unquoted(item.strip()) for item in items]


def _unquoted(item: str) -> str:
    """Return `item` without a mark at its ends whose other half was cut off."""
    for opening, closing in ("“”", "《》", "（）", "()"):
        if (opening in item) != (closing in item):
            item = item.strip(opening + closing)
    return item


def _without_asked_ends(question: Question, text: str) -> str:
    """Return `text` without what leads to the list and what is done with it.

    `统筹推进农村、城市` asked with 推进 starts at 农村; `对乡镇、村挂牌督战` ends at 村.
    """
    asked = _words_of(question)
    words = _words(text)
    while words and (fold(words[0].text) in asked or words[0].tag in _LEADING_TAGS):
        words = words[1:]
    while words and fold(words[-1].text) in asked and words[-1].tag.startswith("v"):
        words = words[:-1]
    return text[words[0].span.start : words[-1].span.end] if words else ""


def _words_of(question: Question) -> frozenset[str]:
    return frozenset(word.text for word in _words(fold(question.text)))


def _words(text: str) -> list[Word]:
    """Return the words of `text`; one that begins inside a quantity belongs to the one before.

    No cut may go through a number: whoever asks with 亿元 has not said 47.6亿元.
    """
    quantities = [quantity.span for quantity in find_quantities(text)]
    words: list[Word] = []
    for word in tag_words(text):
        if any(span.start < word.span.start < span.end for span in quantities):
            words[-1] = _joined(words[-1], word)
        else:
            words.append(word)
    return words


def _joined(one: Word, other: Word) -> Word:
    """Return both as one word, a number unless one of them has a meaning of its own."""
    meaning = (tag for tag in (one.tag, other.tag) if tag not in _NUMBER_TAGS | _FUNCTION_TAGS)
    return Word(one.text + other.text, Span(one.span.start, other.span.end), next(meaning, "m"))


def _purpose(question: Question, sentence: str) -> str | None:
    return next((c for c in clauses(sentence) if _PURPOSE.match(c)), None)


def _means(question: Question, sentence: str) -> str | None:
    """Return the clauses in front of the one that states what the question wants done."""
    parts = clauses(sentence)
    if len(parts) < 2 or not _ASKS_MEANS.search(question.text):
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


def _time(question: Question, sentence: str) -> str | None:
    """Return the new phrase that names a time: 春节期间."""
    for clause in _nearest_first(question, sentence):
        for run in _new_runs(question, clause):
            if any(word.tag in _TIME_TAGS or word.text in _TIME_ENDS for word in tag_words(run)):
                return run
    return None


def _nearest_first(question: Question, sentence: str) -> list[str]:
    return sorted(clauses(sentence), key=lambda clause: -overlap(question, clause))


def _new_phrase(question: Question, sentence: str) -> str | None:
    """Return the longest run of words, in the clause nearest the question, that is new to it."""
    for clause in _nearest_first(question, sentence):
        runs = _new_runs(question, clause)
        if runs:
            return max(runs, key=len)
    return None


def _new_runs(question: Question, clause: str) -> list[str]:
    """Return the parts of `clause` between its words that the question holds."""
    asked = _words_of(question)
    named = [
        Span(place, place + len(name))
        for name in question.names
        if name and (place := fold(clause).find(name)) >= 0
    ]
    runs: list[list[Word]] = [[]]
    for word in _words(clause):
        is_named = any(span.overlaps(word.span) for span in named)
        if is_named or (len(word.text) > 1 and fold(word.text) in asked):
            runs.append([])
        else:
            runs[-1].append(word)
    phrases = (_unquoted(_trimmed(run, clause)) for run in runs)
    return [phrase for phrase in phrases if len(phrase) > 1]


def _trimmed(run: list[Word], clause: str) -> str:
    """Return the text of `run` without particles, prepositions and marks at its ends.

    Empty where nothing but a number is left: whoever asks for one asks with 多少.
    """
    while run and _is_function_word(run[0]):
        run = run[1:]
    while run and _is_function_word(run[-1]):
        run = run[:-1]
    if all(word.tag in _NUMBER_TAGS for word in run):
        return ""
    return clause[run[0].span.start : run[-1].span.end]


def _is_function_word(word: Word) -> bool:
    """Return whether `word` only joins; a position word of two characters (期间) says when."""
    return word.tag in _FUNCTION_TAGS and not (word.tag == "f" and len(word.text) > 1)
