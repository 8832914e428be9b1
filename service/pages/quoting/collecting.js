// Puts an excerpt into the tray and tells what became of it.

import { pick } from "../shared/language.js";
import { toast } from "./toast.js";

const WORDS = {
  zh: {
    added: (count) => `已加入摘录（共 ${count} 条）`,
    there: () => "摘录里已有这一段",
    full: (count) => `摘录已满（${count} 条），请先导出或清理`,
    unkept: () => "已加入摘录；浏览器不允许保存，关闭页面后会丢失",
  },
  en: {
    added: (count) => `In the tray (${count} ${count === 1 ? "excerpt" : "excerpts"})`,
    there: () => "This passage is in the tray already",
    full: (count) => `The tray is full (${count} excerpts): export or clear it first`,
    unkept: () => "In the tray, but the browser keeps nothing: it is lost when the page is closed",
  },
};

export function collect(tray, excerpt) {
  const outcome = tray.add(excerpt);
  toast(pick(WORDS)[outcome](tray.excerpts.length));
}
