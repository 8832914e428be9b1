"""The pages that people see, and the files that they are made of."""

import posixpath
import re
from functools import cache
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

# Not `import(…)`, which loads what need not be there at first.
_IMPORT = re.compile(r"""^(?:import|export)\b(?:[^"';]*\bfrom)?\s*"(\.[^"]+)"\s*;""", re.MULTILINE)

site = Blueprint("site", __name__)


@site.app_template_global()
@cache
def modules_of(script: str) -> tuple[str, ...]:
    """Return the assets that `script` imports, those that it names first, each of them once.

    A page names them all in its head. Otherwise a browser learns of a module only when it has
    read the one that imports it, and the page stays blank for as many round trips as they go deep.
    """
    found = [script]
    for module in found:
        text = (PAGES / module).read_text(encoding="utf-8")
        for address in _IMPORT.findall(text):
            imported = _beside(module, address)
            if imported not in found:
                found.append(imported)
    return tuple(found[1:])


def _beside(module: str, address: str) -> str:
    """Return the asset that `address` leads to from `module`, which writes it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), address))


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
