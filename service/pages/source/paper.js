// The text, set on the page: a node for each block, and inside it only what is marked has nodes of
// its own, so that a megabyte stays light. The text of the nodes is the text, unit for unit.

import { element } from "../shared/dom.js";
import { countLeading } from "../quoting/bisect.js";
import { rangeBetween } from "../quoting/places.js";

// Blocks in one stretch; a browser lays out only the stretches that are near the window.
const STRETCH = 40;
const MARKS = /^\s*#+\s*/;

export class Paper {
  #root;
  #text;
  #blocks;
  #nodes;
  #numbers = [];
  #cited = null;

  constructor(root, text, blocks) {
    this.#root = root;
    this.#text = text;
    this.#blocks = blocks;
    this.#nodes = blocks.map(makeNode);
    blocks.forEach((_, index) => this.#fill(index));
    root.replaceChildren(...stretches(this.#nodes));
  }

  get nodes() {
    return this.#nodes;
  }

  // Underlines the numbers, [{from, to}] in order and apart from each other.
  underline(numbers) {
    this.#numbers = numbers;
    const touched = new Set(numbers.map(({ from }) => this.#indexAt(from)));
    for (const index of touched) this.#fill(index);
  }

  // Marks [from, to) in place of what was marked before; null marks nothing. Returns the marks.
  cite(cited) {
    const before = this.#cited;
    this.#cited = cited;
    for (const index of new Set([...this.#indexesOf(before), ...this.#indexesOf(cited)])) {
      this.#fill(index);
    }
    return [...this.#root.querySelectorAll("mark")];
  }

  // Returns a range over [from, to), or null where nothing of it is shown.
  rangeOf([from, to]) {
    const shown = this.#indexesOf([from, to]);
    if (shown.length === 0) return null;
    const [first, last] = [shown[0], shown.at(-1)];
    return rangeBetween(
      this.#nodes[first],
      Math.max(from, this.#blocks[first].from),
      this.#nodes[last],
      Math.min(to, this.#blocks[last].to),
    );
  }

  // Returns the node that shows `unit`, or the nearest one behind it.
  nodeAt(unit) {
    return this.#nodes[this.#indexAt(unit)] ?? null;
  }

  // The first block that ends behind `unit`.
  #indexAt(unit) {
    return countLeading(this.#blocks, ({ to }) => to <= unit);
  }

  #indexesOf(range) {
    const indexes = [];
    if (!range) return indexes;
    for (let index = this.#indexAt(range[0]); this.#blocks[index]?.from < range[1]; index += 1) {
      indexes.push(index);
    }
    return indexes;
  }

  #fill(index) {
    const { from, to } = this.#blocks[index];
    const [first, last] = this.#cited ?? [to, to];
    const [before, behind] = [clamp(first, from, to), clamp(last, from, to)];
    const cited = this.#pieces(index, before, behind);
    this.#nodes[index].replaceChildren(
      ...this.#pieces(index, from, before),
      ...(cited.length ? [element("mark", { tabindex: "-1" }, cited)] : []),
      ...this.#pieces(index, behind, to),
    );
  }

  // What shows [from, to) of a block: text, its lead set apart, and its numbers.
  #pieces(index, from, to) {
    if (from >= to) return [];
    const block = this.#blocks[index];
    const [start, end] = leadOf(block, this.#text);
    const [before, behind] = [clamp(start, from, to), clamp(end, from, to)];
    const lead = this.#numbered(before, behind);
    const name = block.lead ? "lead" : "marks";
    return [
      ...this.#numbered(from, before),
      ...(lead.length ? [element(block.lead ? "strong" : "span", { class: name }, lead)] : []),
      ...this.#numbered(behind, to),
    ];
  }

  // The first number that ends behind `unit`.
  #numberAt(unit) {
    return countLeading(this.#numbers, ({ to }) => to <= unit);
  }

  #numbered(from, to) {
    const pieces = [];
    let at = from;
    for (let index = this.#numberAt(from); this.#numbers[index]?.from < to; index += 1) {
      const number = this.#numbers[index];
      const [start, end] = [clamp(number.from, from, to), clamp(number.to, from, to)];
      if (at < start) pieces.push(this.#text.slice(at, start));
      pieces.push(numberNode(this.#text.slice(start, end), index));
      at = end;
    }
    if (at < to) pieces.push(this.#text.slice(at, to));
    return pieces;
  }
}

function makeNode({ from, kind, depth }) {
  const tag = kind === "heading" ? `h${Math.min(6, depth + 1)}` : "p";
  return element(tag, { class: kind, "data-from": from });
}

function stretches(nodes) {
  const groups = [];
  for (let start = 0; start < nodes.length; start += STRETCH) {
    groups.push(element("div", { class: "stretch" }, nodes.slice(start, start + STRETCH)));
  }
  return groups;
}

// What opens a block and is set apart: a heading run into the paragraph, or the marks of one.
function leadOf(block, text) {
  if (block.lead) return block.lead;
  if (block.kind !== "heading" && block.kind !== "title") return [block.from, block.from];
  const marks = MARKS.exec(text.slice(block.from, block.to));
  return [block.from, block.from + (marks ? marks[0].length : 0)];
}

function numberNode(words, index) {
  return element(
    "span",
    { class: "number", "data-number": index, role: "button", tabindex: "-1" },
    words,
  );
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
