import { setAttributes, setText, svg } from "../ui/dom.js";
import { grouped, precise } from "../text/format.js";
import { lineThrough } from "./points.js";
import { createThinning, inWords, iterationAxis, lastOf, lossAxis, seriesOf } from "./loss-series.js";
import { createPlane } from "./plane.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("./loss-series.js").Series} Series
 */

const MARGIN = { left: 46, right: 16, top: 16, bottom: 20 };

/** Half of the width that the words beside the pointer need. */
const READING = 110;

/**
 * The loss of every iteration so far, drawn during the run. Press a point of it, or drag along
 * it, to travel there.
 *
 * @param {object} parts
 * @param {HTMLElement} parts.root
 * @param {import("../types").CurveStyle[]} parts.styles
 * @param {(iteration: number) => void} parts.goToIteration
 * @returns {import("../types").View}
 */
export function createLossCurve({ root, styles, goToIteration }) {
  const plane = createPlane({ low: true });
  const lines = svg("g");
  const here = svg("circle", { class: "here", r: 5.5 });
  const reading = createReading(plane);
  plane.inside.append(lines);
  plane.over.append(here, reading.element);
  root.append(plane.root);
  const thinned = createThinning();
  /** @type {State | undefined} */
  let latest;
  /** @type {unknown[]} */
  let drawnFor = [];
  /** The last iteration of the axis. */
  let last = 1;

  listenToPointer(plane, {
    iterationAt: (across) => Math.min((latest?.timeline.known ?? 1) - 1, Math.round(across * last)),
    point: (iteration) => reading.draw(iteration, latest?.timeline.losses[iteration ?? -1]),
    goToIteration,
  });
  new ResizeObserver(() => {
    drawnFor = [];
    if (latest) draw(latest);
  }).observe(root);

  /** @param {State} state */
  function draw(state) {
    latest = state;
    const { frame, timeline, scale, runs, variants, variantRuns } = state;
    const wanted = [frame, timeline, scale, runs, variants, variantRuns];
    if (wanted.every((part, index) => part === drawnFor[index]) || root.clientWidth === 0) return;
    drawnFor = wanted;
    const larger = enlargement();
    plane.resize({ width: root.clientWidth / larger, height: root.clientHeight / larger, margin: MARGIN });
    const series = seriesOf(state, styles);
    const drawn = series.map((one) => thinned(one, scale, plane.width));
    last = lastOf(series);
    plane.axes(iterationAxis(last, plane.width), lossAxis(series, drawn, scale, plane.height));
    drawLines(series, drawn);
    drawHere(frame.iteration, frame.pass.loss, scale);
    setAttributes(root, { "aria-label": inWords(state, series) });
  }

  /**
   * @param {Series[]} series
   * @param {(number | null)[][]} drawn
   */
  function drawLines(series, drawn) {
    while (lines.childElementCount > series.length) lines.lastElementChild?.remove();
    while (lines.childElementCount < series.length) lines.append(svg("path"));
    for (const [index, { style, losses }] of series.entries()) {
      const points = (drawn[index] ?? []).map((at) => (at === null ? null : place(at, losses[at] ?? NaN)));
      setAttributes(/** @type {Element} */ (lines.children[index]), {
        "data-curve": style.id,
        d: lineThrough(points),
        stroke: `var(${style.colour})`,
        "stroke-width": style.width,
        "stroke-dasharray": style.dash || "none",
      });
    }
  }

  /**
   * The point of a loss. One far outside the drawing is just outside it, since paths have no place for
   * numbers of any size.
   *
   * @param {number} iteration
   * @param {number} loss
   * @returns {import("./points.js").Point}
   */
  function place(iteration, loss) {
    return [plane.x(iteration), Math.min(2 * plane.height, Math.max(-plane.height, plane.y(loss)))];
  }

  /**
   * @param {number} iteration
   * @param {number} loss
   * @param {import("../types").Scale} scale
   */
  function drawHere(iteration, loss, scale) {
    const visible = scale === "linear" || loss > 0;
    const [cx, cy] = visible ? place(iteration, loss) : [0, 0];
    setAttributes(here, { cx, cy, visibility: visible ? "visible" : "hidden" });
  }
  return draw;
}

/**
 * A line through the iteration under the pointer, and a label beside it.
 *
 * @param {import("./plane.js").Plane} plane
 */
function createReading(plane) {
  const line = svg("path");
  const words = svg("text", { y: 12, "text-anchor": "middle" });
  const element = svg("g", { class: "reading", visibility: "hidden" }, [line, words]);
  return {
    element,
    /**
     * @param {number | null} iteration
     * @param {number} [loss]
     */
    draw(iteration, loss) {
      setAttributes(element, { visibility: iteration === null ? "hidden" : "visible" });
      if (iteration === null) return;
      const x = plane.x(iteration);
      setAttributes(line, { d: `M${x} 18V${plane.height}` });
      setAttributes(words, { x: Math.min(plane.width - READING, Math.max(READING, x)) });
      setText(words, `iteration ${grouped(iteration)}: E = ${loss === undefined ? "…" : precise(loss)}`);
    },
  };
}

/** How much larger the page's text is than on a laptop: a projector's axes grow with it. */
function enlargement() {
  return Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 15);
}

/**
 * @param {import("./plane.js").Plane} plane
 * @param {object} actions
 * @param {(across: number) => number} actions.iterationAt  takes a place from the left, 0 to 1
 * @param {(iteration: number | null) => void} actions.point
 * @param {(iteration: number) => void} actions.goToIteration
 */
function listenToPointer({ root, fraction }, { iterationAt, point, goToIteration }) {
  let travelled = -1;

  /** @param {PointerEvent} event */
  function travel(event) {
    const iteration = iterationAt(fraction(event).across);
    if (iteration !== travelled) goToIteration(iteration);
    travelled = iteration;
  }

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    root.setPointerCapture(event.pointerId);
    travelled = -1;
    travel(event);
  });
  root.addEventListener("pointermove", (event) => {
    if (root.hasPointerCapture(event.pointerId)) travel(event);
    point(iterationAt(fraction(event).across));
  });
  root.addEventListener("pointerleave", () => point(null));
}
