"""Where the trained reader sees the answer in a sentence, in the sentence's own offsets."""

from index.quantities import find_quantities
from index.types import Span
from service.pieces import Seen
from service.reader import Evidence


def seen_in(evidence: Evidence) -> Seen | None:
    """Return what the trained reader sees in the sentence; `None` where it sees or read nothing."""
    if evidence.answer is None:
        return None
    stands = _with_whole_numbers(evidence, evidence.answer)
    first = evidence.sentence.start
    return Seen(
        Span(stands.start - first, stands.end - first),
        evidence.answer_score,
        evidence.answerable or 0.0,
    )


def _with_whole_numbers(evidence: Evidence, answer: Span) -> Span:
    """Return `answer` widened to the ends of the numbers that it cuts through."""
    start, end = answer.start, answer.end
    for quantity in find_quantities(evidence.quote):
        stands = Span(
            evidence.sentence.start + quantity.span.start,
            evidence.sentence.start + quantity.span.end,
        )
        if stands.overlaps(answer):
            start, end = min(start, stands.start), max(end, stands.end)
    return Span(start, end)
