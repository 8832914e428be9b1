import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.imprint import Imprint
from index.structure import Structure, read_structure

BODY = "一年来,全县各项工作取得新进展。"


def outline(text: str) -> list[tuple[str, ...]]:
    return [section.path for section in read_structure(text).sections]


# ---------------------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("text", "title", "subtitle"),
    [
        (f"临江县工作综述\n{BODY}", "临江县工作综述", None),
        (f"临江县工作综述\n——2020年新进展\n{BODY}", "临江县工作综述", "2020年新进展"),
        (f"临江县工作综述——2020年新进展\n{BODY}", "临江县工作综述", "2020年新进展"),
        (f"江南:临江县工作综述\n临江县工作综述\n--2020年\n{BODY}", "临江县工作综述", "2020年"),
        (f"临江县工作综述_江南新闻网\n临江县工作综述\n{BODY}", "临江县工作综述", None),
        (f"来源：江南日报\n2021-01-08\n临江县工作综述\n{BODY}", "临江县工作综述", None),
        (f"# 临江县工作综述 #\n\n{BODY}", "临江县工作综述", None),
        (f"2021-01-08\n\n# About C#\n\n{BODY}", "About C#", None),
        (f"======\n临江县工作综述\n======\n{BODY}", "临江县工作综述", None),
        ("怎样把好事办好？\n" + BODY, "怎样把好事办好？", None),
        ("Annual Review 2020\nBy Isaac Newton\n\nExports rose.", "Annual Review 2020", None),
        (f"各位代表：\n{BODY}", None, None),
        (f"{BODY}\n{BODY}", None, None),
        (f"一、工作回顾\n{BODY}", None, None),
        (f"市长 沈括远\n各位代表：\n{BODY}", None, None),
    ],
)
def test_the_title_is_the_headline_above_the_text(
    text: str, title: str | None, subtitle: str | None
) -> None:
    structure = read_structure(text)
    assert (structure.title, structure.subtitle) == (title, subtitle)


def test_front_matter_of_markdown_names_title_author_and_day() -> None:
    text = f'---\r\ntitle: "临江县工作综述"\r\nauthor: 沈括\r\ndate: 2021-01-08\r\n---\r\n{BODY}'
    structure = read_structure(text)
    assert structure.title == "临江县工作综述"
    assert structure.imprint == Imprint(byline="沈括", published="2021-01-08")


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    assert read_structure(f"---\n临江县工作综述\n{BODY}").title == "临江县工作综述"


# ---------------------------------------------------------------------------- sections


def test_short_lines_on_their_own_are_headings_and_proverbs_under_them_are_not() -> None:
    text = "\n".join(
        [
            "临江县工作综述",
            BODY,
            "突出“两个重点”,抓牢基层基础",
            "根深者,叶茂。",
            BODY,
            "事业为上,选准用好干部",
            BODY + "(临组轩)",
            "[责任编辑: 沈括]",
        ]
    )
    structure = read_structure(text)
    assert outline(text) == [("突出“两个重点”,抓牢基层基础",), ("事业为上,选准用好干部",)]
    assert text[structure.sections[0].span.start :].startswith("突出")
    assert text[: structure.sections[0].span.end].endswith(BODY)
    assert text[: structure.sections[1].span.end].endswith("(临组轩)")
    assert structure.imprint.byline == "临组轩"


def test_numbered_headings_nest_in_the_order_in_which_their_kinds_appear() -> None:
    text = "\n".join(
        ["一、回顾", BODY, "（一）党建", BODY, "1.队伍", BODY, "（二）经济", BODY, "二、打算", BODY]
    )
    assert outline(text) == [
        ("一、回顾",),
        ("一、回顾", "（一）党建"),
        ("一、回顾", "（一）党建", "1.队伍"),
        ("一、回顾", "（二）经济"),
        ("二、打算",),
    ]
    turned = "\n".join(["（一）党建", BODY, "一、队伍", BODY, "二、作风", BODY, "（二）经济", BODY])
    assert outline(turned) == [
        ("（一）党建",),
        ("（一）党建", "一、队伍"),
        ("（一）党建", "二、作风"),
        ("（二）经济",),
    ]


def test_a_numbering_that_starts_again_deeper_down_is_inside() -> None:
    text = "\n".join(
        f"{heading}\n{BODY}"
        for heading in (
            "一、回顾",
            "二、做法",
            "（一）抓粮食",
            "一、扩面积",
            "二、修水利",
            "（二）抓工业",
            "三、打算",
        )
    )
    assert [len(path) for path in outline(text)] == [1, 1, 2, 3, 3, 2, 1]


def test_chapters_hold_sections() -> None:
    text = "\n".join(
        ["第一章　总则", BODY, "第一节 目标", BODY, "第二节 原则", BODY, "第二章 附则", BODY]
    )
    assert [len(path) for path in outline(text)] == [1, 2, 2, 1]


