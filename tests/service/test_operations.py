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
        ("资产减去负债还剩多少元？", Operator.DIFFERENCE, ["资产", "负债"]),
        ("桥梁比隧道长多少米？", Operator.DIFFERENCE, ["桥梁", "隧道"]),
        ("桥梁加隧道一共多少座？", Operator.SUM, ["桥梁", "隧道"]),
        ("桥梁比隧道多建了多少座？", Operator.DIFFERENCE, ["桥梁", "隧道"]),
        ("收支结余比上年多多少元？", Operator.DIFFERENCE, ["收支结余"]),
        ("等候时间缩短了多少天？", Operator.DIFFERENCE, ["等候时间缩短"]),
        ("进出口总额是五年前的多少倍？", Operator.MULTIPLE, ["进出口总额"]),
        ("夜班津贴涨到原来的几倍？", Operator.MULTIPLE, ["夜班津贴"]),
        ("水电占发电量多少？", Operator.SHARE, ["水电", "发电量"]),
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
    [
        "为支持学校和医院，一共培训了多少名教师？",
        "培训了多少名教师？",
        "厂区占地多少？",
        "参与服务的一共有多少人？",
        "学校和医院有哪些？",
        "为什么更多？",
    ],
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


@pytest.mark.parametrize(
    ("question", "way", "labels"),
    [
        ("学校多还是医院多？", "多", ("学校", "医院")),
        ("轻工业和重工业哪个长得快", "快", ("轻工业", "重工业")),
        ("新建的桥梁比学校少多少？", "少", ("新建的桥梁", "学校")),
    ],
)
def test_what_is_compared_is_called_as_the_asker_calls_it(
    question: str, way: str, labels: tuple[str, ...]
) -> None:
    operation = operation_asked(fold(question))
    assert operation is not None
    assert (operation.way, operation.labels) == (way, labels)


def test_a_list_that_is_unsure_is_a_sum_without_amounts() -> None:
    assert asked("招生的学校，医院和企业一共多少家？") == (Operator.SUM, [])


@pytest.mark.parametrize(
    ("question", "operator", "counted"),
    [
        ("森林覆盖率提高了几个百分点？", Operator.DIFFERENCE, ["森林覆盖率"]),
        ("低保标准提高了百分之多少？", Operator.GROWTH, ["低保标准"]),
        ("登记了却没投票的选民有多少人？", Operator.REST, ["登记", "投票"]),
        ("驻村干部里女干部占百分之几？", Operator.SHARE, ["女干部", "驻村干部"]),
        ("倒推一下，贷款余额是多少？", Operator.BASE, ["贷款余额"]),
    ],
)
def test_what_one_sentence_may_say_together_is_asked_for(
    question: str, operator: Operator, counted: list[str]
) -> None:
    assert asked(question) == (operator, counted)
