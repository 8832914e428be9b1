from pathlib import Path

import pytest

from index.build import index_reports
from index.library import Library, open_library
from service.questions import understand
from service.reports import reports_asked_about, told_first
from tests.fakes import FakeEncoder

REPORTS = {
    "a.txt": "四川省2021年水利工作报告\n2021年新建水库12座。\n",
    "b.txt": "四川省2022年水利工作报告\n2021年完成投资30亿元。2022年计划新建水库9座。\n",
    "c.txt": "云南省2022年水利工作报告\n全年新建水库7座,学习四川的经验。\n",
    "d.txt": "湖南省水利工作回顾\n2015年至2019年,共新建水库31座。\n",
    "e.txt": "湖南省2020年水利工作报告\n2020年新建水库6座,其中2017年开工2座。\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    encoder = FakeEncoder()
    index_reports([folder], folder / "library", encoder)
    return open_library(folder / "library", encoder)


def chosen(library: Library, question: str) -> set[str]:
    ids = reports_asked_about(understand(question), library, ())
    return {library.document(document_id).filename for document_id in ids}


@pytest.mark.parametrize(
    ("question", "filenames"),
    [
        ("新建了多少座水库？", set(REPORTS)),
        ("云南省新建了多少座水库？", {"c.txt"}),
        ("四川省新建了多少座水库？", {"a.txt", "b.txt"}),
        ("浙江省新建了多少座水库？", set()),
        ("2021年四川省的投资是多少？", {"a.txt", "b.txt"}),
        ("四川省2021年的报告提到多少座水库？", {"a.txt"}),
        ("2022年的报告里，2021年投资多少？", {"b.txt", "c.txt"}),
        ("2020年的报告里提到多少座水库？", {"e.txt"}),
        ("1999年的报告里提到多少座水库？", set()),
        ("湖南省2017年新建了多少座水库？", {"d.txt", "e.txt"}),
        ("2022年四川省新建多少座水库？", {"b.txt"}),
    ],
)
def test_place_and_year_choose_the_reports(
    library: Library, question: str, filenames: set[str]
) -> None:
    assert chosen(library, question) == filenames


def test_only_what_was_asked_of_is_chosen_from(library: Library) -> None:
    only = next(i for i, d in library.documents.items() if d.filename == "c.txt")
    question = understand("新建了多少座水库？")
    assert reports_asked_about(question, library, (only,)) == (only,)


# Each opens its year: it tells what came of the one before, and what is wanted of its own.
YEARLY = {
    "东川县2010年政府工作报告": "过去五年的工作回顾\n五年来，新修公路300公里。今年计划修50公里。\n",
    "东川县2011年政府工作报告": "2010年，新修公路61公里。“十二五”时期，计划新修400公里。\n",
    "东川县2012年政府工作报告": "去年，新修公路70公里。今年计划新修80公里。\n",
    "东川县2016年政府工作报告": "“十二五”时期，新修公路420公里。去年新修90公里。\n",
    "东川县2017年政府工作报告": "去年，新修公路95公里。今年计划新修97公里。\n",
}


@pytest.fixture(scope="module")
def yearly(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("yearly")
    for title, text in YEARLY.items():
        (folder / f"{title}.txt").write_text(f"{title}\n{text}", encoding="utf-8")
    encoder = FakeEncoder()
    index_reports([folder], folder / "library", encoder)
    return open_library(folder / "library", encoder)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2011年新修公路多少公里？", {2011, 2012}),
        ("2012年计划新修公路多少公里？", {2012}),
        ("2011年以来新修公路多少公里？", {2011, 2012, 2016}),
        ("2005年到2009年一共新修公路多少公里？", {2010}),
        ("“十二五”时期新修公路多少公里？", {2016}),
        ("“十二五”规划要新修公路多少公里？", {2011}),
        ("“十三五”期间新修公路多少公里？", {2016, 2017}),
        ("今年计划新修公路多少公里？", {2017}),
        ("过去五年新修公路多少公里？", {2010}),
        ("2012年的报告里，去年新修多少公里？", {2012}),
        ("一共新修公路多少公里？", {2010, 2011, 2012, 2016, 2017}),
    ],
)
def test_the_report_that_looks_back_or_opens_is_read_first(
    yearly: Library, question: str, years: set[int]
) -> None:
    understood = understand(question)
    reports = reports_asked_about(understood, yearly, ())
    likely = told_first(understood, yearly, reports)
    assert {yearly.report_years[report].now for report in likely} == years
