"""What a number counts or measures: the words around it that name it, as a noun phrase.

In: folded text, a sentence, the quantities in it and its words with their parts of speech. Out:
for each quantity the spans whose words make its measure. Nothing is reworded; a word that is not
in the sentence is not in a measure.

A number has its thing behind it (7个博士后科研工作站) or before it (博士后科研工作站7个), or it
shares the words of a neighbour: of a list (新建A7个、B4个), of the subject (总产值达到…，增长…),
of the clause before (新增的生产能力，有…). Several numbers in a row each take their own of as many
things (`alignment`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.alignment import align
from index.phrases import COMPARED_WITH, NO_BARRIER, TIME, Phrases, clause_of
from index.types import Kind, Quantity, Span
from index.words import Word

_NEIGHBOURS_BACK = 8


ToldOf = Callable[[], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """The words that name what a quantity counts.

    Attributes:
        spans: Where they stand.
        subject: The part that a later clause of the sentence may inherit.
        lead: What stands before the number, for the other numbers of the same list.
    """

    spans: tuple[Span, ...]
    subject: tuple[Span, ...] = ()
    lead: tuple[Span, ...] = ()


def measures_of(
    text: str,
    sentence: Span,
    quantities: Sequence[Quantity],
    tagged: Sequence[Word],
    *,
    told_of: ToldOf = tuple,
) -> tuple[Measure, ...]:
    """Return the measure of each of `quantities`, which are all mentions of `sentence`.

    Args:
        text: The whole text, folded.
        sentence: The sentence that holds all of `quantities`.
        quantities: In order of their start, dates included.
        tagged: The words of the sentence, their spans in `text`.
        told_of: Gives what the sentence before told of, for a number that goes on with it.
    """
    starts = [quantity.span.start for quantity in quantities]
    phrases = Phrases(
        text, sentence, tuple(quantities), starts, {word.span.start: word for word in tagged}
    )
    found: list[Measure] = []
    for position in range(len(quantities)):
        found.append(_measure(phrases, position, found, told_of))
    aligned = align(phrases, [measure.spans for measure in found])
    return tuple(replace(m, spans=spans) for m, spans in zip(found, aligned, strict=True))


def subject_of(text: str, sentence: Span, tagged: Sequence[Word]) -> tuple[Span, ...]:
    """Return what the last clause of a sentence without numbers tells of: 居民储蓄大幅度增加."""
    phrases = Phrases(text, sentence, (), [], {word.span.start: word for word in tagged})
    found = phrases.without_manner(phrases.subject(phrases.last_clause()))
    return found if phrases.names(found) and not phrases.only_compares(found) else ()


def _measure(phrases: Phrases, position: int, earlier: list[Measure], told_of: ToldOf) -> Measure:
    """Return the measure of one quantity from its own words and its neighbours'.

    Times and lengths of time measure nothing but themselves.
    """
    if phrases.quantities[position].kind in (*TIME, Kind.DURATION):
        return Measure(())
    clause = clause_of(phrases.text, phrases.sentence, phrases.quantities[position].span)
    thing = phrases.behind(position, clause.end)
    own, in_list = phrases.before(position, clause.start, alone=not thing)
    previous = _previous(phrases, position, earlier)
    lead = own
    if previous is not None and in_list and not own:
        lead = _shared_lead(phrases, position, previous, thing)
    elif not thing and phrases.only_compares(own):
        lead = _with_subject(phrases, position, clause, own, previous)
        if previous is None and lead == own and phrases.goes_on(position, clause, own):
            lead = (*told_of(), *own)
    elif not thing and in_list and previous is not None:
        lead = own if phrases.acts_itself(own) else (*phrases.verb(previous.lead), *own)
    elif not thing and phrases.is_share_of_plan(own, phrases.quantities[position]):
        lead = (*previous.subject, *own) if previous is not None else own
    elif phrases.is_of_which(clause):
        lead = own
    elif not thing and phrases.lacks_object(own, phrases.quantities[position]):
        lead = _with_context(phrases, clause, own, previous)
    spans = tuple(dict.fromkeys((*lead, *thing)))
    subject = phrases.subject(spans) or (previous.subject if previous else ())
    return Measure(spans, subject, lead)


def _previous(phrases: Phrases, position: int, earlier: list[Measure]) -> Measure | None:
    for index in range(position - 1, max(-1, position - _NEIGHBOURS_BACK), -1):
        if phrases.quantities[index].kind not in NO_BARRIER and earlier[index].spans:
            return earlier[index]
    return None


def _shared_lead(
    phrases: Phrases, position: int, previous: Measure, thing: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return what a number in a list takes from the one before it."""
    if thing:
        return () if phrases.acts_on_next(position) else previous.lead
    same = phrases.quantities[position].unit == phrases.quantities[position - 1].unit
    return previous.spans if same else previous.subject


def _with_subject(
    phrases: Phrases,
    position: int,
    clause: Span,
    own: tuple[Span, ...],
    previous: Measure | None,
) -> tuple[Span, ...]:
    """Return a comparison with what is compared: the subject so far, or the clause before."""
    if own and COMPARED_WITH.match(phrases.words_of(own)):
        own = ()
    follows = previous is not None and (bool(own) or phrases.counts_before(position, clause))
    before = () if follows else phrases.clause_before(clause)
    if before or previous is None:
        return (*before, *own)
    said = phrases.words_of(previous.subject) == phrases.words_of(own)
    return own if said else (*previous.subject, *own)


def _with_context(
    phrases: Phrases, clause: Span, own: tuple[Span, ...], previous: Measure | None
) -> tuple[Span, ...]:
    """Return a verb without its object together with the object that an earlier verb had.

    全职引进A5721名，柔性引进2166名: the second counts A too.
    """
    if previous is None:
        return own if phrases.names(own) else (*phrases.clause_before(clause), *own)
    verb = phrases.last_word(own)
    for span in previous.spans:
        for place in range(span.start, span.end):
            word = phrases.tagged.get(place)
            if verb and word and word.text == verb.text and word.span.end < span.end:
                return (*own, Span(word.span.end, span.end))
    if phrases.names(own) or not own:
        return own
    said = phrases.words_of(own) in phrases.words_of(previous.subject)
    return previous.subject if said else (*previous.subject, *own)
