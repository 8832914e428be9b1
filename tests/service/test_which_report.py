import pytest

from index.documents import parse_document
from index.types import Span
from service.questions import understand
from service.reader import Evidence, Reading
from service.which_report import telling_report

TEXT = "2013年青山县政府工作报告\n\n五年里，县财政用于农业的支出累计达到4.4亿元。\n"
SAID = "五年里，县财政用于农业的支出累计达到4.4亿元。"


def reading(support: float = 0.9, text: str = TEXT) -> Reading:
    document = parse_document(text.encode(), "report.txt")
    start = document.text.index(SAID)
    evidence = Evidence(document, Span(start, start + len(SAID)), (), support, 1, 0.0)
    return Reading((evidence,), ((),), texts=(text,))


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("哪一年的政府工作报告说，县财政用于农业的支出累计4.4亿元？", "2013年"),
        ("哪份报告提到县财政用于农业的支出？", "2013年青山县政府工作报告"),
        ("县财政农业支出累计4.4亿元，出自哪年的政府工作报告？", "2013年"),
        ("Which report says how much was spent on farming?", "2013年青山县政府工作报告"),
    ],
)
def test_the_title_tells_which_report_says_it(question: str, short: str):
    found = telling_report(understand(question), reading())
    assert found is not None
    assert found.short == short
    cited = [passage.document.quote(passage.span) for passage in found.passages]
    assert cited == ["2013年青山县政府工作报告", SAID]


def test_a_report_that_has_another_number_does_not_say_it():
    question = understand("哪一年的报告说，县财政用于农业的支出累计5.1亿元？")
    assert telling_report(question, reading()) is None


def test_a_report_that_has_few_of_the_words_is_not_named():
    question = understand("哪一年的报告提到修水库？")
    assert telling_report(question, reading(support=0.2)) is None


@pytest.mark.parametrize("question", ["哪一年支出最多？", "报告说支出多少？", "哪一年开的会？"])
def test_what_does_not_ask_for_the_report_is_left_to_others(question: str):
    assert telling_report(understand(question), reading()) is None
