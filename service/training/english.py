"""Questions in English on the figures of a Chinese report, where the lexicon has all the words."""

import random
from collections.abc import Sequence

from index.text import fold
from index.types import Fact, Kind
from index.words import tag_words
from service.synonyms import english_forms
from service.training.figures import Turn, name_of, turn_of

# What stands between words and adds nothing to what is counted.
_EMPTY = "的了共约"
_COUNTED = "人名户家个所座项件次种位条起"

_COUNT = (
    "How many {m} were there?",
    "What was the number of {m}?",
    "How many {m}?",
    "How many {m} did the report count?",
)
_AMOUNT = (
    "What was the {m}?",
    "How much was the {m}?",
    "How large was {m}?",
    "{m}?",
    "How high was {m}, according to the report?",
)
_TURNS = {
    Turn.UP: (
        "By how much did {m} grow?",
        "How fast did {m} rise?",
        "What was the growth rate of {m}?",
        "How much did {m} increase?",
    ),
    Turn.DOWN: (
        "By how much did {m} fall?",
        "How much did {m} decrease?",
        "How far did {m} drop?",
    ),
    Turn.SHARE: ("What share did {m} make up?", "What percentage did {m} account for?"),
}


def english_question_for(fact: Fact, rng: random.Random) -> str | None:
    """Return a question in English that the number of `fact` answers.

    `None` where a word of what it counts is not in the lexicon.
    """
    name = in_english(name_of(fact), rng)
    return None if name is None else rng.choice(_wordings(fact)).format(m=name)


def in_english(name: str, rng: random.Random) -> str | None:
    """Return `name` word by word in English, the longest words first, or `None`.

    `in_english("钢产量", rng)` may be `"steel output"`.
    """
    folded = fold(name)
    bounds = [0, *(word.span.end for word in tag_words(folded))]
    forms = english_forms()
    said: list[str] = []
    start = 0
    while start < len(folded):
        end = next((b for b in reversed(bounds) if folded[start:b] in forms), None)
        if end is not None:
            said.append(rng.choice(forms[folded[start:end]]))
        elif folded[start] not in _EMPTY:
            return None
        start = start + 1 if end is None else end
    return " ".join(said) or None


def _wordings(fact: Fact) -> Sequence[str]:
    turn = turn_of(fact)
    if turn is not None:
        return _TURNS[turn]
    counted = fact.quantity.kind is Kind.QUANTITY and fact.quantity.unit in _COUNTED
    return _COUNT if counted else _AMOUNT
