from decimal import Decimal
from pathlib import Path

import pytest

from service.evaluation.questions import QuestionFileError, Rule, read_questions
from service.types import Turn
from tests.service.evaluation.cases import ROW, WORDS, gold_of, written


def test_numbers_are_read_as_decimals(tmp_path: Path):
    gold = gold_of(tmp_path, answer_value=28.6, answer_unit="%", distractors=[8.4])
    assert gold.value == Decimal("28.6")
    assert gold.distractors == (Decimal("8.4"),)


def test_a_turn_may_have_its_words_as_text_or_content(tmp_path: Path):
    turns = [{"role": "user", "text": "学校呢？"}, {"role": "assistant", "content": "21所。"}]
    gold = gold_of(tmp_path, history=turns)
    assert gold.history == (Turn("user", "学校呢？"), Turn("assistant", "21所。"))


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, Rule.NUMBER),
        (WORDS, Rule.TEXT),
        ({**WORDS, "answer_value": "2019/2023"}, Rule.TEXT),
        ({**WORDS, "answer_id": "96567"}, Rule.IDENTIFIER),
        ({**WORDS, "answer_bool": False}, Rule.POLARITY),
        ({**WORDS, "compare": {"甲": 1, "乙": 2, "op": "max"}}, Rule.COMPARISON),
        ({**WORDS, "answer_items": [{"any": ["甲"]}]}, Rule.LIST),
        ({**WORDS, "answer_items": [{"any": ["甲"]}], "type": "why_how"}, Rule.COVERAGE),
        ({"answerable": False, "answers": [], "unans_kind": "ood"}, Rule.REFUSAL),
    ],
)
def test_a_question_is_judged_by_what_it_holds(tmp_path: Path, fields, rule):
    assert gold_of(tmp_path, **fields).rule is rule


def test_a_report_may_be_named_in_each_way(tmp_path: Path):
    assert gold_of(tmp_path, document=None, doc_id="a").reports == ("a",)
    assert gold_of(tmp_path, document="b", doc_ids=["a", "b"]).reports == ("b", "a")
    assert gold_of(tmp_path, document=None, evidence_documents=["c"]).evidence[0].report == "c"
    spans = gold_of(tmp_path, document=None, evidence_spans=[["d", 3, 9]])
    assert (spans.evidence[0].report, spans.evidence[0].start) == ("d", 3)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"question": ""}, "`question` is ''"),
        ({"question": None}, "`question` is 'None'"),
        ({"answerable": "perhaps"}, "`answerable` is 'perhaps'"),
        ({"answer_items": [{"any": []}]}, "`answer_items.0.any`"),
        ({"answers": []}, "`answers` is empty"),
        ({"answerable": False, "answers": []}, "`unans_kind` is missing"),
        ({"unans_kind": "odd"}, "`unans_kind` is 'odd'"),
        ({"answer_items": [{"any": ["甲"]}], "min_items": 2}, "`min_items` is 2"),
        ({"evidence_spans": [[5, 5]]}, "found [5, 5]"),
        ({"evidence_spans": [[1, 2], [3, 4]]}, "2 entries for 1 of `evidence`"),
        ({"compare": {"甲": 1, "op": "max"}}, "fewer than two sides"),
    ],
)
def test_a_line_that_is_not_usable_is_told_with_its_file_line_and_field(
    tmp_path: Path, fields, told
):
    path = written(tmp_path, ROW, ROW | fields)
    with pytest.raises(QuestionFileError) as error:
        read_questions(path)
    assert f"{path}:2: " in str(error.value)
    assert told in str(error.value)


def test_a_missing_field_is_told(tmp_path: Path):
    row = {name: value for name, value in ROW.items() if name != "type"}
    with pytest.raises(QuestionFileError, match=r"questions\.jsonl:1: `type` is missing"):
        read_questions(written(tmp_path, row))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no question"),
        (b"{", ":1 is not JSON"),
        (b"[1]", ":1: `the line` is"),
        (b"\xff\xfe", "cannot be read as UTF-8"),
    ],
)
def test_a_file_that_is_none_of_questions_is_told(tmp_path: Path, content: bytes, told: str):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionFileError) as error:
        read_questions(path)
    assert told in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(QuestionFileError, match=r"nowhere\.jsonl cannot be read"):
        read_questions(tmp_path / "nowhere.jsonl")
