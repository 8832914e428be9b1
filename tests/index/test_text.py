import itertools
import sys
import textwrap
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold, line_spans, sentence_spans

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
REPORT_LIKE = st.text(
    st.sampled_from("省万名12.3,，、；：。！？…“”（）《》()\"' \n\r\t|#-aAzMr｡．!?\u3000")
)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


# ---------------------------------------------------------------------------- folding


@given(ANY_TEXT)
def test_fold_keeps_length_for_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT, st.integers(0, 50))
def test_folding_a_cut_is_cutting_the_folded_text(text: str, cut: int) -> None:
    assert fold(text[:cut]) + fold(text[cut:]) == fold(text)


def test_fold_keeps_the_length_of_every_code_point_and_folding_twice_changes_nothing() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    once = fold(text)
    assert len(once) == len(text)
    assert fold(once) == once


@pytest.mark.parametrize(
    "text", ["İstanbul ßtraße ﬁn", "25㎡", "①②³", "𠮷野家", "\ud800x", "“三农”"]
)
def test_fold_leaves_alone_what_would_grow_or_become_a_digit(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＧＤＰ增長３．５％", "gdp增长3.5%"),
        ("貴州省委組織部，臺灣", "贵州省委组织部,台湾"),
        ("New\u00a0York　ÉCOLE", "new york école"),
        ("⼀⼆㈠", "一二㈠"),
        ("第一\r\n第二", "第一\r\n第二"),
    ],
)
def test_fold_brings_ways_of_writing_together(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_is_the_same_in_both_scripts_of_a_sentence() -> None:
    traditional = "發展黨員與幹部隊伍建設，繼續關愛貧困縣鄉鎮醫務人員"
    simplified = "发展党员与干部队伍建设，继续关爱贫困县乡镇医务人员"
    assert fold(traditional) == fold(simplified)


# ---------------------------------------------------------------------------- lines


def test_lines_are_given_without_the_space_around_them() -> None:
    text = "\n　　第一行 \r\n\r\n\t第二行\x0b第三行"
    assert [text[s.start : s.end] for s in line_spans(text)] == ["第一行", "第二行", "第三行"]


# ---------------------------------------------------------------------------- sentences


@given(st.one_of(ANY_TEXT, REPORT_LIKE))
def test_sentences_hold_every_character_but_space_exactly_once(text: str) -> None:
    spans = sentence_spans(text)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    rest, position = [], 0
    for span in spans:
        rest.append(text[position : span.start])
        position = span.end
        assert text[span.start : span.end].strip() == text[span.start : span.end]
    assert "".join([*rest, text[position:]]).strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "全省培训党员7487人。|着力整改问题！|效果如何？|很好。",
        "一面面旗帜飘扬……迅速动员全县干部。|效果很好……",
        "开展学习，提高能力；加强管理，改进作风。|增长3.5%。",
        "他说：“要坚持。|要努力！”|随后他离开。",
        "以“我是谁？为了谁？”为题开展讨论。|反响热烈。",
        "印发《怎么办？怎么干！》一书。|全省学习。",
        "《怎么办？怎么干！》已经出版。",
        "产值50亿元（2019年为初步核算数。下同）。|增长较快。",
        "增长14.5％,达到１４．５亿元｡|完成任务.|下一步",
        "增长5%。|地区生产总值达到50亿元。|得益于此,就业扩大。|的确如此。",
        "响应“撸起袖子加油干！”的号召。|成效明显。",
        "真的吗？！|是的。。。|好",
    ],
)
def test_chinese_sentences_end_at_their_marks(text: str) -> None:
    assert sentences(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "It rose 4.2%. | Exports fell to $3.5 million.",
        "Mr. Smith met J. K. Rowling on Jan. 5 at 5 p.m. in No. 10. | They talked.",
        "It trades with the U.S. | The U.S. Government agreed.",
        "See e.g. Fig. 3 of the annex. | It shows growth.",
        "“We grew!” she said. | Who knew? | Nobody.",
        "See example.com/a?b=c for v1.2.3. | Done.",
        "1. Strengthen the base.",
        "Is it so? | Yes. | We know. | The answer was no. | See No. 5 of the art. | It is new.",
        "Wait... it goes on. | So it ended... | Then came spring.",
    ],
)
def test_english_full_stops_end_sentences_and_nothing_else(text: str) -> None:
    assert sentences(text.replace("|", "")) == text.split(" | ")


def test_each_line_is_its_own_sentence() -> None:
    text = "突出重点,抓牢基础\r\n根本固者,华实必茂。\r\n一年来,全省开展工作"
    assert sentences(text) == text.split("\r\n")


def test_a_table_row_is_one_sentence() -> None:
    assert sentences("| 甲。乙 | 3.5 |\n| 丙！ | 4 |") == ["| 甲。乙 | 3.5 |", "| 丙！ | 4 |"]


@pytest.mark.parametrize("width", range(40, 80, 3))
def test_a_wrapped_english_paragraph_is_read_through_its_line_breaks(width: int) -> None:
    paragraph = (
        "The report of the Ministry of Health of the Republic says that 3.5 million people"
        " were treated in the year 2020. Guizhou was among the provinces without one."
    )
    text = textwrap.fill(paragraph, width) + "\n\nNext heading\nIt went on."
    assert [s.replace("\n", " ") for s in sentences(text)] == [
        "The report of the Ministry of Health of the Republic says that 3.5 million people"
        " were treated in the year 2020.",
        "Guizhou was among the provinces without one.",
        "Next heading",
        "It went on.",
    ]


def test_a_wrapped_chinese_paragraph_is_read_through_its_line_breaks() -> None:
    text = (
        "全省各级组织部门深入一线推动各项防控措施落地落实见效\n"
        "发现掌握并提拔重用一批表现突出的干部，火线发展党员一\n"
        "千余名，党员自愿捐款支持防控。\n"
        "工作要点"
    )
    assert sentences(text) == [text[: text.index("。") + 1], "工作要点"]


def test_a_paragraph_wrapped_by_width_in_print_is_read_through_its_line_breaks() -> None:
    text = (
        "报告期内，公司实现营业收入117,530.10 万元，较去年同期减少4.49%，实现归属上市公司\n"
        "股东的净利润12,946.50 万元，较去年同期减少28.95%，实现归属于公司股东的扣除非经常\n"
        "性损益的净利润为12,918.87 万元。\n"
        "主营业务分析"
    )
    assert sentences(text) == [text[: text.index("。") + 1], "主营业务分析"]


def test_a_title_above_a_shorter_subtitle_is_not_read_into_it() -> None:
    text = "坚持更高标准更高质量在大战大考中彰显组织力量\n全省组织工作综述\n本报记者"
    assert sentences(text) == text.split("\n")


@pytest.mark.parametrize(
    "piece",
    [
        "（",
        "“",
        "。",
        "a. ",
        "J. ",
        "a\n",
        "a,\n",
        " \r\n",
        "“好！",
        "《",
        "…",
        "x",
        "U.S. ",
        "(a. ",
    ],
)
def test_sentences_take_linear_time_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    sentence_spans(piece * 40_000)
    assert time.process_time() - start < 3


def test_marks_of_all_widths_are_known_by_their_unicode_names() -> None:
    for mark in "。！？｡":
        assert "STOP" in unicodedata.name(mark) or "MARK" in unicodedata.name(mark)
        assert sentences(f"甲{mark}乙") == [f"甲{mark}", "乙"]
