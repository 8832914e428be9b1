"""A section or a topic is summed up in sentences of its own, chosen, not rewritten.

In: a `Question` and its `Reading`. Out: a `Finding` that cites sentences in their order: a numbered
list of as many things as the question names, or up to five of the section whose heading it names,
or of the paragraph that its best sentence opens.
"""

import re

from index.quantities import find_quantities
from index.text import fold, line_spans, sentence_spans
from index.types import Document, Section, Span
from service.acceptance import accepts_sentence, tells_of_place
from service.announced import counted_list
from service.findings import Finding, Passage, unsupported
from service.matching import likeness, overlap
from service.numbered import going_on
from service.questions import Question
from service.reader import Evidence, Reading
from service.types import Status

_MOST_SENTENCES = 5
# A heading is the one that is asked about where the question has most of its words.
_NAMED = 0.75
_MIN_HEADING = 3
# A sentence with so many of the question's words is about what is to be summed up.
_MUCH_OF_IT = 0.6
_NUMBERING = re.compile(r"^[\s#（(]*(?:第?[一二三四五六七八九十\d]+[）)、.．章节]*)[\s，,、]*")
_HAS_WORDS = re.compile(r"\w")
_SPEAKS_OF_IT, _HAS_NUMBERS, _OPENS_PARAGRAPH = 1.0, 0.3, 0.4


def summarise(question: Question, reading: Reading) -> Finding:
    """Return chosen sentences of the section or paragraph that the question is about."""
    counted = counted_list(question, reading)
    if counted is not None:
        return counted
    head = reading.sentences[0]
    section = _section_named(question, head.document)
    if section is not None:
        chosen = _chosen_of(question, head.document, section)
        if chosen:
            return _finding(head, chosen)
    is_about_it = head.support >= _MUCH_OF_IT and tells_of_place(question, head)
    if not (is_about_it or accepts_sentence(question, head)):
        return unsupported(question, reading)
    behind = going_on(head.document, head.sentence, _MOST_SENTENCES - 1)
    return _finding(head, (head.sentence, *behind, *_others(question, reading, head, behind)))


def _finding(head: Evidence, chosen: tuple[Span, ...]) -> Finding:
    document = head.document
    return Finding(
        Status.ANSWERED,
        passages=tuple(
            Passage(document, span, document.section_path(span.start)) for span in sorted(chosen)
        ),
        confidence=head.support,
    )


def _section_named(question: Question, document: Document) -> Section | None:
    """Return the innermost section whose heading the question names, its numbering aside."""
    asked = fold(question.text)

    def named(section: Section) -> float:
        heading = _NUMBERING.sub("", fold(section.path[-1])).strip()
        return likeness(heading, asked) if _MIN_HEADING <= len(heading) < len(asked) else 0.0

    inner = [section for section in document.sections if section.path != (document.title,)]
    best = max(inner, key=lambda section: (named(section), len(section.path)), default=None)
    return best if best is not None and named(best) >= _NAMED else None


def _chosen_of(question: Question, document: Document, section: Section) -> tuple[Span, ...]:
    """Return the sentences of a section that say most: openings, with numbers, on what is asked."""
    start = section.heading.end
    body = document.text[start : section.span.end]
    scored: list[tuple[float, Span]] = []
    for line in line_spans(body):
        for number, span in enumerate(sentence_spans(body[line.start : line.end])):
            place = Span(start + line.start + span.start, start + line.start + span.end)
            if any(other.heading.contains(place) for other in document.sections):
                continue
            quote = document.quote(place)
            if not _HAS_WORDS.search(quote):
                # The stop behind a heading that stands in its paragraph's line.
                continue
            score = _SPEAKS_OF_IT * overlap(question, quote)
            score += _HAS_NUMBERS * bool(find_quantities(quote))
            score += _OPENS_PARAGRAPH * (number == 0)
            scored.append((score, place))
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:_MOST_SENTENCES]
    return tuple(place for _, place in best)


def _others(
    question: Question, reading: Reading, head: Evidence, behind: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return further sentences of the head's section, as many as there is room for."""
    taken = {head.sentence, *behind}
    same = [
        e.sentence
        for e in reading.sentences
        if e.document.document_id == head.document.document_id
        and e.section == head.section
        and e.sentence not in taken
        and accepts_sentence(question, e)
    ]
    return tuple(same[: _MOST_SENTENCES - len(taken)])
