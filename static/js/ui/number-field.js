import { setAttributes, setText } from "./dom.js";
import { arrowStep, read, readCount, stepped } from "../text/numbers.js";
import { grouped } from "../text/format.js";

/**
 * @typedef {object} Limits
 * @property {boolean} [whole]  whether it is a count
 * @property {number} [min]
 * @property {() => number} [max]
 * @property {string} [such]    an example of an allowed value
 */

/** The limits of any number. @type {Limits} */
export const ANY = { such: "0.4 or −1.5" };

/** The key steps of a field for a count. Other fields use `arrowStep`. @type {Record<string, number>} */
const STEPS = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/**
 * A text field for a number, with the keys of a spin button. The browser's own number field would
 * refuse a decimal comma, a power of ten and a fraction, and change under the mouse wheel.
 *
 * @param {HTMLInputElement} input  with the role
 * @param {Limits} limits
 */
export function spinButton(input, limits) {
  const { whole = false, min = -Infinity, max = () => Infinity } = limits;

  /** @returns {{value: number} | {problem: string}} */
  function typed() {
    const found = whole ? readCount(input.value) : read(input.value);
    const allowed = allowedIn(limits);
    if ("reason" in found) return { problem: `${found.reason} ${allowed}` };
    if (found.value < min || found.value > max()) return { problem: allowed };
    return { value: found.value };
  }

  function tell() {
    const found = typed();
    if ("value" in found) setAttributes(input, { "aria-valuenow": found.value });
    else input.removeAttribute("aria-valuenow");
    if (min > -Infinity) setAttributes(input, { "aria-valuemin": min });
    if (max() < Infinity) setAttributes(input, { "aria-valuemax": max() });
  }

  input.addEventListener("input", tell);
  input.addEventListener("keydown", (event) => {
    const by = STEPS[event.key];
    const found = typed();
    if (by === undefined || !("value" in found) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = stepped(found.value, by * (whole ? 1 : arrowStep(event)));
    input.value = String(Math.min(max(), Math.max(min, to)));
    tell();
    input.dispatchEvent(new Event("change"));
  });
  tell();

  return { typed, tell };
}

/**
 * A field for a number. It takes effect on Enter or when it loses the focus. If the text is not
 * allowed, it says what is.
 *
 * @param {HTMLInputElement} input
 * @param {HTMLElement} problem
 * @param {Limits} limits
 * @param {(value: number) => unknown} apply
 */
export function numberField(input, problem, limits, apply) {
  const field = spinButton(input, limits);
  /** The value in the state, the value in the field, and the field's text. */
  let shown = NaN;
  let written = NaN;
  let text = "";

  function commit() {
    const found = field.typed();
    const ok = "value" in found;
    say(ok ? "" : found.problem);
    if (!ok) return false;
    [written, text] = [found.value, input.value];
    // Enter commits, and leaving the field afterwards would commit again.
    if (found.value !== shown) {
      shown = found.value;
      void apply(found.value);
    }
    return true;
  }

  /** @param {string} message */
  function say(message) {
    setText(problem, message);
    setAttributes(input, { "aria-invalid": String(message !== "") });
  }

  input.addEventListener("change", commit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
  });

  return {
    commit,
    /** The message was about another number. */
    forget() {
      [written, text] = [NaN, ""];
      input.value = text;
    },
    /** @param {number} value */
    show(value) {
      shown = value;
      // Text that is being typed is left alone.
      const typing = document.activeElement === input && input.value !== text;
      if (value !== written && !typing) {
        [written, text] = [value, String(value)];
        input.value = text;
        say("");
      }
      field.tell();
    },
  };
}

/**
 * The allowed values, as a sentence.
 *
 * @param {Limits} limits
 */
export function allowedIn({ whole = false, min = -Infinity, max = () => Infinity, such }) {
  const kind = whole ? "A whole number" : "A number";
  const range = max() < Infinity ? ` from ${grouped(min)} to ${grouped(max())}` : min > -Infinity ? `, ${grouped(min)} or more` : "";
  return `${kind}${range}${such ? `, such as ${such}` : ""}.`;
}
