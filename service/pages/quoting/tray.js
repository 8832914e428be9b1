// The tray: excerpts that a writer has put aside, kept in this browser only and the same in every
// tab. An excerpt is a place in a document with the words that stand there and a note of one's own.

import { readStored, store } from "../shared/storage.js";

const KEY = "wenju.tray";
const MAX_EXCERPTS = 200;
const MAX_NOTE_CHARS = 2000;

export class Tray extends EventTarget {
  #excerpts;

  constructor() {
    super();
    this.#excerpts = parse(readStored(KEY));
    window.addEventListener("storage", (event) => {
      if (event.key !== KEY && event.key !== null) return;
      this.#excerpts = parse(readStored(KEY));
      this.dispatchEvent(new Event("change"));
    });
  }

  get excerpts() {
    return this.#excerpts;
  }

  // Returns "added", "there" when that very place is in the tray already, "full", or "unkept" when
  // the browser forbids to keep anything: then it lasts as long as the page.
  add(excerpt) {
    if (this.#excerpts.some((other) => isSamePlace(other, excerpt))) return "there";
    if (this.#excerpts.length >= MAX_EXCERPTS) return "full";
    return this.replace([...this.#excerpts, checked(excerpt)]) ? "added" : "unkept";
  }

  remove(excerpt) {
    this.replace(this.#excerpts.filter((other) => !isSamePlace(other, excerpt)));
  }

  // Moves an excerpt by `steps`, up where they are negative; at either end it stays.
  move(excerpt, steps) {
    const order = [...this.#excerpts];
    const from = order.findIndex((other) => isSamePlace(other, excerpt));
    const to = from + steps;
    if (from < 0 || to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    this.replace(order);
  }

  // A note changes no order and no length, so nobody is told: who types must keep the focus.
  annotate(excerpt, note) {
    const kept = note.slice(0, MAX_NOTE_CHARS);
    this.#excerpts = this.#excerpts.map((other) =>
      isSamePlace(other, excerpt) ? { ...other, note: kept } : other,
    );
    store(KEY, JSON.stringify(this.#excerpts));
  }

  // Puts `excerpts` in place of all that is there; returns whether they are kept.
  replace(excerpts) {
    this.#excerpts = excerpts;
    const kept = store(KEY, JSON.stringify(excerpts));
    this.dispatchEvent(new Event("change"));
    return kept;
  }
}

export function isSamePlace(one, other) {
  return (
    one.document_id === other.document_id && one.start === other.start && one.end === other.end
  );
}

// What is stored may be of an older page, or tampered with: only what is an excerpt is taken.
function parse(stored) {
  let values;
  try {
    values = JSON.parse(stored ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(values)) return [];
  return values.filter(isExcerpt).slice(0, MAX_EXCERPTS).map(checked);
}

function isExcerpt(value) {
  return (
    typeof value?.document_id === "string" &&
    /^[0-9A-Za-z_-]+$/.test(value.document_id) &&
    typeof value.quote === "string" &&
    Number.isSafeInteger(value.start) &&
    Number.isSafeInteger(value.end) &&
    0 <= value.start &&
    value.start < value.end
  );
}

function checked(value) {
  return {
    document_id: value.document_id,
    title: String(value.title ?? ""),
    section: Array.isArray(value.section) ? value.section.map(String) : [],
    start: value.start,
    end: value.end,
    quote: value.quote,
    note: String(value.note ?? "").slice(0, MAX_NOTE_CHARS),
  };
}
