/** What the screen shows while a task is on it: the phase, and what of it is held back. Pure. */

import { mistaken } from "./mistaken.js";

/**
 * @typedef {import("../types").Scene} Scene
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../model/outline.js").Outline} Outline
 * @typedef {import("./practice.js").Item} Item
 */

/**
 * A prediction is asked in the phase before its own, and answered in its own. A number to fill in is
 * asked in its phase, of which the numbers before it are shown. An iteration with a mistake shows all
 * that its phase knows, and one may walk through its phases.
 *
 * @param {object} task
 * @param {Item} task.item
 * @param {boolean} task.done
 * @param {Frame} task.frame  of its network
 * @param {Outline} task.outline
 * @param {number} task.example
 * @param {number} [task.walked]  the phase of an iteration with a mistake
 * @returns {Scene}
 */
export function sceneOf({ item, done, frame, outline, example, walked = 1 }) {
  const { asks, numbers, given, quantity } = item;
  const scene = { frame, outline, example, part: partOf(item, outline), done, walks: false };
  if (asks === "mistake") return { ...scene, frame: mistaken(frame, numbers, outline, example), phase: walked, concealed: [], walks: true };
  const phase = outline.phaseIndex(item.phase);
  const own = outline.computedIn(phase);
  if (asks !== "number") return { ...scene, phase: done ? phase : phase - 1, concealed: done ? [] : own };
  const seen = new Set(done ? [...given, quantity] : given);
  return { ...scene, phase, concealed: own.filter((name) => !seen.has(name)) };
}

/**
 * The part of the diagram that a task is about, unless the part is what it asks for.
 *
 * @param {Item} item
 * @param {Outline} outline
 */
function partOf({ part, quantity, choices }, outline) {
  const about = quantity === "" ? part : outline.partOf(quantity);
  const isAsked = choices.some((choice) => choice.part === about);
  return isAsked || !outline.has(about) ? null : about;
}
