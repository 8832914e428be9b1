"""What a sentence takes from around it: the years that it does not state itself.

In: the sentences of a report in their order, with the times that they name. Out: for a number
without a time of its own, the period of the sentence before it, of the words that opened the
review it stands in, of its headings, or of the report.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.changes import Part
from index.periods import Anchor, anchors_in, is_later, period_at, years_of
from index.quantities import find_quantities
from index.statements import Status, tone_of
from index.text import fold
from index.types import Document, Kind, Span
from index.years import PLANS, ReportYears

Headings = Mapping[str, tuple[Anchor, ...]]

_SPANS = tuple(span for name, span in PLANS.items() if "第" not in name)
_AVERAGES = re.compile("年均(?:增|递|下降|提高|上升)")
_OPENING_CHARS = 8


def heading_anchors(document: Document, years: ReportYears) -> Headings:
    """Return for each heading of `document` the times that it names."""
    found: dict[str, tuple[Anchor, ...]] = {}
    for heading in {heading for section in document.sections for heading in section.path}:
        dates = [q for q in find_quantities(heading) if q.kind in (Kind.DATE, Kind.DATE_RANGE)]
        folded = fold(heading)
        found[heading] = anchors_in(folded, Span(0, len(folded)), dates, years)
    return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sentence inherits.

    Attributes:
        years: Of the report.
        headings: The times that each heading names.
        paragraph: The one that holds the sentence.
        anchors: Of the last sentence of the paragraph that named a time.
        tone: How the paragraph speaks.
        averages: The paragraph tells averages of several years.
        opened: The period of the words that opened the review, 五年来, …
        opened_in: … and the headings that these words stand below.
    """

    years: ReportYears
    headings: Headings
    paragraph: Span | None = None
    anchors: tuple[Anchor, ...] = ()
    tone: Status | None = None
    averages: bool = False
    opened: str | None = None
    opened_in: tuple[str, ...] = ()

    def at(self, text: str, sentence: Span) -> "Surroundings":
        """Return what `sentence` inherits: nothing of a paragraph that ended before it."""
        if self.paragraph is not None and sentence.start < self.paragraph.end:
            return self
        start = text.rfind("\n", 0, sentence.start) + 1
        end = text.find("\n", sentence.end)
        paragraph = Span(start, end if end >= 0 else len(text))
        averages = _AVERAGES.search(text, start, paragraph.end) is not None
        tone = tone_of(text, paragraph)
        return replace(self, paragraph=paragraph, anchors=(), tone=tone, averages=averages)

    def after(self, anchors: tuple[Anchor, ...], section: tuple[str, ...]) -> "Surroundings":
        """Return what the next sentence inherits from this one, which names `anchors`."""
        if not anchors:
            return self
        first = anchors[0]
        begin = self.paragraph.start if self.paragraph is not None else 0
        if first.reviews and first.span.start - begin <= _OPENING_CHARS:
            return replace(self, anchors=anchors, opened=first.period, opened_in=section)
        return replace(self, anchors=anchors)

    def before(self, place: int) -> str | None:
        """Return the period of the sentence before."""
        return period_at(self.anchors, place, place) or self._since_plan(place)

    def period(self, place: int, section: Sequence[str], part: Part, *, goal: bool) -> str | None:
        """Return the period of a number at `place` whose sentence names none."""
        before = self.before(place)
        if before is not None and self._suits(before, goal=goal) and _has_room(before, part):
            return before
        named = self._by_headings(section, goal=goal)
        if named is not None:
            return named
        years = self.years
        if goal:
            return None if years.now is None else str(years.now)
        if years.since is not None:
            return f"{years.since}/{years.reviewed}"
        closed = self._plan(goal=False) if self.averages else None
        if closed is not None:
            return f"{closed[0]}/{closed[1]}"
        return None if years.reviewed is None else str(years.reviewed)

    def enclosing(
        self, place: int, year: int, section: Sequence[str], part: Part, *, goal: bool
    ) -> tuple[int, int] | None:
        """Return the span of years around a number that ends with `year`.

        An average has years even where none are named: those of the plan that ends or begins.
        """
        named = [self.before(place), self.opened]
        named += [anchor.period for path in reversed(section) for anchor in self.headings[path]]
        spans = [years for period in named if (years := years_of(period or "")) is not None]
        if self.years.since is not None and self.years.reviewed is not None:
            spans.append((self.years.since, self.years.reviewed))
        if part is Part.AVERAGE and (plan := self._plan(goal=goal)) is not None:
            spans.append(plan)
        return next((span for span in spans if span[0] < span[1] == year), None)

    def _by_headings(self, section: Sequence[str], *, goal: bool) -> str | None:
        """Return the period that the headings name, the innermost first, or what opened it."""
        opened = self.opened if tuple(section[: len(self.opened_in)]) == self.opened_in else None
        for depth in range(len(section), -1, -1):
            if depth == len(self.opened_in) and opened and self._suits(opened, goal=goal):
                return opened
            named = [a.period for a in self.headings[section[depth - 1]]] if depth else []
            suiting = [period for period in named if self._suits(period, goal=goal)]
            if named:
                return (suiting or named)[-1]
        return None

    def _suits(self, period: str, *, goal: bool) -> bool:
        """Return whether a goal lies ahead of the year looked back on, and a result does not."""
        reviewed = self.years.reviewed
        return reviewed is None or is_later(period, reviewed) == goal

    def _since_plan(self, place: int) -> str | None:
        """Return the years since the end of a plan that the sentence before compared with."""
        for anchor in self.anchors:
            years = years_of(anchor.period)
            if anchor.counted and years is not None and anchor.span.start < place:
                span = (years[0] + 1, self.years.reviewed)
                if span in _SPANS:
                    return f"{span[0]}/{span[1]}"
        return None

    def _plan(self, *, goal: bool) -> tuple[int, int] | None:
        """Return the plan that a report opens, or the one that the year before it has closed."""
        now, reviewed = self.years.now, self.years.reviewed
        if now == reviewed:
            return None
        return next((span for span in _SPANS if now == (span[0] if goal else span[1] + 1)), None)


def _has_room(period: str, part: Part) -> bool:
    """Return whether a number can hold for `period`: an average only for several years."""
    return part is not Part.AVERAGE or "/" in period
