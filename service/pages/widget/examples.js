// Questions to start from, about numbers that the reports themselves hold.

const EXAMPLES = 3;

export function exampleQuestions(facts) {
  const clear = facts.filter(({ measure }) => {
    const length = [...measure].length;
    return length >= 4 && length <= 16;
  });
  const distinct = [...new Set(clear.map(questionAbout))];
  const step = Math.max(1, Math.floor(distinct.length / EXAMPLES));
  return distinct.filter((_, index) => index % step === 0).slice(0, EXAMPLES);
}

// In the language of the report, whatever that of the page.
function questionAbout({ measure, kind, unit }) {
  if (!/\p{Script=Han}/u.test(measure)) return `What is the number of ${measure}?`;
  return kind === "quantity" ? `${measure}多少${unit}？` : `${measure}是多少？`;
}
