/** The one way in which answers of the server follow the state. */

/**
 * Sends the state's question to the server, one at a time. Meanwhile only the newest question waits.
 * So the answers follow a run or a drag as fast as they can, do not pile up, and arrive in order. A
 * question that failed is sent again only on Retry, or after a different question.
 *
 * @template State
 * @template {object} Question
 * @template Answer
 * @param {object} parts
 * @param {import("../types").Watched<State>} parts.store
 * @param {(state: State) => Question | null} parts.question  null if the last answer may stay
 * @param {(question: Question, signal: AbortSignal) => Promise<Answer>} parts.ask
 * @param {(answer: Answer, question: Question) => void} parts.answered
 * @param {(error: unknown, again: () => void) => void} parts.failed
 * @param {(older: Question, newer: Question) => boolean} [parts.isWorth]  whether the older
 *     question still deserves its answer when a newer one comes; otherwise it is abandoned
 */
export function follow({ store, question, ask, answered, failed, isWorth = differOnlyInExperiment }) {
  /** The newest question, sent or waiting. @type {Question | null} */
  let newest = null;
  /** The last question that was answered or failed. @type {Question | null} */
  let settled = null;
  /** @type {{question: Question, abandon: AbortController} | null} */
  let asking = null;

  function look() {
    const wanted = question(store.get());
    if (!wanted || isSame(wanted, newest)) return;
    newest = wanted;
    if (!asking) void askOn();
    else if (!isSame(wanted, asking.question) && !isWorth(asking.question, wanted)) asking.abandon.abort();
  }

  async function askOn() {
    while (newest && !isSame(newest, settled)) {
      const mine = { question: newest, abandon: new AbortController() };
      asking = mine;
      const { signal } = mine.abandon;
      /** @type {Answer} */
      let answer;
      try {
        answer = await ask(mine.question, signal);
      } catch (error) {
        if (signal.aborted) continue;
        settled = mine.question;
        if (isSame(newest, mine.question)) failed(error, again);
        continue;
      }
      if (signal.aborted) continue;
      settled = mine.question;
      answered(answer, mine.question);
    }
    asking = null;
  }

  function again() {
    [newest, settled] = [null, null];
    look();
  }

  store.subscribe(look);
  look();
}

/**
 * Whether two questions are the same. Lists are compared by value, an experiment by identity.
 *
 * @param {object | null} one
 * @param {object | null} other
 */
function isSame(one, other) {
  if (!one || !other) return one === other;
  return namesOf(one, other).every((name) => isSamePart(name, one, other));
}

/**
 * Whether two questions differ only in their experiment. While it changes, each answer is worth
 * showing.
 *
 * @param {object} older
 * @param {object} newer
 */
function differOnlyInExperiment(older, newer) {
  return namesOf(older, newer).every((name) => name === "experiment" || isSamePart(name, older, newer));
}

/** @param {object[]} questions */
function namesOf(...questions) {
  return [...new Set(questions.flatMap(Object.keys))];
}

/**
 * @param {string} name
 * @param {any} one
 * @param {any} other
 */
function isSamePart(name, one, other) {
  const [a, b] = [one[name], other[name]];
  return a === b || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));
}
