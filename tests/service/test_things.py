import pytest

from service.things import thing_named, things_joined


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("博士和硕士", ["博士", "硕士"]),
        ("2016年新建的学校、医院和企业", ["学校", "医院", "企业"]),
        ("全职引进的人才和柔性引进的人才", ["全职引进的人才", "柔性引进的人才"]),
        ("甲矿和乙矿的产量", ["甲矿", "乙矿"]),
        ("国外贷款和外商直接投资，五年", ["国外贷款", "外商直接投资"]),
        ("1988年报告里的国外贷款和外商投资这两项", ["国外贷款", "外商投资"]),
    ],
)
def test_what_is_joined_is_told_apart_without_its_time(text: str, labels: list[str]) -> None:
    assert [thing.label for thing in things_joined(text)] == labels


@pytest.mark.parametrize("text", ["参与服务的教师", "招生的学校，医院和企业", ""])
def test_one_thing_or_an_unsure_list_joins_none(text: str) -> None:
    assert things_joined(text) == ()


def test_a_name_is_counted_by_what_stands_behind_its_last_particle() -> None:
    assert thing_named("2011年，六五计划的主要产品").counted == "主要产品"
