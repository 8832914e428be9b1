// Draws facts that may be compared, one row each. A row is a button with the number as the report
// writes it, so that the picture says nothing that its text does not; the shapes are hidden from
// screen readers. How exact a number is shows in its shape, not in colour alone.

import { button, element } from "../shared/dom.js";
import { language } from "../shared/language.js";
import { isSeries, ordered } from "./comparable.js";
import { extent, languageOf, periodText } from "./facts.js";
import { canBeLog, isFarApart, linearScale, logScale } from "./scale.js";

const SVG = "http://www.w3.org/2000/svg";
const MIDDLE = 14;
const THICKNESS = 16;
const RADIUS = 6;

const SHAPES = {
  exact: "exact",
  approx: "approx",
  over: "more",
  at_least: "more",
  under: "less",
  at_most: "less",
};

const AXIS = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", {
  notation: "compact",
  maximumFractionDigits: 2,
});

let charts = 0;

// Returns a figure. `onOpen(fact)` is called for the row that is pressed, `onLog(log)` for the switch.
export function chart({ type, facts }, { words, reports, log, onOpen, onLog }) {
  const rows = ordered(facts);
  const extents = rows.map(extent);
  const asLog = log && canBeLog(extents);
  const scale = asLog ? logScale(extents) : linearScale(extents);
  charts += 1;
  const names = { title: `chart-${charts}-title`, summary: `chart-${charts}-summary` };
  const title = element("h3", { id: names.title }, titleOf(type, rows, words));
  const offered = asLog || (canBeLog(extents) && isFarApart(extents));
  return element(
    "figure",
    { class: "chart card", "aria-labelledby": names.title, "aria-describedby": names.summary },
    element(
      "figcaption",
      {},
      element("div", { class: "chart-head" }, title, offered ? logSwitch(asLog, onLog, words) : null),
      element("p", { class: "soft", id: names.summary }, summaryOf(rows, words)),
      asLog ? element("p", { class: "soft" }, words.log_note) : null,
    ),
    bars(rows, scale, asLog, { words, reports, onOpen }),
    legend(rows, asLog, words),
  );
}

function titleOf(type, rows, words) {
  const [{ measure, comparison, unit }] = rows;
  const subject = isSeries(rows) ? measure : comparison;
  return [words.set[type], subject, words.chart_title(unit)].filter(Boolean).join(" · ");
}

function summaryOf(rows, words) {
  const bySize = [...rows].sort((one, other) => extent(other).high - extent(one).high);
  const series = isSeries(rows);
  const named = (fact) => naming(fact, series ? periodText(fact.period) : fact.measure, words);
  const most = named(bySize[0]);
  const least = named(bySize.at(-1));
  return words.summary(rows.length, rows[0].unit, most, least);
}

function naming({ surface }, name, words) {
  return name ? words.aside(surface, name) : surface;
}

function logSwitch(pressed, onLog, words) {
  return button(words.log, { "aria-pressed": String(pressed), on: { click: () => onLog(!pressed) } });
}

function bars(rows, scale, log, { words, reports, onOpen }) {
  const label = labeller(rows, words, reports);
  const items = rows.map((fact) =>
    element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "row", "data-fact": fact.id, on: { click: () => onOpen(fact) } },
        label(fact),
        element("span", { class: "surface", lang: languageOf(fact.surface) }, fact.surface),
        picture(fact, scale, log),
      ),
    ),
  );
  return element("div", { class: "bars" }, axis(scale), element("ol", {}, ...items));
}

// Rows say what tells them apart: in a series that is when, else it is what they count.
function labeller(rows, words, reports) {
  const series = isSeries(rows);
  const varied = (keyOf) => new Set(rows.map(keyOf)).size > 1;
  const several = varied((fact) => fact.document_id);
  const periods = series || varied((fact) => fact.period);
  const statuses = varied((fact) => fact.goal_or_result);
  return (fact) => {
    const status = statuses && fact.goal_or_result ? words[fact.goal_or_result] : null;
    const details = [
      periods ? periodText(fact.period) ?? words.no_period : null,
      status,
      several ? reports.title(fact.document_id) : null,
    ].filter(Boolean);
    const main = series ? details.shift() : fact.measure || words.unnamed;
    return element(
      "span",
      { class: "name" },
      element("span", { class: "what", lang: series ? null : languageOf(main) }, main),
      details.length ? element("span", { class: "soft" }, details.join(" · ")) : null,
    );
  };
}

function axis(scale) {
  const marks = scale.ticks.map((tick) => {
    const mark = element("span", {}, AXIS.format(tick));
    mark.style.left = `${scale.at(tick)}%`;
    return mark;
  });
  return element("div", { class: "axis", "aria-hidden": "true" }, element("div", {}, ...marks));
}

