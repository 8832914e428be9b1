from pathlib import Path

import pytest

from index.documents import parse_document
from service.training.curriculum import Curriculum, read_curriculum
from service.training.examples import Example, is_held_out
from service.training.report_questions import report_examples
from tests.service.training.seeds import seeded
from tests.service.training.small_data import write_data

REPORT = """某县2021年工作报告

一、2020年回顾
2020年，全县修建农村公路240公里，新建小学教室120间。由于连续三个月干旱，春季作物大面积减产。
城镇新增就业3200人，比上年增长3.5%。粮食产量达到15万吨。云南来客1.2万人次。
为了减轻农民负担，取消了三项收费。去年颁布了《湿地保护条例》。
第二批名单有企业46家，其中国有企业12家。

二、2021年任务
2021年，修建铁路桥梁6座，财政收入增长5%。通过统一调度水库，保证城市供水。
"""


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    document = parse_document(REPORT.encode(), "县.txt")
    return report_examples([document], seeded(3))


def test_every_answer_stands_in_its_passage(examples: list[Example]):
    answered = [example for example in examples if example.answers]
    assert len(answered) > 10
    assert all(text in REPORT for example in answered for text in example.answer_texts)
    assert all(example.passage in REPORT for example in examples)


def test_figures_and_clauses_are_both_asked_for(examples: list[Example]):
    answers = {text for example in examples for text in example.answer_texts}
    assert {"240公里", "3.5%", "连续三个月干旱"} <= answers


def test_no_unanswered_question_is_asked_with_an_answer_elsewhere(examples: list[Example]):
    answered = {(example.question, example.passage) for example in examples if example.answers}
    refused = {(example.question, example.passage) for example in examples if not example.answers}
    assert len(refused) > 5
    assert not answered & refused


def test_a_question_is_not_put_to_a_passage_that_names_its_subject():
    years = ("2018", "2019", "2020", "2021")
    documents = [
        parse_document(REPORT.replace("2021", year).replace("3200", year).encode(), f"{year}.txt")
        for year in years
    ]
    examples = [e for seed in range(8) for e in report_examples(documents, seeded(seed))]
    answered = {example.question for example in examples if example.answers}
    put_elsewhere = [e for e in examples if not e.answers and e.question in answered]
    assert put_elsewhere
    assert not any("新增就业" in e.question and "新增就业" in e.passage for e in put_elsewhere)


def test_the_same_seed_asks_the_same_questions(examples: list[Example]):
    document = parse_document(REPORT.encode(), "县.txt")
    assert report_examples([document], seeded(3)) == examples


@pytest.fixture(scope="module")
def curriculum(tmp_path_factory: pytest.TempPathFactory) -> Curriculum:
    folder: Path = tmp_path_factory.mktemp("data")
    write_data(folder)
    return read_curriculum(folder, seed=1)


def test_nothing_that_is_held_out_is_learnt_from(curriculum: Curriculum):
    held_out = (*curriculum.extractive, *curriculum.refusals, *curriculum.reports)
    assert held_out
    assert all(is_held_out(example.group) for example in held_out)
    assert not any(is_held_out(example.group) for example in curriculum.train)


def test_every_source_is_learnt_from(curriculum: Curriculum):
    sources = {example.source for example in curriculum.train}
    assert {"drcd", "figures", "clauses", "written"} <= sources


def test_refusals_are_held_out_as_well(curriculum: Curriculum):
    assert curriculum.refusals
    assert not any(example.answers for example in curriculum.refusals)
