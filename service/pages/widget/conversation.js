// Asks, one question at a time, and remembers what was said so that a follow-up is understood. It is
// kept in memory only and knows nothing of nodes.

import { Problem, readJson, streamAnswer } from "../shared/contract.js";

// A body may have 64 KiB; this much of the past stays well below that, in Chinese too.
const TURNS = 6;
const TURN_CHARS = 2000;

export class Conversation {
  #service;
  #turns = [];
  #running = null;

  // `service`: {endpoint, siteKey, reports}.
  constructor(service) {
    this.#service = service;
  }

  get running() {
    return this.#running !== null;
  }

  // Returns the whole answer, or null when another question or `stop` came in between; tells of the
  // answer so far while it comes. A fault is a `Problem`.
  async ask(question, onProgress = () => {}) {
    this.stop();
    const mine = (this.#running = new AbortController());
    try {
      const answer = await this.#stream(question, mine.signal, onProgress);
      if (mine.signal.aborted) return null;
      this.#remember(question, answer);
      return answer;
    } catch (error) {
      if (mine.signal.aborted) return null;
      throw await this.#explained(error);
    } finally {
      if (this.#running === mine) this.#running = null;
    }
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
  }

  // What is asked about: [{id, title}].
  async documents() {
    const { documents } = await this.#read("api/v1/documents");
    const wanted = new Set(this.#service.reports);
    return documents.filter(({ id }) => wanted.size === 0 || wanted.has(id));
  }

  // Some numbers of what is asked about, for questions to start from.
  async facts(limit) {
    const query = new URLSearchParams({ limit });
    for (const report of this.#service.reports) query.append("document", report);
    return (await this.#read(`api/v1/facts?${query}`)).facts;
  }

  async #stream(question, signal, onProgress) {
    const soFar = { status: null, text: "", citations: [] };
    const body = { question, history: this.#turns };
    if (this.#service.reports.length) body.documents = this.#service.reports;
    const answer = await streamAnswer(this.#service.endpoint, body, {
      signal,
      headers: this.#headers(),
      credentials: "omit",
      onCitation: (citation) => soFar.citations.push(this.#placed(citation)),
      onDelta: (text) => {
        soFar.text += text;
        if (!signal.aborted) onProgress(soFar);
      },
    });
    return { ...answer, citations: answer.citations.map((citation) => this.#placed(citation)) };
  }

  // The address of a citation is the service's, whatever page shows it.
  #placed(citation) {
    const { document_id: id, start, end } = citation;
    const page = `${this.#service.endpoint}/documents/${encodeURIComponent(id)}`;
    return { ...citation, url: `${page}#c=${Number(start)}-${Number(end)}` };
  }

  #remember(question, answer) {
    const turns = [
      { role: "user", content: question },
      { role: "assistant", content: [...answer.text].slice(0, TURN_CHARS).join("") },
    ];
    this.#turns = [...this.#turns, ...turns].slice(-TURNS);
  }

  // A browser does not tell a page that is refused from a service that is down. The scripts are
  // there for every page: if they can be reached, it is the page that may not ask.
  async #explained(error) {
    if (error.code !== "offline") return error;
    try {
      await fetch(`${this.#service.endpoint}/widget.js`, { credentials: "omit", cache: "no-store" });
    } catch {
      return error;
    }
    return new Problem({ code: "origin_refused", detail: "this page may not ask", status: 403 });
  }

  #read(path) {
    const options = { headers: this.#headers(), credentials: "omit" };
    return readJson(`${this.#service.endpoint}/${path}`, options);
  }

  #headers() {
    return this.#service.siteKey ? { "X-Wenju-Site-Key": this.#service.siteKey } : {};
  }
}
