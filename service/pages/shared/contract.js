// Speaks the service's public contract: JSON, problem+json, and an answer as a stream of events.

// What went wrong, as the service told it. Codes of our own: "offline" (status 0) when nothing can be
// reached, "interrupted" when a stream ended before its answer.
export class Problem extends Error {
  constructor({ code, detail, status = 0, retryAfterS = null }) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.detail = detail;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

// Returns the body of an answer that went well.
export async function readJson(address, options = {}) {
  const response = await reach(address, options);
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ code: "interrupted", detail: "the reply broke off" });
  }
}

// Returns the text at `address`, every code point of it.
export async function readText(address, options = {}) {
  const response = await reach(address, options);
  // `response.text()` would drop a byte order mark, and with it the first offset.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return decoder.decode(await response.arrayBuffer());
}

// Returns the file at `address` as it is.
export async function readFile(address, options = {}) {
  const response = await reach(address, options);
  try {
    return await response.blob();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ code: "interrupted", detail: "the reply broke off" });
  }
}

// Asks and returns the whole answer; tells of each piece while it comes.
export async function streamAnswer(base, body, { signal, headers, credentials, ...tell } = {}) {
  const response = await reach(`${base}/api/v1/answers`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
    credentials,
  });
  if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    return response.json();
  }
  for await (const { name, data } of events(response.body)) {
    if (name === "answer") return data;
    if (name === "error") throw problemOf(data, response);
    if (name === "status") tell.onStatus?.(data.state);
    if (name === "citation") tell.onCitation?.(data);
    if (name === "delta") tell.onDelta?.(data.text);
  }
  throw new Problem({ code: "interrupted", detail: "the stream ended before its answer" });
}

async function reach(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ code: "offline", detail: "the service cannot be reached" });
  }
  if (response.ok) return response;
  // What stands in between (a proxy) answers with a page of its own.
  const body = await response.json().catch(() => ({}));
  throw problemOf(body ?? {}, response);
}

function problemOf(body, response) {
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new Problem({
    code: body.code ?? `http_${response.status}`,
    detail: body.detail ?? response.statusText,
    status: body.status ?? response.status,
    retryAfterS: Number.isFinite(wait) ? wait : null,
  });
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await nextPiece(reader);
    if (done) return;
    const frames = (rest + value).split(/\r?\n\r?\n/);
    rest = frames.pop();
    for (const frame of frames) {
      const event = parseFrame(frame);
      if (event) yield event;
    }
  }
}

async function nextPiece(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ code: "interrupted", detail: "the connection broke off" });
  }
}

function parseFrame(frame) {
  const lines = frame.split(/\r?\n/).map((line) => /^(event|data): ?(.*)$/s.exec(line));
  const of = (field) => lines.filter((line) => line?.[1] === field).map((line) => line[2]);
  const data = of("data").join("\n");
  return data ? { name: of("event").at(-1) ?? "message", data: JSON.parse(data) } : null;
}
