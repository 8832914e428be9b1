import pytest

from service.english_lists import english_lists


def lists(sentence: str) -> list[list[str]]:
    return [[sentence[i.start : i.end] for i in one.items] for one in english_lists(sentence)]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        (
            "In 2024 the town will dredge the channel, rebuild the market and hire 40 clerks.",
            ["dredge the channel", "rebuild the market", "hire 40 clerks"],
        ),
        (
            "Three new cranes, a cold store and a rail siding were opened in March.",
            ["Three new cranes", "a cold store", "a rail siding"],
        ),
        (
            "Staff were trained in first aid, radio use, and fire fighting.",
            ["first aid", "radio use", "fire fighting"],
        ),
    ],
)
def test_a_list_is_cut_out_between_its_lead_and_what_is_said_of_it(
    sentence: str, items: list[str]
) -> None:
    assert items in lists(sentence)


def test_two_lists_in_one_sentence_stay_apart() -> None:
    sentence = "Crews, pilots and guards were trained in first aid, radio use and driving."
    assert lists(sentence) == [
        ["Crews", "pilots", "guards"],
        ["first aid", "radio use", "driving"],
    ]


def test_two_things_are_left_to_the_rules_for_joints() -> None:
    assert lists("Ships and trains stopped.") == []
