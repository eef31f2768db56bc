/**
 * What the actions act on. Only they are given it: whoever else reads the state is given a store
 * that cannot be written to.
 *
 * @typedef {object} Model
 * @property {() => State} get
 * @property {(change: Partial<State>) => void} set
 * @property {import("./frames.js").Frames} frames
 * @property {typeof import("../server/api.js").step} step
 * @property {Labels} labels
 *
 * @typedef {object} Labels  what things are called
 * @property {Map<string, string>} titles  of the presets
 * @property {import("../types").Settings} settings
 *
 * @typedef {import("../types").State} State
 */

/**
 * Functions `(state, ...) => change` as actions `(...) => void` upon a model.
 *
 * @template {Record<string, (state: State, ...rest: any[]) => Partial<State>>} C
 * @param {Model} model
 * @param {C} changes
 * @returns {{ [K in keyof C]: C[K] extends (state: State, ...rest: infer R) => any ? (...rest: R) => void : never }}
 */
export function actionsOf(model, changes) {
  const actions = Object.entries(changes).map(([name, change]) => [
    name,
    /** @param {any[]} rest */
    (...rest) => model.set(change(model.get(), ...rest)),
  ]);
  return Object.fromEntries(actions);
}
