// What a page keeps in the browser. A browser may forbid it or be full: then nothing is kept, and
// the page works all the same.

export function readStored(key) {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

// Returns whether it is kept.
export function store(key, value) {
  try {
    window.localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export function forget(key) {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Where nothing may be kept, nothing is there to forget.
  }
}
