import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import index_reports
from index.errors import UnknownDocument
from index.library import Library, open_library
from index.types import Qualifier
from service.answering import answer, trace
from service.findings import withheld
from service.types import Answer, Language, Reason, Request, Status, Turn
from tests.conftest import REPORTS
from tests.fakes import FakeEncoder, WordReader

# What questions are made of: clauses of the reports, and what asks, joins, counts and confuses.
CLAUSES = sorted(
    clause
    for report in REPORTS.iterdir()
    for clause in re.split(r"[,。;\n]", report.read_text(encoding="utf-8"))
    if clause.strip()
)
ASKING = (
    "多少 几名 几个 合计 相差 平均每名 哪个更多 谁 作者 吗？ 是否 超过 占比 其余 百分之几 "
    "加起来 一共 比 为什么 如何 是什么 哪些 什么时候 哪里 概括 那 呢 其中 和 与 的 、 ， ？ "
    '“ ” 《 》 " % ( [1] 第 批 首批 十四五 三农 三分之一 五成 翻一番 2021年 2019年 四川 0 '
    "-5 1,250 １２ 万 亿元 万标箱 博士 硕士 教师 how many how much who wrote why which is "
    "it homes pupils $3.2 billion twelve 😀 ㎡ ½ \\1 那四川\\1呢？ " + "9" * 40
).split(" ")
QUESTIONS = st.lists(
    st.sampled_from(ASKING)
    | st.sampled_from(CLAUSES)
    | st.tuples(st.sampled_from(CLAUSES), st.integers(0, 20), st.integers(1, 9)).map(
        lambda cut: cut[0][cut[1] : cut[1] + cut[2]]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    min_size=1,
    max_size=7,
).map("".join)


@pytest.fixture
def ask(library: Library, encoder: FakeEncoder):
    def asked(question: str, *history: str, **more) -> Answer:
        turns = tuple(Turn("user", said) for said in history)
        return answer(Request(question, turns, **more), library, encoder)

    return asked


@pytest.mark.parametrize(
    ("question", "short", "number", "unit"),
    [
        ("青山县引进各类人才多少名？", "326名", "326", "人"),
        ("引进的人才里博士有几位？", "18名", "18", "人"),
        ("发放了多少安家补贴？", "1260万元", "12600000", "元"),
        ("人才公寓的入住率是多少？", "92.5%", "92.5", "%"),
        ("新开了几条国际航线？", "7条", "7", "条"),
        ("提供了多少个岗位？", "3400余个", "3400", "个"),
        ("南溪镇硬化了多少公里道路？", "36公里", "36", "公里"),
    ],
)
def test_a_number_is_answered_in_the_reports_words(
    ask, question: str, short: str, number: str, unit: str
) -> None:
    answered = ask(question)
    assert answered.status is Status.ANSWERED
    assert answered.short_answer == short
    assert answered.value is not None
    assert (answered.value.number, answered.value.unit) == (Decimal(number), unit)
    assert short in answered.citations[0].quote


def test_a_word_of_exactness_is_kept(ask) -> None:
    value = ask("提供了多少个岗位？").value
    assert value is not None
    assert value.qualifier is Qualifier.OVER


def test_each_number_asked_for_is_answered_in_its_place(ask) -> None:
    answered = ask("青山县引进的人才中，博士有多少名、硕士有多少名？")
    assert answered.short_answer == "18名、97名"


def test_a_sum_shows_its_formula_and_cites_both_numbers(ask) -> None:
    answered = ask("青山县引进的博士和硕士合计多少名？")
    assert answered.calculation is not None
    assert answered.calculation.expression == "18 + 97"
    assert answered.calculation.result == Decimal(115)
    assert [operand.citation for operand in answered.calculation.operands] == [1, 1]
    assert answered.short_answer == "115人"


def test_a_comparison_names_the_larger_side_with_both_numbers(ask) -> None:
    answered = ask("青山县引进的博士和硕士哪一类更多？")
    assert answered.short_answer == "硕士"
    assert "博士18名" in answered.text
    assert "硕士97名" in answered.text


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("青山县新建的技能大师工作室是9个吗？", "是的"),
        ("青山县新建的技能大师工作室是12个吗？", "不是"),
        ("青山县全年举办的招聘会是否超过10场？", "是的"),
    ],
)
def test_a_yes_no_question_is_settled_by_the_reports_number(
    ask, question: str, opening: str
) -> None:
    answered = ask(question)
    assert answered.text.startswith(opening)
    assert answered.short_answer is not None
    assert answered.short_answer.startswith(opening)


