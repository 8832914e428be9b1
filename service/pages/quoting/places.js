// Where a place in a page is in the text, and back. A node with `data-from` shows the text from
// that UTF-16 unit on, as it is: whatever nodes it is cut into, together they hold those units.

const SHOWN = "[data-from]";

// Returns the selected stretch of `text` that lies inside `root`, as [from, to) in units without
// the white space around it, or null where nothing is selected there.
export function selectedWithin(root, text) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const blocks = root.matches(SHOWN) ? [root] : [...root.querySelectorAll(SHOWN)];
  if (blocks.length === 0) return null;
  const from = unitAt(blocks, range.startContainer, range.startOffset);
  const to = unitAt(blocks, range.endContainer, range.endOffset);
  return trimmed(text, from, to);
}

// Returns a range over what is shown of [from, to): `block` shows `from`, and `last` shows `to`.
export function rangeBetween(block, from, last, to) {
  const range = document.createRange();
  range.setStart(...positionIn(block, from - fromOf(block)));
  range.setEnd(...positionIn(last, to - fromOf(last)));
  return range;
}

export function fromOf(block) {
  return Number(block.dataset.from);
}

function trimmed(text, from, to) {
  const selected = text.slice(from, to);
  const start = from + (selected.length - selected.trimStart().length);
  const end = to - (selected.length - selected.trimEnd().length);
  return start < end ? [start, end] : null;
}

// A position outside every block counts as the start of the block behind it.
function unitAt(blocks, node, offset) {
  const holder = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(SHOWN);
  if (holder && blocks.includes(holder)) return fromOf(holder) + lengthBefore(holder, node, offset);
  const place = document.createRange();
  place.setStart(node, offset);
  const next = blocks.find((block) => place.comparePoint(block, 0) >= 0);
  if (next) return fromOf(next);
  const last = blocks.at(-1);
  return fromOf(last) + last.textContent.length;
}

function lengthBefore(block, node, offset) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

function positionIn(block, units) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = units;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [block, block.childNodes.length];
}
