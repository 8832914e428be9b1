from index.changes import Part
from index.documents import parse_document
from index.periods import Anchor
from index.surroundings import Surroundings, heading_anchors
from index.types import Span
from index.years import ReportYears

_YEARS = ReportYears(2026, 2025)
_TEXT = "第一段。第二句。\n第二段。"


def _anchor(period: str, *, reviews: bool = False, counted: bool = False) -> Anchor:
    return Anchor(Span(0, 3), period, base=counted, counted=counted, reviews=reviews, heads=True)


def _after(text: str, *anchors: Anchor, counts: bool = False) -> Surroundings:
    sentence = Span(0, len(text))
    around = Surroundings(_YEARS, {}).at(text, sentence)
    return around.after(text, sentence, anchors, (), counts=counts)


def _after_first(*anchors: Anchor, section: tuple[str, ...] = ()) -> Surroundings:
    around = Surroundings(_YEARS, {}).at(_TEXT, Span(0, 4))
    return around.after(_TEXT, Span(0, 4), anchors, section, counts=True)


def test_a_sentence_inherits_from_the_one_before_in_its_paragraph() -> None:
    around = _after_first(_anchor("2023"))
    assert around.at(_TEXT, Span(4, 8)).period(8, (), Part.WHOLE, goal=False) == "2023"
    assert around.at(_TEXT, Span(9, 13)).period(13, (), Part.WHOLE, goal=False) == "2025"


def test_what_opens_a_review_governs_the_paragraphs_below_the_same_heading() -> None:
    around = _after_first(_anchor("2021/2025", reviews=True), section=("一",))
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
    around = _after_first(_anchor("2020", counted=True))
    assert around.period(8, (), Part.WHOLE, goal=False) == "2021/2025"
    other = _after_first(_anchor("2019", counted=True))
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


def test_a_sentence_that_counts_nothing_hands_on_the_time_that_frames_it() -> None:
    frame = Anchor(Span(0, 5), "2025", heads=True)
    assert _after("2025年,形势严峻", frame).anchors == (frame,)
    passing = Anchor(Span(3, 8), "2024")
    assert _after("回顾了2024年的工作。", passing).anchors == ()
    assert _after("回顾了2024年的3项工作。", passing, counts=True).anchors == (passing,)
    these = Anchor(Span(5, 7), "2021/2025")
    assert _after("这是发展的五年。", these).anchors == (these,)


def test_years_at_the_head_of_a_paragraph_open_goals_or_results() -> None:
    year = Anchor(Span(0, 5), "2025", heads=True)
    assert _after("2025年,我们做好以下工作", year).speaks(()) == "result"
    ahead = Anchor(Span(1, 4), "2026/2030", heads=True)
    assert _after("“十五五”时期,任务艰巨", ahead).speaks(("三",)) == "goal"
    assert _after("2025年的工作", year).speaks(()) is None
    assert _after("重点做好十个方面工作。").speaks(()) == "goal"
    assert _after("做了以下工作。").speaks(()) is None


def test_the_last_time_that_heads_a_clause_goes_before_one_in_passing() -> None:
    frame, passing = _anchor("2025"), Anchor(Span(5, 9), "1985")
    assert Surroundings(_YEARS, {}, anchors=(frame, passing)).before(20) == "2025"
    assert Surroundings(_YEARS, {}, anchors=(passing,)).before(20) == "1985"
