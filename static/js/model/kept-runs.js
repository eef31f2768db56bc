/** The runs that are set aside beside the one on screen, and what they are called. */

import { differences } from "./differences.js";
import { grouped } from "../text/format.js";
import { become, momentOf } from "./moments.js";
import { remembered } from "./undo.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").KeptRun} KeptRun
 * @typedef {import("../types").Moment} Moment
 * @typedef {import("./model.js").Labels} Labels
 */

/** So many are kept; the oldest makes room. */
const MOST = 8;

/**
 * The runs with one more.
 *
 * @param {KeptRun[]} runs
 * @param {Moment} moment  of the run to set aside
 * @param {string} name  what differs; without one there is nothing to see in it
 * @returns {KeptRun[]}
 */
export function withRun(runs, moment, name) {
  if (name === "") return runs;
  const id = 1 + Math.max(0, ...runs.map((run) => run.id));
  return [...runs, { id, name, hidden: false, moment }].slice(-MOST);
}

/**
 * Of the run on screen and the one that Reset left, which is the same run, the one that went on
 * for longer.
 *
 * @param {Moment} here
 */
export function longest(here) {
  return here.left && here.left.timeline.known > here.timeline.known ? here.left : here;
}

/**
 * Puts a run in the place of the one on screen, which is set aside if something tells the two apart.
 *
 * @param {State} state
 * @param {Moment} moment
 * @param {string} what  is done, in words
 * @param {Labels} labels
 * @returns {State}
 */
export function replaced(state, moment, what, labels) {
  const before = longest(momentOf(state));
  const name = nameBeside(before, moment, { ...labels, outline: state.outline });
  const runs = withRun(moment.runs, before, name);
  // Nothing tells it from the other one yet, but perhaps the next change does.
  const left = name === "" && before.timeline.known > 1 ? { ...before, left: null } : null;
  return become(remembered(state, what), { ...moment, runs, left });
}

/**
 * What tells a run from another one; nothing, if nothing does or it never ran.
 *
 * @param {Moment} moment  of the run
 * @param {Moment} other  of the other one
 * @param {Labels & {outline: import("./outline.js").Outline}} names
 */
function nameBeside({ timeline, preset, seed }, other, { titles, ...names }) {
  const [last, start] = [timeline.changed.at(-1), other.timeline.changed.at(-1)];
  if (!last || !start || timeline.known < 2) return "";
  if (preset !== other.preset) return titles.get(preset) ?? "Another experiment";
  if (seed !== other.seed) return `seed ${seed}`;
  const found = differences(last, start, names);
  return last.iteration > 0 && found ? `${found} from iteration ${grouped(last.iteration)}` : found;
}

/**
 * Gives a run another name, or shows or hides its curve.
 *
 * @param {State} state
 * @param {number} id
 * @param {{name?: string, hidden?: boolean}} change
 * @returns {State}
 */
export function runChanged(state, id, change) {
  const before = change.name === undefined ? state : remembered(state, "renaming a run");
  return { ...before, runs: state.runs.map((run) => (run.id === id ? { ...run, ...change } : run)) };
}

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function runRemoved(state, id) {
  return { ...remembered(state, "removing a run"), runs: state.runs.filter((run) => run.id !== id) };
}

/**
 * A run that was set aside changes places with the one on screen.
 *
 * @param {State} state
 * @param {number} id
 * @param {Labels} labels
 * @returns {State}
 */
export function madeCurrent(state, id, labels) {
  const chosen = state.runs.find((run) => run.id === id);
  if (!chosen) return state;
  const runs = state.runs.filter((run) => run !== chosen);
  return replaced(state, { ...chosen.moment, runs }, `${chosen.name} made current`, labels);
}
