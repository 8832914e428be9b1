// The page that shows how to embed the chat. The chat itself comes by its tag, as in any other page.

import { setUpPage } from "./shared/chrome.js";
import { announce } from "./shared/dom.js";
import { language, pick, translate } from "./shared/language.js";

const WORDS = {
  zh: {
    title: "把问答嵌入任何网页",
    lead: "一行标签，右下角就有问答；回答附原句，点标号即可在面板里看到。",
    tag: "标签",
    copy: "复制标签",
    copied: "已复制",
    keyTitle: "网站密钥",
    key: "其他网站的页面要有密钥，密钥只对列出的来源有效。运行下面的命令，把打印的条目放进 WENJU_SITES 指向的文件，再重启服务。",
    command: "命令",
    cspTitle: "内容安全策略",
    csp: "网页若设了 Content-Security-Policy，只需放行这两处；样式、图片都不需要放行。",
    policy: "策略",
    inlineTitle: "放进正文",
    inline: "标签里写 data-mode=\"inline\" 就只引入元素，放在哪里由你决定；里面的文字给没有脚本的读者看。",
    element: "元素",
    looksTitle: "外观",
    looks: "用自定义属性和 ::part 调整，不影响网页的其余部分。",
    sheet: "样式",
    stageTitle: "一个很不客气的网页",
    stage: "这一栏套着敌意的样式：红字、巨大字号、字距、倾斜、最高的层级。问答不受影响。",
    without: "没有脚本时，请到问据提问。",
    banner: "层级 2147483647 的横幅",
  },
  en: {
    title: "The chat in any page",
    lead: "One tag puts the chat in a corner. Answers come with their sentences: press a number to see one inside the panel.",
    tag: "Tag",
    copy: "Copy the tag",
    copied: "Copied",
    keyTitle: "Site key",
    key: "Pages of other websites need a key, which is good for the origins listed with it only. Run this command, put the entry it prints into the file that WENJU_SITES names, and restart the service.",
    command: "Command",
    cspTitle: "Content security policy",
    csp: "A page with a Content-Security-Policy needs to allow these two things; nothing for styles or images.",
    policy: "Policy",
    inlineTitle: "Inside the text",
    inline: "With data-mode=\"inline\" the tag only brings the element, and you place it; what stands inside is for readers without scripts.",
    element: "Element",
    looksTitle: "Looks",
    looks: "Custom properties and ::part change them, and nothing else of the page.",
    sheet: "Style sheet",
    stageTitle: "A page that treats it badly",
    stage: "This column has hostile styles: red, huge, spaced and tilted letters, the highest layer. The chat is not touched by them.",
    without: "Without scripts, please ask at Wenju.",
    banner: "A banner on layer 2147483647",
  },
};

const words = pick(WORDS);
setUpPage({ zh: WORDS.zh.title, en: WORDS.en.title });
translate(document.body, words);

const tag = document.getElementById("tag");
tag.textContent = tag.textContent.replace('data-lang="zh"', `data-lang="${language}"`);

document.getElementById("copy").addEventListener("click", async ({ currentTarget }) => {
  await navigator.clipboard.writeText(tag.textContent);
  currentTarget.textContent = words.copied;
  announce(words.copied);
});
