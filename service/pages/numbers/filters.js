// The form of the filters: what is set in it, and what there is to choose from.

import { element } from "../shared/dom.js";
import { languageOf } from "./facts.js";
import { baseNumber, DEFAULT_KINDS, isAbove, isPeriod, KINDS } from "./query.js";

const TYPING_MS = 250;

export class Filters {
  #form;
  #words;
  #documents = [];
  #reports = null;
  #timer = 0;

  // `onChange()` is called once what is typed has come to rest.
  constructor(form, words, onChange) {
    this.#form = form;
    this.#words = words;
    this.#addKinds();
    const more = form.querySelector("#more");
    more.addEventListener("click", () => this.#showMore(!isExpanded(more)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      window.clearTimeout(this.#timer);
      this.#keepOneKind();
      this.#tellReports();
      const typed = event.target.matches("input:not([type=checkbox])");
      this.#timer = window.setTimeout(onChange, typed ? TYPING_MS : 0);
    });
    this.#closeMenuFromOutside();
  }

  // Sets the form to `filters`.
  fill(filters) {
    const { q, unit, section, period, goal_or_result: status, min, max } = filters;
    const fields = this.#form.elements;
    for (const [name, value] of Object.entries({ q, period, goal_or_result: status, min, max })) {
      fields[name].value = value;
    }
    for (const [name, value] of Object.entries({ unit, section })) this.#choose(fields[name], value);
    for (const box of this.#boxes("kind")) box.checked = filters.kinds.includes(box.value);
    this.#documents = filters.documents;
    for (const box of this.#boxes("document")) box.checked = filters.documents.includes(box.value);
    this.#showOtherKinds(filters.kinds.some((kind) => !DEFAULT_KINDS.includes(kind)));
    if (section || period || min || max) this.#showMore(true);
    this.#tellReports();
    this.#showFaults({});
  }

  // Returns the filters that the form is set to, or null where one cannot be used; that one is told.
  read() {
    const fields = this.#form.elements;
    const typed = (name) => fields[name].value.trim();
    const faults = {};
    const numbers = {};
    for (const name of ["min", "max"]) {
      numbers[name] = typed(name) && baseNumber(typed(name));
      if (numbers[name] === null) faults[name] = this.#words.number_fault;
    }
    if (isAbove(numbers.min, numbers.max)) faults.max = this.#words.order_fault;
    if (typed("period") && !isPeriod(typed("period"))) faults.period = this.#words.period_fault;
    this.#showFaults(faults);
    if (Object.keys(faults).length) return null;
    const single = ["q", "unit", "section", "period", "goal_or_result"];
    return {
      ...Object.fromEntries(single.map((name) => [name, typed(name)])),
      ...numbers,
      documents: this.#boxes("document").length ? this.#checked("document") : this.#documents,
      kinds: this.#checked("kind"),
    };
  }

  // Offers the reports of the library.
  offerReports(reports) {
    const choices = reports.list.map(({ id, title }) => choice("document", id, title));
    this.#form.querySelector("#report-choices").replaceChildren(...choices);
    for (const box of this.#boxes("document")) box.checked = this.#documents.includes(box.value);
    this.#form.querySelector("#reports").hidden = !reports.several;
    this.#reports = reports;
    this.#tellReports();
  }

  // Offers what there is: each a list of texts, the units and sections as they are to be chosen.
  offer({ units, sections, periods }) {
    const fields = this.#form.elements;
    this.#fillSelect(fields.unit, units);
    this.#fillSelect(fields.section, sections);
    const options = periods.map((period) => element("option", { value: period }));
    this.#form.querySelector("#periods").replaceChildren(...options);
  }

  #fillSelect(select, values) {
    const chosen = select.value;
    const options = values.map((value) =>
      element("option", { value, lang: languageOf(value) }, value),
    );
    select.replaceChildren(element("option", { value: "" }, this.#words.any), ...options);
    this.#choose(select, chosen);
  }

  // What an address names is chosen even before it is known to be there.
  #choose(select, value) {
    const known = [...select.options].some((option) => option.value === value);
    if (!known) select.append(element("option", { value }, value || this.#words.any));
    select.value = value;
  }

  #addKinds() {
    const kinds = this.#form.querySelector("#kinds");
    kinds.append(
      ...KINDS.map((kind) => {
        const label = choice("kind", kind, this.#words.kind[kind]);
        label.classList.add("kind");
        return label;
      }),
    );
    const others = this.#form.querySelector("#other-kinds");
    others.addEventListener("click", () => this.#showOtherKinds(!isExpanded(others)));
  }

  #showMore(shown) {
    this.#form.querySelector("#more").setAttribute("aria-expanded", String(shown));
    this.#form.querySelector("#more-filters").hidden = !shown;
  }

  #showOtherKinds(shown) {
    this.#form.querySelector("#other-kinds").setAttribute("aria-expanded", String(shown));
    for (const box of this.#boxes("kind")) {
      const other = !DEFAULT_KINDS.includes(box.value);
      box.closest("label").hidden = other && !shown && !box.checked;
    }
  }

  // No kind at all would find nothing; the API takes it to mean the usual ones.
  #keepOneKind() {
    if (this.#checked("kind").length) return;
    for (const box of this.#boxes("kind")) box.checked = DEFAULT_KINDS.includes(box.value);
  }

  #tellReports() {
    if (!this.#reports) return;
    const chosen = this.#checked("document");
    const { list } = this.#reports;
    let text = this.#words.all_reports(list.length);
    if (chosen.length === 1) text = this.#reports.title(chosen[0]);
    else if (chosen.length) text = this.#words.some_reports(chosen.length);
    this.#form.querySelector("#reports-chosen").textContent = text;
  }

  #closeMenuFromOutside() {
    const menu = this.#form.querySelector("#reports");
    const close = (refocus) => {
      if (!menu.open) return;
      menu.open = false;
      if (refocus) menu.querySelector("summary").focus();
    };
    document.addEventListener("click", (event) => menu.contains(event.target) || close(false));
    menu.addEventListener("keydown", (event) => event.key === "Escape" && close(true));
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) close(false);
    });
  }

  #showFaults(faults) {
    for (const name of ["period", "min", "max"]) {
      const line = this.#form.querySelector(`#${name}-fault`);
      line.textContent = faults[name] ?? "";
      line.hidden = !faults[name];
      if (faults[name]) this.#form.elements[name].setAttribute("aria-invalid", "true");
      else this.#form.elements[name].removeAttribute("aria-invalid");
    }
  }

  #boxes(name) {
    return [...this.#form.querySelectorAll(`input[name="${name}"]`)];
  }

  #checked(name) {
    return this.#boxes(name)
      .filter((box) => box.checked)
      .map((box) => box.value);
  }
}

function isExpanded(control) {
  return control.getAttribute("aria-expanded") === "true";
}

function choice(name, value, text) {
  return element(
    "label",
    {},
    element("input", { type: "checkbox", name, value }),
    element("span", { lang: languageOf(text) }, text),
  );
}
