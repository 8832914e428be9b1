from index.documents import parse_document
from index.types import Document, Span
from service.numbered import going_on, numbered_items

TEXT = """工作安排

今年要抓好三个方面。第一，稳住工业生产，新建厂房三座。厂房已经选址。第二，扩大农产品销路，组织展销。第三，整治河道。

（一）学校。
（二）医院。
"""


def document() -> Document:
    return parse_document(TEXT.encode(), "report.txt")


def names(start: int) -> list[str]:
    found = document()
    return [found.quote(item.name) for item in numbered_items(found, start)]


def test_items_over_several_sentences_are_found_in_their_order() -> None:
    assert names(TEXT.index("今年")) == ["稳住工业生产", "扩大农产品销路", "整治河道"]


def test_items_on_lines_of_their_own_are_found_too() -> None:
    assert names(TEXT.index("（一）")) == ["学校", "医院"]


def test_the_first_item_may_stand_behind_the_colon_of_what_leads_to_it() -> None:
    text = "今年抓好两件事：一是修水渠。清淤20公里。二是选良种。"
    found = parse_document(text.encode(), "report.txt")
    items = numbered_items(found, 0)
    assert [found.quote(item.name) for item in items] == ["修水渠", "选良种"]
    assert items[0].sentence.start == 0


def test_a_list_whose_first_item_is_missing_is_none() -> None:
    assert names(TEXT.index("第二")) == ["学校", "医院"]


def test_a_paragraph_goes_on_up_to_the_next_numbered_sentence() -> None:
    first = Span(TEXT.index("第一"), TEXT.index("厂房已经"))
    found = document()
    assert [found.quote(span) for span in going_on(found, first, 5)] == ["厂房已经选址。"]
