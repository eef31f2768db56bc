/** Keeps the experiment, and where one was, over a reload. */

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
 * @property {import("./types").Notation} notation
 */

const KEY = "backprop-explorer";
const VERSION = 1;

/**
 * @param {Storage} storage
 * @param {State} state
 * @param {Experiment[]} changed
 */
export function save(storage, state, changed) {
  try {
    storage.setItem(KEY, JSON.stringify(toSave(state, changed)));
  } catch {
    // Storage is full or forbidden: the page works as well without.
  }
}

/**
 * What was stored, or null if nothing was. Drops what cannot be read, and throws.
 *
 * @param {Storage} storage
 * @param {Saved} example  what is stored has this shape
 * @returns {Saved | null}
 */
export function load(storage, example) {
  const text = read(storage);
  if (text === null) return null;
  try {
    const saved = JSON.parse(text);
    if (saved.version !== VERSION || !hasShape(saved, example)) throw new TypeError("shape");
    return saved;
  } catch (error) {
    storage.removeItem(KEY);
    throw error;
  }
}

/** @param {Storage} storage */
function read(storage) {
  try {
    return storage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * @param {State} state
 * @param {Experiment[]} changed
 * @returns {Saved}
 */
export function toSave(state, changed) {
  const { known, frame, phase, speed, iterationsToRun, scale, notation } = state;
  const selected = state.selected ?? "";
  const place = { known, frame, phase, speed, iterationsToRun, scale, selected, notation };
  return { version: VERSION, changed, ...place };
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
