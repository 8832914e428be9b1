// What a search found: passages, and below each the numbers in it. One result has the focus at a
// time; the arrows move it, Enter copies it with its citation, `t` puts it into the tray.

import { element, icon, iconButton, link } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { nameOfStyle, quotedWithCitation, readCitation } from "../quoting/citation.js";
import { copyText } from "../quoting/clipboard.js";
import { collect } from "../quoting/collecting.js";
import { matchedWords } from "../quoting/fold.js";
import { isKey } from "../quoting/keys.js";
import { rangeBetween, selectedWithin } from "../quoting/places.js";
import { PointMap } from "../quoting/points.js";
import { explain } from "../quoting/problems.js";
import { toast } from "../quoting/toast.js";

const WORDS = {
  zh: {
    copy: "复制引文",
    tray: "加入摘录",
    open: "看原文",
    passage: (rank) => `第 ${rank} 段`,
    number: (surface, measure) => `数字 ${surface}，${measure}`,
    others: (count) => `另有 ${count} 个数字`,
    copied: (style) => `已复制引文（${style}）`,
    copied_part: (style) => `已复制所选文字的引文（${style}）`,
    not_copied: "浏览器不允许复制，请到原文页选中后引用",
  },
  en: {
    copy: "Copy quote",
    tray: "To the tray",
    open: "Source",
    passage: (rank) => `Passage ${rank}`,
    number: (surface, measure) => `Number ${surface}, ${measure}`,
    others: (count) => `${count} more ${count === 1 ? "number" : "numbers"}`,
    copied: (style) => `Quote copied (${style})`,
    copied_part: (style) => `Selected words copied with their citation (${style})`,
    not_copied: "The browser does not allow copying: cite it on the source page instead",
  },
};

const NUMBERS_SHOWN = 3;

const words = pick(WORDS);

export class Results {
  #list;
  #tray;
  #style;
  #query;
  #excerpts = new WeakMap();

  constructor(list, { tray, style, query }) {
    this.#list = list;
    this.#tray = tray;
    this.#style = style;
    this.#query = query;
    list.addEventListener("keydown", (event) => this.#pressed(event));
    list.addEventListener("focusin", (event) => this.#makeStop(event.target.closest(".result")));
  }

  get isEmpty() {
    return this.#list.childElementCount === 0;
  }

  // What is shown stays until the new is there, so that nothing jumps.
  busy(is) {
    this.#list.setAttribute("aria-busy", String(is));
  }

  clear() {
    this.#list.replaceChildren();
    this.busy(false);
  }

  // Shows a body of `GET /api/v1/search`; `more` is a node that leads to further results, or null.
  show({ query, passages, facts }, more) {
    const held = this.#list.contains(document.activeElement);
    const items = passages.map((passage) => this.#passage(passage, query, factsIn(passage, facts)));
    this.#list.replaceChildren(...items, ...(more ? [element("li", {}, more)] : []));
    this.#makeStop(this.#list.querySelector(".result"));
    if (held) this.focusFirst();
  }

  // Returns whether there is a result to go to.
  focusFirst() {
    const first = this.#list.querySelector(".result");
    first?.focus();
    return first !== null;
  }

  #passage(passage, query, facts) {
    const quote = element(
      "blockquote",
      { "data-from": "0", lang: languageOf(passage.quote) },
      marked(passage.quote, query),
    );
    const points = new PointMap(passage.quote);
    const [first, others] = split(facts, query);
    const number = (fact) => this.#number(fact, passage, quote, points);
    const card = element(
      "article",
      { class: "result passage card", "aria-label": words.passage(passage.rank), tabindex: "-1" },
      where(passage),
      quote,
      this.#actions(passage.url),
    );
    this.#excerpts.set(card, () => partOf(passage, quote, points));
    return element(
      "li",
      {},
      card,
      first.map(number),
      others.length ? folded(others.map(number)) : null,
    );
  }

  #number(fact, passage, quote, points) {
    const card = element(
      "article",
      {
        class: "result number",
        "aria-label": words.number(fact.surface, fact.measure),
        tabindex: "-1",
      },
      element(
        "p",
        {},
        element("strong", {}, fact.surface),
        element("span", { lang: languageOf(fact.measure) }, fact.measure),
        fact.period ? element("span", { class: "soft" }, fact.period) : null,
      ),
      this.#smallActions(fact.url),
    );
    const sentence = [fact.quote_start, fact.quote_end].map((offset) =>
      unitIn(passage, points, offset),
    );
    const light = () => lightUp(quote, sentence);
    card.addEventListener("focusin", light);
    card.addEventListener("pointerenter", light);
    card.addEventListener("pointerleave", putOut);
    card.addEventListener("focusout", putOut);
    this.#excerpts.set(card, () => ({ ...sentenceOf(fact), title: passage.title, part: false }));
    return card;
  }

  #actions(url) {
    return element(
      "div",
      { class: "actions" },
      element("button", this.#acting((card) => this.#copy(card)), icon("copy"), words.copy),
      element("button", this.#acting((card) => this.#collect(card)), icon("plus"), words.tray),
      link(words.open, url, { class: "button" }),
    );
  }

  // A number is one line: its actions are pictures with names.
  #smallActions(url) {
    const named = { "aria-label": words.open, title: words.open };
    const open = link("", url, { class: "button quiet", ...named });
    open.append(icon("external"));
    return element(
      "div",
      { class: "actions" },
      iconButton("copy", words.copy, this.#acting((card) => this.#copy(card))),
      iconButton("plus", words.tray, this.#acting((card) => this.#collect(card))),
      open,
    );
  }

  // What makes a button act on the result that it stands in.
  #acting(run) {
    const click = (event) => run(event.currentTarget.closest(".result"));
    return { type: "button", on: { click, mousedown: keepSelection } };
  }

  #pressed(event) {
    const card = event.target.closest(".result");
    if (isKey(event, "ArrowDown")) this.#step(card, 1);
    else if (isKey(event, "ArrowUp")) this.#step(card, -1);
    else if (event.target !== card) return;
    else if (isKey(event, "Enter")) this.#copy(card);
    else if (isKey(event, "t")) this.#collect(card);
    else return;
    event.preventDefault();
  }

  // Up from the first result leads back to what was typed.
  #step(card, steps) {
    const shown = [...this.#list.querySelectorAll(".result")].filter(isShown);
    const next = shown.indexOf(card) + steps;
    if (next < 0) this.#query.focus();
    else shown[next]?.focus();
  }

  #makeStop(card) {
    if (!card) return;
    for (const stop of this.#list.querySelectorAll(".result[tabindex='0']")) {
      stop.setAttribute("tabindex", "-1");
    }
    card.setAttribute("tabindex", "0");
  }

