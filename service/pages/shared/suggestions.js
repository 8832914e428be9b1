// Questions to begin with. They are about numbers that the library itself holds, from all over it, so
// that each can be answered.

const SHORTEST = 4;
const LONGEST = 16;

// Returns `count` or fewer. Those in the page's language come first; each is in that of its report.
export function questionsAbout(facts, language, count) {
  const fit = facts.filter(({ measure }) => {
    const length = [...measure].length;
    return length >= SHORTEST && length <= LONGEST;
  });
  const own = fit.filter((fact) => isChinese(fact) === (language === "zh"));
  const others = fit.filter((fact) => !own.includes(fact));
  return [...spread(own, count), ...spread(others, count)].slice(0, count);
}

// Returns questions about some of `facts`, as far apart as they are many.
function spread(facts, count) {
  const distinct = [...new Set(facts.map(questionAbout))];
  const step = Math.max(1, Math.floor(distinct.length / count));
  return distinct.filter((_, index) => index % step === 0).slice(0, count);
}

function isChinese({ measure }) {
  return /\p{Script=Han}/u.test(measure);
}

function questionAbout({ measure, kind, unit }) {
  if (!isChinese({ measure })) return `What is the number of ${measure}?`;
  return kind === "quantity" ? `${measure}多少${unit}？` : `${measure}是多少？`;
}
