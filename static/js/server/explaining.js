/** Keeps the explanation in the state up with what is selected and where one is. */

import { post, isAbort } from "./api.js";
import { askedQuantity, explainedExample, wholeIterations } from "../model/state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Explanation} Explanation
 */

/**
 * Asks for the explanation whenever another number is asked for, or the same one elsewhere.
 * While iterations fly by, the last explanation stays.
 *
 * @param {import("../types").Store<State>} store
 * @returns {() => void} asks again, after a failure
 */
export function keepExplaining(store) {
  let wanted = "";
  let request = new AbortController();

  /** @param {State} state */
  async function follow(state) {
    const quantity = askedQuantity(state);
    if (!quantity || wholeIterations(state)) return;
    const { experiment } = state.frame;
    const example = explainedExample(state);
    const key = JSON.stringify([quantity, example, state.notation, experiment]);
    if (key === wanted) return;
    wanted = key;
    request.abort();
    request = new AbortController();
    try {
      const { explanation } = await post(
        "/api/explain",
        { experiment, quantity, example, notation: state.notation },
        request.signal,
      );
      store.set({ explanation, explanationProblem: "" });
    } catch (error) {
      if (isAbort(error)) return;
      wanted = "";
      store.set({ explanationProblem: error instanceof Error ? error.message : String(error) });
    }
  }

  store.subscribe((state) => void (state.explanationProblem === "" && follow(state)));
  void follow(store.get());
  return () => store.set({ explanationProblem: "" });
}
