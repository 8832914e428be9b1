"""How an answer came to be, as lines for a person at a terminal: `wenju ask --explain`.

In the order of the story: what was understood, which reports were read, what each leg found, what
the sentences and numbers are worth, and what was decided.
"""

from collections.abc import Iterator, Mapping, Sequence

from index.types import Document, Hit
from service.amounts import Amount
from service.answering import Trace
from service.questions import Question
from service.reader import Evidence, FactEvidence
from service.terminal import line_of, shortened, table

_MOST_ROWS = 6


def explanation_lines(trace: Trace, documents: Mapping[str, Document]) -> Iterator[str]:
    """Yield what each step made of the question.

    Args:
        trace: What led to the answer.
        documents: Those of the library by id.
    """
    yield from _headed("understood", _understood(trace.question))
    titles = [(documents[i].title, documents[i].filename) for i in trace.reports[:_MOST_ROWS]]
    yield from _headed(
        f"reports read: {len(trace.reports)} of {len(documents)}",
        table(("title", "file"), [(shortened(title), name) for title, name in titles]),
    )
    yield from _headed(f"passages: {len(trace.hits)}", _passages(trace.hits, documents))
    yield from _headed("sentences", _sentences(trace.reading.sentences))
    asked = trace.question.amounts
    for number, ranked in enumerate(trace.reading.facts):
        name = _amount(asked[number]) if asked else "any number"
        yield from _headed(f"numbers for {name}", _facts(ranked))
    for number, ranked in enumerate(trace.reading.operands):
        yield from _headed(f"operand {number + 1}", _facts(ranked))
    yield from _headed("decided", _decided(trace))


def _headed(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield f"— {head}"
    for line in lines:
        yield f"  {line}"


def _understood(question: Question) -> Iterator[str]:
    yield f"question    {line_of(question.text)}"
    yield f"asks for    {question.ask.value}{' (in English)' if question.english else ''}"
    rows: tuple[tuple[str, Sequence[object]], ...] = (
        ("words", [f"{'/'.join((term.text, *term.forms[:2]))}" for term in question.terms]),
        ("numbers", [_amount(amount) for amount in question.amounts]),
        ("operation", [question.operation.operator.value] if question.operation else []),
        ("years", question.years),
        ("places", question.places),
        ("ordinals", question.ordinals),
        ("names", question.names),
        ("states", [claim.surface for claim in question.claims]),
    )
    for name, values in rows:
        if values:
            yield f"{name:10}  {line_of(', '.join(map(str, values)))}"


def _amount(amount: Amount) -> str:
    """Return what is counted, with its unit or kinds: `学校 (所)`."""
    narrowed = amount.unit or "/".join(kind.value for kind in amount.kinds)
    return f"{amount.counted or '?'} ({narrowed})" if narrowed else amount.counted or "?"


def _passages(hits: Sequence[Hit], documents: Mapping[str, Document]) -> Iterator[str]:
    rows = [
        (
            str(hit.rank),
            str(hit.by_meaning or "-"),
            str(hit.by_words or "-"),
            f"{hit.lift:+.3f}",
            shortened(documents[hit.chunk.document_id].quote(hit.chunk.span)),
        )
        for hit in hits[:_MOST_ROWS]
    ]
    yield from table(("rank", "by meaning", "by words", "nearer by", "passage"), rows)


def _sentences(sentences: Sequence[Evidence]) -> Iterator[str]:
    rows = [
        (str(e.rank), f"{e.support:.2f}", *_verdict(e), shortened(e.quote))
        for e in sentences[:_MOST_ROWS]
    ]
    yield from table(("rank", "words held", "reader", "its answer", "sentence"), rows)


def _verdict(evidence: Evidence) -> tuple[str, str]:
    """Return how likely the trained reader thinks that the passage answers, and what it chose."""
    if evidence.answerable is None:
        return "-", "-"
    chosen = evidence.document.quote(evidence.answer) if evidence.answer is not None else "-"
    return f"{evidence.answerable:.2f}", f"{shortened(chosen)} {evidence.answer_score:.2f}"


def _facts(ranked: Sequence[FactEvidence]) -> Iterator[str]:
    rows = [
        (
            f"{found.score:.2f}",
            f"{found.counted:.2f}",
            found.fact.quantity.surface,
            shortened(found.fact.measure),
            found.fact.period or "",
        )
        for found in ranked[:_MOST_ROWS]
    ]
    yield from table(("score", "counts it", "number", "measure", "period"), rows)


def _decided(trace: Trace) -> Iterator[str]:
    finding = trace.finding
    reason = f", {finding.reason.value}" if finding.reason is not None else ""
    yield f"{finding.status.value}{reason}, confidence {finding.confidence:.2f}"
    if finding.cause is not None:
        yield f"because {line_of(finding.cause)}"
    yield ", ".join(f"{name} {ms:.0f} ms" for name, ms in trace.answer.timings_ms)
