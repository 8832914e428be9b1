// One question in the log with what became of it: an answer that grows, or why there is none.

import { ANSWER_WORDS, renderAnswer } from "../shared/answer.js";
import { button, element, icon } from "../shared/dom.js";

export class Exchange {
  node;
  #reply;
  #words;
  #language;
  #acts;
  #next = null;

  // `acts`: {onCite(citation, event), onAsk(question), onRetry()}.
  constructor(question, language, words, acts) {
    this.#words = words;
    this.#language = language;
    this.#acts = acts;
    this.#reply = element("div", { class: "reply", part: "answer" });
    const asked = element("p", { class: "asked", part: "question" }, question);
    this.node = element("div", { class: "exchange" }, asked, this.#reply);
  }

  showSearching() {
    this.#show(element("p", { class: "searching" }, this.#words.searching));
  }

  // Pieces may come faster than they can be painted: only the last before a frame is shown.
  showProgress(soFar, onShown) {
    if (this.#next === null) {
      window.requestAnimationFrame(() => {
        if (this.#next) this.#show(this.#render(this.#next));
        if (this.#next) onShown();
        this.#next = null;
      });
    }
    this.#next = { ...soFar, citations: [...soFar.citations] };
  }

  showAnswer(answer) {
    this.#show(this.#render(answer));
  }

  showStopped() {
    this.#showEnd(element("p", { class: "soft" }, this.#words.stopped));
  }

  showFailure(reason) {
    this.#showEnd(
      element("p", { class: "verdict" }, this.#words.failed),
      element("p", {}, reason),
    );
  }

  #showEnd(...told) {
    const retry = button(this.#words.retry, { on: { click: () => this.#acts.onRetry() } });
    retry.prepend(icon("retry"));
    this.#show(element("div", { class: "failure" }, ...told, retry));
  }

  #show(node) {
    this.#next = null;
    this.#reply.replaceChildren(node);
  }

  #render(answer) {
    return renderAnswer(answer, ANSWER_WORDS[this.#language], this.#acts);
  }
}
