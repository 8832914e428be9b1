"""Questions on what a sentence says beyond its numbers: why, how, when, who, where, what, which.

Each rule is a pattern of how such a sentence is built, with the questions that its parts answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.types import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the place in the sentence that answers it."""

    question: str
    answer: Span


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern whose group `a` answers; the questions take the groups that they name."""

    pattern: re.Pattern[str]
    questions: tuple[str, ...]


def _rule(pattern: str, *questions: str) -> _Rule:
    return _Rule(re.compile(pattern), questions)


_CLAUSE = "[^，。；：！？\n、（）“”《》]"
_START = r"(?:^|(?<=[，。；：！\n]))"
_STOP = r"(?=[，。；！\n]|$)"
_VERBS = (
    "坚持|推进|加强|完善|建立|启动|设立|开展|扩大|取消|提高|发展|实施|落实|促进|推动|保障|支持|改善|加快"
    "|深化|优化|健全|巩固|调整|建设|创办|成立|组织|完成|解决|保护|改革|实现|防止|打击|保持|增加|减少"
)
_MADE = "颁布|制定|出台|实施|发布|公布|修订|通过|批准|签署|印发|审议|提出"
_BODIES = (
    "国务院|党中央|中央政府|中央|各级政府|地方政府|各级人民政府|全国人民代表大会|全国人大常委会|人民解放军"
    f"|{_CLAUSE}{{2,8}}(?:委员会|总局|法院|检察院|政府|大会|会议|部门|公司|银行|大学|研究院|中心)"
)
_DATE = (
    r"(?:\d{4}|[一二]?[〇零一二三四五六七八九]{3,4})年(?:\d{1,2}月)?(?:\d{1,2}日)?"
    "|今年|去年|前年|明年|上半年|下半年"
)
_PLACE = f"{_CLAUSE}{{2,8}}(?:市|省|地区|农村|城市|西部|东部|中部|县|自治区|试验区|边疆)"

_ITEM = "[^，。；：！？\n、（）“”]{2,14}"
_ITEMS = f"{_ITEM}(?:、{_ITEM}){{1,8}}(?:和|以及|及){_ITEM}|{_ITEM}(?:、{_ITEM}){{2,8}}等?"
_REST = "[^。！？\n]{12,110}"

_RULES = (
    _rule(
        f"{_START}(?P<x>{_CLAUSE}{{0,10}}(?:{_VERBS}|{_MADE})了?)(?P<a>{_ITEMS}){_STOP}",
        "{x}哪些？",
        "{x}哪些方面？",
        "{x}的有哪些？",
        "都{x}什么？",
        "具体{x}哪些内容？",
    ),
    _rule(
        f"{_START}(?P<x>(?:{_VERBS}){_CLAUSE}{{3,16}})[，,](?P<a>{_REST})(?=[。！？\n]|$)",
        "在{x}方面做了哪些工作？",
        "{x}有什么举措？",
        "{x}采取了哪些措施？",
        "怎样{x}？",
        "{x}的情况怎么样？",
        "{x}具体怎么做？",
    ),
    _rule(
        f"(?:由于|因为)(?P<a>{_CLAUSE}{{4,36}})[，,](?P<x>{_CLAUSE}{{4,36}}){_STOP}",
        "为什么{x}？",
        "{x}的原因是什么？",
        "{x}，为什么？",
        "为何{x}",
    ),
    _rule(
        f"{_START}(?P<x>{_CLAUSE}{{4,36}})[，,](?:主要)?(?:是)?(?:由于|因为)(?P<a>{_CLAUSE}{{4,36}}){_STOP}",
        "为什么{x}？",
        "{x}是什么原因？",
        "{x}的主要原因？",
    ),
    _rule(
        f"{_START}为了?(?P<a>{_CLAUSE}{{4,30}})[，,](?P<x>{_CLAUSE}{{4,36}}){_STOP}",
        "{x}是为了什么？",
        "为什么{x}？",
        "{x}，目的是什么？",
    ),
    _rule(
        f"(?:通过|依靠|采取|利用)(?P<a>{_CLAUSE}{{4,30}})[，,](?P<x>{_CLAUSE}{{4,36}}){_STOP}",
        "怎样{x}？",
        "如何{x}？",
        "通过什么方式{x}？",
        "靠什么{x}？",
    ),
    _rule(
        f"{_START}(?P<x>(?:{_VERBS}){_CLAUSE}{{3,20}})[，,](?:要|必须)(?P<a>{_CLAUSE}{{4,40}}){_STOP}",
        "怎样{x}？",
        "{x}要怎么做？",
    ),
    _rule(
        f"{_START}(?:在|从|自|到|于)?(?P<a>{_DATE})[，,]?(?P<x>{_CLAUSE}{{6,36}}){_STOP}",
        "什么时候{x}？",
        "{x}是哪一年？",
        "哪年{x}",
        "{x}是什么时间？",
    ),
    _rule(
        f"{_START}(?P<a>{_BODIES})(?P<x>(?:已经|先后|决定|将|还|又|及时)?(?:{_VERBS}|{_MADE}){_CLAUSE}{{3,36}}){_STOP}",
        "谁{x}？",
        "哪个部门{x}？",
        "{x}的是谁？",
        "是哪个机构{x}？",
    ),
    _rule(
        f"在(?P<a>{_PLACE})(?P<x>(?:{_VERBS}|召开|举行|试行){_CLAUSE}{{3,30}}){_STOP}",
        "在哪里{x}？",
        "在什么地方{x}？",
        "{x}在哪儿？",
    ),
    _rule(
        f"(?P<x>{_CLAUSE}{{0,12}}(?:{_MADE})了?)(?P<a>《[^》\n]{{3,30}}》)",
        "{x}什么文件？",
        "{x}哪部法律法规？",
        "{x}什么？",
    ),
    _rule(
        f"(?P<x>{_CLAUSE}{{2,16}})“(?P<a>[^”\n]{{2,20}})”(?P<y>{_CLAUSE}{{0,12}}){_STOP}",
        "{x}什么{y}？",
        "{x}哪个{y}？",
    ),
    _rule(
        f"{_START}(?P<x>{_CLAUSE}{{4,10}}(?:{_VERBS})了?)(?P<a>{_CLAUSE}{{3,16}}){_STOP}",
        "{x}什么？",
    ),
    _rule(
        f"{_START}(?P<x>{_CLAUSE}{{2,20}}?)(?:主要)?(?:包括|分为)(?P<a>[^。；：！？\n]{{4,60}}){_STOP}",
        "{x}包括哪些？",
        "{x}有哪些？",
        "{x}都包括什么？",
    ),
    _rule(
        f"{_START}(?P<x>(?!这|那|它|其){_CLAUSE}{{2,16}}?)是(?P<a>{_CLAUSE}{{3,30}}){_STOP}",
        "{x}是什么？",
        "什么是{x}？",
        "{x}是怎样的？",
    ),
    _rule(
        f"{_START}(?P<a>{_CLAUSE}{{2,12}}?)(?:是|成为|居)(?P<x>{_CLAUSE}{{0,6}}(?:世界|全国|首次|第一|最){_CLAUSE}{{2,24}}){_STOP}",
        "什么是{x}？",
        "哪个是{x}？",
    ),
)


def asked_of(sentence: str) -> Iterator[Asked]:
    """Yield the questions that the parts of `sentence` answer, in every wording.

    `"为了减轻负担，取消了收费。"` gives `取消了收费是为了什么？`, answered by `减轻负担`.
    """
    for rule in _RULES:
        for match in rule.pattern.finditer(sentence):
            if sentence.count(match["a"]) > 1:
                continue
            answer = Span(*match.span("a"))
            for wording in rule.questions:
                yield Asked(wording.format(**match.groupdict()), answer)
