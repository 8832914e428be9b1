"""The pages that people see, and the files that they are made of."""

from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_from_directory

from service.contract import text_url
from service.parts import current_library

PAGES = Path(__file__).parent / "pages"

_KINDS = frozenset({".css", ".js", ".svg"})

ASSETS = frozenset(
    file.relative_to(PAGES).as_posix() for file in PAGES.rglob("*") if file.suffix in _KINDS
)
"""What `/static/` sends; the templates beside it stay inside."""

_KEPT_S = 300

site = Blueprint("site", __name__)


@site.get("/")
def page_to_ask() -> str:
    """Show the page to ask on."""
    return render_template("ask.html")


@site.get("/numbers")
def page_of_numbers() -> str:
    """Show the page of all numbers, as a table and as charts."""
    return render_template("numbers.html")


@site.get("/desk")
def page_to_write() -> str:
    """Show the desk of who writes from the reports."""
    return render_template("desk.html")


@site.get("/documents/<document_id>")
def page_of_source(document_id: str) -> str:
    """Show a document, with the range that the address names highlighted."""
    document = current_library().document(document_id)
    return render_template("source.html", document=document, text_url=text_url(document_id))


@site.get("/demo")
def page_of_demo() -> str:
    """Show the widget inside a page that treats it badly, and how to embed it."""
    return render_template("demo.html", host=request.host_url.rstrip("/"))


@site.get("/widget.js")
def get_widget() -> Response:
    """Send the script that embeds the chat in any page."""
    return send_from_directory(PAGES, "widget.js", max_age=_KEPT_S)


@site.get("/static/<path:name>")
def get_asset(name: str) -> Response:
    """Send what the pages are made of."""
    if name not in ASSETS:
        abort(404)
    return send_from_directory(PAGES, name, max_age=_KEPT_S)
