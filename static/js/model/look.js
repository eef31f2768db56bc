/** The reader's view: the part of the state that links and files carry, and its allowed values. */

import { isAbout, stepCalled, STEPS } from "../learn/steps.js";
import { firstChoices } from "./outline.js";
import { limits, SPEEDS } from "./settings.js";
import { PANELS } from "./state.js";
import { boolean, fields, finite, objectIn, oneOf, positive, setOf, text, whole } from "./validation.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./outline.js").Outline} Outline
 * @typedef {import("./validation.js").Check} Check
 * @typedef {Pick<State, "example" | "selected" | "asked" | "notation" | "scale" | "speed" |
 *   "iterationsToRun" | "keepsRuns" | "panel" | "inspectorView" | "figuresView" | "lab" | "labs" | "pictures" |
 *   "variants"> & {step: string}} Look
 */

/**
 * The check of each field. Which parts a network has, is known only once it is opened: see `fitted`.
 *
 * @returns {Record<keyof Look, Check>}
 */
export function lookChecks() {
  return {
    // Only the run knows how many examples there are.
    example: finite,
    selected: textOrNull,
    asked: textOrNull,
    notation: oneOf(["short", "article", "general"]),
    scale: oneOf(["linear", "log"]),
    speed: oneOf(SPEEDS.map(({ id }) => id)),
    iterationsToRun: whole(1, limits.iterations),
    keepsRuns: boolean,
    panel: oneOf(PANELS),
    inspectorView: oneOf(["chain", "matrices", "python"]),
    figuresView: oneOf(["published", "exercises", "variants"]),
    // A view that does not exist shows nothing.
    lab: text,
    labs: fields({
      neurons: fields({ across: text, up: text, held: numbers }),
      slice: fields({ parameter: text, span: positive }),
      surface: fields({ across: text, up: text, picture: oneOf(["contour", "surface"]) }),
      sweep: fields({ lowest: positive, highest: positive, count: whole(2, limits.rates), steps: whole(1, limits.steps) }),
      histories: fields({ group: oneOf(["all", "weights", "biases", "activations", "deltas"]) }),
    }),
    pictures: boolean,
    variants: setOf(text),
    step: oneOf(STEPS.map(({ id }) => id)),
  };
}

/**
 * @param {State} state
 * @returns {Look}
 */
export function lookOf(state) {
  const { example, selected, asked, notation, scale, speed, iterationsToRun, keepsRuns } = state;
  const { panel, inspectorView, figuresView, lab, labs, pictures, variants, learning } = state;
  const choices = { example, selected, asked, notation, scale, speed, iterationsToRun, keepsRuns };
  const open = { panel, inspectorView, figuresView, lab, labs, pictures, variants };
  return { ...choices, ...open, step: learning.step };
}

/** @type {Check} */
function numbers(value, name) {
  for (const [key, number] of Object.entries(objectIn(value, name))) finite(number, `${name}.${key}`);
}

/** @type {Check} */
function textOrNull(value, name) {
  if (value !== null) text(value, name);
}

/**
 * What in a look names parts of a network, as far as the network has them.
 *
 * @param {Pick<Look, "selected" | "asked" | "labs">} look
 * @param {Outline} outline  of the network
 */
export function fitted({ selected, asked, labs }, outline) {
  const there = selected !== null && outline.has(selected) ? selected : null;
  const { neurons, slice, surface } = labs;
  const first = firstChoices(outline);
  /** @param {string} name @param {string} otherwise */
  const parameter = (name, otherwise) => (outline.isParameter(name) ? name : otherwise);
  const both = [surface.across, surface.up].every((name) => outline.isParameter(name)) && surface.across !== surface.up;
  const { inputs } = outline;
  const spans = [neurons.across, neurons.up].every((name) => inputs.includes(name)) && neurons.across !== neurons.up;
  const held = Object.fromEntries(Object.entries(neurons.held).filter(([name]) => inputs.includes(name)));
  return {
    selected: there,
    asked: there !== null && asked !== null && outline.has(outline.partOf(asked)) ? asked : null,
    labs: {
      ...labs,
      neurons: spans ? { ...neurons, held } : { across: "i1", up: "i2", held },
      slice: { ...slice, parameter: parameter(slice.parameter, first.across) },
      surface: both ? surface : { ...surface, ...first },
    },
  };
}

/**
 * The change of the state that applies a look.
 *
 * @param {State} state
 * @param {Partial<Look>} given  may hold other fields too
 * @returns {Partial<State>}
 */
export function looking(state, given) {
  const { learning, outline } = state;
  const { step, ...look } = lookOf({ ...state, ...given, learning: { ...learning, step: given.step ?? learning.step } });
  const shown = { ...look, ...fitted(look, outline) };
  if (given.step === undefined) return shown;
  const { phase, spotlight } = stepCalled(step);
  const lit = isAbout(outline) ? { phase: outline.phaseIndex(phase), parts: spotlight } : null;
  return { ...shown, learning: { ...learning, step, spotlight: lit, verdict: null } };
}
