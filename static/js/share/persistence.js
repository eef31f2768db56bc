/**
 * Keeps the carried content (`carried.js`) over a reload, together with the frames for the first
 * drawing, before the server answers, and the answered questions of the derivation. `theme.js` keeps
 * the theme, because it is loaded before the page is painted.
 */

import { STEPS } from "../learn/steps.js";
import { layersIn, sameLayers, written, zerosOf } from "../model/layers.js";
import { looking } from "../model/look.js";
import { isOf, keyOf, Outline } from "../model/outline.js";
import { Timeline } from "../model/timeline.js";
import { boolean, like, objectIn, oneOf, setOf, whole } from "../model/validation.js";
import { completed, judge, toCarry } from "./carried.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("./carried.js").Carried & {frame: Frame, origin: Frame, originEdited: boolean,
 *   answered: string[]}} Saved
 */

const KEY = "backprop-explorer";

/** The key under which earlier versions of the page kept the step of the derivation. */
const KEY_OF_LEARNING = "backprop-explorer-learn";

/** The longest run that is kept. Longer ones would take too long to compute again. */
const MOST_KNOWN = 1_000_001;

/** @type {import("../types").Problem} */
export const UNREADABLE = {
  kind: "note",
  message: "What was kept from the last visit could not be read, so this is a fresh start.",
};

/**
 * The outline of the network that is stored. The page comes with that of the worked example; for a
 * network with other layers it asks the server, before anything is drawn.
 *
 * @param {Storage | null} storage
 * @param {State} fresh
 * @param {typeof import("../server/api.js").phases} phases
 * @returns {Promise<Outline>}
 */
export async function outlineKept(storage, { outline, frame }, phases) {
  try {
    const { frame: kept, notation = "short" } = JSON.parse(storage?.getItem(KEY) ?? "{}");
    const { experiment } = kept ?? frame;
    layersIn(experiment.network, "network");
    if (isOf(outline, experiment)) return outline;
    return new Outline(await phases({ experiment, notation }), keyOf(experiment, notation));
  } catch {
    // What is wrong with it, `restore` finds.
    return outline;
  }
}

/**
 * The state at the end of the last visit, or the beginning.
 *
 * @param {Storage | null} storage
 * @param {State} fresh  the state of a fresh page
 * @param {Outline} [outline]  of the network that is stored
 * @returns {State}
 */
export function restore(storage, fresh, outline = fresh.outline) {
  try {
    const saved = load(storage, fresh, outline);
    if (!saved) return { ...fresh, introduction: true, ...learnedBefore(storage, fresh) };
    const { changed, known, frame, origin, originEdited, phase, revealed, preset, seed, answered, ...rest } = saved;
    const { version: _, iteration: __, ...look } = rest;
    const place = { frame, outline, origin, originEdited, phase, revealed, preset, seed, timeline: Timeline.of(changed, known) };
    const state = { ...fresh, ...place, ...looking({ ...fresh, outline }, look), answers: answersFor(frame, fresh) };
    return { ...state, learning: { ...state.learning, answered } };
  } catch {
    return { ...fresh, problems: { page: UNREADABLE } };
  }
}

/**
 * What came with the page is true of a restored network, too, if that is the worked example.
 *
 * @param {Frame} frame
 * @param {State} fresh
 * @returns {State["answers"]}
 */
function answersFor({ experiment }, { frame, answers }) {
  const { happening } = answers;
  if (!happening || JSON.stringify(experiment) !== JSON.stringify(frame.experiment)) return answers;
  return { ...answers, happening: { ...happening, asked: { ...happening.asked, experiment } } };
}

/**
 * Saves the state, unless its kept part is unchanged: much of it, such as the pointer, is not kept.
 *
 * @param {Storage | null} storage
 * @returns {(state: State) => void}
 */
export function createSaving(storage) {
  /** @type {unknown[]} */
  let saved = [];
  return (state) => {
    const toKeep = toSave(state);
    const values = Object.values(toKeep);
    if (values.every((value, index) => Object.is(value, saved[index]))) return;
    saved = values;
    try {
      storage?.setItem(KEY, JSON.stringify(toKeep));
    } catch {
      // Storage is full. The page works without it.
    }
  };
}

/**
 * The stored content, or null if there is none. Unreadable content is removed, and throws.
 *
 * @param {Storage | null} storage
 * @param {State} fresh
 * @param {Outline} outline
 * @returns {Saved | null}
 */
