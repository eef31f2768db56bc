/** What the page starts from, and what follows from a state. Changes are in `explorer.js`. */

import { DEFAULT_SPEED, speedCalled } from "./speeds.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 */

/** In place of an example's index: the mean over all of them. */
export const MEAN = -1;

/**
 * @param {Frame} frame
 * @param {import("./outline.js").Outline} outline
 * @returns {State}
 */
export function initialState(frame, outline) {
  return {
    frame,
    outline,
    phase: 0,
    known: frame.iteration + 1,
    recalled: 0,
    run: null,
    playing: false,
    speed: DEFAULT_SPEED,
    iterationsToRun: 10_000,
    scale: "linear",
    selected: null,
    asked: null,
    askedBefore: [],
    pointed: [],
    explanation: null,
    explanationProblem: "",
    panel: "explain",
    lab: "",
    pictures: false,
    seen: null,
    seenProblem: null,
    inspectorView: "chain",
    notation: "short",
    learning: { step: "weights", spotlight: null, answered: [], verdict: null, live: {} },
    checks: [],
    checkProblem: "",
    figuresView: "published",
    variants: [],
    variantsDrawn: 0,
    variantProblem: "",
    partings: null,
    origin: frame,
    preset: "mazur",
    seed: -1,
    example: 0,
    undo: null,
    redo: null,
    runs: [],
    left: null,
    notice: null,
    dragged: null,
  };
}

/**
 * Whether iterations go by as wholes, so that there is no phase to wait for.
 *
 * @param {State} state
 */
export function wholeIterations(state) {
  return state.run !== null || (state.playing && speedCalled(state.speed).unit === "iteration");
}

/**
 * Whether numbers glide to their new values: not while there are too many of them, and not while
 * one of them is dragged, which the others follow at once.
 *
 * @param {State} state
 */
export function glides(state) {
  return !wholeIterations(state) && state.dragged === null;
}

/**
 * The phase up to which numbers are known on the screen. To a value that is dragged the whole
 * forward pass answers.
 *
 * @param {State} state
 */
export function shownPhase(state) {
  const phase = currentPhase(state);
  return state.dragged === null ? phase : Math.max(phase, state.outline.knownFrom("loss"));
}

/**
 * The phase that numbers are asked for in.
 *
 * @param {State} state
 */
function currentPhase(state) {
  return wholeIterations(state) ? state.outline.last - 1 : state.phase;
}

/**
 * Whether the parameters on screen are already those after the update.
 *
 * @param {State} state
 */
export function isUpdated(state) {
  return shownPhase(state) === state.outline.last;
}

/**
 * The loss of the network on screen: in the update phase that is already the updated one.
 *
 * @param {State} state
 */
export function shownLoss(state) {
  return isUpdated(state) ? state.frame.nextLoss : state.frame.pass.loss;
}

/**
 * The example that is explained: the mean over all has no formula of its own, so the first one
 * stands for it.
 *
 * @param {State} state
 */
export function explainedExample({ example }) {
  return example === MEAN ? 0 : example;
}

/**
 * The number that is asked for: the one chosen, or of the selected part what the phase is about.
 *
 * @param {State} state
 */
export function askedQuantity(state) {
  if (state.selected === null) return undefined;
  return state.asked ?? state.outline.quantityOf(state.selected, currentPhase(state));
}

/**
 * The parts of the diagram that the derivation is about just now, if it is open; otherwise it is
 * the phase that says what plays a part.
 *
 * @param {State} state
 */
export function spotlightOf(state) {
  const { spotlight } = state.learning;
  const stays = state.panel === "learn" && spotlight?.phase === state.phase;
  return stays && !wholeIterations(state) ? spotlight.parts : null;
}
