// Where a number stands on an axis, in percent of its length, and where the axis has its marks.

import nice from "../vendor/d3-array/nice.js";
import ticks from "../vendor/d3-array/ticks.js";

const TICKS = 4;

// From here on differences between the short bars are hardly seen.
const FAR_APART = 10;

// Returns {ticks, at(number)} from zero to the farthest number: a bar that starts anywhere else shows
// a ratio that is not there.
export function linearScale(extents) {
  const least = Math.min(0, ...extents.map(({ low }) => low));
  const most = Math.max(0, ...extents.map(({ high }) => high));
  const [start, end] = least === most ? [0, 1] : nice(least, most, TICKS);
  return { ticks: ticks(start, end, TICKS), at: (number) => (100 * (number - start)) / (end - start) };
}

// Returns the same from power of ten to power of ten.
export function logScale(extents) {
  const first = Math.floor(Math.log10(Math.min(...extents.map(({ low }) => low))));
  const last = Math.ceil(Math.log10(Math.max(...extents.map(({ high }) => high))));
  const end = Math.max(last, first + 1);
  const step = Math.ceil((end - first) / TICKS);
  const powers = [];
  for (let power = first; power <= end; power += step) powers.push(10 ** power);
  return {
    ticks: powers,
    at: (number) => (100 * (Math.log10(number) - first)) / (end - first),
  };
}

// A logarithm needs numbers above zero.
export function canBeLog(extents) {
  return extents.every(({ low }) => low > 0);
}

export function isFarApart(extents) {
  const highs = extents.map(({ high }) => Math.abs(high)).filter((high) => high > 0);
  return Math.max(...highs) / Math.min(...highs) >= FAR_APART;
}
