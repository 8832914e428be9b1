from decimal import Decimal
from pathlib import Path

import pytest

from tests.service.evaluation.cases import QUOTE, judged, quoting

MONEY = {"answers": ["3.5亿元"], "answer_value": 350000000, "answer_unit": "元"}
RISE = {
    "question": "就业率提高了几个百分点？",
    "answers": ["近4个百分点"],
    "answer_value": 4,
    "answer_unit": "百分点",
    "qualifier": "approx_under",
}
SUM = {
    "type": "arithmetic",
    "question": "选派的医生和护士一共多少名？",
    "answers": ["1650名"],
    "answer_value": 1650,
    "answer_unit": "人",
    "evidence": ["医生450余名，护士1200名"],
    "formula": "450+1200",
    "tolerance": {"abs": 0},
    "distractors": [],
}
SUM_QUOTE = "全县组织了选派医生450余名，护士1200名。"


def given(number: str, unit: str, qualifier: str = "exact") -> dict[str, str]:
    return {"number": number, "unit": unit, "qualifier": qualifier}


@pytest.mark.parametrize(
    ("gold", "reply"),
    [
        ({}, {}),
        ({}, {"value": None}),
        ({}, {"value": None, "short_answer": None}),
        ({}, {"value": None, "short_answer": "21"}),
        ({}, {"value": None, "short_answer": "二十一所"}),
        ({}, {"value": given("21", "个"), "short_answer": "21个"}),
        (MONEY, {"value": given("3.5", "亿元"), "short_answer": "35000万元"}),
        ({"alt_unit": [[3, "组"]]}, {"value": given("3", "组"), "short_answer": "3组", "text": ""}),
        (
            {"question": "新建学校是12所还是21所？"},
            {"value": None, "short_answer": "21所", "text": "21所"},
        ),
        (
            {"tolerance": {"abs": 0.5}},
            {"value": given("21.4", "所"), "short_answer": "约21.4所", "text": ""},
        ),
    ],
)
def test_the_number_in_any_wording_is_right(tmp_path: Path, gold, reply):
    assert judged(tmp_path, gold, **reply).ruling.faults == ()


@pytest.mark.parametrize(
    ("gold", "reply", "told"),
    [
        ({}, {"value": given("22", "所"), "short_answer": "22所"}, "value: 22所, not 21所"),
        ({}, {"value": None, "short_answer": "建了学校", "text": "建了学校"}, "gives no number"),
        ({}, {"value": given("21", "公里"), "short_answer": "21公里"}, "unit: 公里, not 所"),
        ({}, {"short_answer": "21家"}, "unit: '21家' is not in 所"),
        ({}, {"short_answer": "22所"}, "inconsistent: '22所' does not say the value"),
        ({}, {"text": "新建学校12所。"}, "inconsistent: '新建学校12所。' does not say the value"),
        (
            {"answers": ["21所"]},
            {"value": given("21", ""), "short_answer": "21", "text": ""},
            "unit: none is given",
        ),
        (MONEY, {"value": given("35000", "元"), "short_answer": "3.5万元"}, "value: 35000元"),
        (MONEY, {"value": given("350000000", "美元")}, "unit: 美元, not 元"),
        (
            {"answers": ["21人"], "answer_unit": "人"},
            {"value": given("21", "人次"), "short_answer": "21人次", "text": ""},
            "unit: 人次, not 人",
        ),
        (
            RISE,
            {"value": given("4", "百分点", "over"), "short_answer": "超过4个百分点"},
            "hedged the wrong way: over",
        ),
        (
            {"question": "新建学校是12所还是21所？"},
            {"value": None, "short_answer": "12所"},
            "value: 12所",
        ),
    ],
)
def test_another_number_unit_or_direction_is_wrong(tmp_path: Path, gold, reply, told):
    ruling = judged(tmp_path, gold, **reply).ruling
    assert any(fault.startswith(told) for fault in ruling.faults), ruling.faults


def test_the_first_number_that_the_question_does_not_say_is_the_answer(tmp_path: Path):
    gold = {"question": "2021年12个乡镇新建了多少所学校？"}
    ruling = judged(tmp_path, gold, value=None, short_answer=None, text="12个乡镇新建21所").ruling
    assert ruling.right


