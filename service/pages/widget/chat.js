// <wenju-chat>: questions and answers with their citations, in any page.
//
// Attributes are its whole interface: `endpoint`, `report`, `lang`, `site-key`, `heading`, `theme`;
// with `launcher` it stands in a corner (`position`) behind a button, else where it is placed.
// Looks are set by custom properties (`--wenju-accent` …) and parts. What stands inside the tag is
// shown where there are no scripts.

import { ANSWER_WORDS } from "../shared/answer.js";
import { element } from "../shared/dom.js";
import { questionsAbout } from "../shared/suggestions.js";
import { Conversation } from "./conversation.js";
import { AnswerEvent, AskEvent, CiteEvent, FailEvent, ToggleEvent } from "./events.js";
import { Exchange } from "./exchange.js";
import { Panel } from "./panel.js";
import { sheet } from "./style.js";
import { CHAT_WORDS } from "./words.js";

const NARROW = "(max-width: 30rem)";
const EXAMPLES = 3;
const FACTS_FOR_EXAMPLES = 40;

export class WenjuChat extends HTMLElement {
  static observedAttributes = [
    "endpoint",
    "heading",
    "lang",
    "launcher",
    "position",
    "report",
    "site-key",
    "theme",
  ];

  // Returns the name that the element has from now on.
  static define(tag = "wenju-chat") {
    if (!customElements.get(tag)) customElements.define(tag, class extends WenjuChat {});
    return tag;
  }

  #root = this.attachShadow({ mode: "open" });
  #narrow = window.matchMedia(NARROW);
  #panel = null;
  #conversation = null;
  #connected = null;
  #language = null;
  #toldOpen = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }

  // The service's address without a closing slash; by default where this script came from.
  get endpoint() {
    const own = new URL("../..", import.meta.url);
    const given = this.getAttribute("endpoint");
    const { origin, pathname } = (given && httpAddress(given)) || own;
    return `${origin}${pathname}`.replace(/\/+$/, "");
  }

  // Ids of the documents that are asked; none means all.
  get reports() {
    return (this.getAttribute("report") ?? "").split(/[\s,]+/).filter(Boolean);
  }

  get siteKey() {
    const key = this.getAttribute("site-key") ?? "";
    return /^[\w-]{1,200}$/.test(key) ? key : "";
  }

  // "zh" or "en": as the attribute says, else the page, else the browser.
  get language() {
    const page = this.closest("[lang]")?.getAttribute("lang");
    const code = (page || navigator.language).toLowerCase();
    return code.startsWith("zh") ? "zh" : "en";
  }

  get heading() {
    return this.getAttribute("heading")?.trim() || CHAT_WORDS[this.language].heading;
  }

  get launcher() {
    return this.hasAttribute("launcher");
  }

  get position() {
    return this.getAttribute("position") === "left" ? "left" : "right";
  }

  get theme() {
    const theme = this.getAttribute("theme");
    return theme === "light" || theme === "dark" ? theme : "auto";
  }

  get open() {
    return this.#panel?.open ?? false;
  }

