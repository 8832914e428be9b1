import pytest

from index.library import Library
from index.retrieval import retrieve
from service.finding import Finding, find
from service.questions import understand
from service.reader import read
from service.types import Status
from service.verdicts import with_verdicts
from tests.fakes import FakeEncoder, WordReader


def found(library: Library, encoder: FakeEncoder, question: str, answer: str) -> Finding:
    understood = understand(question)
    reading = read(understood, retrieve(library, encoder, question, 12), library)
    return find(understood, with_verdicts(understood, reading, WordReader(answer)))


@pytest.mark.parametrize("question", ["青山县各类人才引进", "什么是青山县引进人才的情况？"])
def test_a_question_that_asks_for_nothing_in_particular_may_be_told_by_a_number(
    library: Library, encoder: FakeEncoder, question: str
):
    finding = found(library, encoder, question, "326名")
    assert finding.status is Status.ANSWERED
    assert finding.value is not None
    assert (finding.value.number, finding.value.unit) == (326, "人")
    assert finding.facts


def test_a_phrase_with_a_number_in_it_is_no_number(library: Library, encoder: FakeEncoder):
    finding = found(library, encoder, "青山县各类人才引进", "引进各类人才326名")
    assert finding.status is Status.ANSWERED
    assert finding.value is None
    assert finding.short == "引进各类人才326名"
