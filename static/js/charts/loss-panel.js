/** The panel of the loss curve: its scale, a field to travel by typing, and the curve enlarged. */

import { problemOf } from "../model/problems.js";
import { isRunning } from "../model/state.js";
import { precise } from "../text/format.js";
import { byId, setAttributes, setText } from "../ui/dom.js";
import { numberField } from "../ui/number-field.js";
import { createProblem } from "../ui/problem.js";
import { createLossCurve } from "./loss-curve.js";
import { drawnOf, highestOf, inWords, seriesOf } from "./loss-series.js";
import { createPlot, loadPlotly } from "./plot.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./loss-series.js").Series} Series
 */

const LEFT_OUT = "A loss of 0 has no place on a logarithmic scale: it is left out.";

/**
 * The loss curve with its scale, a field to travel by typing, and the curve enlarged.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createLossPanel(parts) {
  const { store, actions, initial } = parts;
  const message = byId("loss-message", HTMLElement);
  /** @type {NodeListOf<HTMLButtonElement>} */
  const scales = document.querySelectorAll("button[data-scale]");
  for (const button of scales)
    button.addEventListener("click", () => actions.setScale(button.dataset.scale === "log" ? "log" : "linear"));
  const goTo = numberField(
    byId("go-to-iteration", HTMLInputElement),
    byId("go-to-problem", HTMLElement),
    { whole: true, min: 0, max: () => store.get().timeline.known - 1 },
    actions.goToIteration,
  );
  /** @param {number} iteration */
  const goToIteration = (iteration) => void actions.goToIteration(iteration);
  const curve = createLossCurve({ root: byId("loss-curve", HTMLElement), styles: initial.lossCurves, goToIteration });
  const large = createLargeLoss({ ...parts, goToIteration });

  return (state) => {
    for (const button of scales)
      setAttributes(button, { "aria-pressed": String(button.dataset.scale === state.scale) });
    setText(message, state.scale === "log" && state.timeline.losses.at(-1) === 0 ? LEFT_OUT : "");
    goTo.show(state.frame.iteration);
    curve(state);
    large(state);
  };
}

/** More points than this make Plotly slow. Zoomed in far enough, every iteration is a point. */
const MOST_POINTS = 10_000;

/** The least time between two drawings during a run, in milliseconds. */
const PAUSE = 250;

/** Plotly's buttons to zoom and pan. Our own button saves the picture. */
const CONFIG = {
  displayModeBar: true,
  scrollZoom: true,
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d"],
};

/** The size of the picture to download, in pixels. */
const PICTURE = { format: "png", width: 1200, height: 675, scale: 2 };

/**
 * The loss curve in a dialog: zoom, pan, exact values, and a picture to download.
 *
 * @param {import("../types").Parts & {goToIteration: (iteration: number) => void}} parts
 * @returns {import("../types").View}
 */
function createLargeLoss({ actions, initial, goToIteration }) {
  const dialog = byId("loss-large", HTMLDialogElement);
  const root = byId("loss-large-plot", HTMLElement);
  const showProblem = createProblem({ root: byId("loss-large-problem", HTMLElement), place: "loss", actions });
  /** The reader's zoom; undefined for the whole curve. @type {[number, number] | undefined} */
  let range;
  /** @type {State | undefined} */
  let latest;
  let timer = 0;

  const plot = createPlot({
    root,
    url: initial.plotly,
    figures: initial.figures.loss,
    place: "loss",
    actions,
    config: CONFIG,
    clicked([point]) {
      if (typeof point?.x === "number") goToIteration(point.x);
    },
    zoomed(change) {
      const [from, to] = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (change["xaxis.autorange"]) range = undefined;
      else if (typeof from === "number" && typeof to === "number") range = [Math.floor(from) - 1, Math.ceil(to) + 1];
      else return;
      draw();
    },
  });

  function draw() {
    timer = 0;
    if (!latest || !dialog.open) return;
    const state = latest;
    const series = seriesOf(state, initial.lossCurves);
    plot((figure) => fillLoss(figure, state, series, range), inWords(state, series));
  }

  async function download() {
    try {
      const plotly = await loadPlotly(initial.plotly);
      Object.assign(document.createElement("a"), {
        href: await plotly.toImage(root, PICTURE),
        download: "loss-curve.png",
      }).click();
    } catch (error) {
      actions.say("loss", problemOf(error, download));
    }
  }

  byId("enlarge-loss", HTMLButtonElement).addEventListener("click", () => {
    dialog.showModal();
    draw();
  });
  byId("close-loss-large", HTMLButtonElement).addEventListener("click", () => dialog.close());
  byId("loss-picture", HTMLButtonElement).addEventListener("click", () => void download());

  return (state) => {
    latest = state;
    showProblem(state);
    if (!dialog.open || timer) return;
    if (isRunning(state)) timer = setTimeout(draw, PAUSE);
    else draw();
  };
}

/**
 * @param {import("../types").Figure} figure  of `app/figures/loss.py`
 * @param {State} state
 * @param {Series[]} series
 * @param {[number, number]} [range]
 */
function fillLoss({ data, layout }, { frame, scale }, series, range) {
  const top = highestOf(series);
  for (const trace of data.slice(0, -1)) {
    const one = series.find(({ style }) => style.id === trace.meta);
    Object.assign(trace, one ? { name: one.name, ...pointsOf(one, top, scale, range) } : { visible: false });
  }
  Object.assign(data.at(-1) ?? {}, { x: [frame.iteration], y: [frame.pass.loss] });
  Object.assign(/** @type {any} */ (layout).yaxis, { type: scale });
}

/**
 * The points of a series. Those of a run set aside end at the top of the run on screen.
 *
 * @param {Series} series
 * @param {number} top
 * @param {import("../types").Scale} scale
 * @param {[number, number]} [range]
 */
function pointsOf(series, top, scale, range) {
  const x = drawnOf(series, scale, MOST_POINTS, range);
  const y = x.map((iteration) => {
    const loss = iteration === null ? null : series.losses[iteration];
    return series.aside && loss && loss > top ? null : loss;
  });
  return { x, y, text: y.map((loss) => (typeof loss === "number" ? precise(loss) : "")) };
}
