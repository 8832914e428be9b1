// A card that shows what stands behind a mark while the pointer or the keyboard is on it. It can be
// pointed at itself, and Escape puts it away (WCAG 1.4.13).

import { element } from "./dom.js";

const LEAVE_MS = 150;
const MARGIN_PX = 8;

let shown = null;
let serial = 0;

// Shows what `content()` returns beside `mark`.
export function attachPeek(mark, content) {
  mark.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") open(mark, content);
  });
  mark.addEventListener("pointerleave", () => leave(mark));
  mark.addEventListener("focus", () => {
    if (mark.matches(":focus-visible")) open(mark, content);
  });
  mark.addEventListener("blur", () => close(mark));
  mark.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || shown?.mark !== mark) return;
    event.stopPropagation();
    close(mark);
  });
}

function open(mark, content) {
  if (shown?.mark === mark) {
    window.clearTimeout(shown.leaving);
    return;
  }
  close();
  const card = element("div", { class: "peek", role: "tooltip", popover: "manual" }, content());
  card.id = `peek-${(serial += 1)}`;
  card.addEventListener("pointerenter", () => window.clearTimeout(shown?.leaving));
  card.addEventListener("pointerleave", () => leave(mark));
  mark.setAttribute("aria-describedby", card.id);
  // Beside the mark in its own tree: in a shadow root nothing outside could describe it.
  mark.after(card);
  card.showPopover();
  place(card, mark);
  shown = { mark, card, leaving: 0 };
  window.addEventListener("scroll", closeAny, { once: true, capture: true });
}

function leave(mark) {
  if (shown?.mark === mark) shown.leaving = window.setTimeout(() => close(mark), LEAVE_MS);
}

function closeAny() {
  close();
}

function close(mark = shown?.mark) {
  if (!shown || shown.mark !== mark) return;
  window.clearTimeout(shown.leaving);
  window.removeEventListener("scroll", closeAny, { capture: true });
  mark.removeAttribute("aria-describedby");
  shown.card.remove();
  shown = null;
}

// Above the mark where there is room, else below; never beyond the window's sides.
function place(card, mark) {
  const at = mark.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - MARGIN_PX;
  const left = Math.min(Math.max(MARGIN_PX, at.left + at.width / 2 - width / 2), room);
  const above = at.top - height - MARGIN_PX;
  card.style.left = `${Math.max(MARGIN_PX, left)}px`;
  card.style.top = `${above >= MARGIN_PX ? above : at.bottom + MARGIN_PX}px`;
}
