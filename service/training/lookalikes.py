"""Finds the passages that share most words with a question: those that retrieval would bring."""

import math
from collections import defaultdict
from collections.abc import Sequence

from index.text import fold

# Pairs of characters that stand in more passages than this choose nothing and take the time.
_COMMON = 400


class Lookalikes:
    """An index of passages by pairs of characters, weighted by how rare each is."""

    def __init__(self, passages: Sequence[str]) -> None:
        self.passages = tuple(passages)
        holders: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            for pair in sorted(_pairs(passage)):
                holders[pair].append(number)
        self._holders = {p: found for p, found in holders.items() if len(found) <= _COMMON}

    def like(self, question: str, top_k: int) -> list[int]:
        """Return the numbers of the passages most like `question`, best first."""
        scores: dict[int, float] = defaultdict(float)
        for pair in sorted(_pairs(question)):
            found = self._holders.get(pair, [])
            weight = math.log(1 + len(self.passages) / (1 + len(found)))
            for number in found:
                scores[number] += weight
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [number for number, _ in best[:top_k]]


def _pairs(text: str) -> set[str]:
    folded = "".join(fold(text).split())
    return {folded[at : at + 2] for at in range(len(folded) - 1)}
