// The dialog that shows a passage with its citation, in a style to choose, and copies both.

import { button, element } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { bindStyleSelect, quotedWithCitation, readCitation } from "../quoting/citation.js";
import { copyText } from "../quoting/clipboard.js";
import { explain } from "../quoting/problems.js";
import { toast } from "../quoting/toast.js";

const WORDS = {
  zh: {
    title: "引用这段文字",
    style: "格式",
    copy: "复制",
    close: "关闭",
    waiting: "正在生成…",
    copied: "已复制引文",
    not_copied: "浏览器不允许复制，请选中后手动复制",
    retry: "重试",
  },
  en: {
    title: "Cite this passage",
    style: "Style",
    copy: "Copy",
    close: "Close",
    waiting: "Being written…",
    copied: "Citation copied",
    not_copied: "The browser does not allow copying; select the text and copy it",
    retry: "Try again",
  },
};

const words = pick(WORDS);

export class CitingDialog {
  #dialog;
  #style = element("select", { id: "citing-style", class: "field" });
  #shown = element("pre", { class: "citing-text", tabindex: "0", "aria-live": "polite" });
  #copy = button(words.copy, { class: "main" });
  #excerpt = null;
  #running = null;
  #citation = null;

  constructor() {
    this.#dialog = element(
      "dialog",
      { class: "citing", "aria-labelledby": "citing-title" },
      element("h2", { id: "citing-title" }, words.title),
      element("p", {}, element("label", { for: "citing-style" }, words.style), " ", this.#style),
      this.#shown,
      element(
        "div",
        { class: "actions" },
        button(words.close, { on: { click: () => this.#dialog.close() } }),
        this.#copy,
      ),
    );
    bindStyleSelect(this.#style);
    this.#style.addEventListener("change", () => this.#write());
    this.#copy.addEventListener("click", () => this.#act());
    // A press beside the dialog puts it away, as Escape does.
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener("close", () => this.#running?.abort());
    document.body.append(this.#dialog);
  }

  open(excerpt) {
    this.#excerpt = excerpt;
    this.#dialog.showModal();
    this.#copy.focus();
    this.#write();
  }

  async #write() {
    this.#running?.abort();
    const mine = (this.#running = new AbortController());
    const style = this.#style.value;
    this.#show(words.waiting, null);
    try {
      const found = await readCitation(this.#excerpt, style, { signal: mine.signal });
      if (!mine.signal.aborted) this.#show(null, quotedWithCitation(found, style));
    } catch (problem) {
      if (!mine.signal.aborted) this.#show(explain(problem), null, words.retry);
    }
  }

  // Shows either a message or a citation; the button copies, or tries again.
  #show(message, citation, label = words.copy) {
    this.#citation = citation;
    this.#shown.textContent = citation ?? message;
    this.#shown.classList.toggle("soft", citation === null);
    this.#copy.textContent = label;
  }

  async #act() {
    if (this.#citation === null) {
      this.#write();
      return;
    }
    const copied = await copyText(this.#citation);
    if (copied) this.#dialog.close();
    toast(copied ? words.copied : words.not_copied);
  }
}
