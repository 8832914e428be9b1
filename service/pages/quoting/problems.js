// What went wrong, in words for who sits in front of the page.

import { pick } from "../shared/language.js";

const WORDS = {
  zh: {
    offline: "连接不上服务，请稍后再试。",
    interrupted: "连接中断了，请重试。",
    busy: (seconds) => (seconds ? `请求太多，请在 ${seconds} 秒后再试。` : "请求太多，请稍后再试。"),
    preparing: "报告库还没有准备好，请稍后再试。",
    unknown_document: "库中没有这份报告了：它可能已被更换或移走。",
    other: (detail) => `没有成功：${detail}`,
  },
  en: {
    offline: "The service cannot be reached. Please try again.",
    interrupted: "The connection broke off. Please try again.",
    busy: (seconds) =>
      seconds
        ? `Too many requests. Please try again in ${seconds} seconds.`
        : "Too many requests. Please try again later.",
    preparing: "The library is not ready yet. Please try again in a moment.",
    unknown_document: "This report is no longer in the library: it may have been replaced.",
    other: (detail) => `That did not work: ${detail}`,
  },
};

const words = pick(WORDS);

// `problem` is what `readJson` threw; what is no problem of the service is a fault of the page.
export function explain(problem) {
  const { code, status, detail, retryAfterS, message } = problem;
  if (code === "offline") return words.offline;
  if (code === "interrupted") return words.interrupted;
  if (status === 429) return words.busy(retryAfterS);
  if (status === 503) return words.preparing;
  if (code === "unknown_document") return words.unknown_document;
  return words.other(detail ?? message);
}
