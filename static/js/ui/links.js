/**
 * The same number, wherever it stands, lights up when one of its places is pointed at or has the
 * focus. A place says in `data-quantities` which numbers it stands for.
 */

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
export function quantitiesAt(target) {
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