function picture(fact, scale, log) {
  const status = fact.goal_or_result === "goal" ? "goal" : "result";
  const node = shape("svg", { class: `picture ${status}`, "aria-hidden": "true" });
  for (const tick of scale.ticks) node.append(upright(scale.at(tick), "grid", 0, 2 * MIDDLE));
  node.append(...(log ? point(fact, scale) : bar(fact, scale)));
  return node;
}

function bar(fact, scale) {
  const { low, high } = extent(fact);
  const zero = scale.at(0);
  if (low !== high) {
    return [
      band(zero, scale.at(low), "bar exact"),
      band(scale.at(low), scale.at(high), "bar range"),
      cap(scale.at(low)),
      cap(scale.at(high)),
    ];
  }
  const end = scale.at(high);
  const kind = SHAPES[fact.qualifier] ?? "exact";
  return [band(zero, end, `bar ${kind}`), cap(end), ...arrow(kind, end)];
}

function point(fact, scale) {
  const { low, high } = extent(fact);
  const [start, end] = [scale.at(low), scale.at(high)];
  const kind = SHAPES[fact.qualifier] ?? "exact";
  const guide = shape("line", { class: "guide", x1: "0", x2: `${start}%`, y1: MIDDLE, y2: MIDDLE });
  if (low === high) return [guide, dot(end, kind), ...arrow(kind, end, RADIUS)];
  const between = { class: "between", x1: `${start}%`, x2: `${end}%`, y1: MIDDLE, y2: MIDDLE };
  return [guide, shape("line", between), dot(start, "exact"), dot(end, "exact")];
}

function band(from, to, name) {
  const place = { x: `${Math.min(from, to)}%`, width: `${Math.abs(to - from)}%` };
  return shape("rect", { class: name, ...place, y: MIDDLE - THICKNESS / 2, height: THICKNESS });
}

// Keeps the smallest bar in sight.
function cap(at) {
  return upright(at, "cap", MIDDLE - THICKNESS / 2, MIDDLE + THICKNESS / 2);
}

function dot(at, kind) {
  return shape("circle", { class: `dot ${kind}`, cx: `${at}%`, cy: MIDDLE, r: RADIUS });
}

// Points to where the true number lies.
function arrow(kind, at, gap = 0) {
  if (kind !== "more" && kind !== "less") return [];
  const turn = kind === "more" ? 1 : -1;
  const [near, far] = [turn * (gap + 3), turn * (gap + 10)];
  const box = shape("svg", { class: "arrow", x: `${at}%`, y: MIDDLE });
  box.append(shape("path", { d: `M${near} -5 L${far} 0 L${near} 5` }));
  return [box];
}

function upright(at, name, y1, y2) {
  return shape("line", { class: name, x1: `${at}%`, x2: `${at}%`, y1, y2 });
}

function legend(rows, log, words) {
  const kinds = new Set(rows.map(markOf));
  const statuses = new Set(rows.map((fact) => fact.goal_or_result ?? "result"));
  const keys = kinds.size > 1 || !kinds.has("exact") ? [...kinds].map((kind) => [kind, "result"]) : [];
  if (statuses.size > 1) keys.push(["result", "result"], ["goal", "goal"]);
  if (!keys.length) return null;
  const items = keys.map(([name, status]) =>
    element("li", {}, sample(name, status, log), element("span", {}, words.legend[name])),
  );
  return element("ul", { class: "legend" }, ...items);
}

function markOf(fact) {
  const { low, high } = extent(fact);
  return low === high ? SHAPES[fact.qualifier] ?? "exact" : "range";
}

function sample(name, status, log) {
  const node = shape("svg", { class: `sample ${status}`, "aria-hidden": "true" });
  const kind = name === "goal" || name === "result" ? "exact" : name;
  if (log && kind !== "range") node.append(dot(50, kind), ...arrow(kind, 50, RADIUS));
  else node.append(band(0, 70, `bar ${kind}`), cap(70), ...arrow(kind, 70));
  return node;
}

function shape(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// What can be drawn, as buttons; pressing one calls `onChoose(set)`.
export function suggestionButtons(sets, shown, { words, onChoose, onMore }) {
  const buttons = sets.slice(0, shown).map((set) =>
    element(
      "button",
      { type: "button", on: { click: () => onChoose(set) } },
      element("span", { class: "label" }, words.set[set.type]),
      element("span", { class: "subject" }, subjectOf(set)),
      element("span", { class: "soft count" }, String(set.facts.length)),
    ),
  );
  const rest = sets.length - shown;
  if (rest > 0) {
    const more = { class: "quiet", on: { click: onMore } };
    buttons.push(button(words.more_suggestions(rest), more));
  }
  return buttons;
}

function subjectOf({ type, facts }) {
  const [{ measure, unit, section }] = facts;
  if (type === "goals" || type === "periods") return measure;
  if (type === "unit") return `${unit} · ${section.at(-1)}`;
  return facts.map((fact) => fact.surface).join("、");
}
