// Searching while one types: a pause starts it, and a new search ends the one before.

import { readJson } from "../shared/contract.js";
import { announce, button, element, link } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { explain } from "../quoting/problems.js";

const WORDS = {
  zh: {
    shelf: (reports, numbers) => `${reports} 份报告，${numbers} 个数字`,
    size: (characters) => `${characters} 字`,
    no_reports: "库里还没有报告。把 .txt 或 .md 文件放进报告文件夹，或运行 wenju index 之后再来。",
    searching: "正在检索…",
    none: "没有找到相近的段落，换个说法试试。",
    found: (passages, numbers) => `${passages} 段，${numbers} 个数字`,
    more: "更多结果",
    retry: "重试",
  },
  en: {
    shelf: (reports, numbers) =>
      `${reports} ${reports === "1" ? "report" : "reports"}, ${numbers} numbers`,
    size: (characters) => `${characters} characters`,
    no_reports: "No reports yet. Put .txt or .md files into the reports folder, or run wenju index.",
    searching: "Searching…",
    none: "No passage comes near; try other words.",
    found: (passages, numbers) => `${passages} passages, ${numbers} numbers`,
    more: "More results",
    retry: "Try again",
  },
};

const DEBOUNCE_MS = 250;
const FIRST = 8;
const MOST = 20;

const words = pick(WORDS);

// `places` holds {form, field, state, shelf}; `onRun(query, documents)` is told what is looked for.
export class Search {
  #places;
  #picker;
  #results;
  #onRun;
  #running = null;
  #waiting = 0;
  #told = "";

  constructor(places, { picker, results, onRun }) {
    this.#places = places;
    this.#picker = picker;
    this.#results = results;
    this.#onRun = onRun;
    const { form, field } = places;
    field.addEventListener("input", (event) => {
      // In the middle of a word of an input method there is nothing to look for yet.
      if (!event.isComposing) this.#later();
    });
    field.addEventListener("compositionend", () => this.#later());
    field.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || event.isComposing || !results.focusFirst()) return;
      event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.run();
    });
  }

  // Reads which reports there are, and searches for what the address asks for.
  async start() {
    try {
      const [{ documents }, { total }] = await Promise.all([
        readJson("/api/v1/documents"),
        readJson("/api/v1/facts?limit=1"),
      ]);
      this.#picker.fill(documents);
      this.#places.shelf.replaceChildren(...documents.map(onShelf));
      this.#told = documents.length
        ? words.shelf(documents.length.toLocaleString(), total.toLocaleString())
        : words.no_reports;
      this.run();
    } catch (problem) {
      this.#failed(problem, () => this.start());
    }
  }

  #later() {
    window.clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => this.run(), DEBOUNCE_MS);
  }

  async run(topK = FIRST) {
    window.clearTimeout(this.#waiting);
    this.#running?.abort();
    const query = this.#places.field.value.trim();
    this.#onRun(query, this.#picker.chosen);
    this.#places.shelf.hidden = query !== "";
    if (!query) {
      this.#results.clear();
      this.#places.state.replaceChildren(this.#told);
      return;
    }
    const mine = (this.#running = new AbortController());
    this.#results.busy(true);
    if (this.#results.isEmpty) this.#places.state.replaceChildren(words.searching);
    try {
      const found = await readJson(this.#address(query, topK), { signal: mine.signal });
      this.#show(found, topK);
    } catch (problem) {
      if (mine.signal.aborted) return;
      this.#results.clear();
      this.#failed(problem, () => this.run(topK));
    }
    if (this.#running === mine) this.#results.busy(false);
  }

  #address(query, topK) {
    const asked = new URLSearchParams({ q: query, top_k: topK });
    for (const id of this.#picker.chosen) asked.append("document", id);
    return `/api/v1/search?${asked}`;
  }

  #show(found, topK) {
    const { passages, facts } = found;
    const more = passages.length === topK && topK < MOST ? () => this.run(MOST) : null;
    this.#results.show(found, more && button(words.more, { class: "more", on: { click: more } }));
    const told = passages.length ? words.found(passages.length, facts.length) : words.none;
    this.#places.state.replaceChildren(told);
    announce(told);
  }

  #failed(problem, again) {
    const told = explain(problem);
    this.#places.state.replaceChildren(
      element("span", { class: "failed" }, told),
      " ",
      button(words.retry, { on: { click: again } }),
    );
    announce(told);
  }
}

function onShelf({ title, characters, url }) {
  const size = words.size(characters.toLocaleString());
  const entry = link("", url);
  entry.append(
    element("span", { class: "title" }, title),
    element("span", { class: "soft" }, size),
  );
  return element("li", {}, entry);
}
