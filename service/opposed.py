"""Things of which a report gives a number each, side by side: town and country, men and women.

In: folded texts. Out: which sides they name. Where a question names one side, the number of the
other is never its answer, however alike the rest of both is.
"""

import re
from dataclasses import dataclass
from functools import cache

# Each line: sides parted by /, the words for one side by commas.
_LINES = tuple(
    tuple(tuple(side.split(",")) for side in line.split("/"))
    for line in """
城镇,城市/农村,乡村
出口/进口
男性,男生,男职工/女性,女生,女职工,妇女
财政收入/财政支出
总收入/总支出
存款/贷款
出生/死亡
中央/地方
国有/民营,私营
轻工业/重工业
第一产业/第二产业/第三产业
养老保险/医疗保险/失业保险/工伤保险
夏粮/秋粮/早稻
上半年/下半年
专职/兼职
本科生/研究生
外出农民工/本地农民工
boys,boy/girls,girl
men,male/women,female
urban,cities,towns/rural,countryside,villages
imports,import/exports,export
revenue,income/expenditure,spending
inpatient,inpatients/outpatient,outpatients
""".strip().splitlines()
)
# 进出口 is both at once.
_BOTH = re.compile("进出口|城乡|男女|本外币")


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides that a text names, as numbers of line and side."""

    named: frozenset[tuple[int, int]]

    def opposes(self, other: "Sides") -> bool:
        """Return whether `other` names only the other side of something that this names one of."""
        for line, side in self.named:
            theirs = {s for other_line, s in other.named if other_line == line}
            if theirs and side not in theirs:
                return True
        return False


def sides_named(folded: str) -> Sides:
    """Return the sides that a folded text names."""
    text = _BOTH.sub(" ", folded)
    return Sides(
        frozenset(
            (line, side)
            for line, sides in enumerate(_LINES)
            for side, words in enumerate(sides)
            if _pattern(words).search(text)
        )
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in words))
