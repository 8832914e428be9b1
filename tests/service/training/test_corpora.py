from pathlib import Path

import opencc
import pytest

from index.types import Span
from service.training.corpora import (
    read_cmrc,
    read_drcd,
    read_extractive,
    read_reports,
    read_xquad,
    simplified,
)
from service.training.examples import Example
from tests.service.training.small_data import write_data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("data")
    write_data(made)
    return made


def test_simplifying_leaves_answers_where_they_are(folder: Path):
    examples = read_drcd(folder)
    assert len(examples) == 200
    assert {example.answer_texts for example in examples} == {("1998年",), ("2003年",)}


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
    reports = read_reports(folder)
    assert len(reports) == 30
    assert "1990年某国报告" in reports[0].title
    assert "新建学校3所。" in reports[0].text
