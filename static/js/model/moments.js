/**
 * The run on screen and the place in it: travelling, Undo and Redo, as functions of the state.
 */

import { fitted } from "./look.js";
import { isOf } from "./outline.js";
import { solved } from "./problems.js";
import { MEAN, choosesParts } from "./state.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").Moment} Moment
 * @typedef {import("../types").Change} Change
 */

/**
 * @param {State} state
 * @returns {Moment}
 */
export function momentOf({ timeline, frame, outline, phase, revealed, origin, preset, seed, originEdited, runs, left }) {
  return { timeline, frame, outline, phase, revealed, origin, preset, seed, originEdited, runs, left };
}

/**
 * Shows another iteration of the run.
 *
 * @param {State} state
 * @param {Frame} frame
 * @param {import("./timeline.js").Fact[]} [facts]  learned on the way
 * @returns {State}
 */
export function shown(state, frame, facts = []) {
  const loss = { from: frame.iteration, losses: [frame.pass.loss] };
  const { example } = state;
  const examples = frame.experiment.examples.inputs.length;
  const there = example === MEAN ? examples > 1 : example < examples;
  return {
    ...state,
    ...solved(state, "page"),
    frame,
    timeline: state.timeline.learning([...facts, loss]),
    example: there ? example : 0,
  };
}

/**
 * Shows another phase, with only the numbers known by then, and leaves the selected number for it.
 * Where the panel chooses by the selected part, that part then shows its number of this phase.
 *
 * @param {State} state
 * @param {number} phase
 * @returns {State}
 */
export function turned(state, phase) {
  if (phase === state.phase && !state.revealed) return state;
  const left = phase === state.phase || choosesParts(state) ? {} : { selected: null, askedBefore: [] };
  return { ...state, ...solved(state, "page"), phase, revealed: false, asked: null, ...left };
}

/**
 * Shows another run, or another place in this one. What names a part that the other network lacks is
 * left, and so is what was asked of a network with other layers.
 *
 * @param {State} state
 * @param {Moment} moment
 * @returns {State}
 */
export function become(state, moment) {
  const there = shown({ ...state, ...moment, asked: null }, moment.frame);
  if (isOf(state.outline, moment.frame.experiment)) return there;
  const { outline, learning } = there;
  const forgotten = { askedBefore: [], pointed: [], dragged: null, checks: [], partings: null, answers: {} };
  return { ...there, ...fitted(there, outline), ...forgotten, learning: { ...learning, spotlight: null, verdict: null } };
}

/**
 * The beginning of an experiment. The runs set aside stay.
 *
 * @param {Pick<State, "runs" | "left">} state
 * @param {Pick<Moment, "outline">} network
 * @param {Frame} origin
 * @param {string} preset
 * @param {number} seed
 * @param {boolean} [originEdited]
 * @returns {Moment}
 */
export function beginning({ runs, left }, { outline }, origin, preset, seed, originEdited = false) {
  const timeline = Timeline.of([origin.experiment]);
  const place = { timeline, frame: origin, outline, phase: 0, revealed: false };
  return { ...place, origin, preset, seed, originEdited, runs, left };
}

/** How many changes can be undone, and how many losses their runs may hold: 32 MB. */
const MOST = 100;
const MOST_LOSSES = 4_000_000;

/**
 * Remembers the moment before a change, for Undo.
 *
 * @param {State} state
 * @param {string} what  the change, in words
 * @param {object} [gesture]  the gesture it belongs to
 * @returns {State}
 */
export function remembered(state, what, gesture) {
  /** @type {Change} */
  const change = { moment: momentOf(state), what, ...(gesture && { gesture }) };
  const all = [...state.undo.done, change];
  const done = latest(all);
  return { ...state, undo: { done, undone: [], forgotten: state.undo.forgotten || done.length < all.length } };
}

/**
 * The latest changes, as many as there is room for; at least the last one. Runs are mostly shared.
 *
 * @param {Change[]} changes
 */
function latest(changes) {
  /** @type {Set<readonly number[]>} */
  const held = new Set();
  let losses = 0;
  const tooOld = changes.findLastIndex(({ moment }, index) => {
    for (const one of [moment, moment.left, ...moment.runs.map((run) => run.moment)]) {
      if (!one || held.has(one.timeline.losses)) continue;
      held.add(one.timeline.losses);
      losses += one.timeline.known;
    }
    const last = changes.length - 1;
    return index < last && (losses > MOST_LOSSES || index <= last - MOST);
  });
  return changes.slice(tooOld + 1);
}

/**
 * Whether the last change belongs to this gesture.
 *
 * @param {State} state
 * @param {object} [gesture]
 */
export function continues({ undo }, gesture) {
  return gesture !== undefined && undo.done.at(-1)?.gesture === gesture;
}

/**
 * Takes back the last change.
 *
 * @param {State} state
 * @returns {State}
 */
export function undone(state) {
  const { done, undone } = state.undo;
  const last = done.at(-1);
  if (!last) return state;
  const undo = { ...state.undo, done: done.slice(0, -1), undone: [...undone, { ...last, moment: momentOf(state) }] };
  return become({ ...state, undo }, last.moment);
}

/**
 * Redoes the last change taken back.
 *
 * @param {State} state
 * @returns {State}
 */
export function redone(state) {
  const { done, undone } = state.undo;
  const last = undone.at(-1);
  if (!last) return state;
  const undo = { ...state.undo, done: [...done, { ...last, moment: momentOf(state) }], undone: undone.slice(0, -1) };
  return become({ ...state, undo }, last.moment);
}
