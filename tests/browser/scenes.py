"""Every page and state that is worth a look, one scene each; `screenshots` makes pictures of them."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Scene:
    """A page in a state.

    Attributes:
        name: The picture's file name, without size, scheme and ending: `ask-answered`.
        path: What is opened; `{document}` stands for the id of the first report.
        prepare: Brings the open page into the state; waits for what it shows.
        route: Called before the page loads, to fulfil its requests.
    """

    name: str
    path: str
    prepare: Callable[[Page], None] | None = None
    route: Callable[[Page], None] | None = None


SCENES: list[Scene] = [
    Scene("ask-empty", "/", lambda page: page.locator(".examples button").first.wait_for()),
]
