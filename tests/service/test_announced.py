"""What one sentence announces is told by those behind it, and cited with them."""

import pytest

from index.documents import parse_document
from index.types import Span
from service.announced import counted_list, measures_behind, numbered_list, told_behind
from service.findings import Finding
from service.questions import understand
from service.reader import Evidence, Reading

TEXT = """清河年度报告

一、工作回顾

财政收入增长乏力，是由多方面原因造成的。骨干企业订单减少，部分项目开工推迟。

二、工作安排

（一）改善农村住房。摸清危房底数，逐户建档。先改造山区，再改造平原。

（二）提升县城品质。一要打通断头路。实施滨河路延伸工程。二要增加停车位。新增车位1500个。三要整治小巷。
"""


def evidence_of(start: str, end: str = "。") -> Evidence:
    document = parse_document(TEXT.encode(), "report.txt")
    place = TEXT.index(start)
    span = Span(place, TEXT.index(end, place) + 1)
    return Evidence(document, span, document.section_path(place), support=0.9, rank=1, lift=0.0)


def quotes(finding: Finding | None) -> list[str]:
    assert finding is not None
    return [passage.document.quote(passage.span) for passage in finding.passages]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("（一）改善", ["摸清危房底数，逐户建档。", "先改造山区，再改造平原。"]),
        ("一要打通", ["实施滨河路延伸工程。"]),
    ],
)
def test_how_a_task_is_done_is_told_up_to_the_next_one(start: str, told: list[str]) -> None:
    finding = measures_behind(evidence_of(start))
    assert quotes(finding)[1:] == told
    assert finding is not None
    assert finding.short == "".join(told).rstrip("。")


def test_a_sentence_of_several_clauses_tells_how_by_itself() -> None:
    assert measures_behind(evidence_of("摸清危房")) is None


def test_causes_that_are_announced_are_told_behind() -> None:
    found = told_behind(evidence_of("财政收入"))
    assert quotes(found)[-1] == "骨干企业订单减少，部分项目开工推迟。"


def test_a_list_of_as_many_things_as_are_asked_for_is_found_around_its_heading() -> None:
    reading = Reading((evidence_of("实施滨河路"),), ((),))
    found = counted_list(understand("提升县城品质抓哪三件事？"), reading)
    assert found is not None
    assert found.short == "打通断头路、增加停车位、整治小巷"
    assert counted_list(understand("提升县城品质抓哪四件事？"), reading) is None
    assert counted_list(understand("港口吞吐量有哪三个特点？"), reading) is None


def test_who_asks_how_one_thing_of_a_list_is_done_does_not_get_the_list() -> None:
    first = evidence_of("一要打通")
    assert numbered_list(understand("怎样打通断头路？"), first) is None
    assert numbered_list(understand("要做哪些事？"), first) is not None
