// The numbers that are looked at side by side: what is suggested, what is picked, and their charts.

import { announce, button, element } from "../shared/dom.js";
import { chart, suggestionButtons } from "./chart.js";
import { comparableSets, MAX_BARS, ordered, suggestions } from "./comparable.js";
import { sorted } from "./facts.js";

const MORE_SUGGESTIONS = 12;
const SUGGESTIONS = window.matchMedia("(max-width: 48rem)").matches ? 3 : 6;

const at = (id) => document.getElementById(id);

export class Comparison {
  #words;
  #act;
  #reports = null;
  #sets = [];
  #suggested = SUGGESTIONS;
  #type = "picked";
  #chosen = new Map();
  #absent = [];
  #leftOut = 0;
  #log = false;

  // `act` holds open(fact) and changed(), called when other numbers are compared, or on another scale.
  constructor(words, act) {
    this.#words = words;
    this.#act = act;
  }

  // What an address needs to lead back here.
  get ids() {
    return [...this.#chosen.keys(), ...this.#absent];
  }

  get log() {
    return this.#log;
  }

  has(id) {
    return this.#chosen.has(id);
  }

  // Takes up what an address compares, as far as it is among `facts`.
  recall(facts, { compare, log }) {
    this.#log = log;
    const byId = new Map(facts.map((fact) => [fact.id, fact]));
    const wanted = compare.slice(0, MAX_BARS).filter((id) => !this.#chosen.has(id));
    for (const id of wanted) if (byId.has(id)) this.#chosen.set(id, byId.get(id));
    this.#absent = wanted.filter((id) => !byId.has(id));
  }

  // Shows what `facts` suggest, and the charts of what is chosen.
  show(facts, reports) {
    this.#reports = reports;
    this.#sets = suggestions(sorted(facts, "place", reports), reports);
    this.#showSuggestions();
    this.#draw();
  }

  hide() {
    at("charts").hidden = true;
    at("picked").hidden = true;
  }

  pick(fact, chosen) {
    if (chosen && this.#chosen.size >= MAX_BARS) {
      announce(this.#words.picks_full(MAX_BARS));
      this.#act.changed();
      return;
    }
    if (chosen) this.#chosen.set(fact.id, fact);
    else this.#chosen.delete(fact.id);
    this.#type = "picked";
    this.#leftOut = 0;
    this.#changed();
    announce(this.#words.picked(this.#chosen.size));
  }

  // Compares these facts and no others.
  compare({ type, facts }) {
    const drawn = ordered(facts).slice(0, MAX_BARS);
    this.#type = type;
    this.#chosen = new Map(drawn.map((fact) => [fact.id, fact]));
    this.#leftOut = facts.length - drawn.length;
    this.#absent = [];
    this.#changed();
    this.#lookAtCharts();
  }

  #clear() {
    this.#chosen.clear();
    this.#leftOut = 0;
    this.#absent = [];
    this.#changed();
    at("facts-heading").focus();
    announce(this.#words.picked(0));
  }

  #changed() {
    this.#draw();
    this.#act.changed();
  }

  #lookAtCharts() {
    at("charts-heading").focus({ preventScroll: true });
    at("charts").scrollIntoView({ block: "start" });
  }

  #showSuggestions() {
    const buttons = suggestionButtons(this.#sets, this.#suggested, {
      words: this.#words,
      onChoose: (set) => this.compare(set),
      onMore: () => this.#suggestMore(),
    });
    const lead = element("p", { class: "label" }, this.#words.suggested);
    const shown = buttons.length ? [lead, element("div", { class: "choices" }, ...buttons)] : [];
    at("suggestions").replaceChildren(...shown);
  }

  #suggestMore() {
    const first = this.#suggested;
    this.#suggested += MORE_SUGGESTIONS;
    this.#showSuggestions();
    at("suggestions").querySelectorAll("button")[first].focus();
  }

  #draw() {
    const chosen = [...this.#chosen.values()];
    const sets = comparableSets(chosen).filter((set) => set.length > 1);
    const charts = sets.map((facts) => this.#chart(facts));
    at("chart").replaceChildren(...charts, ...this.#notes(chosen, new Set(sets.flat())));
    at("charts").hidden = !this.#sets.length && !chosen.length;
    this.#showPicked(charts.length > 0);
  }

  #chart(facts) {
    return chart(
      { type: this.#type, facts },
      {
        words: this.#words,
        reports: this.#reports,
        log: this.#log,
        onOpen: this.#act.open,
        onLog: (log) => this.#setLog(log),
      },
    );
  }

  // Nothing that was picked is left out in silence.
  #notes(chosen, drawn) {
    const alone = chosen.filter((fact) => !drawn.has(fact)).map((fact) => fact.surface);
    const notes = [];
    if (this.#leftOut) notes.push(this.#words.left_out(this.#leftOut));
    if (alone.length && chosen.length > 1) notes.push(this.#words.alone(alone.join("、")));
    if (this.#absent.length) notes.push(this.#words.absent(this.#absent.length));
    return notes.map((note) => element("p", { class: "soft" }, note));
  }

  #setLog(log) {
    this.#log = log;
    this.#changed();
    at("chart").querySelector("[aria-pressed]").focus();
    announce(log ? this.#words.log_note : this.#words.linear_note);
  }

  #showPicked(drawn) {
    const { size } = this.#chosen;
    const words = this.#words;
    at("picked").hidden = size === 0;
    document.documentElement.classList.toggle("with-picked", size > 0);
    const look = { class: "main", on: { click: () => this.#lookAtCharts() } };
    at("picked").replaceChildren(
      element("span", {}, words.picked(size)),
      drawn ? button(words.see_chart, look) : element("span", { class: "soft" }, words.pick_more),
      button(words.clear_picks, { class: "quiet", on: { click: () => this.#clear() } }),
    );
  }
}
