"""Which numbers a question asks for: what is counted, in which unit, of which kind.

In: a folded question. Out: its `Amount`s, in the order they are asked. The question is read with
the same grammar as the reports: a digit in place of the interrogative makes it a statement
(`多少名干部` reads as `3名干部`), and the grammar says which unit that is in.
"""

import re
from dataclasses import dataclass

from index.quantities import find_quantities
from index.types import Kind, Quantity, Span
from index.words import is_word, tag_words

COUNTED_KINDS = (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT, Kind.RATIO)
"""Kinds of quantity that a question for a number is answered by, unless it asks for one kind."""


AMOUNT_KINDS = (Kind.QUANTITY, Kind.MONEY)
"""Kinds that an amount is told in, where nothing asks for a share or a change."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that is asked for.

    Attributes:
        span: Where the interrogative stands with its unit, in the folded question; empty spans
            cannot be, so a question that asks without one has the whole of it here.
        counted: What it counts, e.g. `省管干部`; empty where it is not said.
        unit: Canonical unit, e.g. 人; empty where any will do.
        kinds: Kinds of quantity that can answer; empty where any will do.
        forms: Other ways to say what it counts.
    """

    span: Span
    counted: str = ""
    unit: str = ""
    kinds: tuple[Kind, ...] = ()
    forms: tuple[str, ...] = ()


INTERROGATIVE = re.compile(
    r"百分之(?:多少|几)|(?:占|是|为)?多大(?:的)?比[例重]|多少|(?<![好哪这那])几(?:成几)?(?!乎)"
    r"|多久|多长时间|how (?:many|much|long)|what (?:percentage|share|proportion)(?: of)?"
)
_TIME_ASKED = re.compile(r"多久|多长时间|how long")
# English times are a multiple only beside a comparison: how many times as large.
_TIMES_EN = re.compile(r"\s*times\b(?! (?:as|more|larger|higher|bigger|greater|that|the)\b)")
_IN_PERCENT = re.compile(r"in (?:per ?cent|percent|%)")
_ASKS_SHARE = re.compile(r"百分之|比[例重]|成几|what ")
_SHARE_BEFORE = re.compile(
    r"(?:占|占比|比[例重]|(?!产率)\w率|增速|增幅|降幅)(?:约|是|为|有|达到?|了)*$"
)
_RATE = re.compile(
    r"率|比[重例]|占|增|减|升|降|涨|跌|幅|提高|提升|变化|同比|百分|(?<![增生成延])长(?:了|到)?(?=多少|几)|%|翻|倍|rate|percent|share|grow|rise|fell"
)
_IDENTIFIER_BEFORE = re.compile(r"(?:号码?|电话|热线|代码|文号|编号|邮编)(?:约|是|为)*$")
# What is done to the thing counted: 多少个村被评为先进 counts 村.
_PASSIVE = re.compile(r"被|由|受到|得到")
_MONEY_BEHIND = re.compile(r"\s*的?(?:钱|资金|经费|投资|money)")
_MONEY_BEFORE = re.compile(r"(?:金额|总额|资金|经费|[捐花]了|投入|投资)[^,，。]{0,3}$")
_CLAUSE_END = re.compile(r"[,，、。;；?？!！:：]")
# What may stand between the thing counted and the interrogative: 干部总共有多少.
_COPULA = re.compile(
    r"的?(?:数量|人数|总数|总额|金额|总量|数目)?"
    r"(?:总共|一共|共计|共|合计|大约|大概|约)?(?:有|是|为|达到|达)?$"
)
_PARTICLE = re.compile(r"的|了|出")
_A_YEAR = r"(?:1[89]|20)\d\d(?:年度?[底末初]?|(?=[这那]|\s*[-—–~至到]))"
_MANY_YEARS = "[两三四五六七八九十]年(?:间|里|来|中|的)*"
# The time that a clause opens with says when, and nothing of what is counted: 2008到2012这五年新增.
_TIME = re.compile(
    rf"^(?:(?:从|自|在|到)?{_A_YEAR}(?:\s*[-—–~至到]\s*{_A_YEAR})?(?:[这那]?{_MANY_YEARS})?"
    rf"|(?:过去|这|那|近|前)的?{_MANY_YEARS}"
    '|[“"][一二三四五六七八九十]+五[”"](?:期间|时期)?'
    "|[一二三四五六七八九十]+五(?:期间|时期))"
)
_WHETHER = re.compile(r"是不是|是否|有没有|能否")
# What makes a statement a question at its end: 超过三成了没有, 达到三成吧.
_TAG = re.compile("了?(?:没有?|吗|么|吧|对不对|是不是)+$")
# What bounds the number behind it: 多少以内.
_BOUND = re.compile("(?:以[内下上]|之[内间]|左右|上下|不等)+")
# 多少人家, 几口井 and 几口猪 count no people.
_COUNTS_NO_PEOPLE = re.compile("(?=人家)|口(?!人|之家|$)")
# What is handled: 把人口控制在, 将赤字压到.
_HANDLED = re.compile(
    r"[把将](?P<thing>[^把将]{2,}?)(?:控制|压缩|压|定|降|减|提高|增加|扩大|发展|做|办)"
)
# Whom or which time a share falls to: 一个人一个月得花几块.
_PER_HEAD = re.compile("(?:[一每]个?|每一个?)(?:人|口人|户|家|亩|年|月|天|次|回|学期)$")
# Verbs and adverbs between the thing and its number that say nothing of the thing.
_LIGHT = frozenset(
    "要 得 能 会 可以 应 应该 该 准备 打算 预计 预期 已 已经 才 只 就 还 又 再 也 到底 究竟 最后"
    " 最终 共 一共 总共 拢共 平均 大约 差不多 大概 约 近 现在 目前 如今 后来 当时 目标 指标 定 设"
    " 控制 压 剩 剩下 还剩 只剩 花 掏 挣 赚 多 落 净 达 达到 到 在 至 了 过 完 掉 去 来 下来 起来"
    " 是 有".split()
)
_NOUN_TAGS = ("n", "j", "a", "b", "l")
_STAND_IN = "3"


