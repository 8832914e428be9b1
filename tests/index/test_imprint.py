import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.imprint import Imprint, is_imprint_line, read_imprint


@pytest.mark.parametrize(
    ("line", "imprint"),
    [
        ("来源：临江日报", Imprint(publisher="临江日报")),
        ("作者:沈括 徐光启", Imprint(byline="沈括 徐光启")),
        ("本报记者 沈括 通讯员 徐光启", Imprint(byline="沈括")),
        (
            "2021-01-08 10:30　来源：临江新闻网　作者：沈括　责任编辑：徐光启",
            Imprint("沈括", "临江新闻网", "2021-01-08"),
        ),
        ("发布时间：２０２１年１月８日　浏览次数：302", Imprint(published="2021-01-08")),
        ("（二〇二一年十二月三十一日）", Imprint(published="2021-12-31")),
        ("2021年1月", Imprint(published="2021-01")),
        ("By Isaac Newton", Imprint(byline="Isaac Newton")),
        ("Source: Port Office | Date: May 8, 2021", Imprint(None, "Port Office", "2021-05-08")),
        ("8 March 2021", Imprint(published="2021-03-08")),
        ("市长 沈括远", Imprint(byline="市长 沈括远")),
        ("（新华社北京3月17日电）", Imprint(publisher="新华社")),
        ("[责任编辑: 沈括 徐光启]", Imprint()),
        ("（来源：临江网）", Imprint(publisher="临江网")),
    ],
)  # fmt: skip
def test_a_line_about_the_making_of_a_report_is_read(line: str, imprint: Imprint) -> None:
    assert is_imprint_line(line)
    assert read_imprint([line], "", "") == imprint


@pytest.mark.parametrize(
    "line",
    [
        "全省组织工作取得新成效",
        "2021年，全省新增就业30万人。",
        "2021年工作回顾",
        "资金来源",
        "时间紧、任务重",
        "作者在文中提出三点建议。",
        "By the end of 2020 exports had grown.",
        "加强党委书记队伍建设",
        "文化建设",
        "推进网上办电",
        "坚持以人民为中心的创作导向,拍好戏、摄好影",
    ],
)
def test_a_line_of_the_report_itself_is_none(line: str) -> None:
    assert not is_imprint_line(line)


def test_a_signature_in_brackets_after_the_last_sentence_is_the_byline() -> None:
    assert read_imprint([], "", "再创佳绩。(临组轩)") == Imprint(byline="临组轩")
    assert read_imprint([], "", "再创佳绩。（记者 沈括）") == Imprint(byline="沈括")


@pytest.mark.parametrize(
    "ending",
    ["好。（完）", "好。（热烈鼓掌）", "增长（初步数）", "好。（见第3页）", "好。（下同）"],
)
def test_other_words_in_brackets_are_no_byline(ending: str) -> None:
    assert read_imprint([], "", ending) == Imprint()


def test_a_dateline_names_agency_and_reporter() -> None:
    first = "新华社临江1月8日电（记者沈括、徐光启）全市工作会议召开。"
    assert read_imprint([], first, "") == Imprint(byline="沈括、徐光启", publisher="新华社")


def test_a_day_that_the_calendar_does_not_have_is_not_a_date() -> None:
    assert read_imprint(["日期：2021年13月45日"], "", "") == Imprint()


def test_the_first_line_that_names_a_thing_counts() -> None:
    assert read_imprint(["来源：甲报", "来源：乙报"], "", "") == Imprint(publisher="甲报")


@given(st.text(), st.text(), st.text())
def test_any_lines_are_read_without_an_exception(line: str, first: str, last: str) -> None:
    imprint = read_imprint([line], first, last)
    for words in (imprint.byline, imprint.publisher):
        assert words is None or words in line + first + last
    assert is_imprint_line(line) in (True, False)
