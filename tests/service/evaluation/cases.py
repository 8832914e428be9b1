"""Short invented questions for tests: one report, one question, one judgement."""

import json
from pathlib import Path
from typing import Any

from service.evaluation.judging import Judgement, judge
from service.evaluation.questions import GoldQuestion, read_questions
from service.evaluation.replies import read_reply
from service.evaluation.shelf import Case, Report, prepare

QUOTE = "全县新建学校21所，投资3.5亿元，就业率提高近4个百分点。"
TEXT = f"青河县工作报告\n\n{QUOTE}\n全县组织了选派医生450余名，护士1200名。\n"
REPORT = Report("d1", "青河县工作报告", "qinghe-2021.txt", TEXT)
OTHER = Report("d2", "白山县工作报告", "baishan-2021.txt", "白山县工作报告\n\n新建学校12所。\n")
SHELF = {report.document_id: report for report in (REPORT, OTHER)}

ROW: dict[str, Any] = {
    "id": "q1",
    "type": "numeric",
    "question": "青河县新建了多少所学校？",
    "answerable": True,
    "document": "qinghe-2021.txt",
    "answers": ["21所", "21"],
    "answer_value": 21,
    "answer_unit": "所",
    "evidence": ["新建学校21所"],
    "distractors": [12],
}
WORDS: dict[str, Any] = {"answer_value": None, "answer_unit": None, "distractors": []}
REPLY: dict[str, Any] = {
    "status": "answered",
    "short_answer": "21所",
    "text": f"{QUOTE}[1]",
    "value": {"number": "21", "unit": "所", "qualifier": "exact"},
}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    """Write rows to a file of questions and return it."""
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def gold_of(folder: Path, **fields: object) -> GoldQuestion:
    """Return the invented question with some fields changed."""
    (question,) = read_questions(written(folder, ROW | fields))
    return question


def case_of(folder: Path, **fields: object) -> Case:
    """Return the same, found in the invented reports."""
    (case,), left_out = prepare([gold_of(folder, **fields)], SHELF)
    assert not left_out
    return case


def quoting(words: str, number: int = 1, report: Report = REPORT) -> dict[str, Any]:
    """Return a citation of `words`."""
    start = report.text.index(words)
    return {
        "number": number,
        "document_id": report.document_id,
        "title": report.title,
        "start": start,
        "end": start + len(words),
        "quote": words,
    }


def judged(folder: Path, gold: dict[str, Any], **reply: object) -> Judgement:
    """Return the judgement on a reply that differs by `reply` from a right one."""
    body = REPLY | {"citations": [quoting(QUOTE)]} | reply
    return judge(case_of(folder, **gold), read_reply(body), SHELF, 0.1)
