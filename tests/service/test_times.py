import pytest

from index.types import Span
from service.questions import understand
from service.times import how_often, with_its_year


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("教师多久轮换一次？", "教师轮岗从9月开始，每两年轮换一次。", "每两年"),
        ("理论学习多久组织一次？", "建立学习制度，坚持每月组织一次集中学习。", "每月"),
        ("How often are drills held?", "Safety drills are held every quarter.", "every quarter"),
        ("博览会隔多久办一次？", "博览会两年一次，规模逐步扩大。", "两年一次"),
    ],
)
def test_how_often_is_told_by_the_interval(question: str, sentence: str, told: str) -> None:
    found = how_often(understand(question), sentence)
    assert found is not None
    assert sentence[found.start : found.end] == told


def test_an_interval_does_not_tell_when() -> None:
    assert how_often(understand("轮岗什么时候开始？"), "从9月开始，每两年轮换一次。") is None


@pytest.mark.parametrize(
    ("sentence", "date", "told"),
    [
        ("两国去年12月签订了条约。", "12月", "去年12月"),
        ("大桥5月通车。", "5月", "5月"),
        ("确保大桥9月底前通车。", "9月", "9月底前"),
        ("大桥明年3月上旬合龙。", "3月", "明年3月上旬"),
    ],
)
def test_a_month_keeps_the_words_for_its_year_and_its_part(
    sentence: str, date: str, told: str
) -> None:
    place = sentence.index(date)
    span = with_its_year(sentence, Span(place, place + len(date)))
    assert sentence[span.start : span.end] == told
