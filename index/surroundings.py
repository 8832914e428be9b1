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
_SPAN_SIGNS = re.compile(
    "(?:年均|平均每年)(?:增|递|下降|提高|上升)"
    rf"|[比较][“\"]?(?:{'|'.join(name for name in PLANS if '第' not in name)})[”\"]?(?:时期)?期?末"
)
_SETS_TASKS = re.compile(
    "(?:重点|着力|突出|扎实|全力|切实)(?:做好|抓好|抓|推进|办好)[^,。;:了]{0,14}(?:工作|任务|实事)[。:]"
)
# What is listed may go on below the headings behind the one that it stands under.
_LISTS_TASKS = re.compile("(?:以下|下面|下列|[几数多]个?方面)[^,。;:]{0,8}[。:]")
_SPAN_OPENS = re.compile('[”"]?(?:时期|期间)')
_YEAR_OPENS = re.compile("[,是]")
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
        several: The paragraph tells of several years: an average, a change since a plan's end.
        opened: The years that the head of a paragraph opened: 五年来, 2025年, …
        opened_in: … the headings that it stands below …
        mode: … and whether goals or results follow.
    """

    years: ReportYears
    headings: Headings
    paragraph: Span | None = None
    anchors: tuple[Anchor, ...] = ()
    tone: Status | None = None
    several: bool = False
    opened: str | None = None
    opened_in: tuple[str, ...] = ()
    mode: Status | None = None

    def at(self, text: str, sentence: Span) -> "Surroundings":
        """Return what `sentence` inherits: nothing of a paragraph that ended before it."""
        if self.paragraph is not None and sentence.start < self.paragraph.end:
            return self
        start = text.rfind("\n", 0, sentence.start) + 1
        end = text.find("\n", sentence.end)
        paragraph = Span(start, end if end >= 0 else len(text))
        several = _SPAN_SIGNS.search(text, start, paragraph.end) is not None
        tone = tone_of(text, paragraph)
        return replace(self, paragraph=paragraph, anchors=(), tone=tone, several=several)

    def after(
        self,
        text: str,
        sentence: Span,
        anchors: tuple[Anchor, ...],
        section: tuple[str, ...],
        *,
        counts: bool,
    ) -> "Surroundings":
        """Return what the next sentence inherits from this one, which names `anchors`.

        A sentence that `counts` nothing hands on only a time that frames it.
        """
        frames = bool(anchors) and (
            self._turns(sentence, anchors) or _frames(text, sentence, anchors)
        )
        onward = replace(self, anchors=anchors) if anchors and (counts or frames) else self
        opened = self._opened_by(text, anchors, counts=counts) if anchors else None
        if opened is not None:
            reviewed = self.years.reviewed
            ahead = reviewed is not None and is_later(opened, reviewed)
            mode: Status = "goal" if ahead else "result"
            return replace(onward, opened=opened, opened_in=section, mode=mode)
        closes = self.years.now == self.years.reviewed
        if not closes and _SETS_TASKS.search(text, sentence.start, sentence.end) is not None:
            lists = _LISTS_TASKS.search(text, sentence.start, sentence.end) is not None
            below = section[:-1] if lists and len(section) > 1 else section
            return replace(onward, opened=None, opened_in=below, mode="goal")
        return onward

    def _turns(self, sentence: Span, anchors: Sequence[Anchor]) -> bool:
        """Return whether a sentence turns to the year in which the report speaks: 今年将."""
        first = anchors[0]
        begins = first.heads and first.span.start - sentence.start <= _OPENING_CHARS
        return begins and not first.base and first.period == str(self.years.now)

    def _opened_by(self, text: str, anchors: Sequence[Anchor], *, counts: bool) -> str | None:
        """Return the years that the words at the head of a paragraph open: 五年来, 2025年."""
        first = anchors[0]
        begin = self.paragraph.start if self.paragraph is not None else 0
        if first.base or first.span.start - begin > _OPENING_CHARS:
            return None
        if first.reviews:
            return first.period
        own = "/" in first.period or first.period in (str(self.years.now), str(self.years.reviewed))
        return first.period if own and not counts and _opens(text, first) else None

    def speaks(self, section: Sequence[str]) -> Status | None:
        """Return whether goals or results were opened above, below these headings."""
        return self.mode if tuple(section[: len(self.opened_in)]) == self.opened_in else None

    def before(self, place: int) -> str | None:
        """Return the period of the sentence before: the last that heads a clause, or the last."""
        heads = [anchor for anchor in self.anchors if anchor.heads and not anchor.base]
        return period_at(heads or self.anchors, place, place) or self._since_plan(place)

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
        closed = self._plan(goal=False) if self.several else None
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
            if suiting:
                return suiting[-1]
            if named and not (goal and self._sets_tasks(section[:depth])):
                return named[-1]
        return None

    def _sets_tasks(self, section: Sequence[str]) -> bool:
        """Return whether tasks were set below these headings, though they look back."""
        return self.mode == "goal" and tuple(section) == self.opened_in

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


def _frames(text: str, sentence: Span, anchors: Sequence[Anchor]) -> bool:
    """Return whether a sentence begins or ends with the time that it tells of."""
    first, last = anchors[0], anchors[-1]
    begins = first.span.start - sentence.start <= _OPENING_CHARS
    return last.span.end + 1 >= sentence.end or (begins and (first.reviews or _opens(text, first)))


def _opens(text: str, anchor: Anchor) -> bool:
    marks = _SPAN_OPENS if "/" in anchor.period else _YEAR_OPENS
    return marks.match(text, anchor.span.end) is not None


def _has_room(period: str, part: Part) -> bool:
    """Return whether a number can hold for `period`: an average only for several years."""
    return part is not Part.AVERAGE or "/" in period
