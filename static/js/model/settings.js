/** The limits of the server, the labels of the choices, and the speeds of Play. */

/** Filled before anything else runs. */
export const limits = /** @type {import("../types").Limits} */ ({});

/** Iterations per request while a progress bar shows. */
export const stride = () => limits.steps / 4;

/** @param {import("../types").Limits} given  from the page */
export function setLimits(given) {
  Object.assign(limits, given);
}

/**
 * The server's label of a choice in the settings.
 *
 * @param {{name: string, label: string}[]} choices
 * @param {string} name
 */
export function labelOf(choices, name) {
  return choices.find((choice) => choice.name === name)?.label ?? name;
}

/**
 * @param {[number | null, number | null]} range  null where it is unbounded
 * @returns {[number, number]}
 */
export function endsOf([low, high]) {
  return [low ?? -Infinity, high ?? Infinity];
}

/**
 * Whether the targets of an example have the sum that a loss needs; null for any.
 *
 * @param {number[]} targets
 * @param {number | null} total
 */
export function hasSum(targets, total) {
  return total === null || Math.abs(targets.reduce((sum, y) => sum + y, 0) - total) <= limits.sum_tolerance;
}

/**
 * The speeds of Play. It steps by phase or by iteration.
 *
 * @type {readonly {id: string, label: string, unit: "phase" | "iteration", perSecond: number}[]}
 */
export const SPEEDS = [
  { id: "phase-slow", label: "1 phase in 3 s", unit: "phase", perSecond: 1 / 3 },
  { id: "phase", label: "1 phase a second", unit: "phase", perSecond: 1 },
  { id: "phase-fast", label: "3 phases a second", unit: "phase", perSecond: 3 },
  { id: "iteration", label: "2 iterations a second", unit: "iteration", perSecond: 2 },
  { id: "iteration-fast", label: "20 iterations a second", unit: "iteration", perSecond: 20 },
];

export const DEFAULT_SPEED = "phase";

/** @param {string} id */
export function speedCalled(id) {
  return SPEEDS.find((speed) => speed.id === id) ?? /** @type {typeof SPEEDS[0]} */ (SPEEDS[1]);
}
