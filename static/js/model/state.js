/** The initial state, and values derived from a state. `explorer.js` changes it. */

import { firstChoices } from "./outline.js";
import { DEFAULT_SPEED, speedCalled } from "./settings.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 */

/** What stands beside the diagram, one at a time. */
export const PANELS = ["explain", "experiment", "lab", "check", "figures", "learn", "practise"];

/** The panels in which the selected part is a choice of their own. */
const CHOOSING = ["lab", "check", "learn", "practise"];

/** The mean over all examples, in place of an example's index. */
export const MEAN = -1;

/**
 * @param {Frame} frame
 * @param {import("./outline.js").Outline} outline
 * @param {import("../types").Happening} happening  in the first phase
 * @returns {State}
 */
export function initialState(frame, outline, happening) {
  const timeline = Timeline.of([frame.experiment]);
  const first = firstChoices(outline);
  return {
    timeline,
    frame,
    outline,
    phase: 0,
    revealed: false,
    origin: frame,
    preset: "mazur",
    seed: -1,
    keepsRuns: false,
    originEdited: false,
    introduction: false,
    runs: [],
    left: null,
    undo: { done: [], undone: [], forgotten: false },
    progress: null,
    recalling: null,
    playing: false,
    dragged: null,
    pointed: [],
    problems: {},
    answers: {
      happening: {
        ...happening,
        asked: { experiment: frame.experiment, phase: happening.id, example: 0, notation: "short" },
      },
    },
    speed: DEFAULT_SPEED,
    iterationsToRun: 10_000,
    scale: "linear",
    notation: "short",
    example: 0,
    selected: null,
    asked: null,
    askedBefore: [],
    panel: "explain",
    inspectorView: "chain",
    figuresView: "published",
    exercise: null,
    learning: { step: "loss", spotlight: null, answered: [], verdict: null },
    practice: null,
    scene: null,
    lab: "",
    labs: {
      neurons: { across: "i1", up: "i2", held: {} },
      slice: { parameter: first.across, span: 4 },
      surface: { ...first, picture: "contour" },
      sweep: { lowest: 0.01, highest: 100, count: 81, steps: 200 },
      histories: { group: "all" },
    },
    sweep: null,
    history: null,
    pictures: false,
    checks: [],
    sheet: null,
    variants: [],
    variantRuns: { changed: timeline.changed, runs: {} },
    partings: null,
  };
}

/**
 * Whether a run is in progress.
 *
 * @param {State} state
 */
export function isRunning({ progress }) {
  return progress?.of === "run";
}

/**
 * Whether the page moves by whole iterations, without stopping at phases.
 *
 * @param {State} state
 */
export function wholeIterations(state) {
  return isRunning(state) || (state.playing && speedCalled(state.speed).unit === "iteration");
}

/**
 * Whether numbers glide to their new values. While whole iterations go by, and during a drag, they
 * change at once.
 *
 * @param {State} state
 */
export function glides(state) {
  return !wholeIterations(state) && state.dragged === null;
}

/**
 * The phase up to which the screen shows numbers. After a run, a travel or an edit, and during a drag,
 * it shows the whole forward pass.
 *
 * @param {State} state
 */
export function shownPhase(state) {
  return state.dragged === null ? currentPhase(state) : toLoss(state, currentPhase(state));
}

/**
 * The phase in which a number is explained.
 *
 * @param {State} state
 */
function currentPhase(state) {
  if (wholeIterations(state)) return state.outline.last - 1;
  return state.revealed ? toLoss(state, state.phase) : state.phase;
}

/**
 * A phase, or that of the loss if it comes later.
 *
 * @param {State} state
 * @param {number} phase
 */
function toLoss({ outline }, phase) {
  return Math.max(phase, outline.knownFrom("loss"));
}

/**
 * Whether the screen shows the parameters after the update.
 *
 * @param {State} state
 */
export function isUpdated(state) {
  return shownPhase(state) === state.outline.last;
}

/**
 * The loss of the network on screen; in the update phase, that of the updated network.
 *
 * @param {State} state
 */
export function shownLoss(state) {
  return isUpdated(state) ? state.frame.nextLoss : state.frame.pass.loss;
}

/**
 * The example to explain. The mean has no formula of its own, so the first example stands for it.
 *
 * @param {State} state
 */
export function explainedExample({ example }) {
  return example === MEAN ? 0 : example;
}

/**
 * The number to explain: the chosen one, or the selected part's number in this phase.
 *
 * @param {State} state
 */
export function askedQuantity(state) {
  if (state.selected === null) return undefined;
  return state.asked ?? state.outline.quantityOf(state.selected, currentPhase(state));
}

/**
 * The parts of the diagram that the open step of the derivation is about. Null if no
 * step is open at its phase; then the phase decides.
 *
 * @param {State} state
 */
export function spotlightOf(state) {
  const { spotlight } = state.learning;
  const stays = state.panel === "learn" && spotlight?.phase === state.phase;
  return stays && !wholeIterations(state) ? spotlight.parts : null;
}

/**
 * The view of the lab that is open; nothing while another panel is.
 *
 * @param {State} state
 */
export function openLabView({ panel, lab }) {
  return panel === "lab" ? lab : "";
}

/**
 * Whether the open panel chooses by the selected part, rather than explains it.
 *
 * @param {State} state
 */
export function choosesParts({ panel }) {
  return CHOOSING.includes(panel);
}
