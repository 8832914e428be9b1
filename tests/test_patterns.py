"""Patterns mean the same on every Python that is supported."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*ROOT.glob("index/**/*.py"), *ROOT.glob("service/**/*.py")])

# Python before 3.11.5 mismatches a possessive group whose inside can backtrack
# (https://github.com/python/cpython/issues/106052); Debian 12 ships 3.11.2.
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[^()]{1,40}\})\+")


@pytest.mark.parametrize("pattern", [")*+", ")++", "){1,4}+", "){{0,{MAX}}}+"])
def test_a_possessive_group_would_be_noticed(pattern: str) -> None:
    assert POSSESSIVE_GROUP.search(pattern)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_group_is_possessive(source: Path) -> None:
    assert POSSESSIVE_GROUP.search(source.read_text(encoding="utf-8")) is None
