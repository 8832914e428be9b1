import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from service.matching import clause_around, clauses, likeness, support, term_weights
from service.questions import Term


def test_a_word_weighs_more_the_fewer_passages_hold_it() -> None:
    passages = ["新建桥梁四座", "新建学校三所", "新建公园"]
    built, bridge = Term("新建", 1.0), Term("桥梁", 1.0)
    weights = term_weights((built, bridge), passages)
    assert weights[bridge] > weights[built]
    assert weights[bridge] == pytest.approx(math.log(1 + (3 - 1 + 0.5) / (1 + 0.5)))


def test_support_is_the_weighted_share_of_the_words_held() -> None:
    weights = {Term("桥梁", 1.0): 3.0, Term("新建", 1.0): 1.0}
    assert support(weights, "新建桥梁四座") == 1.0
    assert support(weights, "新建学校三所") == pytest.approx(0.25)
    assert support(weights, "全年工作顺利") == 0.0


def test_a_word_of_the_headings_counts_for_half() -> None:
    assert support({Term("桥梁", 1.0): 1.0}, "建成四座", "道路与桥梁") == pytest.approx(0.5)


def test_parts_of_words_count_only_in_chinese() -> None:
    assert 0 < support({Term("先进村庄", 1.0): 1.0}, "评选先进村三个") < 1
    assert support({Term("bridge", 1.0): 1.0}, "cambridge"[:6]) == 0.0


def test_another_word_for_the_same_counts_for_a_little_less() -> None:
    term = Term("老百姓", 1.0, ("人民群众", "群众"))
    weights = term_weights((term,), ["老百姓说好", "群众说好", "都说好"])
    assert weights[term] == pytest.approx(math.log(1 + (3 - 2 + 0.5) / (2 + 0.5)))
    assert support(weights, "老百姓说好") == 1.0
    assert support(weights, "群众说好") == pytest.approx(0.9)


def test_without_words_nothing_is_supported() -> None:
    assert support({}, "新建桥梁四座") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("先进村", "先进村结对帮扶", 1.0),
        ("先进村", "贫困村", 0.0),
        ("", "村", 0.0),
        ("村", "先进村", 1.0),
    ],
)
def test_likeness_is_the_share_of_the_shorter_phrases_pairs(
    one: str, other: str, expected: float
) -> None:
    assert likeness(one, other) == expected
    assert likeness(other, one) == expected


def test_a_clause_ends_at_the_nearest_marks_within_its_sentence() -> None:
    text = "前句。新建桥梁4座,投资2亿元。后句。"
    number = text.index("4座")
    clause = clause_around(text, Span(3, 17), Span(number, number + 2))
    assert text[clause.start : clause.end] == "新建桥梁4座"


def test_a_comma_inside_a_number_ends_no_clause() -> None:
    text = "Enrolment rose to 45,600 pupils in 98 schools, and 2,100 left."
    number = text.index("98")
    clause = clause_around(text, Span(0, len(text)), Span(number, number + 2))
    assert text[clause.start : clause.end] == "Enrolment rose to 45,600 pupils in 98 schools"
    assert clauses(text) == [
        "Enrolment rose to 45,600 pupils in 98 schools",
        "and 2,100 left.",
    ]


TERMS = st.builds(
    Term,
    st.text(min_size=1, max_size=5),
    st.just(1.0),
    st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple),
)


@given(st.dictionaries(TERMS, st.floats(0.1, 9)), st.text(max_size=40))
def test_support_is_a_share(weights: dict[Term, float], text: str) -> None:
    assert 0.0 <= support(weights, text) <= 1.0 + 1e-9
