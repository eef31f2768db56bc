/**
 * Checks values from outside (storage, an address, a file). A wrong value throws an error. Its message
 * is half a sentence that names the field, its value and what is allowed.
 */

/** @typedef {(value: unknown, name: string) => void} Check  throws if the value is not allowed */

/** How many characters of a value are quoted. */
const QUOTED = 30;

export class NotAllowed extends TypeError {
  /**
   * @param {string} name  of the field
   * @param {unknown} value
   * @param {string} allowed
   */
  constructor(name, value, allowed) {
    super(value === undefined ? `${name} is missing` : `${name} is ${quoted(value)}, not ${allowed}`);
  }
}

/** @param {unknown} value */
function quoted(value) {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}

/**
 * A value of the same shape as an example: the same fields, finite numbers for numbers, and for a
 * list one at least as long, with entries of the same shape. For a boolean a word may stand, as in
 * `train_biases`.
 *
 * @param {unknown} example
 * @returns {Check}
 */
export function like(example) {
  if (typeof example === "number") return finite;
  if (typeof example === "boolean") return booleanOrWord;
  if (typeof example === "string") return text;
  if (Array.isArray(example)) return listLike(example);
  return fieldsLike(/** @type {Record<string, unknown>} */ (example));
}

/**
 * @param {unknown[]} example
 * @returns {Check}
 */
function listLike(example) {
  const checks = example.map(like);
  return (value, name) => {
    const least = `a list of ${example.length === 1 ? "at least one" : `${example.length} or more`}`;
    if (!Array.isArray(value) || value.length < example.length) throw new NotAllowed(name, value, least);
    for (const [index, entry] of value.entries())
      checks[Math.min(index, checks.length - 1)]?.(entry, `${name}[${index}]`);
  };
}

/**
 * @param {Record<string, unknown>} example
 * @returns {Check}
 */
function fieldsLike(example) {
  const checks = Object.entries(example).map(([key, part]) => /** @type {const} */ ([key, like(part)]));
  return (value, name) => {
    const fields = objectIn(value, name);
    for (const [key, check] of checks) check(fields[key], `${name}.${key}`);
  };
}

/**
 * The fields of an object.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Record<string, unknown>}
 */
export function objectIn(value, name) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new NotAllowed(name, value, "an object");
  return Object.fromEntries(Object.entries(value));
}

/** @type {Check} */
export function finite(value, name) {
  if (!Number.isFinite(value)) throw new NotAllowed(name, value, "a finite number");
}

/** @type {Check} */
export function positive(value, name) {
  if (!(Number.isFinite(value) && Number(value) > 0)) throw new NotAllowed(name, value, "a number above 0");
}

/** @type {Check} */
export function text(value, name) {
  if (typeof value !== "string") throw new NotAllowed(name, value, "a text");
}

/** @type {Check} */
export function boolean(value, name) {
  if (typeof value !== "boolean") throw new NotAllowed(name, value, "true or false");
}

/** @type {Check} */
function booleanOrWord(value, name) {
  if (!["boolean", "string"].includes(typeof value)) throw new NotAllowed(name, value, "true, false or a word");
}

/**
 * @param {number} lowest
 * @param {number} highest
 * @returns {Check}
 */
export function whole(lowest, highest) {
  return (value, name) => {
    if (!Number.isInteger(value) || Number(value) < lowest || Number(value) > highest)
      throw new NotAllowed(name, value, `a whole number from ${lowest} ${highest < Infinity ? `to ${highest}` : "on"}`);
  };
}

/**
 * @param {readonly unknown[]} values
 * @param {string} [words]  a description, if they are too many to list
 * @returns {Check}
 */
export function oneOf(values, words = `one of ${values.map((value) => quoted(value)).join(", ")}`) {
  return (value, name) => {
    if (!values.includes(value)) throw new NotAllowed(name, value, words);
  };
}

/**
 * A list without duplicates.
 *
 * @param {Check} check  of each entry
 * @returns {Check}
 */
export function setOf(check) {
  return (value, name) => {
    if (!Array.isArray(value) || new Set(value).size < value.length)
      throw new NotAllowed(name, value, "a list without an entry twice");
    for (const [index, entry] of value.entries()) check(entry, `${name}[${index}]`);
  };
}

/**
 * @param {Record<string, Check>} checks
 * @returns {Check}
 */
export function fields(checks) {
  return (value, name) => {
    const given = objectIn(value, name);
    for (const [key, check] of Object.entries(checks)) check(given[key], `${name}.${key}`);
  };
}
