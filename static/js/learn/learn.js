/** Learn: the guided derivation, step by step, on the live diagram. Puts its parts together. */

import { byId } from "../ui/dom.js";
import { wholeIterations } from "../model/state.js";
import { createCurve } from "./curve.js";
import { createLesson } from "./lesson.js";
import { keepLive } from "./live.js";
import { recall, remember } from "./memory.js";
import { createLearnPanel, goToTitle } from "./panel.js";
import { followAddress } from "./place.js";
import { judgeDirection, judgeNumber, judgePart, judgePhase } from "./question.js";
import { STEPS, stepBeside, stepCalled } from "./steps.js";

/** @typedef {import("../types").State} State */

/**
 * @param {object} parts
 * @param {import("../types").Store<State>} parts.store
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 * @param {import("../types").Activation[]} parts.activations
 * @param {Storage | null} parts.storage
 */
export function createLearn({ store, explorer, activations, storage }) {
  const actions = {
    /** @param {string} id */
    openStep(id) {
      const { phase, spotlight } = stepCalled(id);
      void explorer.learn(stepCalled(id).id, { phase: store.get().outline.phaseIndex(phase), parts: spotlight });
    },
    nextStep: () => go(1),
    previousStep: () => go(-1),
    ask: explorer.ask,
  };

  /** @param {string} id */
  function openLinked(id) {
    actions.openStep(id);
    goToTitle();
  }

  /** @param {number} by */
  function go(by) {
    const { panel, learning } = store.get();
    const step = panel === "learn" ? stepBeside(learning.step, by) : stepCalled(learning.step);
    if (step) actions.openStep(step.id);
  }

  /** @param {(question: import("./steps.js").Question, state: State) => string | null} judge */
  function tryAnswer(judge) {
    const state = store.get();
    if (state.panel !== "learn") return;
    const verdict = judge(stepCalled(state.learning.step).question, state);
    if (verdict !== null) explorer.answer(verdict);
  }

  const lessons = STEPS.map((step) => {
    const root = document.querySelector(`[data-step="${step.id}"]`);
    if (!(root instanceof HTMLElement)) throw new TypeError(`the page has no step ${step.id}`);
    return createLesson(root, step, {
      tryNumber: (text) => tryAnswer((question, state) => judgeNumber(question, text, state)),
      tryDirection: (answer) => tryAnswer((question, state) => judgeDirection(question, answer, state)),
    });
  });
  const drawPanel = createLearnPanel({ lessons, ...actions });
  const drawCurve = createCurve(activations, explorer.select);

  let before = store.get();
  store.subscribe((state) => {
    const was = before;
    before = state;
    if (state.panel !== "learn") return;
    const { step, answered } = state.learning;
    // However the panel came to be open, the diagram follows.
    if (was.panel !== "learn" && state.learning.spotlight === was.learning.spotlight)
      actions.openStep(step);
    if (was.learning.step !== step || was.learning.answered !== answered)
      remember(storage, state.learning);
    const moved = was.phase !== state.phase && was.learning.step === step;
    if (moved && !wholeIterations(state) && state.phase !== state.learning.spotlight?.phase)
      tryAnswer((question) => judgePhase(question, state.outline.phases[state.phase]?.id ?? ""));
  });
  followAddress({ store, open: openLinked, leave: () => explorer.openPanel("explain") });
  keepLive({
    store,
    wantedIn: (state) =>
      lessons.find(({ step }) => step.id === state.learning.step)?.wanted(state) ?? [],
    setLive: explorer.setLive,
  });
  byId("open-learn", HTMLButtonElement).addEventListener("click", () => {
    actions.openStep(store.get().learning.step);
    goToTitle();
  });

  /** @type {import("../types").View} */
  const view = (state) => {
    drawPanel(state);
    drawCurve(state);
  };
  return {
    view,
    nextStep: actions.nextStep,
    previousStep: actions.previousStep,
    /** @param {string} part  that was selected in the diagram */
    selected: (part) => tryAnswer((question, state) => judgePart(question, part, state)),
  };
}

/**
 * The state with what was kept of the derivation.
 *
 * @param {State} state
 * @param {Storage | null} storage
 * @returns {State}
 */
export function withLearning(state, storage) {
  return { ...state, learning: { ...state.learning, ...recall(storage) } };
}
