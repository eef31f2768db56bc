import { createAsking } from "../asking.js";

/**
 * Keeps an answer of the server up with what is on screen. A question that failed is asked again
 * by Retry only; another question is a new try.
 *
 * @template Answer
 * @param {object} parts
 * @param {string} parts.path
 * @param {import("./problem.js").Problem} parts.problem
 * @param {(answer: Answer) => void} parts.answered
 * @returns {(body: object) => void}
 */
export function keepAnswered({ path, problem, answered }) {
  let asked = "";
  /** @type {object} */
  let latest = {};
  const ask = createAsking({
    path,
    answered,
    failed(sentence) {
      if (sentence === "") problem.clear();
      else problem.say(sentence, () => ask(latest));
    },
  });
  return (body) => {
    const question = JSON.stringify(body);
    if (question === asked && problem.stands()) return;
    asked = question;
    latest = body;
    ask(body);
  };
}
