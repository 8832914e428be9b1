from decimal import Decimal

import pytest

from index.errors import QuestionError
from index.types import Kind
from service.lookup import DEFAULT_KINDS, FactQuery
from service.parameters import (
    ParameterError,
    parse_answer_body,
    parse_facts_query,
    parse_search_query,
    refuse_parameters,
)
from service.types import Request, Turn


def test_a_question_alone_is_a_whole_request():
    assert parse_answer_body({"question": "多少人？"}) == Request("多少人？")


def test_every_field_of_a_body_arrives():
    body = {
        "question": "那博士呢？",
        "history": [
            {"role": "user", "content": "引进多少人？"},
            {"role": "assistant", "content": "326名。"},
        ],
        "documents": ["b", "a", "b"],
        "top_k": 20,
        "language": "zh",
    }
    turns = (Turn("user", "引进多少人？"), Turn("assistant", "326名。"))
    assert parse_answer_body(body) == Request("那博士呢？", turns, ("b", "a"), 20, "zh")


def test_null_in_an_optional_field_counts_as_left_out():
    body = {"question": "多少？", "history": None, "documents": None, "top_k": None}
    assert parse_answer_body({**body, "language": None}) == Request("多少？")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "`question` is missing; it must be a string of 1 to 2,000 characters"),
        ({"question": None}, "`question` is null"),
        ({"question": 5}, "`question` is 5"),
        ({"question": ""}, '`question` is ""'),
        ({"question": " \n\t\u3000"}, "not only spaces"),
        ({"question": "字" * 2001}, "`question` is a string of 2,001 characters"),
        ({"question": ["x"]}, "`question` is a list of 1"),
        ({"question": "x", "top_k": 0}, "`top_k` is 0; it must be a whole number from 1 to 20"),
        ({"question": "x", "top_k": 21}, "`top_k` is 21"),
        ({"question": "x", "top_k": "5"}, '`top_k` is "5"'),
        ({"question": "x", "top_k": 5.0}, "`top_k` is 5.0"),
        ({"question": "x", "top_k": True}, "`top_k` is true"),
        ({"question": "x", "language": "fr"}, '`language` is "fr"; it must be "auto", "zh" or'),
        ({"question": "x", "documents": "a"}, '`documents` is "a"; it must be a list'),
        ({"question": "x", "documents": [1]}, r"`documents\[0\]` is 1"),
        ({"question": "x", "history": {}}, "`history` is an object"),
        ({"question": "x", "history": [1]}, r"`history\[0\]` is 1"),
        ({"question": "x", "history": [{"role": "user"}]}, r"`history\[0\].content` is missing"),
        (
            {"question": "x", "history": [{"role": "system", "content": ""}]},
            r'`history\[0\].role` is "system"; it must be "user" or "assistant"',
        ),
        (
            {"question": "x", "history": [{"role": "user", "content": "字" * 8001}]},
            r"`history\[0\].content` is a string of 8,001 characters",
        ),
        (
            {"question": "x", "history": [{"role": "user", "content": ""}] * 51},
            "`history` is a list of 51; it must be a list of at most 50",
        ),
        ({"question": "x", "topk": 5}, "`topk` is unknown; did you mean `top_k`?"),
        ({"question": "x", "base_url": "y"}, "`base_url` is unknown .known: question, history"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_with_what_is_taken(body, said):
    with pytest.raises(QuestionError, match=said):
        parse_answer_body(body)


def test_all_faults_of_a_body_are_told_at_once():
    with pytest.raises(QuestionError, match=r"`question` is missing.*`top_k` is 99"):
        parse_answer_body({"top_k": 99})


def test_a_question_may_have_two_thousand_characters_of_any_width():
    assert len(parse_answer_body({"question": "🌱" * 2000}).question) == 2000


def test_a_search_takes_several_documents():
    query = parse_search_query([("q", "人才"), ("document", "a"), ("document", "b")])
    assert (query.text, query.top_k, query.document_ids) == ("人才", 8, ("a", "b"))


def test_facts_are_of_the_default_kinds_without_any_parameter():
    assert parse_facts_query([]) == (FactQuery(kinds=DEFAULT_KINDS, limit=100), "json")


def test_every_parameter_of_a_facts_query_arrives():
    pairs = [
        ("q", " 人才  引进 "),
        ("document", "a"),
        ("kind", "money"),
        ("kind", "ratio"),
        ("unit", "元"),
        ("section", "人才工作"),
        ("period", "2016-2020"),
        ("goal_or_result", "goal"),
        ("min", "1e4"),
        ("max", "168000000"),
        ("sort", "-number"),
        ("limit", "10"),
        ("offset", "20"),
        ("format", "csv"),
    ]
    query, form = parse_facts_query(pairs)
    assert form == "csv"
    assert query == FactQuery(
        words=("人才", "引进"),
        document_ids=("a",),
        kinds=(Kind.MONEY, Kind.RATIO),
        unit="元",
        section="人才工作",
        years=(2016, 2020),
        status="goal",
        low=Decimal(10000),
        high=Decimal(168000000),
        order="-number",
        limit=10,
        offset=20,
    )


@pytest.mark.parametrize("period", ["2016/2020", "2016—2020年", "2016年至2020年", " 2016-2020 "])
def test_a_period_may_be_written_as_reports_and_facts_write_it(period):
    assert parse_facts_query([("period", period)])[0].years == (2016, 2020)


def test_a_period_of_one_year_begins_and_ends_with_it():
    assert parse_facts_query([("period", "2020年")])[0].years == (2020, 2020)


def test_a_table_is_whole_unless_a_limit_is_given():
    assert parse_facts_query([("format", "csv")])[0].limit is None
    assert parse_facts_query([("format", "csv"), ("limit", "7")])[0].limit == 7


def test_kind_all_means_every_kind():
    query, _ = parse_facts_query([("kind", "money"), ("kind", "all")])
    assert query.kinds == tuple(Kind)


def test_an_empty_value_counts_as_left_out_as_forms_send_it():
    names = ("q", "document", "kind", "unit", "period", "goal_or_result", "min", "max", "sort")
    names += ("section", "limit", "offset", "format")
    assert parse_facts_query([(name, "") for name in names]) == parse_facts_query([])


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("topk", "5")], "`topk` is unknown .known: q, document, kind"),
        ([("limits", "5")], "did you mean `limit`?"),
        ([("limit", "5"), ("limit", "6")], "`limit` is given twice"),
        ([("limit", "0")], '`limit` is "0"; it must be a whole number from 1 to 1,000'),
        ([("limit", "many")], '`limit` is "many"'),
        ([("offset", "-1")], "`offset`"),
        ([("kind", "moneys")], r"must be all, or one of quantity, money, percent"),
        ([("min", "一亿")], "`min` is .*base units"),
        ([("min", "NaN")], "`min`"),
        ([("max", "Infinity")], "`max`"),
        ([("min", "5"), ("max", "4")], "min is 5, which is more than max, 4"),
        ([("format", "xml")], "json or csv"),
        ([("period", "去年")], '`period` is "去年"; it must be a year or two, such as 2020'),
        ([("period", "2020-2016")], "period begins with 2020, which is after its end, 2016"),
        ([("goal_or_result", "both")], '`goal_or_result` is "both"; it must be goal or result'),
        ([("sort", "size")], '`sort` is "size"; it must be place, number or -number'),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named_with_what_is_taken(pairs, said):
    with pytest.raises(ParameterError, match=said):
        parse_facts_query(pairs)


@pytest.mark.parametrize("pairs", [[], [("q", "")], [("q", "  ")], [("top_k", "3")]])
def test_a_search_without_words_is_refused(pairs):
    with pytest.raises(ParameterError, match="`q` is"):
        parse_search_query(pairs)


def test_an_endpoint_without_parameters_says_so():
    with pytest.raises(ParameterError, match=r"`page` is unknown \(known: none"):
        refuse_parameters([("page", "2")])
