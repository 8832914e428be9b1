import pytest

from service.conversation import standalone
from service.types import Turn


def after(previous: str, question: str) -> str:
    return standalone(question, (Turn("user", previous), Turn("assistant", "7个。")))


def test_a_question_without_history_stays_as_it_is() -> None:
    assert standalone("那实验室呢？", ()) == "那实验室呢？"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("2020年新建了多少座桥梁？", "那隧道呢？", "2020年新建了多少座隧道？"),
        ("2020年新建了多少座桥梁？", "那2019年呢？", "2019年新建了多少座桥梁？"),
        ("新建了多少座桥梁？", "2019年的呢？", "2019年新建了多少座桥梁？"),
        ("四川省有多少所高校？", "云南呢？", "云南有多少所高校？"),
        ("四川省有多少所高校？", r"云南\1呢？", r"云南\1有多少所高校？"),
        ("全省全职引进了多少名专家？", "柔性引进的呢？", "全省柔性引进了多少名专家？"),
    ],
)
def test_a_fragment_takes_the_rest_from_the_last_question(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole


def test_a_whole_question_only_loses_its_link_word() -> None:
    assert after("有多少座桥梁？", "那先进村帮扶了多少个贫困村？") == "先进村帮扶了多少个贫困村？"


def test_a_pronoun_brings_the_last_question_with_it() -> None:
    assert (
        after("新建了多少座桥梁？", "它们一共花了多少钱？")
        == "新建了多少座桥梁，它们一共花了多少钱？"
    )


def test_only_what_the_asker_said_is_taken_up() -> None:
    turns = (Turn("user", "新建了多少座桥梁？"), Turn("assistant", "新建隧道是另一回事"))
    assert standalone("那学校呢？", turns) == "新建了多少座学校？"
