// What stands in place of the numbers when there are none to show, or not all.

import { button, element } from "../shared/dom.js";

// Tells of a Problem, with a way to try again.
export function problemCard(problem, words, onRetry) {
  const wait = problem.retryAfterS;
  return element(
    "div",
    { class: "card notice", role: "alert" },
    element("p", { class: "verdict" }, verdictOf(problem, words)),
    element("p", {}, reasonOf(problem, words)),
    wait === null ? null : element("p", { class: "soft" }, words.retry_in(wait)),
    button(words.retry, { class: "main", on: { click: onRetry } }),
  );
}

// Tells that only some were read, with a way to read on.
export function partlyCard(problem, { loaded, total }, words, onGoOn) {
  return element(
    "div",
    { class: "card notice", role: "alert" },
    element("p", { class: "verdict" }, words.partly(loaded, total)),
    element("p", {}, reasonOf(problem, words)),
    button(words.go_on, { class: "main", on: { click: onGoOn } }),
  );
}

// Tells what is so, with a hint, and an action where there is one.
export function plainCard(verdict, hint, action = null) {
  return element(
    "div",
    { class: "card notice" },
    element("p", { class: "verdict" }, verdict),
    hint ? element("p", { class: "soft" }, hint) : null,
    action,
  );
}

function verdictOf({ status }, words) {
  if (status === 503) return words.starting;
  return status === 429 ? words.busy : words.failed;
}

function reasonOf({ code, detail }, words) {
  if (code === "offline") return words.offline;
  return code === "interrupted" ? words.interrupted : detail;
}
