"""A follow-up becomes a question that stands alone, resolved from the history by its own words.

In: the question as typed and the turns before it. Out: the question to answer, shown to the asker
as `standalone_question`. A question that needs no history comes back as it is.
"""

import re
from difflib import SequenceMatcher
from itertools import takewhile

from index.text import fold
from index.types import Span
from index.words import Word, tag_words
from service.amounts import INTERROGATIVE, Amount, amounts_asked
from service.asks import Ask, asks
from service.english_followups import in_english, standalone_in_english
from service.periods import PLAN
from service.questions import Question, understand
from service.types import Turn
from service.vocabulary import COUNTERPARTS, PROVINCES, STOP_WORDS
from service.years import MENTION_OF_REPORT, YEAR, with_years_in_digits

_LEAD = re.compile(r"^(?:那么|那|还有(?!呢|吗)|另外|其中的?(?=[^,，]{1,20}呢[?？。\s]*$))[,，\s]*")
_TAIL = re.compile(r"(?:又|的)?(?:呢|如何|怎么样)?\s*[?？。]*$")
# 农村的危房呢，改造了多少户？
_TOPIC_FIRST = re.compile(r"^(?P<topic>[^,，。;；?？]{1,20}?)呢[,，]\s*(?P<rest>[^呢]+)$")
# Not 比上年, which says what a number is compared with.
_NAMES_A_TIME = re.compile(
    r"(?<![比较同与])[今去明前上本当]年|(?<![比较同与前上个\d])[五5]年"
    r"|\b(?:this|last|next|five) years?\b"
)
_MORE = re.compile("(?:还有|另外|其他|其余)的?(?:呢|吗|哪些|什么)*[?？。]*")
_POINTS_BACK = re.compile(r"它们?|他们|这些|那些|这个|这项|该项|上述|其中")
_STOP = " ?？。,，"
_MAX_FRAGMENT_CHARS = 20
_MIN_SHARED_CHARS = 2
# A question this short that names no year and few things leaves out what it is about.
_MAX_ELLIPTICAL_CHARS = 14
_MAX_ELLIPTICAL_NOUNS = 2
# Longer fragments name the whole thing, not the word that tells it from its like.
_MAX_WORD_CHARS = 4
# What is shorter names whose or which measure it is, not another one: 住院 of 门诊患者满意度.
_MAX_PART_CHARS = 2

_TOGETHER = re.compile(
    r"^(?:它们|他们|两者|二者|三者|这|那)?[两三四五几]?[个类项种者年]?(?:一共|总共|合计|共计|加起来|加在一起|合起来)"
    r"(?:一共|总共)?(?:是|有)?(?:多少|几)?[^,，。]{0,3}?呢?[?？。]*$"
)
# 哪个更多, 谁增长更快, 相差多少: asked of the two things of the two questions before.
_COMPARES = re.compile(
    "[,，]?(?:(?:哪个|哪一?[项类种边方]|谁|(?:它们|两者|二者)?(?:之间)?相?差)"
    "[^,，。是]{0,6}?(?:更|最|较|多|少|高|低|大|小|快|慢|几)[^,，。]{0,4}?)[?？。]*$"
)
# 增长多少, 占多少: what the thing asked about did, or is of a whole.
_OF_THE_SAME = re.compile("占|比上年|同比|(?:增长|增加|提高|上升|上涨|减少|下降|降低|回落)")
_SHARE = re.compile("(?:这|那|该)?个?(?:比例|比重|占比|百分比|份额)$")
_SPEED = re.compile("(?:增速|增幅|增长率|增长速度|涨幅)$")
_COPULA = re.compile("(?:(?:是|为)?每[年月天日人户]|达到|共有|是|为|有|达)$")
_NO_NAME = re.compile("达到|共有|是|为|有|达|时期|期间|年度")
# 公共图书馆有多少个: what is counted is named in full.
_OF_ITS_OWN = re.compile(
    "(?!其中|一共|总共|共|还|另)[^的,，。是了]{3,}?(?:一共|总共|共)?有(?:多少|几)"
)
_GOALS = re.compile("(?:原?来?的?)(?P<goal>目标|计划|预期|指标)$")
_STEP = re.compile(
    "(?:再?往?(?P<back>前|上)(?:推|数|面|的)?|再?往?(?P<on>后|下)(?:推|数|面|的)?)(?:一|那)?年"
)
# Who or where all is told of; another thing never stands in its place.
_OWNER = re.compile(
    "[^0-9的有是共,，。]{1,10}(?:集团|公司|医院|大学|学院|[省市县])(?!级|场|管|政|委|域)"
)
_WHOLES = ("全省", "全国", "全市", "全县", "全区", "全体", "总体", "全部")
_EACH = re.compile("分别|各自?(?=有|是|为|达|提|增)")
_JOINS = re.compile("[、和与跟及]")
_YEAR_FRAGMENT = re.compile(
    r"^(?P<year>(?:1[89]|20)\d\d)年?度?(?:的)?(?P<goal>目标|计划|预期|预计)?$"
)
_MEASURES = frozenset("率量额数值度")
_NOUN_TAGS = ("n", "j", "s", "b", "l", "i")


