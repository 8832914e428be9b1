// A text becomes blocks to set: one for each line that has something on it. Offsets are UTF-16
// units. Nothing is left out or added: what stands between two blocks is white space only.

const LINE = /[^\n\r\v\f\u0085\u2028\u2029]+/g;
const MARKS = /^[#\s]+/;
const ROW = /\t|^\s*\|.*\|\s*$/;

// Returns [{from, to, kind, depth, lead}] in the order of the text. `kind` is "title", "subtitle",
// "heading", "row" (of a table), "indented" (by spaces of its own) or "paragraph"; `lead` is
// [from, to) of a heading that the paragraph itself begins with, or null.
export function layOut(text, { title, subtitle, headings }) {
  const names = { title: bare(title), subtitle: bare(subtitle) };
  const order = [...headings].sort((one, other) => one.from - other.from);
  let next = 0;
  const blocks = [];
  for (const { 0: line, index: from } of text.matchAll(LINE)) {
    if (!line.trim()) continue;
    const to = from + line.length;
    while (next < order.length && order[next].to <= from) next += 1;
    const heading = next < order.length && order[next].from < to ? order[next] : null;
    blocks.push({ from, to, ...kindOf(line, from, heading, names) });
  }
  return blocks;
}

function kindOf(line, from, heading, names) {
  if (heading) return headingOrLead(line, from, heading);
  const words = bare(line);
  if (words === names.title) return { kind: "title", depth: 0, lead: null };
  if (words === names.subtitle) return { kind: "subtitle", depth: 0, lead: null };
  return { kind: ROW.test(line) ? "row" : paragraph(line), depth: 0, lead: null };
}

function paragraph(line) {
  return /^\s/.test(line) ? "indented" : "paragraph";
}

function headingOrLead(line, from, heading) {
  const rest = line.slice(Math.max(0, heading.to - from));
  if (/[\p{L}\p{N}]/u.test(rest)) {
    return { kind: paragraph(line), depth: 0, lead: [heading.from, heading.to] };
  }
  return { kind: "heading", depth: heading.depth, lead: null };
}

// A title as compared: without marks in front and the dashes around a subtitle.
function bare(words) {
  const plain = (words ?? "").replace(MARKS, "").replace(/^[—–\-\s]+|[—–\-#\s]+$/g, "");
  return plain || null;
}
