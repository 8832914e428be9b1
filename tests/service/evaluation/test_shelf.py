from pathlib import Path

import pytest

from service.evaluation.shelf import Place, Report, prepare
from tests.service.evaluation.cases import QUOTE, REPORT, SHELF, TEXT, case_of, gold_of

START = TEXT.index("新建学校21所")


@pytest.mark.parametrize(
    "name", ["qinghe-2021.txt", "qinghe-2021", "reports/qinghe-2021.txt", "青河县工作报告", "d1"]
)
def test_a_report_is_found_by_file_name_title_or_id(tmp_path: Path, name: str):
    case = case_of(tmp_path, document=name, documents=[name])
    assert (case.reports, case.chosen) == (("d1",), ("d1",))


@pytest.mark.parametrize(
    "fields",
    [
        {"evidence_spans": [[START, START + 7]]},
        {"evidence_spans": [[0, 7]]},
        {"evidence_spans": [[9000, 9007]]},
        {},
        {"evidence": ["新建學校２１所"]},
        {"evidence": ["新建 学校，21所"]},
        {"document": None},
    ],
)
def test_evidence_is_found_at_its_offsets_or_by_its_words(tmp_path: Path, fields):
    assert case_of(tmp_path, **fields).evidence == (Place("d1", START, START + 7),)


def test_evidence_that_stands_nowhere_in_its_report_is_left_out(tmp_path: Path):
    assert case_of(tmp_path, evidence=["新建医院9所"]).evidence == ()


def test_another_place_needs_only_its_offsets(tmp_path: Path):
    case = case_of(tmp_path, also_spans=[["baishan-2021", 9, 13], ["nowhere", 1, 2]])
    assert case.also == (Place("d2", 9, 13),)


def test_the_report_of_the_evidence_answers_where_none_is_named(tmp_path: Path):
    assert case_of(tmp_path, document=None).reports == ("d1",)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"document": "nowhere"}, "there is no report 'nowhere'"),
        ({"documents": ["nowhere"]}, "there is no report 'nowhere'"),
        ({"document": None, "evidence": ["新建医院9所"]}, "its evidence stands in no report"),
        ({"document": "twin"}, "2 reports are called 'twin'"),
    ],
)
def test_a_question_that_cannot_be_asked_here_is_left_out_and_told(tmp_path: Path, fields, why):
    twins = {i: Report(i, "twin", f"{i}.txt", "twin") for i in ("t1", "t2")}
    cases, left_out = prepare([gold_of(tmp_path, **fields)], SHELF | twins)
    assert cases == ()
    assert [(one.question_id, one.why) for one in left_out] == [("q1", why)]


def test_offsets_are_those_of_the_text(tmp_path: Path):
    (place,) = case_of(tmp_path, evidence=[QUOTE]).evidence
    assert REPORT.text[place.start : place.end] == QUOTE
