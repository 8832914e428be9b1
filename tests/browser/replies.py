"""What the service could say, said without it: answers and failures that pages must cope with."""

import json
from collections.abc import Callable, Mapping

from playwright.sync_api import Page, Route

ANSWERS = "**/api/v1/answers"
FACTS = "**/api/v1/facts*"
DOCUMENTS = "**/api/v1/documents"


def citation(number: int = 1, **changes: object) -> dict[str, object]:
    start = 100 * number
    return {
        "number": number,
        "document_id": "0123456789abcdef",
        "title": "北川市2020年报告",
        "section": ["一、人才"],
        "page": None,
        "start": start,
        "end": start + 8,
        "quote": f"引进人才3{number}0名。",
        "url": f"/documents/0123456789abcdef#c={start}-{start + 8}",
        **changes,
    }


def answer(**changes: object) -> dict[str, object]:
    """Return a whole answer of the contract."""
    return {
        "id": "00112233445566ff",
        "question": "引进人才多少名？",
        "standalone_question": "引进人才多少名？",
        "status": "answered",
        "reason": None,
        "text": "引进人才310名。[1]",
        "short_answer": "310名",
        "value": {"number": "310", "unit": "人", "qualifier": "exact", "surface": "310名"},
        "calculation": None,
        "correction": None,
        "confidence": 0.9,
        "citations": [citation()],
        "facts": [],
        "suggestions": [],
        "generator": "extractive",
        "generation": 1,
        "timings_ms": {"total": 1.0},
        **changes,
    }


def computed() -> dict[str, object]:
    """Return an answer that was computed from two cited numbers."""
    operands = [
        {"label": "引进人才", "number": "310", "unit": "人", "citation": 1},
        {"label": "培养人才", "number": "320", "unit": "人", "citation": 2},
    ]
    return answer(
        question="引进和培养人才一共多少名？",
        text="630人（310 + 320 = 630）。引进人才310名。[1]培养人才320名。[2]",
        short_answer="630人",
        calculation={
            "expression": "310 + 320",
            "result": "630",
            "unit": "人",
            "operands": operands,
        },
        citations=[citation(1), citation(2, quote="培养人才320名。")],
    )


def not_found(**changes: object) -> dict[str, object]:
    return answer(
        status="not_found",
        reason="not_stated",
        text="报告没有说明。报告里最接近的内容是：引进人才310名。[1]",
        short_answer=None,
        value=None,
        suggestions=["引进人才有多少名？", "培养人才有多少名？"],
        **changes,
    )


def frames(whole: Mapping[str, object], *, cut: bool = False) -> str:
    """Return `whole` as the stream it comes in; `cut` leaves off the end that makes it whole."""
    events: list[tuple[str, object]] = [("status", {"state": "searching"})]
    citations = whole["citations"]
    assert isinstance(citations, list)
    events += [("citation", cited) for cited in citations]
    events.append(("delta", {"text": whole["text"]}))
    if not cut:
        events.append(("answer", whole))
    return "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)


def reply(page: Page, *wholes: Mapping[str, object], cut: bool = False) -> list[dict[str, object]]:
    """Answer each question of `page` with the next of `wholes`, and from then on with the last.

    Returns:
        The bodies that were sent, one for each question asked so far.
    """
    asked: list[dict[str, object]] = []

    def fulfill(route: Route) -> None:
        asked.append(route.request.post_data_json)
        whole = wholes[min(len(asked), len(wholes)) - 1]
        route.fulfill(content_type="text/event-stream", body=frames(whole, cut=cut))

    page.route(ANSWERS, fulfill)
    return asked


def refuse(
    page: Page,
    status: int,
    code: str,
    detail: str,
    *,
    address: str = ANSWERS,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Refuse what `page` asks of `address` with a problem body."""
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail}
    page.route(
        address,
        lambda route: route.fulfill(
            status=status,
            content_type="application/problem+json",
            headers=dict(headers or {}),
            body=json.dumps(body),
        ),
    )


def hold(page: Page) -> None:
    """Let every question of `page` wait without end."""
    page.route(ANSWERS, lambda route: None)


def disconnect(page: Page, address: str = ANSWERS) -> None:
    """Let what `page` asks of `address` reach nobody."""
    page.route(address, lambda route: route.abort("connectionfailed"))


def give(address: str, body: object) -> Callable[[Page], None]:
    """Return what makes a page get `body` as the JSON at `address`."""
    return lambda page: page.route(address, lambda route: route.fulfill(json=body))


def without_reports(page: Page) -> None:
    """Let the library be open and empty."""
    give(DOCUMENTS, {"total": 0, "generation": 1, "documents": []})(page)
    give(FACTS, {"total": 0, "facts": []})(page)
