// The toolbar of a selected passage: cite it, copy it, copy its address, put it into the tray.

import { announce, element, icon } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { placeAddress } from "../quoting/citation.js";
import { copyText } from "../quoting/clipboard.js";
import { selectedWithin } from "../quoting/places.js";
import { toast } from "../quoting/toast.js";

const WORDS = {
  zh: {
    tools: "所选文字",
    cite: "引用",
    quote: "复制原文",
    link: "复制链接",
    tray: "加入摘录",
    copied: { quote: "已复制原文", link: "已复制链接" },
    not_copied: "浏览器不允许复制",
    tell: (length) => `已选 ${length} 字，按回车使用工具栏`,
  },
  en: {
    tools: "Selected passage",
    cite: "Cite",
    quote: "Copy quote",
    link: "Copy link",
    tray: "To the tray",
    copied: { quote: "Quote copied", link: "Link copied" },
    not_copied: "The browser does not allow copying",
    tell: (length) => `${length} characters selected; Enter leads to the tools`,
  },
};

// A selection is looked at when it has come to rest.
const REST_MS = 200;
const MARGIN_PX = 8;
const NARROW = window.matchMedia("(max-width: 47.99rem), (pointer: coarse)");

const words = pick(WORDS);

// `source` is {root, text, points, document: {id, title}, sectionAt(unit)}; `onCite` and `onTray`
// are called with an excerpt.
export class PassageTools {
  #source;
  #tools;
  #excerpt = null;
  #waiting = 0;
  #back = null;

  constructor(source, { onCite, onTray }) {
    this.#source = source;
    this.#tools = element(
      "div",
      { class: "passage-tools", role: "group", "aria-label": words.tools, hidden: true },
      tool("quote", words.cite, () => onCite(this.#excerpt), "main"),
      tool("copy", words.quote, () => this.#copy("quote", this.#excerpt.quote)),
      tool("share", words.link, () => this.#copy("link", addressOf(this.#excerpt))),
      tool("plus", words.tray, () => onTray(this.#excerpt)),
    );
    source.root.after(this.#tools);
    this.#listen();
  }

  // Selects [from, to) as a reader would, and leads the keyboard to the tools.
  select(range, back = null) {
    this.#back = back;
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    this.#look();
    this.#tools.querySelector("button").focus({ preventScroll: true });
  }

  #listen() {
    document.addEventListener("selectionchange", () => {
      window.clearTimeout(this.#waiting);
      this.#waiting = window.setTimeout(() => this.#look(), REST_MS);
    });
    document.addEventListener("copy", (event) => this.#copied(event));
    document.addEventListener("keydown", (event) => this.#pressed(event));
    // A press on a tool must leave what is selected as it is.
    this.#tools.addEventListener("mousedown", (event) => event.preventDefault());
  }

  #look() {
    const { root, text } = this.#source;
    const selected = selectedWithin(root, text);
    if (!selected) {
      this.#excerpt = null;
      this.#tools.hidden = true;
      return;
    }
    const news = this.#tools.hidden;
    this.#excerpt = this.#excerptOf(selected);
    this.#tools.hidden = false;
    this.#place(document.getSelection().getRangeAt(0));
    if (news) announce(words.tell(this.#excerpt.end - this.#excerpt.start));
  }

  #excerptOf([from, to]) {
    const { text, points, document: { id, title }, sectionAt } = this.#source;
    return {
      document_id: id,
      title,
      section: sectionAt(from),
      start: points.toPoints(from),
      end: points.toPoints(to),
      quote: text.slice(from, to),
    };
  }

  #pressed(event) {
    if (this.#tools.hidden) return;
    const inside = this.#tools.contains(event.target);
    const idle = event.target === document.body || this.#source.root.contains(event.target);
    if (event.key === "Escape") this.#dismiss();
    else if (event.key === "Enter" && !inside && idle) this.#tools.querySelector("button").focus();
    else if (inside && event.shiftKey && event.key === "ArrowRight") extend("forward");
    else if (inside && event.shiftKey && event.key === "ArrowLeft") extend("backward");
    else return;
    event.preventDefault();
  }

  #dismiss() {
    document.getSelection().removeAllRanges();
    this.#tools.hidden = true;
    this.#excerpt = null;
    if (this.#back?.isConnected) this.#back.focus({ preventScroll: true });
    this.#back = null;
  }

  // The clipboard gets the stored text, line ends and all, not what a browser makes of the nodes.
  #copied(event) {
    const selected = selectedWithin(this.#source.root, this.#source.text);
    if (!selected || !selectionIsIn(this.#source.root)) return;
    event.clipboardData.setData("text/plain", this.#source.text.slice(...selected));
    event.preventDefault();
  }

  async #copy(what, copied) {
    toast((await copyText(copied)) ? words.copied[what] : words.not_copied);
  }

  // Above what is selected, else below it; on a phone the sheet has it at the foot of the window,
  // where the system's own menu is not.
  #place(range) {
    const { style } = this.#tools;
    style.left = style.top = "";
    if (NARROW.matches) return;
    const at = range.getBoundingClientRect();
    const { width, height } = this.#tools.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - MARGIN_PX;
    const left = Math.max(MARGIN_PX, Math.min(at.left + at.width / 2 - width / 2, room));
    const ceiling = this.#source.ceiling() + MARGIN_PX;
    const above = at.top - height - MARGIN_PX;
    const below = Math.min(at.bottom + MARGIN_PX, window.innerHeight - height - MARGIN_PX);
    style.left = `${left + window.scrollX}px`;
    style.top = `${(above >= ceiling ? above : below) + window.scrollY}px`;
  }
}

function tool(picture, label, act, kind = null) {
  const attributes = { type: "button", class: kind, on: { click: act } };
  return element("button", attributes, icon(picture), label);
}

function addressOf(excerpt) {
  return new URL(placeAddress(excerpt), window.location.href).href;
}

function selectionIsIn(root) {
  const { startContainer, endContainer } = document.getSelection().getRangeAt(0);
  return root.contains(startContainer) && root.contains(endContainer);
}

function extend(direction) {
  document.getSelection().modify("extend", direction, "character");
}