def standalone(question: str, history: tuple[Turn, ...]) -> str:
    """Return `question` with what it leaves out taken from the questions before it."""
    asked: list[str] = []
    for turn in history:
        if turn.role == "user":
            asked.append(_resolved(turn.content, asked))
    return _resolved(question, asked)


def _resolved(question: str, asked: list[str]) -> str:
    """Return `question` as it stands after questions that already stand alone."""
    if not asked:
        return question
    previous = asked[-1]
    if in_english(question) and in_english(previous):
        return standalone_in_english(question, asked)
    bare = _LEAD.sub("", question.strip())
    if _MORE.fullmatch(bare):
        return f"{_topic(previous)}，还有哪些？"
    together = _all_together(bare, asked) or _compared(bare, asked)
    if together is not None:
        return together
    fragment = _TAIL.sub("", bare)
    if _is_fragment(question, fragment):
        return _with_fragment(previous, fragment)
    topic_first = _TOPIC_FIRST.match(bare)
    if topic_first is not None:
        return _at_the_same_time(previous, f"{topic_first['topic']}{topic_first['rest']}")
    if _OF_THE_SAME.match(bare) and _is_elliptical(bare):
        return f"{_topic(previous)}{bare}"
    if _OF_ITS_OWN.match(bare) and not _POINTS_BACK.search(bare):
        return _at_the_same_time(previous, bare)
    if _POINTS_BACK.search(question):
        return f"{_topic(previous)}，{question}"
    if _is_elliptical(bare):
        return _of_counterpart(previous, bare) or f"{_topic(previous)}，{bare}"
    return _at_the_same_time(previous, bare)


# ---------------------------------------------------------------------------- the same time


def _at_the_same_time(previous: str, question: str) -> str:
    """Return `question` with the report, time and owner of `previous`, unless it names its own."""
    owner = "" if _names_an_owner(question) else _owner_of(previous)
    if _names_a_time(question):
        return f"{owner}{question}"
    return f"{_time_named(with_years_in_digits(previous))}{owner}{question}"


def _names_an_owner(question: str) -> bool:
    asked = understand(question)
    return bool(asked.places or asked.localities) or _OWNER.search(question) is not None


def _owner_of(previous: str) -> str:
    """Return whose or where all is that `previous` tells of: the words it opens with."""
    head = previous[: _own_start(previous)]
    for named in (MENTION_OF_REPORT, YEAR):
        head = named.sub("", head)
    head = head.lstrip("年里中,，的末底")
    owner = _OWNER.match(head)
    return owner[0] if owner is not None else ""


def _names_a_time(question: str) -> bool:
    asked = understand(question)
    named = asked.years or asked.report_years or asked.periods
    return bool(named) or _NAMES_A_TIME.search(fold(question)) is not None


