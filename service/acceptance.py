"""Whether a sentence, or a number in it, is near enough to the question to be its answer.

In: a `Question` and the `Evidence` found for it. Out: yes or no. Words count, and how near the
passage is in meaning; where the trained reader has read the sentence, its verdict counts as well.
"""

from index.text import fold
from index.types import Fact
from index.words import tag_words
from service.questions import Ask, Question
from service.reader import Evidence, FactEvidence, years_fit

# A sentence is taken to answer when it holds this share of the question's words, or when its
# passage is this much closer in meaning than the average one and it holds at least a trace of them;
# it is on the question's topic from a smaller share on. Measured by
# `python -m tests.evaluation.support` over 300 questions of the CMRC 2018 trial set: all find that
# much in their own text, one in 300 in a foreign one, and 2 % are on a foreign one's topic.
MIN_SUPPORT = 0.3
MIN_LIFT = 0.025
MIN_TRACE = 0.05
MIN_TOPIC_SUPPORT = 0.2

# With the trained reader: from `_LIKELY` on it is right more often than not. Below that it may be
# out of its depth, where the question shares few words with the report; then a number counts that
# it chooses surely. Where the words are there and it doubts all the same, it has its reasons. Of
# lists, reasons and measures it doubts most, so words have the say there.
_LIKELY = 0.5
_VERY_LIKELY = 0.8
_LIKELY_PHRASE = 0.3
_DOUBTED = 0.2
_SURE_CHOICE = 0.6
_SOME_WORDS = 0.2
_HALF_THE_WORDS = 0.5
_NEARLY_ALL_WORDS = 0.85
_WORDS_OF_A_LIST = 0.4
# A number whose own words hold nothing of what is asked for, or say much more than the question.
_COUNTS_ANOTHER_THING = 0.1
_COUNTS_IT = 0.5
_COUNTS_JUST_IT = 0.9
_AS_MANY_WORDS = 0.15
_SAYS_MORE = 0.5

# How many passages are believed by their rank alone, where no words can be compared.
_TRUSTED_RANKS = 3

_PHRASES = frozenset({Ask.WHO, Ask.DATE, Ask.PLACE, Ask.DEFINITION})
_AT_LENGTH = frozenset({Ask.LIST, Ask.REASON, Ask.MANNER, Ask.SUMMARY, Ask.YES_NO})


def accepts_number(question: Question, found: FactEvidence, most_words: float) -> bool:
    """Return whether the number may answer.

    Args:
        question: What is asked.
        found: The number.
        most_words: The largest support of any sentence. Where one holds many more of the words,
            what is asked about stands there, and a number elsewhere is about something else.
    """
    evidence = found.evidence
    if evidence.answerable is None or len(question.amounts) > 1:
        # The reader gives one answer; of several numbers asked for it may mean any.
        return found.likely and _by_rules(question, evidence)
    chosen = is_chosen(evidence, found.fact)
    if not found.likely:
        return chosen and evidence.answerable >= _LIKELY
    if _is_about_another(question, found):
        return chosen and evidence.answerable >= _VERY_LIKELY
    if evidence.answerable >= _LIKELY:
        return chosen or evidence.support >= _HALF_THE_WORDS
    if _is_plain(question, found, most_words):
        return True
    if evidence.answerable >= _DOUBTED:
        return chosen and (evidence.support >= _SOME_WORDS or question.english)
    if not chosen or question.english or evidence.support < most_words - _AS_MANY_WORDS:
        return False
    few_words = _SOME_WORDS <= evidence.support < _HALF_THE_WORDS
    if few_words and evidence.answer_score >= _SURE_CHOICE:
        return True
    return found.counted > _COUNTS_IT and evidence.answer_score >= _SURE_CHOICE


def _is_plain(question: Question, found: FactEvidence, most_words: float) -> bool:
    """Return whether words alone leave little doubt.

    It counts just what is asked for, stands in the sentence that holds most of the words, and holds
    for just the years asked about where there are any.
    """
    evidence = found.evidence
    return (
        found.counted >= _COUNTS_JUST_IT
        and evidence.support >= max(_WORDS_OF_A_LIST, most_words - _AS_MANY_WORDS)
        and (not question.years or years_fit(question, found.fact) > 0)
    )


def _is_about_another(question: Question, found: FactEvidence) -> bool:
    """Return whether the number counts another thing, or a part of what is asked for.

    `多少名护士` is not told by the number of 医疗队员, nor `共有多少名党员` by how many donated.
    """
    if question.english or not question.amounts:
        return False
    amount = question.amounts[0]
    behind = fold(question.text).find(amount.counted, amount.span.start) >= 0
    if amount.counted and behind and found.counted < _COUNTS_ANOTHER_THING:
        return all(word.tag.startswith(("n", "j")) for word in tag_words(amount.counted))
    if len(question.terms) > 1:
        return False
    asked = {*question.text} | {c for term in question.terms for form in term.forms for c in form}
    measure = fold(found.fact.measure)
    return sum(c in asked for c in measure) < _SAYS_MORE * len(measure)


def is_chosen(evidence: Evidence, fact: Fact) -> bool:
    """Return whether the trained reader's answer in the sentence is just this number."""
    return evidence.answer is not None and evidence.answer.overlaps(fact.quantity.span)


def accepts_sentence(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence may answer a question that asks for no number."""
    if evidence.answerable is None:
        return _by_rules(question, evidence)
    if question.ask in _AT_LENGTH:
        likely = evidence.answerable >= _LIKELY and evidence.support >= MIN_TRACE
        return likely or evidence.support >= _WORDS_OF_A_LIST
    if evidence.answerable >= _LIKELY_PHRASE:
        return True
    if evidence.answerable >= _DOUBTED and evidence.answer_score >= _SURE_CHOICE:
        return evidence.support >= _WORDS_OF_A_LIST
    enough = _NEARLY_ALL_WORDS if question.ask in _PHRASES else _HALF_THE_WORDS
    return evidence.support >= enough


def accepts_operand(question: Question, evidence: Evidence) -> bool:
    """Return whether a number of the sentence may go into a calculation."""
    return _by_rules(question, evidence)


def is_on_topic(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence is about what is asked, though it may not answer it."""
    return evidence.support >= MIN_TOPIC_SUPPORT or _is_near_in_meaning(evidence)


def _by_rules(question: Question, evidence: Evidence) -> bool:
    """Return whether words or meaning are near enough.

    Nearness in meaning is enough for a number only, which its unit and kind narrow down further.
    Where no words can be compared, the passages that rank best are taken.
    """
    if not question.terms:
        return evidence.rank <= _TRUSTED_RANKS
    if evidence.support >= MIN_SUPPORT:
        return True
    return bool(question.amounts) and _is_near_in_meaning(evidence)


def _is_near_in_meaning(evidence: Evidence) -> bool:
    return evidence.lift >= MIN_LIFT and evidence.support >= MIN_TRACE


def shortfall(evidence: Evidence) -> str:
    """Return what the evidence lacks, in words for whoever wants to know why it was refused."""
    words = f"it holds {evidence.support:.2f} of the question's words"
    nearer = f"its passage is nearer than others by {evidence.lift:.3f}"
    if evidence.answerable is None:
        return f"{words} ({MIN_SUPPORT} are enough); {nearer} ({MIN_LIFT})"
    return f"{words}; {nearer}; the trained reader gives it {evidence.answerable:.2f}"
