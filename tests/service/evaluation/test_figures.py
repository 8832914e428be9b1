import json
from pathlib import Path

import pytest

from service.evaluation.figures import (
    Share,
    failure_lines,
    figure_lines,
    figures_json,
    figures_of,
    judgement_json,
)
from service.evaluation.judging import Judgement, failed
from tests.service.evaluation.cases import QUOTE, case_of, judged, quoting
from tests.service.evaluation.replying import refusal

UNTOLD = {
    "id": "q2",
    "type": "unans_ood",
    "answerable": False,
    "answers": [],
    "answer_value": None,
    "evidence": [],
    "unans_kind": "ood",
    "distractors": [],
}
NEIGHBOUR = {
    "value": {"number": "12", "unit": "所"},
    "short_answer": "12所",
    "text": "12所[1]",
}


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Judgement, ...]:
    """Two right answers, a neighbour, a wrong refusal, a right one, and an answer to nothing."""
    none = {"value": None, "short_answer": None}
    return (
        judged(tmp_path, {}),
        judged(tmp_path, {}),
        judged(tmp_path, {}, **NEIGHBOUR),
        judged(tmp_path, {}, **refusal(**none)),
        judged(tmp_path, UNTOLD, **refusal("out_of_scope", **none)),
        judged(tmp_path, UNTOLD, text=f"{QUOTE}[1]"),
    )


def test_each_figure_counts_what_it_says(mixed):
    figures = figures_of(mixed)
    assert figures.accuracy == Share(3, 6)
    assert figures.answered == Share(2, 4)
    assert figures.by_type == (("numeric", Share(2, 4)), ("unans_ood", Share(1, 2)))
    assert figures.refusal_precision == Share(1, 2)
    assert figures.refusal_recall == Share(1, 2)
    assert figures.refusal_by_kind == (("ood", Share(1, 2)),)
    assert figures.fitting_reasons == Share(1, 1)
    assert figures.neighbours == Share(1, 4)
    assert figures.exact_hedges == Share(2, 4)
    assert figures.evidence == 0.75
    assert figures.whole_evidence == Share(3, 4)
    assert figures.right_report == Share(3, 4)
    assert figures.exact_citations == Share(4, 4)
    assert figures.strange == Share(1, 6)


def test_where_nothing_is_measured_there_is_no_share(tmp_path: Path):
    figures = figures_of([judged(tmp_path, {})])
    assert figures.refusal_recall.value is None
    assert figures.refusal_recall.interval is None
    assert figures.items_found is None


def test_a_failed_call_is_wrong_and_counted(tmp_path: Path):
    figures = figures_of([failed(case_of(tmp_path), "no reply: timed out", 30.0)])
    assert (figures.accuracy, figures.failed) == (Share(0, 1), 1)
    assert figures.latency_ms == (30000.0, 30000.0)


def test_the_interval_is_wilsons():
    # By hand: (0.8 + z²/20 ± z·√(0.016 + z²/400)) / (1 + z²/10) with z = 1.96.
    low, high = Share(8, 10).interval or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert (Share(0, 5).interval or (1, 0))[0] == pytest.approx(0.0)
    assert (Share(5, 5).interval or (0, 0))[1] == pytest.approx(1.0)


def test_half_and_most_of_the_calls_took_no_longer(tmp_path: Path):
    calls = [failed(case_of(tmp_path), "x", ms / 1000) for ms in range(1, 102)]
    assert figures_of(calls).latency_ms == pytest.approx((51.0, 96.0))


def test_a_broken_citation_or_a_number_from_nowhere_cannot_be_trusted(tmp_path: Path):
    good = judged(tmp_path, {})
    broken = judged(tmp_path, {}, citations=[quoting(QUOTE) | {"start": 3}])
    strange = judged(tmp_path, {}, text=f"{QUOTE}另有99所。")
    dangling = judged(tmp_path, {}, text="21所[7]")
    assert figures_of([good]).trustworthy
    for bad in (broken, strange, dangling):
        assert not figures_of([good, bad]).trustworthy
        assert not figures_of([good, bad]).pass_at(0.0)


@pytest.mark.parametrize(("least", "passes"), [(0.0, True), (0.5, True), (0.51, False)])
def test_accuracy_over_all_questions_can_be_asked_for(mixed, least, passes):
    assert figures_of((*mixed[:2], mixed[3], mixed[3])).pass_at(least) is passes


def test_the_table_tells_types_and_figures(mixed):
    lines = list(figure_lines(figures_of(mixed)))
    assert any(line.split() == ["numeric", "4", "50.0", "%"] for line in lines)
    (accuracy,) = [line for line in lines if line.startswith("accuracy over all questions")]
    assert accuracy.split()[4:] == ["50.0", "%", "3/6", "18.8", "to", "81.2"]
    assert any(line.startswith("time per answer") and "100 / 100 ms" in line for line in lines)


def test_failures_are_told_with_what_was_wanted_and_why(mixed):
    lines = list(failure_lines(mixed, 2))
    assert lines[0] == "✗ q1 numeric: 青河县新建了多少所学校？"
    assert lines[1].endswith("21所 | 21")
    assert "answered 12所" in lines[2]
    assert "value: 12所, not 21所" in lines[3]
    assert lines[-1] == "… and 1 more"


def test_a_right_answer_that_rests_on_nothing_is_told_too(tmp_path: Path):
    dangling = judged(tmp_path, {}, text=f"{QUOTE}[1][2]")
    assert "[2] leads to no citation" in "\n".join(failure_lines([dangling], 1))


def test_all_of_it_is_json(mixed, tmp_path: Path):
    told = json.loads(json.dumps(figures_json(figures_of(mixed))))
    assert told["accuracy"]["hits"] == 3
    assert told["neighbour_errors"] == {"share": 0.25, "hits": 1, "total": 4}
    entry = json.loads(json.dumps(judgement_json(mixed[2])))
    assert (entry["id"], entry["right"], entry["neighbour"]) == ("q1", False, True)
    lost = judgement_json(failed(case_of(tmp_path), "no reply", 1.0))
    assert (lost["status"], lost["faults"]) == (None, ["no reply"])
