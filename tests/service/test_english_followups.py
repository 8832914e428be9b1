import pytest

from service.english_followups import in_english, standalone_in_english


def test_a_name_in_latin_letters_makes_no_english_question() -> None:
    assert in_english("And the ferries?")
    assert not in_english("ABC公司呢？")


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("How many trams ran in 2023?", "And in 2022?", "How many trams ran in 2022?"),
        ("How many trams ran?", "What about 2022?", "How many trams ran in 2022?"),
        ("How many trams ran in 2023?", "And the year before?", "How many trams ran in 2022?"),
        (
            "How many trams did Hillport buy in 2023?",
            "And buses?",
            "How many buses did Hillport buy in 2023?",
        ),
        (
            "What was Hillport's bus speed in 2023?",
            "And the target?",
            "What was the target for Hillport's bus speed in 2023?",
        ),
        (
            "How much was Hillport's revenue in 2023?",
            "What about tax?",
            "How much was Hillport's tax in 2023?",
        ),
        (
            "What was the rural income in 2023?",
            "What about the cities?",
            "What was the urban income in 2023?",
        ),
        ("What was the pay of men?", "What about women?", "What was the pay of women?"),
        (
            "How many wells were dug in Kenya in 2022?",
            "And in Nepal?",
            "How many wells were dug in Nepal in 2022?",
        ),
        (
            "How many trams did Hillport buy in 2023?",
            "How many of them were late?",
            "How many of them were late (Hillport) in 2023?",
        ),
    ],
)
def test_a_fragment_takes_the_rest_from_the_last_question(
    previous: str, question: str, whole: str
) -> None:
    assert standalone_in_english(question, [previous]) == whole


def test_two_questions_are_asked_together() -> None:
    asked = ["How many trams did Hillport buy?", "How many buses did Hillport buy?"]
    whole = "How many trams and buses did Hillport buy in total?"
    assert standalone_in_english("How much is that in total?", asked) == whole


def test_what_only_points_back_is_not_taken_up() -> None:
    asked = ["How many trams ran in 2023?", "How many of them were late?"]
    assert standalone_in_english("And in 2022?", asked) == "How many trams ran in 2022?"
