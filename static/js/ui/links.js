/**
 * The same number, wherever it stands, lights up when one of its places is pointed at or has the
 * focus. A place says in `data-quantities` which numbers it stands for.
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
 * The numbers that a place stands for, of the innermost element that says so.
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
 * A number in a sentence, which lights up with its other places.
 *
 * @param {string} quantity
 * @param {string} text
 * @param {string} [mark]  the shape of the point in the picture that the number belongs to
 */
export function number(quantity, text, mark) {
  return html("span", {
    class: mark ? "linked mark" : "linked",
    "data-quantities": quantity,
    ...(mark && { "data-mark": mark }),
  }, [text]);
}

/** Where the screen is, and where the next step goes: as `app/figures` draws them. */
export const HERE = "●";
export const NEXT = "◆";
