// A document's text with the range that the address names, `#c=START-END`, highlighted.
// Offsets are Unicode code points, but a string here counts UTF-16 units, so each is converted.

const WORDS = {
  zh: { contents: "目录", loading: "正在读取…", failed: "读不到原文，请刷新重试。", outside: "这个位置不在文中。" },
  en: {
    contents: "Contents",
    loading: "Loading…",
    failed: "The text could not be loaded; reload to try again.",
    outside: "This place is not in the text.",
  },
};

const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const words = WORDS[language];
const page = document.getElementById("text");
const state = document.getElementById("state");

// Returns where code point `offset` begins in `text`, or -1 beyond its end.
function unitsBefore(text, offset) {
  let units = 0;
  for (let points = 0; points < offset; points += 1) {
    if (units >= text.length) return -1;
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

function rangeAsked() {
  const match = /^#c=(\d{1,9})-(\d{1,9})$/.exec(window.location.hash);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function show(text) {
  state.textContent = "";
  page.replaceChildren(text);
  const asked = rangeAsked();
  if (!asked) return;
  const [start, end] = asked.map((offset) => unitsBefore(text, offset));
  if (start < 0 || end <= start) {
    state.textContent = words.outside;
    return;
  }
  const mark = document.createElement("mark");
  mark.textContent = text.slice(start, end);
  mark.tabIndex = -1;
  page.replaceChildren(text.slice(0, start), mark, text.slice(end));
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}

async function load() {
  state.textContent = words.loading;
  try {
    const response = await fetch(page.dataset.source);
    if (!response.ok) throw new Error(response.statusText);
    // `response.text()` would drop a byte order mark, and with it the first offset.
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const text = decoder.decode(await response.arrayBuffer());
    show(text);
    window.addEventListener("hashchange", () => show(text));
  } catch {
    state.textContent = words.failed;
  }
}

document.documentElement.lang = language;
for (const node of document.querySelectorAll("[data-text]")) {
  node.textContent = words[node.dataset.text];
}
load();
