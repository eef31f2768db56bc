/** The two fields for a part's value: one over the value in the diagram, one beside its explanation. */

import { numberIn, read } from "../text/numbers.js";
import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { ANY, allowedIn, numberField } from "../ui/number-field.js";
import { parameterOf, reasonAgainst } from "./parameters.js";

/**
 * @param {HTMLElement} board  around the diagram
 * @param {SVGSVGElement} root
 * @param {object} editing
 * @param {import("./parameters.js").Changes} editing.changes
 * @param {(part: string) => string} editing.nameOf
 * @param {(part: string) => void} editing.focus
 * @returns {(part: string, text?: string) => boolean} opens the field, if the value can be changed
 */
export function createInPlaceField(board, root, { changes, nameOf, focus }) {
  const input = html("input", {
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "in-place-problem",
  });
  const problem = html("p", { id: "in-place-problem", role: "alert" });
  const field = html("div", { class: "in-place", hidden: "" }, [input, problem]);
  board.append(field);
  /** @type {import("./parameters.js").Change | null} */
  let change = null;

  /**
   * @param {string} part
   * @param {string} [text]  already typed; without it the field holds the value
   */
  function open(part, text) {
    change = changes.begin(part);
    const value = root.querySelector(`[data-value~="${part}"]`);
    if (!change || !value) return false;
    setAttributes(input, { "aria-label": `Value of ${nameOf(part)}` });
    input.value = text ?? String(change.value);
    say("");
    field.hidden = false;
    placeOver(value);
    input.focus();
    if (text === undefined) input.select();
    return true;
  }

  /** @param {Element} value */
  function placeOver(value) {
    const { left, top, width, height } = value.getBoundingClientRect();
    const room = board.getBoundingClientRect();
    const scale = root.getScreenCTM()?.a ?? 1;
    input.style.fontSize = `${scale * parseFloat(getComputedStyle(value).fontSize)}px`;
    const half = field.offsetWidth / 2;
    const x = left + width / 2 - room.left;
    field.style.left = `${Math.min(Math.max(x, half), room.width - half)}px`;
    // The message below the field extends to the side that has room.
    field.classList.toggle("to-the-left", x > room.width / 2);
    field.style.top = `${top + height / 2 - room.top}px`;
  }

  /** @param {string} message */
  function say(message) {
    setText(problem, message);
    setAttributes(input, { "aria-invalid": String(message !== "") });
  }

  function close() {
    change = null;
    field.hidden = true;
  }

  /** Whether the text is a number. If not, the field says so and stays open. */
  function commit() {
    const found = read(input.value);
    if ("reason" in found) {
      say(`${found.reason} ${allowedIn(ANY)}`);
      return false;
    }
    change?.to(found.value);
    return true;
  }

  input.addEventListener("keydown", (event) => {
    if (!change || !["Enter", "Escape", "Tab"].includes(event.key)) return;
    if (event.key !== "Escape" && !commit()) return event.preventDefault();
    // With the focus on the part, Tab goes to the next part.
    if (event.key !== "Tab") event.preventDefault();
    const { part } = change;
    close();
    focus(part);
  });
  input.addEventListener("blur", () => {
    // Text that is not a number is discarded when the field loses the focus.
    if (change) change.to(numberIn(input.value));
    close();
  });
  return open;
}

/**
 * The value of the selected part as a field beside its explanation, for touch screens and screen
 * readers.
 *
 * @param {import("./parameters.js").Changes} changes
 * @returns {import("../types").View}
 */
export function createValueField(changes) {
  const root = byId("value-field", HTMLElement);
  const label = byId("value-label", HTMLElement);
  const name = byId("value-name", HTMLElement);
  const reason = byId("value-reason", HTMLElement);
  let part = "";
  const field = numberField(
    byId("value", HTMLInputElement),
    byId("value-problem", HTMLElement),
    ANY,
    (value) => changes.begin(part)?.to(value),
  );

  return (state) => {
    const another = part !== (state.selected ?? "");
    part = state.selected ?? "";
    const parameter = parameterOf(state, part);
    const against = reasonAgainst(state, part);
    root.hidden = !parameter && against === "";
    label.hidden = !parameter;
    setText(reason, against);
    if (!parameter) return;
    setText(name, parameter.name);
    if (another) field.forget();
    field.show(parameter.value);
  };
}