def amounts_asked(folded: str) -> tuple[Amount, ...]:
    """Return the numbers that a folded question asks for; none where it has no interrogative."""
    return tuple(_amount(folded, match) for match in INTERROGATIVE.finditer(folded))


def amount_claimed(folded: str, claim: Quantity) -> Amount:
    """Return the number that a yes/no question states, as if it asked for it.

    `临时党支部是否超过20个` asks how many 临时党支部 there are.
    """
    behind = _TAG.sub("", _CLAUSE_END.split(folded[claim.span.end :])[0].strip())
    before = _WHETHER.split(folded[: claim.span.start])[0]
    money = (Kind.MONEY,) if claim.kind is Kind.MONEY else ()
    return Amount(claim.span, behind or _counted_before(before), claim.unit, money)


def _amount(folded: str, match: re.Match[str]) -> Amount:
    before, rest = folded[: match.start()], folded[match.end() :]
    if before.endswith("第"):
        return Amount(Span(*match.span()), kinds=(Kind.ORDINAL,))
    if _IDENTIFIER_BEFORE.search(before):
        return Amount(Span(*match.span()), kinds=(Kind.IDENTIFIER,))
    if _ASKS_SHARE.search(match.group()) or _SHARE_BEFORE.search(before):
        return Amount(Span(*match.span()), kinds=(Kind.PERCENT, Kind.RATIO))
    if _TIME_ASKED.match(match.group()):
        return Amount(Span(*match.span()), _counted_before(before), kinds=_kinds_of_length(match))
    if _IN_PERCENT.search(rest):
        return Amount(Span(*match.span()), kinds=(Kind.PERCENT, Kind.RATIO))
    times = _TIMES_EN.match(rest)
    if times is not None:
        return Amount(Span(match.start(), match.end() + times.end()), unit="次")
    money = _MONEY_BEHIND.match(rest)
    if money is not None:
        span = Span(match.start(), match.end() + money.end())
        return Amount(span, _counted_before(before), kinds=(Kind.MONEY,))
    stand_in = _read_as_statement(rest)
    unit_end = stand_in.span.end - len(_STAND_IN) if stand_in is not None else 0
    behind = rest[unit_end:].removeprefix(_bound_of(rest[unit_end:]))
    counted = _PASSIVE.split(_CLAUSE_END.split(behind)[0])[0].strip().lstrip("的")
    # Without a word of change or share, an amount is asked for and not a percentage of it.
    kinds: tuple[Kind, ...] = () if _RATE.search(folded) else AMOUNT_KINDS
    if (stand_in is not None and stand_in.kind is Kind.MONEY) or (
        unit_end == 0 and _MONEY_BEFORE.search(before)
    ):
        kinds = (Kind.MONEY,)
    if stand_in is not None and stand_in.kind is Kind.DURATION:
        kinds = (Kind.DURATION,)
    if stand_in is not None and stand_in.unit == "%":
        return Amount(Span(match.start(), match.end() + unit_end), kinds=(Kind.PERCENT, Kind.RATIO))
    return Amount(
        span=Span(match.start(), match.end() + unit_end),
        counted=counted or _counted_before(before),
        unit=stand_in.unit if stand_in is not None else "",
        kinds=kinds,
    )


