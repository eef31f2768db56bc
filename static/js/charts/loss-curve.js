import { decimate } from "../model/decimate.js";
import { setAttributes } from "../ui/dom.js";
import { shownLoss } from "../model/state.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Figure} Figure
 * @typedef {import("./plotly.js").Plotly} Plotly
 */

/** More points than this cannot be told apart on a screen. */
const MOST_POINTS = 2000;

/** While a run goes on the curve is redrawn at most this often, in milliseconds. */
const PAUSE = 60;

/** The axis of a run that has hardly begun has room for so many iterations. */
const SHORTEST_AXIS = 10;

/** More ticks than this on the logarithmic axis run into one another. */
const MOST_TICKS = 6;

/** A double click shows everything again. @type {object} */
const CONFIG = { displayModeBar: false, responsive: true, displaylogo: false, doubleClick: "autosize" };

/**
 * The loss of every iteration so far. The figure comes from the server; here it is only filled
 * with points.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.root
 * @param {Plotly} parts.plotly
 * @param {{light: Figure, dark: Figure}} parts.figures
 * @param {import("../model/timeline.js").Timeline} parts.timeline
 * @param {import("../server/variant-runs.js").Variants} parts.variants
 * @param {(iteration: number) => void} parts.goToIteration
 * @returns {import("../types").View}
 */
export function createLossCurve({ root, plotly, figures, timeline, variants, goToIteration }) {
  /** What the reader has zoomed to, or null for everything. @type {[number, number] | null} */
  let range = null;
  let drawn = "";
  let drawnAt = -Infinity;
  let timer = 0;
  let ready = false;
  /** @type {State | undefined} */
  let latest;

  const figure = () => figures[document.documentElement.dataset.theme === "dark" ? "dark" : "light"];

  void plotly.newPlot(root, ...copyOf(figure()), CONFIG).then((plot) => {
    ready = true;
    plot.on("plotly_click", ({ points }) => {
      const iteration = points[0]?.x;
      if (typeof iteration === "number") goToIteration(iteration);
    });
    plot.on("plotly_relayout", (change) => {
      const from = change["xaxis.range[0]"];
      const to = change["xaxis.range[1]"];
      if (change["xaxis.autorange"]) range = null;
      else if (typeof from === "number" && typeof to === "number") range = [from, to];
      else return;
      redraw();
    });
    redraw();
  });
  new ResizeObserver(() => ready && plotly.Plots.resize(root)).observe(root);
  document.documentElement.addEventListener("themechange", () => {
    ready = false;
    void plotly.react(root, ...copyOf(figure()), CONFIG).then(() => {
      ready = true;
      redraw();
    });
  });

  function redraw() {
    drawn = "";
    if (latest) draw(latest);
  }

  /** @param {State} state */
  function draw(state) {
    latest = state;
    if (!ready) return;
    const { frame, known, recalled, scale } = state;
    const loss = shownLoss(state);
    const kept = state.runs.map(({ id, hidden }) => `${id}${hidden}`);
    const wanted = [frame.iteration, known, recalled, loss, scale, ...state.variants, state.variantsDrawn, ...kept].join();
    if (wanted === drawn) return;
    clearTimeout(timer);
    const wait = drawnAt + PAUSE - performance.now();
    if (state.run && wait > 0) {
      timer = setTimeout(() => latest && draw(latest), wait);
      return;
    }
    drawn = wanted;
    drawnAt = performance.now();
    const longest = state.runs.filter(({ hidden }) => !hidden).map(({ moment }) => moment.run.known);
    const last = Math.max(timeline.known, ...longest) - 1;
    const from = Math.max(0, Math.floor(range?.[0] ?? 0) - 1);
    const to = Math.min(last, Math.ceil(range?.[1] ?? last) + 1);
    const end = Math.min(to, timeline.known - 1);
    const x = from <= end ? decimate(timeline.losses, from, end, MOST_POINTS) : [];
    const y = x.map((iteration) => timeline.losses[iteration]);
    const others = figure().data.slice(2).map(({ meta }) => {
      const { losses, known } = curveOf(String(meta), state);
      const end = Math.min(to, known - 1);
      const points = from <= end ? decimate(losses, from, end, MOST_POINTS) : [];
      const y = points.map((iteration) => losses[iteration]);
      return { curve: String(meta), x: points, y, visible: points.length > 0 };
    });
    void plotly.update(
      root,
      {
        x: [x, [frame.iteration], ...others.map((other) => other.x)],
        y: [y, [frame.pass.loss], ...others.map((other) => other.y)],
        visible: [true, true, ...others.map((other) => other.visible)],
      },
      {
        "yaxis.type": scale,
        "yaxis.tickmode": scale === "log" ? "linear" : "auto",
        "yaxis.dtick": scale === "log" ? decadesApart([y, ...others.map((other) => other.y)].flat()) : null,
        ...(range === null && { "xaxis.range": [0, Math.max(last, SHORTEST_AXIS)] }),
      },
      [0, 1, ...others.map((_, index) => index + 2)],
    );
    const isRun = others.map(({ curve }) => curve.startsWith("run-"));
    setAttributes(root, {
      "data-points": x.length,
      "data-last": timeline.known - 1,
      "data-variants": others.filter((_, i) => !isRun[i]).map((other) => other.x.length).join(" "),
      "data-runs": others.filter((other, i) => isRun[i] && other.visible).length,
    });
  }

  /**
   * Another curve: of a variant, or of a run that was set aside.
   *
   * @param {string} curve
   * @param {State} state
   * @returns {{losses: number[], known: number}}
   */
  function curveOf(curve, state) {
    const losses = state.variants.includes(curve) ? variants.losses(curve) : [];
    const run = state.runs.find((_, slot) => curve === `run-${slot}`);
    return run && !run.hidden ? run.moment.run : { losses, known: losses.length };
  }
  return draw;
}

/**
 * How many decades lie from a tick of the logarithmic axis to the next.
 *
 * @param {(number | undefined)[]} losses  that are drawn
 */
export function decadesApart(losses) {
  const decades = losses.flatMap((loss) => (loss ? [Math.log10(loss)] : []));
  const [first = 0] = decades;
  const low = decades.reduce((a, b) => Math.min(a, b), first);
  const high = decades.reduce((a, b) => Math.max(a, b), first);
  return Math.max(1, Math.ceil((high - low) / MOST_TICKS));
}

/**
 * Plotly writes into what it is given.
 *
 * @param {Figure} figure
 * @returns {[object[], object]}
 */
function copyOf(figure) {
  const { data, layout } = structuredClone(figure);
  return [data, layout];
}
