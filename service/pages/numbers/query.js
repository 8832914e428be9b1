// What the address of the page holds, and the addresses of the API that follow from it. The filters
// have the API's own names, so the two differ only in what is the page's alone.

export const KINDS = [
  "quantity",
  "money",
  "percent",
  "ratio",
  "duration",
  "ordinal",
  "date",
  "date_range",
  "identifier",
  "label",
];

// What the API takes where no kind is named.
export const DEFAULT_KINDS = KINDS.slice(0, 3);

export const GROUPS = ["none", "section", "unit", "kind", "period", "report"];

export const ORDERS = [
  "place",
  "number",
  "-number",
  "measure",
  "-measure",
  "unit",
  "-unit",
  "period",
  "-period",
];

// The others are sorted in the browser.
export const API_ORDERS = ["place", "number", "-number"];

const SINGLE = ["q", "unit", "section", "period", "goal_or_result", "min", "max"];

const PLACES = {
  万: 4,
  亿: 8,
  万亿: 12,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
};

// Returns what an address asks for; what it says wrongly counts as left out.
export function readState(search) {
  const given = new URLSearchParams(search);
  const filters = { documents: [...new Set(given.getAll("document").filter(Boolean))] };
  for (const name of SINGLE) filters[name] = (given.get(name) ?? "").trim();
  if (!["goal", "result"].includes(filters.goal_or_result)) filters.goal_or_result = "";
  if (!isPeriod(filters.period)) filters.period = "";
  for (const name of ["min", "max"]) filters[name] = baseNumber(filters[name]) ?? "";
  if (isAbove(filters.min, filters.max)) filters.max = "";
  const kinds = given.getAll("kind");
  const named = kinds.includes("all") ? KINDS : KINDS.filter((kind) => kinds.includes(kind));
  filters.kinds = named.length ? named : DEFAULT_KINDS;
  return {
    filters,
    sort: oneOf(ORDERS, given.get("sort")),
    group: oneOf(GROUPS, given.get("group")),
    compare: (given.get("compare") ?? "").split(",").filter(Boolean),
    log: given.get("scale") === "log",
  };
}

// Returns the query string that leads back to `state`. A language that the address names stays.
export function writeState(state, search) {
  const pairs = filterPairs(state.filters);
  if (state.sort !== ORDERS[0]) pairs.append("sort", state.sort);
  if (state.group !== GROUPS[0]) pairs.append("group", state.group);
  if (state.compare.length) pairs.append("compare", state.compare.join(","));
  if (state.compare.length && state.log) pairs.append("scale", "log");
  const named = new URLSearchParams(search).get("lang");
  if (named) pairs.append("lang", named);
  const text = pairs.toString();
  return text ? `?${text}` : "";
}

// Returns where the API sends these facts; `more` holds limit, offset or format.
export function factsAddress({ filters, sort }, more = {}) {
  const pairs = filterPairs(filters);
  if (API_ORDERS.includes(sort) && sort !== API_ORDERS[0]) pairs.append("sort", sort);
  for (const [name, value] of Object.entries(more)) pairs.append(name, value);
  const text = pairs.toString();
  return text ? `/api/v1/facts?${text}` : "/api/v1/facts";
}

export function isFiltered(filters) {
  return filterPairs(filters).size > 0;
}

function filterPairs(filters) {
  const pairs = new URLSearchParams();
  for (const name of SINGLE) if (filters[name]) pairs.append(name, filters[name]);
  for (const id of filters.documents) pairs.append("document", id);
  if (filters.kinds.length === KINDS.length) pairs.append("kind", "all");
  else if (!sameItems(filters.kinds, DEFAULT_KINDS)) {
    for (const kind of filters.kinds) pairs.append("kind", kind);
  }
  return pairs;
}

// Returns what is typed as the API's number in base units, `1.2亿 → "120000000"`, or null where it
// is none. The point moves in the text, since a float would not hold every digit.
export function baseNumber(typed) {
  const folded = typed.normalize("NFKC").replaceAll(",", "").trim().toLowerCase();
  const match = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?\s*(\p{L}*)$/u.exec(folded);
  if (!match) return null;
  const [, sign, whole, fraction = "", magnitude] = match;
  if (magnitude && !Object.hasOwn(PLACES, magnitude)) return null;
  const places = magnitude ? PLACES[magnitude] : 0;
  const digits = whole + fraction.slice(0, places).padEnd(places, "0");
  const rest = fraction.slice(places).replace(/0+$/, "");
  const plain = digits.replace(/^0+(?=\d)/, "") + (rest ? `.${rest}` : "");
  return sign === "-" ? `-${plain}` : plain;
}

export function isPeriod(typed) {
  const years = /^(\d{4})年?(?:[-—–~至/](\d{4})年?)?$/.exec(typed);
  return years !== null && years[1] <= (years[2] ?? years[1]);
}

// Whether a lower bound excludes an upper one; either may be left out.
export function isAbove(min, max) {
  return Boolean(min && max) && Number(min) > Number(max);
}

function oneOf(known, value) {
  return known.includes(value) ? value : known[0];
}

function sameItems(some, others) {
  return some.length === others.length && some.every((item) => others.includes(item));
}
