"""How a report is laid out: its title, its sections and its imprint.

Part of reading a document: text goes in, spans into it and names as written come out. The rules
come from the layout of Chinese official reports and news articles, English reports and Markdown.
Where a line may or may not be a heading, it is not one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.imprint import Imprint, is_imprint_line, read_imprint
from index.text import fold, paragraph_spans, sentence_spans, small_number
from index.types import Section, Span


@dataclass(frozen=True, slots=True)
class Structure:
    """What a report's layout says; `None` where it says nothing."""

    title: str | None
    subtitle: str | None
    sections: tuple[Section, ...]
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, with its text as written and folded."""

    span: Span
    text: str
    folded: str
    is_imprint: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line, or the opening of one, that may be a heading.

    Attributes:
        name: Its words as written, without marks of layout.
        span: Where the name stands.
        kind: Headings of one kind stand on one level: `#2`, `cn`, `plain` …
        ordinal: Its number among its kind, 0 where it has none.
        runs_in: Whether the section's text follows on the same line.
    """

    name: str
    span: Span
    kind: str
    ordinal: int = 0
    runs_in: bool = False


def read_structure(text: str) -> Structure:
    """Return title, sections and imprint of a report's text."""
    front = _FRONT_MATTER.match(text)
    fields = front["fields"].splitlines() if front else []
    paragraphs = _read_paragraphs(text, front.end() if front else 0)
    lead, tail = _lead_end(paragraphs), _tail_start(paragraphs)
    title, subtitle, start = _read_title(paragraphs, lead)
    body = paragraphs[start : max(start, tail)]
    prose = [p for p in body if not p.is_imprint]
    imprint = read_imprint(
        fields + [p.text for p in (*paragraphs[:lead], *paragraphs[tail:]) if p.is_imprint],
        first=next((p.text for p in prose if _is_prose(p)), ""),
        last=prose[-1].text if prose else "",
    )
    title = next((match[1] for field in fields if (match := _TITLE_FIELD.match(field))), title)
    return Structure(title, subtitle, _nested(body, _headings(body)), imprint)


def _read_paragraphs(text: str, start: int) -> list[_Paragraph]:
    """Return the paragraphs from `start` on."""
    folded = fold(text)
    return [
        _Paragraph(
            span, words := text[span.start : span.end], folded[span.start : span.end],
            is_imprint_line(words),
        )
        for span in paragraph_spans(text)
        if span.start >= start
    ]  # fmt: skip


def _is_prose(paragraph: _Paragraph) -> bool:
    """Return whether a paragraph is a sentence or more, or an address: `各位代表：`."""
    if len(paragraph.text) > _MAX_TITLE_CHARS or paragraph.folded.endswith(tuple("。.;:…,")):
        return True
    return len(sentence_spans(paragraph.text)) > 1


# ---------------------------------------------------------------------------- title

_FRONT_MATTER = re.compile(r"---\s*\n(?P<fields>(?:[^\n]{0,500}\n){0,40}?)---\s*(?:\n|\Z)")
_TITLE_FIELD = re.compile(r"title:\s*[\"']?(.*?\w.*?)[\"']?\s*\Z")
_MAX_LEAD = 12
_MAX_TAIL = 12
_MAX_TITLE_CHARS = 100
_TITLE_AND_SUBTITLE = re.compile(r"(?P<title>.*?)\s*(?:—{2,}|-{2,}|―+)\s*(?P<subtitle>\S.*)?\Z")
_MIN_TITLE_CHARS = 4
_GAP = re.compile(r"\t|\s{3,}")
_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(?=\S)")


def _lead_end(paragraphs: Sequence[_Paragraph]) -> int:
    """Return how many paragraphs stand above the text: title, subtitle, imprint."""
    has_name = False
    for index, paragraph in enumerate(paragraphs[:_MAX_LEAD]):
        if not paragraph.is_imprint and (
            _is_prose(paragraph) or _numbered(paragraph) or (has_name and _markdown(paragraph))
        ):
            return index
        has_name = has_name or _is_name(paragraph)
    return min(len(paragraphs), _MAX_LEAD)


