"""Facts made by hand, sent to a page as the API sends them, in place of the server's own."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route

Fact = dict[str, Any]

DOCUMENT = "00000000000000aa"


def made_fact(number: str | None, start: int = 0, **fields: Any) -> Fact:
    """Return a fact as the API sends it; its sentence is its surface and nothing else."""
    surface = fields.get("surface", f"{number}个")
    document = fields.get("document_id", DOCUMENT)
    return {
        "id": f"{document}-{start}",
        "document_id": document,
        "kind": "quantity",
        "surface": surface,
        "start": start,
        "end": start + len(surface),
        "number": number,
        "low": None,
        "high": None,
        "unit": "个",
        "qualifier": "exact",
        "measure": "学校",
        "period": "2024",
        "section": ["教育"],
        "quote": surface,
        "quote_start": start,
        "quote_end": start + len(surface),
        "url": f"/documents/{document}#c={start}-{start + len(surface)}",
        "period_inherited": False,
        "comparison": None,
        "goal_or_result": "result",
        "place": None,
        **fields,
    }


def made_document(document: str = DOCUMENT, title: str = "工作报告") -> dict[str, Any]:
    return {"id": document, "title": title}


def send(
    facts: Sequence[Fact], documents: Sequence[dict[str, Any]] | None = None
) -> Callable[[Page], None]:
    """Return what makes a page get these facts, page by page, in place of the server's."""

    def send_facts(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        first, limit = int(query["offset"][0]), int(query["limit"][0])
        route.fulfill(json={"total": len(facts), "facts": facts[first : first + limit]})

    def prepare(page: Page) -> None:
        page.route("**/api/v1/facts?*", send_facts)
        listed = documents if documents is not None else [made_document()]
        page.route("**/api/v1/documents", lambda route: route.fulfill(json={"documents": listed}))

    return prepare


YEARBOOKS = [
    made_document("00000000000000a4", "2024年政府工作报告"),
    made_document("00000000000000a5", "2025年政府工作报告"),
    made_document("00000000000000b5", "2025年税务工作报告"),
]


def growth(document: dict[str, Any], number: str, period: str, **fields: Any) -> Fact:
    """Return a fact that states how fast one measure grew."""
    usual: Fact = {
        "document_id": document["id"],
        "surface": f"{number}%",
        "unit": "%",
        "kind": "percent",
        "measure": "生产总值增长",
        "comparison": "增长",
        "period": period,
    }
    return made_fact(number, **(usual | fields))
