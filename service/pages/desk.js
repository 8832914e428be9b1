// The desk of who writes from the reports: passages and numbers are found as one types, copied with
// their citation, and put into a tray that becomes a document of its own.

import { setUpPage } from "./shared/chrome.js";
import { element, icon } from "./shared/dom.js";
import { pick, translate } from "./shared/language.js";
import { bindStyleSelect } from "./quoting/citation.js";
import { bindKeysSwitch, isKey } from "./quoting/keys.js";
import { Tray } from "./quoting/tray.js";
import { ReportPicker } from "./desk/reports.js";
import { Results } from "./desk/results.js";
import { Search } from "./desk/search.js";
import { TrayView } from "./desk/tray_view.js";

const WORDS = {
  zh: {
    title: "写作台",
    search: "检索报告",
    hint: "输入词语或问题，边写边查…",
    all: "全部报告",
    style: "引用格式",
    help: "键盘与用法",
    selecting: "在结果里选中几个字，再复制或加入摘录，就只取选中的部分。",
    keys_on: "启用单键快捷键（/ 与 t）",
    keys: {
      slash: "到检索框",
      arrows: "在结果间移动",
      enter: "复制引文",
      t: "加入摘录",
    },
  },
  en: {
    title: "Desk",
    search: "Search the reports",
    hint: "Type words or a question…",
    all: "All reports",
    style: "Citation style",
    help: "Keys and how to use this",
    selecting: "Select some words of a result, then copy or put aside: only those are taken.",
    keys_on: "Use keys of one character (/ and t)",
    keys: {
      slash: "to the search field",
      arrows: "from result to result",
      enter: "copies the quote with its citation",
      t: "puts it into the tray",
    },
  },
};

const KEYS = { slash: ["/"], arrows: ["↑", "↓"], enter: ["Enter"], t: ["t"] };

const words = pick(WORDS);
const byId = (id) => document.getElementById(id);

function showKeys() {
  const rows = Object.entries(KEYS).map(([name, keys]) =>
    element(
      "div",
      {},
      element("dt", {}, keys.map((key) => element("kbd", {}, key))),
      element("dd", {}, words.keys[name]),
    ),
  );
  byId("keys").replaceChildren(...rows);
}

// What is looked for stands in the address, so that it can be gone back to and passed on. Behind
// the `#` it stays in the browser.
function readAddress() {
  const asked = new URLSearchParams(window.location.hash.slice(1));
  return { query: asked.get("q") ?? "", documents: asked.getAll("document") };
}

function writeAddress(query, documents) {
  const asked = new URLSearchParams(documents.map((id) => ["document", id]));
  if (query) asked.set("q", query);
  const { pathname, search } = window.location;
  const hash = asked.size ? `#${asked}` : "";
  window.history.replaceState(null, "", pathname + search + hash);
}

function setUp() {
  const tray = new Tray();
  const trayView = new TrayView(byId("tray"), tray);
  const fields = { style: byId("style"), query: byId("query") };
  const results = new Results(byId("results"), { tray, ...fields });
  const picker = new ReportPicker(byId("reports"), () => search.run());
  const search = new Search(
    { form: byId("search"), field: byId("query"), state: byId("state"), shelf: byId("shelf") },
    { picker, results, onRun: writeAddress },
  );
  document.addEventListener("keydown", (event) => {
    if (!isKey(event, "/")) return;
    event.preventDefault();
    byId("query").select();
  });
  if (window.location.hash === "#tray") {
    trayView.open();
  } else {
    const { query, documents } = readAddress();
    byId("query").value = query.slice(0, byId("query").maxLength);
    picker.choose(documents);
  }
  search.start();
}

setUpPage({ zh: WORDS.zh.title, en: WORDS.en.title });
translate(byId("main"), words);
document.querySelector(".lens").append(icon("search"));
bindStyleSelect(byId("style"));
bindKeysSwitch(byId("keys-on"));
showKeys();
setUp();
