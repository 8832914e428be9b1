import pytest

from index.documents import parse_document
from index.library import Library
from index.retrieval import retrieve
from index.text import sentence_spans
from service.questions import understand
from service.reader import Evidence, Reading, read
from service.windows import Window, likeliest_windows
from tests.fakes import FakeEncoder

QUESTION = "青山县引进各类人才多少名？"


@pytest.fixture
def reading(library: Library, encoder: FakeEncoder) -> Reading:
    return read(understand(QUESTION), retrieve(library, encoder, QUESTION, 12), library)


@pytest.fixture
def windows(reading: Reading) -> list[Window]:
    return list(likeliest_windows(reading))


def test_the_sentence_with_the_words_and_the_number_is_read_first(windows: list[Window]):
    assert "326名" in windows[0].evidence.quote


def test_a_sentence_is_read_with_its_neighbours(windows: list[Window]):
    assert all(len(window.text) <= 200 or window.text.count("。") <= 1 for window in windows)
    assert any(window.text.count("。") > 1 for window in windows)


def test_every_sentence_is_held_by_a_window(reading: Reading, windows: list[Window]):
    assert all(any(window.holds(e) for window in windows) for e in reading.sentences)


def test_no_window_is_read_for_a_sentence_that_one_before_holds(windows: list[Window]):
    assert not any(
        earlier.holds(later.evidence)
        for number, later in enumerate(windows)
        for earlier in windows[:number]
    )


def around(text: str, chosen: str) -> str:
    """Return the window of the sentence that begins with `chosen`."""
    document = parse_document(text.encode(), "报告.txt")
    found = [
        Evidence(
            document, span, (), 0.5 if document.quote(span).startswith(chosen) else 0.1, 1, 0.0
        )
        for span in sentence_spans(document.text)
    ]
    reading = Reading(tuple(found), ())
    return next(likeliest_windows(reading)).text


def test_more_letters_than_characters_fit_into_a_window():
    chinese = "一" * 110 + "。"
    english = "The clinic saw twelve hundred patients and closed two of its beds. "
    assert around(chinese + "他来了。" + chinese, "他") == chinese + "他来了。"
    assert len(around(english * 2 + "He came. " + english * 2, "He")) > 2 * len(english)
