/** How fast Play goes, and whether it stops at every phase or only at every iteration. */

/** @type {readonly {id: string, label: string, unit: "phase" | "iteration", perSecond: number}[]} */
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
