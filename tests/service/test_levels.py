"""Levels and the changes that lead to them; what is computed of them is told in golden files."""

from pathlib import Path

import pytest

from service.answering import answer
from service.types import Request, Status
from tests.fakes import FakeEncoder
from tests.service.test_operands import library_of

REPORT = (
    "2013年白石县政府工作报告\n(2013年)\n"
    "今年安排教育支出60亿元,比上年预算增加8亿元。今年安排医疗支出40亿元,比上年增长5%。"
    "今年城镇和农村住房支出各为9亿元、7亿元,分别比上年增加3亿元和2亿元。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "2012年安排教育支出多少亿元？",
        "2012年安排医疗支出多少亿元？",
        "2012年农村住房支出多少亿元？",
    ],
)
def test_a_year_before_is_not_computed_from_another_base_or_a_rate(
    question: str, tmp_path: Path, encoder: FakeEncoder
) -> None:
    library = library_of({"2013年白石县政府工作报告": REPORT}, tmp_path, encoder)
    answered = answer(Request(question), library, encoder)
    assert (answered.status, answered.calculation) == (Status.NOT_FOUND, None)


def test_a_sentence_too_long_for_one_passage_keeps_its_facts(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    filler = ";".join(f"第{number}项改革取得新的进展" for number in range(60))
    text = f"云溪县工作总结\n2013年,水库蓄水量从80万吨增加到120万吨;{filler}。\n"
    library = library_of({"云溪县工作总结": text}, tmp_path, encoder)
    answered = answer(Request("水库蓄水量增加到多少倍？"), library, encoder)
    assert answered.short_answer == "1.5倍"
