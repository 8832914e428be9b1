"""What a sentence only announces is told by those behind it: a list, measures, causes.

In: a `Question` and the sentence that is nearest to it. Out: a `Finding` that cites the sentences
which tell it, or `None` where the sentence tells it itself.
"""

import re

from index.types import Document, Span
from service.asks import Ask
from service.causes import gives_reason
from service.enumerations import number_of_items
from service.findings import Finding, Passage
from service.listings import listings
from service.matching import overlap
from service.numbered import Item, going_on, numbered_items
from service.pieces import clause_spans
from service.questions import Question
from service.reader import Evidence, Reading
from service.types import Status

MAY_BE_NUMBERED = frozenset({Ask.LIST, Ask.DEFINITION, Ask.MANNER, Ask.SUMMARY})
_LIKELY = 0.5
_LEADS_ON = re.compile(
    "[：:]$|(?:以下|如下|下列|下述|下面)[^。]*。?$"
    "|[两二三四五六七八九十](?:个方面|个问题|条|项|大|点|件事?)[^，。]{0,12}。?$"
)
_ANNOUNCES = re.compile(
    "(?:某些|多方面|多种|种种|一些|几个|几方面|几点|诸多|许多|不少|一系列)[^，。；]{0,6}"
    "(?:原因|因素|问题|困难|矛盾|不足|表现|特点|措施|办法|举措)"
    r"|\b(?:several|a number of|various|many|some) (?:[a-z]+ )?"
    r"(?:reasons|causes|factors|problems|steps|measures|ways)\b"
)
_MOST_CITED = 10
_SENTENCES_BEHIND = 5
_SENTENCES_TRIED = 3
_ABOUT_IT = 0.3
_LONGEST_LEAD = 80


def numbered_list(question: Question, best: Evidence) -> Finding | None:
    """Return the list that the best sentence leads to or begins, over several sentences."""
    document = best.document
    items = numbered_items(document, best.sentence.start)
    if not items or number_of_items(question) not in (None, len(items)):
        return None
    first = items[0].sentence
    leads = _LEADS_ON.search(best.quote.rstrip()) is not None
    gap = document.text[best.sentence.end : first.start] if first.start >= best.sentence.end else ""
    if first != best.sentence and (gap.strip() or not leads):
        return None
    if first == best.sentence and question.ask is Ask.MANNER and _is_one_clause(best.quote):
        # It is itself what is asked about, one thing of several.
        return None
    return _listed(best, items)


def counted_list(question: Question, reading: Reading) -> Finding | None:
    """Return a numbered list of just as many things as are asked for, around a near sentence.

    What leads to it must be as much about the question as any sentence is.
    """
    wanted = number_of_items(question)
    if wanted is None:
        return None
    tried = reading.sentences[:_SENTENCES_TRIED]
    most = max((overlap(question, near.quote) for near in tried), default=0.0)
    for near in tried:
        for start in _openings(near.document, near.sentence.start):
            items = numbered_items(near.document, start)
            if len(items) != wanted or near.sentence.start > items[-1].sentence.end:
                continue
            first = items[0].sentence
            lead = near.document.text[max(start, first.start - _LONGEST_LEAD) : first.end]
            if overlap(question, f"{' '.join(near.section[-1:])} {lead}") >= max(most, _ABOUT_IT):
                return _listed(near, items)
    return None


def measures_behind(best: Evidence) -> Finding | None:
    """Return the sentences that say how, behind one that only names what is to be done."""
    if not _is_one_clause(best.quote) or (best.answerable or 0.0) >= _LIKELY:
        return None
    behind = _going_on(best.document, best.sentence)
    return _told_by(best, behind) if behind else None


def told_behind(best: Evidence) -> Finding | None:
    """Return the sentence that tells what the best one says there is some of."""
    quote = best.quote
    if _ANNOUNCES.search(quote) is None or gives_reason(quote):
        return None
    if any(len(one.items) > 1 and one.announced for one in listings(quote)):
        return None
    behind = _going_on(best.document, best.sentence)[:1]
    return _told_by(best, behind) if behind else None


def _is_one_clause(quote: str) -> bool:
    return len(clause_spans(quote)) == 1


def _openings(document: Document, place: int) -> tuple[int, ...]:
    """Return where the line of `place` begins, and where the text below its heading does."""
    line = document.text.rfind("\n", 0, place) + 1
    headings = [s.heading.end for s in document.sections if s.span.start <= place < s.span.end]
    return tuple(dict.fromkeys((line, *headings[-1:])))


def _going_on(document: Document, sentence: Span) -> tuple[Span, ...]:
    """Return the sentences behind, in its line or, where it is a line by itself, in the next."""
    behind = going_on(document, sentence, _SENTENCES_BEHIND)
    line_start = document.text.rfind("\n", 0, sentence.start) + 1
    line_end = document.text.find("\n", sentence.end)
    alone = not document.text[line_start : sentence.start].strip()
    if behind or not alone or line_end < 0:
        return behind
    below = Span(line_end, line_end + 1)
    text = document.text
    while below.end < len(text) and text[below.end].isspace():
        below = Span(below.start, below.end + 1)
    return going_on(document, below, _SENTENCES_BEHIND)


def _told_by(best: Evidence, behind: tuple[Span, ...]) -> Finding:
    document = best.document
    told = document.text[behind[0].start : behind[-1].end]
    return Finding(
        Status.ANSWERED,
        passages=tuple(Passage(document, s, best.section) for s in (best.sentence, *behind)),
        short=told.strip().rstrip("。；;."),
        confidence=best.support,
    )


def _listed(best: Evidence, items: tuple[Item, ...]) -> Finding:
    document, cited = best.document, items[:_MOST_CITED]
    return Finding(
        Status.ANSWERED,
        passages=tuple(
            Passage(document, item.sentence, document.section_path(item.sentence.start))
            for item in cited
        ),
        short="、".join(document.quote(item.name) for item in cited),
        confidence=best.support,
    )
