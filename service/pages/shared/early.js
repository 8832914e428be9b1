// Runs before the first paint, as a plain script in the head: a dark page must not flash white.
try {
  const theme = window.localStorage.getItem("wenju.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Where nothing may be kept, the browser's own setting holds.
}
