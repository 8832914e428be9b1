"""The things that a question joins: `2016年博士和硕士` are 博士 and 硕士.

In: folded text. Out: a `Thing` for each, without the year and the report around them, and without
the words that one of them has for all: `甲矿和乙矿的产量` are 甲矿 and 乙矿.
"""

import re
from dataclasses import dataclass

from index.words import tag_words
from service.years import AROUND_REPORT, MENTION_OF_REPORT

_JOINTS = frozenset("、 , 以及 和 与 跟 同 及 加 加上 还是".split())
_MIN_THINGS = 2
_TIME = (
    r"(?:从|到|在|截至|截止)?(?<!\d)(?:1[89]|20)\d\d(?!\d)年?(?:\d{1,2}月)?(?:底|末|初|全年|上半年|下半年)?"
    r"|(?:过去|这|近|前|头|那)?[两三四五六七八九十]年(?:里|间|中|来)?|当年|全年|去年|今年|这一年"
)
# A time, or what they are looked for in: 重大工程里.
_ASIDE = re.compile(rf"^(?:{_TIME}|里|里面|中|内|以来|的)*$|(?:里|里面|之中|当中|方面)$")
_BEFORE = re.compile(rf"^(?:(?:{_TIME}|我国|我省|我市|全国|全省|全市)(?:的|,|里|间|时)*)+")
_REPORT = re.compile(f"{AROUND_REPORT}(?:{MENTION_OF_REPORT.pattern}){AROUND_REPORT}")
# 这两项, 三者: all of the things that were named.
_ALL_OF_THEM = re.compile(
    "(?:的)?(?:这)?[两二三四五六七八九十几][项者类种个样笔部块家人方](?:方面|分)?$"
)
# Where the named ones belong to: “八五”里属于.
_ONE_OF = re.compile(
    '^(?:.*[里中内期间])?(?:属于|归于|关于|涉及|有关)|^[“"][^”"]*[”"](?:期间|时期)?[里中内]?的?'
)
_NOUN = ("n", "j", "l", "eng")


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the things that are joined.

    Attributes:
        label: What the asker calls it, as shortly as tells it from the others.
        counted: What of it is counted or measured; what stands behind the last 的.
        said: What is said of it before that 的: 新入职 of `新入职的教师`.
    """

    label: str
    counted: str
    said: str = ""


def things_joined(text: str) -> tuple[Thing, ...]:
    """Return the things that `text` joins, or none where it joins none.

    What stands beside them between commas may be a time and nothing more: with other words there it
    is not sure that all of them were found.
    """
    parts = [part for part in re.split("[,，:：]", _REPORT.sub(",", text)) if part.strip()]
    joined = [said for part in parts if len(said := _joined(part)) >= _MIN_THINGS]
    beside = [part for part in parts if len(_joined(part)) < _MIN_THINGS]
    if len(joined) != 1 or not all(_ASIDE.search(part.strip()) for part in beside):
        return ()
    return _told_apart(joined[0])


def joins_things(text: str) -> bool:
    """Return whether `text` ends with several, times aside, also where it is unsure which."""
    said = [part.strip() for part in re.split("[,，:：]", text)]
    parts = [part for part in said if part and not _ASIDE.search(part)]
    return bool(parts) and len(_joined(parts[-1])) >= _MIN_THINGS


def thing_named(text: str) -> Thing:
    """Return the one thing that `text` names, behind its last comma."""
    said = [part for part in re.split("[,，:：]", _REPORT.sub(",", text)) if part.strip()]
    name = _BEFORE.sub("", said[-1].strip()) if said else ""
    return Thing(name, _head(name), _said(name))


def _joined(part: str) -> tuple[str, ...]:
    """Return what `part` joins; 与 joins as a word, not inside 参与."""
    sides = [""]
    for word in tag_words(_ALL_OF_THEM.sub("", part)):
        if word.text in _JOINTS:
            sides.append("")
        else:
            sides[-1] += word.text
    sides[0] = _BEFORE.sub("", sides[0].strip())
    return tuple(side.strip() for side in sides if side.strip())


def _told_apart(sides: tuple[str, ...]) -> tuple[Thing, ...]:
    shared = _shared_by_all(sides)
    if shared:
        names = [_bare(side.removesuffix(f"的{shared}")) for side in sides]
        return tuple(Thing(name, name) for name in names)
    heads = [_head(side) for side in sides]
    labels = heads if len(set(heads)) == len(heads) else sides
    return tuple(
        Thing(label, head, _said(side))
        for label, head, side in zip(labels, heads, sides, strict=True)
    )


def _shared_by_all(sides: tuple[str, ...]) -> str:
    """Return what the last side says for all, `产量` of `甲矿、乙矿的产量`; empty where nothing.

    In `博士、引进的硕士` the words before 的 are no name, so the others are not 引进的.
    """
    name, particle, shared = sides[-1].rpartition("的")
    if not particle or not shared or any("的" in side for side in sides[:-1]):
        return ""
    last = tag_words(name)[-1:] if name else ()
    return shared if last and last[0].tag.startswith(_NOUN) else ""


def _bare(name: str) -> str:
    """Return the name without where it is one of several: 属于民生 of `民生这两个方面` too."""
    return _ALL_OF_THEM.sub("", _ONE_OF.sub("", name)) or name


def _said(side: str) -> str:
    """Return what stands before the last 的, without its time."""
    return re.sub(_TIME, "", side.rpartition("的")[0])


def _head(side: str) -> str:
    """Return what stands behind the last 的: the thing, without what is said of it."""
    return side.rsplit("的", 1)[-1] or side.rstrip("的")
