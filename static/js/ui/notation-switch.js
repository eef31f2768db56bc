import { byId, setAttributes } from "./dom.js";

/**
 * Which names the whole page uses: short ones, the article's, or the general ones.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createNotationSwitch({ actions }) {
  const select = byId("notation", HTMLSelectElement);
  select.addEventListener("change", () =>
    actions.setNotation(/** @type {import("../types").Notation} */ (select.value)),
  );
  return ({ notation }) => {
    if (select.value !== notation) select.value = notation;
    // Prose carries its formulas in every notation; the style sheet shows the one that is set.
    setAttributes(document.documentElement, { "data-notation": notation });
  };
}
