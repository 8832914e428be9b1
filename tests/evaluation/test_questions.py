"""The project's own questions are sound: shape, kinds, and no number from nowhere.

The national reports are not in the repository, so that of their questions only what stands in the
file is held here; those on the shipped report are held to its text.
"""

import ast
import json
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from index.documents import read_document
from index.quantities import find_quantities
from index.text import fold

ROOT = Path(__file__).parents[2]
QUESTIONS = Path(__file__).parent / "questions"
SHIPPED = ROOT / "data" / "reports" / "guizhou-2020.txt"
FILES = sorted(QUESTIONS.glob("*.jsonl"))

Row = dict[str, Any]

NEEDED = (
    "id type question answers answer_value answer_unit evidence evidence_spans answerable history"
).split()
TYPES = frozenset(
    (
        "arithmetic comparative cross_report definition english followup list multi_fact near_miss"
        " noisy numeric numeric_paraphrase section_summary time unans_false_premise"
        " unans_in_domain unans_ood who_which why_how yes_no"
    ).split()
)
KINDS = frozenset(("ood", "in_domain", "false_premise"))

_SCALES = {
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_DIGITS = re.compile(r"(\d+(?:\.\d+)?)\s*[余多]?(万亿|[万亿]|million|billion|trillion)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def rows_in(path: Path) -> tuple[Row, ...]:
    return tuple(map(json.loads, path.read_text(encoding="utf-8").splitlines()))


ROWS = tuple(row for path in FILES for row in rows_in(path))
ANSWERABLE = tuple(row for row in ROWS if row["answerable"])
UNANSWERABLE = tuple(row for row in ROWS if not row["answerable"])


def ids(rows: Iterator[Row]) -> list[str]:
    return [row["id"] for row in rows]


def numbers(text: str) -> set[Decimal]:
    """Return every number in a text, in base units."""
    plain = _THOUSANDS.sub("", fold(text).lower())
    found = {Decimal(d) * _SCALES.get(scale, 1) for d, scale in _DIGITS.findall(plain)}
    for quantity in find_quantities(plain):
        read = (quantity.number, quantity.low, quantity.high, *quantity.parts)
        found |= {number for number in read if number is not None}
    return found


def evidence_of(row: Row) -> str:
    return "\n".join(row["evidence"])


def strange_numbers(row: Row) -> set[Decimal]:
    """Return the numbers of a row's answers that neither evidence nor question nor title holds.

    The years beside the report's own are held too: it calls them 去年 and 明年.
    """
    year = numbers(row.get("document", ""))
    known = numbers(f"{evidence_of(row)}\n{row['question']}")
    known |= year | {number + beside for number in year for beside in (-1, 1)}
    if isinstance(row["answer_value"], int | float):
        known.add(Decimal(str(row["answer_value"])))
    strange = set()
    for answer in row["answers"]:
        read = numbers(answer)
        if not read & known:
            strange |= read
    return strange


def value_of(formula: str) -> Decimal:
    return _evaluated(ast.parse(formula, mode="eval").body)


def _evaluated(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_evaluated(node.left), _evaluated(node.right))
    assert isinstance(node, ast.Constant), ast.dump(node)
    return Decimal(str(node.value))


def operands(formula: str) -> set[Decimal]:
    nodes = ast.walk(ast.parse(formula, mode="eval"))
    return {Decimal(str(node.value)) for node in nodes if isinstance(node, ast.Constant)}


def compared(row: Row) -> dict[str, Decimal]:
    return {side: Decimal(str(n)) for side, n in row["compare"].items() if side != "op"}


def test_each_file_has_questions() -> None:
    assert len(FILES) >= 2
    assert all(rows_in(path) for path in FILES)


def test_no_id_is_used_twice() -> None:
    assert [name for name, times in Counter(ids(iter(ROWS))).items() if times > 1] == []


def test_nothing_is_asked_twice() -> None:
    asked = Counter(
        (row["question"], str(row["history"]), row.get("document"), str(row.get("documents")))
        for row in ROWS
    )
    assert [question for question, times in asked.items() if times > 1] == []


def test_each_question_has_every_field() -> None:
    assert [(row["id"], key) for row in ROWS for key in NEEDED if key not in row] == []


def test_each_question_is_of_a_known_type() -> None:
    assert {row["type"] for row in ROWS} <= TYPES


def test_each_answerable_question_has_an_answer_and_its_evidence() -> None:
    assert ids(row for row in ANSWERABLE if not (row["answers"] and row["evidence"])) == []


def test_each_evidence_has_a_span_of_its_length() -> None:
    def fits(row: Row) -> bool:
        lengths = [end - start for *_, start, end in row["evidence_spans"]]
        return lengths == [len(evidence) for evidence in row["evidence"]]

    assert ids(row for row in ROWS if not fits(row)) == []


def test_the_reports_of_several_stand_beside_their_evidence() -> None:
    several = [row for row in ROWS if "evidence_documents" in row]
    assert ids(row for row in several if len(set(row["evidence_documents"])) < 2) == []
    assert [
        row["id"]
        for row in several
        if [span[0] for span in row["evidence_spans"]] != row["evidence_documents"]
    ] == []


def test_a_national_question_names_the_report_that_answers_it() -> None:
    national = [row for row in ANSWERABLE if not row["id"].startswith("own-gz")]
    assert ids(row for row in national if not {"document", "evidence_documents"} & set(row)) == []


def test_a_chosen_report_holds_the_evidence() -> None:
    def holds(row: Row) -> bool:
        answering = row.get("evidence_documents", [row.get("document")])
        return set(answering) <= set(row["documents"])

    assert ids(row for row in ROWS if "documents" in row and not holds(row)) == []


def test_no_number_of_an_answer_is_from_nowhere() -> None:
    stated = [row for row in ANSWERABLE if not {"formula", "compare"} & set(row)]
    assert {row["id"]: strange for row in stated if (strange := strange_numbers(row))} == {}


def test_a_number_from_nowhere_would_be_noticed() -> None:
    row = {"question": "多少户？", "evidence": ["改造农村危房260万户"], "answer_value": 2600000}
    assert strange_numbers(row | {"answers": ["260万户", "2600000", "2.6 million"]}) == set()
    assert strange_numbers(row | {"answers": ["620万户"]}) == {Decimal(6200000)}
    assert strange_numbers(row | {"answers": ["260亿户"]}) == {Decimal(26000000000)}


def test_a_stated_value_stands_in_the_evidence() -> None:
    stated = [
        row
        for row in ANSWERABLE
        if isinstance(row["answer_value"], int | float) and "formula" not in row
    ]
    assert [
        row["id"]
        for row in stated
        if Decimal(str(row["answer_value"])) not in numbers(evidence_of(row))
    ] == []


def test_each_formula_comes_to_its_answer() -> None:
    def misses(row: Row) -> bool:
        off = abs(value_of(row["formula"]) - Decimal(str(row["answer_value"])))
        return off > Decimal(str(row["tolerance"]["abs"]))

    assert ids(row for row in ROWS if "formula" in row and misses(row)) == []


def test_each_operand_stands_in_the_evidence() -> None:
    def lost(row: Row) -> set[Decimal]:
        constants = {Decimal(str(constant)) for constant in row.get("constants", ())}
        return operands(row["formula"]) - constants - numbers(evidence_of(row))

    formulas = (row for row in ROWS if "formula" in row)
    assert {row["id"]: missing for row in formulas if (missing := lost(row))} == {}


def test_each_compared_figure_stands_in_the_evidence() -> None:
    comparing = (row for row in ROWS if "compare" in row and row.get("answer_bool") is None)
    lost = {row["id"]: set(compared(row).values()) - _figures(row) for row in comparing}
    assert {name: missing for name, missing in lost.items() if missing} == {}


def _figures(row: Row) -> set[Decimal]:
    """Return the evidence's numbers, also counted in 万 or 亿 as a comparison may give them."""
    found = numbers(evidence_of(row))
    return found | {number / scale for number in found for scale in (10**4, 10**8)}


def test_a_comparison_is_won_by_the_side_that_is_the_answer() -> None:
    def winner(row: Row) -> str:
        best = max if row["compare"]["op"] == "max" else min
        return best(compared(row).items(), key=lambda side: side[1])[0]

    comparing = [row for row in ROWS if "compare" in row and row.get("answer_bool") is None]
    assert comparing
    assert [
        (row["id"], winner(row))
        for row in comparing
        if not any(_shares(winner(row), answer) for answer in row["answers"])
    ] == []


def _shares(side: str, answer: str) -> bool:
    return fold(side) in fold(answer) or fold(answer) in fold(side)


def test_a_list_asks_for_no_more_than_it_holds() -> None:
    lists = [row for row in ROWS if "answer_items" in row]
    assert ids(row for row in lists if not 1 <= row["min_items"] <= len(row["answer_items"])) == []
    assert ids(row for row in lists if not all(item["any"] for item in row["answer_items"])) == []


def test_each_item_of_a_list_stands_in_the_evidence() -> None:
    def lost(row: Row) -> list[str]:
        text = fold(evidence_of(row))
        items = (item["any"] for item in row["answer_items"])
        return [names[0] for names in items if not any(fold(name) in text for name in names)]

    lists = (row for row in ROWS if "answer_items" in row)
    assert {row["id"]: missing for row in lists if (missing := lost(row))} == {}


def test_a_yes_or_no_has_its_detail_in_the_evidence() -> None:
    polar = [row for row in ROWS if row["type"] == "yes_no"]
    assert polar
    assert ids(row for row in polar if not isinstance(row["answer_bool"], bool)) == []
    assert [
        row["id"]
        for row in polar
        if row.get("answer_detail")
        and fold(row["answer_detail"]) not in fold(evidence_of(row))
        and not numbers(row["answer_detail"]) & numbers(evidence_of(row))
    ] == []


def test_both_answers_are_given_to_yes_or_no_questions() -> None:
    polar = Counter(row["answer_bool"] for row in ROWS if row["type"] == "yes_no")
    assert min(polar[True], polar[False]) >= 0.3 * polar.total()


def test_a_followup_has_its_turns_and_stands_alone() -> None:
    def broken(row: Row) -> bool:
        roles = [turn["role"] for turn in row["history"]]
        turns = len(roles) // 2
        return turns == 0 or roles != ["user", "assistant"] * turns or not row["standalone"]

    assert ids(row for row in ROWS if row["type"] == "followup" and broken(row)) == []


def test_only_a_followup_has_a_history() -> None:
    assert ids(row for row in ROWS if row["history"] and "standalone" not in row) == []


def test_an_unanswerable_question_has_a_kind_and_no_answer() -> None:
    assert ids(row for row in UNANSWERABLE if row["unans_kind"] not in KINDS) == []
    assert ids(row for row in UNANSWERABLE if row["answers"] or row["evidence"]) == []
    assert ids(row for row in ANSWERABLE if row.get("unans_kind")) == []


def test_a_false_premise_has_its_correction() -> None:
    false = [row for row in UNANSWERABLE if row["unans_kind"] == "false_premise"]
    assert false
    assert ids(row for row in false if not (row["correction"] and row["correction_any"])) == []


def test_a_correction_is_not_in_its_question() -> None:
    false = (row for row in UNANSWERABLE if row["unans_kind"] == "false_premise")
    assert [
        (row["id"], words)
        for row in false
        for words in row["correction_any"]
        if fold(words) in fold(row["question"])
    ] == []


def test_a_fifth_to_a_third_has_no_answer() -> None:
    assert 0.2 <= len(UNANSWERABLE) / len(ROWS) <= 0.33


def test_the_evidence_in_the_shipped_report_stands_where_it_is_said_to() -> None:
    text = read_document(SHIPPED).text
    rows = rows_in(QUESTIONS / "guizhou.jsonl")
    spans = [
        (row["id"], evidence, text[start:end])
        for row in rows
        for evidence, (start, end) in zip(row["evidence"], row["evidence_spans"], strict=True)
    ]
    assert len(spans) >= 40
    assert [span for span in spans if span[1] != span[2]] == []


def test_what_tempts_in_the_shipped_report_stands_there() -> None:
    text = read_document(SHIPPED).text
    rows = rows_in(QUESTIONS / "guizhou.jsonl")
    tempting = [near for row in rows for near in row.get("tempting", ())]
    assert tempting
    assert [near for near in tempting if near not in text] == []


@pytest.mark.parametrize(("formula", "value"), [("2+3*4", 14), ("(5-1)/2", 2)])
def test_a_formula_is_evaluated(formula: str, value: int) -> None:
    assert value_of(formula) == value


def test_there_are_enough_questions() -> None:
    assert len(ROWS) >= 300
