/** Keeps the experiment, and where one was, over a reload. */

import { SPEEDS } from "../model/speeds.js";
import { limits } from "../model/limits.js";
import { initialState } from "../model/state.js";
import { Timeline } from "../model/timeline.js";
import { hasShape, isPossible, isWhole } from "../model/validation.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Saved
 * @property {number} version
 * @property {Experiment[]} changed  see `Timeline`
 * @property {number} known
 * @property {Frame} frame
 * @property {number} phase
 * @property {string} speed
 * @property {number} iterationsToRun
 * @property {import("../types").Scale} scale
 * @property {string} selected  a part, or nothing
 * @property {Frame} origin
 * @property {string} preset
 * @property {number} seed
 * @property {number} example
 * @property {import("../types").Notation} notation
 */

const KEY = "backprop-explorer";
const VERSION = 2;

/** @type {import("../types").Notice} */
export const UNREADABLE = {
  kind: "note",
  message: "What was kept from the last visit could not be read, so this is a fresh start.",
};

/**
 * Where the reader was when the page was last open, or the beginning.
 *
 * @param {Storage | null} storage
 * @param {Frame} first  of the worked example
 * @param {import("../model/outline.js").Outline} outline  of it
 * @returns {{state: State, timeline: Timeline}}
 */
export function restore(storage, first, outline) {
  const fresh = initialState(first, outline);
  const start = { state: fresh, timeline: new Timeline(first.experiment) };
  try {
    const saved = load(storage, toSave(fresh, [first.experiment]));
    if (!saved) return start;
    const { changed, version: _, ...kept } = saved;
    const selected = outline.has(kept.selected) ? kept.selected : null;
    return { state: { ...fresh, ...kept, selected }, timeline: Timeline.of(changed, kept.known) };
  } catch {
    return { ...start, state: { ...fresh, notice: UNREADABLE } };
  }
}

/**
 * Saves, unless it is what was saved last: much of the state (what is pointed at) is not kept.
 *
 * @param {Storage | null} storage
 * @returns {(state: State, changed: Experiment[]) => void}
 */
export function createSaving(storage) {
  /** @type {unknown[]} */
  let saved = [];
  return (state, changed) => {
    const toKeep = toSave(state, changed);
    const values = Object.values(toKeep);
    if (values.every((value, index) => Object.is(value, saved[index]))) return;
    saved = values;
    try {
      storage?.setItem(KEY, JSON.stringify(toKeep));
    } catch {
      // Storage is full: the page works as well without.
    }
  };
}

/**
 * What was stored, or null if nothing was. Drops what cannot be read, and throws.
 *
 * @param {Storage | null} storage
 * @param {Saved} example  what is stored has this shape
 * @returns {Saved | null}
 */
function load(storage, example) {
  const text = storage?.getItem(KEY) ?? null;
  if (text === null) return null;
  try {
    const saved = JSON.parse(text);
    if (saved.version !== VERSION || !hasShape(saved, example)) throw new TypeError("shape");
    if (!canBe(saved)) throw new RangeError("no place that one can be in");
    return saved;
  } catch (error) {
    storage?.removeItem(KEY);
    throw error;
  }
}

/**
 * @param {State} state
 * @param {Experiment[]} changed
 * @returns {Saved}
 */
function toSave(state, changed) {
  const { known, frame, phase, speed, iterationsToRun, scale, notation, origin, preset, seed, example } = state;
  const selected = state.selected ?? "";
  const place = { known, frame, phase, origin, preset, seed, example, selected };
  return { version: VERSION, changed, ...place, speed, iterationsToRun, scale, notation };
}

/**
 * Whether one can be where this says, with these settings.
 *
 * @param {Saved} saved
 */
function canBe(saved) {
  const { frame, speed, iterationsToRun, scale } = saved;
  const { iteration, experiment } = frame;
  return (
    isPossible({ ...saved, iteration }) &&
    experiment.iteration === iteration &&
    frame.next.iteration === iteration + 1 &&
    isWhole(iterationsToRun, 1, limits.iterations) &&
    SPEEDS.some(({ id }) => id === speed) &&
    ["linear", "log"].includes(scale)
  );
}
