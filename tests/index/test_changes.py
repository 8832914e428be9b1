import pytest

from index.changes import Part, part_of, years_held
from index.quantities import find_quantities
from index.statements import comparison_of
from index.text import fold
from index.types import Kind, Span

_TIMES = (Kind.DATE, Kind.DATE_RANGE, Kind.DURATION)


def _parts(text: str) -> list[Part]:
    folded, clause = fold(text), Span(0, len(text))
    return [
        part_of(folded, quantity, clause, comparison_of(folded, quantity, 0))
        for quantity in find_quantities(text)
        if quantity.kind not in _TIMES
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("总量由3亿吨增加到5亿吨", [Part.START, Part.END]),
        ("标准分别从60元、50元提高到80元、70元", [Part.START, Part.START, Part.END, Part.END]),
        ("从业人员增加到5万人", [Part.END]),
        ("产值增长60%", [Part.CHANGE]),
        ("产值翻一番", [Part.CHANGE]),
        ("产值增长3倍、加工率85%", [Part.CHANGE, Part.END]),
        ("占比分别提高15、22个百分点", [Part.CHANGE, Part.CHANGE]),
        ("产值年均增长9%", [Part.AVERAGE]),
        ("年均浓度下降9%", [Part.CHANGE]),
        ("覆盖率达到60%", [Part.END]),
        ("产量居全国第2位", [Part.END]),
        ("连续三年居全国第2位", [Part.WHOLE]),
        ("贡献率达到36%", [Part.WHOLE]),
        ("总产值突破5000亿元", [Part.END]),
        ("累计投入5亿元", [Part.TOTAL]),
        ("建成区面积达到95平方公里", [Part.END]),
        ("新建学校12所", [Part.WHOLE]),
        ("惠及26个省份", [Part.WHOLE]),
    ],
)
def test_the_words_around_a_number_tell_which_years_it_holds_for(
    text: str, parts: list[Part]
) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize(
    ("part", "held"),
    [
        (Part.START, "2015"),
        (Part.END, "2020"),
        (Part.WHOLE, "2016/2020"),
        (Part.CHANGE, "2016/2020"),
        (Part.AVERAGE, "2016/2020"),
        (Part.TOTAL, "2016/2020"),
    ],
)
def test_a_number_holds_for_its_part_of_a_span(part: Part, held: str) -> None:
    assert years_held("2016/2020", part, base=None, enclosing=None, stated=True) == held


@pytest.mark.parametrize(
    ("part", "base", "enclosing", "held"),
    [
        (Part.START, None, None, "2019"),
        (Part.START, None, (2016, 2020), "2015"),
        (Part.START, 2010, (2016, 2020), "2010"),
        (Part.CHANGE, 2015, None, "2015/2020"),
        (Part.CHANGE, 2019, None, "2020"),
        (Part.AVERAGE, 2015, None, "2016/2020"),
        (Part.AVERAGE, None, (2016, 2020), "2016/2020"),
        (Part.AVERAGE, None, None, None),
        (Part.END, 2015, None, "2020"),
    ],
)
def test_a_number_of_one_year_may_tell_of_more(
    part: Part, base: int | None, enclosing: tuple[int, int] | None, held: str | None
) -> None:
    assert years_held("2020", part, base=base, enclosing=enclosing, stated=False) == held


def test_a_sum_holds_for_years_that_its_sentence_names_and_else_up_to_their_end() -> None:
    assert years_held("2016/2020", Part.TOTAL, base=None, enclosing=None, stated=False) == "2020"


def test_a_word_for_every_year_has_no_parts() -> None:
    assert years_held("每年", Part.START, base=2010, enclosing=None, stated=True) == "每年"
