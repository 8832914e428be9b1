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
