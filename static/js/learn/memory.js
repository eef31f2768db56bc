/** Keeps over a reload at which step one was, and which questions were answered. */

import { STEPS } from "./steps.js";

const KEY = "backprop-explorer-learn";

/**
 * @param {Storage | null} storage
 * @param {import("../types").Learning} learning
 */
export function remember(storage, { step, answered }) {
  try {
    storage?.setItem(KEY, JSON.stringify({ step, answered }));
  } catch {
    // Storage is full: one begins at the first step next time.
  }
}

/**
 * What was kept, as far as it can still be understood.
 *
 * @param {Storage | null} storage
 * @returns {{step?: string, answered?: string[]}}
 */
export function recall(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "{}") ?? {};
    const known = STEPS.map(({ id }) => id);
    return {
      ...(known.includes(kept.step) && { step: kept.step }),
      ...(Array.isArray(kept.answered) && {
        answered: known.filter((id) => kept.answered.includes(id)),
      }),
    };
  } catch {
    return {};
  }
}
