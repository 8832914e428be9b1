// The sentence that states a number, with the number marked: beside the table where there is room,
// over it where there is not.

import { announce, button, element, icon, iconButton, link } from "../shared/dom.js";
import { sliceByPoints } from "../shared/offsets.js";
import { languageOf, periodText, valueText } from "./facts.js";

const BESIDE = window.matchMedia("(min-width: 64rem)");

export class SentencePanel {
  #dialog;
  #words;
  #step;
  #opener = null;
  #fact = null;

  // `step(fact, by)` returns the fact that comes that many rows later, or null.
  constructor(dialog, words, step) {
    this.#dialog = dialog;
    this.#words = words;
    this.#step = step;
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("keydown", (event) => {
      // A dialog beside the page has no Escape of its own.
      if (event.key === "Escape") this.close();
    });
  }

  get fact() {
    return this.#fact;
  }

  // Shows `fact`; the focus goes back to `opener` afterwards.
  open(fact, reports, opener = document.activeElement) {
    if (!this.#dialog.contains(opener)) this.#opener = opener;
    this.#fact = fact;
    this.#dialog.replaceChildren(...this.#content(fact, reports));
    document.documentElement.classList.toggle("with-sentence", BESIDE.matches);
    if (!this.#dialog.open) {
      if (BESIDE.matches) this.#dialog.show();
      else this.#dialog.showModal();
    }
    this.#dialog.querySelector("h2").focus();
    this.#dialog.dispatchEvent(new CustomEvent("shown", { detail: fact }));
  }

  close() {
    this.#dialog.close();
  }

  #closed() {
    document.documentElement.classList.remove("with-sentence");
    this.#fact = null;
    this.#dialog.dispatchEvent(new CustomEvent("shown", { detail: null }));
    if (this.#opener?.isConnected) this.#opener.focus();
  }

  #content(fact, reports) {
    const words = this.#words;
    const copying = { click: () => this.#copy(fact) };
    return [
      this.#bar(fact, reports),
      element(
        "h2",
        { id: "sentence-heading", tabindex: "-1", lang: languageOf(fact.surface) },
        fact.surface,
      ),
      element("p", { class: "measure", lang: languageOf(fact.measure) }, fact.measure || words.unnamed),
      sentence(fact),
      details(fact, reports, words),
      element(
        "div",
        { class: "actions" },
        link(words.source, fact.url, { class: "button main" }),
        element("button", { type: "button", on: copying }, icon("copy"), words.copy),
      ),
    ];
  }

  #bar(fact, reports) {
    const words = this.#words;
    const move = (name, by) => {
      const other = this.#step(fact, by);
      const act = () => {
        this.open(other, reports);
        this.#dialog.dispatchEvent(new Event("moved"));
        this.#dialog.querySelector(`[data-move="${name}"]:not([disabled])`)?.focus();
      };
      return button(words[name], { "data-move": name, disabled: other === null, on: { click: act } });
    };
    const close = { on: { click: () => this.close() } };
    return element(
      "div",
      { class: "bar" },
      move("previous", -1),
      move("next", 1),
      iconButton("close", words.close, close),
    );
  }

  async #copy(fact) {
    try {
      await navigator.clipboard.writeText(fact.quote);
      announce(this.#words.copied);
    } catch {
      announce(this.#words.not_copied);
    }
  }
}

function sentence(fact) {
  const [start, end] = [fact.start - fact.quote_start, fact.end - fact.quote_start];
  const inside = start >= 0 && sliceByPoints(fact.quote, start, end);
  const attributes = { lang: languageOf(fact.quote) };
  if (!inside) return element("blockquote", attributes, fact.quote);
  return element(
    "blockquote",
    attributes,
    sliceByPoints(fact.quote, 0, start),
    element("mark", {}, inside),
    sliceByPoints(fact.quote, end, fact.quote_end - fact.quote_start),
  );
}

function details(fact, reports, words) {
  const stated = periodText(fact.period);
  const period = stated && fact.period_inherited ? words.aside(stated, words.inherited) : stated;
  const rows = [
    [words.value, valueText(fact)],
    [words.exactness, words.qualifier[fact.qualifier]],
    [words.columns.period, period],
    [words.goal_or_result, words[fact.goal_or_result]],
    [words.comparison, fact.comparison],
    [words.place, fact.place],
    [words.one_kind, words.kind[fact.kind]],
    [words.section, fact.section.join(" › ")],
    [words.one_report, reports.title(fact.document_id)],
  ];
  const shown = rows.filter(([, value]) => value);
  return element("dl", {}, ...shown.flatMap(([name, value]) => [
    element("dt", {}, name),
    element("dd", {}, value),
  ]));
}
