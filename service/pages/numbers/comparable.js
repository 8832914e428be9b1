// Which facts may stand in one chart, and which of them are worth it. Lengths are compared by eye, so
// facts stand together only where their numbers mean the same: one unit, one kind, and the same
// statement (a growth of 8 % and a share of 8 % are both 8 %, and no comparison).

import { extent, yearsOf } from "./facts.js";

export const MAX_BARS = 30;

const FEWEST_IN_SENTENCE = 3;
const FEWEST_IN_SECTION = 4;

// Only shares the numbers out ("分别增长8%和5%"), so it makes no other statement.
const SHARING_OUT = /^分别/;

function statement(fact) {
  return (fact.comparison ?? "").replace(SHARING_OUT, "");
}

function comparableKey(fact) {
  return JSON.stringify([fact.unit, fact.kind, statement(fact)]);
}

// Returns the facts in sets that may each stand on one axis, largest set first; facts without a value
// are in none.
export function comparableSets(facts) {
  const sets = byKey(facts.filter(extent), comparableKey);
  return sets.sort((one, other) => other.length - one.length);
}

// Returns whether a set is one measure seen more than once: then rows are told apart by period or by
// goal and result, and not by what they count.
export function isSeries(facts) {
  const one = facts.every((fact) => fact.measure && fact.measure === facts[0].measure);
  return one && distinct(facts, (fact) => JSON.stringify([fact.period, fact.goal_or_result])) > 1;
}

// Returns the facts in the order of their bars: a series through time, others largest first.
export function ordered(facts) {
  const rows = [...facts];
  if (!isSeries(facts)) return rows.sort((one, other) => extent(other).high - extent(one).high);
  const year = (fact) => yearsOf(fact.period)?.[0] ?? Infinity;
  const goalFirst = (fact) => (fact.goal_or_result === "goal" ? 0 : 1);
  return rows.sort((one, other) => {
    const [first, second] = [year(one), year(other)];
    return first === second ? goalFirst(one) - goalFirst(other) : first - second;
  });
}

// Returns [{type, facts}]: what is worth looking at, the most telling first and no set twice.
export function suggestions(facts, reports) {
  const valued = facts.filter(extent);
  const found = [...seriesOf(valued, reports), ...enumerationsOf(valued), ...unitsOf(valued)];
  const seen = new Set();
  return found.filter((set) => {
    const key = set.facts.map((fact) => fact.id).sort().join();
    return set.facts.length <= MAX_BARS && !seen.has(key) && seen.add(key);
  });
}

// A measure that is stated more than once: its goals beside its results, or its periods in a row. It
// is one measure only within one place, and in reports of one series.
function seriesOf(facts, reports) {
  const named = facts.filter((fact) => fact.measure && yearsOf(fact.period));
  const series = byKey(named, (fact) =>
    JSON.stringify([
      fact.measure,
      fact.place,
      reports.series(fact.document_id),
      comparableKey(fact),
      yearsCovered(fact),
    ]),
  ).map(withoutRepeats);
  const goals = series.filter((set) => distinct(set, (fact) => fact.goal_or_result ?? "") > 1);
  const periods = series.filter(
    (set) => !goals.includes(set) && distinct(set, (fact) => fact.period) > 1,
  );
  return [...typed("goals", goals), ...typed("periods", periods)];
}

// Five years' worth beside one year's would mislead.
function yearsCovered(fact) {
  const [first, last] = yearsOf(fact.period);
  return last - first;
}

// What a report says twice over makes one bar.
function withoutRepeats(facts) {
  const seen = new Set();
  return facts.filter((fact) => {
    const { document_id, number, low, high, qualifier, period, goal_or_result } = fact;
    const key = JSON.stringify([document_id, number, low, high, qualifier, period, goal_or_result]);
    return !seen.has(key) && seen.add(key);
  });
}

function enumerationsOf(facts) {
  const sets = byKey(facts, (fact) =>
    JSON.stringify([fact.document_id, fact.quote_start, comparableKey(fact)]),
  );
  return typed("enumeration", sets.filter((set) => set.length >= FEWEST_IN_SENTENCE));
}

function unitsOf(facts) {
  const placed = facts.filter((fact) => fact.unit && fact.section.length);
  const sets = byKey(placed, (fact) =>
    JSON.stringify([fact.document_id, fact.section, comparableKey(fact)]),
  );
  const large = sets.filter((set) => set.length >= FEWEST_IN_SECTION);
  return typed("unit", large.sort((one, other) => other.length - one.length));
}

function typed(type, sets) {
  return sets.map((facts) => ({ type, facts }));
}

function distinct(facts, keyOf) {
  return new Set(facts.map(keyOf)).size;
}

function byKey(facts, keyOf) {
  const sets = new Map();
  for (const fact of facts) {
    const key = keyOf(fact);
    if (!sets.has(key)) sets.set(key, []);
    sets.get(key).push(fact);
  }
  return [...sets.values()];
}
