from decimal import Decimal
from pathlib import Path

import pytest

from index.build import index_reports
from index.errors import UnknownDocument
from index.library import Library, open_library
from index.types import Kind
from service.lookup import FactQuery, PassageQuery, find_facts, find_passages
from tests.fakes import FakeEncoder


def surfaces(library: Library, **conditions) -> list[str]:
    return [fact.quantity.surface for fact in find_facts(library, FactQuery(**conditions)).facts]


def test_words_are_looked_for_in_the_sentence_and_all_must_be_there(library: Library):
    assert surfaces(library, words=("集装箱", "吞吐量")) == ["1.35亿吨", "8.2%", "260万标箱"]
    assert surfaces(library, words=("集装箱", "幼儿园")) == []


def test_words_are_folded_like_the_text(library: Library):
    assert surfaces(library, words=("HOMES",)) == surfaces(library, words=("homes",)) != []
    assert surfaces(library, words=("人才獎勵", "２.4")) == ["2.4亿元", "680套", "92.5%"]


def test_kind_unit_and_range_narrow_the_facts(library: Library):
    money = find_facts(library, FactQuery(kinds=(Kind.MONEY,))).facts
    assert {fact.quantity.kind for fact in money} == {Kind.MONEY}
    large = surfaces(library, kinds=(Kind.MONEY,), unit="元", low=Decimal("1000000000"))
    assert large == ["47.6亿元", "19.3亿元"]
    small = surfaces(library, kinds=(Kind.MONEY,), unit="元", high=Decimal("20000000"))
    assert small == ["1260万元"]


def test_a_unit_is_found_by_any_of_its_names(library: Library):
    people = surfaces(library, unit="人")
    assert people
    assert surfaces(library, unit="名") == surfaces(library, unit=" 位 ") == people


def test_a_heading_finds_what_stands_below_it_at_any_level(tmp_path: Path, encoder: FakeEncoder):
    text = "# 工作总结\n\n## 教育\n\n新建学校12所。\n\n### 师资\n\n招聘教师30名。\n"
    text += "\n## 交通\n\n建桥4座。\n"
    (tmp_path / "nested.md").write_text(text, encoding="utf-8")
    index_reports([tmp_path / "nested.md"], tmp_path / "library", encoder)
    nested = open_library(tmp_path / "library", encoder)
    assert surfaces(nested, section=" 教育 ") == ["12所", "30名"]
    assert surfaces(nested, section="师资") == ["30名"]


def test_a_heading_is_meant_whole_and_folded_like_the_text(library: Library):
    assert surfaces(library, section="道路") == []
    assert surfaces(library, section="道路與供水") == surfaces(library, section="道路与供水")


REPORTS = {
    "2024.txt": "2024年工作总结\n\n2021—2023年新建学校12所。今年招收学生3000名，培训教师20—40名。",
    "2025.txt": "2025年政府工作报告\n\n去年新增就业5万人。今年目标是新增就业6万人。",
    "undated.txt": "工作材料\n\n现有桥梁7座。",
}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory, encoder: FakeEncoder) -> Library:
    """A library of results, goals and periods."""
    folder = tmp_path_factory.mktemp("dated")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_reports([folder], folder / "library", encoder)
    return open_library(folder / "library", encoder)


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ((2022, 2022), {"12所"}),
        ((2010, 2021), {"12所"}),
        ((2023, 2024), {"12所", "3000名", "20—40名", "5万人"}),
        ((2025, 2025), {"6万人"}),
        ((2010, 2020), set()),
    ],
)
def test_a_fact_is_found_by_the_years_that_its_period_overlaps(
    dated: Library, years: tuple[int, int], found: set[str]
):
    assert set(surfaces(dated, years=years)) == found


def test_a_fact_whose_period_is_not_known_is_of_no_year(dated: Library):
    assert "7座" in surfaces(dated)
    assert "7座" not in surfaces(dated, years=(1900, 2100))


def test_goals_and_results_are_told_apart(dated: Library):
    assert surfaces(dated, status="goal") == ["6万人"]
    assert "5万人" in surfaces(dated, status="result")


def test_numbers_come_in_order_with_ranges_by_their_upper_end(dated: Library):
    rising = ["7座", "12所", "20—40名", "3000名", "5万人", "6万人"]
    assert surfaces(dated, order="number") == rising
    assert surfaces(dated, order="-number") == rising[::-1]
    assert surfaces(dated, order="-number", limit=1, offset=1) == ["5万人"]


def test_dates_and_numbering_are_left_out_unless_they_are_asked_for(library: Library):
    default = find_facts(library, FactQuery(limit=1000))
    every = find_facts(library, FactQuery(kinds=tuple(Kind), limit=1000))
    assert {fact.quantity.kind for fact in default.facts} <= {
        Kind.QUANTITY,
        Kind.MONEY,
        Kind.PERCENT,
    }
    assert every.total > default.total


def test_a_document_that_is_not_there_is_told(library: Library, encoder: FakeEncoder):
    with pytest.raises(UnknownDocument, match="nowhere"):
        find_facts(library, FactQuery(document_ids=("nowhere",)))
    with pytest.raises(UnknownDocument, match="nowhere"):
        find_passages(library, encoder, PassageQuery("人才", 3, ("nowhere",)))


def test_a_search_within_a_document_stays_there(library: Library, encoder: FakeEncoder):
    wanted = next(iter(library.documents))
    found = find_passages(library, encoder, PassageQuery("2022年的数字", 5, (wanted,)))
    assert found.hits
    assert {hit.chunk.document_id for hit in found.hits} == {wanted}
    assert {fact.document_id for fact in found.facts} <= {wanted}


def test_a_fact_in_two_passages_is_listed_once(library: Library, encoder: FakeEncoder):
    found = find_passages(library, encoder, PassageQuery("人才", 20))
    ids = [fact.fact_id for fact in found.facts]
    assert len(ids) == len(set(ids))
