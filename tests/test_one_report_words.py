"""No word that only one report uses stands in code or in data files.

Rules and word lists are for any report. A word taken over from the report at hand would answer its
questions and help with no other. So whatever of our own words stands in that report as well must
be a word of the segmenter's dictionary, or be used by the other texts of this repository.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from index.text import fold
from index.words import is_word, tag_words

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "data" / "reports" / "guizhou-2020.txt"
OTHER_TEXTS = ("tests/fixtures", "tests/golden", "tests/evaluation/questions")
PACKAGES = ("index", "service")
QUOTE_CHARS = 12

# Common words that the dictionary lacks, each with another text that uses it. Add one only with
# such a text; what has none is the report's own.
USED_ELSEWHERE = {
    "两个维护": "国务院政府工作报告(2025)",
    "主题教育": "国务院政府工作报告(2024)",
    "人才引进": "国务院政府工作报告(2016)",
    "人民群众": "国务院政府工作报告(1954)",
    "专业技术人员": "国务院政府工作报告(1991)",
    "发展规划": "国务院政府工作报告(1964)",
    "发达地区": "国务院政府工作报告(1982)",
    "四个自信": "国务院政府工作报告(2025)",
    "基层党组织": "信访工作条例第三十七条",
    "民主生活": "国务院政府工作报告(1993)",
    "生活会": "关于新形势下党内政治生活的若干准则",
    "疫情防控": "国务院政府工作报告(2006)",
    "社会组织": "国务院政府工作报告(2024)",
    "第一议题": "中国共产党新闻网:落实“第一议题”制度 我们需要做什么",
    "脱贫攻坚": "国务院政府工作报告(2016)",
}


# ---------------------------------------------------------------------------- our own words


@cache
def own_texts() -> dict[str, set[str]]:
    """Return each text of code and data files with the files that it stands in."""
    texts: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for literal in literals(path.read_text(encoding="utf-8")):
                texts.setdefault(literal, set()).add(str(path.relative_to(ROOT)))
        for path in sorted((ROOT / package / "lexicon").glob("*.json")):
            for string in strings(json.loads(path.read_text(encoding="utf-8"))):
                texts.setdefault(string, set()).add(str(path.relative_to(ROOT)))
    return texts


def literals(code: str) -> Iterator[str]:
    """Yield the string literals of `code` but its docstrings."""
    tree = ast.parse(code)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, described) and ast.get_docstring(node) is not None
        if isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_code = isinstance(node, ast.Constant) and id(node) not in docstrings
        if is_code and isinstance(node.value, str):
            yield node.value


def strings(value: object) -> Iterator[str]:
    """Yield the strings of a parsed JSON file, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held)


# ---------------------------------------------------------------------------- whose words they are


@cache
def report() -> str:
    return fold(REPORT.read_text(encoding="utf-8"))


@cache
def other_texts() -> str:
    """Return what the other texts of the repository say; quotes of the report are left out."""
    quotes = {report()[at : at + QUOTE_CHARS] for at in range(len(report()) - QUOTE_CHARS + 1)}
    pieces = []
    for path in sorted(path for folder in OTHER_TEXTS for path in (ROOT / folder).rglob("*.*")):
        if REPORT.stem.partition("-")[0] not in path.name:
            pieces += [fold(piece) for piece in texts_in(path)]
    return "\n".join(
        piece
        for piece in pieces
        if not any(piece[at : at + QUOTE_CHARS] in quotes for at in range(len(piece)))
    )


def texts_in(path: Path) -> Iterable[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return strings(json.loads(text))
    if path.suffix == ".jsonl":
        return [string for line in text.splitlines() for string in strings(json.loads(line))]
    return text.splitlines()


def one_report_words(text: str) -> set[str]:
    """Return the words of `text`, and its pairs of words, that only the report has."""
    return {
        piece
        for run in re.findall(r"[\u3400-\u9fff]{2,}", fold(text))
        for piece in words_and_pairs(run)
        if not is_word(piece) and piece in report() and piece not in other_texts()
    }


def words_and_pairs(run: str) -> Iterator[str]:
    words = [word.text for word in tag_words(run)]
    yield from (word for word in words if len(word) > 1)
    yield from (first + second for first, second in pairwise(words))


# ---------------------------------------------------------------------------- tests


def test_no_word_that_only_one_report_uses_stands_in_code_or_data():
    found = {
        word: files
        for text, files in own_texts().items()
        for word in one_report_words(text) - set(USED_ELSEWHERE)
    }
    assert not found, "only the report at hand has these words; say it in words of any report"


def test_each_exception_is_one_report_word_that_is_needed():
    needed = {word for text in own_texts() for word in one_report_words(text)}
    assert set(USED_ELSEWHERE) <= needed


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("铸魂工程", "铸魂工程"),
        ("把黨的創新理論武裝作為鑄魂工程", "铸魂工程"),
        (r"(?:铸魂工程|工程)[的之]", "铸魂工程"),
        ("省“优才卡”", "优才"),
        ("推广兵支书经验", "兵支书"),
        ("挂牌督战队", "挂牌督战"),
    ],
)
def test_a_word_taken_from_the_report_is_found(planted: str, found: str):
    assert found in one_report_words(planted)


@pytest.mark.parametrize("common", ["干部", "党支部", "国有企业", "不知所云", "gdp"])
def test_a_word_of_the_dictionary_or_of_no_report_is_let_be(common: str):
    assert not one_report_words(common)


def test_literals_are_read_and_docstrings_are_not():
    code = '"""铸魂"""\ndef f(x):\n    """工程"""\n    return f"{x}战疫", {"优才": 1}\n'
    assert sorted(literals(code)) == ["优才", "战疫"]


def test_the_other_texts_are_many_and_quote_nothing_of_the_report():
    assert len(other_texts()) > 100_000
    assert fold("171.59万名党员捐款1.68亿元") not in other_texts()


def test_lexicons_and_training_code_are_among_what_is_read():
    files = {file for files in own_texts().values() for file in files}
    assert {
        "index/lexicon/words.json",
        "service/lexicon/synonyms.json",
        "service/training/falsify.py",
    } <= files
