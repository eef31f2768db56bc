/**
 * Pointing at a number, or focusing it, lights up the same number everywhere on the page. A place
 * lists its numbers in `data-quantities`.
 */

import { html } from "./dom.js";

/**
 * @param {HTMLElement} root
 * @param {(quantities: string[]) => void} point
 */
function listenToPointing(root, point) {
  /** @param {Event} event */
  const onto = (event) => point(quantitiesAt(event.target));
  root.addEventListener("pointerover", onto);
  root.addEventListener("focusin", onto);
  root.addEventListener("pointerleave", () => point([]));
  root.addEventListener("focusout", () => point([]));
}

/**
 * The numbers of a place: those of the innermost element that lists any.
 *
 * @param {EventTarget | null} target
 * @returns {string[]}
 */
function quantitiesAt(target) {
  const place = target instanceof Element ? target.closest("[data-quantities]") : null;
  return place?.getAttribute("data-quantities")?.split(" ").filter(Boolean) ?? [];
}

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createLinks({ actions }) {
  const root = document.body;
  listenToPointing(root, actions.point);
  return ({ pointed }) => {
    for (const place of root.querySelectorAll("[data-quantities]")) {
      const lit = pointed.length > 0 && quantitiesAt(place).some((name) => pointed.includes(name));
      if (place.hasAttribute("data-lit") !== lit) place.toggleAttribute("data-lit", lit);
    }
  };
}

/**
 * A number in a sentence. It lights up with its other places.
 *
 * @param {string} quantity
 * @param {string} text
 * @param {string} [mark]  the shape of the number's point in the picture
 */
export function number(quantity, text, mark) {
  return html("span", {
    class: mark ? "linked mark" : "linked",
    "data-quantities": quantity,
    ...(mark && { "data-mark": mark }),
  }, [text]);
}

/** The marks of the current point and of the next step, as `app/figures` draws them. */
export const HERE = "●";
export const NEXT = "◆";
