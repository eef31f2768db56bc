/** The reader's choices of what to look at, each a function of the state. None changes the run. */

import { limits } from "./settings.js";
import { solved } from "./problems.js";
import { choosesParts } from "./state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {Partial<State>} Change
 */

/** How many questions the reader can go back. */
const ASKED_KEPT = 50;

/**
 * @param {State} state
 * @param {string | null} part  of the diagram
 * @param {string | null} quantity  if not the phase's own
 * @returns {Change}
 */
function choose(state, part, quantity) {
  const { selected, asked, askedBefore, labs, outline } = state;
  if (selected === part && asked === quantity) return {};
  return {
    selected: part,
    asked: quantity,
    askedBefore: selected === null || part === null ? [] : [...askedBefore.slice(1 - ASKED_KEPT), { selected, asked }],
    // A number is explained where the panel has nothing else to choose by it.
    ...(part !== null && !choosesParts(state) && { panel: "explain" }),
    // The lab shows the loss along the parameter selected last.
    ...(part !== null && outline.isParameter(part) && { labs: { ...labs, slice: { ...labs.slice, parameter: part } } }),
  };
}

/**
 * @param {State} state
 * @param {string | null} part  of the diagram
 */
export const select = (state, part) => choose(state, part, null);

/**
 * Leaves the selected number for the phase.
 *
 * @param {State} state
 */
export const unselect = (state) => choose(state, null, null);

/**
 * @param {State} state
 * @param {string} quantity
 */
export const ask = (state, quantity) => choose(state, state.outline.partOf(quantity), quantity);

/**
 * Goes back to the question before.
 *
 * @param {State} state
 * @returns {Change}
 */
export function askBefore({ askedBefore }) {
  const before = askedBefore.at(-1);
  return before ? { ...before, askedBefore: askedBefore.slice(0, -1) } : {};
}

/**
 * @param {State} state
 * @param {string[]} quantities  under the pointer
 * @returns {Change}
 */
export const point = ({ pointed }, quantities) =>
  quantities.join() === pointed.join() ? {} : { pointed: quantities };

/**
 * @param {State} _
 * @param {string | null} dragged  the part being dragged
 * @returns {Change}
 */
export const drag = (_, dragged) => ({ dragged });

/**
 * @param {State} _
 * @param {import("../types").Scale} scale
 * @returns {Change}
 */
export const setScale = (_, scale) => ({ scale });

/**
 * @param {State} _
 * @param {string} lab  its tab
 * @returns {Change}
 */
export const openLab = (_, lab) => ({ panel: "lab", lab, ...(lab === "neurons" && { pictures: true }) });

/**
 * @param {State} _
 * @param {boolean} keepsRuns
 * @returns {Change}
 */
export const keepRuns = (_, keepsRuns) => ({ keepsRuns });

/**
 * Changes the choices in a tab of the lab.
 *
 * @template {keyof State["labs"]} L
 * @param {State} state
 * @param {L} lab
 * @param {Partial<State["labs"][L]>} choice
 * @returns {Change}
 */
export const chooseInLab = ({ labs }, lab, choice) => ({ labs: { ...labs, [lab]: { ...labs[lab], ...choice } } });

/**
 * Asks how the network on screen would train at other learning rates.
 *
 * @param {State} state
 * @param {number[]} rates
 * @param {number} steps
 * @returns {Change}
 */
export function sweep({ frame: { experiment }, sweep: before }, rates, steps) {
  const same = before?.experiment === experiment && before.steps === steps && before.rates.join() === rates.join();
  return same ? {} : { sweep: { experiment, rates, steps } };
}

/**
 * Shows or hides the pictures of what each neuron sees.
 *
 * @param {State} state
 * @returns {Change}
 */
export const togglePictures = ({ pictures }) => ({ pictures: !pictures });

/**
 * @param {State} _
 * @param {string} panel
 * @returns {Change}
 */
export const openPanel = (_, panel) => ({ panel });

/**
 * @param {State} _
 * @param {string} inspectorView
 * @returns {Change}
 */
export const chooseView = (_, inspectorView) => ({ inspectorView });

/**
 * @param {State} _
 * @param {string} figuresView
 * @returns {Change}
 */
export const openFigures = (_, figuresView) => ({ figuresView });

/**
 * Keeps where the reader is in Practise, and what of it is on the screen.
 *
 * @param {State} _
 * @param {Pick<State, "practice" | "scene">} there
 * @returns {Change}
 */
export const practise = (_, { practice, scene }) => ({ practice, scene });

/**
 * Shows the list of exercises again. The experiment stays.
 *
 * @param {State} _
 * @returns {Change}
 */
export const closeExercise = (_) => ({ exercise: null });

/**
 * Says again what this is and what to press.
 *
 * @param {State} _
 * @returns {Change}
 */
export const introduce = (_) => ({ introduction: true, panel: "explain" });

/**
 * @param {State} _
 * @param {import("../types").Notation} notation
 * @returns {Change}
 */
export const setNotation = (_, notation) => ({ notation });

/**
 * @param {State} _
 * @param {number} example  or `MEAN`
 * @returns {Change}
 */
export const showExample = (_, example) => ({ example });

/**
 * @param {State} state
 * @param {string} id  of a variant
 * @param {boolean} chosen  whether it is drawn over the loss curve
 * @returns {Change}
 */
export function chooseVariant(state, id, chosen) {
  const others = state.variants.filter((variant) => variant !== id);
  return { variants: chosen ? [...others, id] : others, ...solved(state, "variants") };
}

/**
 * @param {State} _
 * @param {number} count
 * @returns {Change}
 */
export const setIterationsToRun = (_, count) => ({
  iterationsToRun: Math.min(limits.iterations, Math.max(1, Math.round(count))),
});

/**
 * Keeps the verdict on an answer to the step's question.
 *
 * @param {State} state
 * @param {string} verdict
 * @returns {Change}
 */
export function answer({ learning }, verdict) {
  const { step, answered } = learning;
  const first = verdict === "right" && !answered.includes(step);
  return { learning: { ...learning, verdict, answered: first ? [...answered, step] : answered } };
}
