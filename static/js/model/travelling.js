/** Going to another phase or another iteration of the run. */

import { shown, turned } from "./moments.js";

/** @typedef {import("./model.js").Model} Model */

/**
 * @param {Model} model
 * @param {number} iteration
 * @param {number} [phase]
 */
export async function travel({ get, set, frames }, iteration, phase) {
  const { timeline, frame: here } = get();
  const { frame, facts } = await frames.open(timeline, Math.max(0, iteration), { here });
  set(turned(shown(get(), frame, facts), phase ?? get().phase));
}

/**
 * @param {Model} model
 * @param {number} phase
 */
export function turn({ get, set }, phase) {
  set(turned(get(), phase));
}

/** @param {Model} model */
export async function nextPhase(model) {
  const { frame, phase, outline } = model.get();
  if (phase < outline.last) return turn(model, phase + 1);
  await travel(model, frame.iteration + 1, 0);
}

/** @param {Model} model */
export async function previousPhase(model) {
  const { frame, phase, outline } = model.get();
  if (phase > 0) return turn(model, phase - 1);
  if (frame.iteration > 0) await travel(model, frame.iteration - 1, outline.last);
}

/**
 * @param {Model} model
 * @param {number} by  iterations
 */
export async function goOn(model, by) {
  await travel(model, model.get().frame.iteration + by);
}
