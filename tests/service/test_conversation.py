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
        ("2020年退出了多少钢铁产能？", "煤炭呢？", "2020年退出了多少煤炭产能？"),
        ("城镇居民人均收入多少？", "农村的呢？", "农村居民人均收入多少？"),
        ("去年原煤产量增加到多少？", "原油呢？", "去年原油产量增加到多少？"),
        ("2020年赤字率按多少安排？", "那赤字规模呢？", "2020年赤字规模按多少安排？"),
        ("2020年城镇居民的收入是多少？", "农民的纯收入呢？", "2020年农民的纯收入是多少？"),
        ("2020年全市学生有多少名？", "其中女学生呢？", "2020年全市女学生有多少名？"),
        ("2014年新增就业多少人？", "那2015年的目标呢？", "2015年新增就业的目标多少人？"),
        (
            "1993年政府工作报告里，钢产量达到多少？",
            "1990年的呢？",
            "1993年政府工作报告里，1990年钢产量达到多少？",
        ),
        (
            "2003年报告里，2002年贷款余额是多少？",
            "那1997年呢？",
            "2003年报告里，1997年贷款余额是多少？",
        ),
    ],
)
def test_a_fragment_takes_the_rest_from_the_last_question(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole


def test_a_whole_question_only_loses_its_link_word() -> None:
    assert after("有多少座桥梁？", "那先进村帮扶了多少个贫困村？") == "先进村帮扶了多少个贫困村？"


def test_a_pronoun_brings_the_last_question_with_it() -> None:
    assert after("新建了多少座桥梁？", "它们一共花了多少钱？") == "新建了桥梁，它们一共花了多少钱？"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("培训班办了几期？", "一共训了多少人？", "培训班办了，一共训了多少人？"),
        ("2017年赤字有多大？", "比上一年多了多少？", "2017年赤字有多大，比上一年多了多少？"),
    ],
)
def test_a_question_that_leaves_its_subject_out_takes_the_last_one(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (
            "2015年旧桥加固了多少座？",
            "村里的危桥呢，改造了多少座？",
            "2015年村里的危桥改造了多少座？",
        ),
        (
            "2012年的报告里，2011年新修多少公里公路？",
            "那电站和水库建成的数目各是多少？",
            "2012年的报告里，2011年电站和水库建成的数目各是多少？",
        ),
        (
            "“十二五”新修多少公里公路？",
            "那大中型水库的电站建成了几座？",
            "“十二五”大中型水库的电站建成了几座？",
        ),
        (
            "八三年新修多少公里公路？",
            "那大中型水库的电站建成了几座？",
            "1983年大中型水库的电站建成了几座？",
        ),
        (
            "2008到2012年新修多少公里？",
            "那大中型水库的电站建成了几座？",
            "2008到2012年大中型水库的电站建成了几座？",
        ),
        (
            "2015年新修多少公里公路？",
            "那2016年大中型水库的电站建成了几座？",
            "2016年大中型水库的电站建成了几座？",
        ),
        ("2015年支出累计多少？", "比前五年翻了多少？", "2015年支出累计，比前五年翻了多少？"),
        ("2015年新修多少公里公路？", "那今年要建成几座大的水库？", "今年要建成几座大的水库？"),
    ],
)
def test_another_question_keeps_the_report_and_the_time(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (
            "2010年的计划报告里，实际建成了多少个大项目？",
            "原来计划的是几个？",
            "2010年的计划报告里，计划建成了多少个大项目？",
        ),
        ("2015年中央派了多少名专家？", "地方的有几名？", "2015年地方派了多少名专家？"),
        (
            "2015年中央派了多少名专家？",
            "地方花了多少钱？",
            "2015年中央派了专家，地方花了多少钱？",
        ),
    ],
)
def test_a_short_question_about_the_counterpart_asks_the_same_of_it(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole


def test_what_was_asked_for_each_is_asked_for_together() -> None:
    assert (
        after("工程里，交通、水利、能源各有几项？", "这三类加起来呢？")
        == "工程里，交通、水利、能源一共有几项？"
    )


def test_two_questions_are_added_up() -> None:
    turns = (Turn("user", "新增复线里程多少公里？"), Turn("user", "电气化里程呢？"))
    assert standalone("它们一共多少？", turns) == "新增复线里程和新增电气化里程一共多少公里？"


def test_only_what_the_asker_said_is_taken_up() -> None:
    turns = (Turn("user", "新建了多少座桥梁？"), Turn("assistant", "新建隧道是另一回事"))
    assert standalone("那学校呢？", turns) == "新建了多少座学校？"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("青山省2020年门诊量是多少？", "急诊呢？", "青山省2020年急诊量是多少？"),
        ("青山集团门诊患者满意度是多少？", "职工的呢？", "青山集团职工满意度是多少？"),
        ("青山省2020年公路总里程多少？", "新增的呢？", "青山省2020年新增公路总里程多少？"),
        ("青山市共有多少名党员？", "女党员呢？", "青山市共有多少名女党员？"),
    ],
)
def test_what_all_is_told_of_stays(previous: str, question: str, whole: str) -> None:
    assert after(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("2020年城镇居民收入多少？", "再往前一年呢？", "2019年城镇居民收入多少？"),
        ("2020年城镇居民收入多少？", "后一年呢？", "2021年城镇居民收入多少？"),
        ("2020年城镇居民收入多少？", "全省的呢？", "2020年全省居民收入多少？"),
        ("2020年新建桥梁多少座？", "计划呢？", "2020年新建桥梁的计划多少座？"),
        ("2020年农民收入是多少？", "增长多少？", "2020年农民收入增长多少？"),
        ("低保标准是每月多少？", "提高了多少？", "低保标准提高了多少？"),
        ("2020年农民收入是多少？", "增速呢？", "2020年农民收入增长多少？"),
        ("2020年女党员有多少名？", "这个比例呢？", "2020年女党员占多少？"),
        ("表彰了多少名优秀个人？", "还有呢？", "表彰了优秀个人，还有哪些？"),
    ],
)
def test_one_word_asks_the_same_of_another_year_end_or_side(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("哪个更多？", "2020年出口额和进口额哪个更多？"),
        ("两者相差多少？", "2020年出口额和进口额两者相差多少？"),
        ("一共呢？", "2020年出口额和进口额一共多少？"),
    ],
)
def test_the_two_things_asked_about_are_taken_together(question: str, whole: str) -> None:
    turns = (Turn("user", "2020年出口额是多少？"), Turn("user", "进口呢？"))
    assert standalone(question, turns) == whole


def test_what_was_compared_is_asked_about_again() -> None:
    turns = (
        Turn("user", "2020年出口额是多少？"),
        Turn("user", "进口呢？"),
        Turn("user", "哪个更多？"),
    )
    assert standalone("一共多少？", turns) == "2020年出口额和进口额一共多少？"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (
            "青山省2020年发明专利多少件？",
            "公共图书馆有多少个？",
            "2020年青山省公共图书馆有多少个？",
        ),
        (
            "2015年棚户区改造了多少套？",
            "公共图书馆有多少个？",
            "2015年公共图书馆有多少个？",
        ),
        (
            "青山省2020年发明专利多少件？",
            "绿水省公共图书馆有多少个？",
            "2020年绿水省公共图书馆有多少个？",
        ),
    ],
)
def test_a_question_of_its_own_keeps_the_place_and_the_year(
    previous: str, question: str, whole: str
) -> None:
    assert after(previous, question) == whole
