"""Whether an answer says yes or no, and the right one of the two.

A clean word at the front decides: 是, 不是, 对, 没有, yes, no. Without one, denials and assents
near the front count that the question does not itself contain: its words are often repeated.
"""

import re

from index.text import fold
from service.evaluation.questions import GoldQuestion
from service.evaluation.replies import Reply
from service.evaluation.rulings import Ruling
from service.evaluation.wording import normalised

_LOOKED_AT_CHARS = 60
_LEAD = r"^[\s,，。、:：“”\"'‘’]*(?:答[:：])?"
# Words that also begin others (对于, 有关, 会议, 不断) must stand alone.
_ALONE = r"(?=$|[\s,，。.、;；:：!！(（\[]|[的了])"
_NO = (
    r"不是|不对|不符|不正确|不成立|不准确|不到|不足|不会|不能|没有|没能|并非|并没|并未|并不|未(?![来必])"
    rf"|否|错误|(?:不|没|错|无|非){_ALONE}|no\b|not\b|false\b|incorrect\b|wrong\b|never\b"
)
_YES = (
    r"是(?!否)|正确|属实|没错|不错|的确|确实|确有|准确|超过|达到"
    rf"|(?:对|有|能|会){_ALONE}|yes\b|true\b|correct\b|right\b|indeed\b"
)
_NO_IN_FRONT = re.compile(f"{_LEAD}(?!没错|不错)(?:{_NO})")
_YES_IN_FRONT = re.compile(f"{_LEAD}(?:{_YES})")
_DENIALS = re.compile(
    r"不是|不对|不到|没有|并非|并未|并不|未能|而不是|而非|错误|\bnot\b|\bincorrect\b"
)
_ASSENTS = re.compile(r"是的|对的|正确|属实|没错|的确|确实|\bindeed\b|\bcorrect\b")


def judge_polarity(reply: Reply, gold: GoldQuestion) -> Ruling:
    """Return whether `reply` says yes where `gold` does, and no where it does."""
    found = {stance for body in reply.bodies if (stance := _stance(body, gold)) is not None}
    if not found:
        return Ruling(("says neither yes nor no",))
    if len(found) == 2:
        return Ruling(("says both yes and no",))
    if gold.truth not in found:
        return Ruling((f"says {'no' if gold.truth else 'yes'}",))
    return Ruling()


def _stance(body: str, gold: GoldQuestion) -> bool | None:
    """Return `True` for yes, `False` for no, `None` for neither."""
    folded = fold(body)
    if _NO_IN_FRONT.search(folded):
        return False
    if _YES_IN_FRONT.search(folded):
        return True
    if any(normalised(body) == normalised(answer) for answer in gold.answers):
        return gold.truth
    return _stance_near(folded, gold)


def _stance_near(folded: str, gold: GoldQuestion) -> bool | None:
    near, asked = folded[:_LOOKED_AT_CHARS], fold(gold.question)
    denies = any(word not in asked for word in _DENIALS.findall(near))
    assents = any(word not in asked for word in _ASSENTS.findall(near))
    if denies == assents:
        return None
    return assents
