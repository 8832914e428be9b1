// Offsets of the contract are Unicode code points, but a string here counts UTF-16 units.

// Returns how many units the first `codePoints` take, or -1 where the text is shorter than that.
export function unitsBefore(text, codePoints) {
  let units = 0;
  for (let points = 0; points < codePoints; points += 1) {
    if (units >= text.length) return -1;
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

// Returns how many code points stand before unit `units`.
export function pointsBefore(text, units) {
  let points = 0;
  for (let at = 0; at < units && at < text.length; points += 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return points;
}

// Returns what stands at [start, end) in code points, or null where that is not in the text.
export function sliceByPoints(text, start, end) {
  const first = unitsBefore(text, start);
  const last = unitsBefore(text, end);
  return first < 0 || last < first ? null : text.slice(first, last);
}
