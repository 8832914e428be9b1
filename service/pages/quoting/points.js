// Offsets of the contract are Unicode code points, a string here counts UTF-16 units. A page that
// converts thousands of them counts the characters of two units once.

import { countLeading } from "./bisect.js";

export class PointMap {
  #length;
  #pairs;

  constructor(text) {
    this.#length = text.length;
    this.#pairs = Array.from(text.matchAll(/[\u{10000}-\u{10FFFF}]/gu), (match) => match.index);
  }

  // Returns where code point `points` begins, or -1 beyond the end of the text.
  toUnits(points) {
    const units = points + countLeading(this.#pairs, (pair, before) => pair - before < points);
    return units <= this.#length ? units : -1;
  }

  // Returns how many code points stand before unit `units`.
  toPoints(units) {
    return units - countLeading(this.#pairs, (pair) => pair < units);
  }
}
