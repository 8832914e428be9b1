// Which reports are searched: all of them, or those that are ticked.

import { button, element } from "../shared/dom.js";
import { pick } from "../shared/language.js";

const WORDS = {
  zh: {
    all: "全部报告",
    some: (count) => `${count} 份报告`,
    reset: "检索全部",
    filter: "按名称筛选报告",
    legend: "只检索这些报告",
  },
  en: {
    all: "All reports",
    some: (count) => `${count} reports`,
    reset: "Search all",
    filter: "Filter the reports by name",
    legend: "Search these reports only",
  },
};

// From this many on a list is easier to type in than to look through.
const MANY = 8;

const words = pick(WORDS);

export class ReportPicker {
  #details;
  #onChange;
  #documents = [];
  #chosen = [];

  constructor(details, onChange) {
    this.#details = details;
    this.#onChange = onChange;
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
  }

  // The ids that are ticked; none means all.
  get chosen() {
    return this.#chosen;
  }

  choose(ids) {
    this.#chosen = [...new Set(ids)];
    this.#tell();
  }

  // Shows the reports of the shelf, [{id, title, …}]; what is no longer there is no longer chosen.
  fill(documents) {
    this.#documents = documents;
    const known = new Set(documents.map(({ id }) => id));
    this.choose(this.#chosen.filter((id) => known.has(id)));
    this.#details.hidden = documents.length < 2;
    this.#details.querySelector(".panel").replaceChildren(
      ...(documents.length >= MANY ? [this.#filter()] : []),
      element(
        "fieldset",
        {},
        element("legend", {}, words.legend),
        documents.map((document) => this.#row(document)),
      ),
      button(words.reset, { class: "reset", on: { click: () => this.#reset() } }),
    );
  }

  #row({ id, title }) {
    const box = element("input", { type: "checkbox", value: id });
    box.checked = this.#chosen.includes(id);
    box.addEventListener("change", () => this.#changed());
    return element("label", {}, box, element("span", {}, title));
  }

  #filter() {
    const narrow = (event) => {
      const wanted = event.target.value.trim().toLowerCase();
      for (const label of this.#details.querySelectorAll("fieldset label")) {
        label.hidden = !label.textContent.toLowerCase().includes(wanted);
      }
    };
    return element("input", {
      class: "field",
      type: "search",
      "aria-label": words.filter,
      placeholder: words.filter,
      on: { input: narrow },
    });
  }

  #changed() {
    const ticked = this.#details.querySelectorAll("fieldset input:checked");
    this.choose([...ticked].map((box) => box.value));
    this.#onChange();
  }

  #reset() {
    for (const box of this.#details.querySelectorAll("fieldset input")) box.checked = false;
    this.#details.open = false;
    this.#details.querySelector("summary").focus();
    this.#changed();
  }

  #tell() {
    const [first, ...others] = this.#chosen;
    const title = this.#documents.find(({ id }) => id === first)?.title;
    const some = title && others.length === 0 ? title : words.some(this.#chosen.length);
    this.#details.querySelector("summary > span").textContent = first ? some : words.all;
  }
}
