// The facts as a table: rows are made in pieces as the reader comes near them, so that thousands cost
// no more than what is looked at.

import { announce, button, element, icon } from "../shared/dom.js";
import { comparableSets } from "./comparable.js";
import { groupsOf, languageOf, periodText, valueText } from "./facts.js";

const PIECE = 100;
const NEAR = "800px";

const COLUMNS = ["pick", "number", "measure", "unit", "period", "status", "place"];
const SORTABLE = { number: "number", measure: "measure", unit: "unit", period: "period", place: "place" };

export class FactTable {
  #root;
  #words;
  #act;
  #shown = null;
  #items = [];
  #made = 0;
  #closed = new Set();
  #table = null;
  #more = null;
  #watcher;

  // `act` holds open(fact, opener), pick(fact, chosen), sort(order) and chart(facts).
  constructor(root, words, act) {
    this.#root = root;
    this.#words = words;
    this.#act = act;
    this.#watcher = new IntersectionObserver((seen) => this.#cameNear(seen), { rootMargin: NEAR });
  }

  // Shows facts in the order given. `shown` holds facts, group, sort, orders (those that may be
  // chosen), picks (its `has(id)` tells), current (an id or null) and reports.
  show(shown) {
    if (shown.group !== this.#shown?.group) this.#closed.clear();
    this.#shown = shown;
    this.#items = this.#arrange();
    this.#build();
  }

  // Takes more facts behind those that are shown, without touching what has been made.
  extend(more) {
    this.#shown = { ...this.#shown, ...more };
    this.#items = this.#arrange();
    this.#table.setAttribute("aria-rowcount", this.#items.length + 1);
    this.#offerMore();
  }

  get groupCount() {
    return this.#items.filter((item) => item.group).length;
  }

  markPicks() {
    if (!this.#shown) return;
    for (const box of this.#root.querySelectorAll("input[data-pick]")) {
      box.checked = this.#shown.picks.has(box.dataset.pick);
    }
  }

  // Marks the row of the fact that is read; `fact` may be null.
  markCurrent(fact) {
    if (!this.#shown) return;
    this.#shown.current = fact?.id ?? null;
    for (const row of this.#root.querySelectorAll("tr[data-fact]")) {
      if (row.dataset.fact === fact?.id) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  goToCurrent() {
    this.#root.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  // Returns the fact that stands `by` rows after this one, or null.
  step(fact, by) {
    const facts = this.#items.filter((item) => item.fact).map((item) => item.fact);
    const at = facts.findIndex(({ id }) => id === fact.id);
    return at < 0 ? null : facts[at + by] ?? null;
  }

  #arrange() {
    const { facts, group, reports } = this.#shown;
    if (group === "none") return facts.map((fact) => ({ fact }));
    return groupsOf(facts, group, this.#words, reports).flatMap((one) => {
      const rows = this.#closed.has(one.key) ? [] : one.facts.map((fact) => ({ fact }));
      return [{ group: one }, ...rows];
    });
  }

  #build() {
    this.#made = 0;
    this.#table = element(
      "table",
      { role: "table", class: "fact-table", "aria-rowcount": this.#items.length + 1 },
      element("caption", { class: "visually-hidden" }, this.#words.caption),
      this.#head(),
    );
    this.#more = element("button", { type: "button", class: "more-rows" });
    this.#more.addEventListener("click", () => this.#goOn());
    this.#watcher.disconnect();
    this.#root.replaceChildren(this.#table, this.#more);
    this.#addPiece();
    this.#watcher.observe(this.#more);
  }

  #head() {
    const cells = COLUMNS.map((name) => {
      const order = SORTABLE[name];
      const title = this.#words.columns[name];
      const attributes = { role: "columnheader", scope: "col", class: `column-${name}` };
      if (!order) return element("th", attributes, title);
      const sort = directionOf(order, this.#shown.sort);
      return element("th", { ...attributes, "aria-sort": sort }, this.#sortButton(order, title));
    });
    return element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...cells));
  }

  #sortButton(order, title) {
    const { sort, orders } = this.#shown;
    const next = nextOrder(order, sort);
    return element(
      "button",
      {
        type: "button",
        class: "sort",
        "data-order": order,
        disabled: !orders.includes(next),
        on: { click: () => this.#act.sort(next) },
      },
      title,
      element("span", { class: "direction", "aria-hidden": "true" }),
    );
  }

  #addPiece() {
    const end = Math.min(this.#made + PIECE, this.#items.length);
    let body = this.#table.tBodies[this.#table.tBodies.length - 1] ?? this.#addBody();
    for (let at = this.#made; at < end; at += 1) {
      const { group, fact } = this.#items[at];
      if (group && body.rows.length) body = this.#addBody();
      body.append(group ? this.#groupRow(group, at) : this.#factRow(fact, at));
    }
    this.#made = end;
    this.#offerMore();
  }

  #addBody() {
    const body = element("tbody", { role: "rowgroup" });
    this.#table.append(body);
    return body;
  }

  #offerMore() {
    const rest = this.#items.length - this.#made;
    this.#more.hidden = rest === 0;
    this.#more.textContent = this.#words.show_more(Math.min(PIECE, rest), rest);
  }

  #cameNear(seen) {
    if (!seen.some((entry) => entry.isIntersecting) || this.#more.hidden) return;
    this.#addPiece();
    // Still near, it would not be told of again.
    this.#watcher.unobserve(this.#more);
    this.#watcher.observe(this.#more);
  }

  #goOn() {
    const first = this.#made;
    this.#addPiece();
    announce(this.#words.showing(this.#made, this.#items.length));
    this.#table.querySelector(`[aria-rowindex="${first + 2}"] button`)?.focus();
  }

  #groupRow(group, at) {
    const closed = this.#closed.has(group.key);
    const toggle = element(
      "button",
      { type: "button", class: "toggle quiet", "aria-expanded": String(!closed) },
      icon("chevron"),
      element("span", { lang: languageOf(group.title) }, group.title),
      element("span", { class: "soft" }, String(group.facts.length)),
    );
    toggle.addEventListener("click", () => this.#toggle(group, at));
    const comparable = comparableSets(group.facts)[0] ?? [];
    const act = { class: "quiet", on: { click: () => this.#act.chart(comparable) } };
    const draw = comparable.length > 1 ? button(this.#words.chart_group, act) : null;
    const head = element(
      "th",
      { role: "rowheader", scope: "rowgroup", colspan: COLUMNS.length },
      element("div", { class: "group-head" }, toggle, draw),
    );
    return element("tr", { role: "row", class: "group", "aria-rowindex": at + 2 }, head);
  }

  #toggle(group, at) {
    if (!this.#closed.delete(group.key)) this.#closed.add(group.key);
    const made = this.#made;
    this.#items = this.#arrange();
    this.#build();
    while (this.#made < Math.min(made, this.#items.length)) this.#addPiece();
    this.#table.querySelector(`[aria-rowindex="${at + 2}"] .toggle`).focus();
  }

  #factRow(fact, at) {
    const { picks, current } = this.#shown;
    const row = element(
      "tr",
      {
        role: "row",
        "data-fact": fact.id,
        "aria-rowindex": at + 2,
        "aria-current": fact.id === current && "true",
      },
      this.#pickCell(fact, picks.has(fact.id)),
      this.#numberCell(fact),
      element(
        "th",
        { role: "rowheader", scope: "row", class: "column-measure", lang: languageOf(fact.measure) },
        fact.measure || element("span", { class: "soft" }, this.#words.unnamed),
      ),
      cell("unit", fact.unit),
      this.#periodCell(fact),
      cell("status", this.#status(fact)),
      this.#placeCell(fact),
    );
    row.addEventListener("click", (event) => {
      // The whole row is easy to hit; what has a meaning of its own keeps it.
      if (event.target.closest("button, label, a") || String(window.getSelection())) return;
      this.#act.open(fact, row.querySelector("button.open"));
    });
    return row;
  }

  #pickCell(fact, picked) {
    const box = element("input", { type: "checkbox", "data-pick": fact.id });
    box.checked = picked;
    box.addEventListener("change", () => this.#act.pick(fact, box.checked));
    const name = this.#words.pick(fact.surface, fact.measure);
    return cell("pick", element("label", {}, box, element("span", { class: "visually-hidden" }, name)));
  }

  #numberCell(fact) {
    const open = button(fact.surface, { class: "open", lang: languageOf(fact.surface) });
    open.addEventListener("click", () => this.#act.open(fact, open));
    const value = saysMore(fact) ? element("span", { class: "soft" }, valueText(fact)) : null;
    return cell("number", open, value);
  }

  #periodCell(fact) {
    const words = { class: "soft inherited" };
    const note = fact.period_inherited ? element("span", words, this.#words.inherited) : null;
    return cell("period", periodText(fact.period), note);
  }

  #status(fact) {
    const status = fact.goal_or_result;
    return status && element("span", { class: `status ${status}` }, this.#words[status]);
  }

  #placeCell(fact) {
    const { reports } = this.#shown;
    const path = fact.section.join(" › ");
    const title = reports.several ? reports.title(fact.document_id) : null;
    return cell(
      "place",
      title && element("span", { class: "report", lang: languageOf(title) }, title),
      element("span", { class: "soft", lang: languageOf(path) }, path),
    );
  }
}

function cell(name, ...children) {
  return element("td", { role: "cell", class: `column-${name}` }, ...children);
}

// Whether the value tells what the words of the report do not already show.
function saysMore(fact) {
  if (fact.number === null) return fact.low !== null && !fact.surface.includes(fact.low);
  return fact.qualifier !== "exact" || !fact.surface.replaceAll(",", "").includes(fact.number);
}

function directionOf(order, sort) {
  if (sort === order) return "ascending";
  return sort === `-${order}` ? "descending" : "none";
}

// Once up, once down, and back to the order of the reports.
function nextOrder(order, sort) {
  if (order === "place") return order;
  if (sort === order) return `-${order}`;
  return sort === `-${order}` ? "place" : order;
}
