// The numbers of the text: underlined, and each tells on a card what it is worth and what it
// counts. Only one of them is a stop of the Tab key; the arrows move from number to number.

import { button, element } from "../shared/dom.js";
import { readJson } from "../shared/contract.js";
import { pick } from "../shared/language.js";

const WORDS = {
  zh: {
    measure: "统计对象",
    value: "数值",
    qualifier: "口径",
    period: "时间",
    comparison: "比较",
    goal_or_result: "性质",
    place: "地区",
    cite: "引用这句话",
    inherited: "（据上文）",
    range: " 至 ",
    sides: { goal: "目标", result: "结果" },
    qualifiers: {
      exact: "精确",
      approx: "约数",
      over: "超过此数",
      under: "不足此数",
      at_least: "至少",
      at_most: "至多",
    },
  },
  en: {
    measure: "Counts",
    value: "Value",
    qualifier: "Exactness",
    period: "Period",
    comparison: "Compared",
    goal_or_result: "Kind",
    place: "Place",
    cite: "Cite this sentence",
    inherited: " (from the context)",
    range: " to ",
    sides: { goal: "goal", result: "result" },
    qualifiers: {
      exact: "exact",
      approx: "approximate",
      over: "more than this",
      under: "less than this",
      at_least: "at least",
      at_most: "at most",
    },
  },
};

const PAGE = 1000;
const LEAVE_MS = 200;
const MARGIN_PX = 8;

const words = pick(WORDS);

