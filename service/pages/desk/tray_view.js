// The tray as it is seen: each excerpt with a note of one's own, in an order to choose, and all of
// them to take along as a document with footnotes.

import { readFile } from "../shared/contract.js";
import { announce, button, element, icon, iconButton, link } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { readStored, store } from "../shared/storage.js";
import { chosenTextStyle, nameOfStyle, placeAddress } from "../quoting/citation.js";
import { explain } from "../quoting/problems.js";
import { toast } from "../quoting/toast.js";

const WORDS = {
  zh: {
    tray: "摘录",
    open: "展开摘录",
    empty: "检索结果里的「加入摘录」和原文页里选中的文字都会收在这里。摘录只保存在这个浏览器里。",
    title: "文档标题",
    untitled: "摘录",
    note: "笔记",
    note_hint: "写几句自己的话…",
    up: "上移",
    down: "下移",
    remove: "移除",
    removed: "已移除一条摘录",
    clear: "清空",
    cleared: "已清空摘录",
    undo: "撤销",
    moved: (place, count) => `现在是第 ${place} 条，共 ${count} 条`,
    markdown: "Markdown",
    docx: "Word",
    style: (name) => `导出为带脚注的文档，按 ${name} 著录`,
    export: (label) => `导出 ${label}`,
    exporting: "正在生成文件…",
    exported: (name) => `已导出 ${name}`,
  },
  en: {
    tray: "Tray",
    open: "Show the tray",
    empty: "What you put aside here or in a source is collected in this browser, and nowhere else.",
    title: "Title of the document",
    untitled: "Excerpts",
    note: "Note",
    note_hint: "A few words of your own…",
    up: "Move up",
    down: "Move down",
    remove: "Remove",
    removed: "One excerpt removed",
    clear: "Clear",
    cleared: "The tray is cleared",
    undo: "Undo",
    moved: (place, count) => `Now excerpt ${place} of ${count}`,
    markdown: "Markdown",
    docx: "Word",
    style: (name) => `A document with footnotes, after ${name}`,
    export: (label) => `Export ${label}`,
    exporting: "The file is being made…",
    exported: (name) => `Exported ${name}`,
  },
};

const TITLE = "wenju.tray.title";
const ENDINGS = { markdown: "md", docx: "docx" };

const words = pick(WORDS);

export class TrayView {
  #root;
  #tray;
  #count = element("span", { class: "count" });
  #toggle;
  #list = element("ol", { class: "excerpts" });
  #title = element("input", { id: "tray-name", class: "field", maxlength: "200" });
  #style = element("p", { class: "soft" });
  #foot;

  constructor(root, tray) {
    this.#root = root;
    this.#tray = tray;
    this.#toggle = this.#makeToggle();
    this.#foot = this.#makeFoot();
    this.#title.value = readStored(TITLE) ?? "";
    this.#title.placeholder = words.untitled;
    this.#title.addEventListener("input", () => store(TITLE, this.#title.value));
    root.replaceChildren(
      element("h2", { id: "tray-title" }, words.tray, " ", this.#count),
      this.#toggle,
      element("p", { class: "soft empty" }, words.empty),
      this.#list,
      this.#foot,
    );
    tray.addEventListener("change", () => this.#show());
    this.#show();
  }

  open() {
    this.#setOpen(true);
    this.#root.scrollIntoView({ block: "nearest" });
    this.#toggle.focus();
  }

  // Only where the window is too narrow for the tray to stand beside the results.
  #makeToggle() {
    const turn = () => this.#setOpen(this.#toggle.getAttribute("aria-expanded") !== "true");
    const state = { "aria-expanded": "false", "aria-label": words.open };
    const attributes = { type: "button", class: "toggle", ...state, on: { click: turn } };
    return element("button", attributes, icon("chevron"));
  }

  #setOpen(open) {
    this.#toggle.setAttribute("aria-expanded", String(open));
    this.#root.classList.toggle("open", open);
  }

  #makeFoot() {
    return element(
      "div",
      { class: "foot" },
      element("label", { for: "tray-name" }, words.title),
      this.#title,
      element(
        "div",
        { class: "exports" },
        this.#exporting("docx", words.docx, "main"),
        this.#exporting("markdown", words.markdown),
      ),
      this.#style,
      button(words.clear, { class: "quiet clear", on: { click: () => this.#clear() } }),
    );
  }

  #exporting(format, label, kind = null) {
    const act = (event) => this.#export(format, event.currentTarget);
    const attributes = { type: "button", class: kind, "aria-label": words.export(label) };
    return element("button", { ...attributes, on: { click: act } }, icon("download"), label);
  }

  #show() {
    const { excerpts } = this.#tray;
    const focus = this.#focused();
    this.#count.textContent = excerpts.length || "";
    this.#root.classList.toggle("is-empty", excerpts.length === 0);
    this.#foot.hidden = excerpts.length === 0;
    this.#style.textContent = words.style(nameOfStyle(chosenTextStyle()));
    this.#list.replaceChildren(...excerpts.map((excerpt, index) => this.#item(excerpt, index)));
    if (focus) this.#list.querySelector(focus)?.focus();
  }

