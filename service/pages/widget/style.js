// How the chat looks. The sheet is adopted, not written into the page: that holds under a page's
// `style-src 'none'` too. Every length is in em of the chat's own root, as the page's rem may be
// anything, and `all: initial` on that root keeps out what the page's sheets would pass on.

const CSS = `
:host {
  display: block;
  writing-mode: horizontal-tb;
}

:host([hidden]) {
  display: none;
}

.root {
  all: initial;
  /* Not covered by all. */
  direction: ltr;
  unicode-bidi: isolate;
  /* An underline of what lies around reaches into blocks, but not into this. */
  display: inline-block;
  width: 100%;
  vertical-align: top;
  color-scheme: light dark;
  --paper: var(--wenju-paper, light-dark(#fdfbf7, #1a1d21));
  --card: var(--wenju-card, light-dark(#ffffff, #23272c));
  --quiet: light-dark(#f3efe6, #2b3036);
  --ink: var(--wenju-ink, light-dark(#1f2328, #e9e6df));
  --soft: light-dark(#5a616b, #a7adb6);
  --line: var(--wenju-line, light-dark(#e0dbcf, #3a4047));
  --edge: light-dark(#8d8a80, #737a83);
  --accent: var(--wenju-accent, light-dark(#a8322a, #f0948a));
  --accent-ink: var(--wenju-accent-ink, light-dark(#ffffff, #2a0d0a));
  --accent-wash: color-mix(in srgb, var(--accent) 11%, var(--card));
  --warn: light-dark(#8a5300, #e8b45e);
  --warn-wash: light-dark(#fbf1dd, #33291a);
  --shadow: 0 0.5em 2.5em light-dark(rgb(60 50 30 / 22%), rgb(0 0 0 / 60%));
  --radius: var(--wenju-radius, 0.9em);
  --touch: 2.75em;
  --serif: "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", SimSun, Georgia, serif;
  --sans: var(--wenju-font, system-ui, -apple-system, "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif);
  color: var(--ink);
  font: medium/1.65 var(--sans);
  overflow-wrap: anywhere;
}

.root[data-theme="light"] {
  color-scheme: light;
}

.root[data-theme="dark"] {
  color-scheme: dark;
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

[hidden] {
  display: none !important;
}

h2,
h3,
p,
ol,
ul,
figure,
blockquote {
  margin: 0;
  padding: 0;
}

ol,
ul {
  list-style: none;
}

:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}

.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.soft {
  color: var(--soft);
  font-size: 0.875em;
}

.label {
  color: var(--soft);
  font-size: 0.8125em;
  letter-spacing: 0.04em;
}

.icon {
  flex: none;
  width: 1.25em;
  height: 1.25em;
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}

button,
.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 0.4em;
  min-width: var(--touch);
  min-height: var(--touch);
  padding: 0.35em 0.9em;
  border: 1px solid var(--line);
  border-radius: 0.6em;
  background: var(--card);
  color: var(--ink);
  font: inherit;
  line-height: 1.4;
  text-decoration: none;
  cursor: pointer;
}

button:hover,
.button:hover {
  border-color: var(--accent);
}

button.quiet {
  padding: 0.35em;
  border-color: transparent;
  background: none;
  color: var(--soft);
}

button.quiet:hover {
  background: var(--quiet);
  color: var(--ink);
}

button.main {
  padding: 0.35em;
  border-color: transparent;
  background: var(--accent);
  color: var(--accent-ink);
}

button.main:hover {
  filter: brightness(1.08);
}

/* Launcher */

.corner:popover-open {
  position: fixed;
  inset: auto;
  bottom: max(var(--wenju-offset, 1.25em), env(safe-area-inset-bottom));
  right: var(--wenju-offset, 1.25em);
  margin: 0;
  border: 0;
  padding: 0;
  overflow: visible;
  background: none;
  color: inherit;
}

[data-position="left"] .corner:popover-open {
  right: auto;
  left: var(--wenju-offset, 1.25em);
}

.launcher {
  min-height: 3.25em;
  padding: 0.5em 1.25em 0.5em 1.05em;
  border-color: transparent;
  border-radius: 2em;
  background: var(--accent);
  color: var(--accent-ink);
  font-weight: 600;
  box-shadow: 0 0.3em 1.2em light-dark(rgb(60 20 10 / 30%), rgb(0 0 0 / 60%));
  transition: transform 0.15s;
}

.launcher:hover {
  border-color: transparent;
  transform: translateY(-2px);
}

/* Panel */

.panel {
  display: flex;
  flex-direction: column;
  width: auto;
  max-width: none;
  height: var(--wenju-height, 36em);
  max-height: none;
  margin: 0;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  padding: 0;
  overflow: hidden;
  background: var(--paper);
  color: inherit;
  text-align: start;
}

dialog.panel {
  position: fixed;
  inset: auto;
  right: var(--wenju-offset, 1.25em);
  bottom: calc(max(var(--wenju-offset, 1.25em), env(safe-area-inset-bottom)) + 4.1em);
  width: min(var(--wenju-width, 25em), calc(100vw - 2.5em));
  max-height: calc(100dvh - 6.6em);
  box-shadow: var(--shadow);
}

[data-position="left"] dialog.panel {
  right: auto;
  left: var(--wenju-offset, 1.25em);
}

dialog.panel:not(:popover-open, :modal) {
  display: none;
}

dialog.panel:modal {
  inset: 0;
  width: 100vw;
  height: 100dvh;
  max-height: none;
  border: 0;
  border-radius: 0;
}

dialog.panel:is(:popover-open, :modal) {
  animation: rise 0.18s ease-out;
}

@keyframes rise {
  from {
    opacity: 0;
    transform: translateY(0.75em);
  }
}

.head {
  display: flex;
  align-items: center;
  padding: 0.3em 0.4em 0.3em 1.1em;
  border-bottom: 1px solid var(--line);
  background: var(--card);
}

.head h2 {
  flex: 1;
  overflow: hidden;
  font: 700 1.0625em/1.4 var(--serif);
  text-overflow: ellipsis;
  white-space: nowrap;
}

.head h2:focus {
  outline: none;
}

.body {
  position: relative;
  flex: 1;
  min-height: 0;
}

.log {
  position: relative;
  height: 100%;
  padding: 1.1em;
  overflow-y: auto;
  overscroll-behavior: contain;
}

.log:focus-visible,
blockquote:focus-visible {
  outline-offset: -3px;
}

.intro > * + * {
  margin-top: 0.4em;
}

.intro .label {
  margin-top: 1.4em;
}

.welcome {
  font: 700 1.3em/1.5 var(--serif);
}

.about:empty {
  display: none;
}

.exchange + .exchange {
  margin-top: 1.5em;
}

.asked {
  width: fit-content;
  max-width: 88%;
  margin-inline-start: auto;
  margin-bottom: 0.9em;
  padding: 0.45em 0.95em;
  border-radius: 1.1em 1.1em 0.25em 1.1em;
  background: var(--accent-wash);
  white-space: pre-wrap;
}

.searching {
  color: var(--soft);
  animation: breathe 1.4s ease-in-out infinite alternate;
}

@keyframes breathe {
  to {
    opacity: 0.45;
  }
}

.failure {
  padding: 0.8em 1em;
  border: 1px solid var(--line);
  border-inline-start: 3px solid var(--warn);
  border-radius: 0.5em;
  background: var(--card);
}

.failure .verdict {
  color: var(--warn);
  font-weight: 600;
}

.failure button {
  margin-top: 0.6em;
}

form {
  display: flex;
  align-items: end;
  gap: 0.4em;
  padding: 0.6em 0.6em max(0.6em, env(safe-area-inset-bottom));
  border-top: 1px solid var(--line);
  background: var(--card);
}

textarea {
  flex: 1;
  min-width: 0;
  min-height: var(--touch);
  max-height: 8em;
  padding: 0.5em 0.75em;
  border: 1px solid var(--edge);
  border-radius: 0.6em;
  background: var(--paper);
  color: inherit;
  font: inherit;
  resize: none;
  field-sizing: content;
}

textarea::placeholder {
  color: var(--soft);
  opacity: 1;
}

textarea:focus-visible {
  outline-offset: -1px;
  outline-width: 2px;
}

/* A citation */

.excerpt {
  position: absolute;
  inset: auto 0 0;
  display: flex;
  flex-direction: column;
  gap: 0.6em;
  max-height: 85%;
  padding: 0.3em 1.1em 1.1em;
  border-top: 1px solid var(--line);
  border-radius: var(--radius) var(--radius) 0 0;
  background: var(--card);
  box-shadow: var(--shadow);
  animation: rise 0.18s ease-out;
}

.excerpt-head {
  display: flex;
  align-items: center;
  justify-content: space-between;
  margin-inline-end: -0.6em;
}

.excerpt h3 {
  color: var(--soft);
  font: 600 0.875em/1.4 var(--sans);
}

.excerpt h3:focus {
  outline: none;
}

blockquote {
  min-height: 3em;
  padding-inline-start: 0.9em;
  border-inline-start: 3px solid var(--accent);
  overflow-y: auto;
  font: 1.0625em/1.85 var(--serif);
  white-space: pre-wrap;
}

.excerpt .button {
  align-self: start;
}

/* An answer */

.answer > * + * {
  margin-top: 0.7em;
}

.answer .short {
  color: var(--accent);
  font: 700 1.7em/1.35 var(--serif);
}

.answer .short.long {
  font-size: 1.2em;
}

.answer .text {
  font: 1em/1.85 var(--serif);
  white-space: pre-wrap;
}

.answer .verdict {
  display: flex;
  align-items: center;
  gap: 0.5em;
  font: 700 1.0625em/1.5 var(--serif);
}

.answer[data-status="partial"] .verdict {
  color: var(--warn);
}

.answer[data-status="not_found"] {
  padding: 0.8em 1em;
  border: 1px dashed var(--edge);
  border-radius: 0.7em;
}

.answer[data-status="not_found"] .text {
  color: var(--soft);
}

.answer .correction {
  padding: 0.5em 0.9em;
  border-inline-start: 3px solid var(--warn);
  background: var(--warn-wash);
}

.answer .correction strong {
  display: block;
  color: var(--warn);
  font-size: 0.8125em;
}

a {
  color: var(--accent);
  text-underline-offset: 0.2em;
}

.chip {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-width: 1.85em;
  min-height: 1.85em;
  margin: 0 0.15em;
  padding: 0 0.4em;
  border-radius: 1em;
  background: var(--accent-wash);
  font: 600 0.8125em/1 var(--sans);
  text-decoration: none;
  vertical-align: 0.1em;
}

.chip:hover,
.chip[aria-current],
.operand:hover,
.operand[aria-current] {
  background: var(--accent);
  color: var(--accent-ink);
}

.formula {
  padding: 0.65em 0.9em;
  border-radius: 0.6em;
  background: var(--quiet);
}

.formula figcaption {
  color: var(--soft);
  font-size: 0.8125em;
  letter-spacing: 0.04em;
}

.formula .expression {
  font: 1em/1.9 ui-monospace, Menlo, Consolas, monospace;
}

.formula ul {
  font-size: 0.9375em;
}

.operand {
  padding: 0.1em 0.2em;
  border-radius: 0.25em;
  text-decoration-style: dotted;
}

.sources li {
  display: flex;
  gap: 0.35em;
  font-size: 0.875em;
}

.sources .number {
  flex: none;
  min-width: 1.25em;
  color: var(--soft);
}

.sources .place {
  min-height: 1.8em;
  color: var(--soft);
  text-decoration-color: var(--line);
}

.sources .place:hover,
.sources .place[aria-current] {
  color: var(--accent);
}

.choices {
  display: flex;
  flex-wrap: wrap;
  gap: 0.45em;
  margin-top: 0.4em;
}

.choices button {
  justify-content: flex-start;
  border-radius: 1.4em;
  background: none;
  text-align: start;
}

.peek {
  position: fixed;
  inset: auto;
  width: max-content;
  max-width: min(24em, calc(100vw - 1em));
  max-height: 50vh;
  margin: 0;
  padding: 0.7em 0.95em;
  border: 1px solid var(--line);
  border-radius: 0.5em;
  overflow: auto;
  background: var(--card);
  color: var(--ink);
  font: medium/1.6 var(--sans);
  text-align: start;
  white-space: pre-wrap;
  box-shadow: var(--shadow);
}

.peek q {
  display: block;
  font-family: var(--serif);
  quotes: "“" "”";
}

.peek .soft {
  display: block;
  margin-top: 0.3em;
}

@media (prefers-reduced-motion: reduce) {
  *,
  *::before,
  *::after {
    animation: none !important;
    transition: none !important;
  }
}

@media print {
  .corner:popover-open,
  dialog.panel {
    display: none;
  }
}
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
