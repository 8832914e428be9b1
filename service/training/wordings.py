"""A question becomes one that means the same, as other people would put it.

Questions made by rule repeat the words of the report. People say what they mean in words of their
own, leave words out and make slips, and the reader has to read them too.
"""

import random
import re
from collections.abc import Callable

from index.text import fold
from service.synonyms import synonyms_in

Convert = Callable[[str], str]

# Each line: a word of reports, then words that people say instead.
_SAID_FOR = {
    words[0]: tuple(words[1:])
    for line in """
国内生产总值 GDP 经济总量 生产总值
居民消费价格 物价 CPI 消费价格
进出口总额 外贸总额 进出口 对外贸易额
固定资产投资 投资
财政收入 政府收入 财政进账
居民人均可支配收入 老百姓人均收入 人均可支配收入
城镇新增就业 新增城镇就业 城里新增就业
高等学校 大学 高校
高等院校 大学 高校
中小学校 中小学 学校
义务教育 上学
医疗卫生机构 医院 医疗机构
卫生技术人员 医护人员 医生护士
医务人员 医生护士 医护
贫困人口 穷人 困难群众
农村贫困人口 农村穷人 乡下的贫困人口
残疾人 残障人士
老年人 老人
未成年人 孩子 小孩
儿童 孩子 小孩
妇女 女性
职工 员工 工人
工人 职工
农民 农户 种地的
农村 乡下 乡村
城镇 城里 城市
群众 老百姓 百姓
人民 百姓 老百姓
企业 公司
中小企业 小公司 中小公司
干部 官员
教师 老师
学生 学员
住房 房子
廉租住房 廉租房
保障性住房 保障房
公路 马路 道路
高速公路 高速
铁路 铁道
机动车 汽车
粮食产量 粮食收成 打粮
粮食总产量 粮食产量 粮食收成
耕地 田地 农田
投资 投钱 花钱投入
投入 花 用
捐款 捐钱
捐赠 捐 捐献
补助 补贴 补
补贴 补助
拨付 拨 下拨
发放 发 派发
修建 建 修
新建 新盖 建
建成 建好 建
建设 建
建立 设立 办 建
设立 成立 建立
成立 设立 建立
组建 成立 建立
培训 教 训练
培养 教出 培育
引进 招来 引来
招收 招 录取
选派 派 派出
派出 派 选派
表彰 表扬 奖励
命名 评 评出
评选 评
救助 帮 救
帮扶 帮 帮助
扶持 帮助 支持
支持 帮助
安置 安排
解决 处理
完成 做完 干完
开展 搞 做 办
举办 办 开
召开 开
实施 推行 搞
取消 废除 去掉
查处 处理 查办
立案 查办
审结 办结
参加 参与
覆盖 惠及 包括
受益 得到好处
减免 免掉 少收
降低 减少 下降
减少 下降 降低
下降 减少 降低
增长 增加 上升 提高
增加 增长 多了
提高 上升 增加
上升 提高 增长
新增 增加 新添
达到 有 到
超过 多于
共 一共 总共
总额 总数 总量
数量 个数 数目
人数 多少人
价格 价钱
收入 进账
支出 开支 花费
贷款 借款
存款 储蓄
预算 计划支出
赤字 亏空
电话号码 电话
目标 打算 计划
计划 打算
预期 预计
措施 办法 做法 举措
原因 缘故
任务 工作
主要 最主要的
目前 现在
全国 我国 全中国
我国 中国 全国
""".strip().splitlines()
    if (words := line.split())
}
_WORDS = re.compile("|".join(sorted(_SAID_FOR, key=lambda word: (-len(word), word))))

_REPLACED_SHARE = 0.35
_LEXICON_SHARE = 0.3
_TRADITIONAL_SHARE = 0.06
_SLIP_SHARE = 0.03
# A question this short means something else without one of its characters.
_SLIP_CHARS = 10


def reworded(question: str, traditional: Convert, rng: random.Random) -> str:
    """Return `question` with some of its words said otherwise, at times with a slip.

    Args:
        question: In simplified characters.
        traditional: Writes a text in traditional characters; some questions are put in them.
        rng: Chooses.
    """
    said = _WORDS.sub(
        lambda word: rng.choice(_SAID_FOR[word[0]]) if rng.random() < _REPLACED_SHARE else word[0],
        _by_lexicon(question, rng),
    )
    if rng.random() < _SLIP_SHARE:
        said = _with_a_slip(said, rng)
    return traditional(said) if rng.random() < _TRADITIONAL_SHARE else said


def _by_lexicon(question: str, rng: random.Random) -> str:
    """Return `question` with some words replaced by others that the product takes for the same."""
    folded = fold(question)
    if len(folded) != len(question) or not any(map(_is_han, question)):
        return question
    said, end = "", 0
    for synonym in synonyms_in(folded):
        if rng.random() < _LEXICON_SHARE:
            said += question[end : synonym.span.start] + rng.choice(synonym.forms)
            end = synonym.span.end
    return said + question[end:]


def _with_a_slip(question: str, rng: random.Random) -> str:
    """Return `question` without one Han character, or with two that changed places."""
    places = [
        at for at in range(len(question) - 1) if _is_han(question[at]) and _is_han(question[at + 1])
    ]
    if len(question) < _SLIP_CHARS or not places:
        return question
    at = rng.choice(places)
    pair = question[at + 1] + question[at] if rng.random() < 0.5 else question[at + 1]
    return question[:at] + pair + question[at + 2 :]


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"
