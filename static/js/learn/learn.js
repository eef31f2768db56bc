/**
 * Learn: the guided derivation, step by step, on the live diagram: its parts, what a reader can do,
 * and the address, which follows the step (`#learn/recursion`).
 */

import { problemOf } from "../model/problems.js";
import { wholeIterations } from "../model/state.js";
import { follow } from "../server/follow.js";
import { byId, unfold } from "../ui/dom.js";
import { createCurve } from "./curve.js";
import { createLesson } from "./lesson.js";
import { askLive, liveAsked } from "./live.js";
import { createLearnPanel, goToTitle } from "./panel.js";
import { judgeDirection, judgeNumber, judgePart, judgePhase } from "./question.js";
import { STEPS, isAbout, stepBeside, stepCalled } from "./steps.js";

/** @typedef {import("../types").State} State */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createLearn(parts) {
  const { store, actions } = parts;
  /** @type {import("../types").View | null} */
  let course = null;

  /** @param {string} id */
  function openAtTitle(id) {
    actions.openStep(id);
    goToTitle();
  }
  followAddress({ store, open: openAtTitle, leave: () => actions.openPanel("explain") });

  return (state) => {
    if (state.panel === "learn") course ??= createCourse(parts);
    course?.(state);
  };
}

/**
 * All steps, and what they show of the network on screen.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
function createCourse(parts) {
  const { store, actions } = parts;
  unfold(byId("panel-learn", HTMLElement));
  const lessons = STEPS.map((step) => {
    const root = document.querySelector(`[data-step="${step.id}"]`);
    if (!(root instanceof HTMLElement)) throw new TypeError(`the page has no step ${step.id}`);
    return createLesson({ root, step, actions });
  });
  const views = [createLearnPanel({ ...parts, lessons }), createCurve(parts)];
  /** @param {State} state */
  const wantedIn = (state) => lessons.find(({ step }) => step.id === state.learning.step)?.wanted(state) ?? [];

  follow({
    store,
    question: (state) => (isAbout(state.outline) ? liveAsked(state, wantedIn(state)) : null),
    ask: askLive,
    answered: (live) => actions.answered({ answers: { ...store.get().answers, live } }, "learn"),
    failed: (error, again) => actions.say("learn", problemOf(error, again)),
  });
  return (state) => {
    for (const view of views) view(state);
  };
}

/**
 * @typedef {ReturnType<typeof createLearning>} Learning
 */

/**
 * What a reader of the derivation can do, as actions: go to another step, answer its question.
 *
 * @param {object} parts
 * @param {import("../types").Watched<State>} parts.store
 * @param {import("../model/explorer.js").Explorer} parts.explorer
 */
export function createLearning({ store, explorer }) {
  /** @param {string} id */
  function openStep(id) {
    const step = stepCalled(id);
    const { outline } = store.get();
    void explorer.learn(step.id, isAbout(outline) ? { phase: outline.phaseIndex(step.phase), parts: step.spotlight } : null);
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
    if (state.panel !== "learn" || !isAbout(state.outline)) return;
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
    const begins = was.panel !== "learn" || (isAbout(state.outline) && !isAbout(was.outline));
    if (begins && spotlight === was.learning.spotlight) openStep(step);
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

const PREFIX = "#learn";

/**
 * The step that an address names: the one where the reader is, if it is only `#learn`.
 *
 * @param {string} hash
 * @param {string} current
 */
export function stepIn(hash, current) {
  if (hash === PREFIX) return current;
  return STEPS.find(({ id }) => hash === `${PREFIX}/${id}`)?.id;
}

/**
 * The address follows the step, so that a step can be linked to, and the browser's own back and
 * forward walk through the steps that were read.
 *
 * @param {object} parts
 * @param {import("../types").Watched<State>} parts.store
 * @param {(step: string) => void} parts.open
 * @param {() => void} parts.leave
 */
function followAddress({ store, open, leave }) {
  const isOpen = () => store.get().panel === "learn";

  function read() {
    const { step } = store.get().learning;
    const named = stepIn(location.hash, step);
    if (named !== undefined && (!isOpen() || named !== step)) open(named);
    else if (named === undefined && !location.hash.startsWith(PREFIX) && isOpen()) leave();
  }

  function write() {
    const { step } = store.get().learning;
    const hash = isOpen() ? `${PREFIX}/${step}` : "";
    // Other fragments are others' to read.
    const mine = location.hash === "" || location.hash.startsWith(PREFIX);
    if (!mine || location.hash === hash) return;
    history.pushState(null, "", hash || location.pathname + location.search);
  }

  addEventListener("popstate", read);
  // At first an address that names a step is followed; if there is none, the page knows.
  if (location.hash.startsWith(PREFIX)) read();
  store.subscribe(write);
  write();
}
