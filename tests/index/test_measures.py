import pytest

from index.measures import measures_of
from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Span
from index.words import tag_words


def _measures(text: str) -> list[str]:
    quantities = [q for q in find_quantities(text) if q.kind is not Kind.LABEL]
    folded = fold(text)
    found = measures_of(folded, Span(0, len(text)), quantities, tag_words(folded))
    return ["".join(text[s.start : s.end] for s in measure.spans) for measure in found]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("新建7个博士后科研工作站。", ["新建博士后科研工作站"]),
        ("新建博士后科研工作站7个。", ["新建博士后科研工作站"]),
        ("产值达到12亿元，增长5%。", ["产值", "产值增长"]),
        ("提高质量，评选表彰103名个人和49个组织。", ["评选表彰个人", "评选表彰组织"]),
        ("新探明金矿、铀矿等大中型矿产地35处。", ["新探明大中型矿产地"]),
        ("产值由3亿元增加到5亿元。", ["产值", "产值"]),
        ("2020年，产值为3亿元。", ["", "产值"]),
    ],
)
def test_a_measure_names_what_the_number_counts(text: str, measures: list[str]) -> None:
    assert _measures(text) == measures
