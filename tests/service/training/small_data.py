"""The data sets in small, as they lie in their folder."""

import gzip
import json
from pathlib import Path
from typing import Any


def write(file: Path, *rows: dict[str, Any]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_data(folder: Path) -> None:
    """Write two hundred questions of DRCD, and one of each other set."""
    contexts = {
        "1998年": "這座圖書館於1998年開幕，乾淨而明亮，館長是陳女士。",
        "2003年": "那座圖書館要到2003年才開幕，當時沒有人知道它會有多少讀者。",
    }
    rows = [
        {
            "title": f"題{number}",
            "question": "圖書館何時開幕？",
            "context": context,
            "answers": [{"text": answer, "start": context.index(answer)}],
        }
        for number in range(100)
        for answer, context in contexts.items()
    ]
    write(folder / "drcd_dev.jsonl.gz", *rows[:100])
    write(folder / "drcd_test.jsonl.gz", *rows[100:])
    wrong_place = [{"text": "陈女士", "start": 0}]
    write(
        folder / "cmrc_trial.jsonl.gz",
        {"title": "馆", "question": "谁？", "context": "馆长是陈女士。", "answers": wrong_place},
    )
    write(
        folder / "xquad_zh_en.jsonl.gz",
        {
            "question": "几座？",
            "question_en": "How many?",
            "context": "有 12 座桥。",
            "context_en": "There are 12 bridges.",
            "answers": [{"text": "12", "answer_start": 2}],
            "answers_en": [{"text": "12", "answer_start": 10}],
        },
    )
    text = "各位代表：\n一、回顾\n全县新建学校3所。由于连续三个月干旱，春季作物减产。"
    reports = [{"title": f"{year}年某国报告", "text": text} for year in range(1990, 2020)]
    write(folder / "gov_reports_national.jsonl.gz", *reports)
