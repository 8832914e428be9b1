import json
from pathlib import Path

import pytest

from index.documents import parse_document
from service.training.examples import Example
from service.training.written import (
    FOLDER,
    BadQuestion,
    Written,
    read_written,
    written_examples,
)
from tests.service.training.seeds import seeded

REPORT = parse_document(
    "某县报告\n\n全县修建农村公路240公里。新建小学3所，其中山区2所。\n由于干旱，春粮减产一成。".encode(),
    "某县报告.txt",
)
PASSAGE = "The clinic saw 1,200 patients. It closed two beds because of repairs."


def on_report(*questions: list[str], quote: str = "新建小学3所") -> dict[str, object]:
    return {"report": "某县报告", "quote": quote, "questions": list(questions)}


def write(folder: Path, *rows: dict[str, object]) -> Path:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder


def quoted(written: Written) -> str | None:
    return written.document.quote(written.answer) if written.answer is not None else None


def test_an_answer_is_found_in_the_sentences_of_its_quote(tmp_path: Path):
    row = on_report(["paraphrase", "山里头盖了几所学堂？", "2所"])
    (written,) = read_written([REPORT], write(tmp_path, row))
    assert quoted(written) == "2所"
    assert REPORT.quote(written.evidence) == "新建小学3所，其中山区2所。"


def test_a_passage_is_a_document_of_its_own(tmp_path: Path):
    row = {"passage": PASSAGE, "questions": [["why", "Why did beds close?", "because of repairs"]]}
    (written,) = read_written([], write(tmp_path, row))
    assert written.document.text == PASSAGE
    assert PASSAGE[written.evidence.start : written.evidence.end].startswith("It closed")


def test_questions_on_a_report_that_is_not_there_are_left_out(tmp_path: Path):
    folder = write(tmp_path, on_report(["numeric", "几所小学？", "3所"]))
    assert read_written([], folder) == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (on_report(["numeric", "几所？", "4所"]), "'4所' stands 0 times"),
        (on_report(["numeric", "几所？", "所"]), "'所' stands 2 times"),
        (on_report(quote="公路300公里"), "'公路300公里' stands 0 times"),
    ],
)
def test_a_quote_that_is_not_the_reports_is_told_with_its_line(
    tmp_path: Path, row: dict[str, object], told: str
):
    with pytest.raises(BadQuestion, match=f"questions.jsonl:1: {told}"):
        read_written([REPORT], write(tmp_path, row))


@pytest.fixture
def examples(tmp_path: Path) -> list[Example]:
    row = on_report(
        ["paraphrase", "山里头盖了几所学堂？", "2所"], ["unanswerable", "盖学堂花了多少钱？", ""]
    )
    return written_examples(read_written([REPORT], write(tmp_path, row)), seeded(4))


def test_a_written_question_is_put_to_what_answers_it_and_to_what_does_not(
    examples: list[Example],
):
    answered = [example for example in examples if example.answers]
    assert {text for example in answered for text in example.answer_texts} == {"2所"}
    assert any("小学" not in e.passage and "学堂" in e.question for e in examples)


def test_what_is_not_answered_is_put_to_what_seems_to_answer_it(examples: list[Example]):
    refused = [e for e in examples if not e.answers and "小学3所" in e.passage]
    assert refused
    assert all("钱" in example.question or "錢" in example.question for example in refused)


def test_every_written_passage_is_another_group(tmp_path: Path):
    other = PASSAGE.replace("clinic", "school")
    question = ["numeric", "How many patients?", "1,200 patients"]
    rows = [{"passage": text, "questions": [question]} for text in (PASSAGE, other)]
    examples = written_examples(read_written([], write(tmp_path, *rows)), seeded(1))
    assert len({example.group for example in examples}) == 2


def test_the_questions_that_are_shipped_are_many_and_of_every_kind():
    rows = [
        json.loads(line)
        for file in sorted(FOLDER.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    kinds = {kind for row in rows for kind, _, _ in row["questions"]}
    assert {"paraphrase", "terse", "list", "why", "how", "english", "unanswerable"} <= kinds
    asked = [question for row in rows for _, question, _ in row["questions"]]
    assert len(asked) == len(set(asked)) > 1500


def test_the_answers_on_shipped_passages_stand_in_them_once():
    assert len(read_written([])) > 300