def _kinds_of_length(match: re.Match[str]) -> tuple[Kind, ...]:
    """Return what is asked for by 多久, or by how long, which asks for a length as well."""
    return (Kind.DURATION, Kind.QUANTITY) if match.group() == "how long" else (Kind.DURATION,)


def _bound_of(rest: str) -> str:
    """Return what `rest` begins with that only measures or bounds: `口` of `口井`, `以内`."""
    bound = _BOUND.match(rest) or _COUNTS_NO_PEOPLE.match(rest)
    return bound[0] if bound is not None else ""


def _read_as_statement(rest: str) -> Quantity | None:
    """Return the quantity that `rest` makes behind a number, or `None` where it makes none."""
    if _COUNTS_NO_PEOPLE.match(rest):
        return None
    first = next(iter(find_quantities(f"{_STAND_IN}{rest}")), None)
    return first if first is not None and first.span.start == 0 else None


def _counted_before(before: str) -> str:
    """Return the head of the phrase that ends where the interrogative stands, without its year.

    Where that phrase only says what is done, it is the one that the sentence opens with:
    `铁厂砍来砍去，还剩` counts 铁厂.
    """
    *others, last = _CLAUSE_END.split(before)
    handled = _HANDLED.search(last)
    if handled is not None:
        return _without_time(_PARTICLE.split(handled["thing"])[-1])
    clause = _without_light(_COPULA.sub("", last).rstrip("的了出"))
    if clause or not last.strip() or not others:
        return _without_time(_PARTICLE.split(clause.rstrip("的了出"))[-1])
    return _opening_noun(others[-1])


def _without_time(phrase: str) -> str:
    return _TIME.sub("", phrase).strip()


def _without_light(clause: str) -> str:
    """Return `clause` without the light words and the shares per head that it ends with."""
    shortened = _PER_HEAD.sub("", clause).rstrip("的")
    words = tag_words(shortened)
    while words and _is_light(words[-1].text):
        words = words[:-1]
    kept = shortened[: words[-1].span.end] if words else ""
    return kept if kept == clause else _without_light(kept)


def _is_light(word: str) -> bool:
    """Return whether `word` says nothing of a thing; the segmenter may have joined two: 得花."""
    return word in _LIGHT or (not is_word(word) and _LIGHT.issuperset(word))


def _opening_noun(clause: str) -> str:
    """Return the noun that a clause opens with, up to what it does: `铁厂` of `铁厂砍来砍去`."""
    clause = _without_time(clause)
    end = 0
    for word in tag_words(clause):
        if not word.tag.startswith(_NOUN_TAGS):
            break
        end = word.span.end
    return clause[:end]
