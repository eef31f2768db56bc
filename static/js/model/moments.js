/**
 * The run on screen and the place in it: how one comes to another, and what can be undone and
 * redone, as functions of the state.
 */

import { solved } from "./problems.js";
import { MEAN } from "./state.js";
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
export function momentOf({ timeline, frame, phase, origin, preset, seed, runs, left }) {
  return { timeline, frame, phase, origin, preset, seed, runs, left };
}

/**
 * Another iteration of the run is on screen.
 *
 * @param {State} state
 * @param {Frame} frame
 * @param {import("./timeline.js").Fact[]} [facts]  that became known on the way
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
 * To another phase, in which another number of what is selected is the one to ask for.
 *
 * @param {State} state
 * @param {number} phase
 * @returns {State}
 */
export function turned(state, phase) {
  if (phase === state.phase) return state;
  return { ...state, ...solved(state, "page"), phase, asked: null };
}

/**
 * Another run, or another place in this one, takes the place of what is on screen.
 *
 * @param {State} state
 * @param {Moment} moment
 * @returns {State}
 */
export function become(state, moment) {
  return shown({ ...state, ...moment, asked: null }, moment.frame);
}

/**
 * The beginning of an experiment, beside the runs that are set aside.
 *
 * @param {State} state
 * @param {Frame} origin
 * @param {string} preset
 * @param {number} seed
 * @returns {Moment}
 */
export function beginning({ runs, left }, origin, preset, seed) {
  const timeline = Timeline.of([origin.experiment]);
  return { timeline, frame: origin, phase: 0, origin, preset, seed, runs, left };
}

/** So many changes can be undone. */
const MOST = 100;

/**
 * Before a change.
 *
 * @param {State} state
 * @param {string} what  is about to be done, in words
 * @param {object} [gesture]  that it is a part of
 * @returns {State}
 */
export function remembered(state, what, gesture) {
  /** @type {Change} */
  const change = { moment: momentOf(state), what, ...(gesture && { gesture }) };
  return { ...state, undo: { done: [...state.undo.done, change].slice(-MOST), undone: [] } };
}

/**
 * Whether the last change was a part of this gesture, which may go on.
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
  const undo = { done: done.slice(0, -1), undone: [...undone, { ...last, moment: momentOf(state) }] };
  return become({ ...state, undo }, last.moment);
}

/**
 * Does again what was taken back last.
 *
 * @param {State} state
 * @returns {State}
 */
export function redone(state) {
  const { done, undone } = state.undo;
  const last = undone.at(-1);
  if (!last) return state;
  const undo = { done: [...done, { ...last, moment: momentOf(state) }], undone: undone.slice(0, -1) };
  return become({ ...state, undo }, last.moment);
}
