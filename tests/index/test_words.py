from hypothesis import given
from hypothesis import strategies as st

from index.words import is_word, tag_words


def test_words_carry_their_place_and_part_of_speech() -> None:
    words = tag_words("全省新建桥梁30座")
    assert [w.text for w in words if w.tag == "n"] == ["全省", "桥梁"]
    bridge = next(w for w in words if w.text == "桥梁")
    assert (bridge.span.start, bridge.span.end) == (4, 6)


def test_the_dictionary_tells_a_word_from_a_guess() -> None:
    guessed = [word.text for word in tag_words("年全社会研发") if not is_word(word.text)]
    assert guessed == ["年全"]


@given(st.text())
def test_words_cover_any_text_without_gap_or_overlap(text: str) -> None:
    words = tag_words(text)
    assert "".join(w.text for w in words) == text
    assert all(text[w.span.start : w.span.end] == w.text for w in words)
