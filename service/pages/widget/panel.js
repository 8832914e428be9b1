// The chat as nodes: the launcher, the panel with its log, the line to type in, and how the focus
// moves between them. What is asked and answered is for chat.js.

import { button, element, icon, iconButton } from "../shared/dom.js";
import { Excerpt } from "./excerpt.js";

const MAX_QUESTION_CHARS = 2000;
const FOLLOW_MARGIN_PX = 16;

export class Panel {
  node;
  welcomed = false;
  #host;
  #words;
  #acts;
  #launcher = null;
  #corner = null;
  #box;
  #log;
  #intro;
  #field;
  #stop;
  #status;
  #excerpt;
  #title;

  // `acts`: {onAsk(question), onStop(), onRenew(), onToggle(open)}.
  constructor(host, words, acts) {
    this.#host = host;
    this.#words = words;
    this.#acts = acts;
    this.#excerpt = new Excerpt(words, () => this.focusLog());
    this.#status = element("p", { class: "visually-hidden", role: "status" });
    this.#intro = this.#makeIntro();
    this.#log = this.#makeLog();
    this.#box = this.#makeBox();
    this.node = element("div", {
      class: "root",
      lang: host.language === "zh" ? "zh-CN" : "en",
      "data-theme": host.theme,
      "data-position": host.position,
      on: keysKeptInside,
    });
    this.node.append(...(host.launcher ? [this.#makeCorner(), this.#box] : [this.#box]));
  }

  get open() {
    return this.#box.matches(":popover-open, dialog:modal");
  }

  // To be called once the nodes are in the page.
  start() {
    if (this.#host.launcher) this.#corner.showPopover();
    else this.#acts.onToggle(true);
  }

  // In the top layer nothing of the page can lie above it. On a narrow screen it is all there is to
  // see, so there it is modal.
  show(narrow) {
    if (!this.#host.launcher || this.open) return;
    if (narrow) this.#box.showModal();
    else this.#box.showPopover();
    this.#launcher.setAttribute("aria-expanded", "true");
    // A field that takes the focus brings up the keyboard of a phone, over half of the panel.
    if (narrow) this.#title.focus();
    else this.focus();
    this.#acts.onToggle(true);
  }

  hide() {
    if (!this.#host.launcher || !this.open) return;
    this.#shut();
    this.#launcher.setAttribute("aria-expanded", "false");
    this.#launcher.focus();
    this.#acts.onToggle(false);
  }

  // Changes between modal and not, for a window that was turned or drawn wider.
  refit(narrow) {
    if (!this.#host.launcher || !this.open) return;
    this.#shut();
    if (narrow) this.#box.showModal();
    else this.#box.showPopover();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  focusLog() {
    this.#log.focus({ preventScroll: true });
  }

  add(exchange) {
    this.#excerpt.close();
    this.#intro.hidden = true;
    this.#log.append(exchange);
  }

  setRunning(running, exchange) {
    this.#log.setAttribute("aria-busy", String(running));
    if (!running && this.#stop.matches(":focus")) this.focusLog();
    this.#stop.hidden = !running;
    if (running) this.#status.textContent = "";
    this.follow(exchange);
  }

  // Keeps the end in sight while an answer grows, but never pushes its question out of it.
  follow(exchange) {
    this.#log.scrollTop = exchange.offsetTop - FOLLOW_MARGIN_PX;
  }

  // Once for each answer: a log that spoke itself would read every piece of it.
  say(text) {
    this.#status.textContent = text;
  }

  showExcerpt(citation, opener) {
    this.#excerpt.show(citation, opener);
  }

  showAbout(documents) {
    const { about, aboutAll } = this.#words;
    const text = documents.length === 1 ? about(documents[0].title) : aboutAll(documents.length);
    this.#intro.querySelector(".about").textContent = text;
  }

  showExamples(questions) {
    if (!questions.length) return;
    const ask = (question) => button(question, { on: { click: () => this.#acts.onAsk(question) } });
    this.#intro.append(
      element("p", { class: "label" }, this.#words.examples),
      element("div", { class: "choices" }, ...questions.map(ask)),
    );
  }

  #shut() {
    if (this.#box.matches("dialog:modal")) this.#box.close();
    else this.#box.hidePopover();
  }

  #makeCorner() {
    this.#launcher = button(element("span", {}, this.#host.heading), {
      class: "launcher",
      part: "launcher",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      on: { click: () => (this.open ? this.hide() : this.#host.show()) },
    });
    this.#launcher.prepend(icon("quote"));
    this.#corner = element("div", { class: "corner", popover: "manual" }, this.#launcher);
    return this.#corner;
  }

  #makeBox() {
    const inside = [
      this.#makeHead(),
      element("div", { class: "body" }, this.#log, this.#excerpt.node),
      this.#makeForm(),
      this.#status,
    ];
    const named = { class: "panel", part: "panel", "aria-labelledby": "title" };
    const on = { keydown: (event) => this.#escape(event) };
    if (!this.#host.launcher) return element("section", { ...named, on }, ...inside);
    const cancel = (event) => {
      event.preventDefault();
      this.hide();
    };
    return element("dialog", { ...named, popover: "manual", on: { ...on, cancel } }, ...inside);
  }

  #makeHead() {
    const { closeLabel, renew } = this.#words;
    this.#title = element("h2", { id: "title", tabindex: "-1" }, this.#host.heading);
    const close = iconButton("close", closeLabel, { on: { click: () => this.hide() } });
    return element(
      "header",
      { class: "head", part: "header" },
      this.#title,
      iconButton("plus", renew, { on: { click: () => this.#acts.onRenew() } }),
      this.#host.launcher ? close : null,
    );
  }

  #makeIntro() {
    return element(
      "div",
      { class: "intro" },
      element("p", { class: "welcome" }, this.#words.welcome),
      element("p", { class: "soft" }, this.#words.promise),
      element("p", { class: "about soft" }),
    );
  }

  #makeLog() {
    const attributes = {
      class: "log",
      part: "log",
      role: "log",
      tabindex: "0",
      "aria-label": this.#words.log,
      "aria-live": "off",
    };
    return element("div", attributes, this.#intro);
  }

  #makeForm() {
    const { question, placeholder, send, stop } = this.#words;
    this.#field = element("textarea", {
      rows: "1",
      maxlength: MAX_QUESTION_CHARS,
      "aria-label": question,
      placeholder,
      part: "field",
      on: { keydown: (event) => this.#sendOnEnter(event) },
    });
    this.#stop = iconButton("stop", stop, { hidden: true, on: { click: () => this.#acts.onStop() } });
    const go = iconButton("send", send, { class: "main", type: "submit", part: "send" });
    const submit = (event) => {
      event.preventDefault();
      this.#send();
    };
    return element("form", { part: "form", on: { submit } }, this.#field, this.#stop, go);
  }

  #send() {
    const question = this.#field.value.trim();
    if (!question) return;
    this.#field.value = "";
    this.focus();
    this.#acts.onAsk(question);
  }

  // Enter also ends a word in an input method; only a bare Enter sends.
  #sendOnEnter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #escape(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    if (this.#excerpt.open) this.#excerpt.close();
    else this.hide();
  }
}

// The page's own shortcuts must not fire while someone types a question.
const stop = (event) => event.stopPropagation();
const keysKeptInside = { keydown: stop, keyup: stop, keypress: stop };
