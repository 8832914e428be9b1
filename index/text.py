"""What every step needs to know about writing: search folding, lines and sentences.

Text goes in, text of the same length or spans into it come out. What the words mean is left to
the steps above.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import opencc

from index.types import Span

# ---------------------------------------------------------------------------- folding

_HAN_RANGES = ((0x2F00, 0x2FE0), (0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32400))
_CASED = range(0x2000)
_SEPARATORS = (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_WIDTH_FORMS = (*range(0xFE50, 0xFE70), *range(0xFF01, 0xFFEF))


def fold(text: str) -> str:
    """Return `text` for search, each character replaced by exactly one, so that offsets survive.

    Full width becomes half width, capitals small, traditional characters simplified. Each
    character is looked at alone: `fold(text)[a:b] == fold(text[a:b])`, wherever a text is cut.
    What would change length stays as it is (`㎡`, `İ`, `ﬁ`), and so do `①` and `²`, which would
    turn into digits of a number that nobody wrote.

    `fold("ＧＤＰ增長３．５％") == "gdp增长3.5%"`
    """
    return text.translate(_fold_table())


@cache
def _fold_table() -> dict[int, str]:
    """Return the replacement of every code point that has one."""
    table = dict.fromkeys(_SEPARATORS, " ")
    table |= {code: _one_for_one(code) for code in _WIDTH_FORMS}
    table |= {code: _small(chr(code)) for code in _CASED if code not in table}
    han = [code for low, high in _HAN_RANGES for code in range(low, high)]
    table |= _simplified(han)
    # OpenCC has chains (薴 → 苧 → 苎); followed to their end, folding twice changes nothing.
    return {code: end for code, to in table.items() if (end := to.translate(table)) != chr(code)}


def _one_for_one(code: int) -> str:
    """Return the plain form of a compatibility character, itself where that is longer."""
    plain = unicodedata.normalize("NFKC", chr(code))
    return _small(plain) if len(plain) == 1 else chr(code)


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def _simplified(codes: list[int]) -> dict[int, str]:
    """Return the simplified form of each Han character taken alone.

    OpenCC would choose by phrase (乾淨, but 乾坤), and then a passage and a cut of it would differ.
    """
    plain = [unicodedata.normalize("NFKC", chr(code)) for code in codes]
    forms = opencc.OpenCC("t2s").convert("\n".join(plain)).split("\n")
    return {code: form for code, form in zip(codes, forms, strict=True) if len(form) == 1}


# ---------------------------------------------------------------------------- small numbers

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_SMALL_NUMBER = re.compile(
    r"\d{1,4}|[零〇○一二三四五六七八九]{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?"
)


def small_number(written: str) -> int | None:
    """Return a year, a month, a day or an ordinal: `12`, `十二` and `一二` are 12.

    Numbers that count something are read in `quantities`; these only name a place in a row.
    """
    if not _SMALL_NUMBER.fullmatch(written):
        return None
    if written.isdecimal():
        return int(written)
    if "十" not in written:
        return int("".join(str(_DIGITS[digit]) for digit in written))
    tens, _, ones = written.partition("十")
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


# ---------------------------------------------------------------------------- lines

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)


def line_spans(text: str) -> tuple[Span, ...]:
    """Return the lines that hold more than space, without the space around them."""
    return tuple(
        span
        for match in _LINE.finditer(text)
        if (span := trimmed(text, match.start(), match.end())) is not None
    )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return `[start, end)` without the space at its ends, `None` where nothing is left."""
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(body))


# ---------------------------------------------------------------------------- paragraphs

