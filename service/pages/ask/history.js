// The conversations so far, kept in this browser and nowhere else.
//
// A conversation is {id, turns}, a turn {question, documents, answer}; only turns that were answered
// are kept. Oldest conversations go first when there is no room.

import { forget, readStored, store } from "../shared/storage.js";

const KEY = "wenju.conversations";
const CONVERSATIONS = 40;
const TURNS = 60;
// What follow-ups are understood from; a request may hold 64 KiB in all.
const SENT_TURNS = 8;
const SENT_CHARS = 1200;
const SENT_BYTES = 40 * 1024;

export class History {
  #conversations = readConversations();

  get conversations() {
    return this.#conversations.toReversed();
  }

  // Returns the conversation that was last spoken in, or a new one.
  latest() {
    return this.#conversations.at(-1) ?? this.begin();
  }

  begin() {
    return { id: crypto.getRandomValues(new Uint32Array(2)).join("-"), turns: [] };
  }

  keep(conversation) {
    const others = this.#conversations.filter(({ id }) => id !== conversation.id);
    const { id, turns } = conversation;
    this.#conversations = [...others, { id, turns: turns.slice(-TURNS) }].slice(-CONVERSATIONS);
    while (this.#conversations.length && !store(KEY, JSON.stringify(this.#conversations))) {
      this.#conversations.shift();
    }
  }

  clear() {
    this.#conversations = [];
    forget(KEY);
  }
}

// Returns the last turns as the contract's `history`, oldest first, as many as there is room for.
export function asHistory(turns) {
  const sent = [];
  let room = SENT_BYTES;
  for (const { question, answer } of turns.slice(-SENT_TURNS).reverse()) {
    const messages = [
      { role: "user", content: cut(question) },
      { role: "assistant", content: cut(answer.text) },
    ];
    room -= new TextEncoder().encode(JSON.stringify(messages)).length;
    if (room < 0) break;
    sent.unshift(...messages);
  }
  return sent;
}

// By code points: half a surrogate pair would be refused.
function cut(text) {
  return text.length > SENT_CHARS ? [...text].slice(0, SENT_CHARS).join("") : text;
}

// What is stored may be of another version, or have been written by hand.
function readConversations() {
  try {
    const stored = JSON.parse(readStored(KEY) ?? "[]");
    return stored.filter((one) => typeof one.id === "string" && one.turns.every(isTurn));
  } catch {
    return [];
  }
}

function isTurn({ question, documents, answer }) {
  const { text, citations, suggestions } = answer;
  const said = [question, text].every((words) => typeof words === "string");
  const lists = [documents, citations, suggestions].every(Array.isArray);
  return said && lists && citations.every(isCitation);
}

function isCitation({ number, title, section, quote, url }) {
  const texts = [title, quote, url].every((text) => typeof text === "string");
  return texts && typeof number === "number" && Array.isArray(section);
}