def test_a_follow_up_is_answered_and_shown_whole(ask) -> None:
    answered = ask("那技能大师工作室呢？", "青山县新建了多少个博士后科研工作站？")
    assert answered.standalone_question == "青山县新建了多少个技能大师工作室？"
    assert answered.short_answer == "9个"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("红烧肉应当怎样做才好吃？", Reason.OUT_OF_SCOPE),
        ("青山县2015年引进了多少名人才？", Reason.NOT_STATED),
        ("四川省引进了多少名博士？", Reason.NOT_STATED),
        ("青山县引进的777名博士来自哪里？", Reason.PREMISE_CONFLICT),
        ("第3批名师是如何评选的？", Reason.PREMISE_CONFLICT),
    ],
)
def test_what_the_reports_do_not_say_is_refused_with_its_reason(
    ask, question: str, reason: Reason
) -> None:
    refused = ask(question)
    assert refused.status is Status.NOT_FOUND
    assert refused.reason is reason
    assert refused.value is None
    assert refused.short_answer is None


def test_a_false_number_is_corrected_with_the_reports_own(ask) -> None:
    refused = ask("青山县引进的777名博士来自哪里？")
    assert refused.correction is not None
    assert "[1]" in refused.correction
    assert refused.citations


def test_a_refusal_suggests_what_the_reports_do_answer(ask) -> None:
    suggested = ask("青山县2015年引进了多少名博士？").suggestions
    assert suggested
    assert all(ask(question).status is Status.ANSWERED for question in suggested)


def test_who_wrote_the_report_is_read_from_its_by_line(ask, library: Library) -> None:
    signed = next(i for i, d in library.documents.items() if d.byline is not None)
    answered = ask("这篇文章的作者是谁？", document_ids=(signed,))
    assert answered.short_answer == library.documents[signed].byline
    assert answered.short_answer in answered.citations[0].quote


def test_a_year_within_a_span_is_answered_by_it(tmp_path, encoder: FakeEncoder) -> None:
    report = tmp_path / "report.txt"
    report.write_text("水利总结\n2015年至2019年,全县新建水库12座。\n", encoding="utf-8")
    index_reports([report], tmp_path / "library", encoder)
    held = open_library(tmp_path / "library", encoder)
    assert answer(Request("2017年新建水库多少座？"), held, encoder).short_answer == "12座"
    assert answer(Request("2021年新建水库多少座？"), held, encoder).status is Status.NOT_FOUND


def test_the_year_chooses_among_reports(ask) -> None:
    answered = ask("2021年新建了多少个技能大师工作室？")
    assert answered.short_answer == "9个"
    assert "青山县" in answered.citations[0].title


def test_nothing_is_taken_from_a_document_that_was_not_asked(ask, library: Library) -> None:
    other = next(i for i, d in library.documents.items() if "临海" in d.title)
    refused = ask("青山县引进的博士有多少名？", document_ids=(other,))
    assert {citation.document_id for citation in refused.citations} <= {other}


def test_an_unknown_document_is_the_askers_error(ask) -> None:
    with pytest.raises(UnknownDocument):
        ask("有多少名博士？", document_ids=("0" * 16,))


def test_the_same_question_has_the_same_answer(ask) -> None:
    one, other = ask("有多少名博士？"), ask("有多少名博士？")
    assert (one.answer_id, one.text, one.citations) == (
        other.answer_id,
        other.text,
        other.citations,
    )


