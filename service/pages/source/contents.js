// The list of contents: open beside the text where there is room, folded above it on a phone, and
// always with the section marked that is being read.

const BESIDE = window.matchMedia("(min-width: 64rem)");

// `sections` is [{anchor, node}] in the order of the text: each entry and the heading it leads to.
export function followContents(details, sections) {
  const fold = () => (details.open = BESIDE.matches);
  fold();
  BESIDE.addEventListener("change", fold);
  details.addEventListener("click", (event) => {
    if (event.target.closest("a") && !BESIDE.matches) details.open = false;
  });
  let waiting = false;
  const follow = () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      markCurrent(sections);
    });
  };
  window.addEventListener("scroll", follow, { passive: true });
  follow();
}

// What is read is the last section whose heading has passed the upper third of the window.
function markCurrent(sections) {
  const line = window.innerHeight / 3;
  const passed = sections.filter(({ node }) => node.getBoundingClientRect().top < line);
  const current = passed.at(-1) ?? null;
  for (const section of sections) {
    if (section !== current) section.anchor.removeAttribute("aria-current");
  }
  if (!current || current.anchor.hasAttribute("aria-current")) return;
  current.anchor.setAttribute("aria-current", "location");
  if (BESIDE.matches) keepInView(current.anchor);
}

// Moves the list alone: `scrollIntoView` would move the page with it.
function keepInView(anchor) {
  const list = anchor.closest("details");
  const [at, frame] = [anchor.getBoundingClientRect(), list.getBoundingClientRect()];
  if (at.top < frame.top) list.scrollTop -= frame.top - at.top;
  else if (at.bottom > frame.bottom) list.scrollTop += at.bottom - frame.bottom;
}
