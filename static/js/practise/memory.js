/** Keeps Practise over a reload, under a key of its own: where one stands, and the round that is on. */

import { boolean, fields, finite, objectIn, oneOf, text, whole } from "../model/validation.js";
import { layersIn } from "../model/layers.js";
import { ANSWER, KINDS, LAST_LEVEL, firstMemory } from "./practice.js";

/**
 * @typedef {import("./practice.js").Memory} Memory
 * @typedef {import("../model/validation.js").Check} Check
 */

export const KEY = "backprop-explorer-practise";

const ANY = Number.MAX_SAFE_INTEGER;

/** @param {Check} check @returns {Check} */
const listOf = (check) => (value, name) => {
  if (!Array.isArray(value)) throw new TypeError(`${name} is not a list`);
  for (const [index, entry] of value.entries()) check(entry, `${name}[${index}]`);
};

/** @type {Check} */
function experiment(value, name) {
  const { network } = objectIn(value, name);
  layersIn(/** @type {import("../types").Network} */ (network), `${name}.network`);
}

/** @type {Check} */
function given(value, name) {
  for (const [key, part] of Object.entries(objectIn(value, name))) {
    oneOf(["choice", "quantity", "text"])(key, name);
    text(part, `${name}.${key}`);
  }
}

const standing = fields({ level: whole(1, LAST_LEVEL), clean: whole(0, ANY) });

const checked = fields({
  kind: oneOf(KINDS),
  standing: fields(Object.fromEntries(KINDS.map((kind) => [kind, standing]))),
  rounds: whole(0, ANY),
});

const round = fields({
  asked: listOf(
    fields({
      experiment,
      kind: oneOf(KINDS),
      level: whole(1, LAST_LEVEL),
      seed: whole(0, ANY),
      example: finite,
      other_numbers: boolean,
    }),
  ),
  tasks: listOf(fields({ asked: whole(0, ANY), item: whole(0, ANY) })),
  at: whole(0, ANY),
  progress: listOf(
    fields({
      wrong: whole(0, ANY),
      help: whole(0, ANSWER),
      pressed: whole(0, ANY),
      done: boolean,
      shown: boolean,
      mistakes: listOf(text),
      given,
      look: text,
    }),
  ),
});

/**
 * What was kept, or a beginning where there is nothing that can be read.
 *
 * @param {Storage | null} storage
 * @returns {Memory}
 */
export function remembered(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "{}");
    checked(kept, "it");
    if (kept.round !== null) wholeRound(kept.round);
    const { kind, standing, rounds } = kept;
    return { kind, standing, rounds, round: kept.round };
  } catch {
    return firstMemory();
  }
}

/** @param {import("./practice.js").Round} kept */
function wholeRound(kept) {
  round(kept, "round");
  const { asked, tasks, progress, at } = kept;
  whole(1, ANY)(asked.length, "asked");
  whole(1, ANY)(tasks.length, "tasks");
  whole(tasks.length, tasks.length)(progress.length, "progress");
  whole(0, tasks.length)(at, "at");
  for (const task of tasks) whole(0, asked.length - 1)(task.asked, "asked");
}

/**
 * @param {Storage | null} storage
 * @param {Memory} memory
 */
export function remember(storage, { kind, standing, rounds, round }) {
  try {
    storage?.setItem(KEY, JSON.stringify({ kind, standing, rounds, round }));
  } catch {
    // Storage is full. The page works without it.
  }
}
