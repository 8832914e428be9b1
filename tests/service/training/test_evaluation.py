import numpy as np
import pytest

from index.types import Span
from service.span_reader import Batch, Logits, SpanReader
from service.training.curriculum import Curriculum
from service.training.evaluation import evaluate
from service.training.examples import Example
from tests.service.training.small_reader import small_tokenizer

PASSAGE = "全县修建公路40公里。新增学校3家。"
SOURCES = ("drcd", "cmrc", "xquad", "figures", "clauses", "written")


def answered(source: str) -> Example:
    return Example("公路多少公里？", PASSAGE, (Span(6, 8),), source, "县")


def refused(source: str) -> Example:
    return Example("公路多少公里？", "新增学校3家。", (), source, "县")


@pytest.fixture
def curriculum() -> Curriculum:
    return Curriculum(
        train=(),
        extractive=tuple(map(answered, SOURCES[:3])),
        refusals=tuple(map(refused, SOURCES[:3])),
        reports=tuple(f(source) for source in SOURCES[3:] for f in (answered, refused)),
    )


def test_a_perfect_reader_has_perfect_figures(curriculum: Curriculum):
    tokenizer = small_tokenizer()

    def perfect(batch: Batch) -> Logits:
        starts = np.where(batch.ids == tokenizer.token_to_id("4"), 9.0, 0.0).astype(np.float32)
        ends = np.where(batch.ids == tokenizer.token_to_id("0"), 9.0, 0.0).astype(np.float32)
        return Logits(starts, ends, starts.max(axis=1) - 4)

    lines = list(evaluate(SpanReader(tokenizer, perfect), curriculum))
    assert lines[:2] == [
        "drcd, answering: EM 100.0, F1 100.0 (1)",
        "drcd, refusing: AUC 1.000, precision 1.000, recall 1.000 (2)",
    ]
    assert len(lines) == 2 * len(SOURCES)
    assert all("100.0" in line or "1.000" in line for line in lines)


def test_a_reader_that_says_yes_to_all_refuses_nothing(curriculum: Curriculum):
    def yes(batch: Batch) -> Logits:
        zeros = np.zeros(batch.ids.shape, np.float32)
        return Logits(zeros, zeros, np.full(len(zeros), 5, np.float32))

    lines = list(evaluate(SpanReader(small_tokenizer(), yes), curriculum))
    assert "drcd, refusing: AUC 0.500, precision 0.000, recall 0.000 (2)" in lines
