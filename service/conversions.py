"""Units of one dimension become one another exactly: 斤 and 吨, 亩 and 公顷, 里 and 公里.

In: the names that `index.units` gives to units. Out: a `Factor`. Money does not convert (a rate
would be a number from nowhere), nor do counts.

Sources: 国务院《关于统一我国计量制度的命令》, 25 June 1959 (1 市斤 = 0.5 公斤, 100 市斤 = 1 市担;
1 市里 = 0.5 公里; 3 市尺 = 1 米, 1 市亩 = 6000 平方市尺); 国务院《关于在我国统一实行法定计量单位的
命令》, 27 February 1984, and GB 3100—93 (吨, 公顷, 海里 of 1852 m, and the SI prefixes).
"""

from dataclasses import dataclass
from decimal import Decimal
from math import gcd

# How many of the smallest unit there are in each, whole in every one: 亩 is 2000/3 m².
_DIMENSIONS = (
    {"克": 1, "斤": 500, "市斤": 500, "公斤": 1000, "担": 50_000, "市担": 50_000, "吨": 1_000_000},
    {
        "平方米": 3,
        "亩": 2_000,
        "市亩": 2_000,
        "公顷": 30_000,
        "平方公里": 3_000_000,
    },
    {"米": 1, "里": 500, "华里": 500, "市里": 500, "公里": 1000, "海里": 1852},
    {"千瓦": 1, "兆瓦": 1000, "吉瓦": 1_000_000},
    {"千瓦时": 1, "兆瓦时": 1000, "吉瓦时": 1_000_000},
)


@dataclass(frozen=True, slots=True)
class Factor:
    """What a number in one unit is multiplied by, and then divided by, to be in another."""

    times: int
    over: int

    def apply(self, number: Decimal) -> Decimal:
        """Return `number` in the other unit, to the 28 digits of Decimal arithmetic."""
        return number * self.times / self.over

    def shown(self, number: str) -> str:
        """Return the conversion as a part of a formula: `30 ÷ 2000`."""
        times = f" × {self.times}" if self.times > 1 else ""
        over = f" ÷ {self.over}" if self.over > 1 else ""
        return f"{number}{times}{over}"


def factor(unit: str, wanted: str) -> Factor | None:
    """Return how numbers in `unit` become numbers in `wanted`; `None` where they do not."""
    for sizes in _DIMENSIONS:
        if unit in sizes and wanted in sizes:
            shared = gcd(sizes[unit], sizes[wanted])
            return Factor(sizes[unit] // shared, sizes[wanted] // shared)
    return None


def constants(units: set[str]) -> set[Decimal]:
    """Return the numbers that a formula over `units` may hold beside the reports' own."""
    factors = (factor(one, other) for one in units for other in units)
    return {Decimal(n) for found in factors if found is not None for n in (found.times, found.over)}
