// The sheet that shows a citation inside the panel: the quote, where it stands, and the way there.

import { placeOf } from "../shared/answer.js";
import { element, icon, iconButton, link } from "../shared/dom.js";

export class Excerpt {
  node;
  #words;
  #onLost;
  #opener = null;

  // `onLost` is called for the focus where what opened a quote is gone.
  constructor(words, onLost) {
    this.#words = words;
    this.#onLost = onLost;
    this.node = element("section", { class: "excerpt", part: "excerpt", hidden: true });
  }

  get open() {
    return !this.node.hidden;
  }

  // `opener` gets the focus back, and is marked while its quote is shown.
  show(citation, opener) {
    this.#release();
    this.#opener = opener;
    opener?.setAttribute("aria-current", "true");
    const label = this.#words.excerpt(citation.number);
    const heading = element("h3", { tabindex: "-1" }, label);
    const close = iconButton("close", this.#words.back, { on: { click: () => this.close() } });
    this.node.setAttribute("aria-label", label);
    this.node.replaceChildren(
      element("div", { class: "excerpt-head" }, heading, close),
      element("blockquote", { part: "quote", tabindex: "0" }, citation.quote.trim()),
      element("p", { class: "soft" }, placeOf(citation)),
      this.#way(citation),
    );
    this.node.hidden = false;
    heading.focus({ preventScroll: true });
  }

  close() {
    if (!this.open) return;
    this.node.hidden = true;
    if (this.#opener?.isConnected) this.#opener.focus();
    else this.#onLost();
    this.#release();
  }

  #release() {
    this.#opener?.removeAttribute("aria-current");
    this.#opener = null;
  }

  #way(citation) {
    const way = link(this.#words.source, citation.url, {
      class: "button",
      part: "source",
      target: "_blank",
      rel: "noopener",
    });
    way.append(element("span", { class: "visually-hidden" }, this.#words.newTab), icon("external"));
    return way;
  }
}
