import pytest

from index.terms import Terms, inverted, table, words


def test_the_longest_word_at_a_place_goes_first() -> None:
    terms = Terms({"人": 1, "人次": 2})
    assert terms.at("132万人次", 4) == ("人次", 2)
    assert list(terms.each_at("人次", 0)) == [("人次", 2), ("人", 1)]


def test_a_word_is_found_by_where_it_ends() -> None:
    terms = Terms({"近": "under", "将近": "nearly"})
    assert terms.before("已有将近60家", 4) == ("将近", "nearly")
    assert terms.before("近", 0) is None


def test_a_table_of_lists_can_be_read_by_its_words() -> None:
    assert inverted("marks", "inside")["余"] == "over"


def test_a_list_that_is_no_list_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"marks\.json.*inside.*list"):
        words("marks", "inside")
    with pytest.raises(TypeError, match=r"units\.json.*money.*object"):
        table("units", "money")
