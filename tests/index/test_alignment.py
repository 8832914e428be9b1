import pytest

from index.measures import measures_of
from index.quantities import find_quantities
from index.text import fold
from index.types import Kind, Span
from index.words import tag_words

_TIMES = (Kind.DATE, Kind.DURATION)


def _measures(text: str) -> list[str]:
    quantities = find_quantities(text)
    folded = fold(text)
    found = measures_of(folded, Span(0, len(text)), quantities, tag_words(folded))
    named = ["".join(text[s.start : s.end] for s in measure.spans) for measure in found]
    return [n for n, q in zip(named, quantities, strict=True) if q.kind not in _TIMES]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "食品制造业、服装制造业增加值分别增长8.9%、7.7%。",
            ["食品制造业增加值增长", "服装制造业增加值增长"],
        ),
        (
            "批发和零售业、住宿和餐饮业产值分别下降3%、4%。",
            ["批发和零售业产值下降", "住宿和餐饮业产值下降"],
        ),
        ("东部和西部人均公路里程5公里、3公里。", ["东部人均公路里程", "西部人均公路里程"]),
        ("甲烷、氮氧化物排放量下降2.5%和3.1%。", ["甲烷排放量下降", "氮氧化物排放量下降"]),
        (
            "煤炭、石油和天然气产量分别为5万吨、3万吨和2万吨。",
            ["煤炭产量", "石油产量", "天然气产量"],
        ),
        ("林地的水源和土壤面积分别为5公顷和3公顷。", ["林地的水源面积", "林地的土壤面积"]),
        ("新增城镇住房和农村住房分别为5万套和3万套。", ["新增城镇住房", "新增农村住房"]),
        ("就业人数和税收分别达到5万人、3亿元。", ["就业人数", "税收"]),
    ],
)
def test_each_number_of_a_row_has_its_own_thing(text: str, measures: list[str]) -> None:
    assert _measures(text) == measures


def test_a_change_told_behind_the_row_is_of_the_same_things() -> None:
    text = "2012年底，东部和西部人均公路里程5公里、3公里，分别比2007年增加2公里和1公里。"
    assert _measures(text)[2:] == ["东部人均公路里程增加", "西部人均公路里程增加"]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("煤炭、石油产量分别增长3%、4%和5%。", "煤炭、石油产量分别增长"),
        ("全省规模以上工业增加值、利润分别增长3%、4%。", "全省规模以上工业增加值、利润分别增长"),
        ("就业人数和税收5万人、3亿元。", "就业人数和税收"),
    ],
)
def test_things_and_numbers_that_do_not_match_stay_together(text: str, together: str) -> None:
    assert set(_measures(text)) == {together}
