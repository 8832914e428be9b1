"""What a rule makes of an answer: right or wrong, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's judgement.

    Attributes:
        faults: What makes the answer wrong; empty means that it is right.
        neighbour: Whether a wrong answer is a figure, or words, that stand beside the right one.
        exact_hedge: Whether the number is hedged just as the report hedges it; `None` where no
            number is asked for.
        operands_cited: Whether the calculation is shown and each operand stands in its citation;
            `None` where nothing is computed.
        items_found: Share of the items asked for that are named, at most 1; `None` without items.
    """

    faults: tuple[str, ...] = ()
    neighbour: bool = False
    exact_hedge: bool | None = None
    operands_cited: bool | None = None
    items_found: float | None = None

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults
