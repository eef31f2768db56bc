/** Figures from the server, drawn by Plotly. Plotly is large, so it is loaded with the first one. */

import { problemOf } from "../model/problems.js";
import { setAttributes } from "../ui/dom.js";

/** @typedef {import("../types").Figure} Figure */

/** A double click shows everything again. */
const CONFIG = { displayModeBar: false, displaylogo: false, doubleClick: "reset" };

/** Plotly treats much larger numbers as missing. */
const LARGEST = 1e300;

const TOO_LARGE = "The numbers here are too large to be drawn.";

/**
 * A figure from the server, filled with points. It takes the page's theme and fills its place. Its
 * label for screen readers changes together with it.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.root
 * @param {string} parts.url  of Plotly
 * @param {import("../types").ThemedFigure} parts.figures
 * @param {string} parts.place  where the page reports a failure
 * @param {import("../types").Parts["actions"]} parts.actions
 * @param {(points: any[]) => void} [parts.clicked]
 * @param {(change: Record<string, unknown>) => void} [parts.zoomed]
 * @param {object} [parts.config]  more settings of Plotly
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

  /** A hidden figure is not drawn. When it is shown again its size changes, and that draws it. */
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

/**
 * The parts of Plotly that are used here.
 *
 * @typedef {object} Plotly
 * @property {(root: HTMLElement, data: object[], layout: object, config: object) => Promise<Plot>} react
 * @property {(root: HTMLElement, picture: object) => Promise<string>} toImage  a data URL
 * @property {(root: HTMLElement) => void} purge
 *
 * @typedef {HTMLElement & { on(event: string, handler: (event: any) => void): void }} Plot
 */

/** @type {Promise<Plotly> | undefined} */
let loading;

/**
 * Plotly, loaded on the first call. If that failed, the next call tries again.
 *
 * @param {string} url
 */
export function loadPlotly(url) {
  loading ??= load(url).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * @param {string} url
 * @returns {Promise<Plotly>}
 */
function load(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () =>
      resolve(/** @type {{Plotly: Plotly}} */ (/** @type {unknown} */ (window)).Plotly),
    );
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("Nothing can be plotted: Plotly did not load."));
    });
    document.head.append(script);
  });
}
