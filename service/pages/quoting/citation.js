// A passage with its citation, in the style that the writer chose last.

import { readJson } from "../shared/contract.js";
import { element } from "../shared/dom.js";
import { language, pick } from "../shared/language.js";
import { readStored, store } from "../shared/storage.js";

const KEY = "wenju.style";

const NAMES = {
  zh: {
    gb7714: "GB/T 7714-2025",
    "gb7714-2015": "GB/T 7714-2015",
    markdown: "Markdown 脚注",
    bibtex: "BibTeX",
    ris: "RIS",
    "csl-json": "CSL-JSON",
    plain: "纯文本",
  },
  en: {
    gb7714: "GB/T 7714-2025",
    "gb7714-2015": "GB/T 7714-2015",
    markdown: "Markdown footnote",
    bibtex: "BibTeX",
    ris: "RIS",
    "csl-json": "CSL-JSON",
    plain: "Plain text",
  },
};

const STYLES = Object.keys(NAMES.zh);

// The styles that a whole text with notes can be written in.
const TEXT_STYLES = ["gb7714", "gb7714-2015", "plain"];

// Records for a reference manager, which reads nothing but the record.
const RECORDS = new Set(["bibtex", "ris", "csl-json"]);

export function chosenStyle() {
  const stored = readStored(KEY);
  return STYLES.includes(stored) ? stored : STYLES[0];
}

// The chosen style where a text can be written in it, else the first that one can.
export function chosenTextStyle() {
  return TEXT_STYLES.includes(chosenStyle()) ? chosenStyle() : TEXT_STYLES[0];
}

export function nameOfStyle(style) {
  return pick(NAMES)[style];
}

// Fills `select` with the styles and keeps what is chosen there.
export function bindStyleSelect(select) {
  select.replaceChildren(
    ...STYLES.map((style) => element("option", { value: style }, nameOfStyle(style))),
  );
  select.value = chosenStyle();
  select.addEventListener("change", () => store(KEY, select.value));
  // Another select on this page, or another tab, may have chosen since.
  select.addEventListener("focus", () => (select.value = chosenStyle()));
}

// Returns {quote, citation, …} of the contract for a place {document_id, start, end}.
export function readCitation({ document_id: id, start, end }, style, options = {}) {
  const query = new URLSearchParams({ start, end, style, language });
  return readJson(`/api/v1/documents/${encodeURIComponent(id)}/citation?${query}`, options);
}

// Returns what is copied: the words and their citation, or the record alone.
export function quotedWithCitation({ quote, citation }, style) {
  if (RECORDS.has(style)) return citation;
  if (style === "markdown") return citation;
  return `${quoted(quote)}\n${citation}`;
}

export function quoted(words) {
  return /\p{Script=Han}/u.test(words) ? `“${words}”` : `"${words}"`;
}

export function placeAddress({ document_id: id, start, end }) {
  return `/documents/${encodeURIComponent(id)}#c=${start}-${end}`;
}
