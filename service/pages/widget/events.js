// What the chat tells the page around it. Each bubbles and leaves the shadow tree.

class ChatEvent extends Event {
  constructor(type, options = {}) {
    super(type, { bubbles: true, composed: true, ...options });
  }
}

// A question was asked.
export class AskEvent extends ChatEvent {
  constructor(question) {
    super("wenju-ask");
    this.question = question;
  }
}

// The answer is whole; `answer` is as `POST /api/v1/answers` gives it.
export class AnswerEvent extends ChatEvent {
  constructor(answer) {
    super("wenju-answer");
    this.answer = answer;
  }
}

// A citation is about to be shown; `preventDefault()` leaves that to the page.
export class CiteEvent extends ChatEvent {
  constructor(citation) {
    super("wenju-cite", { cancelable: true });
    this.citation = citation;
  }
}

// There was no answer; `problem.code` says why.
export class FailEvent extends ChatEvent {
  constructor(problem) {
    super("wenju-fail");
    this.problem = problem;
  }
}

// The panel was opened or closed.
export class ToggleEvent extends ChatEvent {
  constructor(open) {
    super("wenju-toggle");
    this.open = open;
  }
}