def _time_named(previous: str) -> str:
    """Return how `previous` names its report and its time, to stand before another question."""
    reports = [Span(*mention.span()) for mention in MENTION_OF_REPORT.finditer(previous)]
    times = [Span(*match.span()) for match in YEAR.finditer(previous)]
    times += [Span(*match.span()) for match in PLAN.finditer(previous)]
    times = [time for time in times if not any(report.contains(time) for report in reports)]
    named = [f"{previous[reports[0].start : reports[-1].end]}里，"] if reports else []
    if times:
        end = max(time.end for time in times)
        year = "年" if previous.startswith("年", end) else ""
        named.append(f"{previous[min(time.start for time in times) : end]}{year}")
    return "".join(named)


# ---------------------------------------------------------------------------- all together


def _all_together(bare: str, asked: list[str]) -> str | None:
    """Return the question for the sum of what was asked before: `它们一共多少？`."""
    if not _TOGETHER.match(bare):
        return None
    previous = asked[-1]
    each = _EACH.search(previous)
    if each is not None and _JOINS.search(previous[: each.start()]):
        return f"{previous[: each.start()]}一共{previous[each.end() :]}"
    both = _both_asked(asked)
    if both is None:
        return None
    asked_for = amounts_asked(fold(both))
    if not asked_for:
        return None
    return f"{_topic(both)}一共{both[asked_for[0].span.start : asked_for[0].span.end]}？"


def _compared(bare: str, asked: list[str]) -> str | None:
    """Return the question that compares what the two questions before it asked: `哪个更多？`."""
    if not _COMPARES.fullmatch(bare):
        return None
    both = _both_asked(asked)
    return f"{_topic(both)}{bare}" if both is not None else None


def _both_asked(asked: list[str]) -> str | None:
    """Return one question for what the last two ask, `None` where they are not alike.

    They differ in one place: `出口额是多少` and `进口额是多少` ask together for
    `出口额和进口额是多少`. What was compared just now is asked for once more.
    """
    if _COMPARES.search(asked[-1]) and len(asked) > 1:
        return _both_asked(asked[:-1])
    if len(asked) < 2:
        return None
    first, second = ([word.text for word in tag_words(text)] for text in asked[-2:])
    ahead = _count_same(first, second)
    behind = _count_same(first[ahead:][::-1], second[ahead:][::-1])
    if ahead + behind in (0, len(first), len(second)):
        return None
    start, end = _noun_around(asked[-2], ahead, len(first) - behind)
    shift = len(second) - len(first)
    one, other = "".join(first[start:end]), "".join(second[start : end + shift])
    if asks(fold(one)) or asks(fold(other)):
        return None
    return f"{''.join(first[:start])}{one}和{other}{''.join(first[end:])}"


