from pathlib import Path

import pytest

from index.build import index_reports
from index.library import Library, open_library
from service.questions import understand
from service.reports import reports_asked_about
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
        ("2022年的报告里，2021年投资多少？", {"b.txt", "c.txt", "d.txt"}),
        ("1999年的报告里提到多少座水库？", {"d.txt"}),
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
