import { setAttributes } from "../ui/dom.js";
import { problemOf } from "../model/problems.js";
import { loadPlotly } from "./plotly.js";

/** @typedef {import("../types").Figure} Figure */

/** A double click shows everything again. */
const CONFIG = { displayModeBar: false, displaylogo: false, doubleClick: "reset" };

/** Plotly takes much larger numbers for none. */
const LARGEST = 1e300;

const TOO_LARGE = "The numbers here are too large to be drawn.";

/**
 * A figure of the server's, filled with points: in the theme of the page, and as large as its
 * place. What it says to those who do not see it changes together with it.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.root
 * @param {string} parts.url  of Plotly
 * @param {import("../types").ThemedFigure} parts.figures
 * @param {string} parts.place  where the page says what failed
 * @param {import("../types").Parts["actions"]} parts.actions
 * @param {(points: any[]) => void} [parts.clicked]
 * @param {(change: Record<string, unknown>) => void} [parts.zoomed]
 * @param {object} [parts.config]  of Plotly's, beside our own
 * @returns {(fill: (figure: Figure) => void, label: string) => void} fills a fresh copy of the figure
 */
export function createPlot({ root, url, figures, place, actions, clicked, zoomed, config = {} }) {
  /** @type {((figure: Figure) => void) | undefined} */
  let fill;
  let label = "";
  let due = false;
  let busy = false;
  let listening = false;

  async function drawWhileDue() {
    const plotly = await loadPlotly(url);
    while (due) {
      due = false;
      const said = label;
      const figure = structuredClone(figures[document.documentElement.dataset.theme === "dark" ? "dark" : "light"]);
      fill?.(figure);
      if (!isDrawable(figure)) {
        plotly.purge(root);
        listening = false;
        setAttributes(root, { "aria-label": TOO_LARGE });
        actions.say(place, { kind: "problem", message: TOO_LARGE });
        continue;
      }
      Object.assign(figure.layout, { width: root.clientWidth, height: root.clientHeight });
      const plot = await plotly.react(root, figure.data, figure.layout, { ...CONFIG, ...config });
      setAttributes(root, { "aria-label": said });
      if (listening) continue;
      listening = true;
      plot.on("plotly_click", ({ points }) => clicked?.(points));
      plot.on("plotly_relayout", (change) => zoomed?.(change));
    }
  }

  /** Nothing is drawn where it is not seen: being seen again is a change of size. */
  async function draw() {
    if (!fill || root.clientWidth === 0) return;
    due = true;
    if (busy) return;
    busy = true;
    try {
      await drawWhileDue();
    } catch (error) {
      actions.say(place, problemOf(error, draw));
    } finally {
      busy = false;
    }
  }
  document.documentElement.addEventListener("themechange", () => void draw());
  new ResizeObserver(() => void draw()).observe(root);

  return (newFill, newLabel) => {
    fill = newFill;
    label = newLabel;
    void draw();
  };
}

/** @param {Figure} figure */
function isDrawable({ data }) {
  const numbers = data.flatMap(({ x, y, z }) => [x, y, z].flat(2));
  return numbers.every((number) => number === undefined || Math.abs(Number(number)) < LARGEST);
}
