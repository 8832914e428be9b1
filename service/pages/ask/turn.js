// One question with its reply, in each state that a reply can be in: under way, whole, stopped, failed.

import { ANSWER_WORDS, renderAnswer } from "../shared/answer.js";
import { button, element, icon, iconButton } from "../shared/dom.js";
import { pick } from "../shared/language.js";
import { feedbackOn } from "./feedback.js";
import { detailOf, explain } from "./problems.js";

const answerWords = pick(ANSWER_WORDS);
// A question that fills more than this is shown smaller.
const LONG_QUESTION = 60;

export class Turn {
  #words;
  #act;
  #reply;
  #partial;
  #drawing = 0;

  // `act` is {onCite(citation, event), onAsk(question), onRetry(turn), onCopy(answer),
  // onShare(turn), offered()}, of which the last returns questions that can be answered.
  constructor({ question, documents = [] }, words, act) {
    this.question = question;
    this.documents = documents;
    this.#words = words;
    this.#act = act;
    this.#reply = element("div", { class: "reply" });
    const size = question.length > LONG_QUESTION ? "question long" : "question";
    this.node = element(
      "section",
      { class: "turn" },
      element("h2", { class: size }, question),
      this.#reply,
    );
    this.#partial = { question, text: "", citations: [] };
  }

  // A reply begins; what came before it (a failure, a part) is gone.
  begin() {
    this.#partial = { question: this.question, text: "", citations: [] };
    this.#show(this.#waiting(this.#words.searching));
  }

  addCitation(citation) {
    this.#partial.citations.push(citation);
    this.#draw();
  }

  addText(text) {
    this.#partial.text += text;
    this.#draw();
  }

  finish(answer) {
    this.answer = answer;
    const { thumbs, panel } = feedbackOn(answer, this.#words);
    this.#show(
      this.#whole(answer),
      element(
        "div",
        { class: "tools" },
        iconButton("copy", this.#words.copy, { on: { click: () => this.#act.onCopy(answer) } }),
        iconButton("share", this.#words.share, { on: { click: () => this.#act.onShare(this) } }),
        ...thumbs,
      ),
      panel,
    );
  }

  // Who is told that there is no answer, and of nothing near, is shown what can be answered.
  #whole(answer) {
    const lost = answer.status === "not_found" && answer.suggestions.length === 0;
    const shown = lost ? { ...answer, suggestions: this.#act.offered() } : answer;
    const words = lost ? { ...answerWords, suggestions: this.#words.examples } : answerWords;
    return renderAnswer(shown, words, this.#act);
  }

  // What had come until then stays, without being passed off as an answer.
  stop() {
    const part = this.#partial.text ? [renderAnswer(this.#partial, answerWords, this.#act)] : [];
    this.#show(...part, this.#notice(this.#words.stopped));
  }

  fail(problem) {
    const detail = detailOf(problem);
    this.#show(
      this.#notice(
        explain(problem, this.#words.problems),
        detail ? element("p", { class: "soft", lang: "en" }, detail) : null,
      ),
    );
  }

  // Pieces come faster than a window is painted.
  #draw() {
    if (this.#drawing) return;
    this.#drawing = window.requestAnimationFrame(() => {
      this.#drawing = 0;
      const part = renderAnswer(this.#partial, answerWords, this.#act);
      this.#reply.replaceChildren(part, this.#waiting(this.#words.writing));
    });
  }

  #show(...nodes) {
    window.cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    this.#reply.replaceChildren(...nodes);
  }

  #waiting(text) {
    const dots = element("span", { class: "dots", "aria-hidden": "true" });
    return element("p", { class: "waiting" }, dots, text);
  }

  #notice(text, detail = null) {
    const again = button("", { class: "retry", on: { click: () => this.#act.onRetry(this) } });
    again.append(icon("retry"), this.#words.retry);
    return element("div", { class: "notice" }, element("p", {}, text), detail, again);
  }
}

// What is said of a whole answer to who listens.
export function summaryOf({ status, short_answer: short }, words) {
  const said = answerWords.status[status] ?? "";
  return short ? words.summary(said, short) : said;
}