def test_a_figure_that_fell_must_be_said_to_have_fallen(tmp_path: Path):
    gold = {"direction": "down", "question": "学校数变化了多少？"}
    plain = {"short_answer": "21所", "text": "变化21所。"}
    assert judged(tmp_path, gold, **plain).ruling.faults == ("does not say that it fell",)
    assert judged(tmp_path, gold, **plain | {"text": "减少21所。"}).right
    assert judged(tmp_path, gold, **plain | {"value": given("-21", "所")}).right


def test_a_wrong_answer_that_stands_near_is_a_neighbour(tmp_path: Path):
    near = judged(tmp_path, {}, value=given("12", "所"), short_answer="12所")
    far = judged(tmp_path, {}, value=given("13", "所"), short_answer="13所")
    assert (near.ruling.neighbour, far.ruling.neighbour) == (True, False)
    assert not judged(tmp_path, {}).ruling.neighbour


@pytest.mark.parametrize(
    ("gold", "qualifier", "short", "exact"),
    [
        (RISE, "under", "近4个百分点", True),
        (RISE, "exact", "4个百分点", False),
        (RISE, "approx", "约4个百分点", False),
        ({}, "exact", "21所", True),
        ({}, "approx", "约21所", False),
        ({"tolerance": {"abs": 1}}, "approx", "约21所", True),
    ],
)
def test_how_a_number_is_hedged_is_told_apart(tmp_path: Path, gold, qualifier, short, exact):
    value = given(str(gold.get("answer_value", 21)), gold.get("answer_unit", "所"), qualifier)
    ruling = judged(tmp_path, gold, value=value, short_answer=short, text=short).ruling
    assert ruling.right
    assert ruling.exact_hedge is exact


def test_a_hedge_that_the_question_says_need_not_be_repeated(tmp_path: Path):
    gold = {"question": "学校超过了多少所？", "qualifier": "over"}
    assert judged(tmp_path, gold, text="21所").ruling.exact_hedge


def calculation(*operands: tuple[str, int], result: str = "1650") -> dict[str, object]:
    shown = [{"number": number, "unit": "人", "citation": c} for number, c in operands]
    return {"expression": "450+1200", "result": result, "unit": "人", "operands": shown}


@pytest.mark.parametrize(
    ("shown", "cited"),
    [
        (calculation(("450", 1), ("1200", 1)), True),
        (calculation(("450", 1)), False),
        (calculation(("450", 1), ("1200", 2)), False),
        (calculation(("450", 1), ("1201", 1)), False),
        (None, False),
    ],
)
def test_each_operand_must_stand_in_its_citation(tmp_path: Path, shown, cited):
    reply = {
        "value": given("1650", "人"),
        "short_answer": "1650名",
        "text": "450+1200=1650名[1]",
        "calculation": shown,
        "citations": [quoting(SUM_QUOTE), quoting(QUOTE, 2)],
    }
    ruling = judged(tmp_path, SUM, **reply).ruling
    assert ruling.right
    assert ruling.operands_cited is cited


def test_the_result_of_a_calculation_is_an_answer(tmp_path: Path):
    reply = {"value": None, "short_answer": "1650名", "text": "1650名"}
    right = judged(tmp_path, SUM, **reply, calculation=calculation())
    wrong = judged(tmp_path, SUM, **reply, calculation=calculation(result="1651"))
    assert right.right
    assert wrong.ruling.faults == ("value: 1651人, not 1650人",)


@pytest.mark.parametrize(
    ("short", "value", "right"),
    [
        ("12380", None, True),
        ("电话12380", given("12380", ""), True),
        ("123801", None, False),
        ("12380", given("12381", ""), False),
        ("12380" + "，请在工作时间内拨打" * 9, None, False),
    ],
)
def test_a_code_is_right_digit_by_digit(tmp_path: Path, short, value, right):
    gold = {"answer_value": None, "answer_id": "12380", "answers": ["12380"]}
    assert judged(tmp_path, gold, short_answer=short, value=value).right is right


def test_decimals_are_compared_exactly(tmp_path: Path):
    gold = {"answers": ["0.3%"], "answer_value": 0.3, "answer_unit": "%"}
    number = str(Decimal("0.1") + Decimal("0.2"))
    assert judged(tmp_path, gold, value=given(number, "%"), short_answer="0.3%", text="").right
