from index.phrases import clause_of
from index.types import Span


def test_a_clause_ends_at_its_marks_but_not_inside_a_number() -> None:
    text = "全年共培训1,096人次,增长5%。"
    place = text.index("人次")
    clause = clause_of(text, Span(0, len(text)), Span(place, place + 2))
    assert text[clause.start : clause.end] == "全年共培训1,096人次"
