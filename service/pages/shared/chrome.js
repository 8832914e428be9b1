// What every page has around it: navigation, the switch of language and of light and dark.

import { icon } from "./dom.js";
import { language, pick, setLanguage, translate } from "./language.js";
import { forget, readStored, store } from "./storage.js";

const WORDS = {
  zh: {
    skip: "跳到正文",
    home: "问据首页",
    pages: "页面",
    ask: "提问",
    desk: "写作",
    numbers: "数字",
    other: "EN",
    language: "Switch to English",
    themes: { auto: "明暗：随系统", light: "明暗：浅色", dark: "明暗：深色" },
  },
  en: {
    skip: "Skip to content",
    home: "Wenju home",
    pages: "Pages",
    ask: "Ask",
    desk: "Desk",
    numbers: "Numbers",
    other: "中文",
    language: "切换到中文",
    themes: { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
  },
};

const THEME = "wenju.theme";
const THEMES = ["auto", "light", "dark"];
const THEME_ICONS = { auto: "contrast", light: "sun", dark: "moon" };

// `title` is what the page is called, {zh, en}; without it the template's own title stays.
export function setUpPage(title = null) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  if (title) document.title = `${pick(title)} · 问据 Wenju`;
  const words = pick(WORDS);
  const masthead = document.getElementById("masthead");
  translate(masthead, words);
  markCurrent(masthead);
  setUpLanguage(document.getElementById("switch-language"));
  setUpTheme(document.getElementById("switch-theme"), words);
}

function markCurrent(masthead) {
  for (const anchor of masthead.querySelectorAll("nav a")) {
    if (anchor.pathname === window.location.pathname) anchor.setAttribute("aria-current", "page");
  }
}

function setUpLanguage(control) {
  const other = language === "zh" ? "en" : "zh";
  // Said in the language that it leads to.
  control.lang = other;
  control.addEventListener("click", () => setLanguage(other));
}

function setUpTheme(control, words) {
  let theme = THEMES.includes(readStored(THEME)) ? readStored(THEME) : "auto";
  const show = () => {
    control.replaceChildren(icon(THEME_ICONS[theme]));
    control.setAttribute("aria-label", words.themes[theme]);
    control.title = words.themes[theme];
  };
  control.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    if (theme === "auto") {
      forget(THEME);
      delete document.documentElement.dataset.theme;
    } else {
      store(THEME, theme);
      document.documentElement.dataset.theme = theme;
    }
    show();
  });
  show();
}
