"""What a number counts or measures: the words around it that name it, as a noun phrase.

In: folded text, a sentence, the quantities in it and its words with their parts of speech. Out:
for each quantity the spans whose words make its measure. Nothing is reworded; a word that is not
in the sentence is not in a measure.

A number has its thing behind it (7个博士后科研工作站), before it (博士后科研工作站7个), or shares
the words of a neighbour: of a list (新建A7个、B4个), of the subject (总产值达到…，增长…).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.terms import Terms, words
from index.types import Kind, Quantity, Span
from index.words import Word

_CLAUSE_MARK = re.compile(r"[，,；;。！？!?：:\n|]")
_LEADING = Terms(dict.fromkeys(words("statements", "leading"), True))
_TRAILING = Terms(dict.fromkeys(words("statements", "trailing"), True))
_ADVERBS = Terms(dict.fromkeys(words("statements", "adverbs"), True))
_COMPARISONS = Terms(dict.fromkeys(words("statements", "comparisons"), True))
_BASES = Terms(dict.fromkeys(words("statements", "comparison_bases"), True))
_CONJUNCTIONS = words("statements", "conjunctions")
_TIME = (Kind.DATE, Kind.DATE_RANGE)
_MAX_LEFT_CHARS = 22
_MAX_RIGHT_CHARS = 14


@dataclass(frozen=True, slots=True)
class Measure:
    """The words that name what a quantity counts.

    Attributes:
        spans: Where they stand, in order.
        subject: The part that a later clause of the sentence may inherit.
        lead: What stands before the number, for the other numbers of the same list.
    """

    spans: tuple[Span, ...]
    subject: tuple[Span, ...] = ()
    lead: tuple[Span, ...] = ()


def measures_of(
    text: str, sentence: Span, quantities: Sequence[Quantity], tagged: Sequence[Word]
) -> tuple[Measure, ...]:
    """Return the measure of each of `quantities`, which are all mentions of `sentence`.

    Args:
        text: The whole text, folded.
        sentence: The sentence that holds all of `quantities`.
        quantities: In order of their start, dates included.
        tagged: The words of the sentence, offsets from its start.
    """
    reading = _Sentence(text, sentence, tuple(quantities), _tags(sentence, tagged))
    found: list[Measure] = []
    for position in range(len(quantities)):
        found.append(reading.measure(position, found))
    return tuple(found)


def _tags(sentence: Span, tagged: Sequence[Word]) -> dict[int, Word]:
    """Return the words by the place in the text where they begin."""
    return {
        sentence.start + word.span.start: Word(
            word.text,
            Span(sentence.start + word.span.start, sentence.start + word.span.end),
            word.tag,
        )
        for word in tagged
    }


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    span: Span
    quantities: tuple[Quantity, ...]
    words: dict[int, Word]

    def measure(self, position: int, earlier: list[Measure]) -> Measure:
        quantity = self.quantities[position]
        start, end = self._clause(quantity)
        left, in_list = self._left(position, start)
        right = self._right(position, end)
        lead = tuple(left)
        previous = self._previous(position, earlier)
        if in_list and not left and previous is not None:
            lead = previous.lead if right else previous.spans
        elif in_list and left and not right and previous is not None:
            lead = (*self._verb(previous.lead), *left)
        elif self._needs_subject(left) and not right and previous is not None:
            lead = (*previous.subject, *left)
        elif not left and right and previous is not None and position and not in_list:
            lead = ()
        spans = tuple(dict.fromkeys((*lead, *right)))
        subject = self._subject(spans) or (previous.subject if previous else ())
        return Measure(spans, subject, lead)

    def _previous(self, position: int, earlier: list[Measure]) -> Measure | None:
        for index in range(position - 1, -1, -1):
            if self.quantities[index].kind not in _TIME and earlier[index].spans:
                return earlier[index]
        return None

    # ------------------------------------------------------------------ bounds

    def _clause(self, quantity: Quantity) -> tuple[int, int]:
        """Return the bounds of the clause that holds `quantity`."""
        start, end = self.span.start, self.span.end
        for match in _CLAUSE_MARK.finditer(self.text, self.span.start, quantity.span.start):
            if not self._inside_quantity(match.start()):
                start = match.end()
        for match in _CLAUSE_MARK.finditer(self.text, quantity.span.end, self.span.end):
            if not self._inside_quantity(match.start()):
                end = match.start()
                break
        return start, end

    def _inside_quantity(self, place: int) -> bool:
        return any(q.span.start <= place < q.span.end for q in self.quantities)

    def _left(self, position: int, start: int) -> tuple[list[Span], bool]:
        """Return the words before the number, and whether it continues a list."""
        quantity = self.quantities[position]
        begin, in_list = start, False
        for index in range(position - 1, -1, -1):
            before = self.quantities[index]
            if before.span.end <= start:
                break
            if before.kind in _TIME or before.kind is Kind.DURATION:
                continue
            begin, in_list = self._after_gap(before.span.end, quantity.span.start)
            break
        return self._cleaned(begin, quantity.span.start), in_list

    def _after_gap(self, start: int, end: int) -> tuple[int, bool]:
        """Return where the words of a number begin behind an earlier number of its clause."""
        gap = self.text[start:end].rstrip()
        if gap.endswith(_CONJUNCTIONS) or gap.endswith("、") or not gap:
            return end, True
        comma = gap.rfind("、")
        if comma >= 0:
            return start + comma + 1, True
        for conjunction in _CONJUNCTIONS:
            if gap.startswith(conjunction):
                return start + len(conjunction), True
        return start, False

    def _cleaned(self, start: int, end: int) -> list[Span]:
        """Return `[start, end)` without dates and without words that name nothing at its ends."""
        pieces: list[Span] = []
        position = start
        for quantity in self.quantities:
            if quantity.kind in _TIME and start <= quantity.span.start and quantity.span.end <= end:
                pieces.extend(self._trimmed(position, quantity.span.start))
                position = quantity.span.end
        pieces.extend(self._trimmed(position, end))
        return _limited(pieces, _MAX_LEFT_CHARS)

    def _trimmed(self, start: int, end: int) -> list[Span]:
        while start < end and (found := _LEADING.at(self.text, start)) is not None:
            start += len(found[0])
        while start < end and (found := _TRAILING.before(self.text, end)) is not None:
            end -= len(found[0])
        while start < end and (found := _LEADING.at(self.text, start)) is not None:
            start += len(found[0])
        return [Span(start, end)] if start < end else []

    def _right(self, position: int, end: int) -> tuple[Span, ...]:
        """Return the thing that stands behind the number, where one does."""
        quantity = self.quantities[position]
        begin = quantity.span.end
        if self.text.startswith("的", begin):
            begin += 1
        elif quantity.kind is Kind.PERCENT:
            return ()
        if not self._begins_noun(begin, quantity):
            return ()
        following = self._following(position, end)
        stop = following if following is not None else end
        gap = self.text[begin:stop]
        comma = gap.find("、")
        if comma >= 0 and (following is not None or self._ends_noun(begin + comma)):
            stop = begin + comma
        trimmed = self._trimmed(begin, stop)
        return tuple(self._head(span) for span in trimmed)

    def _following(self, position: int, end: int) -> int | None:
        if position + 1 < len(self.quantities):
            following = self.quantities[position + 1].span.start
            return following if following < end else None
        return None

    def _begins_noun(self, place: int, quantity: Quantity) -> bool:
        word = self.words.get(place)
        if word is None:
            return place < self.span.end and "一" <= self.text[place] <= "鿿"
        if word.text in "，。、；：）)和及与并等" or word.tag.startswith(
            ("x", "c", "p", "u", "y", "w")
        ):
            return word.text in '“"《' and quantity.kind is Kind.QUANTITY
        if quantity.kind is Kind.MONEY:
            return word.tag.startswith(("n", "a", "b", "vn", "l", "j"))
        return not word.tag.startswith(("d", "r"))

    def _ends_noun(self, place: int) -> bool:
        for begin in range(place - 1, max(self.span.start, place - 6) - 1, -1):
            word = self.words.get(begin)
            if word is not None and word.span.end == place:
                return word.tag.startswith(("n", "j", "l", "vn", "q", "x", "s"))
        return True

    def _head(self, span: Span) -> Span:
        """Return the part of a long phrase behind its last 的, which names the thing."""
        if len(span) > _MAX_RIGHT_CHARS:
            cut = self.text.rfind("的", span.start, span.end)
            if span.start < cut < span.end - 2:
                return Span(cut + 1, span.end)
        return span

    # ------------------------------------------------------------------ neighbours

    def _needs_subject(self, left: list[Span]) -> bool:
        """Return whether the words before a number only compare: 增长, 高于全国, 累计."""
        if not left:
            return True
        place, end = left[0].start, left[-1].end
        while place < end:
            found = _BASES.at(self.text, place) or _ADVERBS.at(self.text, place)
            if found is None:
                break
            place += len(found[0])
        return place >= end or _COMPARISONS.at(self.text, place) is not None

    def _subject(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return the measure up to its comparison, for later clauses to inherit."""
        kept: list[Span] = []
        for span in spans:
            cut = self._comparison_start(span)
            if cut is None:
                kept.append(span)
                continue
            if cut > span.start:
                kept.append(Span(span.start, cut))
            break
        return tuple(kept)

    def _comparison_start(self, span: Span) -> int | None:
        for place in range(span.start, span.end):
            if place in self.words and (
                _COMPARISONS.at(self.text, place) or _BASES.at(self.text, place)
            ):
                return place
        return None

    def _verb(self, lead: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return the verb that a list shares, where the first words of the list are one."""
        if not lead:
            return ()
        word = self.words.get(lead[0].start)
        return (word.span,) if word is not None and word.tag.startswith("v") else ()


def _limited(pieces: list[Span], limit: int) -> list[Span]:
    """Return the last pieces that have no more than `limit` characters together."""
    kept: list[Span] = []
    room = limit
    for span in reversed(pieces):
        if room <= 0:
            break
        begin = max(span.start, span.end - room)
        kept.append(Span(begin, span.end))
        room -= span.end - begin
    return kept[::-1]
