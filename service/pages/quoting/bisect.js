// Returns how many of `items`, from the first on, `holds(item, index)` is true of; they are in an
// order in which those come first.
export function countLeading(items, holds) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
