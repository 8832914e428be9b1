// Which reports are asked: all of them unless the reader chooses some.

import { element } from "../shared/dom.js";

export class Reports {
  #open;
  #dialog;
  #words;
  #documents = [];
  #chosen = new Set();

  constructor(open, dialog, words) {
    this.#open = open;
    this.#dialog = dialog;
    this.#words = words;
    open.addEventListener("click", () => dialog.showModal());
    dialog.querySelector(".every").addEventListener("click", () => this.choose([]));
    dialog.addEventListener("cancel", (event) => this.#keepOpen(event));
    dialog.querySelector("form").addEventListener("submit", (event) => this.#keepOpen(event));
  }

  // Returns the ids to ask, empty for all.
  get chosen() {
    return [...this.#chosen];
  }

  // Takes the reports that there are; a choice of one that is gone ends.
  offer(documents) {
    this.#documents = documents;
    this.choose(this.chosen.filter((id) => documents.some((document) => document.id === id)));
    this.#open.hidden = documents.length < 2;
  }

  choose(ids) {
    this.#chosen = new Set(ids);
    this.#dialog.querySelector("ul").replaceChildren(...this.#documents.map((one) => this.#line(one)));
    this.#tell();
  }

  #line({ id, title }) {
    const box = element("input", { type: "checkbox", value: id });
    box.checked = this.#chosen.size === 0 || this.#chosen.has(id);
    box.addEventListener("change", () => this.#take());
    return element("li", {}, element("label", {}, box, element("span", {}, title)));
  }

  #take() {
    const ids = this.#checked();
    this.#chosen = new Set(ids.length === this.#documents.length ? [] : ids);
    this.#tell();
  }

  #checked() {
    return [...this.#dialog.querySelectorAll("input:checked")].map((box) => box.value);
  }

  #keepOpen(event) {
    if (this.#checked().length === 0) event.preventDefault();
  }

  #tell() {
    const count = this.#documents.length;
    const { size } = this.#chosen;
    const none = count > 0 && this.#checked().length === 0;
    const text = size ? this.#words.some(size, count) : this.#words.all(count);
    this.#open.querySelector("span").textContent = text;
    this.#dialog.querySelector(".least").textContent = none ? this.#words.least : "";
  }
}
