import pytest

from index.documents import parse_document
from index.types import Span
from service.delivery import delivered_by
from service.questions import understand
from service.reader import Evidence, Reading

TEXT = """青山县政府工作报告
——2021年1月8日在青山县第三届人民代表大会第一次会议上
青山县县长 李青山各位代表：
现在，我代表县人民政府作政府工作报告。
"""


def reading() -> Reading:
    document = parse_document(TEXT.encode(), "report.txt")
    place = TEXT.index("现在")
    evidence = Evidence(document, Span(place, len(TEXT) - 1), (), 0.9, 1, 0.0)
    return Reading((evidence,), ((),), texts=(TEXT,))


@pytest.mark.parametrize(
    "question",
    ["政府工作报告是谁作的？", "谁作政府工作报告？", "Who delivered the report?"],
)
def test_who_gave_the_report_stands_in_the_line_at_its_head(question: str) -> None:
    found = delivered_by(understand(question), reading())
    assert found is not None
    assert found.short == "李青山"
    assert found.passages[0].document.quote(found.passages[0].span) == "青山县县长 李青山"


def test_another_question_is_not_about_who_gave_it() -> None:
    assert delivered_by(understand("谁负责修水库？"), reading()) is None
