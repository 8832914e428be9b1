// An answer as plain text that can stand in a letter: what it says, then each quote with its place.

import { placeOf } from "../shared/answer.js";

export function answerAsText(answer, origin) {
  return [answer.question, said(answer), ...answer.citations.map((cited) => quoted(cited, origin))].join(
    "\n\n",
  );
}

function said({ short_answer: short, text, calculation, correction }) {
  const formula = calculation && `${calculation.expression} = ${calculation.result} ${calculation.unit}`;
  const parts = [short, text, text.includes(correction) ? null : correction];
  if (formula && !text.includes(calculation.expression)) parts.push(formula);
  return parts.filter(Boolean).join("\n");
}

function quoted(citation, origin) {
  const address = new URL(citation.url, origin);
  return `[${citation.number}] “${citation.quote.trim()}”\n${placeOf(citation)}\n${address}`;
}

// Returns the part of an address that asks `question`, of `documents` alone where some are named.
export function fragmentOf({ question, documents }) {
  const asked = new URLSearchParams({ q: question });
  if (documents.length) asked.set("d", documents.join(","));
  return `#${asked}`;
}

// Returns what such a part asks, or null.
export function askedBy(fragment) {
  const asked = new URLSearchParams(fragment.slice(1));
  const question = asked.get("q")?.trim();
  const documents = asked.get("d")?.split(",").filter(Boolean) ?? [];
  return question ? { question, documents } : null;
}
