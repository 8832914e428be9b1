// Facts come by the page: a few at once so that something is there to read, then the rest.

import { readJson } from "../shared/contract.js";
import { factsAddress } from "./query.js";

export const MOST_LOADED = 10_000;

const FIRST_PAGE = 100;
const PAGE = 1000;

// Gives {facts, total, anew} for each page after those that `read` tells of. Offsets say nothing once
// the library has changed under way: then a page is `anew`, and all before it is to be dropped.
export async function* factPages(state, signal, read = { loaded: 0, total: null }) {
  let offset = read.loaded;
  let total = read.total;
  do {
    const limit = offset ? Math.min(PAGE, MOST_LOADED - offset) : FIRST_PAGE;
    const page = await readJson(factsAddress(state, { limit, offset }), { signal });
    const anew = total !== null && page.total !== total;
    total = page.total;
    const facts = anew && offset ? [] : page.facts;
    offset = anew ? facts.length : offset + facts.length;
    yield { facts, total, anew };
    if (!facts.length && !anew) return;
  } while (offset < Math.min(total, MOST_LOADED));
}

// The reports by their ids.
export class Reports {
  #byId;

  constructor(documents) {
    this.list = documents;
    this.#byId = new Map(documents.map((document, order) => [document.id, { ...document, order }]));
  }

  get several() {
    return this.list.length > 1;
  }

  title(id) {
    return this.#byId.get(id)?.title ?? id;
  }

  // Reports of one series bear one title but for the year.
  series(id) {
    return this.title(id).replace(/[\d０-９〇零一二三四五六七八九十]/g, "");
  }

  order(id) {
    return this.#byId.get(id)?.order ?? this.list.length;
  }
}

export async function loadReports(signal) {
  const { documents } = await readJson("/api/v1/documents", { signal });
  return new Reports(documents);
}
