"""Questions on the figures of a report: what is counted asks for its number, in many wordings."""

import random
import re
from collections.abc import Sequence
from enum import Enum

from index.types import Fact, Kind

_COUNT = (
    "{m}有多少{u}？",
    "{m}是多少？",
    "{m}多少{u}",
    "有多少{u}{m}？",
    "{m}一共几{u}？",
    "{m}总共有多少？",
    "{m}达到多少{u}？",
    "{m}的数量是多少？",
    "{m}数",
    "{m}有几{u}",
    "一共有多少{m}？",
    "请问{m}是多少{u}？",
    "{m}共计多少{u}",
    "到底有多少{u}{m}？",
)
_MONEY = (
    "{m}是多少？",
    "{m}多少钱？",
    "{m}金额是多少？",
    "{m}达到多少亿元？",
    "{m}有多少元？",
    "{m}花了多少钱？",
    "{m}总额",
    "{m}一共多少钱",
    "{m}规模多大？",
)
_PERCENT = ("{m}是百分之多少？", "{m}是多少？", "{m}达到百分之几？", "{m}多少", "{m}为多少？")
_SHARE = ("{m}占多少？", "{m}占比是多少？", "{m}的比重是多少？", "{m}占百分之几？", "{m}占比")
_UP = (
    "{m}增长多少？",
    "{m}增长了百分之几？",
    "{m}增幅是多少？",
    "{m}增速",
    "{m}同比增长多少？",
    "{m}涨了多少？",
    "{m}比上年增加多少？",
    "{m}提高了多少？",
)
_DOWN = (
    "{m}下降多少？",
    "{m}下降了百分之几？",
    "{m}降幅是多少？",
    "{m}减少了多少？",
    "{m}降低多少？",
    "{m}降了多少",
)


class Turn(Enum):
    """What a figure says of a measure besides its level."""

    UP = "up"
    DOWN = "down"
    SHARE = "share"


_TURNS = {Turn.UP: _UP, Turn.DOWN: _DOWN, Turn.SHARE: _SHARE}
_CHANGE_UP, _CHANGE_DOWN = "增涨升提扩长", "降减跌缩落"

# What may be asked of a measure, and the signs that a passage does state it.
_OTHER_ASPECTS = (
    (_UP, ("增", "长", "升", "涨", "提高", "翻", "扩大", "%", "百分")),
    (_DOWN, ("降", "减", "缩", "跌", "落", "低", "%", "百分")),
    (_SHARE, ("占", "比重", "比例", "%", "百分", "分之")),
    (("{m}花了多少钱？", "{m}投入多少资金？", "{m}的金额是多少？"), ("元", "资金", "投资")),
    (("{m}是什么时候开始的？", "{m}是哪一年？", "什么时候{m}？"), ("年", "月", "日", "时")),
    (("{m}由谁负责？", "谁负责{m}？", "{m}是哪个部门做的？"), ("部", "委", "院", "政府", "中央")),
    (("为什么{m}？", "{m}的原因是什么？"), ("因为", "由于", "因", "为了", "原因", "为")),
    (("{m}排名第几？", "{m}居全国第几位？"), ("第", "位", "首", "名")),
    (("{m}覆盖多少人？", "{m}有多少人？"), ("人", "名", "万户", "群众")),
)

# What a measure may end in that a question says in its own words.
_CHANGE = re.compile(
    "(?:(?:比|较)[^比较]{0,14})?(?:同比|年均|平均|预计|每年|将|已|又|也|都|还|中间|分别|累计)*"
    "(?:增长|增加|上升|下降|降低|提高|提升|减少|增至|减为|达到|超过|达|占|为|是|约)+$"
)
MIN_MEASURE_CHARS = 2
_MAX_MEASURE_CHARS = 24


def is_askable(fact: Fact) -> bool:
    """Return whether a fact counts something that can be named in a question."""
    name = name_of(fact)
    named = MIN_MEASURE_CHARS <= len(name) <= _MAX_MEASURE_CHARS
    plain = not re.search(r"[\d\s，。；：！？()（）]", name)
    return named and plain and fact.quantity.kind in (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT)


def name_of(fact: Fact) -> str:
    """Return what a fact counts, without the word for how it changed."""
    return _CHANGE.sub("", fact.measure)


def question_for(fact: Fact, rng: random.Random) -> str:
    """Return a question that the number of `fact` answers."""
    return _worded(_wordings(fact), fact, rng)


_BOTH = (
    "{a}和{b}分别是多少？",
    "{a}、{b}各有多少？",
    "{a}多少，{b}多少？",
    "{a}和{b}各是多少？",
    "{a}以及{b}是多少？",
    "{a}有多少？{b}呢？",
)


def question_for_both(first: Fact, second: Fact, rng: random.Random) -> str:
    """Return a question that asks for the numbers of two facts at once."""
    return rng.choice(_BOTH).format(a=name_of(first), b=name_of(second))


def opposite_question(fact: Fact, rng: random.Random) -> str | None:
    """Return the question how far it fell where it rose, and the other way round."""
    wordings = _wordings(fact)
    if wordings is _UP:
        return _worded(_DOWN, fact, rng)
    return _worded(_UP, fact, rng) if wordings is _DOWN else None


def aspect_question(fact: Fact, passage: str, rng: random.Random) -> str | None:
    """Return a question on something about the measure that the passage shows no sign of."""
    missing = [
        wordings
        for wordings, signs in _OTHER_ASPECTS
        if wordings is not _wordings(fact) and not any(sign in passage for sign in signs)
    ]
    return _worded(rng.choice(missing), fact, rng) if missing else None


def turn_of(fact: Fact) -> Turn | None:
    """Return how what is counted changed or is compared by `fact`; `None` for its level."""
    comparison = fact.comparison or ""
    if any(character in comparison for character in _CHANGE_UP):
        return Turn.UP
    if any(character in comparison for character in _CHANGE_DOWN):
        return Turn.DOWN
    return Turn.SHARE if "占" in comparison else None


def _wordings(fact: Fact) -> Sequence[str]:
    turn = turn_of(fact)
    if turn is not None:
        return _TURNS[turn]
    kind = fact.quantity.kind
    return {Kind.MONEY: _MONEY, Kind.PERCENT: _PERCENT}.get(kind, _COUNT)


def _worded(wordings: Sequence[str], fact: Fact, rng: random.Random) -> str:
    return rng.choice(wordings).format(m=name_of(fact), u=fact.quantity.unit)
