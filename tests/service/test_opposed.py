import pytest

from service.opposed import sides_named


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("农村居民的收入", "城镇居民收入"),
        ("进口增长多少", "出口增长"),
        ("重工业增长", "轻工业增长"),
        ("attendance of girls", "boys' attendance"),
        ("what about women", "men"),
    ],
)
def test_the_other_side_is_opposed(asked: str, said: str) -> None:
    assert sides_named(asked).opposes(sides_named(said))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("农村居民的收入", "乡村居民收入"),
        ("农村居民的收入", "居民收入"),
        ("农村居民的收入", "城镇和农村居民收入"),
        ("进口增长多少", "进出口总额"),
        ("how many women", "women"),
    ],
)
def test_the_same_side_both_or_none_is_not(asked: str, said: str) -> None:
    assert not sides_named(asked).opposes(sides_named(said))