  connectedCallback() {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    this.#narrow.addEventListener("change", () => this.#panel.refit(this.#narrow.matches), { signal });
    const observer = new MutationObserver(() => this.#language !== this.language && this.#build());
    observer.observe(document.documentElement, { attributeFilter: ["lang"] });
    signal.addEventListener("abort", () => observer.disconnect());
    this.#build();
  }

  disconnectedCallback() {
    this.#connected.abort();
    this.#conversation.stop();
  }

  attributeChangedCallback(_name, before, now) {
    if (this.#panel && before !== now) this.#build();
  }

  show() {
    this.#panel.show(this.#narrow.matches);
  }

  hide() {
    this.#panel.hide();
  }

  // Asks as if someone had typed it.
  async ask(question) {
    const exchange = new Exchange(question, this.language, this.#words, {
      onCite: (citation, event) => this.#cite(citation, event),
      onAsk: (next) => this.ask(next),
      onRetry: () => this.#keepFocus(() => this.#answer(question, exchange)),
    });
    await this.#keepFocus(() => {
      this.#panel.add(exchange.node);
      return this.#answer(question, exchange);
    });
  }

  get #words() {
    return CHAT_WORDS[this.language];
  }

  // All anew, since another report or another language makes another conversation.
  #build() {
    const wasOpen = this.open;
    this.#language = this.language;
    this.#conversation?.stop();
    this.#conversation = new Conversation(this);
    this.#panel = new Panel(this, this.#words, {
      onAsk: (question) => this.ask(question),
      onStop: () => this.#conversation.stop(),
      onRenew: () => this.#renew(),
      onToggle: (open) => this.#toggled(open),
    });
    this.#root.replaceChildren(this.#panel.node);
    this.#panel.start();
    if (wasOpen) this.show();
  }

  #renew() {
    this.#build();
    if (!this.launcher) this.#panel.focus();
  }

  // Where `act` takes away what had the focus, the log gets it.
  #keepFocus(act) {
    const focused = this.#root.activeElement;
    const done = act();
    if (focused && (!focused.isConnected || focused.closest("[hidden]"))) this.#panel.focusLog();
    return done;
  }

  #toggled(open) {
    if (open) this.#welcome();
    if (!this.launcher || open === this.#toldOpen) return;
    this.#toldOpen = open;
    this.dispatchEvent(new ToggleEvent(open));
  }

  async #answer(question, exchange) {
    const conversation = this.#conversation;
    const panel = this.#panel;
    exchange.showSearching();
    panel.setRunning(true, exchange.node);
    this.dispatchEvent(new AskEvent(question));
    try {
      const answer = await conversation.ask(question, (soFar) =>
        exchange.showProgress(soFar, () => panel.follow(exchange.node)),
      );
      if (answer) this.#showAnswer(answer, exchange, panel);
      else exchange.showStopped();
    } catch (problem) {
      exchange.showFailure(this.#reason(problem));
      panel.say(`${this.#words.failed} ${this.#reason(problem)}`);
      this.dispatchEvent(new FailEvent(problem));
    }
    // Where another question came in between, it is the one that is running.
    if (!conversation.running) panel.setRunning(false, exchange.node);
  }

  #showAnswer(answer, exchange, panel) {
    exchange.showAnswer(answer);
    const status = ANSWER_WORDS[this.language].status[answer.status] ?? answer.status;
    panel.say(this.#words.answered(status, answer.short_answer ?? answer.text));
    this.dispatchEvent(new AnswerEvent(answer));
  }

  #reason({ code, detail, status, retryAfterS }) {
    const { faults, wait } = this.#words;
    if (faults[code]) return faults[code];
    if (status !== 429 && status !== 503) return detail;
    return retryAfterS === null ? faults.busy : `${faults.busy} ${wait(retryAfterS)}`;
  }

  #cite(citation, event) {
    // Whoever asks for a new tab or window gets it.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.dispatchEvent(new CiteEvent(citation))) {
      this.#panel.showExcerpt(citation, event.currentTarget);
    }
  }

  // Says what is asked about and offers questions; without them the chat works all the same.
  async #welcome() {
    const panel = this.#panel;
    const conversation = this.#conversation;
    if (panel.welcomed) return;
    panel.welcomed = true;
    try {
      const documents = await conversation.documents();
      panel.showAbout(documents);
      const facts = await conversation.facts(FACTS_FOR_EXAMPLES);
      panel.showExamples(questionsAbout(facts, this.language, EXAMPLES));
    } catch {
      panel.welcomed = false;
    }
  }
}

function httpAddress(text) {
  try {
    const address = new URL(text, document.baseURI);
    return /^https?:$/.test(address.protocol) ? address : null;
  } catch {
    return null;
  }
}
