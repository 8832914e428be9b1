"""Judgements become figures, and figures lines for a person at a terminal.

Shares run from 0 to 1, `None` where there is nothing to measure. Accuracy comes with its 95 %
interval: of a hundred questions, each is a whole point.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.evaluation.judging import Judgement
from service.evaluation.questions import Rule
from service.terminal import line_of, shortened, table

_Z = 1.959964  # of the standard normal distribution, for 95 %
_SHOWN_REASONS = 3


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, `None` of nothing."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval (1927), which stays within 0 and 1 near both ends."""
        if not self.total:
            return None
        n, p, zz = self.total, self.hits / self.total, _Z * _Z
        centre = (p + zz / (2 * n)) / (1 + zz / n)
        half = _Z / (1 + zz / n) * math.sqrt(p * (1 - p) / n + zz / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run comes to.

    Attributes:
        answered: Right among the questions that have an answer.
        refusal_precision: Right among the refusals.
        refusal_recall: Right among the questions without an answer.
        neighbours: Wrong answers that are a figure near the right one, among the questions whose
            neighbours the file names.
        exact_hedges: Numbers hedged just as the report does, among the numbers asked for.
        computed: Calculations shown with every operand cited, among those asked for.
        evidence: Mean share of the evidence that citations touch.
        strange: Replies with a number that no cited quote holds.
        failed: Calls that brought no reply.
        latency_ms: 50 % and 95 % of all calls took no longer.
    """

    accuracy: Share
    answered: Share
    by_type: tuple[tuple[str, Share], ...]
    refusal_precision: Share
    refusal_recall: Share
    refusal_by_kind: tuple[tuple[str, Share], ...]
    fitting_reasons: Share
    neighbours: Share
    exact_hedges: Share
    computed: Share
    items_found: float | None
    evidence: float | None
    whole_evidence: Share
    right_report: Share
    exact_citations: Share
    strange: Share
    failed: int
    latency_ms: tuple[float, float]

    @property
    def trustworthy(self) -> bool:
        """Whether every citation is exact and every number stands in one."""
        return self.exact_citations.hits == self.exact_citations.total and not self.strange.hits

    def pass_at(self, least_accuracy: float) -> bool:
        """Return whether the answers can be trusted, and as many are right as is asked for."""
        return self.trustworthy and (self.accuracy.value or 0.0) >= least_accuracy


def figures_of(judgements: Sequence[Judgement]) -> Figures:
    """Return what `judgements`, at least one, come to."""
    answerable = [j for j in judgements if j.case.gold.answerable]
    others = [j for j in judgements if not j.case.gold.answerable]
    replied = [j for j in judgements if j.reply is not None]
    found = [j.grounding.evidence_found for j in answerable]
    evidence = [share for share in found if share is not None]
    items = [j.ruling.items_found for j in answerable if j.ruling.items_found is not None]
    right_refusals = sum(j.right for j in others)
    return Figures(
        accuracy=_right(judgements),
        answered=_right(answerable),
        by_type=_by(judgements, "type"),
        refusal_precision=Share(
            right_refusals, right_refusals + sum(j.refused for j in answerable)
        ),
        refusal_recall=_right(others),
        refusal_by_kind=_by(others, "kind"),
        fitting_reasons=_true(j.fitting_reason for j in others),
        neighbours=_neighbours(answerable),
        exact_hedges=_true(bool(j.ruling.exact_hedge) for j in _numeric(answerable)),
        computed=_computed(answerable),
        items_found=_mean(items),
        evidence=_mean(evidence),
        whole_evidence=Share(sum(share == 1 for share in evidence), len(evidence)),
        right_report=_true(j.grounding.right_report for j in answerable),
        exact_citations=_exact_citations(replied),
        strange=Share(sum(bool(j.grounding.strange_numbers) for j in replied), len(replied)),
        failed=len(judgements) - len(replied),
        latency_ms=_latency(judgements),
    )


def _right(judgements: Iterable[Judgement]) -> Share:
    return _true(judgement.right for judgement in judgements)


def _true(verdicts: Iterable[bool | None]) -> Share:
    known = [verdict for verdict in verdicts if verdict is not None]
    return Share(sum(known), len(known))


def _by(judgements: Sequence[Judgement], name: str) -> tuple[tuple[str, Share], ...]:
    values = sorted({str(getattr(j.case.gold, name)) for j in judgements})
    return tuple(
        (value, _right(j for j in judgements if getattr(j.case.gold, name) == value))
        for value in values
    )


def _neighbours(answerable: Iterable[Judgement]) -> Share:
    with_neighbours = [
        j for j in answerable if j.case.gold.distractors or j.case.gold.distractor_texts
    ]
    return _true(j.ruling.neighbour for j in with_neighbours)


def _computed(answerable: Iterable[Judgement]) -> Share:
    asked = (j for j in _numeric(answerable) if j.case.gold.formula)
    return _true(bool(j.ruling.operands_cited) for j in asked)


def _numeric(answerable: Iterable[Judgement]) -> Iterator[Judgement]:
    return (j for j in answerable if j.case.gold.rule is Rule.NUMBER)


def _exact_citations(replied: Iterable[Judgement]) -> Share:
    grounded = [judgement.grounding for judgement in replied]
    total = sum(max(grounding.citations, len(grounding.broken)) for grounding in grounded)
    return Share(total - sum(len(grounding.broken) for grounding in grounded), total)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _latency(judgements: Sequence[Judgement]) -> tuple[float, float]:
    ms = sorted(judgement.seconds * 1000 for judgement in judgements)
    return _quantile(ms, 0.5), _quantile(ms, 0.95)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value at `share`, between two by linear interpolation."""
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


# ---------------------------------------------------------------------------- lines


def figure_lines(figures: Figures) -> Iterator[str]:
    """Yield a table by type, then the figures over all."""
    rows = [(name, str(share.total), _percent(share)) for name, share in figures.by_type]
    yield from table(("type", "asked", "right"), rows)
    yield ""
    yield from table(("figure", "value", "of", "95 %"), [*_rows(figures)])


def _rows(figures: Figures) -> Iterator[tuple[str, str, str, str]]:
    shares = (
        ("accuracy over all questions", figures.accuracy),
        ("accuracy over the answerable", figures.answered),
        ("refusal precision", figures.refusal_precision),
        ("refusal recall", figures.refusal_recall),
        *((f"  {kind}", share) for kind, share in figures.refusal_by_kind),
        ("refusals with the fitting reason", figures.fitting_reasons),
        ("neighbour errors", figures.neighbours),
        ("numbers hedged as in the report", figures.exact_hedges),
        ("calculations with cited operands", figures.computed),
        ("all evidence cited", figures.whole_evidence),
        ("right report", figures.right_report),
        ("citations exact", figures.exact_citations),
        ("replies with a number from nowhere", figures.strange),
    )
    for name, share in shares:
        yield name, _percent(share), f"{share.hits}/{share.total}", _interval(name, share)
    for name, mean in (("evidence recall", figures.evidence), ("items found", figures.items_found)):
        yield name, "-" if mean is None else f"{100 * mean:.1f} %", "mean", ""
    middle, high = figures.latency_ms
    yield "time per answer, p50 / p95", f"{middle:.0f} / {high:.0f} ms", "", ""
    yield "calls without a reply", str(figures.failed), "", ""


def _percent(share: Share) -> str:
    return "-" if share.value is None else f"{100 * share.value:.1f} %"


def _interval(name: str, share: Share) -> str:
    if not name.startswith("accuracy") or share.interval is None:
        return ""
    return " to ".join(f"{100 * end:.1f}" for end in share.interval)


def failure_lines(judgements: Iterable[Judgement], most: int) -> Iterator[str]:
    """Yield the first `most` replies that are wrong or rest on nothing, each with its reasons."""
    faulty = [j for j in judgements if not j.right or _groundless(j)]
    for judgement in faulty[:most]:
        gold = judgement.case.gold
        yield f"✗ {line_of(gold.question_id)} {gold.type}: {line_of(gold.question)}"
        wanted = " | ".join(gold.answers) if gold.answerable else f"(no answer: {gold.kind})"
        yield f"    wanted  {shortened(wanted)}"
        if judgement.reply is not None:
            yield f"    got     {judgement.reply.status} {shortened(judgement.reply.predicted)}"
        reasons = (*judgement.ruling.faults, *_groundless(judgement))
        yield f"    because {line_of('; '.join(reasons[:_SHOWN_REASONS]))}"
    if len(faulty) > most > 0:
        yield f"… and {len(faulty) - most} more"


def _groundless(judgement: Judgement) -> tuple[str, ...]:
    strange = judgement.grounding.strange_numbers
    numbers = (f"no cited quote holds {', '.join(strange)}",) if strange else ()
    return (*judgement.grounding.broken, *numbers)


# ---------------------------------------------------------------------------- JSON


def figures_json(figures: Figures) -> dict[str, object]:
    """Return the figures as JSON: shares with what they are shares of."""
    return {
        "accuracy": _share_json(figures.accuracy, interval=True),
        "accuracy_answerable": _share_json(figures.answered, interval=True),
        "by_type": {name: _share_json(share) for name, share in figures.by_type},
        "refusal_precision": _share_json(figures.refusal_precision),
        "refusal_recall": _share_json(figures.refusal_recall),
        "refusal_recall_by_kind": {k: _share_json(s) for k, s in figures.refusal_by_kind},
        "fitting_reasons": _share_json(figures.fitting_reasons),
        "neighbour_errors": _share_json(figures.neighbours),
        "exact_hedges": _share_json(figures.exact_hedges),
        "calculations_cited": _share_json(figures.computed),
        "items_found": figures.items_found,
        "evidence_recall": figures.evidence,
        "all_evidence_cited": _share_json(figures.whole_evidence),
        "right_report": _share_json(figures.right_report),
        "exact_citations": _share_json(figures.exact_citations),
        "replies_with_strange_numbers": _share_json(figures.strange),
        "failed_calls": figures.failed,
        "latency_ms": {"p50": figures.latency_ms[0], "p95": figures.latency_ms[1]},
    }


def _share_json(share: Share, *, interval: bool = False) -> dict[str, object]:
    told: dict[str, object] = {"share": share.value, "hits": share.hits, "total": share.total}
    return told | ({"interval_95": share.interval} if interval else {})


def judgement_json(judgement: Judgement) -> dict[str, object]:
    """Return what is thought of one reply, and the reply's own words."""
    gold, reply, grounding = judgement.case.gold, judgement.reply, judgement.grounding
    return {
        "id": gold.question_id,
        "type": gold.type,
        "rule": gold.rule.value,
        "question": gold.question,
        "right": judgement.right,
        "faults": list(judgement.ruling.faults),
        "neighbour": judgement.ruling.neighbour,
        "refused": judgement.refused,
        "evidence_found": grounding.evidence_found,
        "right_report": grounding.right_report,
        "broken_citations": list(grounding.broken),
        "strange_numbers": list(grounding.strange_numbers),
        "ms": round(judgement.seconds * 1000, 2),
        "status": reply.status.value if reply else None,
        "reason": reply.reason.value if reply and reply.reason else None,
        "short_answer": reply.short_answer if reply else None,
        "text": reply.text if reply else None,
        "correction": reply.correction if reply else None,
    }
