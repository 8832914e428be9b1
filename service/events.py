"""An answer as an event stream, for clients that ask for `text/event-stream`.

The answer is computed and has passed its gate before the first word of it is sent, so nothing
unverified ever leaves. The events: `status` at once, then each `citation`, then the text piece by
piece as `delta`, then one `answer` with the whole object; or `error` with a problem body, which
ends the stream. A stream without `answer` or `error` at its end was cut off.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from index.types import Document
from service.contract import answer_json, citation_json, json_text
from service.types import Answer

STREAM_HEADERS = {
    "Cache-Control": "no-cache",
    # Asks a proxy in front to pass each event on at once.
    "X-Accel-Buffering": "no",
}


def encode_event(name: str, payload: Mapping[str, object]) -> bytes:
    """Return one frame of the stream; no other code may make bytes for it.

    JSON escapes every line break (LF and CR) inside a string, so that no text can end its frame
    early and forge another.
    """
    return b"event: %b\ndata: %b\n\n" % (name.encode("ascii"), json_text(payload))


def answer_events(
    compute: Callable[[], Answer],
    documents: Mapping[str, Document],
    problem: Callable[[Exception], Mapping[str, object]],
) -> Iterator[bytes]:
    """Yield the frames of the answer that `compute` gives.

    Args:
        compute: Called after the first frame is out.
        documents: By id, at least those that the answer cites.
        problem: Turns whatever goes wrong into a problem body, and logs it where that is due.
    """
    yield encode_event("status", {"state": "searching"})
    try:
        answer = compute()
        whole = answer_json(answer, documents)
    except Exception as error:
        # The status line is already sent: the one way left to tell is an event.
        yield encode_event("error", problem(error))
        return
    for citation in answer.citations:
        yield encode_event("citation", citation_json(citation))
    for piece in _pieces(answer.text):
        yield encode_event("delta", {"text": piece})
    yield encode_event("answer", whole)


def _pieces(text: str) -> list[str]:
    """Return `text` cut behind its sentences; joined they are `text` again."""
    return [piece for piece in re.split(r"(?<=[。！？；\n])", text) if piece]
