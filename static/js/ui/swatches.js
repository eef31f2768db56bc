import { setAttributes } from "./dom.js";

/**
 * Draws each swatch (`data-variant`) as the curve with that id is drawn.
 *
 * @param {import("../types").CurveStyle[]} styles
 */
export function paintSwatches(styles) {
  for (const { id, colour, dash } of styles)
    for (const path of document.querySelectorAll(`[data-variant="${id}"] path`))
      setAttributes(path, { stroke: `var(${colour})`, "stroke-dasharray": dash || "none" });
}
