// The numbers of the reports as a table and as charts. The address holds what is asked for, so that a
// view can be shared; facts are read as it says, and shown.

import { announce, button, element, icon } from "./shared/dom.js";
import { setUpPage } from "./shared/chrome.js";
import { Problem } from "./shared/contract.js";
import { pick, translate } from "./shared/language.js";
import { Comparison } from "./numbers/comparison.js";
import { sorted } from "./numbers/facts.js";
import { Filters } from "./numbers/filters.js";
import { factPages, loadReports, MOST_LOADED } from "./numbers/loading.js";
import { partlyCard, plainCard, problemCard } from "./numbers/notice.js";
import { SentencePanel } from "./numbers/panel.js";
import {
  API_ORDERS,
  factsAddress,
  GROUPS,
  isFiltered,
  ORDERS,
  readState,
  writeState,
} from "./numbers/query.js";
import { FactTable } from "./numbers/table.js";
import { WORDS } from "./numbers/words.js";

const LONGEST_WAIT_S = 60;

const words = pick(WORDS);
const at = (id) => document.getElementById(id);

class NumbersPage {
  #state = readState(window.location.search);
  #reports = null;
  #facts = [];
  #total = 0;
  #running = null;
  #retry = 0;
  #offered = { key: null, units: new Map(), sections: new Set(), periods: new Set() };
  #filters = new Filters(at("filters"), words, () => this.#filtersChanged());
  #panel = new SentencePanel(at("sentence"), words, (fact, by) => this.#table.step(fact, by));
  #table = new FactTable(at("table"), words, {
    open: (fact, opener) => this.#panel.open(fact, this.#reports, opener),
    pick: (fact, chosen) => this.#comparison.pick(fact, chosen),
    sort: (order) => this.#sort(order),
    chart: (facts) => this.#comparison.compare({ type: "group", facts }),
  });
  #comparison = new Comparison(words, {
    open: (fact) => this.#panel.open(fact, this.#reports),
    changed: () => this.#comparisonChanged(),
  });

  start() {
    this.#fillTools();
    this.#listen();
    this.#filters.fill(this.#state.filters);
    this.#load();
  }

  #listen() {
    at("group").addEventListener("change", () => this.#group(at("group").value));
    at("sort").addEventListener("change", () => this.#sort(at("sort").value));
    at("clear").addEventListener("click", () => this.#clearFilters());
    at("sentence").addEventListener("shown", ({ detail }) => this.#table.markCurrent(detail));
    at("sentence").addEventListener("moved", () => this.#table.goToCurrent());
  }

  #fillTools() {
    const option = (value, text) => element("option", { value }, text);
    at("group").replaceChildren(...GROUPS.map((name) => option(name, words.groups[name])));
    at("group").value = this.#state.group;
    this.#fillOrders();
  }

  #fillOrders() {
    const options = this.#orders().map((order) => element("option", { value: order }, words.orders[order]));
    at("sort").replaceChildren(...options);
    at("sort").value = this.#state.sort;
  }

  // Of a part of the facts, only the API can say which come first.
  #orders() {
    return this.#total > MOST_LOADED ? API_ORDERS : ORDERS;
  }

  // Reading

  async #load(read = { loaded: 0, total: null }) {
    this.#running?.abort();
    window.clearTimeout(this.#retry);
    const mine = (this.#running = new AbortController());
    if (!read.loaded) this.#clearFacts();
    at("facts").setAttribute("aria-busy", "true");
    try {
      if (!this.#reports) await this.#loadReports(mine.signal);
      if (this.#reports.list.length) await this.#readPages(mine.signal, read);
      this.#finish();
    } catch (error) {
      if (mine.signal.aborted) return;
      // What is not the service's fault is ours, and must not pass as one of its own.
      if (!(error instanceof Problem)) throw error;
      this.#fail(error);
    } finally {
      if (this.#running === mine) at("facts").removeAttribute("aria-busy");
    }
  }

  #clearFacts() {
    this.#facts = [];
    this.#total = 0;
    at("count").textContent = words.loading(0, 0);
  }

  async #loadReports(signal) {
    this.#reports = await loadReports(signal);
    this.#filters.offerReports(this.#reports);
  }

  async #readPages(signal, read) {
    for await (const { facts, total, anew } of factPages(this.#state, signal, read)) {
      if (anew) this.#facts = [];
      const first = !this.#facts.length;
      this.#facts.push(...facts);
      this.#total = total;
      at("count").textContent = words.loading(this.#facts.length, total);
      // The rest follows behind what can be read already.
      if (first) this.#showTable();
    }
  }

  #finish() {
    at("notice").replaceChildren();
    if (!this.#reports.list.length) {
      this.#hideAll();
      at("notice").replaceChildren(plainCard(words.empty, words.empty_hint));
      announce(words.empty);
      return;
    }
    if (!this.#orders().includes(this.#state.sort)) this.#state.sort = ORDERS[0];
    this.#fillOrders();
    this.#offerChoices();
    this.#comparison.recall(this.#facts, this.#state);
    this.#comparison.show(this.#facts, this.#reports);
    this.#completeTable();
    announce(this.#total ? words.loaded(this.#total) : words.none);
  }

  #fail(problem) {
    const again = () => this.#load();
    if (this.#facts.length) {
      const read = { loaded: this.#facts.length, total: this.#total };
      this.#completeTable();
      at("notice").replaceChildren(partlyCard(problem, read, words, () => this.#load(read)));
      return;
    }
    this.#hideAll();
    at("notice").replaceChildren(problemCard(problem, words, again));
    if (problem.retryAfterS === null) return;
    const wait = Math.min(problem.retryAfterS, LONGEST_WAIT_S);
    this.#retry = window.setTimeout(again, wait * 1000);
  }

  #hideAll() {
    this.#comparison.hide();
    at("facts").hidden = true;
  }

  // Filters

  #filtersChanged() {
    const filters = this.#filters.read();
    if (!filters) return;
    this.#state.filters = filters;
    this.#remember();
    this.#load();
  }

  #clearFilters() {
    this.#state.filters = readState("").filters;
    this.#filters.fill(this.#state.filters);
    this.#remember();
    this.#load();
    at("filters").elements.q.focus();
  }

  // What has been seen of the chosen reports can be chosen: a filter must not hide its own others.
  #offerChoices() {
    const key = this.#state.filters.documents.join();
    if (this.#offered.key !== key) {
      this.#offered = { key, units: new Map(), sections: new Set(), periods: new Set() };
    }
    const { units, sections, periods } = this.#offered;
    const counts = new Map();
    for (const fact of this.#facts) {
      if (fact.unit) counts.set(fact.unit, (counts.get(fact.unit) ?? 0) + 1);
      for (const heading of fact.section) sections.add(heading);
      if (/^\d{4}$/.test(fact.period ?? "")) periods.add(fact.period);
    }
    for (const [unit, count] of counts) units.set(unit, Math.max(count, units.get(unit) ?? 0));
    const byUse = [...units].sort(([, one], [, other]) => other - one).map(([unit]) => unit);
    this.#filters.offer({ units: byUse, sections: [...sections], periods: [...periods].sort() });
  }

  #remember() {
    const search = writeState(this.#state, window.location.search);
    window.history.replaceState(null, "", `${window.location.pathname}${search}`);
    at("csv").href = factsAddress(this.#state, { format: "csv" });
  }

  // The table

  #showTable() {
    at("facts").hidden = false;
    at("clear").hidden = !isFiltered(this.#state.filters);
    at("csv").replaceChildren(icon("download"), words.csv);
    this.#remember();
    this.#tellCount();
    if (!this.#facts.length) {
      const clear = button(words.clear, { on: { click: () => this.#clearFilters() } });
      const action = isFiltered(this.#state.filters) ? clear : null;
      at("table").replaceChildren(plainCard(words.none, words.none_hint, action));
      return;
    }
    const { sort, group } = this.#state;
    this.#table.show({
      facts: this.#arranged(),
      group,
      sort,
      orders: this.#orders(),
      picks: this.#comparison,
      current: this.#panel.fact?.id ?? null,
      reports: this.#reports,
    });
  }

  // What has been made already stays, with its focus, where the rest only follows behind it.
  #completeTable() {
    const { sort, group } = this.#state;
    if (!this.#facts.length || group !== "none" || !API_ORDERS.includes(sort)) {
      this.#showTable();
      return;
    }
    this.#tellCount();
    this.#table.extend({ facts: this.#arranged(), orders: this.#orders() });
    this.#table.markPicks();
  }

  #arranged() {
    const { sort } = this.#state;
    const inOrder = this.#total > MOST_LOADED && API_ORDERS.includes(sort);
    return inOrder ? this.#facts : sorted(this.#facts, sort, this.#reports);
  }

  #tellCount() {
    const shown = this.#facts.length;
    const cut = this.#total > MOST_LOADED && shown >= MOST_LOADED;
    at("count").textContent = cut ? words.too_many(shown, this.#total) : words.count(shown, this.#total);
  }

  #sort(order) {
    this.#state.sort = order;
    at("sort").value = order;
    this.#remember();
    if (this.#total > MOST_LOADED) {
      this.#load();
      return;
    }
    const focused = document.activeElement?.dataset.order;
    this.#showTable();
    if (focused) at("table").querySelector(`[data-order="${focused}"]`).focus();
    announce(words.sorted(words.orders[order]));
  }

  #comparisonChanged() {
    this.#state.compare = this.#comparison.ids;
    this.#state.log = this.#comparison.log;
    this.#remember();
    this.#table.markPicks();
  }

  #group(by) {
    this.#state.group = by;
    this.#remember();
    this.#showTable();
    announce(by === "none" ? words.groups.none : words.grouped(this.#table.groupCount));
  }
}

setUpPage({ zh: WORDS.zh.title, en: WORDS.en.title });
translate(at("main"), words);
new NumbersPage().start();
