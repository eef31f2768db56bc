import { byId, setAttributes, setText, svg } from "../ui/dom.js";
import { given, grouped, precise } from "../text/format.js";
import { GRADIENT } from "./ramp.js";
import { logTicks, logarithmic } from "../charts/scales.js";
import { createFinal, createHeat, lossRange } from "./sweep-pictures.js";

/** @typedef {import("./sweep.js").Sweep} Sweep */

const MARGIN = { left: 80, right: 12, bottom: 38 };
const HEAT = { ...MARGIN, top: 40 };
const FINAL = { ...MARGIN, top: 14 };

/**
 * The heights of the pictures: the narrower, the lower, so that both are seen beside the diagram.
 *
 * @param {number} width
 */
function heightsFor(width) {
  const heat = Math.min(330, Math.max(190, 0.48 * width));
  return { heat, final: 0.72 * heat };
}

/** Pixels per tick on the axis of the rates. */
const TICK_ROOM = 70;

/**
 * The pictures of a sweep, one under the other, with two lines through both: the experiment's rate,
 * and the selected rate.
 *
 * @param {object} parts
 * @param {(index: number) => void} parts.pick  receives the clicked rate
 */
export function createSweepPlots({ pick }) {
  const root = byId("sweep-plots", HTMLElement);
  const readout = byId("sweep-readout", HTMLElement);
  const [low, high, ownText] = ["low", "high", "own"].map((name) => byId(`sweep-${name}`, HTMLElement));
  byId("sweep-ramp", HTMLElement).style.background = GRADIENT;
  const heat = createHeat();
  const final = createFinal();
  readout.before(heat.plane.root);
  byId("sweep-pick", HTMLInputElement).before(final.plane.root);

  const planes = [heat.plane, final.plane].map((plane) => ({
    plane,
    own: lineIn(plane, "own"),
    picked: lineIn(plane, "picked"),
  }));
  /** @type {Sweep | undefined} */
  let sweep;
  let picked = 0;
  let ownRate = NaN;

  for (const { plane } of planes) {
    setAttributes(plane.root, { role: "img" });
    plane.root.addEventListener("click", (event) => pick(indexAt(plane, event)));
    plane.root.addEventListener("pointermove", (event) => read(plane, event));
    plane.root.addEventListener("pointerleave", () => setText(readout, ""));
  }
  new ResizeObserver(draw).observe(root);

  /**
   * @param {import("../charts/plane.js").Plane} plane
   * @param {MouseEvent} event
   */
  function indexAt(plane, event) {
    const count = sweep?.rates.length ?? 1;
    return Math.min(count - 1, Math.floor(plane.fraction(event).across * count));
  }

  /**
   * @param {import("../charts/plane.js").Plane} plane
   * @param {PointerEvent} event
   */
  function read(plane, event) {
    if (!sweep) return;
    const { rates, iterations, losses } = sweep;
    const index = indexAt(plane, event);
    const up = plane === heat.plane ? plane.fraction(event).up : 1;
    const row = Math.round(up * (iterations.length - 1));
    const loss = losses[index]?.[row];
    const place = `Rate ${precise(rates[index] ?? NaN, 6)}, iteration ${grouped(iterations[row] ?? NaN)}`;
    setText(readout, `${place}: ${loss === undefined ? "diverged" : `loss ${precise(loss, 6)}`}`);
  }

  function draw() {
    const width = root.clientWidth;
    if (!sweep || width === 0) return;
    const heights = heightsFor(width);
    heat.plane.resize({ width, height: heights.heat, margin: HEAT });
    final.plane.resize({ width, height: heights.final, margin: FINAL });
    const across = rateAxis(sweep.rates, width);
    const colours = lossRange(sweep.losses);
    heat.draw(sweep, across, colours);
    final.draw(sweep, across);
    for (const [index, element] of [low, high].entries())
      if (element) setText(element, precise(colours[index] ?? NaN, 3));
    drawLines();
  }

  function drawLines() {
    if (!sweep) return;
    const { rates } = sweep;
    const among = ownRate >= (rates[0] ?? NaN) && ownRate <= (rates.at(-1) ?? NaN);
    for (const { plane, ...lines } of planes) {
      const x = (picked + 0.5) * (plane.width / rates.length);
      lines.own(among ? `M${plane.x(ownRate)} ${plane === heat.plane ? -20 : 0}V${plane.height}` : "");
      lines.picked(`M${x} 0V${plane.height}`);
    }
    if (ownText) setText(ownText, `the rate set, ${given(ownRate)}${among ? "" : ", is not among these"}`);
  }

  return {
    /** @param {Sweep} newSweep */
    show(newSweep) {
      sweep = newSweep;
      draw();
    },

    /** @param {number} index  of the selected rate */
    mark(index) {
      picked = index;
      drawLines();
    },

    /** @param {number} rate  of the experiment */
    own(rate) {
      if (rate === ownRate) return;
      ownRate = rate;
      drawLines();
    },
  };
}

/**
 * A line with a rim, visible on every colour.
 *
 * @param {import("../charts/plane.js").Plane} plane
 * @param {string} name
 * @returns {(d: string) => void} draws it
 */
function lineIn(plane, name) {
  const paths = [svg("path", { class: `${name} halo` }), svg("path", { class: name })];
  plane.over.append(...paths);
  return (d) => {
    for (const path of paths) setAttributes(path, { d });
  };
}

/**
 * Each rate is at the middle of its column. Rates are evenly spaced, so the columns are equally wide.
 *
 * @param {number[]} rates
 * @param {number} width
 * @returns {import("../charts/plane.js").Axis}
 */
function rateAxis(rates, width) {
  /** @type {import("../charts/scales.js").Range} */
  const range = [rates[0] ?? 1, rates.at(-1) ?? 1];
  const place = logarithmic(range);
  const half = 0.5 / rates.length;
  return {
    place: (rate) => half + place(rate) * (1 - 2 * half),
    ticks: logTicks(range, Math.max(2, Math.floor(width / TICK_ROOM))),
    write: (value) => precise(value, 2),
    title: "learning rate",
  };
}