def _count_same(one: list[str], other: list[str]) -> int:
    """Return with how many of the same words both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _noun_around(question: str, start: int, end: int) -> tuple[int, int]:
    """Return from which to which word the name of the thing goes that some words are of."""
    words = tag_words(question)
    own = _own_start(question)
    asked_for = [amount.span for amount in amounts_asked(fold(question))]

    def names_it(word: Word) -> bool:
        tagged = word.tag.startswith((*_NOUN_TAGS, "v")) and word.tag != "vshi"
        free = word.span.start >= own and not any(s.overlaps(word.span) for s in asked_for)
        return tagged and free and _NO_NAME.fullmatch(word.text) is None

    ahead = sum(1 for _ in takewhile(names_it, reversed(words[:start])))
    return start - ahead, end + sum(1 for _ in takewhile(names_it, words[end:]))


_INTERROGATIVE_WITH_LINK = re.compile(rf"(?:是|有|为|达到|达)?(?:{INTERROGATIVE.pattern})")


def _counted(question: str) -> str:
    return next((amount.counted for amount in understand(question).amounts), "")


# ---------------------------------------------------------------------------- fragments


def _is_fragment(question: str, fragment: str) -> bool:
    """Return whether `question` only names what a former question is to be asked about again."""
    elliptical = fragment != question.strip().rstrip(_STOP)
    return elliptical and 0 < len(fragment) <= _MAX_FRAGMENT_CHARS and not asks(fold(fragment))


def _with_fragment(previous: str, fragment: str) -> str:
    """Return `previous` with the part that `fragment` stands for replaced by it."""
    if _SHARE.fullmatch(fragment):
        return f"{_topic(previous)}占多少？"
    if _SPEED.fullmatch(fragment):
        return f"{_topic(previous)}增长多少？"
    for part in (
        _stepped_year,
        _replaced_year,
        _with_goal,
        _with_whole,
        _replaced_place,
        _replaced_counterpart,
        _replaced_subject,
        _replaced_word,
        _replaced_variant,
        _replaced_verb,
        _replaced_counted,
    ):
        rewritten = part(previous, fragment)
        if rewritten is not None:
            return rewritten
    return f"{fragment}，{previous}"


def _replaced_year(previous: str, fragment: str) -> str | None:
    """Return `previous` asked about another year; the year of a report that it names stays."""
    year = _YEAR_FRAGMENT.match(fragment)
    if year is None:
        return None
    named = [Span(*mention.span()) for mention in MENTION_OF_REPORT.finditer(previous)]
    old = next(
        (
            match
            for match in YEAR.finditer(previous)
            if not any(report.contains(Span(*match.span())) for report in named)
        ),
        None,
    )
    if old is None:
        start = named[-1].end if named else 0
        rest = previous[start:].lstrip("里中,，的")
        head = previous[: len(previous) - len(rest)]
        replaced = f"{head}{year['year']}年{rest}"
    else:
        replaced = previous[: old.start()] + year["year"] + previous[old.end() :]
    if year["goal"] is None:
        return replaced
    return _INTERROGATIVE_WITH_LINK.sub(rf"的{year['goal']}\g<0>", replaced, count=1)


def _stepped_year(previous: str, fragment: str) -> str | None:
    """Return `previous` asked about the year before or after its own: `再往前一年呢`."""
    step = _STEP.fullmatch(fragment)
    reports = [Span(*mention.span()) for mention in MENTION_OF_REPORT.finditer(previous)]
    times = [Span(*match.span()) for match in YEAR.finditer(previous)]
    own = next((t for t in times if not any(r.contains(t) for r in reports)), None)
    year = previous[own.start : own.end] if own is not None else ""
    if step is None or own is None or not year.isdigit():
        return None
    moved = int(year) + (1 if step["on"] else -1)
    return f"{previous[: own.start]}{moved}{previous[own.end :]}"


def _with_goal(previous: str, fragment: str) -> str | None:
    """Return `previous` asked about what was planned, where it does not say that it asks that."""
    goal = _GOALS.fullmatch(fragment)
    if goal is None or "实际" in previous or not _INTERROGATIVE_WITH_LINK.search(previous):
        return None
    return _INTERROGATIVE_WITH_LINK.sub(rf"的{goal['goal']}\g<0>", previous, count=1)


def _with_whole(previous: str, fragment: str) -> str | None:
    """Return `previous` asked about all, not the part that it names: `全省的呢` after `农村`."""
    if fragment not in _WHOLES:
        return None
    start = _own_start(previous)
    for part in (word for line in COUNTERPARTS for word in line):
        if previous.find(part, start) >= 0:
            return previous[:start] + previous[start:].replace(part, fragment, 1)
    return None


def _own_start(previous: str) -> int:
    """Return where behind the reports, years and owners of `previous` its own words begin."""
    times = [*MENTION_OF_REPORT.finditer(previous), *YEAR.finditer(previous)]
    start = 0
    for _ in range(len(times) + 1):
        for time in times:
            if previous[start : time.start()].strip("年里中,，的") == "" and time.end() > start:
                start = time.end()
        while previous[start : start + 1] in ("年", "里", "中", ",", "，", "末", "底"):
            start += 1
        owner = _OWNER.match(previous, start)
        named = owner is not None and not any(
            owner[0].startswith(word) for line in COUNTERPARTS for word in line
        )
        start = owner.end() if owner is not None and named else start
    return start


def _replaced_place(previous: str, fragment: str) -> str | None:
    place = next((place for place in PROVINCES if fragment.startswith(place)), None)
    if place is None or len(fragment) > len(place) + 3:
        return None
    old = next((old for old in PROVINCES if old in previous), None)
    if old is None:
        return f"{fragment}{previous}"
    return re.sub(f"{old}[省市]?", lambda _: fragment, previous, count=1)


def _replaced_counterpart(previous: str, fragment: str) -> str | None:
    """Return `previous` about the other of two that go together: 城镇 and 农村, 中央 and 地方."""
    line = next((line for line in COUNTERPARTS if fragment in line), ())
    other = next((word for word in line if word != fragment and word in previous), None)
    return previous.replace(other, fragment, 1) if other is not None else None


def _of_counterpart(previous: str, bare: str) -> str | None:
    """Return `previous` about the counterpart that a short question names: `计划的是几个？`.

    It must ask for the same: 地方花了多少钱 says nothing of how many the centre sent.
    """
    first, second = (understand(text).amounts for text in (previous, bare))
    if len(first) != 1 or len(second) != 1 or not _asks_for_like(first[0], second[0]):
        return None
    start = max((mention.end() for mention in MENTION_OF_REPORT.finditer(previous)), default=0)
    head, asked = previous[:start], previous[start:]
    for line in COUNTERPARTS:
        named = [word for word in line if word in bare and word not in asked]
        other = next((word for word in line if word in asked), None)
        if len(named) == 1 and other is not None:
            return f"{head}{asked.replace(other, named[0], 1)}"
    return None


def _asks_for_like(first: Amount, second: Amount) -> bool:
    """Return whether `second` may be asked in short for what `first` asks for."""
    units = second.unit in (first.unit, "", "个")
    return units and second.kinds in (first.kinds, ())


def _replaced_subject(previous: str, fragment: str) -> str | None:
    """Return `previous` with all that it asks about replaced: `农民的纯收入` names both ends."""
    asks = _INTERROGATIVE_WITH_LINK.search(previous)
    if "的" not in fragment or asks is None:
        return None
    named = [*MENTION_OF_REPORT.finditer(previous), *YEAR.finditer(previous)]
    start = max((match.end() for match in named if match.end() <= asks.start()), default=0)
    start += len(previous[start : asks.start()]) - len(
        previous[start : asks.start()].lstrip("年里中,，")
    )
    return previous[:start] + fragment + previous[asks.start() :]


def _replaced_word(previous: str, fragment: str) -> str | None:
    """Return `previous` with the one word replaced that `fragment` is an alternative to.

    That is a word of the same length that shares a character (原煤 for 原油), or one that begins
    alike (赤字率 for 赤字规模), or else the first noun of the same length.
    """
    words = _content_of(previous)
    begun = next((n for n, word in enumerate(words) if _begins_alike(word, fragment)), None)
    if begun is not None:
        run = takewhile(_is_of_noun, words[begun:])
        end = max((word.span.end for word in run), default=words[begun].span.end)
        return previous[: words[begun].span.start] + fragment + previous[end:]
    if len(tag_words(fragment)) > 1 or len(fragment) > _MAX_WORD_CHARS:
        return None
    alike = [word for word in words if len(word.text) == len(fragment)]
    sharing = [word for word in alike if set(word.text) & set(fragment)]
    counted = _counted(previous)
    named = all(word.tag.startswith(_NOUN_TAGS) for word in tag_words(fragment))
    nouns = [word for word in alike if named and word.tag.startswith(_NOUN_TAGS)]
    begun_like = [word for word in words if _shares_end(word, fragment)]
    best = next(
        (w for w in (*sharing, *begun_like, *(w for w in alike if w.text == counted), *nouns)),
        None,
    )
    if best is None:
        return None
    end = best.span.start + len(fragment)
    if fragment[-1] in _MEASURES:
        # 粮食产量 is measured already: nothing of 财政收入 is left.
        behind = takewhile(_is_measured, (w for w in words if w.span.start >= end))
        end = max((word.span.end for word in behind), default=end)
    return previous[: best.span.start] + fragment + previous[end:]


def _is_measured(word: Word) -> bool:
    return _is_of_noun(word) or word.text in ("收入", "支出", "投资")


def _shares_end(word: Word, fragment: str) -> bool:
    """Return whether the word begins with an alternative to `fragment`: 门诊量 and 急诊."""
    length = len(fragment)
    return length > 1 and len(word.text) > length and word.text[length - 1] == fragment[-1]


def _is_of_noun(word: Word) -> bool:
    return word.tag.startswith(_NOUN_TAGS) or word.text in _MEASURES


def _begins_alike(word: Word, fragment: str) -> bool:
    return len(word.text) > 1 and word.text != fragment and fragment.startswith(word.text)


def _content_of(question: str) -> list[Word]:
    """Return the words of `question` but for the reports and years that it names."""
    set_aside = [Span(*match.span()) for match in MENTION_OF_REPORT.finditer(question)]
    set_aside += [Span(*match.span()) for match in YEAR.finditer(question)]
    set_aside += [Span(0, start)] if (start := _own_start(question)) else []
    return [
        word
        for word in tag_words(question)
        if not any(span.overlaps(word.span) for span in set_aside)
    ]


def _replaced_variant(previous: str, fragment: str) -> str | None:
    """`柔性引进` after `全职引进了多少名…` replaces the word in front of what both share."""
    shared = SequenceMatcher(None, fold(previous), fold(fragment), autojunk=False)
    match = shared.find_longest_match()
    is_ending = match.b > 0 and match.b + match.size == len(fragment)
    if match.size < _MIN_SHARED_CHARS or not is_ending:
        return None
    asked_for = [amount.span for amount in amounts_asked(fold(previous))]
    if any(span.end == match.a for span in asked_for):
        return previous[: match.a] + fragment + previous[match.a + match.size :]
    before = [word for word in _content_of(previous) if word.span.start < match.a]
    if not before:
        return None
    # 全国 and 全省 tell where, and hold for the variant as well.
    start = match.a if before[-1].text in STOP_WORDS else before[-1].span.start
    return previous[:start] + fragment + previous[match.a + match.size :]


def _replaced_verb(previous: str, fragment: str) -> str | None:
    """Return `previous` about what was also done to its thing: `新增的呢` after `公路里程`."""
    words = tag_words(fragment)
    start = _own_start(previous)
    if len(words) != 1 or words[0].tag != "v" or start == 0:
        return None
    first = next((word for word in tag_words(previous) if word.span.start >= start), None)
    if first is None:
        return None
    end = first.span.end if first.tag == "v" else start
    return previous[:start] + fragment + previous[end:]


def _replaced_counted(previous: str, fragment: str) -> str | None:
    counted = _counted(previous)
    place = fold(previous).find(counted) if counted else -1
    if place < 0:
        return None
    start = max(place, min(_own_start(previous), place + len(counted)))
    counted, place = counted[start - place :], start
    words = tag_words(counted)
    short = len(fragment) <= _MAX_PART_CHARS or len(words[-1].text) == 1
    if len(words) > 1 and short and words[-1].text[-1] in _MEASURES - {fragment[-1]}:
        counted = counted[: words[-1].span.start]
    if not counted:
        return None
    return previous[:place] + fragment + previous[place + len(counted) :]


# ---------------------------------------------------------------------------- left out


def _is_elliptical(bare: str) -> bool:
    """Return whether a question leaves out what it is about: it is short and names little."""
    if len(bare) > _MAX_ELLIPTICAL_CHARS or _names_a_time(bare):
        return False
    understood = understand(bare)
    return _names_little(understood) and understood.ask is not Ask.PASSAGE


def _names_little(question: Question) -> bool:
    nouns = [term for term in question.terms if term.weight >= 1]
    return len(nouns) < _MAX_ELLIPTICAL_NOUNS and not question.names and not question.places


def _topic(previous: str) -> str:
    """Return what `previous` is about: the question without what it asks for.

    `新建了多少座桥梁？` is about `新建了桥梁`.
    """
    spans = [amount.span for amount in amounts_asked(fold(previous))]
    kept = [c for at, c in enumerate(previous) if not any(s.start <= at < s.end for s in spans)]
    return _COPULA.sub("", "".join(kept).strip(_STOP))
