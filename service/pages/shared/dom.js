// Makes nodes. Text goes in as text nodes only: no word of a report, a question or an answer is ever
// read as HTML.

const SVG = "http://www.w3.org/2000/svg";

// Strokes in a box of 24 by 24; colour and width come from the sheet.
const ICONS = {
  copy: ["M9 9h10v11H9z", "M5 15V4h10"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  search: ["M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14z", "M16 16l4.5 4.5"],
  quote: ["M10 7H5v6h5V7c0 5-1.5 8-4 10", "M19 7h-5v6h5V7c0 5-1.5 8-4 10"],
  external: ["M14 5h5v5", "M19 5l-8 8", "M17 14v5H5V7h5"],
  "thumb-up": ["M7 11v9H4v-9z", "M7 11l4-7c1.5 0 2.5 1 2 3l-.7 3H19l-1.5 8.5c-.2 1-.8 1.5-1.7 1.5H7"],
  "thumb-down": ["M7 13V4H4v9z", "M7 13l4 7c1.5 0 2.5-1 2-3l-.7-3H19l-1.5-8.5C17.3 4.5 16.7 4 15.8 4H7"],
  stop: ["M7 7h10v10H7z"],
  retry: ["M19 12a7 7 0 1 1-2-5", "M19 4v4h-4"],
  share: ["M12 15V4", "M8 8l4-4 4 4", "M6 12H5v8h14v-8h-1"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  sun: ["M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8z", "M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19"],
  moon: ["M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z"],
  contrast: ["M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16z", "M12 4v16", "M15 6v12M18 8.5v7"],
  download: ["M12 4v11", "M8 11l4 4 4-4", "M5 20h14"],
  trash: ["M5 7h14", "M10 7V4h4v3", "M7 7l1 13h8l1-13"],
  plus: ["M12 5v14", "M5 12h14"],
  chevron: ["M9 6l6 6-6 6"],
  send: ["M12 19V6", "M6 11l6-6 6 6"],
};

// `on` holds listeners; what is null or false is left out, true makes an attribute without a value.
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

// An address comes from the service, but is held to leading somewhere a page may lead.
export function link(text, href, attributes = {}) {
  const safe = /^(https?:\/\/|\/(?!\/)|#)/.test(href) ? href : null;
  return element("a", { ...attributes, href: safe }, text);
}

export function button(text, attributes = {}) {
  return element("button", { type: "button", ...attributes }, text);
}

// A button that shows a picture and says its name.
export function iconButton(name, label, attributes = {}) {
  const plain = { type: "button", "aria-label": label, title: label };
  return element("button", { ...plain, class: "quiet", ...attributes }, icon(name));
}

export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  for (const stroke of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", stroke);
    picture.append(path);
  }
  return picture;
}

// Says `text` to who listens: the page's one status line, which _header.html holds.
export function announce(text) {
  const line = document.getElementById("announcement");
  if (!line) return;
  // The same words twice would be no change, and so not be said again.
  line.textContent = line.textContent === text ? `${text}\u00a0` : text;
}
