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
from service.asks import Ask
from service.causes import means, reason
from service.enumerations import counted_enumeration, enumeration
from service.matching import clauses, overlap
from service.pieces import FUNCTION_TAGS, Seen, words_of
from service.questions import Question

_NUMBER_TAGS = frozenset({"m", "q", "x"})
_TIME_TAGS = frozenset({"t", "tg"})
_TIME_ENDS = frozenset("期间 之前 之后 以前 以后 以来 前夕".split())
# What says of a quoted name what it is: “一网通办”是指…, “两免”（免学费、免书费）.
_TOLD_OF = re.compile(
    r"[”\"』」》’]?\s?(?:\((?P<bracketed>[^()]+)\)"
    r"|[,:]?\s?(?:(?:就|也就|主要|所谓)?是指?|指的?是|指|即(?:是|为)?"
    r"|(?:means|is|refers to)\b|:),?:?\s*"
    r"(?P<told>[^。;；!！?？\n]+)|,? meaning (?P<put_in>[^,;\n]+))"
)
_TERM = re.compile(
    r"(?:什么是|什么叫做?|何谓|何为)([^?,，。]+)|^([^?,，。]+?)(?:是什么|是个什么|指什么|指的是什么)"
    r"|\bwhat (?:is|are) (?:an? |the )?([^?]+)|\bwhat does (?:an? |the )?([^?]+?) mean\b"
)


def short_answer(question: Question, sentence: str, seen: Seen | None = None) -> str | None:
    """Return the phrase of `sentence` that answers `question`, as written there.

    Args:
        question: What is asked.
        sentence: What answers it.
        seen: Where the trained reader sees the answer in it.
    """
    found = _at_length(question, sentence, seen)
    if found is not None:
        whole = _with_whole_numbers(sentence, found)
        return sentence[whole.start : whole.end]
    if seen is not None and seen.is_sure:
        return sentence[seen.span.start : seen.span.end]
    cuts = {Ask.DEFINITION: _beside_name, Ask.DATE: _time}
    cut = cuts.get(question.ask, _new_phrase)
    return cut(question, sentence) or _new_phrase(question, sentence)


def _with_whole_numbers(sentence: str, found: Span) -> Span:
    """Return `found` widened to the ends of the numbers that it cuts through."""
    cut = [q.span for q in find_quantities(sentence) if q.span.overlaps(found)]
    return Span(
        min((span.start for span in (found, *cut)), default=found.start),
        max((span.end for span in (found, *cut)), default=found.end),
    )


def _at_length(question: Question, sentence: str, seen: Seen | None) -> Span | None:
    """Return the list, the reason, the measures or the meaning that is asked for."""
    match question.ask:
        case Ask.LIST:
            return enumeration(question, sentence, seen)
        case Ask.REASON:
            return reason(question, sentence, seen)
        case Ask.MANNER:
            return means(question, sentence, seen)
        case Ask.WHO if seen is not None and seen.is_sure and "由谁" in question.text:
            return None
        case Ask.DEFINITION | Ask.PLACE | Ask.WHO | Ask.PASSAGE:
            counted = counted_enumeration(question, sentence, seen)
            if counted is None and question.ask is Ask.DEFINITION:
                return _meaning(question, sentence, seen)
            return counted
    return None


def _meaning(question: Question, sentence: str, seen: Seen | None) -> Span | None:
    """Return what is said of the name asked about, up to the stop: behind 是指, 即 or in brackets.

    What the trained reader surely sees goes first, but where it is a piece of that.
    """
    told = meaning_told(question, sentence)
    if told is None or seen is None or not seen.is_sure:
        return told
    return told if told.overlaps(seen.span) else None


def meaning_told(question: Question, sentence: str) -> Span | None:
    """Return where the sentence says what the name asked about means; `None` where it does not."""
    folded = fold(sentence)
    for name in (*question.names, *_terms(fold(question.text))):
        place = folded.find(name)
        told = _TOLD_OF.match(folded, place + len(name)) if place >= 0 else None
        if told is not None:
            start, end = told.span(told.lastgroup or 0)
            return Span(start, start + len(folded[start:end].rstrip(". ")))
    return None


def _terms(asked: str) -> tuple[str, ...]:
    """Return what a question asks the meaning of, its marks left off."""
    found = _TERM.search(asked)
    term = next((group for group in found.groups() if group), "") if found is not None else ""
    bare = term.strip(" “”\"'《》「」")
    return (bare,) if len(bare) > 1 else ()


def _unquoted(item: str) -> str:
    """Return `item` without a mark at its ends whose other half was cut off."""
    for opening, closing in ("“”", "《》", "（）", "()"):
        if (opening in item) != (closing in item):
            item = item.strip(opening + closing)
    return item


def _words_of(question: Question) -> frozenset[str]:
    return frozenset(word.text for word in words_of(fold(question.text)))


def _beside_name(question: Question, sentence: str) -> str | None:
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
    for word in words_of(clause):
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
    return word.tag in FUNCTION_TAGS and not (word.tag == "f" and len(word.text) > 1)
