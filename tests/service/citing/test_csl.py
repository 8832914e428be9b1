import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Span
from service.citing.csl import csl_json
from service.citing.reading import refer
from tests.service.citing.golden import CITED, KINDS, read, reference_of

TYPES = {"article-newspaper", "webpage", "report", "article-journal", "book", "document"}
TEXTS = set(
    "id type title container-title publisher publisher-place volume issue page URL language"
    " annote".split()
)
DATES = {"issued", "accessed"}


def check_shape(item: dict[str, object]) -> None:
    """Hold an item against the schema of CSL-JSON, as far as we write it."""
    assert set(item) <= TEXTS | DATES | {"author"}
    assert item["type"] in TYPES
    assert {"id", "title", "language"} <= set(item)
    for name in TEXTS & set(item):
        assert isinstance(item[name], str)
    for name in DATES & set(item):
        assert set(item[name]) == {"date-parts"}
        (parts,) = item[name]["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
    for author in item.get("author", ()):
        assert set(author) in ({"literal"}, {"family", "given"})


@pytest.mark.parametrize(
    "case", [case for kind in KINDS for case in read(kind)], ids=lambda case: case["about"]
)
def test_an_item_has_the_shape_of_csl_json(case):
    (item,) = json.loads(csl_json(reference_of(case)))
    check_shape(item)


@given(st.text(max_size=60))
def test_any_quote_gives_an_item_and_none_a_command(quote: str):
    text = f"字{{:type: book}}\n{quote}"
    document = Document("d0", "a", "ab", "utf-8", text, "题", ())
    (item,) = json.loads(csl_json(refer(document, Span(0, len(text)), cited=CITED)))
    check_shape(item)
    # A processor runs what it finds in `note`.
    assert "note" not in item
    assert re.match(r"第\d+(—\d+)?行，字符0–\d+：字", item["annote"])