def _is_name(paragraph: _Paragraph) -> bool:
    """Return whether a line above the text may be its title: it has words of its own."""
    return not paragraph.is_imprint and any(map(str.isalnum, paragraph.text))


def _tail_start(paragraphs: Sequence[_Paragraph]) -> int:
    """Return the index of the first of the imprint lines that close the text."""
    start = len(paragraphs)
    while start > max(1, len(paragraphs) - _MAX_TAIL) and paragraphs[start - 1].is_imprint:
        start -= 1
    return start


def _read_title(paragraphs: Sequence[_Paragraph], lead: int) -> tuple[str | None, str | None, int]:
    """Return title, subtitle and the index of the paragraph after them.

    The title is the first line above the text that is no imprint. Where the line below says the
    same with less around it, that is the headline: a web page's own title adds a place or the
    site's name. What comes after `——`, on the same line or below, is the subtitle.
    """
    names = [index for index, p in enumerate(paragraphs[:lead]) if _is_name(p)]
    if not names:
        return None, None, 0
    place = names[0]
    if len(names) > 1 and _says_again(paragraphs[place], paragraphs[names[1]]):
        place = names.pop(1)
    level_one = sum(p.text.startswith("# ") for p in paragraphs)
    if (marked := _markdown(paragraphs[place])) is not None:
        is_title = marked.kind == "#1"
        return marked.name if is_title else None, None, place + (is_title and level_one == 1)
    title, subtitle = _split_title(paragraphs[place])
    if subtitle is None and len(names) > 1:
        below, said = _split_title(paragraphs[names[1]])
        if not below and said:
            return title, said, names[1] + 1
    return title, subtitle, place + 1


def _says_again(page_title: _Paragraph, headline: _Paragraph) -> bool:
    """Return whether the second line stands whole at either end of the first."""
    first, second = ("".join(p.folded.split()) for p in (page_title, headline))
    return len(second) >= _MIN_TITLE_CHARS and (first.endswith(second) or first.startswith(second))


def _split_title(paragraph: _Paragraph) -> tuple[str, str | None]:
    """Return what stands before and after `——`; a gap as wide as a tab ends either."""
    parts = _TITLE_AND_SUBTITLE.match(paragraph.folded)
    if parts is None or 0 < parts.end("title") < _MIN_TITLE_CHARS:
        return _GAP.split(paragraph.text)[0], None
    title, subtitle = (
        _GAP.split(paragraph.text[slice(*parts.span(part))])[0] for part in ("title", "subtitle")
    )
    return title, subtitle or None


# ---------------------------------------------------------------------------- headings

_HAN_NUMBER = r"([一二三四五六七八九十]{1,3})"
_NUMBERINGS = {
    "part": rf"第{_HAN_NUMBER}(?:编|部分|篇)\s*",
    "chapter": rf"第{_HAN_NUMBER}章\s*",
    "section": rf"第{_HAN_NUMBER}节\s*",
    "first": rf"第{_HAN_NUMBER}[,、]\s*",
    "cn": rf"{_HAN_NUMBER}(?:、\s*(?=\S)|\.\s*(?=[^\s\d]))",
    "cn_bracket": rf"[(〔]{_HAN_NUMBER}[)〕]\s*(?=\S)",
    "word": r"(?:chapter|part|section|appendix|annex)\s+(\d{1,2}|[ivx]{1,5}|[a-z])\b[.:]?\s*",
    "dotted_2": r"\d{1,2}\.(\d{1,2})\.?\s+(?=[^\s\d])",
    "dotted_3": r"\d{1,2}\.\d{1,2}\.(\d{1,2})\.?\s+(?=[^\s\d])",
    "arabic": r"(\d{1,2})(?:\.\s*(?=[^\s\d])|、\s*(?=\S))",
    "arabic_bracket": r"\(?(\d{1,2})\)\s*(?=\S)",
    "roman": r"([ivx]{1,5})\.\s+(?=\S)",
}
_NUMBERING = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in _NUMBERINGS.items()))
_OFFICIAL = ("part", "chapter", "section", "cn", "cn_bracket")
_MAX_HEADING_CHARS = 50
_MAX_HEADING_COLUMNS = 80
_MAX_PLAIN_RUN = 2

