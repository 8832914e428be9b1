// Questions to begin with. They are about numbers that the library itself holds, from all over it, so
// that each can be answered.

const COUNT = 4;
const SHORTEST = 4;
const LONGEST = 16;

export function questionsAbout(facts) {
  const fit = facts.filter(({ measure }) => {
    const length = [...measure].length;
    return length >= SHORTEST && length <= LONGEST;
  });
  const distinct = [...new Set(fit.map(questionAbout))];
  const step = Math.max(1, Math.floor(distinct.length / COUNT));
  return distinct.filter((_, index) => index % step === 0).slice(0, COUNT);
}

// In the language of the report, whatever that of the page.
function questionAbout({ measure, kind, unit }) {
  if (!/\p{Script=Han}/u.test(measure)) return `What is the number of ${measure}?`;
  return kind === "quantity" ? `${measure}多少${unit}？` : `${measure}是多少？`;
}
