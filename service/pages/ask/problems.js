// A problem in the reader's words; what the service itself says is kept for whoever can mend it.

const INVALID = new Set([400, 413, 414, 422]);

export function explain(problem, words) {
  const { code, status, retryAfterS } = problem;
  if (code === "offline" || code === "interrupted") return words[code];
  if (status === 429) return retryAfterS ? words.busyFor(retryAfterS) : words.busy;
  if (status === 503) return words.starting;
  if (code === "unknown_document") return words.gone;
  return INVALID.has(status) ? words.invalid : words.failed;
}

// Returns the service's own words where they add something, else null.
export function detailOf(problem) {
  const said = problem.status && problem.status !== 429 ? problem.detail : null;
  return said ? `${problem.code}: ${said}` : null;
}
