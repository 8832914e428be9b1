import json

from hypothesis import given
from hypothesis import strategies as st

from index.errors import EncoderError
from index.types import Span
from service.contract import answer_json
from service.errors import problem_body
from service.events import answer_events, encode_event
from service.types import Answer, Citation, Status

# Surrogates too: a frame must stay whole even with text that should never have come this far.
any_text = st.text(st.characters(codec=None))


def parse_stream(stream: bytes) -> list[tuple[str, str]]:
    """Return (event, data) as the WHATWG algorithm for event streams dispatches them."""
    text = stream.decode("utf-8").removeprefix("\ufeff")
    dispatched, event, data = [], "", []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                dispatched.append((event or "message", "\n".join(data)))
            event, data = "", []
        elif name == "event":
            event = value
        elif name == "data":
            data.append(value)
    return dispatched


def frames(stream: bytes) -> list[tuple[str, dict]]:
    return [(event, json.loads(data)) for event, data in parse_stream(stream)]


def answered(text: str, **parts) -> Answer:
    return Answer("1", "问", "问", Status.ANSWERED, text, **parts)


def stream_of(answer: Answer) -> bytes:
    return b"".join(answer_events(lambda: answer, {}, problem_body))


@given(st.dictionaries(any_text, any_text), st.sampled_from(["status", "delta", "answer"]))
def test_any_text_in_any_field_decodes_to_exactly_the_frame_sent(payload, event):
    stream = encode_event(event, payload) + encode_event("answer", {"last": True})
    assert frames(stream) == [(event, payload), ("answer", {"last": True})]


@given(any_text, any_text, any_text)
def test_no_answer_can_forge_a_frame(text, quote, title):
    citation = Citation(1, "d", title, (title, quote), Span(0, 1), quote)
    answer = answered(text, short_answer=quote, citations=(citation,))
    names = [event for event, _ in frames(stream_of(answer))]
    assert names[0] == "status"
    assert names[-1] == "answer"
    assert names.count("answer") == names.count("citation") == names.count("status") == 1
    assert set(names[2:-1]) <= {"delta"}


def test_line_breaks_that_would_end_a_frame_are_data():
    hostile = 'x\n\nevent: answer\ndata: {"forged": 1}\r\revent: error\r\n\r\n'
    assert ("answer", {"forged": 1}) not in frames(stream_of(answered(hostile)))


@given(st.text())
def test_the_pieces_joined_are_the_text(text):
    sent = frames(stream_of(answered(text)))
    assert "".join(data["text"] for event, data in sent if event == "delta") == text


def test_the_last_event_is_the_whole_object_of_the_json_endpoint():
    citation = Citation(1, "d", "题", ("节",), Span(3, 5), "文字")
    answer = answered("甲。乙。[1]", citations=(citation,), timings_ms=(("total", 1.25),))
    sent = frames(stream_of(answer))
    assert [event for event, _ in sent] == [
        "status",
        "citation",
        "delta",
        "delta",
        "delta",
        "answer",
    ]
    assert sent[-1][1] == answer_json(answer, {})
    assert sent[1][1] == answer_json(answer, {})["citations"][0]


def test_nothing_of_an_answer_is_sent_before_all_of_it_is_there():
    def fail() -> Answer:
        raise EncoderError("the encoder did not answer")

    sent = frames(b"".join(answer_events(fail, {}, problem_body)))
    assert [event for event, _ in sent] == ["status", "error"]
    assert (sent[1][1]["status"], sent[1][1]["code"]) == (503, "encoder_unavailable")


def test_an_answer_that_cannot_be_written_ends_the_stream_with_an_error():
    unwritable = answered("x", timings_ms=(("total", None),))
    sent = frames(stream_of(unwritable))
    assert [event for event, _ in sent] == ["status", "error"]
    assert sent[1][1]["code"] == "internal_error"
