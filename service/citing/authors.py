"""A byline becomes authors: persons with their names in order, offices and companies whole."""

import re

from service.citing.sources import Author

_HAN = r"[\u3400-\u9fff]"
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_BODY = re.compile(
    r"(?:委员?会?|政府|[部厅处司科办局组]|办公[室厅]|[院所校]|大学|中心|公司|集团|银行|协会|学会|商会"
    r"|联合会|基金会|工会|报社|通讯社|出版社|合作社)$"
)
_ENGLISH_BODY = re.compile(
    r"\b(?:administration|agency|association|authority|bank|board|bureau|cent(?:er|re)|college"
    r"|commission|committee|company|corp(?:oration)?|council|department|district|foundation|fund"
    r"|government|group|inc|institut(?:e|ion)|ltd|ministry|nations|office|organi[sz]ation"
    r"|programme|program|secretariat|service|society|team|trust|union|university)\b",
    re.IGNORECASE,
)
_OFFICE_HOLDER = re.compile(
    r".*(?:总理|主席|书记|主任|[省市州县区镇部厅局行院会社]长|检察长)\s*"
    rf"(?P<name>{_HAN}(?:\s?{_HAN}){{1,2}})"
)
_ROLE = re.compile(
    r"^(?:本[报网刊社台])?(?:特[约派])?(?:全媒体)?(?:见习|实习)?(?:首席)?"
    r"(?:记者|通讯员|评论员|实习生|撰稿人?|作者|执笔)[:：]?"
)
_ENGLISH_ROLE = re.compile(
    r"(?:.*\b)?(?:writers?|reporters?|correspondents?|editors?|contributors?)", re.IGNORECASE
)
_GAP = re.compile(r"[、，,;；/&\s]+")
_GAP_OF_PERSONS = re.compile(rf"[、，,;；/&\s]+|(?<={_HAN}{_HAN})[和与](?={_HAN}{{2,4}}(?:\s|$))")
_ENGLISH_GAP = re.compile(r"\s*(?:;|,?\s+and\s+|&|,)\s*", re.IGNORECASE)
_PART_OF_FAMILY = frozenset("da de del della der di du la le ten ter van von".split())


def read_authors(byline: str) -> tuple[Author, ...]:
    """Return the authors that a byline names, in its order.

    `记者 张 三、李四 -> 张三, 李四`; `LI Ming and Jane Doe -> Li, Ming; Doe, Jane`.
    """
    line = _BRACKETED.sub(" ", byline).strip() or byline.strip()
    if not re.search(_HAN, line):
        return _english_authors(line)
    of_body = _BODY.search(line) is not None
    if not of_body and (holder := _OFFICE_HOLDER.fullmatch(line)):
        return (Author(re.sub(r"\s", "", holder["name"])),)
    words = (_GAP if of_body else _GAP_OF_PERSONS).split(line)
    names = _joined([_ROLE.sub("", word) for word in words])
    # Where nothing but a role is named, as in 本报评论员, that is the name.
    return tuple(_person(name) for name in names) or (Author(line),)


def _joined(words: list[str]) -> list[str]:
    """Return `words` with names that are spaced out put together: 张 三."""
    names: list[str] = []
    half = ""
    for word in filter(None, words):
        if not half and re.fullmatch(_HAN, word):
            half = word
        else:
            names.append(half + word)
            half = ""
    return [*names, half] if half else names


def _english_authors(line: str) -> tuple[Author, ...]:
    line = re.sub(r"^(?:written\s+)?by\s+", "", line, flags=re.IGNORECASE)
    if _ENGLISH_BODY.search(line):
        return tuple(Author(part.strip()) for part in line.split(";") if part.strip())
    if inverted := re.fullmatch(r"(?P<family>[^\s,]+),\s*(?P<given>[^,;&]+)", line):
        family, given = inverted["family"], inverted["given"]
        if not re.search(r"\sand\s", given) and not _ENGLISH_ROLE.fullmatch(given):
            return (Author(f"{given} {family}", family, given),)
    names = [name for name in _ENGLISH_GAP.split(line) if name]
    persons = [name for name in names if not _ENGLISH_ROLE.fullmatch(name)]
    return tuple(_person(name) for name in persons) or (Author(line),)


def _person(name: str) -> Author:
    """Return one author; a name of the Latin script gets its family name.

    That is the last word with a `van` in front of it, or the one word in capitals, as names from
    China are spelled (GB/T 28039).
    """
    words = name.split()
    if len(words) < 2 or re.search(_HAN, name):
        return Author(name)
    capitals = [
        at for at, word in enumerate(words) if len(word) > 1 and word.isalpha() and word.isupper()
    ]
    if len(capitals) == 1:
        family = words.pop(capitals[0]).title()
        given = " ".join(words)
        return Author(
            f"{family} {given}" if capitals[0] == 0 else f"{given} {family}", family, given
        )
    first = next((at for at, word in enumerate(words[1:-1], 1) if word in _PART_OF_FAMILY), -1)
    return Author(name, " ".join(words[first:]), " ".join(words[:first]))
