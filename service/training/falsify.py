"""A true question becomes one that looks just like it and that its passage does not answer.

One word is changed: the year, the ordinal, the place, or a word into its counterpart. A question
is changed only into words that the passage does not have, or the answer might stand in it; and
another year or place is asked for only where the passage tells of one.
"""

import random
import re
from collections.abc import Iterator

PROVINCES = tuple(
    (
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 "
        "湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
    ).split()
)
_COUNTRIES = tuple("中国 美国 日本 英国 法国 德国 俄罗斯 印度 加拿大 意大利 韩国 巴西 越南".split())

# Each line: words of which one may stand where another does.
_COUNTERPARTS = tuple(
    tuple(line.split())
    for line in """
城镇 农村 城市 乡村
出口 进口
国有企业 民营企业 私营企业 外资企业 集体企业
国有 民营 私营 集体
工业 农业 服务业 建筑业 旅游业
轻工业 重工业
第一产业 第二产业 第三产业
高速公路 铁路 高速铁路 农村公路 国道
财政收入 财政支出 税收收入
收入 支出
东部 中部 西部 东北
粮食 棉花 油料 蔬菜 糖料
煤炭 石油 天然气 钢铁 水泥 电力
贷款 存款
就业 失业
小学 中学 大学 幼儿园
义务教育 高中教育 高等教育 职业教育 学前教育
医院 学校 图书馆 博物馆
养老保险 医疗保险 失业保险 工伤保险
男性 女性
男 女
中央 地方
新增 减少
增长 下降
上升 回落
提高 降低
最大 最小
最高 最低
最多 最少
最早 最晚
第一 第二 第三
上半年 下半年
一季度 三季度
国家级 省级 市级 县级
党员 团员 干部
农民 工人 教师 学生 军人
企业 机关 社区 农户
发明专利 实用新型专利 外观设计专利
固定资产投资 房地产投资 外商投资
居民 职工 农民
专科 本科 硕士 博士
春季 夏季 秋季 冬季
北部 南部
父亲 母亲
哥哥 弟弟
出生 逝世
开始 结束
上海 北京 广州
以前 以后
之前 之后
""".strip().splitlines()
)
_SIBLINGS = {
    word: tuple(other for other in line if other != word)
    for line in (PROVINCES, _COUNTRIES, *_COUNTERPARTS)
    for word in line
}
_WORDS = re.compile("|".join(sorted(_SIBLINGS, key=lambda word: (-len(word), word))))
_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?=年|\b)")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,3})(?=[届批次个轮期名位代])")
_NUMERALS = "一二三四五六七八九十"
_YEARS_AWAY = (-10, -5, -3, -2, -1, 1, 2, 3, 5, 10)


def falsified(question: str, passage: str, rng: random.Random) -> str | None:
    """Return `question` with one word changed, or `None` where nothing in it can be.

    `"2016年出口多少？"` on a passage about 2016 becomes `"2014年出口多少？"`.
    """
    found = [
        question[: match.start()] + other + question[match.end() :]
        for match, others in _changes(question, passage)
        if (other := _unseen(others, passage, rng)) is not None
    ]
    return rng.choice(found) if found else None


def other_year(year: int, passage: str, rng: random.Random) -> str | None:
    """Return a year near `year` that the passage does not name."""
    return _unseen([str(year + away) for away in _YEARS_AWAY], passage, rng)


def other_province(passage: str, rng: random.Random) -> str | None:
    """Return a province that the passage does not name."""
    return _unseen(PROVINCES, passage, rng)


def names_year(passage: str) -> bool:
    """Return whether `passage` tells of a year in digits, or of one by its distance."""
    return _YEAR.search(passage) is not None or re.search("[今去前明上]年", passage) is not None


def names_province(passage: str) -> bool:
    """Return whether `passage` names a province."""
    return any(province in passage for province in PROVINCES)


def _changes(question: str, passage: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    if names_year(passage):
        for match in _YEAR.finditer(question):
            yield match, [str(int(match[0]) + away) for away in _YEARS_AWAY]
    for match in _ORDINAL.finditer(question):
        numerals = "123456789" if match[1].isdecimal() else _NUMERALS
        yield match, [f"第{n}" for n in numerals if n != match[1]]
    for match in _WORDS.finditer(question):
        if match[0] not in PROVINCES or names_province(passage):
            yield match, list(_SIBLINGS[match[0]])


def _unseen(words: list[str] | tuple[str, ...], passage: str, rng: random.Random) -> str | None:
    unseen = [word for word in words if word not in passage]
    return rng.choice(unseen) if unseen else None
