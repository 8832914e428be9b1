"""Words of asking, as data: grow the lists here, the rules that use them are elsewhere.

Sources: the interrogative pronouns, particles and function words of standard grammars of modern
Chinese and English, and the State's list of province-level divisions. No word of a single report
may stand here.
"""

# Words that only ask, join or grade, and words that any report may use of itself: they say
# nothing about what is looked for.
STOP_WORDS = frozenset(
    (
        # what is being read, and the act of reading it
        "报告 文章 这篇 篇文章 文中 材料 提到 提出 列举 介绍 说明 指出 指 讲 写 "
        # interrogatives
        "多少 几 什么 哪些 哪 哪个 哪一 哪里 谁 怎样 怎么 怎么样 如何 为什么 为何 是否 哪年 哪一年 "
        # particles, copulas, conjunctions, prepositions
        "是 的 了 吗 呢 吧 啊 有 在 和 与 及 以及 或 等 被 把 将 由 对 对于 从 向 以 为 给 按 到 "
        # auxiliaries and verbs without content of their own
        "用 用来 做 要 应当 应该 可以 能 会 进行 开展 取得 请 请问 一下 告诉 想 知道 "
        # pronouns
        "我 我们 你 您 他们 它 它们 这 那 这些 那些 这个 那个 其中 当中 之中 里面 "
        # the whole that a report is about
        "全国 我国 全省 全市 全县 全区 全州 全镇 全乡 全村 全校 全院 全公司 "
        "本省 本市 本县 本区 本公司 没有 "
        # place and time words without content
        "中 里 上 下 期间 时候 时间 年份 方面 "
        # adverbs of degree and of counting
        "也 又 还 就 都 很 最 更 较 比 相比 共 共有 一共 总共 总计 合计 分别 大约 大概 约 左右 "
        # nouns that name an amount instead of the thing
        "数量 人数 数目 总数 总量 金额 总额 情况 内容 分布 "
        # words that ask for a summary
        "主要 简要 概括 总结 概述 归纳 成绩 做法 "
        # English
        "a an the of in on at to for by with from and or is are was were be been do does did has "
        "have had how many much what which who whom whose when where why that this these those it "
        "its their there report please tell me about according number amount total"
    ).split()
)

# The 34 province-level divisions: short form, English name, and the one-character abbreviation
# where that character hardly ever means anything else (鄂, not 青 or 新).
_PROVINCES = """
    北京 Beijing - 天津 Tianjin - 河北 Hebei 冀 山西 Shanxi 晋 内蒙古 Inner_Mongolia -
    辽宁 Liaoning 辽 吉林 Jilin - 黑龙江 Heilongjiang - 上海 Shanghai 沪 江苏 Jiangsu -
    浙江 Zhejiang 浙 安徽 Anhui 皖 福建 Fujian 闽 江西 Jiangxi 赣 山东 Shandong 鲁
    河南 Henan 豫 湖北 Hubei 鄂 湖南 Hunan 湘 广东 Guangdong 粤 广西 Guangxi 桂
    海南 Hainan 琼 重庆 Chongqing 渝 四川 Sichuan 蜀 贵州 Guizhou 黔 云南 Yunnan 滇
    西藏 Tibet 藏 陕西 Shaanxi 陕 甘肃 Gansu 陇 青海 Qinghai - 宁夏 Ningxia -
    新疆 Xinjiang - 香港 Hong_Kong 港 澳门 Macao 澳 台湾 Taiwan 台
""".split()
PROVINCES: dict[str, tuple[str, ...]] = {
    short: (short, english.replace("_", " ").lower(), *(() if sign == "-" else (sign,)))
    for short, english, sign in zip(
        _PROVINCES[::3], _PROVINCES[1::3], _PROVINCES[2::3], strict=True
    )
}
"""Each province's short form with all the names that it goes by in folded text."""

COUNTERPARTS = tuple(
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
计划 实际
以前 以后
之前 之后
""".strip().splitlines()
)
"""Each line: words of which one may stand where another does, for another thing."""
