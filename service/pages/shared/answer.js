// An answer as nodes: one renderer for the stream while it runs, for the history and for the widget.
// It takes a part of an answer too, with `status` still null, and knows nothing of the page around.

import { button, element, icon, link } from "./dom.js";
import { attachPeek } from "./peek.js";

export const ANSWER_WORDS = {
  zh: {
    partial: "报告只回答了问题的一部分",
    not_found: "报告里没有找到答案",
    reasons: {
      out_of_scope: "报告里没有这方面的内容",
      not_stated: "报告里没有答案",
      premise_conflict: "问题的说法与报告不符",
    },
    correction: "报告的说法",
    formula: "算式",
    operand: (label, number) => `${label}，见引文 ${number}`,
    sources: "出处",
    nearest: "最接近的原文",
    source: "查看原文",
    citation: (number, title) => `引文 ${number}：${title}`,
    suggestions: "报告能回答的相近问题",
    status: {
      answered: "已回答",
      partial: "只找到一部分",
      not_found: "报告里没有答案",
    },
  },
  en: {
    partial: "The reports answer only part of this",
    not_found: "The reports do not answer this",
    reasons: {
      out_of_scope: "The reports are about something else",
      not_stated: "The reports do not say",
      premise_conflict: "The reports say otherwise",
    },
    correction: "What the report says",
    formula: "Computed",
    operand: (label, number) => `${label}, see citation ${number}`,
    sources: "Sources",
    nearest: "Nearest passages",
    source: "See the source",
    citation: (number, title) => `Citation ${number}: ${title}`,
    suggestions: "Near questions that the reports do answer",
    status: {
      answered: "Answered",
      partial: "Only part of it was found",
      not_found: "The reports do not answer this",
    },
  },
};

const LONG_SHORT_ANSWER = 24;

// Returns the answer. `onCite(citation, event)` is told of a click on anything that stands for a
// citation; each of these is a link to the source, which `event.preventDefault()` keeps from being
// followed. `onAsk(question)` is told of a suggestion taken up.
export function renderAnswer(answer, words, { onCite = () => {}, onAsk = () => {} } = {}) {
  const marks = new Marks(answer.citations ?? [], words, onCite);
  return element(
    "article",
    { class: "answer", "data-status": answer.status ?? "running" },
    verdict(answer, words),
    short(answer),
    textWithMarks(answer.text ?? "", marks),
    correction(answer, words, marks),
    answer.calculation ? formula(answer.calculation, words, marks) : null,
    sources(answer, words, marks),
    suggestions(answer.suggestions ?? [], words, onAsk),
  );
}

// Makes what stands for a citation, by its number.
class Marks {
  #citations;
  #words;
  #onCite;

  constructor(citations, words, onCite) {
    this.#citations = new Map(citations.map((citation) => [citation.number, citation]));
    this.#words = words;
    this.#onCite = onCite;
  }

  // Returns a link for citation `number` that shows its quote, or null where there is none.
  link(number, text, attributes = {}) {
    const citation = this.#citations.get(number);
    if (!citation) return null;
    const mark = link(text, citation.url, {
      "data-citation": number,
      "aria-label": this.#words.citation(number, citation.title),
      ...attributes,
      on: { click: (event) => this.#onCite(citation, event) },
    });
    attachPeek(mark, () => quoteCard(citation));
    return mark;
  }
}

export function placeOf(citation) {
  return [citation.title, ...citation.section].join(" › ");
}

function quoteCard(citation) {
  return [
    element("q", {}, citation.quote.trim()),
    element("span", { class: "soft" }, placeOf(citation)),
  ];
}

function verdict(answer, words) {
  if (answer.status === "partial") return element("p", { class: "verdict" }, words.partial);
  if (answer.status !== "not_found") return null;
  const reason = words.reasons[answer.reason] ?? words.not_found;
  return element("p", { class: "verdict" }, icon("search"), reason);
}

function short({ short_answer: text }) {
  if (!text) return null;
  const long = [...text].length > LONG_SHORT_ANSWER;
  return element("p", { class: long ? "short long" : "short" }, text);
}

// `[n]` in the text is citation n; where there is no such citation it stays the words that it is.
function textWithMarks(text, marks) {
  if (!text) return null;
  return element("p", { class: "text" }, ...withMarks(text, marks));
}

function withMarks(text, marks) {
  return text.split(/\[(\d{1,4})\]/).map((part, index) => {
    if (index % 2 === 0) return part;
    return marks.link(Number(part), part, { class: "chip" }) ?? `[${part}]`;
  });
}

// Where the text already says it, once is enough.
function correction({ correction: said, text }, words, marks) {
  if (!said || text?.includes(said)) return null;
  return element(
    "p",
    { class: "correction" },
    element("strong", {}, words.correction),
    ...withMarks(said, marks),
  );
}

function formula(calculation, words, marks) {
  const { expression, result, unit, operands } = calculation;
  return element(
    "figure",
    { class: "formula" },
    element("figcaption", {}, words.formula),
    element("p", { class: "expression" }, ...terms(expression, operands, words, marks), ` = ${result} ${unit}`),
    element("ul", {}, ...operands.map((operand) => operandLine(operand, words, marks))),
  );
}

// The operands stand in the formula in their order, or turned round: each is found once.
function terms(expression, operands, words, marks) {
  const left = [...operands];
  return expression.split(/(\d+(?:\.\d+)?)/).map((part, index) => {
    const found = index % 2 ? left.findIndex(({ number }) => number === part) : -1;
    if (found < 0) return part;
    const [operand] = left.splice(found, 1);
    return operandMark(operand, part, words, marks) ?? part;
  });
}

function operandLine(operand, words, marks) {
  const value = `${operand.number} ${operand.unit}`;
  return element("li", {}, `${operand.label} `, operandMark(operand, value, words, marks) ?? value);
}

function operandMark(operand, text, words, marks) {
  const label = `${text}: ${words.operand(operand.label, operand.citation)}`;
  return marks.link(operand.citation, text, { class: "operand", "aria-label": label });
}

function sources(answer, words, marks) {
  const citations = answer.citations ?? [];
  if (!citations.length) return null;
  const heading = answer.status === "not_found" ? words.nearest : words.sources;
  const lines = citations.map((citation) => {
    const number = element("span", { class: "number", "aria-hidden": "true" }, `${citation.number}`);
    const place = marks.link(citation.number, placeOf(citation), { class: "place" });
    return element("li", {}, number, place);
  });
  return element(
    "div",
    { class: "sources" },
    element("p", { class: "label" }, heading),
    element("ol", {}, ...lines),
  );
}

function suggestions(questions, words, onAsk) {
  if (!questions.length) return null;
  return element(
    "div",
    { class: "suggestions" },
    element("p", { class: "label" }, words.suggestions),
    element(
      "div",
      { class: "choices" },
      ...questions.map((question) => button(question, { on: { click: () => onAsk(question) } })),
    ),
  );
}