  // What has the focus in the list, as a selector that finds it again among new nodes.
  #focused() {
    const node = document.activeElement;
    if (!this.#list.contains(node)) return null;
    const key = node.closest("li").dataset.key;
    return node.dataset.act ? `li[data-key="${key}"] [data-act="${node.dataset.act}"]` : null;
  }

  #item(excerpt, index) {
    const { title, section, quote } = excerpt;
    const place = [title, ...section.filter((heading) => heading !== title)].join(" › ");
    return element(
      "li",
      { "data-key": keyOf(excerpt) },
      element("blockquote", { lang: languageOf(quote) }, quote),
      link(place, placeAddress(excerpt), { class: "where" }),
      this.#note(excerpt),
      element(
        "div",
        { class: "actions" },
        this.#mover(excerpt, index, -1),
        this.#mover(excerpt, index, 1),
        this.#act("remove", "trash", words.remove, () => this.#remove(excerpt)),
      ),
    );
  }

  #note(excerpt) {
    const field = element("textarea", {
      class: "field",
      rows: "1",
      maxlength: "2000",
      "data-act": "note",
      "aria-label": words.note,
      placeholder: words.note_hint,
      on: { input: () => this.#tray.annotate(excerpt, field.value) },
    });
    field.value = excerpt.note;
    return field;
  }

  #mover(excerpt, index, steps) {
    const [name, label] = steps < 0 ? ["up", words.up] : ["down", words.down];
    const control = this.#act(name, "chevron", label, () => this.#move(excerpt, steps));
    const end = index + steps < 0 || index + steps >= this.#tray.excerpts.length;
    // Not `disabled`, which would drop the focus when an excerpt arrives at either end.
    if (end) control.setAttribute("aria-disabled", "true");
    return control;
  }

  #act(name, picture, label, run) {
    const attributes = { class: `quiet ${name}`, "data-act": name, on: { click: run } };
    return iconButton(picture, label, attributes);
  }

  #move(excerpt, steps) {
    this.#tray.move(excerpt, steps);
    const { excerpts } = this.#tray;
    const place = excerpts.findIndex((other) => keyOf(other) === keyOf(excerpt)) + 1;
    announce(words.moved(place, excerpts.length));
  }

  #remove(excerpt) {
    const before = this.#tray.excerpts;
    const index = before.findIndex((other) => keyOf(other) === keyOf(excerpt));
    this.#tray.remove(excerpt);
    const left = this.#list.querySelectorAll("[data-act='remove']");
    (left[Math.min(index, left.length - 1)] ?? this.#toggle).focus();
    this.#offerUndo(words.removed, before);
  }

  #clear() {
    const before = this.#tray.excerpts;
    this.#tray.replace([]);
    this.#offerUndo(words.cleared, before);
  }

  #offerUndo(told, before) {
    toast(told, { label: words.undo, act: () => this.#tray.replace(before) });
  }

  async #export(format, control) {
    if (control.getAttribute("aria-disabled") === "true") return;
    control.setAttribute("aria-disabled", "true");
    toast(words.exporting);
    try {
      const name = `${this.#title.value.trim() || words.untitled}.${ENDINGS[format]}`;
      const file = await readFile(`/api/v1/excerpts?format=${format}`, this.#request());
      save(file, name);
      toast(words.exported(name));
    } catch (problem) {
      toast(explain(problem));
    }
    control.removeAttribute("aria-disabled");
  }

  #request() {
    const excerpts = this.#tray.excerpts.map(({ document_id, start, end, note }) => ({
      document_id,
      start,
      end,
      ...(note.trim() ? { note: note.trim() } : {}),
    }));
    const title = this.#title.value.trim() || words.untitled;
    return {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ title, style: chosenTextStyle(), excerpts }),
    };
  }
}

function save(file, name) {
  const address = URL.createObjectURL(file);
  element("a", { href: address, download: name }).click();
  // The browser has taken hold of it once the click is over.
  window.setTimeout(() => URL.revokeObjectURL(address), 0);
}

function keyOf({ document_id: id, start, end }) {
  return `${id}-${start}-${end}`;
}

function languageOf(text) {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
}
