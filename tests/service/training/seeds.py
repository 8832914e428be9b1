"""Randomness that a test repeats."""

import random


def seeded(seed: int) -> random.Random:
    """Return a source of the same choices every time."""
    return random.Random(seed)  # noqa: S311
