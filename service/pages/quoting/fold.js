// Finds words as a reader means them: letter case and the width of letters and digits make no
// difference. Folding keeps every offset: one unit in, one unit out.

const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const WIDTH_GAP = 0xfee0;

// What asks and does not name: two characters of it in common say nothing about a passage.
const ASKING = new Set(["多少", "什么", "哪些", "哪个", "如何", "怎么", "怎样", "是否", "为何", "几个"]);

export function fold(text) {
  const narrow = text.replace(FULL_WIDTH, (letter) =>
    letter === "\u3000" ? " " : String.fromCharCode(letter.charCodeAt(0) - WIDTH_GAP),
  );
  const lower = narrow.toLowerCase();
  if (lower.length === narrow.length) return lower;
  // A few letters (İ) become two in lower case; those stay as they are.
  return Array.from(narrow, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join("");
}

// Returns [from, to) of every place where `needle` stands in `folded`, at most `limit`.
export function placesOf(folded, needle, limit = Infinity) {
  const wanted = fold(needle);
  const places = [];
  if (!wanted) return places;
  let at = folded.indexOf(wanted);
  while (at >= 0 && places.length < limit) {
    places.push([at, at + wanted.length]);
    at = folded.indexOf(wanted, at + wanted.length);
  }
  return places;
}

// Returns [from, to) of what `text` has in common with `query`: whole words of letters and digits,
// and stretches of Chinese, which is written without spaces.
export function matchedWords(text, query) {
  const folded = fold(text);
  const asked = fold(query);
  const words = (asked.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(
    (word) => word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [],
  );
  const found = words.flatMap((word) =>
    /\p{Script=Han}/u.test(word) ? sharedStretches(folded, word) : wholeWords(folded, word),
  );
  return merged(found);
}

function wholeWords(folded, word) {
  const letter = /[\p{L}\p{N}]/u;
  return placesOf(folded, word).filter(([from, to]) => {
    const before = folded[from - 1] ?? " ";
    // An ending may follow (home, homes); a number is the whole number or it is another one.
    const after = /\d$/.test(word) ? (folded[to] ?? " ") : " ";
    return (!letter.test(before) || /\p{Script=Han}/u.test(before)) && !/[\d.]/.test(after.trim());
  });
}

// The longest common stretches, at least two characters long unless `word` is shorter.
function sharedStretches(folded, word) {
  const least = Math.min(2, word.length);
  const found = [];
  let at = 0;
  while (at < folded.length) {
    let length = 0;
    while (at + length < folded.length && word.includes(folded.slice(at, at + length + 1))) {
      length += 1;
    }
    const says = length >= least && !ASKING.has(folded.slice(at, at + length));
    if (says) found.push([at, at + length]);
    at += Math.max(1, says ? length : 1);
  }
  return found;
}

function merged(places) {
  const sorted = [...places].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const result = [];
  for (const [from, to] of sorted) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