// Returns [{from, to, fact}] in order and apart from each other, `from` and `to` in units.
export async function readNumbers(documentId, points) {
  const facts = await readFacts(documentId);
  const placed = facts
    .map((fact) => ({ from: points.toUnits(fact.start), to: points.toUnits(fact.end), fact }))
    .filter(({ from, to }) => from >= 0 && from < to)
    .sort((one, other) => one.from - other.from || other.to - one.to);
  let end = 0;
  return placed.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

async function readFacts(documentId) {
  const facts = [];
  for (;;) {
    const query = new URLSearchParams({ document: documentId, limit: PAGE, offset: facts.length });
    const page = await readJson(`/api/v1/facts?${query}`);
    facts.push(...page.facts);
    if (page.facts.length === 0 || facts.length >= page.total) return facts;
  }
}

// The card of the numbers under `root`. `onCite(fact)` is called to cite a number's sentence.
export class NumberCard {
  #root;
  #numbers;
  #onCite;
  #card = element("div", { class: "number-card", hidden: true });
  #mark = null;
  #leaving = 0;
  #stop = null;

  constructor(root, numbers, onCite) {
    this.#root = root;
    this.#numbers = numbers;
    this.#onCite = onCite;
    // Outside of the text, whose nodes hold nothing but the text.
    root.after(this.#card);
    this.#listen();
    this.resetStop();
  }

  // Makes the first number on the page the stop of the Tab key: the nodes may be new ones.
  resetStop() {
    if (!this.#stop?.isConnected) this.#makeStop(this.#root.querySelector(".number"));
  }

  close() {
    window.clearTimeout(this.#leaving);
    this.#mark?.removeAttribute("aria-describedby");
    this.#mark = null;
    this.#card.hidden = true;
  }

  #listen() {
    const root = this.#root;
    root.addEventListener("pointerover", (event) => this.#pointed(event));
    root.addEventListener("pointerout", (event) => this.#left(event));
    root.addEventListener("focusin", (event) => this.#focused(event));
    root.addEventListener("focusout", () => this.#leave());
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("keydown", (event) => this.#pressed(event));
    this.#card.addEventListener("pointerenter", () => window.clearTimeout(this.#leaving));
    this.#card.addEventListener("pointerleave", () => this.#leave());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  #pointed(event) {
    const mark = numberOf(event);
    const selecting = event.buttons !== 0;
    if (mark && event.pointerType !== "touch" && !selecting) this.#open(mark);
  }

  #left(event) {
    if (numberOf(event) && event.pointerType !== "touch") this.#leave();
  }

  #focused(event) {
    const mark = numberOf(event);
    if (!mark) return;
    this.#makeStop(mark);
    if (mark.matches(":focus-visible")) this.#open(mark);
  }

  // A finger has no hover: it taps. A click that ends a selection is none.
  #clicked(event) {
    const mark = numberOf(event);
    if (mark && document.getSelection().isCollapsed) this.#open(mark);
  }

  #pressed(event) {
    const mark = numberOf(event);
    if (!mark || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] ?? 0;
    if (steps) this.#step(mark, steps);
    else if (event.key === "Enter" || event.key === " ") this.#onCite(this.#factOf(mark));
    else return;
    event.preventDefault();
  }

  #step(mark, steps) {
    const marks = [...this.#root.querySelectorAll(".number")];
    const next = marks[marks.indexOf(mark) + steps];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    // The card was placed before the page moved.
    if (next) this.#place(next);
  }

  #makeStop(mark) {
    this.#stop?.setAttribute("tabindex", "-1");
    this.#stop = mark;
    mark?.setAttribute("tabindex", "0");
  }

  #factOf(mark) {
    return this.#numbers[Number(mark.dataset.number)].fact;
  }

  #open(mark) {
    window.clearTimeout(this.#leaving);
    if (this.#mark === mark) return;
    this.close();
    this.#mark = mark;
    const fact = this.#factOf(mark);
    const list = element("dl", { id: "number-facts" }, rowsOf(fact).map(row));
    const cite = () => {
      this.close();
      this.#onCite(fact);
    };
    this.#card.replaceChildren(
      element("p", { class: "surface" }, fact.surface),
      list,
      button(words.cite, { class: "cite", tabindex: "-1", on: { click: cite } }),
    );
    this.#card.hidden = false;
    mark.setAttribute("aria-describedby", list.id);
    this.#place(mark);
  }

  #leave() {
    window.clearTimeout(this.#leaving);
    this.#leaving = window.setTimeout(() => this.close(), LEAVE_MS);
  }

  // Below the number where there is room, else above it; never beyond the window's sides.
  #place(mark) {
    // A number that is broken over two lines has a box for each; the last one is next to the card.
    const at = [...mark.getClientRects()].at(-1);
    const { width, height } = this.#card.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - MARGIN_PX;
    const left = Math.max(MARGIN_PX, Math.min(at.left, room));
    const below = at.bottom + MARGIN_PX;
    const fits = below + height <= window.innerHeight - MARGIN_PX;
    const top = fits ? below : mark.getClientRects()[0].top - height - MARGIN_PX;
    this.#card.style.left = `${left + window.scrollX}px`;
    this.#card.style.top = `${top + window.scrollY}px`;
  }
}

function numberOf(event) {
  return event.target.closest?.(".number") ?? null;
}

function row([name, value]) {
  return element("div", {}, element("dt", {}, words[name]), element("dd", {}, value));
}

// [name, value] of what is known about a fact.
export function rowsOf(fact) {
  const rows = [
    ["measure", fact.measure],
    ["value", valueOf(fact)],
    ["qualifier", words.qualifiers[fact.qualifier] ?? fact.qualifier],
    ["period", fact.period ? fact.period + (fact.period_inherited ? words.inherited : "") : null],
    ["comparison", fact.comparison],
    ["goal_or_result", words.sides[fact.goal_or_result] ?? null],
    ["place", fact.place],
  ];
  return rows.filter(([, value]) => value);
}

// `1.68亿元` is worth `168,000,000 元`.
function valueOf({ number, low, high, unit }) {
  const worth = number ?? [low, high].filter((end) => end !== null).join(words.range);
  const grouped = worth.replace(/\d+(\.\d+)?/g, groupThousands);
  return /^[%％‰]/.test(unit) ? `${grouped}${unit}` : `${grouped} ${unit}`.trim();
}

function groupThousands(digits) {
  const [whole, fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
