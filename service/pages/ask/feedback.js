// Thumbs for an answer. A verdict is sent at once; a comment may follow it.

import { readJson } from "../shared/contract.js";
import { announce, button, element, iconButton } from "../shared/dom.js";

const COMMENT_CHARS = 2000;

// Returns the two buttons and the place where the comment is asked for.
export function feedbackOn(answer, words) {
  const panel = element("div", { class: "feedback", hidden: true });
  const thumbs = ["up", "down"].map((verdict) =>
    iconButton(`thumb-${verdict}`, words[verdict], {
      "aria-pressed": "false",
      on: { click: () => judge(verdict) },
    }),
  );

  async function judge(verdict) {
    thumbs.forEach((thumb, index) => {
      thumb.setAttribute("aria-pressed", String((index === 0) === (verdict === "up")));
    });
    if (await send({ verdict })) askForComment(verdict);
  }

  function askForComment(verdict) {
    const field = element("textarea", { class: "field", rows: 2, maxlength: COMMENT_CHARS });
    const question = verdict === "up" ? words.commentUp : words.commentDown;
    const form = element(
      "form",
      {},
      element("label", {}, question, field),
      element("p", { class: "soft" }, words.commentNote),
      button(words.commentSend, { type: "submit" }),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const comment = field.value.trim();
      if (!comment || (await send({ verdict, comment }))) tell(words.thanks);
    });
    panel.replaceChildren(form);
    panel.hidden = false;
    announce(words.thanks);
    if (verdict === "down") field.focus();
  }

  async function send(said) {
    const body = { answer_id: answer.id, question: answer.question, ...said };
    const headers = { "Content-Type": "application/json" };
    try {
      await readJson("/api/v1/feedback", { method: "POST", headers, body: JSON.stringify(body) });
      return true;
    } catch {
      thumbs.forEach((thumb) => thumb.setAttribute("aria-pressed", "false"));
      tell(words.feedbackFailed);
      return false;
    }
  }

  function tell(text) {
    panel.replaceChildren(element("p", { class: "soft" }, text));
    panel.hidden = false;
    announce(text);
  }

  return { thumbs, panel };
}
