/** Values in a link, a file or the storage that could break the page. */

/** What takes the place of a part of it. @type {unknown[]} */
const HOSTILE = [
  ...[null, true, 0, -1, 0.5, 1e300, "", "x", "constructor", [], [1], [[]], {}],
  ...[{ at: 1 }, { at: {}, length: 2 }, { length: 3 }, { valueOf: 1, toString: 1 }],
];

/**
 * All variants of a JSON value in which one part, or the whole, is replaced.
 *
 * @param {unknown} value
 * @returns {Generator<unknown>}
 */
export function* spoiled(value) {
  for (const other of HOSTILE) yield* withOther(value, other);
}

/**
 * @param {unknown} value
 * @param {unknown} other
 * @returns {Generator<unknown>}
 */
function* withOther(value, other) {
  yield other;
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value))
    for (const bad of withOther(part, other))
      yield Array.isArray(value) ? value.with(Number(key), bad) : { ...value, [key]: bad };
}