  async #copy(card) {
    const { part, ...excerpt } = this.#excerpts.get(card)();
    const style = this.#style.value;
    const told = part ? words.copied_part : words.copied;
    const wanted = readCitation(excerpt, style).then((found) => quotedWithCitation(found, style));
    try {
      toast((await copyText(wanted)) ? told(nameOfStyle(style)) : words.not_copied);
    } catch (problem) {
      toast(explain(problem));
    }
  }

  #collect(card) {
    collect(this.#tray, this.#excerpts.get(card)());
  }
}

function factsIn(passage, facts) {
  return facts.filter(
    (fact) =>
      fact.document_id === passage.document_id &&
      passage.start <= fact.start &&
      fact.end <= passage.end,
  );
}

// What shares most words with the query comes first; the rest is folded away.
function split(facts, query) {
  const near = new Map(facts.map((fact) => [fact, sharedLength(fact.measure, query)]));
  const ranked = facts.toSorted((one, other) => near.get(other) - near.get(one));
  const shown = ranked.filter((fact) => near.get(fact) > 0).slice(0, NUMBERS_SHOWN);
  const first = shown.length ? shown : facts.slice(0, NUMBERS_SHOWN);
  return [first, facts.filter((fact) => !first.includes(fact))];
}

function sharedLength(text, query) {
  return matchedWords(text, query).reduce((sum, [from, to]) => sum + to - from, 0);
}

function folded(numbers) {
  const summary = element("summary", {}, words.others(numbers.length));
  return element("details", { class: "others" }, summary, numbers);
}

function where({ title, section }) {
  const headings = section.filter((heading) => heading !== title);
  return element(
    "p",
    { class: "where" },
    element("strong", {}, title),
    headings.map((heading) => element("span", {}, heading)),
  );
}

// Text with the words in it that were looked for marked.
function marked(text, query) {
  const pieces = [];
  let at = 0;
  for (const [from, to] of matchedWords(text, query)) {
    pieces.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
    at = to;
  }
  pieces.push(text.slice(at));
  return pieces.filter((piece) => piece !== "");
}

// The passage, or the part of it that is selected.
function partOf(passage, quote, points) {
  const { document_id, title, section, start } = passage;
  const selected = selectedWithin(quote, passage.quote);
  const [from, to] = selected ?? [0, passage.quote.length];
  return {
    document_id,
    title,
    section,
    start: start + points.toPoints(from),
    end: start + points.toPoints(to),
    quote: passage.quote.slice(from, to),
    part: selected !== null,
  };
}

function sentenceOf({ document_id, section, quote, quote_start: start, quote_end: end }) {
  return { document_id, section, start, end, quote };
}

function lightUp(quote, [from, to]) {
  if (!window.CSS?.highlights || from >= to) return;
  CSS.highlights.set("sentence", new Highlight(rangeBetween(quote, from, quote, to)));
}

function putOut() {
  window.CSS?.highlights?.delete("sentence");
}

// A press on a button must leave what is selected as it is.
function keepSelection(event) {
  event.preventDefault();
}

function isShown(node) {
  return node.closest("details:not([open])") === null;
}

function languageOf(text) {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
}

// Where an offset of the document is in the passage, whose sentence may reach beyond it.
function unitIn({ start, end, quote }, points, offset) {
  if (offset >= end) return quote.length;
  return points.toUnits(Math.max(0, offset - start));
}
