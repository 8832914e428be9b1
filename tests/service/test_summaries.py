"""What stands for a section: sentences of its own, in their order, from all of its paragraphs."""

from index.documents import parse_document
from index.text import sentence_spans
from index.types import Span
from service.questions import understand
from service.reader import Evidence, Reading
from service.summaries import summarise
from service.types import Status

TEXT = """# 年度报告

## 一、教育事业

新建学校12所，新增学位8000个。校长名单已经公布。

为乡村教师发放补贴3000万元。会议在上午举行。

## 二、医疗卫生

改造卫生院20所。
"""


def reading_of(start: str) -> Reading:
    document = parse_document(TEXT.encode(), "report.md")
    place = TEXT.index(start)
    span = next(s for s in sentence_spans(TEXT[place:]))
    sentence = Span(place + span.start, place + span.end)
    section = document.section_path(place)
    evidence = Evidence(document, sentence, section, support=0.9, rank=1, lift=0.0)
    return Reading((evidence,), ((),), texts=(TEXT,))


def test_a_section_is_found_by_its_heading_and_each_paragraph_is_heard() -> None:
    found = summarise(understand("请概括教育事业的情况。"), reading_of("新建学校"))
    quotes = [passage.document.quote(passage.span) for passage in found.passages]
    assert quotes[0].startswith("新建学校12所")
    assert any("补贴3000万元" in quote for quote in quotes)
    assert not any("卫生院" in quote for quote in quotes)


def test_without_a_heading_the_best_sentence_goes_on_to_its_paragraphs_end() -> None:
    found = summarise(understand("概括一下补贴发放的做法。"), reading_of("为乡村教师"))
    assert found.status is Status.ANSWERED
    assert [p.document.quote(p.span).strip() for p in found.passages] == [
        "为乡村教师发放补贴3000万元。",
        "会议在上午举行。",
    ]


def test_the_stop_behind_a_heading_in_its_line_is_no_sentence() -> None:
    text = "年度报告\n\n（一）养护道路。修补路面30公里。\n\n（二）修缮学校。粉刷教室。\n"
    document = parse_document(text.encode(), "report.txt")
    place = text.index("修补")
    sentence = Span(place, text.index("\n", place))
    evidence = Evidence(document, sentence, document.section_path(place), 0.9, 1, 0.0)
    found = summarise(
        understand("概括养护道路的情况。"), Reading((evidence,), ((),), texts=(text,))
    )
    assert [p.document.quote(p.span) for p in found.passages] == ["修补路面30公里。"]


def test_as_many_things_as_are_named_are_the_numbered_ones() -> None:
    text = "年度报告\n\n农业抓好两件事：一是修水渠。清淤20公里。二是选良种。试种3亩。\n"
    document = parse_document(text.encode(), "report.txt")
    place = text.index("农业")
    sentence = Span(place, text.index("清淤"))
    evidence = Evidence(document, sentence, (), 0.9, 1, 0.0)
    found = summarise(
        understand("概括农业抓好的两件事。"), Reading((evidence,), ((),), texts=(text,))
    )
    assert [p.document.quote(p.span) for p in found.passages] == [
        "农业抓好两件事：一是修水渠。",
        "二是选良种。",
    ]
