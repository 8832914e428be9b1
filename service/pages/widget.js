// One tag embeds the chat in any page:
//
//   <script src="https://HOST/widget.js" data-report="…" data-site-key="…" async></script>
//
// Classic rather than a module, as only a classic script can read its own tag. It leaves no global
// behind; all else comes as modules from the same host.

(() => {
  const { src, dataset } = document.currentScript;
  const chat = new URL("static/widget/chat.js", src).href;

  // data-report → report, data-site-key → site-key …
  const OPTIONS = ["report", "siteKey", "lang", "position", "theme", "heading"];
  const attribute = (option) => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

  function addLauncher(tag) {
    if (document.querySelector(`${tag}[launcher]`)) return;
    const element = document.createElement(tag);
    element.setAttribute("launcher", "");
    element.setAttribute("endpoint", new URL(".", src).href);
    for (const option of OPTIONS) {
      if (dataset[option]) element.setAttribute(attribute(option), dataset[option]);
    }
    document.body.append(element);
  }

  // An async script may run before there is a body.
  const parsed = new Promise((resolve) => {
    if (document.body) resolve();
    else document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  Promise.all([import(chat), parsed]).then(([{ WenjuChat }]) => {
    const tag = WenjuChat.define();
    // `data-mode="inline"` only brings the element, for a page that places it itself.
    if (dataset.mode !== "inline") addLauncher(tag);
  });
})();
