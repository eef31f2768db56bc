/** What is asked for the loss over two parameters: ranges with room for the path of the run. */

import { samplesOf } from "./history.js";
import { parametersOf, valueOf } from "./parameters.js";
import { roundRange } from "../charts/scales.js";

/** @typedef {import("../types").State} State */

/** @type {import("./history.js").Samples} */
const NO_PATH = { iterations: [], values: {} };

/**
 * Where the run was. A single place is no path.
 *
 * @param {State} state
 */
export function pathOf(state) {
  const walked = samplesOf(state);
  return walked.iterations.length > 1 ? walked : NO_PATH;
}

/** @param {State} state */
export function surfaceAsked(state) {
  const { experiment } = state.frame;
  const { across, up } = state.labs.surface;
  const all = parametersOf(state.outline);
  const path = pathOf(state);
  const ranges = [across, up].map((name) => {
    const parameter = all.find((one) => one.name === name);
    const here = parameter ? [valueOf(experiment.network, parameter)] : [];
    return roundRange([...here, ...(path.values[name] ?? [])]);
  });
  return { experiment, parameters: [across, up], ranges };
}
