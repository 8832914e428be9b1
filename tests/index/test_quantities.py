from decimal import Decimal

import pytest

from index.quantities import find_quantities
from index.types import Kind, Qualifier


def test_words_inside_and_beside_a_number_say_how_exact_it_is() -> None:
    found = find_quantities("轮训干部1400余名，近60万名党员参加，捐款1.68亿元")
    assert [(q.surface, q.number, q.unit, q.qualifier) for q in found] == [
        ("1400余名", Decimal(1400), "人", Qualifier.OVER),
        ("近60万名", Decimal(600000), "人", Qualifier.UNDER),
        ("1.68亿元", Decimal(168000000), "元", Qualifier.EXACT),
    ]


@pytest.mark.parametrize("text", ["深入一线", "统一部署", "一批干部", "放在首位", "一面面红旗"])
def test_a_numeral_inside_a_word_is_nothing(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize("text", ["“9+3”", "“四个意识”", "三会一课", "十三五", "第一书记"])
def test_a_slogan_is_a_label_and_has_no_number(text: str) -> None:
    assert [q.kind for q in find_quantities(text)] == [Kind.LABEL]