_MIN_WRAP_COLUMNS = 30
_MAX_WRAP_COLUMNS = 160
_NEARLY_FULL = 0.92
_ENDS_PARAGRAPH = tuple("。！？!?；;：:…．.｡”’」』）)】]》>\"'")
_MARKER = re.compile(
    r"[-*+•·●◆■–—|#>]|\d{1,3}(?:[.．](?!\d)|[)、])|[（(〔\[]?[一二三四五六七八九十百\d]{1,4}[)）〕\]、]"
    r"|第[一二三四五六七八九十百零\d]{1,5}[章节条款部编]"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r[^\S\r\n]*\r|[\f\v\u2029]")


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """Return the lines, each joined with the next where the break only wraps it."""
    lines = line_spans(text)
    paragraphs: list[Span] = []
    position = 0
    while position < len(lines):
        block_end = _block_end(text, lines, position)
        paragraphs += _joined(text, lines[position:block_end])
        position = block_end
    return tuple(paragraphs)


def _block_end(text: str, lines: tuple[Span, ...], start: int) -> int:
    """Return the index after the last line that no blank line parts from line `start`."""
    for index in range(start, len(lines) - 1):
        between = text[lines[index].end : lines[index + 1].start].replace("\r\n", "\n")
        if _BLANK_LINE.search(between):
            return index + 1
    return len(lines)


def _joined(text: str, block: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the paragraphs of a block of lines that follow each other without a blank line."""
    full = _full_lines(text, block)
    start = 0
    for index in range(len(block)):
        last = index + 1 == len(block)
        if last or not _wraps(text, block[index], block[index + 1], full=full[index]):
            yield Span(block[start].start, block[index].end)
            start = index + 1


def _wraps(text: str, line: Span, following: Span, *, full: bool) -> bool:
    """Return whether a line goes on in the next one.

    The default is that each line is a paragraph. It goes on where the next begins with a small
    Latin letter, where a comma stands at the break, or where the line is as full as its block.
    """
    if text[line.end - 1] in _ENDS_PARAGRAPH or text.startswith(("|", "#"), line.start):
        return False
    if _MARKER.match(text, following.start):
        return False
    if text[line.end - 1] in "，、," or text[following.start] in "，、。；：,":
        return True
    begins_small = text[following.start].islower() and text[line.end - 1].isascii()
    return full or (begins_small and len(line) >= _MIN_WRAP_COLUMNS)


def _full_lines(text: str, block: tuple[Span, ...]) -> list[bool]:
    """Return for each line whether it breaks off where its block's lines are full.

    What begins the next line would not have fitted; where Han stands at the break, nearly so,
    since digits and letters are set narrower. Two such lines at least make a block wrapped: one
    line is always the widest.
    """
    widths = [_columns(text[line.start : line.end]) for line in block]
    widest = max(widths)
    if not _MIN_WRAP_COLUMNS <= widest <= _MAX_WRAP_COLUMNS:
        return [False] * len(block)
    full = [False] * len(block)
    for index, (line, following) in enumerate(pairwise(block)):
        last = text[line.end - 1]
        fits = widths[index] + _columns(_first_word(text, following)) < widest
        nearly_full = _is_han(last) and widths[index] >= widest * _NEARLY_FULL
        full[index] = last not in _ENDS_PARAGRAPH and (nearly_full or not fits)
    return full if sum(full) >= 2 else [False] * len(block)


def _columns(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _first_word(text: str, line: Span) -> str:
    """Return what a line could not have been broken inside: a Latin word, a Han character."""
    end = line.start + 1
    while end < line.end and text[end].isascii() and not text[end].isspace():
        end += 1
    return text[line.start : end]


# ---------------------------------------------------------------------------- sentences

_CLOSERS = "”’」』）】》〉〕］｝\"')]}»"
_PARTNERS = {
    "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕",
    "“": "”", "‘": "’", "「": "」", "『": "』",
}  # fmt: skip
_QUOTES = "“‘「『"
_TITLES = "《〈"
_SHIELDED_CHARS = 100
_SHIELDED_QUOTE_CHARS = 40
_MARK = re.compile(r"[。！？｡!?．.…]+|[《〈（(【\[〔“‘「『]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_GOES_ON = "，、；：,;:"
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_NUMBER = re.compile(r"\s*\d")
_NEXT_WORD = re.compile(r"[\s“‘\"'(]*([^\W\d_]+)")
_NUMBERING = re.compile(r"[(（]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Abbreviations before a name or an example: a full stop after them ends nothing.
_BEFORE_NAMES = _words(
    "mr mrs ms dr prof st mt vs e.g i.e cf approx gen gov sen rep hon rev col lt sgt capt eds viz"
)
# Words before a number, where their full stop ends nothing; elsewhere it ends a sentence.
_BEFORE_NUMBERS = _words("no nos fig figs eq vol vols pp art sec ch app para est ed")
# Abbreviations that may also stand at the end; what follows decides.
_MAY_BE_LAST = _words(
    "inc ltd co corp etc al dept jr sr bros univ jan feb mar apr jun jul aug sep sept oct nov dec"
)
_OPENING_WORDS = _words(
    "a after all also although an and another as at because before both but by despite during each"
    " even every few finally first for from furthermore had has have he her here his how however i"
    " if in instead is it its last later many meanwhile moreover most my no nor not now of on once"
    " one only or other our over second several she since so some such than that the their then"
    " there therefore these they third this those though through thus to today two under until we"
    " what when where whether which while who why will with without yet you your"
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences in order: every character but space lies in exactly one.

    A sentence ends at 。！？, at an English full stop that is no part of a number, an abbreviation
    or an initial, and at the end of its line; closing quotes and brackets stay with it, `；` and
    `……` do not end it. A line that is only wrapped goes on in the next (see `_wraps`).
    """
    return tuple(span for block in paragraph_spans(text) for span in _sentences(text, block))


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    if not text.startswith("|", start):
        for end in _ends(text, block):
            if (span := trimmed(text, start, end)) is not None:
                yield span
                start = end
    if (span := trimmed(text, start, block.end)) is not None:
        yield span


def _ends(text: str, block: Span) -> Iterator[int]:
    """Yield where sentences end inside a paragraph."""
    start, position = block.start, block.start
    while (mark := _MARK.search(text, position, block.end)) is not None:
        position = mark.end()
        if mark[0] in _PARTNERS:
            position = _shield_end(text, start, mark.start(), block.end)
            continue
        end = _with_closers(text, mark.end(), block.end)
        if _is_end(text, Span(start, end), mark, block.end):
            yield end
            start = position = end


def _shield_end(text: str, start: int, opening: int, limit: int) -> int:
    """Return where to look on: after a short pair that stands inside a sentence, else inside it.

    What a sentence opens with, or what comes after a colon or a comma, is speech or a remark of
    its own, and its full stops count.
    """
    before = text[max(start, opening - 2) : opening].rstrip()[-1:]
    quoted, titled = text[opening] in _QUOTES, text[opening] in _TITLES
    if not titled and (not before or (quoted and before in "：:，,")):
        return opening + 1
    reach = min(limit, opening + (_SHIELDED_QUOTE_CHARS if quoted else _SHIELDED_CHARS))
    closing = text.find(_PARTNERS[text[opening]], opening + 1, reach)
    return closing + 1 if closing >= 0 else opening + 1


def _with_closers(text: str, end: int, limit: int) -> int:
    """Return the end of the closing quotes and brackets that follow."""
    while end < limit and text[end] in _CLOSERS:
        end += 1
    return end


def _is_end(text: str, sentence: Span, mark: re.Match[str], limit: int) -> bool:
    """Return whether `mark` ends the sentence that has run up to the closers behind it."""
    if sentence.end == limit:
        return True
    following = text[sentence.end]
    is_closed = sentence.end > mark.end()
    if following in _GOES_ON or (is_closed and following == "的"):
        return False
    if any(stop in mark[0] for stop in "。！？｡"):
        return True
    beside_han = _is_han(text[mark.start() - 1 : mark.start()]) or _is_han(following)
    if "…" in mark[0] or len(mark[0]) >= 3:
        # What trails off may go on: only a capital after it tells.
        return mark.start() > sentence.start and _next_is_capital(text, sentence.end, limit)
    if any(stop in mark[0] for stop in "!?"):
        return beside_han or _next_is_capital(text, sentence.end, limit)
    return _full_stop_ends(text, sentence, mark, limit)


def _is_han(character: str) -> bool:
    return _HAN.match(character) is not None


def _next_is_capital(text: str, position: int, limit: int) -> bool:
    """Return whether space follows, and then anything but a small letter."""
    if not text[position].isspace():
        return False
    while position < limit and text[position].isspace():
        position += 1
    return position == limit or not text[position].islower()


def _full_stop_ends(text: str, sentence: Span, mark: re.Match[str], limit: int) -> bool:
    """Return whether an ASCII full stop ends a sentence."""
    stop = mark.start()
    if _is_han(text[stop - 1]) and stop > sentence.start:
        return not _NUMBERING.fullmatch(text, sentence.start, stop)
    if not _next_is_capital(text, sentence.end, limit):
        return False
    if _NUMBERING.fullmatch(text, sentence.start, stop):
        return False
    word = _LAST_WORD.search(text, max(sentence.start, stop - 12), stop)
    if word is None:
        return True
    if word[0].lower() in _BEFORE_NAMES:
        return False
    if word[0].lower() in _BEFORE_NUMBERS:
        return _NUMBER.match(text, sentence.end, limit) is None
    if len(word[0]) == 1 or "." in word[0] or word[0].lower() in _MAY_BE_LAST:
        return _opens_sentence(text, sentence.end, limit)
    return True


def _opens_sentence(text: str, position: int, limit: int) -> bool:
    """Return whether the next word is one that English sentences open with."""
    word = _NEXT_WORD.match(text, position, limit)
    return word is not None and word[1].lower() in _OPENING_WORDS
