"""Which sentence a phrase is taken from, and when none will do."""

import pytest

from index.documents import parse_document
from index.types import Span
from service.findings import Finding
from service.phrases import find_phrase, is_defined
from service.questions import understand
from service.reader import Evidence, Reading
from service.types import Status


def reading_of(*told: tuple[str, str, float, float]) -> Reading:
    """Return a reading of sentences, each with what is seen in it, its support and likelihood."""
    text = "".join(sentence for sentence, _, _, _ in told)
    document = parse_document(text.encode(), "report.txt")
    evidence = []
    for rank, (sentence, seen, support, answerable) in enumerate(told, start=1):
        start = document.text.index(sentence)
        place = start + sentence.index(seen)
        evidence.append(
            Evidence(
                document,
                Span(start, start + len(sentence)),
                (),
                support,
                rank,
                0.2,
                answerable,
                Span(place, place + len(seen)) if seen else None,
                0.8 if seen else 0.0,
                answerable,
            )
        )
    return Reading(tuple(evidence), ((),), texts=(text,))


def found(question: str, *told: tuple[str, str, float, float]) -> Finding:
    return find_phrase(understand(question), reading_of(*told))


def test_a_meaning_is_taken_from_the_sentence_that_defines():
    told = (
        ("新建“驿站账本”60本，全年登记货物。", "60本", 1.0, 0.9),
        ("“驿站账本”是指按月登记货物的台账。", "", 1.0, 0.6),
    )
    question = "“驿站账本”是什么？"
    assert found(question, *told).short == "按月登记货物的台账"
    assert is_defined(understand(question), reading_of(*told))


def test_a_definition_is_not_asked_for_by_a_question_for_a_date():
    told = ("“驿站账本”是指按月登记货物的台账。", "", 1.0, 0.9)
    assert not is_defined(understand("“驿站账本”什么时候建立？"), reading_of(told))


def test_a_reason_that_only_says_the_question_again_is_none():
    told = ("Weekend ridership recovered faster than commuting.", "Weekend ridership", 0.9, 0.8)
    assert found("Why did weekend ridership recover faster?", told).status is Status.NOT_FOUND


def test_who_did_what_the_sentence_does_not_tell_is_refused():
    told = ("白鹭桥全线铺轨，青山电站并网发电。", "白鹭桥", 0.9, 0.4)
    assert found("青山电站由谁设计？", told).status is Status.NOT_FOUND


def test_who_is_told_where_the_deed_is():
    told = ("青山电站由江东设计院设计。", "江东设计院", 0.9, 0.4)
    assert found("青山电站由谁设计？", told).short == "江东设计院"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("门诊楼改造什么时候完工？", "2022年4月"),
        ("门诊楼改造什么时候启动？", "3月"),
    ],
)
def test_a_date_is_that_of_the_deed_asked_about_as_it_now_holds(question: str, short: str):
    told = ("门诊楼改造于3月启动，原定12月完工，因故延期，预计2022年4月完工。", "", 1.0, 0.9)
    assert found(question, told).short == short


def test_who_is_refused_in_english_where_the_reader_sees_nobody():
    told = ("The second charging hub, at Mill Road, can charge 64 vehicles.", "", 0.9, 0.0)
    assert found("Who built the Mill Road charging hub?", told).status is Status.NOT_FOUND


def test_by_whom_is_no_list_of_what_else_is_counted():
    sentence = "由县领导分别担任茶叶、竹木、旅游三条产业链的链长。"
    told = (sentence, "县领导", 0.9, 0.9)
    assert found("三条产业链由谁担任链长？", told).short == "县领导"