_STANDS_ALONE = re.compile(
    r"引言|前言|导言|序言|序|结语|结束语|后记|附件\s*\d*|附录|参考文献|目录"
    r"|introduction|foreword|preface|conclusions?|references|appendix|contents"
)
_NOT_PLAIN = re.compile(
    r"[。!?;…|\t]|\s{3,}|://|@|-{2,}|—{2,}|\A[^\w“‘《\"']|\A图\s*\d|\A表\s*\d|\A图为"
)
_NOT_PLAIN_END = tuple("。!?;:,、.…-—")
_FENCE = ("```", "~~~")


def _headings(body: Sequence[_Paragraph]) -> list[tuple[int, _Heading]]:
    """Return the headings with the index of their paragraph, in order."""
    candidates = _candidates(body)
    candidates = _without_contents(candidates)
    candidates = _without_lists(body, candidates)
    candidates = _without_doubtful_plain(body, candidates)
    return [(index, heading) for index, heading in enumerate(candidates) if heading is not None]


def _candidates(body: Sequence[_Paragraph]) -> list[_Heading | None]:
    """Return what each paragraph would be as a heading, looked at alone."""
    candidates: list[_Heading | None] = []
    has_markdown = any(_markdown(paragraph) for paragraph in body)
    fenced = False
    for paragraph in body:
        fence = paragraph.text.startswith(_FENCE)
        fenced ^= fence
        found = None
        if not (fenced or fence or paragraph.is_imprint or _is_contents_line(paragraph)):
            found = _markdown(paragraph) or _official_or_other(paragraph, has_markdown)
        candidates.append(found)
    return candidates


def _official_or_other(paragraph: _Paragraph, has_markdown: bool) -> _Heading | None:
    """Return a numbered or plain heading; beside `#` headings `1.` is a list, a line is a line."""
    numbered = _numbered(paragraph)
    if numbered is None:
        return None if has_markdown else _plain(paragraph)
    if has_markdown and numbered.kind not in _OFFICIAL:
        return None
    return numbered if _is_short(numbered) else None


def _is_short(heading: _Heading) -> bool:
    limit = _MAX_HEADING_COLUMNS if heading.name.isascii() else _MAX_HEADING_CHARS
    return len(heading.name) <= limit and "\n" not in heading.name


def _markdown(paragraph: _Paragraph) -> _Heading | None:
    match = _MARKDOWN.match(paragraph.text)
    if match is None:
        return None
    name = paragraph.text[match.end() :]
    unmarked = name.rstrip("#")
    if unmarked[-1:].isspace():
        name = unmarked.rstrip()
    start = paragraph.span.start + match.end()
    return _Heading(name, Span(start, start + len(name)), f"#{len(match[1])}")


def _numbered(paragraph: _Paragraph) -> _Heading | None:
    """Return a line that opens with a number, as long as it takes to be a heading.

    `一、` and `（一）` may run in: their first sentence is the heading, the text follows.
    """
    bare = len(paragraph.text) - len(paragraph.text.lstrip("*"))
    match = _NUMBERING.match(paragraph.folded, bare)
    if match is None:
        return None
    kind, span = str(match.lastgroup), paragraph.span
    end, runs_in = span.end, False
    if kind in _OFFICIAL:
        first = sentence_spans(paragraph.text)[0]
        runs_in = first.end < len(paragraph.text)
        end = span.start + first.end
    elif paragraph.folded.endswith(tuple("。;,:!?")):
        return None
    name = paragraph.text[bare : end - span.start].rstrip("*").rstrip("。")
    if runs_in and not paragraph.text.startswith("。", bare + len(name)):
        return None
    if name.endswith(("；", ";", "，", ",", "：", ":")) or len(name) < match.end() - bare:
        return None
    start = span.start + bare
    return _Heading(name, Span(start, start + len(name)), kind, _ordinal(match), runs_in)


