// The page that stands where another one could not be shown.

import { setUpPage } from "./shared/chrome.js";
import { pick, translate } from "./shared/language.js";

const WORDS = {
  zh: {
    unknown_document: "库里没有这份报告",
    unknown_document_hint: "它可能已经更新或移走，链接里的编号也可能不完整。",
    not_found: "这里什么也没有",
    not_found_hint: "请检查地址，或从下面的页面开始。",
    index_unavailable: "报告库正在准备",
    index_unavailable_hint: "请稍候再刷新。",
    failed: "没能打开这一页",
    failed_hint: "请稍后再试；若一直如此，请告诉管理这项服务的人。",
    ways: "可以去的地方",
    ask: "向报告提问",
    desk: "检索原文",
    numbers: "查看数字",
  },
  en: {
    unknown_document: "The library holds no such report",
    unknown_document_hint: "It may have been replaced or taken away, or the link is not whole.",
    not_found: "There is nothing here",
    not_found_hint: "Please check the address, or begin with one of these pages.",
    index_unavailable: "The reports are being made ready",
    index_unavailable_hint: "Please reload in a moment.",
    failed: "This page could not be opened",
    failed_hint: "Please try again later; if it stays so, tell whoever runs this service.",
    ways: "Where to go",
    ask: "Ask the reports",
    desk: "Search passages",
    numbers: "See the numbers",
  },
};

const words = pick(WORDS);
const { text: told } = document.querySelector("h1").dataset;

translate(document.getElementById("main"), words);
setUpPage({ zh: WORDS.zh[told], en: WORDS.en[told] });
