// A document's text as it was read: set to be read, searched, and quoted from. The range that the
// address names, `#c=START-END` in code points, is scrolled to and marked.

import { readText } from "./shared/contract.js";
import { setUpPage } from "./shared/chrome.js";
import { announce, button, element, icon } from "./shared/dom.js";
import { pick, translate } from "./shared/language.js";
import { isKey } from "./quoting/keys.js";
import { collect } from "./quoting/collecting.js";
import { PointMap } from "./quoting/points.js";
import { explain } from "./quoting/problems.js";
import { Tray } from "./quoting/tray.js";
import { CitingDialog } from "./source/citing.js";
import { followContents } from "./source/contents.js";
import { Find, scrollToRange } from "./source/find.js";
import { layOut } from "./source/layout.js";
import { NumberCard, readNumbers } from "./source/numbers.js";
import { Paper } from "./source/paper.js";
import { PassageTools } from "./source/passage.js";

const WORDS = {
  zh: {
    contents: "目录",
    characters: "字",
    numbers: "个数字",
    plain: "纯文本",
    desk: "在写作台检索",
    find: "在文中查找",
    find_hint: "在文中查找（/）",
    previous: "上一处",
    next: "下一处",
    text: "原文",
    tray: (count) => (count ? `摘录 ${count}` : "摘录"),
    loading: "正在读取原文…",
    empty: "这份报告没有文字。",
    retry: "重试",
    outside: "链接所指的位置不在这份报告的原文里。",
    numbers_missing: "数字标注没有读到；原文不受影响。",
    help: "选中任意文字即可引用。按 Tab 到带下划线的数字，用方向键在数字间移动，回车引用所在的句子；再按 Shift 加左右方向键调整所选的范围。",
  },
  en: {
    contents: "Contents",
    characters: "characters",
    numbers: "numbers",
    plain: "Plain text",
    desk: "Search at the desk",
    find: "Find in the text",
    find_hint: "Find in the text (/)",
    previous: "Previous",
    next: "Next",
    text: "Text",
    tray: (count) => (count ? `Tray ${count}` : "Tray"),
    loading: "Loading the text…",
    empty: "There are no words in this report.",
    retry: "Try again",
    outside: "The place that the link names is not in this report's text.",
    numbers_missing: "The numbers could not be marked; the text itself is whole.",
    help: "Select any words to cite them. Tab leads to an underlined number, the arrow keys to the next one. Enter cites its sentence; Shift with the left and right arrows adjusts the selection.",
  },
};

const words = pick(WORDS);
const byId = (id) => document.getElementById(id);
const root = byId("text");
const state = byId("state");
const tray = new Tray();

async function load() {
  state.replaceChildren();
  // In the text's own place, so that nothing moves when the text comes.
  root.replaceChildren(element("p", { class: "soft" }, words.loading));
  try {
    const text = await readText(root.dataset.source);
    root.removeAttribute("aria-busy");
    state.replaceChildren(text.trim() ? "" : words.empty);
    await show(text);
  } catch (problem) {
    root.replaceChildren();
    root.removeAttribute("aria-busy");
    const retry = button(words.retry, { on: { click: load } });
    state.replaceChildren(element("span", { role: "alert" }, explain(problem)), " ", retry);
  }
}

async function show(text) {
  const points = new PointMap(text);
  const anchors = [...document.querySelectorAll("#contents a")];
  const headings = anchors.map((anchor) => headingOf(anchor, points));
  const { title, subtitle } = root.dataset;
  root.lang = /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
  const paper = new Paper(root, text, layOut(text, { title, subtitle, headings }));
  const find = new Find(findTools(), paper, text);
  const tools = passageTools({ text, points, headings });
  followHash({ paper, find, points });
  followContents(
    byId("contents"),
    headings.map(({ anchor, from }) => ({ anchor, node: paper.nodeAt(from) })),
  );
  await underline({ paper, find, points, tools });
}

async function underline({ paper, find, points, tools }) {
  try {
    const numbers = await readNumbers(root.dataset.document, points);
    paper.underline(numbers);
    find.refresh();
    const card = new NumberCard(root, numbers, (fact) => {
      const sentence = [fact.quote_start, fact.quote_end].map((offset) => points.toUnits(offset));
      tools.select(paper.rangeOf(sentence), document.activeElement);
    });
    window.addEventListener("hashchange", () => card.resetStop());
    byId("numbers-count").textContent = numbers.length.toLocaleString();
    byId("numbers-note").hidden = numbers.length === 0;
    const focused = root.querySelector("mark");
    if (focused && document.activeElement === document.body) focused.focus({ preventScroll: true });
  } catch (problem) {
    state.replaceChildren(words.numbers_missing);
    announce(`${words.numbers_missing} ${explain(problem)}`);
  }
}

function headingOf(anchor, points) {
  const [start, end] = rangeIn(anchor.hash);
  return {
    anchor,
    from: points.toUnits(start),
    to: points.toUnits(end),
    depth: Number(anchor.dataset.depth),
    path: JSON.parse(anchor.dataset.path),
    end: points.toUnits(Number(anchor.dataset.end)),
  };
}

// `#c=START-END` of an address, or null.
function rangeIn(hash) {
  const match = /^#c=(\d{1,9})-(\d{1,9})$/.exec(hash);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function followHash({ paper, find, points }) {
  const follow = () => {
    const asked = rangeIn(window.location.hash)?.map((offset) => points.toUnits(offset)) ?? null;
    const inside = asked !== null && asked[0] >= 0 && asked[1] > asked[0];
    const marks = paper.cite(inside ? asked : null);
    find.refresh();
    // A link to nothing but white space, or beyond the end, names no place that could be shown.
    state.replaceChildren(asked && marks.length === 0 ? words.outside : "");
    if (marks.length === 0) return;
    scrollToRange(paper.rangeOf(asked));
    marks[0].focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", follow);
  if (window.location.hash) follow();
}

function passageTools({ text, points, headings }) {
  const citing = new CitingDialog();
  const source = {
    root,
    text,
    points,
    document: { id: root.dataset.document, title: root.dataset.title },
    sectionAt: (unit) =>
      headings.findLast(({ from, end }) => from <= unit && unit < end)?.path ?? [],
    ceiling: () => byId("reading-bar").getBoundingClientRect().bottom,
  };
  return new PassageTools(source, {
    onCite: (excerpt) => citing.open(excerpt),
    onTray: (excerpt) => collect(tray, excerpt),
  });
}

function findTools() {
  return {
    form: byId("find"),
    field: byId("find-field"),
    count: byId("find-count"),
    previous: byId("find-previous"),
    next: byId("find-next"),
  };
}

function showTray() {
  byId("tray-link").textContent = words.tray(tray.excerpts.length);
}

setUpPage();
for (const id of ["find-previous", "find-next"]) byId(id).append(icon("chevron"));
translate(byId("main"), words);
tray.addEventListener("change", showTray);
showTray();
document.addEventListener("keydown", (event) => {
  if (!isKey(event, "/")) return;
  event.preventDefault();
  byId("find-field").focus();
});
load();
