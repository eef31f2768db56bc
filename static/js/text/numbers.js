/**
 * Reads numbers that people type and copy (`format.js` writes them), and moves them by steps. The
 * server reads the same grammar (`core/check/digits.py`). Both are tested with `tests/numbers.json`.
 */

/**
 * @typedef {object} Numeral
 * @property {number} value
 * @property {number} digits  significant digits typed; a fraction is exact and has `ALL`
 *
 * @typedef {object} Unreadable
 * @property {string} reason  a sentence
 */

/** This many digits distinguish any two floats. */
const ALL = 17;

/** The quoted beginning of a text that is not a number. */
const QUOTED = 20;

const RAISED = /[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const DECIMAL = String.raw`(\d+\.?\d*|\.\d+)`;
const POWER = String.raw`[eE]([+-]?\d+)|\s*[×*·]\s*10\^([+-]?\d+)`;
/** A sign, then a decimal with a denominator or a power of ten. */
const NUMBER = new RegExp(String.raw`^([+-]?)${DECIMAL}(?:\s*/\s*${DECIMAL}|${POWER})?$`);

/** What a calculator takes: numbers, functions, brackets and operators. */
const TOKENS = /^(?:\s|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+|e|exp|ln|log|sqrt|tanh|[-+*/×·÷^()])+$/;

/** A count with commas between its thousands, as the page writes it. */
const GROUPED = /^\d{1,3}(,\d{3})+$/;

/**
 * The number in a text: `0.5`, `0,5`, `−3.5e−5`, `3.5×10⁻⁵`, `3.5*10^-5`, `1/3`.
 *
 * @param {string} text
 * @returns {Numeral | Unreadable}
 */
export function read(text) {
  const match = NUMBER.exec(plain(text));
  if (!match) return { reason: whyUnreadable(text.trim()) };
  const [, sign, mantissa = "", denominator, exponent, power] = match;
  const numerator = Number(`${sign}${mantissa}e${exponent ?? power ?? 0}`);
  if (denominator !== undefined && Number(denominator) === 0)
    return { reason: `${quoted(text)} divides by zero.` };
  const value = denominator === undefined ? numerator : numerator / Number(denominator);
  const isZero = /^[0.]*$/.test(mantissa);
  if (!Number.isFinite(value)) return { reason: `${quoted(text)} is too large a number.` };
  if ((value === 0) !== isZero) return { reason: `${quoted(text)} is too close to zero.` };
  const significant = mantissa.replace(".", "").replace(/^0+/, "").length || 1;
  // Adding 0 makes 0 of −0.
  return { value: value + 0, digits: denominator === undefined ? significant : ALL };
}

/**
 * Reads a count: like `read`, but commas may stand between thousands, `10,000`.
 *
 * @param {string} text
 * @returns {Numeral | Unreadable}
 */
export function readCount(text) {
  const trimmed = text.trim();
  const found = read(GROUPED.test(trimmed) ? trimmed.replaceAll(",", "") : trimmed);
  if ("reason" in found || Number.isSafeInteger(found.value)) return found;
  return { reason: `${quoted(text)} is not a whole number.` };
}

/**
 * The number in a text, or NaN.
 *
 * @param {string} text
 */
export function numberIn(text) {
  const found = read(text);
  return "reason" in found ? NaN : found.value;
}

/**
 * Whether a text may be an expression for the server to calculate: `0.5*0.7414`, `1/(1+e^-0.3775)`.
 *
 * @param {string} text
 */
export function mayBeExpression(text) {
  const found = plain(text);
  return TOKENS.test(found) && /\d/.test(found) && /[-+*/×·÷^(]/.test(found);
}

/**
 * The text in the characters of `NUMBER`: 3,5×10⁻⁵ as 3.5×10^-5.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .trim()
    .replace(RAISED, (power) => `^${[...power].map(lowered).join("")}`)
    .replace(/[−–]/g, "-")
    .replaceAll(",", ".");
}

/** @param {string} sign  a superscript */
function lowered(sign) {
  const digit = SUPERSCRIPTS.indexOf(sign);
  return digit < 0 ? { "⁺": "+", "⁻": "-" }[sign] : digit;
}

/** @param {string} text  trimmed */
function whyUnreadable(text) {
  if (text === "") return "Nothing is typed.";
  if (/^[+−–-]?\d[\d.,]*$/.test(text)) return `${quoted(text)} has more than one decimal sign.`;
  return `${quoted(text)} is not a number.`;
}

/** @param {string} text */
function quoted(text) {
  const trimmed = text.trim();
  return `“${trimmed.length > QUOTED ? `${trimmed.slice(0, QUOTED)}…` : trimmed}”`;
}

const COARSE = 0.01;
const FINE = 0.1;

/** Decimals beyond these are noise from binary fractions. */
const DECIMALS = 12;

/**
 * The change of a value per pixel of a drag: a hundredth; from 10 on, a hundredth of the value's power
 * of ten.
 *
 * @param {number} value
 * @param {boolean} fine
 */
export function perPixel(value, fine) {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return COARSE * 10 ** Math.max(0, magnitude) * (fine ? FINE : 1);
}

/**
 * A value rounded to the decimals of a step, which is a power of ten: 0.43, not 0.4300000001.
 *
 * @param {number} value
 * @param {number} step
 */
export function tidy(value, step) {
  return rounded(value, Math.max(0, -Math.round(Math.log10(step))));
}

/**
 * How far an arrow key moves a value.
 *
 * @param {{shiftKey: boolean, altKey: boolean}} modifiers
 */
export function arrowStep({ shiftKey, altKey }) {
  if (altKey) return 0.001;
  return shiftKey ? 0.1 : 0.01;
}

/**
 * A value plus a step, without the noise of floats: 0.1 plus 0.2 is 0.3.
 *
 * @param {number} value
 * @param {number} step
 */
export function stepped(value, step) {
  return rounded(value + step, DECIMALS);
}

/**
 * @param {number} value
 * @param {number} decimals
 */
function rounded(value, decimals) {
  // Adding 0 makes 0 of −0.
  return Number(value.toFixed(decimals)) + 0;
}
