// A short word about what was just done, seen at the foot of the page and said to who listens.

import { announce, button, element } from "../shared/dom.js";

const SHOWN_MS = 4000;
const SHOWN_WITH_ACTION_MS = 10000;

let shown = null;

// `action` is {label, act}: a button, such as one that undoes what was done.
export function toast(text, action = null) {
  shown?.close();
  const node = element("div", { class: "toast" }, element("span", {}, text));
  const close = () => {
    window.clearTimeout(timer);
    node.remove();
    shown = null;
  };
  if (action) node.append(undoing(action, close));
  const timer = window.setTimeout(close, action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  shown = { close };
  // Inside a landmark, and before an open dialog rather than behind it.
  (document.querySelector("dialog[open]") ?? document.querySelector("main")).append(node);
  announce(text);
}

function undoing({ label, act }, close) {
  const run = () => {
    close();
    act();
  };
  return button(label, { on: { click: run } });
}