def test_every_step_is_timed(ask) -> None:
    names = [name for name, _ in ask("有多少名博士？").timings_ms]
    assert names == ["total", "understand", "retrieve", "read", "write"]


@settings(max_examples=400)
@given(
    QUESTIONS,
    st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), QUESTIONS), max_size=2),
    st.sampled_from(["auto", "zh", "en"]),
)
def test_any_question_has_an_answer_that_passes_the_gate(
    library: Library, encoder: FakeEncoder, question: str, history: list[Turn], language: Language
) -> None:
    answered = answer(Request(question, tuple(history), language=language), library, encoder)
    assert answered.text
    assert answered.status is Status.NOT_FOUND or answered.citations


def test_what_the_gate_stops_is_refused_with_its_quotes(
    library: Library, encoder: FakeEncoder
) -> None:
    finding = trace(Request("青山县引进各类人才多少名？"), library, encoder).finding
    refused = withheld(finding, "a number stands in no quote")
    assert refused.status is Status.NOT_FOUND
    assert refused.passages == finding.passages
    assert refused.short is None
    assert refused.value is None
    assert refused.cause is not None
    assert "a number stands in no quote" in refused.cause


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("青山县发放了安家补贴吗？", "是的，"),
        ("青山县没有发放安家补贴，是吗？", "不是，"),
    ],
)
def test_a_yes_no_question_without_a_number_is_settled_by_what_is_said(
    ask, question: str, short: str
) -> None:
    answered = ask(question)
    assert answered.status is Status.ANSWERED
    assert answered.short_answer is not None
    assert answered.short_answer.startswith(short)
    assert "安家补贴" in answered.text


def test_the_reader_which_gives_one_answer_leaves_two_interrogatives_to_the_rules(
    library: Library, encoder: FakeEncoder
) -> None:
    def short(question: str, reader: WordReader) -> str | None:
        return answer(Request(question), library, encoder, reader).short_answer

    reader = WordReader("柔性引进专家")
    assert short("青山县引进各类人才的是谁？", reader) == "柔性引进专家"
    assert short("青山县引进各类人才的是谁，给了谁？", reader) not in (None, "柔性引进专家")


@pytest.mark.parametrize(
    ("question", "conflicts"),
    [
        ("四万亿投资主要用于哪些方面？", False),
        ("5千亿补贴主要用于哪些方面？", False),
        ("五万亿投资主要用于哪些方面？", True),
    ],
)
def test_a_number_that_is_taken_for_granted_may_be_written_otherwise(
    tmp_path: Path, question: str, conflicts: bool
) -> None:
    text = "投资报告\n新增4万亿元投资，主要用于水利和道路。五千亿元补贴主要用于学校。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    encoder = FakeEncoder()
    index_reports([tmp_path / "a.txt"], tmp_path / "library", encoder)
    library = open_library(tmp_path / "library", encoder)
    answered = answer(Request(question), library, encoder)
    assert (answered.reason is Reason.PREMISE_CONFLICT) == conflicts


def test_other_reports_are_read_less_where_the_likeliest_say_nothing(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    works = [f"第{n}项工程修建公路{n}0公里，沿线群众出行方便。" for n in range(1, 20)]
    for year in (2018, 2019, 2020):
        text = f"某县{year}年政府工作报告\n\n" + "\n\n".join(f"{year}年，{w}" for w in works)
        (reports / f"{year}.txt").write_text(text, encoding="utf-8")
    index_reports([reports], tmp_path / "library", encoder)
    library = open_library(tmp_path / "library", encoder)
    reader = WordReader("没有的话")
    told = trace(Request("今年修建公路的县长是谁？"), library, encoder, reader)
    assert told.answer.status is Status.NOT_FOUND
    assert set(told.reports) < set(library.documents)
    assert len(reader.asked) == 7 + 3
