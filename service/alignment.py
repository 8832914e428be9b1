"""Which of several things a number behind 分别 is of: the n-th number belongs to the n-th thing.

In: a fact and its report. Out: the things that its clause lists, and the place of the number's own.
"""

import re
from dataclasses import dataclass

from index.quantities import find_quantities
from index.text import fold
from index.types import Document, Fact, Quantity
from service.matching import likeness

_EACH = "分别"
_JOINT = re.compile("、|以及|和|与|及")
_BETWEEN_NUMBERS = re.compile("(?:、|,|，|以及|和|与|及)+")
_CLAUSE_START = re.compile("[,，;；。:：\n]")


@dataclass(frozen=True, slots=True)
class Listed:
    """The things of a list whose numbers follow in the same order.

    Attributes:
        items: As the report names them; the last one also says what is told of all.
        place: Which of them the number is of, from 0.
    """

    items: tuple[str, ...]
    place: int

    def is_of(self, name: str) -> bool:
        """Return whether `name` is more like the number's own thing than like any other."""
        own, others = self._likeness(name)
        return own > others

    def is_of_another(self, name: str) -> bool:
        """Return whether `name` is more like another thing than like the number's own."""
        own, others = self._likeness(name)
        return own < others

    def _likeness(self, name: str) -> tuple[float, float]:
        alike = [likeness(name, item) for item in self.items]
        return alike.pop(self.place), max(alike)


def listed(document: Document, fact: Fact) -> Listed | None:
    """Return the list that a fact's number belongs to, `None` where it stands behind none."""
    sentence = fold(document.quote(fact.sentence))
    start = fact.quantity.span.start - fact.sentence.start
    each = sentence.rfind(_EACH, 0, start)
    if each < 0:
        return None
    numbers = _numbers_in_a_row(sentence, each + len(_EACH))
    items = _things_before(sentence[:each], len(numbers))
    place = next((n for n, number in enumerate(numbers) if number.span.start == start), None)
    if place is None or len(items) != len(numbers) or len(items) == 1:
        return None
    return Listed(items, place)


def _things_before(ahead: str, count: int) -> tuple[str, ...]:
    """Return what a clause lists up to its end, or the clauses before where it opens with 分别.

    城市标准745元，农村标准558元，分别提高3.5%和6.1%。
    """
    *before, clause = _CLAUSE_START.split(ahead)
    if not clause.strip():
        clauses = [part for part in before if part.strip()]
        return tuple(part.strip() for part in clauses[-count:])
    return tuple(item.strip() for item in _JOINT.split(clause) if item.strip())


def _numbers_in_a_row(sentence: str, start: int) -> list[Quantity]:
    """Return the numbers from the first behind `start` on, up to other words between two."""
    found = [q for q in find_quantities(sentence) if q.span.start >= start]
    row = found[:1]
    for number in found[1:]:
        if _BETWEEN_NUMBERS.fullmatch(sentence[row[-1].span.end : number.span.start]) is None:
            break
        row.append(number)
    return row
