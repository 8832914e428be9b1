"""A sentence asked for the phrases around its numbers: before them, behind them, beside them.

In: folded text, a sentence, the quantities in it and its words with their parts of speech. Out:
the spans of the words that stand before or behind a number without those that name nothing, and
what the words of a phrase do. Which of them make a measure is left to `measures`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from index.numerals import CHINESE_DIGITS
from index.terms import Terms, words
from index.types import Kind, Quantity, Span
from index.words import Word

_CLAUSE_MARK = re.compile(r"[，,；;。！？!?：:|…]")
_ITEM_MARK = re.compile(
    r"[①-⑳]|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]\s?(?!\d)|[-*•·]\s"
)
_CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_PLAN_YEARS = re.compile(rf"[“\"]?十?[{CHINESE_DIGITS}十]五[”\"](?=期间|时期|末|以来|规划|$)")
_LEADING = Terms(dict.fromkeys(words("statements", "leading"), True))
_TRAILING = Terms(dict.fromkeys(words("statements", "trailing"), True))
_COMPARISONS = Terms(
    dict.fromkeys(words("statements", "comparisons"), True)
    | dict.fromkeys(words("statements", "not_comparisons"), False)
)
_IDLE = Terms(
    dict.fromkeys((*words("statements", "adverbs"), *words("statements", "comparison_bases")), True)
)
_ADDITIONS = frozenset(words("statements", "additions"))
_RANK_VERBS = frozenset(words("statements", "rank_verbs"))
_RANK_LIKE = Terms(dict.fromkeys(words("statements", "rank_like"), True))
_CONJUNCTIONS = words("statements", "conjunctions")
_LIST_BREAK = re.compile(f"、|{'|'.join(_CONJUNCTIONS)}")
_AND_SO_ON = re.compile("等(?![级于待候同])")
COMPARED_WITH = re.compile("^(?:较|比|与|同)[^,]{1,14}?(?:末|年|同期|初|底|相比)$")
_ADJUNCTS = words("statements", "adjuncts")
_EMPTY_THINGS = frozenset(words("statements", "empty_things"))
_PREDICATE = re.compile(f"(?:{'|'.join(words('statements', 'reached'))}|为|有)$")
_GOVERNS_TIME = "比较同与由从自在"
_ENGLISH_NEXT = re.compile(" [a-z]")
_ENGLISH_BREAK = re.compile(
    r" (?:and|or|in|on|for|from|to|by|with|up|at|while|but|higher|lower|than|were|are|is|was)\b"
)
TIME = (Kind.DATE, Kind.DATE_RANGE)
NO_BARRIER = (*TIME, Kind.DURATION, Kind.IDENTIFIER)
_NOUN_TAGS = ("n", "j", "l", "i", "s", "eng", "t", "f")
_CLAUSE_REACH = 300
_MAX_SUBJECT_SPANS = 4
_MAX_CHARS_ALONE = 30
_MAX_CHARS_BEFORE_THING = 18
_MAX_THING_CHARS = 14


def clause_of(text: str, sentence: Span, place: Span) -> Span:
    """Return the clause of `sentence` that holds `place`: the words between two clause marks.

    No clause reaches further than `_CLAUSE_REACH` characters from `place`.
    """
    start = max(sentence.start, place.start - _CLAUSE_REACH)
    for match in _CLAUSE_MARK.finditer(text, start, place.start):
        if not _in_number(text, match.start()):
            start = match.end()
    end = min(sentence.end, place.end + _CLAUSE_REACH)
    for match in _CLAUSE_MARK.finditer(text, place.end, end):
        if not _in_number(text, match.start()):
            end = match.start()
            break
    return Span(start, end)


def _in_number(text: str, place: int) -> bool:
    """Return whether the mark at `place` stands between two digits: 1,096 and 3:1."""
    return text[place - 1 : place].isdecimal() and text[place + 1 : place + 2].isdecimal()


@dataclass(frozen=True, slots=True)
class Phrases:
    """A sentence, asked for the phrases around its numbers.

    Attributes:
        text: The whole text, folded.
        quantities: All mentions of `sentence`, in order of their start, dates included.
        starts: Where they start.
        tagged: The words of the sentence by where they start in `text`.
    """

    text: str
    sentence: Span
    quantities: tuple[Quantity, ...]
    starts: list[int]
    tagged: dict[int, Word]

    def _inside(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Return the quantities that begin inside `[start, end)`."""
        return self.quantities[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def words_of(self, spans: tuple[Span, ...]) -> str:
        """Return the words of a phrase, one behind another."""
        return "".join(self.text[span.start : span.end] for span in spans)

    # ------------------------------------------------------------ before the number

    def before(self, position: int, start: int, *, alone: bool) -> tuple[tuple[Span, ...], bool]:
        """Return the words before a number in its clause, and whether it continues a list."""
        place = self.quantities[position].span.start
        begin, in_list = start, False
        for index in range(position - 1, -1, -1):
            earlier = self.quantities[index]
            if earlier.span.end <= start:
                break
            if earlier.kind in NO_BARRIER or self._is_attribute(earlier):
                continue
            begin, in_list = self._after_gap(earlier.span.end, place)
            break
        if not alone and not in_list:
            return self._last_of_list(begin, place), False
        return self._cleaned(begin, place, _MAX_CHARS_ALONE), in_list

    def _is_attribute(self, quantity: Quantity) -> bool:
        """Return whether an ordinal only describes a thing: 第8批."""
        return quantity.kind is Kind.ORDINAL and quantity.unit != "位"

    def _after_gap(self, start: int, end: int) -> tuple[int, bool]:
        """Return where the words of a number begin behind an earlier number of its clause."""
        gap = self.text[start:end].rstrip()
        if not gap or gap.endswith("、") or self._ends_with_conjunction(start, start + len(gap)):
            return end, True
        comma = gap.rfind("、")
        if comma >= 0:
            return start + comma + 1, True
        for conjunction in _CONJUNCTIONS:
            if gap.startswith(conjunction):
                return start + len(conjunction), True
        return start, False

    def _ends_with_conjunction(self, start: int, end: int) -> bool:
        return any(
            self.text.endswith(word, start, end) and end - len(word) in self.tagged
            for word in _CONJUNCTIONS
        )

    def _last_of_list(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the words before a number whose thing stands behind: A、B和三个C is about C."""
        breaks = [
            m.end()
            for m in _LIST_BREAK.finditer(self.text, start, end)
            if m.start() in self.tagged and not self._in_quotes(m.start(), start)
        ]
        if not breaks:
            return self._cleaned(start, end, _MAX_CHARS_BEFORE_THING)
        own = self._cleaned(breaks[-1], end, _MAX_CHARS_BEFORE_THING)
        return (*self.verb(self._cleaned(start, end, _MAX_CHARS_ALONE)), *own)

    def _in_quotes(self, place: int, start: int) -> bool:
        return self.text.count("“", start, place) > self.text.count("”", start, place)

    def _cleaned(self, start: int, end: int, limit: int) -> tuple[Span, ...]:
        """Return `[start, end)` without times, and without idle words at its ends."""
        pieces: list[Span] = []
        position = start
        for quantity in self._inside(start, end):
            inside = quantity.span.end <= end
            opening = self.text[quantity.span.start - 1 : quantity.span.start] in ("前", "头")
            if inside and quantity.kind in NO_BARRIER and not opening:
                pieces.extend(self._trimmed(position, self._base_end(position, quantity)))
                position = quantity.span.end
        pieces.extend(self._trimmed(position, end))
        return self._limited(self._after_and_so_on(pieces), limit)

    def _base_end(self, start: int, quantity: Quantity) -> int:
        """Return where the words before a time end, without the 比 or 由 that governs it."""
        end = quantity.span.start
        if quantity.kind in TIME and end - 1 >= start and self.text[end - 1] in _GOVERNS_TIME:
            end -= 1
        return end

    def _after_and_so_on(self, pieces: list[Span]) -> list[Span]:
        """Return only what a list of examples is summed up in: A、B等大中型矿产地."""
        if pieces:
            last = pieces[-1]
            marks = list(_AND_SO_ON.finditer(self.text, last.start, last.end))
            if marks and marks[-1].end() < last.end - 1 and marks[-1].start() in self.tagged:
                summed = Span(marks[-1].end(), last.end)
                verb = self.verb((pieces[0],))
                return [*verb, summed]
        return pieces

    def _trimmed(self, start: int, end: int) -> list[Span]:
        """Return `[start, end)` without idle words at its ends, cut where a line is wrapped."""
        opens = start == self.sentence.start or self.text[start : start + 1] in _CIRCLED
        for pattern in (_ITEM_MARK, _PLAN_YEARS) if opens else (_PLAN_YEARS,):
            if (mark := pattern.match(self.text, start, end)) is not None:
                start = mark.end()
        while start < end and (found := _LEADING.at(self.text, start)) is not None:
            if start + len(found[0]) not in self.tagged and start + len(found[0]) < end:
                break
            start += len(found[0])
        while start < end and (found := _TRAILING.before(self.text, end)) is not None:
            if end - len(found[0]) not in self.tagged:
                break
            end -= len(found[0])
        start = self._with_opening_quote(start, end)
        pieces = re.finditer(r"\S(?:[^\n\r\t]*\S)?", self.text[start:end]) if start < end else ()
        return [Span(start + m.start(), start + m.end()) for m in pieces if m[0].strip()]

    def _with_opening_quote(self, start: int, end: int) -> int:
        piece = self.text[start:end]
        opened = start > 0 and self.text[start - 1] == "“"
        return start - 1 if opened and piece.count("”") > piece.count("“") else start

    def _limited(self, pieces: list[Span], limit: int) -> tuple[Span, ...]:
        """Return the last words that have no more than `limit` characters together."""
        kept: list[Span] = []
        room = limit
        for span in reversed(pieces):
            begin = max(span.start, span.end - room)
            while begin < span.end and begin > span.start and begin not in self.tagged:
                begin += 1
            if begin < span.end:
                kept.append(Span(begin, span.end))
            room -= len(span)
            if room <= 0:
                break
        return tuple(reversed(kept))

    # ------------------------------------------------------------ a list of things

    def whole_list(self, subject: Span) -> Span:
        """Return a subject from the first thing on that its clause names behind its last number."""
        clause = clause_of(self.text, self.sentence, subject)
        numbers = self._inside(clause.start, subject.start)
        begin = max((quantity.span.end for quantity in numbers), default=clause.start)
        whole = self._trimmed(min(begin, subject.start), subject.end)
        return whole[-1] if whole and whole[-1].start < subject.start else subject

    def parts_of(self, whole: Span) -> Iterator[tuple[Span, ...]]:
        """Yield the ways to part a list: at every 、 and 和, at 、 alone, at 、 and the last 和."""
        found = _LIST_BREAK.finditer(self.text, whole.start, whole.end)
        marks = [m for m in found if m.start() in self.tagged and not self._is_inside(m, whole)]
        commas = [m for m in marks if m[0] == "、"]
        for chosen in (marks, commas, [*commas, *marks[-1:]] if marks[-1:] != commas[-1:] else []):
            starts = [whole.start, *(m.end() for m in chosen)]
            ends = [*(m.start() for m in chosen), whole.end]
            if all(start < end for start, end in zip(starts, ends, strict=True)):
                yield tuple(Span(*place) for place in zip(starts, ends, strict=True))

    def _is_inside(self, mark: re.Match[str], whole: Span) -> bool:
        """Return whether a mark stands in quotes or brackets."""
        return any(
            self.text.count(opening, whole.start, mark.start())
            > self.text.count(closing, whole.start, mark.start())
            for opening, closing in ("“”", "()", "《》")
        )

    def words_in(self, span: Span) -> list[Word]:
        """Return the words that begin inside `span`."""
        places = range(span.start, span.end)
        return [self.tagged[place] for place in places if place in self.tagged]

    # ------------------------------------------------------------ behind the number

    def behind(self, position: int, end: int) -> tuple[Span, ...]:
        """Return the thing that stands behind the number, where one does.

        Of 先进村帮扶3851个贫困村 the thing goes on behind the next number: whom they help.
        """
        spans, acts = self._thing(position, end)
        return (*spans, *self._thing(position + 1, end)[0]) if acts else spans

    def _thing(self, position: int, end: int) -> tuple[tuple[Span, ...], bool]:
        """Return the thing behind a number, and whether it acts on the next number's."""
        quantity = self.quantities[position]
        begin = quantity.span.end
        if _ENGLISH_NEXT.match(self.text, begin):
            return self._english_thing(position, end), False
        if self.text.startswith("的", begin):
            begin += 1
        elif quantity.kind is Kind.PERCENT:
            return self._share_of(position, end), False
        if not self._begins_thing(begin, quantity):
            return self._purpose(position, end), False
        following = self._following(position, end)
        stop = self._thing_end(begin, end, following)
        spans = tuple(self._head(span) for span in self._trimmed(begin, stop))
        if self.words_of(spans) in _EMPTY_THINGS:
            return (), False
        return spans, following is not None and self.acts_on_next(position)

    def _english_thing(self, position: int, end: int) -> tuple[Span, ...]:
        """Return the words behind an English number up to the next preposition: of households."""
        begin = self.quantities[position].span.end
        following = self._following(position, end)
        limit = end if following is None else following
        start = begin + len(" of ") if self.text.startswith(" of ", begin) else begin + 1
        stop = _ENGLISH_BREAK.search(self.text, start - 1, limit)
        return self._limited(
            self._trimmed(start, stop.start() if stop else limit), _MAX_CHARS_ALONE
        )

    def _purpose(self, position: int, end: int) -> tuple[Span, ...]:
        """Return what an amount of money is for: 安排5亿元用于转移支付."""
        quantity = self.quantities[position]
        word = self.tagged.get(quantity.span.end)
        spends = quantity.kind is Kind.MONEY and word is not None and word.tag == "v"
        if not spends or word is None or self._compares(word.span.start):
            return ()
        if self._following(position, end) is not None:
            return ()
        return self._limited(self._trimmed(quantity.span.end, end), _MAX_THING_CHARS)

    def _share_of(self, position: int, end: int) -> tuple[Span, ...]:
        """Return what a share does, where it is the subject: 计划的88.3%安排到基层."""
        quantity = self.quantities[position]
        word = self.tagged.get(quantity.span.end)
        if word is None or word.tag[0] != "v" or self._compares(word.span.start):
            return ()
        alone = self._following(position, end) is None
        if alone and self.text.endswith("的", 0, quantity.span.start):
            return self._limited(self._trimmed(quantity.span.end, end), _MAX_CHARS_ALONE)
        return ()

    def acts_on_next(self, position: int) -> bool:
        """Return whether a verb alone parts the thing from the next number: 先进村帮扶3851个."""
        following = self._following(position, self.sentence.end)
        if following is None or self.quantities[position + 1].kind is not Kind.QUANTITY:
            return False
        gap = self.text[self.quantities[position].span.end : following]
        return not re.search("[、，,;:和及与]", gap) and self._tag_before(following) == "v"

    def _following(self, position: int, end: int) -> int | None:
        if position + 1 < len(self.quantities):
            following = self.quantities[position + 1].span.start
            return following if following < end else None
        return None

    def _begins_thing(self, place: int, quantity: Quantity) -> bool:
        word = self.tagged.get(place)
        if word is None:
            return place < self.sentence.end and "一" <= self.text[place] <= "鿿"
        if quantity.kind in (Kind.RATIO, Kind.ORDINAL) or quantity.unit == "倍":
            return self.text[place - 1] == "的"
        if word.tag.startswith(("x", "c", "p", "u", "y", "w", "d", "r")):
            return word.text in ("“", "《", '"') and quantity.kind is Kind.QUANTITY
        if quantity.kind is Kind.MONEY:
            return word.tag.startswith(("n", "a", "b", "vn", "l", "j"))
        return True

    def _thing_end(self, begin: int, end: int, following: int | None) -> int:
        """Return where the thing ends: at the first 、 behind a noun, or at the next number.

        A short list of nouns at the end of the clause is counted as a whole: 10家中心、平台.
        """
        limit = end if following is None else following
        for match in re.finditer("、", self.text[begin:limit]):
            comma = begin + match.start()
            if self.text.count("(", begin, comma) > self.text.count(")", begin, comma):
                continue
            if self._tag_before(comma).startswith((*_NOUN_TAGS, "vn", "x", "q")):
                listed = following is None and limit - comma <= _MAX_THING_CHARS
                return limit if listed and not self._acts(comma, limit) else comma
        return limit

    def _acts(self, start: int, end: int) -> bool:
        """Return whether a verb stands in `[start, end)`."""
        places = range(start, end)
        return any(self.tagged[place].tag == "v" for place in places if place in self.tagged)

    def _tag_before(self, place: int) -> str:
        """Return the tag of the word that ends at `place`, empty where none does."""
        for begin in range(place - 1, max(self.sentence.start, place - 8) - 1, -1):
            word = self.tagged.get(begin)
            if word is not None:
                return word.tag if word.span.end == place else ""
        return ""

    def _head(self, span: Span) -> Span:
        """Return the part of a long phrase behind its last 的, which names the thing."""
        if len(span) > _MAX_THING_CHARS:
            cut = self.text.rfind("的", span.start, span.end)
            if span.start < cut < span.end - 2:
                return Span(cut + 1, span.end)
        return span

    # ------------------------------------------------------------ neighbours

    def only_compares(self, spans: tuple[Span, ...]) -> bool:
        """Return whether the words before a number only compare: 增长, 高于全国, 累计."""
        if not spans:
            return True
        place, end = spans[0].start, spans[-1].end
        if self.text.startswith(_ADJUNCTS, place) and self._compared_part(spans):
            return True
        while place < end and (found := _IDLE.at(self.text, place)) is not None:
            place += len(found[0])
        return (
            place >= end
            or (self._compares(place) and not self._adds_thing(place, end))
            or self._ranks(place)
            or COMPARED_WITH.match(self.text[place:end]) is not None
        )

    def _adds_thing(self, place: int, end: int) -> bool:
        """Return whether a thing of its own is added: 新增学位, 压减产能."""
        word = self.tagged.get(place)
        if word is None or word.text not in _ADDITIONS or word.span.end >= end:
            return False
        following = self.tagged.get(word.span.end)
        return following is not None and following.tag.startswith(("n", "a", "b", "j", "vn", "m"))

    def _ranks(self, place: int) -> bool:
        """Return whether a word of rank begins at `place`: 居全国, not 居民."""
        found = _RANK_LIKE.at(self.text, place)
        if found is None:
            return False
        word = self.tagged.get(place)
        return word is None or len(word.text) <= len(found[0])

    def acts_itself(self, spans: tuple[Span, ...]) -> bool:
        """Return whether the words have a verb and its object of their own: 撬动消费."""
        first = self.tagged.get(spans[0].start) if spans else None
        if first is None or first.tag != "v" or first.span.end >= spans[0].end:
            return False
        last = self.last_word(spans)
        return self.names(spans) or (last is not None and last.tag == "vn")

    def is_of_which(self, clause: Span) -> bool:
        """Return whether the clause names a part, which is its own subject: 其中出口."""
        return (
            self.text.find("其中", max(self.sentence.start, clause.start - 3), clause.start + 2)
            >= 0
        )

    def is_share_of_plan(self, spans: tuple[Span, ...], quantity: Quantity) -> bool:
        """Return whether the words are a verb with what is to be done: 完成预算的."""
        if quantity.kind is not Kind.PERCENT or not spans:
            return False
        first = self.tagged.get(spans[0].start)
        does = first is not None and first.tag.startswith("v")
        return does and self.text.endswith("的", spans[0].start, quantity.span.start)

    def _compares(self, place: int) -> bool:
        found = _COMPARISONS.at(self.text, place)
        return found is not None and found[1]

    def lacks_object(self, spans: tuple[Span, ...], quantity: Quantity) -> bool:
        """Return whether the words end in a verb whose object is not said: 柔性引进2166名."""
        if quantity.kind not in (Kind.QUANTITY, Kind.MONEY) or self._compared_part(spans):
            return False
        last = self.last_word(spans)
        return not self.names(spans) or (last is not None and last.tag == "v")

    def _compared_part(self, spans: tuple[Span, ...]) -> bool:
        return any(
            self._compares(p) for s in spans for p in range(s.start, s.end) if p in self.tagged
        )

    def last_word(self, spans: tuple[Span, ...]) -> Word | None:
        """Return the word that the last of `spans` ends with."""
        if not spans:
            return None
        end = spans[-1].end
        places = range(end - 1, max(spans[-1].start, end - 8) - 1, -1)
        return next((self.tagged[place] for place in places if place in self.tagged), None)

    def names(self, spans: tuple[Span, ...]) -> bool:
        """Return whether a noun stands among the words."""
        return any(
            word.tag.startswith(_NOUN_TAGS)
            for span in spans
            for place in range(span.start, span.end)
            if (word := self.tagged.get(place)) is not None
        )

    def subject(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return a measure up to its comparison, for later clauses to inherit."""
        kept: list[Span] = []
        for whole in spans:
            span = self._without_years(whole)
            if span is None:
                continue
            cut = self._comparison_start(span)
            if cut is None or (cut == span.start and not kept):
                kept.append(span)
                continue
            if cut > span.start:
                kept.extend(self._trimmed(span.start, cut))
            break
        return tuple(kept[:_MAX_SUBJECT_SPANS])

    def _comparison_start(self, span: Span) -> int | None:
        for place in range(span.start, span.end):
            word = self.tagged.get(place)
            if word is not None and (
                self._compares(place)
                or self._idles(place, span.end)
                or word.text in _RANK_VERBS
                or (place > span.start and self._opens_years(place))
            ):
                return place
        return None

    def _idles(self, place: int, end: int) -> bool:
        """Return whether idle words lead from `place` to a comparison or to `end`: 平均每年增长."""
        start = place
        while place < end and (found := _IDLE.at(self.text, place)) is not None:
            place += len(found[0])
        return place > start and (place >= end or self._compares(place))

    def _without_years(self, span: Span) -> Span | None:
        """Return the span without the 前三年 that it begins with."""
        if not self._opens_years(span.start):
            return span
        start = self._inside(span.start + 1, span.start + 2)[0].span.end
        while start < span.end and (idle := _IDLE.at(self.text, start)) is not None:
            start += len(idle[0])
        return Span(start, span.end) if start < span.end else None

    def _opens_years(self, place: int) -> bool:
        """Return whether 前三年 or the like begins at `place`."""
        following = self._inside(place + 1, place + 2)
        opens = self.text[place] in "前头" and bool(following)
        return opens and following[0].kind is Kind.DURATION

    def counts_before(self, position: int, clause: Span) -> bool:
        """Return whether the clause states a number before this one."""
        place = self.quantities[position].span.start
        return any(q.kind not in NO_BARRIER for q in self._inside(clause.start, place))

    def clause_before(self, clause: Span) -> tuple[Span, ...]:
        """Return the clause before, where it states no number of its own."""
        if clause.start <= self.sentence.start + 1:
            return ()
        mark = Span(clause.start - 2, clause.start - 1)
        before = clause_of(self.text, self.sentence, mark)
        end = min(before.end, clause.start - 1)
        states = any(q.kind not in NO_BARRIER for q in self._inside(before.start, end))
        return () if states else self._cleaned(before.start, end, _MAX_CHARS_ALONE)

    def goes_on(self, position: int, clause: Span, own: tuple[Span, ...]) -> bool:
        """Return whether a number is told of what the sentence before named: 达到5亿元, 增长5%."""
        quantity = self.quantities[position]
        counted = quantity.kind in (Kind.QUANTITY, Kind.MONEY, Kind.PERCENT)
        if not counted or clause.start > self.sentence.start:
            return False
        if own:
            compared = _COMPARISONS.at(self.text, own[0].start)
            return compared is not None and compared[0] == self.words_of(own)
        times = self._inside(clause.start, quantity.span.start)
        start = max((time.span.end for time in times), default=clause.start)
        return _PREDICATE.search(self.text[start : quantity.span.start]) is not None

    def last_clause(self) -> tuple[Span, ...]:
        """Return the last clause of the sentence."""
        mark = Span(self.sentence.end - 2, self.sentence.end - 1)
        clause = clause_of(self.text, self.sentence, mark)
        return self._cleaned(clause.start, clause.end, _MAX_CHARS_ALONE)

    def without_manner(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return a subject without the adverbs that it ends with: 储蓄大幅度."""
        kept = spans
        while (word := self.last_word(kept)) is not None and word.tag in ("d", "ad"):
            end = word.span.start
            shorter = (Span(kept[-1].start, end),) if end > kept[-1].start else ()
            kept = (*kept[:-1], *shorter)
        return kept

    def verb(self, lead: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return the verb that a list shares, where its first words are one: 新建, 新探明."""
        first = self.tagged.get(lead[0].start) if lead else None
        if first is not None and first.tag in ("a", "d"):
            following = self.tagged.get(first.span.end)
            if following is not None and following.tag.startswith("v"):
                return (Span(first.span.start, following.span.end),)
        return (first.span,) if first is not None and first.tag.startswith("v") else ()
