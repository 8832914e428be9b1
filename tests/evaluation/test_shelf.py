import gzip
import json
import sys
from pathlib import Path

import pytest

from index.documents import read_document
from tests.evaluation.shelf import main, write_reports

ROWS = (
    {"title": "2015年白山县政府工作报告", "text": "各位代表：\r\n现在报告工作。\n"},
    {"title": "2016年白山县政府工作报告", "text": "各位代表：\n新建学校21所。", "year": 2016},
)


def data_of(folder: Path, *lines: str) -> Path:
    path = folder / "reports.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as data:
        data.write("\n".join(lines))
    return path


def test_each_report_is_its_title_an_empty_line_and_its_text(tmp_path: Path):
    data = data_of(tmp_path, *map(json.dumps, ROWS))
    assert write_reports(data, tmp_path / "reports") == 2
    for row in ROWS:
        document = read_document(tmp_path / "reports" / f"{row['title']}.txt")
        assert document.text == f"{row['title']}\n\n{row['text']}"
        assert document.title == row["title"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"title": "x"}', ":1 needs `title` and `text`"),
        ('{"title": "../x", "text": ""}', "cannot be the name of a file"),
        ('{"title": "..", "text": ""}', "cannot be the name of a file"),
        ("{", "Expecting"),
    ],
)
def test_what_is_no_report_is_told(tmp_path: Path, monkeypatch, capsys, line: str, told: str):
    arguments = ["shelf", str(data_of(tmp_path, line)), str(tmp_path / "reports")]
    monkeypatch.setattr(sys, "argv", arguments)
    assert main() == 1
    assert told in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["shelf", str(tmp_path / "nowhere.gz"), str(tmp_path)])
    assert main() == 1
    assert "nowhere.gz" in capsys.readouterr().err
