/** The reader's view: the part of the state that links and files carry, and its allowed values. */

import { stepCalled, STEPS } from "../learn/steps.js";
import { limits, SPEEDS } from "./settings.js";
import { PANELS } from "./state.js";
import { boolean, fields, finite, oneOf, positive, setOf, text, whole } from "./validation.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./validation.js").Check} Check
 * @typedef {Pick<State, "example" | "selected" | "asked" | "notation" | "scale" | "speed" |
 *   "iterationsToRun" | "keepsRuns" | "panel" | "inspectorView" | "figuresView" | "lab" | "labs" | "pictures" |
 *   "variants"> & {step: string}} Look
 */

/**
 * The check of each field.
 *
 * @param {import("./outline.js").Outline} outline  of the network
 * @returns {Record<keyof Look, Check>}
 */
export function lookChecks(outline) {
  const parts = outline.parts.map(({ name }) => name);
  const isAPart = oneOf([null, ...parts], "a part of the diagram");
  const isAParameter = oneOf(parts.filter((part) => outline.isParameter(part)), "a weight or a bias of the network");
  return {
    // Only the run knows how many examples there are.
    example: finite,
    selected: isAPart,
    asked(value, name) {
      if (value !== null) text(value, name);
      oneOf([null, ...parts], "a number of the diagram")(value === null ? null : outline.partOf(String(value)), name);
    },
    notation: oneOf(["short", "article", "general"]),
    scale: oneOf(["linear", "log"]),
    speed: oneOf(SPEEDS.map(({ id }) => id)),
    iterationsToRun: whole(1, limits.iterations),
    keepsRuns: boolean,
    panel: oneOf(PANELS),
    inspectorView: oneOf(["chain", "matrices", "python"]),
    figuresView: oneOf(["published", "variants"]),
    // A view that does not exist shows nothing.
    lab: text,
    labs: fields({
      slice: fields({ parameter: isAParameter, span: positive }),
      surface: fields({ across: isAParameter, up: isAParameter, picture: oneOf(["contour", "surface"]) }),
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
  if (given.step === undefined) return look;
  const { phase, spotlight } = stepCalled(step);
  const lit = { phase: outline.phaseIndex(phase), parts: spotlight };
  return { ...look, learning: { ...learning, step, spotlight: lit, verdict: null } };
}
