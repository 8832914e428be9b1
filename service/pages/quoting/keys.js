// Keys of one character (`/`, `t`): they act when no field has the focus, and can be switched off,
// since who speaks to the computer would press them unawares (WCAG 2.1.4).

import { readStored, store } from "../shared/storage.js";

const KEY = "wenju.keys";
const TYPED_IN = "input, textarea, select, [contenteditable]";

export function keysAreOn() {
  return readStored(KEY) !== "off";
}

// Lets `box`, a checkbox, show and set whether they act.
export function bindKeysSwitch(box) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => store(KEY, box.checked ? "on" : "off"));
}

// Returns whether `event` is the bare key `key`, pressed outside of any field.
export function isKey(event, key) {
  return (
    event.key === key &&
    !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing) &&
    !event.target.closest?.(TYPED_IN) &&
    (key.length > 1 || keysAreOn())
  );
}
