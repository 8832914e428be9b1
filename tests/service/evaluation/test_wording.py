import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.evaluation.wording import holds, normalised, shared_characters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“三會一課”，制度。", "三会一课制度"),
        ("增长 ４．５％；", "增长4.5%"),
        ("共5. 其他", "共5其他"),
        ("About 10 %", "about10"),
    ],
)
def test_what_does_not_matter_is_left_out(text: str, plain: str):
    assert normalised(text) == plain


@pytest.mark.parametrize(
    ("text", "words", "held"),
    [
        ("共31个", "1个", False),
        ("共31个", "31", True),
        ("共1.31个", "31个", False),
        ("第15届，5届", "5届", True),
        ("任何", "", False),
    ],
)
def test_words_are_never_found_inside_a_longer_number(text: str, words: str, held: bool):
    assert holds(text, words) is held


@given(st.text(max_size=30))
def test_a_text_shares_all_its_characters_with_itself(text: str):
    assert shared_characters(text, text) == (1.0 if normalised(text) else 0.0)
    assert holds(text, text) is bool(normalised(text))


def test_texts_without_a_common_character_share_none():
    assert shared_characters("省委", "优秀") == 0.0
