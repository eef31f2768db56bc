/** What a reader of the derivation can do, as actions: go to another step, answer its question. */

import { wholeIterations } from "../model/state.js";
import { judgeDirection, judgeNumber, judgePart, judgePhase } from "./question.js";
import { stepBeside, stepCalled } from "./steps.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {ReturnType<typeof createLearning>} Learning
 */

/**
 * @param {object} parts
 * @param {import("../types").Watched<State>} parts.store
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 */
export function createLearning({ store, explorer }) {
  /** @param {string} id */
  function openStep(id) {
    const step = stepCalled(id);
    void explorer.learn(step.id, { phase: store.get().outline.phaseIndex(step.phase), parts: step.spotlight });
  }

  /** @param {number} by */
  function go(by) {
    const { panel, learning } = store.get();
    const step = panel === "learn" ? stepBeside(learning.step, by) : stepCalled(learning.step);
    if (step) openStep(step.id);
  }

  /** @param {(question: import("./steps.js").Question, state: State) => string | null} judge */
  function tryAnswer(judge) {
    const state = store.get();
    if (state.panel !== "learn") return;
    const verdict = judge(stepCalled(state.learning.step).question, state);
    if (verdict !== null) explorer.answer(verdict);
  }

  let before = store.get();
  store.subscribe((state) => {
    const was = before;
    before = state;
    if (state.panel !== "learn") return;
    const { step, spotlight } = state.learning;
    // However the panel came to be open, the diagram follows.
    if (was.panel !== "learn" && spotlight === was.learning.spotlight) openStep(step);
    const moved = was.phase !== state.phase && was.learning.step === step;
    if (moved && !wholeIterations(state) && state.phase !== spotlight?.phase)
      tryAnswer((question) => judgePhase(question, state.outline.phases[state.phase]?.id ?? ""));
  });

  return {
    openStep,
    nextStep: () => go(1),
    previousStep: () => go(-1),
    /** @param {string} part  that was selected in the diagram */
    answerPart: (part) => tryAnswer((question, state) => judgePart(question, part, state)),
    /** @param {string} text */
    answerNumber: (text) => tryAnswer((question, state) => judgeNumber(question, text, state)),
    /** @param {string} direction  "up", "down" or "none" */
    answerDirection: (direction) => tryAnswer((question, state) => judgeDirection(question, direction, state)),
  };
}
