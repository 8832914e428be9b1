from collections.abc import Callable
from itertools import takewhile

import pytest

from index.library import Library
from service.answering import trace
from service.explanation import explanation_lines
from service.types import Request
from tests.fakes import FakeEncoder
from tests.service.test_verdicts import WordReader

Explain = Callable[..., list[str]]


@pytest.fixture
def explain(library: Library, encoder: FakeEncoder) -> Explain:
    def explained(question: str, reader: WordReader | None = None) -> list[str]:
        traced = trace(Request(question), library, encoder, reader)
        return list(explanation_lines(traced, library.documents))

    return explained


def part(lines: list[str], head: str) -> list[str]:
    """Return the lines below `head`, up to the next one."""
    start = next(n for n, line in enumerate(lines) if line.startswith(f"— {head}"))
    return list(takewhile(lambda line: not line.startswith("— "), lines[start + 1 :]))


def test_what_was_understood_is_told(explain: Explain):
    understood = "\n".join(part(explain("2021年青山县引进各类人才多少名？"), "understood"))
    assert "asks for    number" in understood
    assert "years       2021" in understood
    assert "人才" in understood


def test_each_step_has_its_part_in_the_order_of_the_story(explain: Explain):
    heads = [line for line in explain("青山县引进各类人才多少名？") if line.startswith("— ")]
    names = ("understood", "reports read", "passages", "sentences", "numbers for", "decided")
    assert len(heads) == len(names)
    assert all(head.startswith(f"— {name}") for head, name in zip(heads, names, strict=True))


def test_the_number_that_answers_stands_first(explain: Explain):
    heading, first, *_ = part(explain("青山县引进各类人才多少名？"), "numbers for")
    assert heading.split()[0] == "score"
    assert "326名" in first


def test_what_the_trained_reader_chose_is_told(explain: Explain):
    by_rules = "\n".join(part(explain("青山县引进各类人才多少名？"), "sentences"))
    assert "326名 0.80" not in by_rules
    read = "\n".join(part(explain("青山县引进各类人才多少名？", WordReader("326名")), "sentences"))
    assert "326名 0.80" in read


@pytest.mark.parametrize(
    ("question", "cause"),
    [
        ("2009年青山县引进各类人才多少名？", "because the reports hold nothing for 2009"),
        ("第九批名单有多少家企业？", "because the reports do not hold 第九批"),
        ("火星上有多少只企鹅？", "because the best sentence is not near enough: it holds"),
    ],
)
def test_a_refusal_tells_its_cause(explain: Explain, question: str, cause: str):
    decided = part(explain(question), "decided")
    assert decided[0].strip().startswith("not_found")
    assert any(line.strip().startswith(cause) for line in decided)


def test_a_calculation_shows_what_each_operand_was_taken_from(explain: Explain):
    lines = explain("引进的博士和硕士一共多少名？")
    assert any("18名" in line for line in part(lines, "operand 1"))
    assert part(lines, "operand 2")