def _ordinal(numbering: re.Match[str]) -> int:
    """Return the number that a numbering shows, 0 for Roman numerals and letters."""
    written = numbering[numbering.re.groupindex[str(numbering.lastgroup)] + 1]
    return small_number(written) or 0


def _plain(paragraph: _Paragraph) -> _Heading | None:
    """Return a short line of words that is no sentence, no caption and no row of a table."""
    name, folded = paragraph.text, paragraph.folded
    if not 2 <= len(name) <= _MAX_HEADING_COLUMNS:
        return None
    if folded.endswith(_NOT_PLAIN_END) or _NOT_PLAIN.search(folded):
        return None
    if name[0].islower() or sum(map(str.isalpha, name)) * 2 < len(name) or len(name.split()) > 12:
        return None
    kind = "alone" if _STANDS_ALONE.fullmatch(folded) else "plain"
    heading = _Heading(name, paragraph.span, kind)
    return heading if _is_short(heading) else None


# ---------------------------------------------------------------------------- doubt

_LEADER = re.compile(r"(?:[.·…]{2,}|\t)\s*\d{1,3}\Z")


def _is_contents_line(paragraph: _Paragraph) -> bool:
    """Return whether a line ends in dots or a tab and the number of a page."""
    return _LEADER.search(paragraph.folded[-_MAX_TITLE_CHARS:]) is not None


def _without_contents(candidates: list[_Heading | None]) -> list[_Heading | None]:
    """Return the candidates without a table of contents: neighbours that both come again."""
    names = [heading.name if heading else "" for heading in candidates]
    left = Counter(names)
    comes_again = []
    for name in names:
        left[name] -= 1
        comes_again.append(bool(name) and left[name] > 0)
    padded = [False, *comes_again, False]
    return [
        None if padded[i + 1] and (padded[i] or padded[i + 2]) else heading
        for i, heading in enumerate(candidates)
    ]


def _without_lists(
    body: Sequence[_Paragraph], candidates: list[_Heading | None]
) -> list[_Heading | None]:
    """Return the candidates without numbered lines that follow each other: a list has no text.

    Of two equal lines the second counts: some pages print each heading twice.
    """
    kinds = [_numbering_kind(paragraph) for paragraph in body]
    kept: list[_Heading | None] = []
    for index, heading in enumerate(candidates):
        following = index + 1
        twice = following < len(body) and body[following].text == body[index].text
        before = "" if index == 0 or _same(body, index - 1) else kinds[index - 1]
        after = kinds[following] if following < len(body) else ""
        listed = heading is not None and not heading.runs_in and heading.kind in (before, after)
        kept.append(None if twice or listed else heading)
    return kept


def _same(body: Sequence[_Paragraph], index: int) -> bool:
    """Return whether a paragraph and the next are equal."""
    return body[index].text == body[index + 1].text


def _numbering_kind(paragraph: _Paragraph) -> str:
    """Return the kind of number that a paragraph opens with, however long it is; else nothing."""
    match = _NUMBERING.match(paragraph.folded)
    if match is None or _is_contents_line(paragraph):
        return ""
    return str(match.lastgroup)


