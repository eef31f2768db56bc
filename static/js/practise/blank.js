/** The field for a number that is to be filled in: over its place in the diagram, on a phone in the panel. */

import { placedOn } from "../diagram/part.js";
import { byId, html, setAttributes } from "../ui/dom.js";
import { placeOf } from "./places.js";

/** The size of the field's text in units of the diagram, and the least in pixels. */
const TEXT = 14;
const LEAST = 13;

/** A narrower window is a phone's, as the style sheets have it: what is typed there stays in the panel. */
const PHONE = 640;

/**
 * @param {(text: string) => void} submit
 */
export function createBlank(submit) {
  const board = byId("board", HTMLElement);
  const diagram = byId("diagram", SVGSVGElement);
  const home = byId("practise-blank-home", HTMLElement);
  const form = byId("practise-blank", HTMLFormElement);
  const input = byId("practise-number", HTMLInputElement);
  const mark = html("span", { class: "blank-mark", "aria-hidden": "true", hidden: "" }, ["?"]);
  board.append(mark);
  let wanted = "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(input.value.trim());
  });

  const show = placedOn(board, (outline) => {
    /** @type {import("../diagram/geometry.js").Layout | undefined} */
    let layout;
    return {
      /** @param {import("../diagram/geometry.js").Layout} newLayout */
      place(newLayout) {
        layout = newLayout;
      },
      /** @param {import("../types").State} state */
      draw({ frame, example }) {
        if (!layout || wanted === "") return;
        const over = layout.name === "wide" && innerWidth >= PHONE;
        const { x, y } = placeOf(wanted, layout, outline, frame.experiment.examples.targets[example] ?? []);
        if (over !== board.contains(form)) moveTo(over ? board : home);
        mark.hidden = over;
        form.classList.toggle("over", over);
        if (over) putAt(form, x, y);
        else putAt(mark, x, y);
      },
    };
  });

  /** The field keeps its focus where it goes. @param {HTMLElement} place */
  function moveTo(place) {
    const focused = document.activeElement === input;
    place.append(form);
    form.removeAttribute("style");
    if (focused) input.focus();
  }

  /**
   * @param {HTMLElement} element
   * @param {number} x  in units of the diagram
   * @param {number} y
   */
  function putAt(element, x, y) {
    const matrix = diagram.getScreenCTM();
    if (!matrix) return;
    const at = new DOMPoint(x, y).matrixTransform(matrix);
    const room = board.getBoundingClientRect();
    element.style.fontSize = `${Math.max(LEAST, matrix.a * TEXT)}px`;
    const [half, high] = [element.offsetWidth / 2, element.offsetHeight / 2];
    element.style.left = `${Math.min(Math.max(at.x - room.left, half), room.width - half)}px`;
    element.style.top = `${Math.min(Math.max(at.y - room.top, high), room.height - high)}px`;
  }

  return {
    input,

    /**
     * @param {import("../types").State} state
     * @param {string} quantity  to be typed; empty if none is
     */
    draw(state, quantity) {
      form.hidden = quantity === "";
      if (quantity !== wanted) input.value = "";
      wanted = quantity;
      if (quantity === "") mark.hidden = true;
      // The panel comes and goes with its field; what is over the diagram does not.
      show(state);
    },

    /** @param {boolean} wrong */
    mark(wrong) {
      setAttributes(input, { "aria-invalid": String(wrong) });
    },
  };
}
