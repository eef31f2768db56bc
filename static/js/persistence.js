/** Keeps the experiment, and where one was, over a reload. */

import { LAST_PHASE } from "./phases.js";
import { SPEEDS } from "./speeds.js";
import { MOST_ITERATIONS } from "./state.js";

/**
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Frame} Frame
 * @typedef {import("./types").Experiment} Experiment
 *
 * @typedef {object} Saved
 * @property {number} version
 * @property {Experiment[]} changed  see `Timeline`
 * @property {number} known
 * @property {Frame} frame
 * @property {number} phase
 * @property {string} speed
 * @property {number} iterationsToRun
 * @property {import("./types").Scale} scale
 * @property {string} selected  a part, or nothing
 * @property {Frame} origin
 * @property {string} preset
 * @property {number} seed
 * @property {number} example
 * @property {import("./types").Notation} notation
 */

const KEY = "backprop-explorer";
const VERSION = 2;

/** A memory that claims to know more iterations is not ours: it would take hours to get there. */
const MOST_KNOWN = 10_000_000;

/**
 * @param {Storage | null} storage
 * @param {State} state
 * @param {Experiment[]} changed
 */
export function save(storage, state, changed) {
  try {
    storage?.setItem(KEY, JSON.stringify(toSave(state, changed)));
  } catch {
    // Storage is full: the page works as well without.
  }
}

/**
 * What was stored, or null if nothing was. Drops what cannot be read, and throws.
 *
 * @param {Storage | null} storage
 * @param {Saved} example  what is stored has this shape
 * @returns {Saved | null}
 */
export function load(storage, example) {
  const text = storage?.getItem(KEY) ?? null;
  if (text === null) return null;
  try {
    const saved = JSON.parse(text);
    if (saved.version !== VERSION || !hasShape(saved, example)) throw new TypeError("shape");
    if (!isPossible(saved)) throw new RangeError("no place that one can be in");
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
export function toSave(state, changed) {
  const { known, frame, phase, speed, iterationsToRun, scale, notation, origin, preset, seed, example } = state;
  const selected = state.selected ?? "";
  const place = { known, frame, phase, origin, preset, seed, example, selected };
  return { version: VERSION, changed, ...place, speed, iterationsToRun, scale, notation };
}

/**
 * Whether one can be where this says, with these settings. What an experiment holds is for the
 * server to judge.
 *
 * @param {Saved} saved
 */
function isPossible(saved) {
  const { changed, known, frame, phase, speed, iterationsToRun, scale, notation } = saved;
  const { iteration, experiment } = frame;
  return (
    isWhole(saved.seed, -1, Number.MAX_SAFE_INTEGER) &&
    isWhole(saved.example, -1, experiment.examples.inputs.length - 1) &&
    isWhole(known, 1, MOST_KNOWN) &&
    isWhole(iteration, 0, known - 1) &&
    experiment.iteration === iteration &&
    frame.next.iteration === iteration + 1 &&
    changed.every((now, i) => isWhole(now.iteration, i && (changed[i - 1]?.iteration ?? 0) + 1, known - 1)) &&
    isWhole(phase, 0, LAST_PHASE) &&
    isWhole(iterationsToRun, 1, MOST_ITERATIONS) &&
    SPEEDS.some(({ id }) => id === speed) &&
    ["linear", "log"].includes(scale) &&
    ["short", "article", "general"].includes(notation)
  );
}

/**
 * @param {number} value
 * @param {number} lowest
 * @param {number} highest
 */
function isWhole(value, lowest, highest) {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

/**
 * Whether a value is built as an example is: the same fields, finite numbers where it has
 * numbers, and lists of at least one such entry where it has lists.
 *
 * @param {unknown} value
 * @param {unknown} example
 * @returns {boolean}
 */
export function hasShape(value, example) {
  if (typeof example === "number") return Number.isFinite(value);
  if (Array.isArray(example))
    return (
      Array.isArray(value) &&
      value.length >= example.length &&
      value.every((entry, index) => hasShape(entry, example[Math.min(index, example.length - 1)]))
    );
  if (typeof example === "object" && example !== null)
    return (
      typeof value === "object" &&
      value !== null &&
      Object.entries(example).every(([key, part]) =>
        hasShape(/** @type {Record<string, unknown>} */ (value)[key], part),
      )
    );
  return typeof value === typeof example;
}
