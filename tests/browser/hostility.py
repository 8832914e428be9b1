"""Hostile texts, and a watch that tells when one of them became more than text on a page.

The watch sees code that ran (each payload calls `alert`), and nodes that no page of ours makes:
elements that load or run something, attributes that listen, addresses that are code. It looks into
shadow trees too. Pages are watched with their content policy put aside (`bypass_csp=True`), so that
what holds is the rendering itself and not the second fence behind it.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from playwright.sync_api import Page

PAYLOADS = Path(__file__).parent / "payloads.txt"

Kind = Literal["html", "double", "single", "address", "script"]


@dataclass(frozen=True, slots=True)
class Payload:
    """A hostile text, and where it would take hold if it were let in; see `payloads.txt`."""

    kind: Kind
    text: str


def read_payloads() -> tuple[Payload, ...]:
    """Return the corpus, its escapes for characters that cannot be seen undone."""
    lines = PAYLOADS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    for kind, _ in pairs:
        assert kind in get_args(Kind), kind
    return tuple(Payload(cast(Kind, kind), _unescape(text)) for kind, text in pairs)


def _unescape(text: str) -> str:
    return re.sub(r"\{U\+([0-9A-F]{4})\}", lambda code: chr(int(code[1], 16)), text)


def watch(page: Page) -> None:
    """Make `page` keep what `caught` tells; to be called before the page loads."""
    page.add_init_script(_WATCH)


def caught(page: Page) -> list[str]:
    """Return what took hold on a watched page, once what was put in has had time to load."""
    page.wait_for_timeout(50)
    found: list[str] = page.evaluate("() => { window.look(); return window.caught; }")
    return found


_WATCH = r"""
(() => {
  window.caught = [];
  for (const name of ["alert", "confirm", "prompt", "print"]) {
    window[name] = (said) => void window.caught.push(`${name} ran: ${said}`);
  }
  const FOREIGN = new Set(
    ("img image script iframe frame object embed video audio source track base meta link style " +
      "math portal marquee applet keygen isindex frameset bgsound layer noembed xmp plaintext " +
      "animate set foreignobject xss blink").split(" "),
  );
  const ADDRESSES = new Set(
    ("href xlink:href src action formaction data poster cite ping background").split(" "),
  );
  const roots = new Set();
  const told = new WeakSet();
  const tell = (node, why) => {
    if (told.has(node)) return;
    told.add(node);
    window.caught.push(`${node.localName}: ${why}`);
  };
  const inspect = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest("head")) return;
    if (FOREIGN.has(node.localName.toLowerCase())) tell(node, "element");
    for (const { name, value } of node.attributes) {
      if (/^on/i.test(name)) tell(node, name);
      if (name === "srcdoc") tell(node, name);
      if (!ADDRESSES.has(name)) continue;
      // As browsers do, control characters and blanks are passed over.
      const address = value.replace(/[\u0000-\u0020\u007f]/g, "");
      if (/^(javascript|vbscript|data:text\/html)/i.test(address)) tell(node, `${name} is code`);
    }
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      inspect(target);
      for (const node of addedNodes) {
        inspect(node);
        node.querySelectorAll?.("*").forEach(inspect);
      }
    }
  });
  const follow = (root) => {
    roots.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true });
  };
  window.look = () => roots.forEach((root) => root.querySelectorAll("*").forEach(inspect));
  follow(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    follow(root);
    return root;
  };
})();
"""

_LET_IN = r"""
({ kind, text }) => {
  const place = document.createElement("div");
  document.body.append(place);
  if (kind === "html") place.innerHTML = text;
  if (kind === "double") place.innerHTML = `<a title="${text}">x</a>`;
  if (kind === "single") place.innerHTML = `<a title='${text}'>x</a>`;
  if (kind === "address") place.innerHTML = `<a href="${text.replaceAll('"', "&quot;")}">x</a>`;
  if (kind === "script") {
    const page = `<script>var word = "${text}";</` + "script>";
    place.append(document.createRange().createContextualFragment(page));
  }
}
"""


def let_in(page: Page, payload: Payload) -> None:
    """Put `payload` into `page` the careless way, as no page of ours does: the watch must fire."""
    page.evaluate(_LET_IN, {"kind": payload.kind, "text": payload.text})
