// The list of former conversations: open one again, or clear them all.

import { button, element } from "../shared/dom.js";

export class Past {
  #dialog;
  #history;
  #words;
  #act;

  // `act` is {onOpen(conversation), onClear()}.
  constructor(open, dialog, history, words, act) {
    this.#dialog = dialog;
    this.#history = history;
    this.#words = words;
    this.#act = act;
    open.addEventListener("click", () => this.#show());
    dialog.querySelector(".clear").addEventListener("click", () => this.#clear());
  }

  #show() {
    const { conversations } = this.#history;
    const lines = conversations.map((conversation) => this.#line(conversation));
    const none = element("li", { class: "soft" }, this.#words.noPast);
    this.#dialog.querySelector("ul").replaceChildren(...(lines.length ? lines : [none]));
    this.#dialog.querySelector(".clear").hidden = lines.length === 0;
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  #line(conversation) {
    const open = () => {
      this.#dialog.close();
      this.#act.onOpen(conversation);
    };
    const [first] = conversation.turns;
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", on: { click: open } },
        element("span", {}, first.question),
        element("span", { class: "soft" }, this.#words.turns(conversation.turns.length)),
      ),
    );
  }

  #clear() {
    this.#history.clear();
    this.#act.onClear();
    this.#dialog.close();
  }
}