def _without_doubtful_plain(
    body: Sequence[_Paragraph], candidates: list[_Heading | None]
) -> list[_Heading | None]:
    """Return the candidates with only those plain lines that a paragraph of text follows.

    Of two plain lines in a row the second is the heading; three or more are a list or a table.
    What comes after a long line without an end is the rest of its sentence.
    """
    kept = list(candidates)
    start = 0
    while start < len(kept):
        end = start
        while end < len(kept) and _is_plain(kept[end]):
            end += 1
        if end > start and _is_doubtful(body, kept, start, end):
            kept[start:end] = [None] * (end - start)
        elif end > start:
            kept[start : end - 1] = [None] * (end - 1 - start)
        start = max(end, start + 1)
    return kept


def _is_plain(heading: _Heading | None) -> bool:
    return heading is not None and heading.kind in ("plain", "alone")


def _is_doubtful(
    body: Sequence[_Paragraph], kept: Sequence[_Heading | None], start: int, end: int
) -> bool:
    """Return whether the last of the plain lines in `[start, end)` may be something else."""
    followed = end < len(kept) and (kept[end] is not None or _is_text(body[end]))
    before = end - 2
    goes_on = (
        before >= 0 and (before >= start or kept[before] is None) and _breaks_off(body[before])
    )
    return not followed or goes_on or end - start > _MAX_PLAIN_RUN


def _breaks_off(paragraph: _Paragraph) -> bool:
    """Return whether a paragraph is a long line without an end, as wrapping leaves it."""
    if paragraph.is_imprint or paragraph.text.startswith(("|", *_FENCE)):
        return False
    return len(paragraph.text) > _MAX_HEADING_CHARS // 2 and not _is_text(paragraph)


def _is_text(paragraph: _Paragraph) -> bool:
    """Return whether a paragraph is one that a heading may stand above."""
    if _is_contents_line(paragraph):
        return False
    ends = tuple("。!?.;:…")
    return paragraph.folded.rstrip("”’」』)]\"'").endswith(ends) or _is_prose(paragraph)


# ---------------------------------------------------------------------------- sections


def _nested(
    body: Sequence[_Paragraph], headings: Sequence[tuple[int, _Heading]]
) -> tuple[Section, ...]:
    """Return the sections: each runs to the next heading of its level or of one above."""
    kept: list[tuple[int, _Heading, tuple[str, ...]]] = []
    ends: list[int] = []
    open_sections: list[int] = []
    for index, heading in headings:
        above = [kept[number][1] for number in open_sections]
        depth = _depth(above, heading, is_first=index == 0)
        if depth is None:
            continue
        for closed in open_sections[depth:]:
            ends[closed] = index
        del open_sections[depth:]
        path = kept[open_sections[-1]][2] if open_sections else ()
        open_sections.append(len(kept))
        kept.append((index, heading, (*path, heading.name)))
        ends.append(len(body))
    return tuple(
        Section(path, heading.span, Span(body[index].span.start, body[end - 1].span.end))
        for (index, heading, path), end in zip(kept, ends, strict=True)
    )


def _depth(above: Sequence[_Heading], heading: _Heading, *, is_first: bool) -> int | None:
    """Return how many of the open headings a new one stands below, `None` where it is none.

    A kind that is open closes its like; one not seen yet goes inside, if it starts with its
    number one: what starts with 三、 is the rest of a list, unless it is where the text starts.
    Only `#` has levels of its own. Forewords, conclusions and annexes hold nothing and stand
    inside nothing.
    """
    if heading.kind == "alone" or (above and above[0].kind == "alone"):
        return 0
    if heading.kind.startswith("#"):
        return sum(other.kind.startswith("#") and other.kind < heading.kind for other in above)
    alike = [depth for depth, other in enumerate(above) if other.kind == heading.kind]
    restarts = heading.ordinal == 1 and bool(alike) and alike[-1] < len(above) - 1
    if not alike or restarts:
        return None if heading.ordinal > 1 and not is_first else len(above)
    continued = [depth for depth in alike if above[depth].ordinal == heading.ordinal - 1]
    return max(continued or alike)
