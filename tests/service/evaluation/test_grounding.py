from pathlib import Path

import pytest

from tests.service.evaluation.cases import OTHER, QUOTE, TEXT, judged, quoting


def grounding(folder: Path, gold: dict[str, object] | None = None, **reply: object):
    return judged(folder, gold or {}, **reply).grounding


def test_a_citation_of_what_stands_there_is_exact(tmp_path: Path):
    found = grounding(tmp_path)
    assert (found.citations, found.broken) == (1, ())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"quote": QUOTE.replace("21", "12")}, "citation 1 does not stand at"),
        ({"start": TEXT.index(QUOTE) + 1}, "citation 1 does not stand at"),
        ({"document_id": "d9"}, "citation 1 names no document: 'd9'"),
        ({"document_id": "d2"}, "citation 1 does not stand at"),
        ({"start": 5, "end": 5, "quote": ""}, "citation 1 has no place"),
        ({"start": -9, "end": -1, "quote": TEXT[-9:-1]}, "citation 1 has no place"),
    ],
)
def test_a_citation_that_is_not_exact_is_told(tmp_path: Path, change, told):
    (broken,) = grounding(tmp_path, citations=[quoting(QUOTE) | change]).broken
    assert broken.startswith(told)


def test_a_mark_that_leads_nowhere_is_told(tmp_path: Path):
    assert grounding(tmp_path, text="21所。[2]").broken == ("[2] leads to no citation",)


@pytest.mark.parametrize(
    "text",
    [
        "新建学校21所。[1]",
        "共二十一所，投资35000万元。[1]",
        "2021年新建21所。[1]",
        "新建学校：\n1. 21所\n2. 其他",
        "不是33所，是21所。",
        "一是建学校，二是抓就业，B2B和5G。",
    ],
)
def test_numbers_that_quotes_questions_and_titles_hold_are_known(tmp_path: Path, text: str):
    gold = {"question": "2021年青河县新建学校是33所吗？"}
    assert grounding(tmp_path, gold, text=text).strange_numbers == ()


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("新建学校22所。", ("22所",)),
        ("投资3.5万元。", ("3.5万元",)),
        ("1995年新建21所。", ("1995年",)),
        ("新建210所。", ("210所",)),
    ],
)
def test_a_number_that_no_quote_holds_is_strange(tmp_path: Path, text: str, strange):
    assert grounding(tmp_path, text=text).strange_numbers == strange


def test_a_number_is_not_held_by_a_quote_that_is_not_in_the_report(tmp_path: Path):
    quote = QUOTE.replace("21", "22")
    found = grounding(tmp_path, text="22所", citations=[quoting(QUOTE) | {"quote": quote}])
    assert "22所" in found.strange_numbers


def test_a_calculation_accounts_for_its_result_and_its_rounding(tmp_path: Path):
    calculation = {"expression": "350000000/21", "result": "16666666.6667", "unit": "元"}
    text = "平均每所16666666.67元，约16666667元。"
    assert grounding(tmp_path, text=text, calculation=calculation).strange_numbers == ()
    assert grounding(tmp_path, text="平均16666666.65元", calculation=calculation).strange_numbers


@pytest.mark.parametrize(
    ("quotes", "found"),
    [
        ([QUOTE], 1.0),
        (["学校21"], 1.0),
        (["护士1200名"], 0.0),
        ([], 0.0),
    ],
)
def test_evidence_is_found_where_a_citation_touches_it(tmp_path: Path, quotes, found):
    citations = [quoting(quote, number) for number, quote in enumerate(quotes, 1)]
    assert grounding(tmp_path, citations=citations).evidence_found == found


def test_of_two_pieces_of_evidence_one_is_half(tmp_path: Path):
    gold = {"evidence": ["新建学校21所", "护士1200名"]}
    assert grounding(tmp_path, gold).evidence_found == 0.5


def test_another_place_that_says_the_same_will_do(tmp_path: Path):
    start = OTHER.text.index("新建学校12所")
    gold = {"also_spans": [["baishan-2021", start, start + 7]]}
    found = grounding(tmp_path, gold, citations=[quoting("学校12所", 1, OTHER)])
    assert (found.evidence_found, found.right_report) == (1.0, True)


@pytest.mark.parametrize(
    ("citations", "right"),
    [
        ([quoting(QUOTE)], True),
        ([quoting("12所", 1, OTHER)], False),
        ([quoting(QUOTE), quoting("12所", 2, OTHER)], False),
        ([], False),
    ],
)
def test_the_right_report_is_cited_and_no_other(tmp_path: Path, citations, right):
    assert grounding(tmp_path, citations=citations).right_report is right


def test_of_several_reports_each_must_be_cited(tmp_path: Path):
    gold = {"document": None, "doc_ids": ["qinghe-2021", "baishan-2021"]}
    both = [quoting(QUOTE), quoting("12所", 2, OTHER)]
    assert grounding(tmp_path, gold, citations=both).right_report
    assert grounding(tmp_path, gold).right_report is False


def test_where_nothing_can_be_answered_no_report_is_the_right_one(tmp_path: Path):
    gold = {"answerable": False, "answers": [], "unans_kind": "ood", "evidence": []}
    assert grounding(tmp_path, gold).right_report is None
    assert grounding(tmp_path, gold).evidence_found is None
