"""Where requests of other websites' pages are admitted or refused, for every address at once.

What a page of another website may do is listed here, all else is refused: the few endpoints that
the widget calls, for a site that `service.sites` admits, and the scripts that the widget is made
of, which hold nothing but public code. A site that is limited to some documents gets a library
that holds no others. Cookies play no part, so `Access-Control-Allow-Credentials` is never sent.

flask-cors would write the same headers, but it decides by origin alone and refuses by leaving
headers out: the request itself would still be answered.
"""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask, Response, g, has_request_context, request

from index.selection import select_documents
from service.live import Serving
from service.sites import OriginRefused, Site, Sites

KEY_HEADER = "X-Wenju-Site-Key"
"""A header only: a key in an address would stand in every log on the way."""

OPEN_TO_SITES = frozenset(
    {
        ("POST", "/api/v1/answers"),
        ("POST", "/api/v1/feedback"),
        ("GET", "/api/v1/search"),
        ("GET", "/api/v1/facts"),
        ("GET", "/api/v1/documents"),
        ("GET", "/api/v1/documents/<document_id>"),
        ("GET", "/api/v1/documents/<document_id>/text"),
        ("GET", "/api/v1/documents/<document_id>/citation"),
    }
)
"""What a site's pages may call, as methods and rules; whatever is added stays closed to them."""

_PUBLIC_SCRIPTS = ("/widget.js", "/static/widget/", "/static/shared/")
_PREFLIGHT_KEPT_S = "600"


def guard_origins(app: Flask, sites: Sites) -> None:
    """Make `app` refuse what pages of other websites may not do, and tell browsers what they may.

    The errors `OriginRefused` that this raises are for the app's error handler.
    """

    def admit() -> Response | None:
        origin = request.headers.get("Origin")
        if origin is None or _is_own(origin) or _is_public_script():
            return None
        if _is_preflight():
            return _preflight(origin, sites)
        method = "GET" if request.method == "HEAD" else request.method
        if (method, _rule()) not in OPEN_TO_SITES:
            raise OriginRefused(f"pages of {origin[:200]} may not use this address")
        g.site = sites.admit(origin, request.headers.get(KEY_HEADER, ""))
        return None

    app.before_request(admit)
    app.after_request(_tell_browser)


def for_each_site(current: Callable[[], Serving]) -> Callable[[], Serving]:
    """Return `current` as the site that asks may see it: limited to its documents, if it is.

    The last selection of each site is kept while the library behind it is served.
    """
    kept: dict[Site, tuple[Serving, Serving]] = {}

    def serving() -> Serving:
        whole = current()
        site: Site | None = g.get("site") if has_request_context() else None
        if site is None or not site.documents:
            return whole
        known = kept.get(site)
        if known is None or known[0] is not whole:
            known = kept[site] = (whole, _limited(whole, site))
        return known[1]

    return serving


def _limited(serving: Serving, site: Site) -> Serving:
    allowed = {
        document.document_id
        for document in serving.library.documents.values()
        if {document.document_id, document.filename} & set(site.documents)
    }
    return replace(serving, library=select_documents(serving.library, allowed))


def _is_own(origin: str) -> bool:
    """Return whether the page that sends the request is one of this service's own.

    A browser that says so itself is right also behind a proxy that renames the host; no script can
    set that header. Older ones are judged by the host they asked, which a proxy may have been
    reached at by https.
    """
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    return origin in (f"{request.scheme}://{request.host}", f"https://{request.host}")


def _is_public_script() -> bool:
    """Return whether the address is one of the widget's scripts, whatever asks for it."""
    path = request.path
    return path.endswith(".js") and path.startswith(_PUBLIC_SCRIPTS)


def _is_preflight() -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _rule() -> str:
    return request.url_rule.rule if request.url_rule is not None else ""


def _preflight(origin: str, sites: Sites) -> Response:
    """Return the leave to send the request itself, which will have to show its key."""
    method = request.headers["Access-Control-Request-Method"]
    if not sites.knows_origin(origin) or (method, _rule()) not in OPEN_TO_SITES:
        raise OriginRefused(f"pages of {origin[:200]} may not use this address")
    response = Response(status=204)
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Methods"] = method
    response.headers["Access-Control-Allow-Headers"] = f"Content-Type, {KEY_HEADER}"
    response.headers["Access-Control-Max-Age"] = _PREFLIGHT_KEPT_S
    return response


def _tell_browser(response: Response) -> Response:
    """Let the page that was admitted read the reply, and keep all others from loading anything."""
    headers = response.headers
    if _is_public_script():
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.add("Vary", "Origin")
    if g.get("site") is not None:
        headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
        headers["Access-Control-Expose-Headers"] = "Retry-After"
    return response
