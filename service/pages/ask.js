// The page to ask on. It speaks the public contract only, and shows what comes back as text nodes:
// no word of a report or of an answer is ever read as HTML.

const WORDS = {
  zh: {
    tagline: "向报告提问，答案都有原文为据",
    label: "问题",
    placeholder: "问一个报告里有答案的问题…（回车提问）",
    send: "提问",
    searching: "正在查找…",
    source: "查看原文",
    partial: "只找到一部分",
    reasons: {
      out_of_scope: "这个问题与库中的报告无关",
      not_stated: "报告没有说到",
      premise_conflict: "问题的前提与报告不符",
    },
    not_found: "报告里没有找到答案",
    formula: "计算：",
    suggestions: "可以试试：",
    failed: "没有得到回答",
    offline: "连接不上服务，请稍后再试。",
    retry: "重试",
    library: (documents, facts) => `${documents} 份报告 · ${facts} 个数字`,
    starting: "正在准备报告库…",
  },
  en: {
    tagline: "Ask the reports; every answer comes with the source's own words",
    label: "Question",
    placeholder: "Ask something that the reports answer… (Enter sends)",
    send: "Ask",
    searching: "Searching…",
    source: "See the source",
    partial: "Only part of it was found",
    reasons: {
      out_of_scope: "The reports are about something else",
      not_stated: "The reports do not say",
      premise_conflict: "The reports say otherwise",
    },
    not_found: "The reports do not answer this",
    formula: "Computed: ",
    suggestions: "You could ask:",
    failed: "There was no answer",
    offline: "The service cannot be reached. Please try again.",
    retry: "Try again",
    library: (documents, facts) =>
      `${documents} ${documents === 1 ? "report" : "reports"} · ${facts} numbers`,
    starting: "The library is being made ready…",
  },
};

const EXAMPLES = 4;
const READY_POLL_MS = 2000;
const LONG_ANSWER_CHARS = 40;

const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const words = WORDS[language];
const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = document.getElementById("send");
const reply = document.getElementById("reply");
const library = document.getElementById("library");
const examples = document.getElementById("examples");

let running = null;

function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null));
  return node;
}

function link(text, href) {
  const node = element("a", "", text);
  node.href = href;
  return node;
}

function button(text, className, act) {
  const node = element("button", className, text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

async function getJson(address, options) {
  const response = await fetch(address, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? response.statusText);
  return body;
}

// Only one question at a time: a new one ends the one before.
async function ask(question) {
  running?.abort();
  const mine = (running = new AbortController());
  box.value = question;
  window.history.replaceState(null, "", `#q=${encodeURIComponent(question)}`);
  send.disabled = true;
  reply.setAttribute("aria-busy", "true");
  reply.replaceChildren(element("p", "soft waiting", words.searching));
  try {
    const answer = await getJson("/api/v1/answers", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question }),
      signal: mine.signal,
    });
    reply.replaceChildren(answer.status === "not_found" ? notFound(answer) : found(answer));
  } catch (error) {
    if (mine.signal.aborted) return;
    reply.replaceChildren(failure(question, error));
  } finally {
    if (running === mine) {
      send.disabled = false;
      reply.removeAttribute("aria-busy");
    }
  }
}

function found(answer) {
  const long = (answer.short_answer ?? "").length > LONG_ANSWER_CHARS;
  return element(
    "article",
    "card",
    element("h2", "", answer.question),
    answer.status === "partial" ? element("p", "note", words.partial) : null,
    answer.short_answer ? element("p", long ? "short long" : "short", answer.short_answer) : null,
    textWithMarks(answer.text),
    correction(answer),
    answer.calculation ? element("p", "note", words.formula + formula(answer.calculation)) : null,
    quotes(answer.citations),
  );
}

function notFound(answer) {
  const reason = words.reasons[answer.reason] ?? words.not_found;
  const again = element("div", "examples");
  again.append(...answer.suggestions.map((text) => button(text, "", () => ask(text))));
  return element(
    "article",
    "card none",
    element("h2", "", answer.question),
    element("p", "verdict", reason),
    textWithMarks(answer.text),
    correction(answer),
    answer.suggestions.length ? element("p", "soft", words.suggestions) : null,
    answer.suggestions.length ? again : null,
    quotes(answer.citations),
  );
}

// Where the text already says it, once is enough.
function correction({ correction: said, text }) {
  return said && !text.includes(said) ? element("p", "note", said) : null;
}

function failure(question, error) {
  // `fetch` rejects with a TypeError when there is no connection; its words help nobody.
  const reason = error instanceof TypeError ? words.offline : error.message;
  const card = element(
    "article",
    "card failed",
    element("p", "verdict", words.failed),
    element("p", "", reason),
    button(words.retry, "main", () => ask(question)),
  );
  card.setAttribute("role", "alert");
  return card;
}

function formula(calculation) {
  return `${calculation.expression} = ${calculation.result}${calculation.unit}`;
}

// `[n]` in the text leads to quote n.
function textWithMarks(text) {
  const parts = text.split(/\[(\d+)\]/);
  const nodes = parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const mark = link(`[${part}]`, `#quote-${part}`);
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const quote = document.getElementById(`quote-${part}`);
      quote?.scrollIntoView({ block: "center" });
      quote?.focus({ preventScroll: true });
    });
    return mark;
  });
  return element("p", "text", ...nodes);
}

function quotes(citations) {
  if (!citations.length) return null;
  return element("ol", "quotes", ...citations.map(quote));
}

function quote(citation) {
  const where = [citation.title, ...citation.section].join(" › ");
  const item = element(
    "li",
    "",
    element("blockquote", "", citation.quote),
    element("p", "soft", `[${citation.number}] ${where} · `, link(words.source, citation.url)),
  );
  item.id = `quote-${citation.number}`;
  item.tabIndex = -1;
  return item;
}

// The examples are questions about numbers that the library itself holds, from all over it.
function exampleQuestions(facts) {
  const short = facts.filter((fact) => {
    const length = [...fact.measure].length;
    return length >= 4 && length <= 16;
  });
  const distinct = [...new Set(short.map(questionAbout))];
  const step = Math.max(1, Math.floor(distinct.length / EXAMPLES));
  return distinct.filter((_, index) => index % step === 0).slice(0, EXAMPLES);
}

// In the language of the report, whatever that of the page.
function questionAbout(fact) {
  if (!/\p{Script=Han}/u.test(fact.measure)) return `What is the number of ${fact.measure}?`;
  return fact.kind === "quantity" ? `${fact.measure}多少${fact.unit}？` : `${fact.measure}是多少？`;
}

async function showLibrary() {
  try {
    const facts = await getJson("/api/v1/facts?limit=200");
    const { documents } = await getJson("/api/v1/documents");
    library.textContent = words.library(documents.length, facts.total);
    const questions = exampleQuestions(facts.facts);
    examples.replaceChildren(...questions.map((text) => button(text, "", () => ask(text))));
    examples.hidden = questions.length === 0;
  } catch {
    library.textContent = words.starting;
    window.setTimeout(showLibrary, READY_POLL_MS);
  }
}

function translate() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = words[node.dataset.text];
  }
  box.placeholder = words.placeholder;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (question) ask(question);
});

box.addEventListener("keydown", (event) => {
  // Enter also ends a word in an input method; only a bare Enter asks.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

translate();
showLibrary();

const asked = new URLSearchParams(window.location.hash.slice(1)).get("q");
if (asked) ask(asked.slice(0, box.maxLength));
