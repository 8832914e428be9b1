// Search within the text: every place is lit up, one of them is where the reader stands.

import { announce } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { countLeading } from "../quoting/bisect.js";
import { fold, placesOf } from "../quoting/fold.js";

const WORDS = {
  zh: {
    none: "没有找到",
  },
  en: {
    none: "not found",
  },
};

const MOST = 5000;
const DEBOUNCE_MS = 150;

const words = pick(WORDS);

// `tools` holds {form, field, count, previous, next}.
export class Find {
  #tools;
  #paper;
  #folded;
  #places = [];
  #current = -1;
  #waiting = 0;

  constructor(tools, paper, text) {
    this.#tools = tools;
    this.#paper = paper;
    this.#folded = fold(text);
    tools.field.addEventListener("input", (event) => {
      window.clearTimeout(this.#waiting);
      if (!event.isComposing) this.#waiting = window.setTimeout(() => this.#search(), DEBOUNCE_MS);
    });
    // A word of an input method is whole only now; its last `input` event still counts as typing.
    tools.field.addEventListener("compositionend", () => this.#search());
    tools.field.addEventListener("keydown", (event) => this.#pressed(event));
    tools.form.addEventListener("submit", (event) => event.preventDefault());
    tools.previous.addEventListener("click", () => this.#step(-1));
    tools.next.addEventListener("click", () => this.#step(1));
    this.#show();
  }

  // Lights up anew, for nodes that were made anew.
  refresh() {
    const ranges = this.#places.map((place) => this.#paper.rangeOf(place)).filter(Boolean);
    lightUp("found", ranges);
    this.#lightCurrent();
  }

  #pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") this.#entered(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && this.#tools.field.value) this.#clear();
    else return;
    event.preventDefault();
  }

  // Enter before the pause is over searches at once.
  #entered(steps) {
    if (this.#waiting) this.#search();
    else this.#step(steps);
  }

  #clear() {
    this.#tools.field.value = "";
    this.#search();
  }

  #search() {
    window.clearTimeout(this.#waiting);
    this.#waiting = 0;
    this.#places = placesOf(this.#folded, this.#tools.field.value.trim(), MOST);
    this.#current = this.#places.length ? this.#nearest() : -1;
    this.refresh();
    this.#show();
    this.#go();
  }

  // The first place from where the reader is on.
  #nearest() {
    const top = this.#tools.form.getBoundingClientRect().bottom;
    const passed = countLeading(
      this.#places,
      ([from]) => this.#paper.nodeAt(from).getBoundingClientRect().bottom <= top,
    );
    return passed % this.#places.length;
  }

  #step(steps) {
    if (this.#places.length === 0) return;
    this.#current = (this.#current + steps + this.#places.length) % this.#places.length;
    this.#lightCurrent();
    this.#show();
    this.#go();
  }

  #show() {
    const { field, count, previous, next } = this.#tools;
    const total = this.#places.length;
    const many = total === MOST ? `${total}+` : String(total);
    const found = total ? `${this.#current + 1} / ${many}` : words.none;
    count.textContent = field.value.trim() ? found : "";
    previous.disabled = next.disabled = total === 0;
    if (field.value.trim()) announce(count.textContent);
  }

  #lightCurrent() {
    const place = this.#places[this.#current];
    const range = place ? this.#paper.rangeOf(place) : null;
    lightUp("found-current", range ? [range] : []);
  }

  #go() {
    const place = this.#places[this.#current];
    const range = place ? this.#paper.rangeOf(place) : null;
    if (range) scrollToRange(range);
  }
}

// Brings a range to the upper third of the window unless it is well in sight. Twice: what lay
// outside the window has its height only guessed until it is drawn.
export function scrollToRange(range) {
  const bring = () => {
    const { top, bottom } = range.getBoundingClientRect();
    const margin = window.innerHeight / 6;
    if (top > margin && bottom < window.innerHeight - margin) return;
    window.scrollBy({ top: top - window.innerHeight / 3, behavior: "instant" });
  };
  bring();
  window.requestAnimationFrame(bring);
}

function lightUp(name, ranges) {
  if (!window.CSS?.highlights) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}
