import { createAsking } from "../server/asking.js";

/**
 * Keeps an answer of the server up with a question that changes. What fails is said in a
 * sentence, and Retry asks the newest question once more.
 *
 * @template Answer
 * @param {object} parts
 * @param {string} parts.path
 * @param {import("./problem.js").Problem} parts.problem
 * @param {(answer: Answer) => void} parts.answered
 * @returns {(body: object) => void}
 */
export function keepAnswered({ path, problem, answered }) {
  let newest = {};
  const ask = createAsking({
    path,
    answered(answer) {
      problem.clear();
      answered(answer);
    },
    failed: (error) => problem.say(error, () => ask(newest)),
  });
  return (body) => {
    newest = body;
    ask(body);
  };
}
