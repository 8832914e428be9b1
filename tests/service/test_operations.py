import pytest

from index.text import fold
from service.operations import Operator, operation_asked


def asked(question: str) -> tuple[Operator, list[str]] | None:
    operation = operation_asked(fold(question))
    if operation is None:
        return None
    return operation.operator, [amount.counted for amount in operation.amounts]


@pytest.mark.parametrize(
    ("question", "operator", "counted"),
    [
        ("博士和硕士合计多少名？", Operator.SUM, ["博士", "硕士"]),
        ("被检查的学校、医院和企业加起来一共有多少家？", Operator.SUM, ["学校", "医院", "企业"]),
        ("新建的桥梁比学校多多少？", Operator.DIFFERENCE, ["桥梁", "学校"]),
        ("博士与硕士相差多少名？", Operator.DIFFERENCE, ["博士", "硕士"]),
        ("平均每名专家发放了多少元？", Operator.QUOTIENT, ["", "专家"]),
        ("其余的占多大比例？", Operator.REMAINDER, [""]),
        ("博士和硕士相比，哪一类更多？", Operator.COMPARISON, ["博士", "硕士"]),
        ("参与评选的学校与医院，哪一方数量较少？", Operator.COMPARISON, ["学校", "医院"]),
    ],
)
def test_each_operation_is_told_with_what_goes_into_it(
    question: str, operator: Operator, counted: list[str]
) -> None:
    assert asked(question) == (operator, counted)


@pytest.mark.parametrize(
    "question",
    ["培训了多少名教师？", "参与服务的一共有多少人？", "学校和医院有哪些？", "为什么更多？"],
)
def test_a_question_for_one_thing_is_no_calculation(question: str) -> None:
    assert asked(question) is None


def test_a_comparison_keeps_the_askers_word_for_the_end_asked_for() -> None:
    operation = operation_asked("博士和硕士哪个更少")
    assert operation is not None
    assert operation.way == "少"
    assert operation.wants_least


def test_sides_that_share_their_head_keep_the_words_that_tell_them_apart() -> None:
    operation = operation_asked("全职引进的人才和柔性引进的人才哪一类更多")
    assert operation is not None
    assert operation.labels == ("全职引进的人才", "柔性引进的人才")
