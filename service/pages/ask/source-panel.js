// The source beside the conversation: a report's text, scrolled to the passage that was cited and
// with it lit up. On a narrow window it is a sheet that slides over the conversation.

import { readJson, readText } from "../shared/contract.js";
import { button, element, link } from "../shared/dom.js";
import { layOut } from "../source/layout.js";
import { Paper } from "../source/paper.js";
import { PointMap } from "../quoting/points.js";

const NARROW = window.matchMedia("(max-width: 63.99rem)");
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
const KEPT = 6;

export class SourcePanel {
  #root;
  #words;
  #behind;
  #reports = new Map();
  #wanted = null;
  #back = null;

  // `root` is the panel's element, `behind` holds what its sheet covers.
  constructor(root, words, behind) {
    this.#root = root;
    this.#words = words;
    this.#behind = behind;
    root.querySelector(".source-close").addEventListener("click", () => this.close());
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    NARROW.addEventListener("change", () => this.#cover());
    this.#cover();
  }

  // Shows reports to begin with, while nothing is cited.
  offer(documents) {
    if (this.#wanted) return;
    const lines = documents.map((document) => {
      const open = () => this.show({ document_id: document.id, title: document.title });
      return element("li", {}, button(document.title, { class: "report", on: { click: open } }));
    });
    const text = element("p", { class: "soft" }, this.#words.sourceEmpty);
    this.#fill(this.#words.source, null, text, element("ul", { class: "reports" }, ...lines));
  }

  // Shows where `citation` stands; without a `start`, its report from the beginning. `back` gets the
  // focus when the reader is done. `quietly` opens no sheet, for what nobody has asked to see.
  async show(citation, { back = null, focus = false, quietly = false } = {}) {
    if (quietly && NARROW.matches) return;
    this.#wanted = citation;
    this.#back = back;
    if (!quietly) this.#open();
    try {
      const report = await this.#report(citation);
      if (this.#wanted === citation) this.#place(report, citation, focus);
    } catch (problem) {
      if (this.#wanted === citation) this.#fail(citation, problem);
    }
  }

  close() {
    delete this.#root.dataset.open;
    this.#cover();
    this.#back?.focus();
    this.#back = null;
  }

  #open() {
    this.#root.dataset.open = "";
    this.#cover();
    if (NARROW.matches) this.#root.querySelector(".source-close").focus();
  }

  // What a sheet lies over is out of reach while it does, and a sheet put away is too.
  #cover() {
    const open = "open" in this.#root.dataset;
    for (const node of this.#behind) node.inert = NARROW.matches && open;
    this.#root.inert = NARROW.matches && !open;
  }

  async #report(citation) {
    const id = citation.document_id;
    const known = this.#reports.get(id);
    if (known) return known;
    this.#say(citation, this.#words.sourceLoading);
    const address = `/api/v1/documents/${encodeURIComponent(id)}`;
    const [about, text] = await Promise.all([readJson(address), readText(`${address}/text`)]);
    const report = { about, text, points: new PointMap(text), paper: null, body: null };
    this.#reports.set(id, report);
    if (this.#reports.size > KEPT) this.#reports.delete(this.#reports.keys().next().value);
    return report;
  }

  #place(report, citation, focus) {
    if (!report.paper) this.#set(report);
    const body = this.#fill(citation.title, report.about.url, report.body);
    if (citation.start === undefined) {
      body.scrollTop = 0;
      return;
    }
    const range = [citation.start, citation.end].map((point) => report.points.toUnits(point));
    if (range[0] < 0 || report.text.slice(...range) !== citation.quote) {
      this.#instead(citation, this.#words.sourceChanged);
      return;
    }
    const [mark] = report.paper.cite(range);
    mark?.scrollIntoView({ block: "center", behavior: STILL.matches ? "auto" : "smooth" });
    if (focus || NARROW.matches) mark?.focus({ preventScroll: true });
  }

  #set(report) {
    report.body = element("div", { class: "source-text", lang: languageOf(report.text) });
    const { title, subtitle, sections } = report.about;
    const headings = sections.filter(({ path }) => path.length).map((section) => ({
      from: report.points.toUnits(section.start),
      to: endOfLine(report.text, report.points.toUnits(section.start)),
      depth: section.path.length,
    }));
    report.paper = new Paper(report.body, report.text, layOut(report.text, { title, subtitle, headings }));
  }

  #fail(citation, problem) {
    if (problem.code === "unknown_document") {
      this.#instead(citation, this.#words.sourceGone);
      return;
    }
    const again = () => this.show(citation, { back: this.#back });
    this.#say(citation, this.#words.sourceFailed, button(this.#words.retry, { on: { click: again } }));
  }

  // Where the passage itself cannot be shown, what was quoted of it still can.
  #instead(citation, reason) {
    const quote = citation.quote && element("blockquote", {}, citation.quote);
    this.#say(citation, reason, quote ?? null);
  }

  #say(citation, text, ...more) {
    this.#fill(citation.title, null, element("p", { class: "soft", role: "status" }, text), ...more);
  }

  #fill(title, address, ...nodes) {
    this.#root.querySelector(".source-title").textContent = title;
    const whole = this.#root.querySelector(".source-whole");
    whole.replaceChildren(...(address ? [link(this.#words.whole, address)] : []));
    const body = this.#root.querySelector(".source-body");
    body.replaceChildren(...nodes);
    return body;
  }
}

function endOfLine(text, from) {
  const line = /[^\n\r]*/y;
  line.lastIndex = from;
  return from + line.exec(text)[0].length;
}

// Which rules of setting hold: a text is Chinese when a part of its beginning is.
function languageOf(text) {
  return /\p{Script=Han}/u.test(text.slice(0, 500)) ? "zh-CN" : "en";
}
