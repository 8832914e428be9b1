"""Quantities in their sentences become facts: what each counts, when, where, goal or result.

In: a `Document`. Out: its `Fact`s in order of their start, each with the sentence that states it.
How a number is read is left to `quantities`, the words that name it to `measures`, the time it
holds for to `periods`; looking facts up is left to the store.
"""

from collections.abc import Iterator

from index.measures import Measure, measures_of
from index.quantities import find_quantities
from index.text import fold, sentence_spans
from index.types import Document, Fact, Kind, Quantity, Span
from index.words import tag_words


def extract_facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts of `document`: every mention but labels, each in its sentence."""
    folded = fold(document.text)
    facts: list[Fact] = []
    for sentence, quantities in _by_sentence(document.text):
        tagged = tag_words(folded[sentence.start : sentence.end])
        measures = measures_of(folded, sentence, quantities, tagged)
        facts.extend(
            _fact(document, sentence, quantity, measure)
            for quantity, measure in zip(quantities, measures, strict=True)
        )
    return tuple(facts)


def _by_sentence(text: str) -> Iterator[tuple[Span, list[Quantity]]]:
    """Yield the sentences that state quantities, each with them; a label states none."""
    quantities = [q for q in find_quantities(text) if q.kind is not Kind.LABEL]
    position = 0
    for sentence in sentence_spans(text):
        begin = position
        while position < len(quantities) and quantities[position].span.end <= sentence.end:
            position += 1
        inside = [q for q in quantities[begin:position] if sentence.contains(q.span)]
        if inside:
            yield sentence, inside


def _fact(document: Document, sentence: Span, quantity: Quantity, measure: Measure) -> Fact:
    return Fact(
        fact_id=f"{document.document_id}-{quantity.span.start}",
        document_id=document.document_id,
        quantity=quantity,
        measure="".join(document.quote(span) for span in measure.spans),
        measure_spans=measure.spans,
        sentence=sentence,
        section=document.section_path(quantity.span.start),
    )
