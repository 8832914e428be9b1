"""Where the parts are joined: settings, a library, an encoder and the endpoints become one app.

Importing this opens nothing. `create_app` starts the loading and watching in the background, so
it is called in the process that will answer, after any fork: a model that has run once must not
be forked.
"""

import os
from dataclasses import replace

from flask import Flask, Response

from index.encoders.sentence import load_encoder
from index.library import Library
from index.types import Encoder
from service.answering import answer
from service.api import endpoints
from service.bodies import MAX_BODY_BYTES
from service.citation_api import citations
from service.config import Settings, read_settings
from service.errors import register_errors
from service.feedback import FILE_NAME, FeedbackFile
from service.feedback_api import feedback_endpoints
from service.live import LiveLibrary, Serving
from service.origins import for_each_site, guard_origins
from service.parts import Answerer, Parts, join_parts
from service.site import site
from service.sites import read_sites
from service.verdicts import open_reader

_CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def create_app(
    settings: Settings | None = None,
    library: Library | None = None,
    encoder: Encoder | None = None,
    answerer: Answerer = answer,
) -> Flask:
    """Return the application.

    Args:
        settings: Those of the environment by default.
        library: Answers come from it as it is; by default the folder that `settings` names is
            opened in the background and followed.
        encoder: The one that fits the library; by default the one that `settings` names.
        answerer: Makes the answers.

    Raises:
        ConfigError: The environment holds a setting that is unknown or not usable.
    """
    settings = settings or read_settings(os.environ)
    app = Flask("service", static_folder=None, template_folder="pages")
    # One more than is taken: a body without a stated length is cut there in silence, and the
    # endpoint must be able to tell.
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES + 1
    # `/api//v1/facts` is told that it is not there, like any other slip, instead of being sent on.
    app.url_map.merge_slashes = False
    sites = read_sites(settings.sites)
    parts = _parts(settings, library, encoder, answerer)
    join_parts(app, replace(parts, current=for_each_site(parts.current)))
    guard_origins(app, sites)
    for part in (endpoints, citations, feedback_endpoints, site):
        app.register_blueprint(part)
    app.after_request(_secure)
    register_errors(app)
    return app


def _parts(
    settings: Settings, library: Library | None, encoder: Encoder | None, answerer: Answerer
) -> Parts:
    keep_feedback = FeedbackFile(settings.library / FILE_NAME).keep
    if library is not None and encoder is not None:
        serving = Serving(library, encoder)
        return Parts(lambda: serving, answerer, keep_feedback, close=lambda: None)

    def load() -> Encoder:
        return encoder or load_encoder(settings.encoder, settings.cache_dir)

    live = LiveLibrary(
        settings.library,
        load,
        load_reader=lambda: open_reader(settings.reader),
        reports=settings.reports,
        lock_timeout_s=settings.lock_timeout_s,
    )
    live.start()
    return Parts(live.current, answerer, keep_feedback, close=live.stop)


def _secure(response: Response) -> Response:
    """Set what keeps a page from loading or doing what it was not made for."""
    response.headers["Content-Security-Policy"] = _CONTENT_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
