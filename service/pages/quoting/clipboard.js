// Puts text on the clipboard, also on a closed network without https, where a browser has no
// `navigator.clipboard`.

// Copies `text`, a string or the promise of one, and returns whether it could be copied. Safari
// takes no text that comes later than the click that asked for it, only the promise of it.
export async function copyText(text) {
  const promised = Promise.resolve(text);
  const written = writePromised(promised).then(
    () => true,
    () => false,
  );
  // What broke while the text was being made is for the caller to tell.
  const words = await promised;
  return (await written) || copyByCommand(words);
}

async function writePromised(promised) {
  const blob = promised.then((words) => new Blob([words], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function copyByCommand(text) {
  const fill = (event) => {
    event.preventDefault();
    // A page's own handler would put what is selected in its place.
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/plain", text);
  };
  document.addEventListener("copy", fill, { capture: true, once: true });
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", fill, { capture: true });
  return copied;
}
