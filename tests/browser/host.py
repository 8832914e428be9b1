"""A website of another origin whose pages embed the chat, and a service that lets it ask.

Both answer from threads of this process on free ports; the website is reached as `localhost` and
the service as `127.0.0.1`, which are different sites to a browser.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from service.sites import new_key, site_entry

STRICT = (
    "default-src 'none'; script-src {service}; connect-src {service}; style-src 'none'; "
    "require-trusted-types-for 'script'"
)

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>省情网</title>
{head}
</head>
<body>
<main><h1>省情网</h1><p>这里是别人的网页。</p><p><a href="#more">更多</a></p>{body}</main>
</body>
</html>
"""


@dataclass
class Website:
    """A website that serves what is put into `pages`: path → (HTML, content policy or `None`)."""

    origin: str
    service: str
    key: str
    pages: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def put(
        self,
        path: str,
        body: str = "",
        *,
        head: str = "",
        language: str = "zh",
        policy: str | None = STRICT,
    ) -> str:
        """Put a page at `path` and return its address; `{service}` and `{key}` are filled in."""
        text = PAGE.replace("{language}", language).replace("{head}", head).replace("{body}", body)
        text = text.replace("{service}", self.service).replace("{key}", self.key)
        policy = policy.replace("{service}", self.service) if policy else None
        self.pages[path] = (text, policy)
        return self.origin + path

    def tag(self, options: str = 'data-site-key="{key}"') -> str:
        """Return the tag that embeds the chat."""
        return f'<script src="{{service}}/widget.js" {options} async></script>'


class _Silent(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Write nothing."""


@contextmanager
def open_website(folder: Path, make_app: Callable[[Path], Flask]) -> Iterator[Website]:
    """Give a website, and a service made by `make_app` from the file of sites that lists it."""
    key = new_key()
    website = Website("", "", key)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text, policy = website.pages.get(self.path, ("", None))
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as host:
        website.origin = f"http://localhost:{host.server_port}"
        sites = folder / "sites.toml"
        sites.write_text(site_entry("省情网", key, [website.origin]), encoding="utf-8")
        service = make_server(
            "127.0.0.1", 0, make_app(sites), threaded=True, request_handler=_Silent
        )
        website.service = f"http://127.0.0.1:{service.server_port}"
        threads = [
            threading.Thread(target=server.serve_forever, daemon=True) for server in (host, service)
        ]
        for thread in threads:
            thread.start()
        yield website
        for server in (host, service):
            server.shutdown()
        for thread in threads:
            thread.join()
        service.server_close()
