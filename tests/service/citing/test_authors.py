import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.citing.authors import read_authors
from service.citing.sources import Author
from tests.service.citing.golden import read


@pytest.mark.parametrize("case", read("bylines"), ids=lambda case: case["byline"])
def test_a_byline_names_these_authors(case):
    found = [
        {"family": author.family, "given": author.given} if author.family else author.name
        for author in read_authors(case["byline"])
    ]
    assert found == case["authors"]


def test_a_name_is_read_in_the_order_that_it_was_written_in():
    assert read_authors("LI Ming")[0].name == "Li Ming"
    assert read_authors("Ming LI")[0].name == "Ming Li"
    assert read_authors("Doe, Jane")[0].name == "Jane Doe"


@given(st.text(min_size=1, max_size=60).map(str.strip).filter(bool))
def test_any_byline_names_somebody(byline: str):
    authors = read_authors(byline)
    assert authors
    assert all(isinstance(author, Author) and author.name for author in authors)
