from index.documents import parse_document
from index.facts import extract_facts
from index.types import Document, Span
from service.questions import understand
from service.reader import Evidence, FactEvidence
from service.twins import is_of_other_side, twin_meant

TOLD = (
    "居民恩格尔系数为31.4%，其中城镇30.2%、农村33.5%。\n"
    "市里举办厂长轮训班12期，培训1935人；各县举办科长轮训班68期，培训7420人。\n"
    "Tram punctuality was 95.7% against a target of 95.0%.\n"
)


def numbers(chosen: float = 0.0) -> dict[str, FactEvidence]:
    document = parse_document(f"总结\n\n{TOLD}".encode(), "r.txt")
    return {
        fact.quantity.surface: FactEvidence(
            fact, evidence_of(document, fact.sentence), 0.0, 0.0, chosen=chosen
        )
        for fact in extract_facts(document)
    }


def evidence_of(document: Document, sentence: Span) -> Evidence:
    return Evidence(document, sentence, (), 1.0, 1, 0.0)


def meant(question: str, best: str, chosen: float = 0.0) -> str:
    found = numbers(chosen)
    return twin_meant(
        understand(question), found[best], tuple(found.values())
    ).fact.quantity.surface


def test_the_number_of_the_side_that_is_asked_for_is_meant() -> None:
    assert meant("农村居民恩格尔系数是多少？", "31.4%", chosen=0.9) == "33.5%"


def test_the_side_counts_for_more_than_other_words() -> None:
    assert meant("城镇居民恩格尔系数是多少？", "30.2%") == "30.2%"


def test_the_number_of_all_is_meant_where_no_side_is_named() -> None:
    assert meant("居民恩格尔系数是多少？", "31.4%") == "31.4%"


def test_the_number_beside_more_of_what_is_asked_for_is_meant() -> None:
    assert meant("科长轮训班培训了多少人？", "1935人") == "7420人"


def test_what_the_reader_is_sure_of_stays() -> None:
    assert meant("科长轮训班培训了多少人？", "1935人", chosen=0.9) == "1935人"


def test_the_goal_is_meant_where_it_is_asked_for() -> None:
    assert meant("What was the target for tram punctuality?", "95.7%") == "95.0%"
    assert meant("What was the tram punctuality?", "95.7%") == "95.7%"


def test_a_number_of_the_other_side_is_told() -> None:
    asked = understand("农村居民恩格尔系数是多少？")
    assert is_of_other_side(asked, numbers()["30.2%"])
    assert not is_of_other_side(asked, numbers()["33.5%"])
