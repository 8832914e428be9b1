import pytest

from index.types import Span
from service.citing.pinpoints import annotation, pinpoint
from service.citing.sources import Passage

SECTION = ("一、道路", "“桥梁”")


@pytest.mark.parametrize(
    ("language", "section", "lines", "words"),
    [
        ("zh", SECTION, (12, 12), "“一、道路 › ‘桥梁’”一节，第12行"),
        ("zh", (), (12, 14), "第12—14行"),
        ("en", ("Roads",), (3, 3), "“Roads”, line 3"),
        ("en", (), (3, 5), "lines 3–5"),
    ],
)
def test_a_place_is_told_by_headings_and_lines(language, section, lines, words):
    assert pinpoint(Passage(Span(4, 9), section, lines, "q"), language) == words


def test_an_annotation_gives_the_characters_and_the_quote_in_one_line():
    passage = Passage(Span(4, 9), (), (1, 2), "甲\n\x00 乙")
    assert annotation(passage, "zh") == "第1—2行，字符4–9：甲 乙"
    assert annotation(passage, "en") == "lines 1–2, characters 4–9: 甲 乙"
