"""What kind of answer a question wants, by the words that it asks with.

In: a folded question. Out: an `Ask`. The words are those of speech as well as of writing; which
number or name is meant is for `service.amounts` and the reader to find.
"""

import re
from enum import StrEnum

from service.amounts import INTERROGATIVE


class Ask(StrEnum):
    """The kind of answer that is wanted."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    WHO = "who"
    LIST = "list"
    DEFINITION = "definition"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    SUMMARY = "summary"
    PASSAGE = "passage"


# Said for 什么, 怎么: the patterns know the written words alone.
_SPOKEN = {"啥": "什么", "咋": "怎么", "干吗": "为什么", "干嘛": "为什么"}

# What is told by a number, as the last word of a name for it.
_MEASURED = (
    "[^力质]量|额|总数|[人户件个次]数|数[量额目值]?|率|值|[^评]价|价格|费用?|款|金|收入|支出|投入|投资|产能|能力|规模"
    "|面积|里程|长度|人口|缺口|系数|余额|比[重例]|占比|[增速降涨跌]幅|幅度|增速|速度|水平|利润|成本|税收|赤字|预算"
    "|工资|总产|期限|满意度|[浓密强温湿]度|[上下]限|外资|创汇|合计|总计|存栏|出栏|在校生|床位|病床|批次|件数|gdp"
)
_CHANGED = (
    "(?:实际|预计|计划|同比|又|再|净|新|比上年)?(?:增长|增加|减少|下降|降低|上升|提高|上涨|下跌)"
)
_MEASURED_EN = (
    "value|rate|share|total|balance|output|growth|rise|increase|decline|fall|drop|amount|size|ratio"
    "|figure|number|price|cost|income|revenue|profit|loss|earnings|population|investment|spending"
    "|expenditure|deficit|target|budget|length|area|level|volume|percentage|proportion"
    "|portion|fraction|contribution|turnout|allowance|dividend|capacity|weight|age|distance|gdp|ceiling|turnover|worth|odds"
)
_ASKING = "谁|什么|哪|何|怎|如何|吗|吧|么|多久|概括|总结|概述|归纳|简述|介绍"
_AUXILIARY = (
    "is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must"
)
_ASKING_EN = (
    f"what|which|who|whom|whose|when|where|why|how|{_AUXILIARY}|summari[sz]e|list|explain|describe"
    "|name|tell"
)
_COUNT_EN = "two|three|four|five|six|seven|eight|nine|ten|\\d+"

# The first pattern that stands in the question decides; what a later one would also take comes
# first (为什么 before 什么, 多少 before 哪些).
_ASKS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile("|".join(patterns)))
    for ask, patterns in (
        (
            Ask.SUMMARY,
            (
                "概括|总结一下|概述|归纳|简述|简要介绍",
                r"^\s*(?:请|麻烦|帮我|给我|你|帮忙)*总结(?!大会|会议|表彰|经验|报告|评估)",
                "summari[sz]e|overview of",
            ),
        ),
        (Ask.DEFINITION, (r"\bwhat (?:does|do)\b.{1,80}\bmean\b|\bmeaning of\b",)),
        (
            Ask.REASON,
            (
                "为什么|为何|何以|凭什么|什么(?:原因|缘故|理由)|(?:原因|理由|主因|缘故|根子|目的|用意)(?:是|在|何在|又?是什么)",
                "图的?(?:是|个)?什么|为的是什么|说说理由|有(?:什么|哪些)(?:好处|坏处|不好|用(?:处|途)?|意义)",
                "[错好难卡坏]在哪|毛病出在|怪[什谁]|为了什么|缘由|用意",
                "怎么(?:就|会|没|反[而倒]|老是?|总是?|才|还|这么|那么|越来越|少了|多起来|掉)",
                r"\bwhy\b|\bhow come\b|\bwhat (?:explains|caused|made|drove|pushed|prompted|led to"
                r"|accounts? for|is behind|was behind)\b"
                r"|\b(?:reasons?|purpose|aim|cause) (?:for|of)\b|\bexplain\b",
            ),
        ),
        (
            Ask.YES_NO,
            (
                r"[吗吧](?:[?,.;，。；]|\s*$)|没有?[?\s]*$|是不是|是否|有没有|能否|会不会|对不对|属实",
                # A verb, its denial, and the verb again: 要不要, 查没查出.
                r"([一-鿿])[不没]\1",
                rf"^(?:{_AUXILIARY})\b",
            ),
        ),
        (
            Ask.DATE,
            (
                "什么时(?!代)|何时|哪[一几]?[年天月]|哪几?个月|什么年代|哪个(?:年代|时间点)|几月|几点|几[日号](?!线)|哪些年|年份|时间是",
                "多久一次|多久[^,，。]{0,6}一次|隔多[久长]",
                r"\bwhen\b|what (?:year|date|month|day|time)|which (?:year|month|day)",
                r"\bhow often\b",
            ),
        ),
        (
            Ask.NUMBER,
            (
                INTERROGATIVE.pattern,
                "占.{0,4}比[例重]|比[例重]是|幅度|多[大高长久远快深宽重厚](?!力)|总[数额量]|金额|人数是|数量是",
                rf"what (?:number|amount)|\bwhat\b.{{0,80}}\b(?:{_MEASURED_EN})s?\b",
                # How + an adjective asks for a degree, + an auxiliary for the manner.
                rf"\bhow (?!{_AUXILIARY}|to|the|an?|it|they|we|you|i|he|she)[a-z]+\b",
            ),
        ),
        (Ask.PLACE, (r"哪里|哪儿|何处(?!理)|何地|什么地方|\bwhere\b",)),
        (Ask.WHO, (r"谁(?!和谁|跟谁|与谁)|哪几?位|哪个(?:部门|单位|机构)|何人|\bwho(?:m|se)?\b",)),
        (
            Ask.MANNER,
            (
                "如何|怎么|怎样|怎么样|通过什么|采取.{0,4}什么|靠(?:什么|哪)|拿什么|用什么(?:办?法|招|手段|机制)",
                r"(?:什么|哪些)(?:手段|方式|办法|措施|方法|途径|招数?|法子)|该[干做]些?什么|\bhow\b"
                r"|\bwhat did .{2,60}\bdo to\b|\bby what means\b",
            ),
        ),
        (
            Ask.LIST,
            (
                '哪些|哪[几两三四五六七八九十百“"]|包括什么|有什么|什么样的|列举|都.{0,8}什么',
                rf"\bwhat are\b|\b(?:what|which) (?:{_COUNT_EN})\b",
                r"\bwhich (?:[a-z-]+ ){0,2}[a-z-]+s\b",
            ),
        ),
        (Ask.WHO, (r"\bwhich\b",)),
        (
            Ask.DEFINITION,
            (r"是什么|什么是|指什么|什么意思|指的是|何谓|什么叫|做什么|\bwhat (?:is|does)\b",),
        ),
    )
)


# A bare name of what is measured asks for it.
_NAME_OF_MEASURED = re.compile(
    rf"^(?!.*(?:{_ASKING})).*(?:{_MEASURED}|{_CHANGED})(?:[^,，]{{0,2}}目标)?"
    r"(?:是|为|有)?[\s?]*(?:\d{2,4}年?)?[\s?]*$"
    rf"|^(?!.*\b(?:{_ASKING_EN})\b).*\b(?:{_MEASURED_EN})s?\b"
)


def ask_of(folded: str) -> Ask:
    """Return the kind of answer that a folded question wants.

    `ask_of("国企的利润涨幅") is Ask.NUMBER`, though it has no interrogative.
    """
    asked = _asked_with(folded)
    if asked is not None:
        return asked
    return Ask.NUMBER if _NAME_OF_MEASURED.search(folded) else Ask.PASSAGE


def asks(folded: str) -> bool:
    """Return whether a folded question has a word that asks, and does not only name something."""
    return _asked_with(folded) is not None


def _asked_with(folded: str) -> Ask | None:
    written = folded
    for spoken, word in _SPOKEN.items():
        written = written.replace(spoken, word)
    return next((ask for ask, pattern in _ASKS if pattern.search(written)), None)
