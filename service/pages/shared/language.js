// Chinese or English: as the address says, else as was chosen before, else as the browser is set.

import { readStored, store } from "./storage.js";

const KEY = "wenju.language";

function languageAsked() {
  const named = new URLSearchParams(window.location.search).get("lang");
  const wanted = [named, readStored(KEY)].find((code) => code === "zh" || code === "en");
  return wanted ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
}

export const language = languageAsked();

// Shows the page anew in another language. The address must not go on naming the old one.
export function setLanguage(code) {
  store(KEY, code);
  const address = new URL(window.location.href);
  address.searchParams.delete("lang");
  window.history.replaceState(null, "", address);
  window.location.reload();
}

export function pick(words) {
  return words[language];
}

// Puts words into what the template left open for them.
export function translate(root, words) {
  for (const node of root.querySelectorAll("[data-text]")) {
    node.textContent = words[node.dataset.text] ?? node.textContent;
  }
  for (const node of root.querySelectorAll("[data-label]")) {
    const label = words[node.dataset.label];
    if (label === undefined) continue;
    node.setAttribute("aria-label", label);
    if (node.matches("button, a")) node.title = label;
  }
  for (const node of root.querySelectorAll("[data-placeholder]")) {
    const hint = words[node.dataset.placeholder];
    if (hint !== undefined) node.placeholder = hint;
  }
}
