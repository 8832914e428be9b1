"""How a reply is judged: the rule that fits the question, and what its citations carry.

A reply, a case and the reports' texts go in; a `Judgement` comes out. The rules compare what is
said with what the file of questions holds, by the project's own reading of numbers; free answers
are judged by key words, and a sample of them is worth reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.evaluation.amounts import worded_alike
from service.evaluation.comparison import judge_comparison
from service.evaluation.grounding import Grounding, ground
from service.evaluation.listing import judge_coverage, judge_list
from service.evaluation.numeric import judge_identifier, judge_number
from service.evaluation.polarity import judge_polarity
from service.evaluation.questions import GoldQuestion, Rule
from service.evaluation.refusal import REASONS, judge_refusal
from service.evaluation.replies import Reply
from service.evaluation.rulings import Ruling
from service.evaluation.shelf import Case, Report
from service.evaluation.wording import holds, normalised

_SPARE_CHARS = 8


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of one reply.

    Attributes:
        reply: `None` where the call failed; then `ruling` tells how.
        fitting_reason: Whether a right refusal gives the reason that fits; `None` for others.
    """

    case: Case
    reply: Reply | None
    ruling: Ruling
    seconds: float
    grounding: Grounding = field(default_factory=Grounding)
    fitting_reason: bool | None = None

    @property
    def right(self) -> bool:
        """Whether the answer, or the refusal, is right."""
        return self.ruling.right

    @property
    def refused(self) -> bool:
        """Whether the question was refused."""
        return self.reply is not None and self.reply.refused


def judge(case: Case, reply: Reply, shelf: Mapping[str, Report], seconds: float) -> Judgement:
    """Return what is thought of `reply`, which took `seconds`."""
    ruling = _ruling(case, reply, shelf)
    fits = reply.reason is REASONS.get(case.gold.kind)
    right_refusal = ruling.right and case.gold.rule is Rule.REFUSAL
    return Judgement(
        case=case,
        reply=reply,
        ruling=ruling,
        seconds=seconds,
        grounding=ground(reply, case, shelf),
        fitting_reason=fits if right_refusal else None,
    )


def failed(case: Case, how: str, seconds: float) -> Judgement:
    """Return the judgement on a call that brought no reply."""
    return Judgement(case, None, Ruling((how,)), seconds)


def _ruling(case: Case, reply: Reply, shelf: Mapping[str, Report]) -> Ruling:
    gold = case.gold
    if gold.rule is Rule.REFUSAL:
        return judge_refusal(reply, gold)
    if reply.refused:
        return Ruling(("refused, but the reports tell it",))
    match gold.rule:
        case Rule.NUMBER:
            return judge_number(reply, gold)
        case Rule.IDENTIFIER:
            return judge_identifier(reply, gold)
        case Rule.POLARITY:
            return judge_polarity(reply, gold)
        case Rule.COMPARISON:
            return judge_comparison(reply, gold)
        case Rule.COVERAGE:
            return judge_coverage(reply, case, shelf)
        case Rule.LIST:
            return judge_list(reply, gold)
    return judge_text(reply, gold)


def judge_text(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` is worded as a right answer is, or holds one and little else."""
    said = reply.predicted
    if not any(_says(said, answer) for answer in gold.answers):
        wrong = [words for words in gold.distractor_texts if holds(said, words)]
        return Ruling((f"says {said[:60]!r}",), neighbour=bool(wrong))
    named = [words for words in gold.distractor_texts if holds(said, words)]
    # The head of a Chinese phrase stands last: 财政部部长 names no ministry.
    if named and not any(normalised(said).endswith(normalised(a)) for a in gold.answers):
        return Ruling((f"names {named[0]} as well",), neighbour=True)
    return Ruling()


def _says(said: str, answer: str) -> bool:
    if worded_alike(said, answer):
        return True
    chars = len(normalised(answer))
    longest = max(2 * chars, chars + _SPARE_CHARS)
    return holds(said, answer) and len(normalised(said)) <= longest
