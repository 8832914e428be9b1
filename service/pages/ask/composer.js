// Where the question is written. Enter asks; while a reply is under way the button stops it.

import { icon } from "../shared/dom.js";

export class Composer {
  #form;
  #box;
  #button;
  #words;

  // `act` is {onAsk(question), onStop()}.
  constructor(form, words, act) {
    this.#form = form;
    this.#box = form.querySelector("textarea");
    this.#button = form.querySelector("button[type=submit]");
    this.#words = words;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.busy) act.onStop();
      else this.#ask(act.onAsk);
    });
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.busy) act.onStop();
      // Enter also ends a word in an input method; only a bare Enter asks.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.busy) form.requestSubmit();
    });
    this.busy = false;
  }

  get busy() {
    return "busy" in this.#form.dataset;
  }

  set busy(busy) {
    if (busy) this.#form.dataset.busy = "";
    else delete this.#form.dataset.busy;
    const label = busy ? this.#words.stop : this.#words.send;
    this.#button.replaceChildren(icon(busy ? "stop" : "send"));
    this.#button.setAttribute("aria-label", label);
    this.#button.title = label;
  }

  get longest() {
    return this.#box.maxLength;
  }

  focus() {
    this.#box.focus();
  }

  #ask(onAsk) {
    const question = this.#box.value.trim();
    if (!question) return;
    this.#box.value = "";
    onAsk(question);
  }
}
