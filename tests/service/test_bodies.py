import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.bodies import MAX_BODY_BYTES, MAX_DEPTH, BodyError, read_json_object

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def test_an_object_comes_out_as_it_was_written():
    body = '{"question": "全县引进多少人才？", "top_k": 5, "history": []}'.encode()
    assert read_json_object(body) == {"question": "全县引进多少人才？", "top_k": 5, "history": []}


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_any_object_within_the_limits_survives_the_gate(value):
    assert read_json_object(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_give_an_object_or_a_body_error(body):
    with suppress(BodyError):
        assert isinstance(read_json_object(body), dict)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON: .* line 1, column 2"),
        (b"null", "it is null"),
        (b"[1]", "it is an array"),
        (b'"x"', "it is a string"),
        (b"3", "it is a number"),
        (b"2.5", "it is a number"),
        (b"true", "it is a boolean"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b'{"a": {"b": 1, "b": 1}}', "'b' stands twice"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"\\udc00": 1}', "surrogate"),
        (b'{"a": "\xff"}', "byte 7 is 0xff"),
        (b"\xff\xfe{\x00}\x00", "byte 0 is 0xff"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long"),
        (b'{"a": 1}{"b": 2}', "not JSON"),
        (b"{'a': 1}", "not JSON"),
    ],
)
def test_a_body_that_is_not_one_readable_object_is_told_what_is_wrong(body, said):
    with pytest.raises(BodyError, match=said):
        read_json_object(body)


def test_both_halves_of_a_surrogate_pair_are_one_character():
    assert read_json_object(b'{"a": "\\ud83c\\udf31"}') == {"a": "🌱"}


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1000, 30_000])
def test_nesting_beyond_the_limit_is_refused_before_it_is_parsed(opening, depth):
    with pytest.raises(BodyError, match="nested more than 32"):
        read_json_object(opening * depth)


def test_nesting_up_to_the_limit_is_read():
    inner = b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1)
    assert "a" in read_json_object(b'{"a": ' + inner + b"}")


def test_brackets_inside_a_string_are_no_nesting():
    text = '[{"' * 1000
    assert read_json_object(json.dumps({"a": text}).encode()) == {"a": text}


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'"' * MAX_BODY_BYTES,
        b'\\"' * (MAX_BODY_BYTES // 2),
        b'{"a": "' + b"\\" * (MAX_BODY_BYTES - 8),
    ],
    ids=["deep", "quotes", "escapes", "unended"],
)
def test_the_worst_bodies_are_refused_in_fifty_milliseconds(body):
    started = time.process_time()
    with pytest.raises(BodyError):
        read_json_object(body)
    assert time.process_time() - started < 0.05
