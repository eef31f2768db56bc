import { setAttributes } from "./dom.js";

/** Plotly's names of dashes, as SVG has them. @type {Record<string, string>} */
const DASHES = { dash: "9 5", dot: "3 3", dashdot: "9 4 3 4", longdash: "14 5" };

/**
 * Draws each swatch (`data-variant`) as the curve with that `meta` is drawn, in this theme and
 * whenever it changes.
 *
 * @param {import("../types").ThemedFigure} figures
 * @returns {() => void} draws them again, after some were added
 */
export function keepSwatches(figures) {
  function paint() {
    const theme = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
    for (const { meta, line } of figures[theme].data) {
      if (typeof line !== "object" || line === null) continue;
      const { color, dash = "solid" } = /** @type {{color: string, dash?: string}} */ (line);
      for (const path of document.querySelectorAll(`[data-variant="${meta ?? "correct"}"] path`))
        setAttributes(path, { stroke: color, "stroke-dasharray": DASHES[dash] ?? "none" });
    }
  }
  paint();
  document.documentElement.addEventListener("themechange", paint);
  return paint;
}
