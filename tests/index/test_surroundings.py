from index.changes import Part
from index.documents import parse_document
from index.periods import Anchor
from index.surroundings import Surroundings, heading_anchors
from index.types import Span
from index.years import ReportYears

_YEARS = ReportYears(2026, 2025)
_TEXT = "第一段。第二句。\n第二段。"


def _anchor(period: str, *, reviews: bool = False, counted: bool = False) -> Anchor:
    return Anchor(Span(0, 3), period, base=counted, counted=counted, reviews=reviews)


def _at_first(years: ReportYears = _YEARS) -> Surroundings:
    return Surroundings(years, {}).at(_TEXT, Span(0, 4))


def test_a_sentence_inherits_from_the_one_before_in_its_paragraph() -> None:
    around = _at_first().after((_anchor("2023"),), ())
    assert around.at(_TEXT, Span(4, 8)).period(8, (), Part.WHOLE, goal=False) == "2023"
    assert around.at(_TEXT, Span(9, 13)).period(13, (), Part.WHOLE, goal=False) == "2025"


def test_what_opens_a_review_governs_the_paragraphs_below_the_same_heading() -> None:
    around = _at_first().after((_anchor("2021/2025", reviews=True),), ("一",))
    below = Surroundings(_YEARS, {"一": (), "二": (), "（一）": ()}, opened="2021/2025")
    assert around.at(_TEXT, Span(9, 13)).opened == below.opened
    below = Surroundings(_YEARS, below.headings, opened="2021/2025", opened_in=("一",))
    assert below.period(9, ("一", "（一）"), Part.WHOLE, goal=False) == "2021/2025"
    assert below.period(9, ("二",), Part.WHOLE, goal=False) == "2025"
    assert below.period(9, ("一",), Part.WHOLE, goal=True) == "2026"


def test_a_goal_takes_the_years_ahead_of_a_heading_and_a_result_those_behind() -> None:
    document = parse_document(
        "标题\n\n一、2025年工作回顾和2026年任务\n新建学校12所。".encode(), "r.txt"
    )
    (section,) = document.sections
    around = Surroundings(_YEARS, heading_anchors(document, _YEARS))
    assert around.period(9, section.path, Part.WHOLE, goal=False) == "2025"
    assert around.period(9, section.path, Part.WHOLE, goal=True) == "2026"


def test_a_paragraph_of_averages_tells_of_the_plan_that_has_ended() -> None:
    text = "产值年均增长9%。新建学校12所。"
    around = Surroundings(_YEARS, {}).at(text, Span(0, 9))
    assert around.period(9, (), Part.WHOLE, goal=False) == "2021/2025"
    summary = Surroundings(ReportYears(2025, 2025), {}).at(text, Span(0, 9))
    assert summary.period(9, (), Part.WHOLE, goal=False) == "2025"


def test_compared_with_the_end_of_a_plan_the_next_one_is_told() -> None:
    around = _at_first().after((_anchor("2020", counted=True),), ())
    assert around.period(8, (), Part.WHOLE, goal=False) == "2021/2025"
    other = _at_first().after((_anchor("2019", counted=True),), ())
    assert other.period(8, (), Part.WHOLE, goal=False) == "2025"


def test_an_average_passes_over_a_single_year() -> None:
    around = Surroundings(_YEARS, {"十四五": (_anchor("2021/2025"),)}, anchors=(_anchor("2024"),))
    assert around.period(8, ("十四五",), Part.AVERAGE, goal=False) == "2021/2025"
    assert around.period(8, ("十四五",), Part.WHOLE, goal=False) == "2024"


def test_a_span_encloses_the_year_that_it_ends_with() -> None:
    around = Surroundings(_YEARS, {"五年": (_anchor("2021/2025"),)})
    assert around.enclosing(8, 2025, ("五年",), Part.START, goal=False) == (2021, 2025)
    assert around.enclosing(8, 2024, ("五年",), Part.START, goal=False) is None
    assert around.enclosing(8, 2025, (), Part.START, goal=False) is None
    assert around.enclosing(8, 2025, (), Part.AVERAGE, goal=False) == (2021, 2025)
    assert around.enclosing(8, 2030, (), Part.AVERAGE, goal=True) == (2026, 2030)
