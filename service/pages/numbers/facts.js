// What can be said of facts without a page: how a value reads, their order, their groups.

import { language } from "../shared/language.js";

const SIGNS = { exact: "", approx: "≈ ", over: "> ", under: "< ", at_least: "≥ ", at_most: "≤ " };

const COLLATOR = new Intl.Collator(language === "zh" ? "zh-Hans-CN" : "en", { numeric: true });

// Returns both ends of a range, or the number as both, or null where a fact has no value. Floats are
// for drawing and ordering only; what is shown keeps every digit.
export function extent(fact) {
  const low = fact.number ?? fact.low;
  const high = fact.number ?? fact.high;
  if (low === null || high === null) return null;
  return { low: Number(low), high: Number(high) };
}

// Returns the value in base units with its qualifier, `≈ 5,600 吨`, or "" where a fact has none.
export function valueText(fact) {
  const sign = SIGNS[fact.qualifier] ?? "";
  const unit = fact.unit === "%" || !fact.unit ? fact.unit : ` ${fact.unit}`;
  if (fact.number !== null) return `${sign}${grouped(fact.number)}${unit}`;
  if (fact.low === null && fact.high === null) return "";
  return `${sign}${grouped(fact.low ?? "…")}–${grouped(fact.high ?? "…")}${unit}`;
}

// Returns decimal digits in threes; the text is not parsed, so that none of them is lost.
export function grouped(digits) {
  const [whole, fraction] = digits.split(".");
  const threes = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? threes : `${threes}.${fraction}`;
}

// Returns whose words these are, for a screen reader's voice.
export function languageOf(text) {
  return /\p{Script=Han}/u.test(text) ? "zh" : "en";
}

// Returns a period as people write it, `2016/2020 → 2016–2020`, or null.
export function periodText(period) {
  return period?.replace("/", "–") ?? null;
}

// Returns the first and last year of a period, `2016/2020 → [2016, 2020]`, or null where it has none.
export function yearsOf(period) {
  const years = [...(period ?? "").matchAll(/\d{4}/g)].map((match) => Number(match[0]));
  return years.length ? [years[0], years.at(-1)] : null;
}

// Returns the facts in an order of query.js. Equal ones stay as they stand in the reports, whichever
// way; what has no value or no year comes last, as the API has it.
export function sorted(facts, order, reports) {
  const placed = [...facts].sort((one, other) => comparePlaces(one, other, reports));
  if (order === "place") return placed;
  const descending = order.startsWith("-");
  const by = order.replace("-", "");
  if (by === "number") return byNumber(placed, descending, (fact) => extent(fact)?.high ?? null);
  if (by === "period") return byNumber(placed, descending, (fact) => yearsOf(fact.period)?.[0] ?? null);
  const turn = descending ? -1 : 1;
  return placed.sort((one, other) => turn * COLLATOR.compare(one[by], other[by]));
}

function comparePlaces(one, other, reports) {
  return reports.order(one.document_id) - reports.order(other.document_id) || one.start - other.start;
}

function byNumber(facts, descending, keyOf) {
  const keyed = facts.map((fact) => ({ fact, key: keyOf(fact) }));
  const valued = keyed.filter(({ key }) => key !== null);
  const unvalued = keyed.filter(({ key }) => key === null);
  valued.sort((one, other) => (descending ? other.key - one.key : one.key - other.key));
  return [...valued, ...unvalued].map(({ fact }) => fact);
}

// Returns [{key, title, facts}], the facts of each in the order given. Groups come by size where that
// tells more (unit, kind), else in the order of their first fact.
export function groupsOf(facts, by, words, reports) {
  const groups = new Map();
  for (const fact of facts) {
    const { key, title } = groupOf(fact, by, words, reports);
    if (!groups.has(key)) groups.set(key, { key, title, facts: [] });
    groups.get(key).facts.push(fact);
  }
  const all = [...groups.values()];
  if (by === "unit" || by === "kind") all.sort((one, other) => other.facts.length - one.facts.length);
  return all;
}

function groupOf(fact, by, words, reports) {
  const report = reports.title(fact.document_id);
  if (by === "unit") return { key: fact.unit, title: fact.unit || words.no_unit };
  if (by === "kind") return { key: fact.kind, title: words.kind[fact.kind] ?? fact.kind };
  if (by === "period") return { key: fact.period ?? "", title: periodText(fact.period) ?? words.no_period };
  if (by === "report") return { key: fact.document_id, title: report };
  const path = fact.section.join(" › ") || words.no_section;
  return {
    key: JSON.stringify([fact.document_id, ...fact.section]),
    title: reports.several ? `${report} › ${path}` : path,
  };
}
