// The page to ask on: its parts joined. It speaks the public contract only.

import { setUpPage } from "./shared/chrome.js";
import { readJson, streamAnswer } from "./shared/contract.js";
import { announce, button, icon } from "./shared/dom.js";
import { language, pick, translate } from "./shared/language.js";
import { questionsAbout } from "./shared/suggestions.js";
import { copyText } from "./quoting/clipboard.js";
import { toast } from "./quoting/toast.js";
import { Composer } from "./ask/composer.js";
import { answerAsText, askedBy, fragmentOf } from "./ask/copying.js";
import { asHistory, History } from "./ask/history.js";
import { Past } from "./ask/past.js";
import { explain } from "./ask/problems.js";
import { Reports } from "./ask/reports.js";
import { SourcePanel } from "./ask/source-panel.js";
import { summaryOf, Turn } from "./ask/turn.js";
import { WORDS } from "./ask/words.js";

const POLL_MS = 2000;
const EXAMPLES = 4;
const words = pick(WORDS);
const byId = (id) => document.getElementById(id);
const [log, welcome, library, examples] = ["log", "welcome", "library", "examples"].map(byId);

setUpPage({ zh: WORDS.zh.intro, en: WORDS.en.intro });
translate(document.body, words);

const history = new History();
const composer = new Composer(byId("ask"), words, { onAsk: ask, onStop: stop });
const reports = new Reports(byId("reports-open"), byId("reports"), words);
const source = new SourcePanel(byId("source"), words, [byId("masthead"), byId("talk")]);
new Past(byId("past-open"), byId("past"), history, words, { onOpen: open, onClear: begin });

const act = {
  onCite: cite,
  onAsk: ask,
  onRetry: retry,
  onCopy: copy,
  onShare: share,
  offered: () => offered,
};
let offered = [];
let conversation = history.begin();
let running = null;

function ask(question) {
  const turn = new Turn({ question, documents: reports.chosen }, words, act);
  add(turn);
  reply(turn);
}

function retry(turn) {
  composer.focus();
  reply(turn);
}

// The address asks the last question again, for whoever it is sent to.
function add(turn) {
  welcome.hidden = true;
  log.append(turn.node);
  window.history.replaceState(null, "", fragmentOf(turn));
}

function stop() {
  running?.abort();
}

// One question at a time: a new one ends the one before.
async function reply(turn) {
  stop();
  const mine = (running = new AbortController());
  const { question, documents } = turn;
  composer.busy = true;
  turn.begin();
  turn.node.scrollIntoView({ block: "start" });
  announce(words.searching);
  try {
    const body = { question, history: asHistory(conversation.turns), documents };
    const answer = await streamAnswer("", body, {
      signal: mine.signal,
      onCitation: (citation) => turn.addCitation(citation),
      onDelta: (text) => turn.addText(text),
    });
    settle(turn, answer);
  } catch (problem) {
    const stopped = mine.signal.aborted;
    if (stopped) turn.stop();
    else turn.fail(problem);
    // Where another question came in between, it is the one that is told of.
    if (running === mine) announce(stopped ? words.stopped : explain(problem, words.problems));
  } finally {
    if (running === mine) composer.busy = false;
  }
}

function settle(turn, answer) {
  turn.finish(answer);
  announce(summaryOf(answer, words));
  conversation.turns.push({ question: turn.question, documents: turn.documents, answer });
  history.keep(conversation);
  const [first] = answer.citations;
  if (first) source.show(first, { quietly: true });
}

// A press with a key that asks for a new tab is left to the browser.
function cite(citation, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  for (const mark of log.querySelectorAll("[aria-current]")) mark.removeAttribute("aria-current");
  event.currentTarget.setAttribute("aria-current", "true");
  // A click without a pointer came from the keyboard, which then goes on in the source.
  source.show(citation, { back: event.currentTarget, focus: event.detail === 0 });
}

function copy(answer) {
  copyAndTell(answerAsText(answer, window.location.origin), words.copied);
}

// Without the language, which is the next reader's own.
function share(turn) {
  const { origin, pathname } = window.location;
  copyAndTell(`${origin}${pathname}${fragmentOf(turn)}`, words.shared);
}

async function copyAndTell(text, done) {
  if (await copyText(text)) {
    toast(done);
    return;
  }
  const dialog = byId("by-hand");
  const box = dialog.querySelector("textarea");
  box.value = text;
  dialog.showModal();
  box.select();
}

function begin() {
  stop();
  conversation = history.begin();
  log.replaceChildren();
  welcome.hidden = false;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  composer.focus();
}

function open(former) {
  begin();
  conversation = former;
  for (const { question, documents, answer } of former.turns) {
    const turn = new Turn({ question, documents }, words, act);
    turn.finish(answer);
    add(turn);
  }
  log.lastElementChild?.scrollIntoView({ block: "start" });
}

async function showLibrary() {
  try {
    const facts = await readJson("/api/v1/facts?limit=200");
    const { documents } = await readJson("/api/v1/documents");
    offer(documents, facts);
    if (documents.length) return;
  } catch (problem) {
    library.textContent = problem.status === 503 ? words.starting : words.unreachable;
  }
  window.setTimeout(showLibrary, POLL_MS);
}

function offer(documents, { total, facts }) {
  const some = documents.length > 0;
  library.textContent = some ? words.library(documents.length, total) : `${words.empty}${words.emptyHow}`;
  reports.offer(documents);
  if (!some) return;
  source.offer(documents);
  offered = questionsAbout(facts, language, EXAMPLES);
  const choices = offered.map((text) => button(text, { on: { click: () => ask(text) } }));
  examples.querySelector(".choices").replaceChildren(...choices);
}

// The address may hold a question: a link that someone shared, or this page loaded anew.
function followAddress() {
  const asked = askedBy(window.location.hash);
  if (!asked) return;
  const latest = history.latest();
  const last = latest.turns.at(-1);
  if (last && fragmentOf(last) === fragmentOf(asked)) {
    open(latest);
    return;
  }
  begin();
  reports.choose(asked.documents);
  ask(asked.question.slice(0, composer.longest));
}

byId("fresh").prepend(icon("plus"));
byId("past-open").prepend(icon("menu"));
byId("fresh").addEventListener("click", begin);
document.querySelector(".source-close").append(icon("close"));
window.addEventListener("hashchange", followAddress);
showLibrary();
followAddress();
