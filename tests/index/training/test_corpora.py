import gzip
import json
from pathlib import Path
from typing import Any

import opencc
import pytest

from index.training.corpora import (
    read_cmrc,
    read_drcd,
    read_extractive,
    read_reports,
    read_xquad,
    simplified,
)
from index.training.examples import Example
from index.types import Span


def write(file: Path, *rows: dict[str, Any]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    context = "這座圖書館於1998年開幕，乾淨而明亮，館長是陳女士。"
    answers = [{"text": "1998年", "start": context.index("1998年")}]
    rows = [
        {"title": f"題{n}", "question": "何時開幕？", "context": context, "answers": answers}
        for n in range(200)
    ]
    write(tmp_path / "drcd_dev.jsonl.gz", *rows[:100])
    write(tmp_path / "drcd_test.jsonl.gz", *rows[100:])
    wrong_place = [{"text": "陈女士", "start": 0}]
    write(
        tmp_path / "cmrc_trial.jsonl.gz",
        {"title": "馆", "question": "谁？", "context": "馆长是陈女士。", "answers": wrong_place},
    )
    write(
        tmp_path / "xquad_zh_en.jsonl.gz",
        {
            "question": "几座？",
            "question_en": "How many?",
            "context": "有 12 座桥。",
            "context_en": "There are 12 bridges.",
            "answers": [{"text": "12", "answer_start": 2}],
            "answers_en": [{"text": "12", "answer_start": 10}],
        },
    )
    report = {"title": "2020年报告", "text": "各位代表：\n一、回顾\n新建学校3所。"}
    write(tmp_path / "gov_reports_national.jsonl.gz", report)
    return tmp_path


def test_simplifying_leaves_answers_where_they_are(folder: Path):
    examples = read_drcd(folder)
    assert len(examples) == 200
    assert {example.answer_texts for example in examples} == {("1998年",)}


def test_most_titles_are_simplified_and_some_are_not(folder: Path):
    traditional = sum("圖書館" in example.passage for example in read_drcd(folder))
    assert 10 < traditional < 60


def test_an_example_that_would_change_length_stays_as_it_is():
    longer = Example("問", "圖書館", (Span(0, 1),), "drcd", "題")
    assert simplified(longer, lambda text: text + "。") is longer


def test_simplifying_takes_the_question_along():
    convert = opencc.OpenCC("t2s").convert
    example = simplified(Example("哪座圖書館？", "圖書館", (Span(0, 2),), "drcd", "題"), convert)
    assert (example.question, example.answer_texts) == ("哪座图书馆？", ("图书",))


def test_a_wrong_place_is_mended_by_the_words(folder: Path):
    assert read_cmrc(folder)[0].answer_texts == ("陈女士",)


def test_english_questions_are_asked_of_both_texts(folder: Path):
    asked = [(e.question, e.passage[:2], e.answer_texts[0]) for e in read_xquad(folder)]
    assert asked == [
        ("几座？", "有 ", "12"),
        ("How many?", "有 ", "12"),
        ("How many?", "Th", "12"),
    ]


def test_all_sets_together_have_answers(folder: Path):
    assert all(example.answers for example in read_extractive(folder))


def test_a_report_becomes_a_document(folder: Path):
    (report,) = read_reports(folder)
    assert "2020年报告" in report.title
    assert "新建学校3所。" in report.text
