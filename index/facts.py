"""Quantities in their sentences become facts: what each counts, when, where, goal or result.

In: a `Document`. Out: its `Fact`s in order of their start, each with the sentence that states it.
How a number is read is left to `quantities`; looking facts up is left to the store.
"""

from index.quantities import find_quantities
from index.text import sentence_spans
from index.types import Document, Fact, Kind, Quantity, Span

_NOT_FACTS = (Kind.LABEL,)


def extract_facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts of `document`: every mention but labels, each in its sentence."""
    quantities = [q for q in find_quantities(document.text) if q.kind not in _NOT_FACTS]
    facts: list[Fact] = []
    for quantity, sentence in _in_sentences(document.text, quantities):
        facts.append(
            Fact(
                fact_id=f"{document.document_id}-{quantity.span.start}",
                document_id=document.document_id,
                quantity=quantity,
                measure="",
                measure_spans=(),
                sentence=sentence,
                section=document.section_path(quantity.span.start),
            )
        )
    return tuple(facts)


def _in_sentences(text: str, quantities: list[Quantity]) -> list[tuple[Quantity, Span]]:
    """Return each quantity with the sentence that holds it."""
    sentences = iter(sentence_spans(text))
    sentence = next(sentences, None)
    found: list[tuple[Quantity, Span]] = []
    for quantity in quantities:
        while sentence is not None and sentence.end <= quantity.span.start:
            sentence = next(sentences, None)
        if sentence is None:
            break
        found.append((quantity, sentence))
    return found
