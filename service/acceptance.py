"""Whether a sentence, or a number in it, is near enough to the question to be its answer.

In: a `Question` and the `Evidence` found for it. Out: yes or no. Words count, and how near the
passage is in meaning; where the trained reader has read the sentence, its verdict counts as well.
"""

from index.text import fold
from index.words import tag_words
from service.questions import Question
from service.reader import Evidence, FactEvidence
from service.reports import is_about
from service.vocabulary import PROVINCES

# A sentence is taken to answer when it holds this share of the question's words, or when its
# passage is this much closer in meaning than the average one and it holds at least a trace of them;
# it is on the question's topic from a smaller share on. Measured by
# `python -m tests.evaluation.support` over 300 questions of the CMRC 2018 trial set: all find that
# much in their own text, one in 300 in a foreign one, and 2 % are on a foreign one's topic.
MIN_SUPPORT = 0.3
MIN_LIFT = 0.025
MIN_TRACE = 0.05
MIN_TOPIC_SUPPORT = 0.2

# With the trained reader: how likely the answer must be. The weights come from questions harder
# than most, so that a likelihood is no share of right answers; `python -m tests.evaluation.weights`
# tells what comes of other thresholds there. These were chosen by `wenju eval` on the lines of
# tests/evaluation/questions that rules may be tried on.
MIN_LIKELIHOOD_OF_NUMBER = 0.15
MIN_LIKELIHOOD_OF_SENTENCE = 0.15
# A number that by its own words seems to be about something else must be likelier.
_VERY_LIKELY = 0.7
# A sentence that shares no word with the question must be more than likely.
_LIKELY_WITHOUT_WORDS = 0.5
# A number whose own words hold nothing of what is asked for, or say much more than the question.
_COUNTS_ANOTHER_THING = 0.1
_SAYS_MORE = 0.5

# How many passages are believed by their rank alone, where no words can be compared.
_TRUSTED_RANKS = 3


def accepts_number(question: Question, found: FactEvidence) -> bool:
    """Return whether the number may answer."""
    if not tells_of_place(question, found.evidence):
        return False
    if found.likelihood is None or len(question.amounts) > 1:
        # The reader gives one answer; of several numbers asked for it may mean any.
        return found.likely and _by_rules(question, found.evidence)
    doubtful = _is_about_another(question, found)
    return found.likelihood >= (_VERY_LIKELY if doubtful else MIN_LIKELIHOOD_OF_NUMBER)


def _is_about_another(question: Question, found: FactEvidence) -> bool:
    """Return whether the number counts another thing, or a part of what is asked for.

    `多少名护士` is not told by the number of 医疗队员, nor `共有多少名党员` by how many donated.
    """
    if question.english or not question.amounts:
        return False
    amount = question.amounts[0]
    behind = fold(question.text).find(amount.counted, amount.span.start) >= 0
    if len(amount.counted) > 1 and behind and found.counted < _COUNTS_ANOTHER_THING:
        return all(word.tag.startswith(("n", "j")) for word in tag_words(amount.counted))
    if len(question.terms) > 1:
        return False
    asked = {*question.text} | {c for term in question.terms for form in term.forms for c in form}
    measure = fold(found.fact.measure)
    return sum(c in asked for c in measure) < _SAYS_MORE * len(measure)


def accepts_sentence(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence may answer a question that asks for no number."""
    if not tells_of_place(question, evidence):
        return False
    if evidence.likelihood is None:
        return _by_rules(question, evidence)
    trace = evidence.support >= MIN_TRACE or question.english
    return evidence.likelihood >= (MIN_LIKELIHOOD_OF_SENTENCE if trace else _LIKELY_WITHOUT_WORDS)


def tells_of_place(question: Question, evidence: Evidence) -> bool:
    """Return whether the sentence is about a place that the question names, if it names one.

    A report on a country tells of its provinces here and there: what a province has is told only
    where it is named, in the paragraph or its headings.
    """
    asked = [PROVINCES[place] for place in question.places]
    asked += [(locality,) for locality in question.localities]
    if not asked:
        return True
    document = evidence.document
    start = document.text.rfind("\n", 0, evidence.sentence.start) + 1
    end = document.text.find("\n", evidence.sentence.end)
    line = document.text[start : end if end >= 0 else len(document.text)]
    near = fold(" ".join((line, *evidence.section)))
    return any(name in near or is_about(document, name) for names in asked for name in names)


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