def test_markdown_levels_count_and_a_lone_first_level_is_the_title() -> None:
    headings = ("## 道路", "#### 桥梁", "### 供水", "## 教育")
    text = "# 综述\n\n" + "\n\n".join(f"{heading}\n\n{BODY}" for heading in headings)
    assert read_structure(text).title == "综述"
    assert outline(text) == [("道路",), ("道路", "桥梁"), ("道路", "供水"), ("教育",)]
    section = read_structure(text).sections[0]
    assert text[section.span.start :].startswith("## 道路")
    assert text[section.heading.start : section.heading.end] == "道路"


def test_beside_markdown_headings_short_lines_and_numbered_items_are_text() -> None:
    text = (
        f"## 道路\n\n要点\n\n1. 修路\n\n{BODY}\n\n（一）修桥\n\n{BODY}\n\n```\n# 注释\n```\n{BODY}"
    )
    assert outline(text) == [("道路",), ("道路", "（一）修桥")]


def test_a_heading_may_run_into_its_paragraph() -> None:
    text = f"一、回顾\n（一）加强调控。{BODY}\n（二）改善民生。{BODY}"
    structure = read_structure(text)
    assert outline(text)[1:] == [("一、回顾", "（一）加强调控"), ("一、回顾", "（二）改善民生")]
    span = structure.sections[1].span
    assert text[span.start : span.end] == f"（一）加强调控。{BODY}"


@pytest.mark.parametrize(
    "lines",
    [
        ["一、组建工作队。", "二、加强培训。", "三、落实责任。", BODY],
        ["1. 苹果", "2. 梨", "3. 桃", BODY],
        ["地区", "人口", "面积", "产值", BODY],
        ["三、" + BODY, BODY],
        ["各位代表：", BODY, "各位代表！", BODY],
        ["——稳住就业", BODY, "•修路", BODY, "| 甲 | 乙 |", BODY],
        ["图1 各县产值", BODY, "2021年1月8日", BODY, "http://example.org/a", BODY],
        [BODY, "临江县人民政府"],
        ["the small words", BODY, "12345 678", BODY],
        ["全县完成货物吞吐量比上年明显增长其中集装箱吞吐量二百六十万", "标准箱也有增长", BODY],
        [f"要抓好三件事：{BODY}", "一是修路；", "二是架桥。"],
    ],
)
def test_lists_tables_addresses_captions_and_signatures_are_no_headings(lines: list[str]) -> None:
    assert outline("\n".join([BODY, *lines])) == []


def test_a_table_of_contents_is_not_the_outline() -> None:
    contents = ["目录", "一、回顾……1", "（一）党建……2", "二、打算……9"]
    report = ["一、回顾", BODY, "（一）党建", BODY, "二、打算", BODY]
    text = "\n".join(["综述", *contents, *report])
    assert outline(text) == [("一、回顾",), ("一、回顾", "（一）党建"), ("二、打算",)]


def test_a_heading_printed_twice_is_one_section() -> None:
    text = f"一、回顾\n一、回顾\n{BODY}\n二、打算\n{BODY}"
    assert outline(text) == [("一、回顾",), ("二、打算",)]


def test_forewords_and_conclusions_hold_nothing() -> None:
    text = "\n".join(["综述", BODY, "引言", BODY, "一、回顾", BODY, "结语", BODY])
    assert outline(text) == [("引言",), ("一、回顾",), ("结语",)]


def test_english_headings_are_found_in_wrapped_and_unwrapped_text() -> None:
    text = (
        "Annual Review 2020\n\nExports rose to $3.5 million in the year, and the number of\n"
        "workers in the harbour grew as well, to some four thousand\npeople.\n\nHousing\n\n"
        "Builders completed 840 homes, of which 310 were affordable to\nthe families that had"
        " asked for one in the years before, as the\ncouncil said.\n\n2. Schools\n\nOne opened."
    )
    assert outline(text)[0] == ("Housing",)


# ---------------------------------------------------------------------------- any text

LINES = st.sampled_from(
    "一、甲|（一）乙|1.丙|第一章 丁|# a|### b|标题||——副题|引言|2021-01-08|[责任编辑: 周]|```"
    f"|Heading|x,|{BODY}|二、长的。{BODY}|二、打算……9".split("|")
)


@given(st.one_of(st.text(), st.lists(LINES, max_size=30).map("\n".join)))
def test_sections_of_any_text_nest_and_stand_in_order(text: str) -> None:
    structure: Structure = read_structure(text)
    for section in structure.sections:
        assert section.span.contains(section.heading)
        assert section.path[-1] == text[section.heading.start : section.heading.end]
    for one, two in pairwise(structure.sections):
        assert one.span.start < two.span.start
        inside = one.span.contains(two.span)
        assert inside or one.span.end <= two.span.start
        assert not inside or two.path[: len(one.path)] == one.path


@pytest.mark.parametrize(
    "piece",
    [
        *(f"一、甲\n{BODY}\n", f"标题\n{BODY}\n", "# a\n", "一、甲\n", "甲", "(", "作者：", "\n"),
        *(
            "#  a b  ",
            "……",
            ".",
            "——",
            "一、",
            "|",
            "# a\n  \t",
            "2021年1月",
            "---\n",
            "---\ntitle: a ",
        ),
    ],
)
def test_structure_takes_linear_time_on_hostile_text(piece: str) -> None:
    start = time.process_time()
    read_structure(piece * 10_000)
    assert time.process_time() - start < 4
