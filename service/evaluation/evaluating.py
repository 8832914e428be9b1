"""The story of an evaluation: questions → cases → replies → judgements → figures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.types import Progress
from service.evaluation.asking import Asker
from service.evaluation.figures import (
    Figures,
    failure_lines,
    figure_lines,
    figures_json,
    figures_of,
    judgement_json,
)
from service.evaluation.judging import Judgement, failed, judge
from service.evaluation.questions import GoldQuestion, QuestionFileError, read_questions
from service.evaluation.replies import MalformedReply, read_reply
from service.evaluation.shelf import Case, LeftOut, Report, prepare
from service.terminal import line_of
from service.types import Request

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of asking all questions that could be asked.

    Attributes:
        left_out: Questions that could not be asked here.
        unlocated: Questions of whose evidence a part stands nowhere in their reports.
    """

    figures: Figures
    judgements: tuple[Judgement, ...]
    left_out: tuple[LeftOut, ...]
    unlocated: tuple[str, ...]


def questions_in(paths: Sequence[Path], types: Collection[str]) -> tuple[GoldQuestion, ...]:
    """Return the questions of all files, of these types where any is given.

    Raises:
        QuestionFileError: A file is not usable, or none of its questions is of these types.
    """
    questions = tuple(question for path in paths for question in read_questions(path))
    unknown = sorted(set(types) - {question.type for question in questions})
    if unknown:
        known = ", ".join(sorted({question.type for question in questions}))
        raise QuestionFileError(f"no question is of type {unknown[0]!r}; there are {known}")
    return tuple(question for question in questions if not types or question.type in types)


def evaluate(
    questions: Sequence[GoldQuestion],
    shelf: Mapping[str, Report],
    ask: Asker,
    progress: Progress,
) -> Evaluation:
    """Return what comes of asking `questions`, one after the other.

    Args:
        questions: Checked.
        shelf: The reports that are asked, by id.
        ask: Answers from them.
        progress: Is told of each question.

    Raises:
        QuestionFileError: None of the questions can be asked of these reports.
    """
    cases, left_out = prepare(questions, shelf)
    if not cases:
        raise QuestionFileError(
            f"none of the {len(left_out)} questions can be asked here: {left_out[0].why}"
        )
    judgements = []
    for number, case in enumerate(cases, 1):
        judgements.append(_judged(case, shelf, ask))
        progress(number, len(cases))
    return Evaluation(
        figures=figures_of(judgements),
        judgements=tuple(judgements),
        left_out=left_out,
        unlocated=tuple(
            case.gold.question_id for case in cases if len(case.evidence) < len(case.gold.evidence)
        ),
    )


def _judged(case: Case, shelf: Mapping[str, Report], ask: Asker) -> Judgement:
    outcome = ask(Request(case.gold.question, case.gold.history, case.chosen))
    if outcome.body is None:
        return failed(case, outcome.failure or "no reply", outcome.seconds)
    try:
        reply = read_reply(outcome.body)
    except MalformedReply as error:
        return failed(case, f"malformed: {error}", outcome.seconds)
    return judge(case, reply, shelf, outcome.seconds)


def evaluation_lines(evaluation: Evaluation, failures: int) -> Iterator[str]:
    """Yield the failures asked for, the tables, and what was not measured."""
    if failures:
        yield from failure_lines(evaluation.judgements, failures)
        yield ""
    yield from figure_lines(evaluation.figures)
    asked, left_out = len(evaluation.judgements), evaluation.left_out
    if left_out:
        reasons = _first(dict.fromkeys(one.why for one in left_out))
        yield f"left out, {len(left_out)} of {asked + len(left_out)} questions: {reasons}"
    if evaluation.unlocated:
        named = _first(evaluation.unlocated)
        yield f"evidence in no report, {len(evaluation.unlocated)} of {asked} questions: {named}"


def _first(told: Collection[str]) -> str:
    more = "; …" if len(told) > _SHOWN else ""
    return line_of("; ".join([*told][:_SHOWN]) + more)


def evaluation_json(evaluation: Evaluation) -> dict[str, object]:
    """Return the figures and every judgement as JSON."""
    return {
        "figures": figures_json(evaluation.figures),
        "left_out": [{"id": one.question_id, "why": one.why} for one in evaluation.left_out],
        "unlocated": list(evaluation.unlocated),
        "questions": [judgement_json(judgement) for judgement in evaluation.judgements],
    }