function load(storage, fresh, outline) {
  const text = storage?.getItem(KEY) ?? null;
  if (text === null) return null;
  try {
    const given = objectIn(JSON.parse(text), "it");
    const { frame, origin } = framesIn(given, fresh.frame);
    const answered = given.answered ?? learned(storage).answered;
    answeredCheck(answered, "answered");
    const step = given.step ?? learned(storage).step;
    const carried = judge({ ...given, iteration: frame.iteration, step }, fresh, MOST_KNOWN);
    const networks = [carried.changed[0], origin.experiment].map((one) => one?.network ?? frame.pass.network);
    if (!isOf(outline, frame.experiment) || networks.some((one) => !sameLayers(one, frame.pass.network)))
      throw new TypeError("its parts are of different networks");
    const originEdited = given.originEdited ?? false;
    boolean(originEdited, "originEdited");
    return {
      ...{ ...carried, frame, origin, originEdited: originEdited === true },
      answered: /** @type {string[]} */ (answered),
    };
  } catch (error) {
    storage?.removeItem(KEY);
    throw error;
  }
}

/**
 * @param {Record<string, unknown>} given
 * @param {Frame} first
 */
function framesIn(given, first) {
  /** @type {Record<string, unknown>} */
  const frames = {};
  for (const name of ["frame", "origin"]) {
    const found = objectIn(given[name], name);
    frames[name] = { ...found, experiment: completed(found.experiment), next: completed(found.next) };
    frameIs(frames[name], first, name);
  }
  const { frame, origin } = /** @type {{frame: Frame, origin: Frame}} */ (frames);
  const { iteration } = frame;
  whole(iteration, iteration)(frame.experiment.iteration, "frame.experiment.iteration");
  whole(iteration + 1, iteration + 1)(frame.next.iteration, "frame.next.iteration");
  return { frame, origin };
}

/**
 * @param {unknown} value
 * @param {Frame} first
 * @param {string} name
 */
function frameIs(value, first, name) {
  const given = objectIn(value, name);
  like({ weights: [[[0]]], biases: [[0]], activations: [""] })(objectIn(given.pass, `${name}.pass`).network, `${name}.pass.network`);
  const { pass, experiment, next } = /** @type {Frame} */ (value);
  const model = resized(first, layersIn(pass.network, `${name}.pass.network`));
  const { sums: _, means: { sums: __, ...means }, ...rest } = model;
  // An earlier version kept no sums.
  like(given.sums === undefined ? { ...rest, means } : model)(value, name);
  for (const { network } of [experiment, next])
    if (written(layersIn(network, name)) !== written(layersIn(pass.network, name))) throw new TypeError(`${name} is of two networks`);
}

/**
 * A frame as that of a network with other layers looks.
 *
 * @param {Frame} first
 * @param {number[]} sizes
 * @returns {Frame}
 */
function resized({ experiment, pass, next, ...rest }, sizes) {
  const { weights, biases, inputs, outputs, layers } = zerosOf(sizes);
  const network = { weights, biases, activations: layers.map(() => "") };
  const examples = { inputs: [inputs], targets: [outputs] };
  const sums = { losses: [0], paths: weights.slice(1).map((matrix) => [matrix]), activations: layers.slice(0, -1).map((units) => [units]) };
  const numbers = { z: layers.map((units) => [units]), a: [inputs, ...layers].map((units) => [units]), deltas: layers.map((units) => [units]) };
  return {
    ...rest,
    experiment: { ...experiment, network, examples },
    next: { ...next, network, examples },
    pass: { ...pass, ...numbers, network, gradients: { weights, biases } },
    outputLosses: [outputs],
    sums,
    means: { ...numbers, output_losses: [outputs], sums },
  };
}

const answeredCheck = setOf(oneOf(STEPS.map(({ id }) => id)));

/**
 * @param {State} state
 * @returns {Saved}
 */
function toSave(state) {
  const { frame, origin, originEdited, learning } = state;
  return { ...toCarry(state), frame, origin, originEdited, answered: learning.answered };
}

/**
 * @param {Storage | null} storage
 * @param {State} fresh
 * @returns {Partial<State>}
 */
function learnedBefore(storage, fresh) {
  return { learning: { ...fresh.learning, ...learned(storage) } };
}

/**
 * The reader's place in the derivation as an earlier version kept it, without unknown steps.
 *
 * @param {Storage | null} storage
 * @returns {{step: string, answered: string[]}}
 */
function learned(storage) {
  const known = STEPS.map(({ id }) => id);
  const nothing = { step: /** @type {string} */ (known[0]), answered: [] };
  try {
    const { step, answered } = JSON.parse(storage?.getItem(KEY_OF_LEARNING) ?? "{}");
    return {
      step: known.includes(step) ? step : nothing.step,
      answered: Array.isArray(answered) ? known.filter((id) => answered.includes(id)) : [],
    };
  } catch {
    return nothing;
  }
}

/**
 * The browser's storage, or null where it is forbidden: there, accessing it throws.
 *
 * @param {{localStorage: Storage}} window
 */
export function openStorage(window) {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
