"""Quantities in their sentences become facts: what each counts, when, where, goal or result.

In: a `Document`. Out: its `Fact`s in order of their start, each with the sentence that states it.
How a number is read is left to `quantities`, the words that name it to `measures`, the time it
holds for to `periods`, what is stated with it to `statements`; looking facts up to the store.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from index.changes import Part, part_of, sums_up, years_held
from index.measures import Measure, measures_of, subject_of
from index.periods import (
    Anchor,
    anchors_in,
    averaged_from,
    base_at,
    earliest_at,
    header_period,
    is_beside_now,
    is_later,
    names_time,
    period_at,
    period_behind,
    since_at,
    years_of,
)
from index.phrases import clause_of
from index.quantities import find_quantities
from index.statements import (
    Status,
    comparison_of,
    is_checked,
    place_of,
    status_of,
    tells_past,
    tone_of_sentence,
)
from index.surroundings import Surroundings, heading_anchors
from index.tables import Cell, table_cells
from index.text import fold, sentence_spans
from index.types import Document, Fact, Kind, Quantity, Span
from index.words import Word, tag_words
from index.years import ReportYears, report_years

_TIME = (Kind.DATE, Kind.DATE_RANGE)
_MIN_SENTENCE = 3


def extract_facts(document: Document) -> tuple[Fact, ...]:
    """Return the facts of `document`: every mention but labels, each in its sentence."""
    folded = fold(document.text)
    years = report_years(document, folded)
    cells = {cell.span: cell for cell in table_cells(folded)}
    facts: list[Fact] = []
    around = Surroundings(years, heading_anchors(document, years))
    last: Span | None = None
    for sentence, quantities in _by_sentence(document.text):
        dates = [q for q in quantities if q.kind in _TIME]
        anchors = anchors_in(folded, sentence, dates, years)
        around = around.at(folded, sentence)
        section = document.section_path(sentence.start)
        before, last = last, sentence
        if not quantities:
            around = around.after(folded, sentence, anchors, section, counts=False)
            continue
        tagged = tag_words(folded[sentence.start : sentence.end], sentence.start)
        scene = _Scene(document, folded, sentence, tagged, anchors, around, years, cells)
        measures = scene.measures(quantities, before)
        facts.extend(scene.fact(q, m) for q, m in zip(quantities, measures, strict=True))
        counts = any(q.kind not in (*_TIME, Kind.DURATION) for q in quantities)
        around = around.after(folded, sentence, anchors, section, counts=counts)
    return tuple(facts)


def _by_sentence(text: str) -> Iterator[tuple[Span, list[Quantity]]]:
    """Yield the sentences, each with the quantities that it states; a label states none."""
    quantities = [q for q in find_quantities(text) if q.kind is not Kind.LABEL]
    position = 0
    for sentence in sentence_spans(text):
        begin = position
        while position < len(quantities) and quantities[position].span.end <= sentence.end:
            position += 1
        yield sentence, [q for q in quantities[begin:position] if sentence.contains(q.span)]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with all that its facts take from it and inherit from around it."""

    document: Document
    folded: str
    sentence: Span
    tagged: Sequence[Word]
    anchors: tuple[Anchor, ...]
    around: Surroundings
    years: ReportYears
    cells: dict[Span, Cell]

    def measures(self, quantities: Sequence[Quantity], before: Span | None) -> tuple[Measure, ...]:
        """Return the measures, that of a sentence without a subject with the one before it."""
        told_of = partial(self._told_of, before)
        return measures_of(self.folded, self.sentence, quantities, self.tagged, told_of=told_of)

    def _told_of(self, before: Span | None) -> tuple[Span, ...]:
        """Return the subject of the sentence before, where it stands in the same paragraph."""
        if before is None or len(before) < _MIN_SENTENCE:
            return ()
        if "\n" in self.folded[before.start : self.sentence.start]:
            return ()
        if find_quantities(self.folded[before.start : before.end]):
            return ()
        words = tag_words(self.folded[before.start : before.end], before.start)
        return subject_of(self.folded, before, words)

    def fact(self, quantity: Quantity, measure: Measure) -> Fact:
        """Return what the sentence states with `quantity`."""
        clause = clause_of(self.folded, self.sentence, quantity.span)
        section = self.document.section_path(quantity.span.start)
        said = status_of(self.folded, clause, self.sentence, section)
        default = self._default_status(section) if said is None else said
        comparison = comparison_of(self.folded, quantity, clause.start)
        part = part_of(self.folded, quantity, clause, comparison)
        goal = default == "goal" and not is_checked(self.folded, self.sentence)
        period, inherited = self._period(quantity, clause, section, part, goal=goal)
        status = said or self._status_by(period, default, clause, stated=not inherited)
        cell = self.cells.get(quantity.span)
        spans = measure.spans if cell is None else self._cell_measure(cell)
        return Fact(
            fact_id=f"{self.document.document_id}-{quantity.span.start}",
            document_id=self.document.document_id,
            quantity=quantity,
            measure=_joined([self.document.quote(span) for span in spans]),
            measure_spans=spans,
            sentence=self.sentence,
            section=section,
            period=period,
            period_inherited=inherited,
            comparison=comparison,
            status=status,
            place=place_of(quantity.span.start, self.tagged),
        )

    def _default_status(self, section: Sequence[str]) -> Status | None:
        """Return what a number is where its sentence and headings do not say.

        A report on a year past tells results; one that opens a year does both, and the way its
        paragraph speaks decides.
        """
        years = self.years
        looks_back_only = years.reviewed is not None and years.now == years.reviewed
        if looks_back_only:
            return "result"
        if self._goes_on_ahead():
            return "goal"
        opened = self.around.speaks(section)
        if opened == "goal" and not tells_past(self.folded, self.sentence):
            return "goal"
        paragraph = self.around.tone or opened
        return tone_of_sentence(self.folded, self.sentence, paragraph) or paragraph

    def _goes_on_ahead(self) -> bool:
        """Return whether the sentence before dated its numbers ahead and this one goes on."""
        reviewed, end = self.years.reviewed, self.sentence.end
        before = self.around.before(end)
        dated = any(not anchor.base for anchor in self.anchors)
        if reviewed is None or before is None or dated:
            return False
        return is_later(before, reviewed) and not tells_past(self.folded, self.sentence)

    def _status_by(
        self, period: str | None, default: Status | None, clause: Span, *, stated: bool
    ) -> Status | None:
        """Return a goal for what is yet to come, seen from the year looked back on."""
        reviewed = self.years.reviewed
        if period is None or reviewed is None:
            return default
        if is_later(period, reviewed):
            now = self.years.now
            over = tells_past(self.folded, Span(self.sentence.start, clause.end))
            return "result" if over and not is_later(period, now or reviewed) else "goal"
        return "result" if stated or default is None else default

    def _period(
        self, quantity: Quantity, clause: Span, section: tuple[str, ...], part: Part, *, goal: bool
    ) -> tuple[str | None, bool]:
        """Return the period, and whether it comes from outside the sentence."""
        if quantity.kind in _TIME:
            own = anchors_in(self.folded, quantity.span, (quantity,), self.years)
            return (own[0].period if own else None), False
        cell = self.cells.get(quantity.span)
        if cell is not None and cell.column is not None:
            named = header_period(self.folded, cell.column, self.years)
            if named is not None:
                return named, True
        place = quantity.span.start
        stated = period_at(self._anchors_of(quantity), place, clause.start)
        if stated is None:
            stated = period_behind(self.folded, self.anchors, quantity.span, clause.end)
        period = stated or self._inherited(place, section, part, goal=goal)
        if period is None or quantity.kind is Kind.DURATION or self._follows_its_year(place):
            return period, stated is None
        return self._held(
            period, place, clause, section, part, stated=stated is not None, goal=goal
        )

    def _inherited(
        self, place: int, section: tuple[str, ...], part: Part, *, goal: bool
    ) -> str | None:
        """Return the period from outside the sentence, but none that its words leave behind."""
        period = self.around.period(self.sentence.end, section, part, goal=goal)
        years = years_of(period) if period is not None else None
        now = self.years.now
        if years is None:
            return period
        earliest = earliest_at(self.anchors, place)
        if earliest is None and now is not None and is_beside_now(self.folded, self.sentence):
            earliest = now
        return period if earliest is None or earliest <= years[1] else str(earliest)

    def _follows_its_year(self, place: int) -> bool:
        """Return whether the year of a number stands right before it: 由1978年的3亿斤."""
        return any(
            0 <= place - anchor.span.end <= 1 and "/" not in anchor.period
            for anchor in self.anchors
        )

    def _held(
        self,
        period: str,
        place: int,
        clause: Span,
        section: tuple[str, ...],
        part: Part,
        *,
        stated: bool,
        goal: bool,
    ) -> tuple[str | None, bool]:
        """Return the part of `period` that a number holds for."""
        years = years_of(period)
        if years is None:
            return period, not stated
        if part in (Part.END, Part.WHOLE, Part.TOTAL):
            return self._amount_held(period, place, part, stated=stated, goal=goal), not stated
        base = base_at(self.anchors, place, nearest=part is not Part.START)
        if base is None and part is Part.AVERAGE and years[0] == years[1]:
            base = averaged_from(self.folded, clause.start, place, years[1])
        goal = goal or (self.years.reviewed is not None and is_later(period, self.years.reviewed))
        enclosing = self.around.enclosing(self.sentence.end, years[1], section, part, goal=goal)
        held = years_held(period, part, base=base, enclosing=enclosing, stated=stated)
        named = years_held(period, part, base=base, enclosing=None, stated=stated)
        return held, held != named or not (stated or held == str(base))

    def _amount_held(
        self, period: str, place: int, part: Part, *, stated: bool, goal: bool
    ) -> str | None:
        """Return the part of `period` that an amount holds for, all of it behind 1998年以来."""
        held = years_held(period, part, base=None, enclosing=None, stated=stated)
        opening = None if stated or goal else since_at(self.anchors, place)
        if opening is None or held is None or not opening.period[:4] < held[-4:]:
            return held
        if part is Part.END and not sums_up(self.folded, opening.span.end, place):
            return held
        return f"{opening.period[:4]}/{held.rpartition('/')[2]}"

    def _anchors_of(self, quantity: Quantity) -> tuple[Anchor, ...]:
        """Return the anchors without what a multiple is a multiple of: 去年的1.8倍."""
        if quantity.unit != "倍":
            return self.anchors
        start = quantity.span.start
        return tuple(a for a in self.anchors if not 0 <= start - a.span.end <= 1)

    def _cell_measure(self, cell: Cell) -> tuple[Span, ...]:
        """Return the label of a cell's row, and its column's where that names no time."""
        spans = [cell.row] if cell.row is not None else []
        if cell.column is not None and not names_time(self.folded, cell.column):
            spans.append(cell.column)
        return tuple(spans)


def _joined(pieces: list[str]) -> str:
    """Return the pieces as one phrase, a space between two Latin words."""
    phrase = ""
    for piece in pieces:
        latin = phrase[-1:].isascii() and phrase[-1:].isalnum() and piece[:1].isascii()
        phrase += f" {piece}" if latin else piece
    return phrase
