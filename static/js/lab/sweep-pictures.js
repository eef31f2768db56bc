/** The two pictures of a sweep: the losses of all iterations as colours, the final losses as a curve. */

import { createPlane } from "../charts/plane.js";
import { linear, linearTicks, logTicks, logarithmic, widened } from "../charts/scales.js";
import { given, grouped, precise } from "../text/format.js";
import { setAttributes, svg } from "../ui/dom.js";
import { pictureOf } from "./ramp.js";

/**
 * @typedef {import("./sweep.js").Sweep} Sweep
 * @typedef {import("../charts/scales.js").Range} Range
 */

/** The colours distinguish losses within this many powers of ten below the highest. */
const MOST_DECADES = 12;

/** They distinguish none higher than this multiple of the initial loss. */
const MOST_CLIMB = 100;

/** The loss over rate and iteration as colours on a logarithmic ramp. Missing losses are hatched. */
export function createHeat() {
  const plane = createPlane();
  const image = svg("image", { preserveAspectRatio: "none", class: "cells" });
  const hatch = svg("path", { class: "hatch", fill: "url(#sweep-hatch)" });
  const pattern = svg(
    "pattern",
    { id: "sweep-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    [svg("path", { d: "M0 0V7" })],
  );
  const signs = svg("g", { class: "signs", "aria-hidden": "true" });
  const star = svg("path", { class: "sweep-best" });
  plane.inside.append(svg("defs", {}, [pattern]), image, hatch);
  plane.over.append(signs, star);

  return {
    plane,

    /**
     * @param {Sweep} sweep
     * @param {import("../charts/plane.js").Axis} across
     * @param {Range} colours  the losses at the ends of the ramp
     */
    draw(sweep, across, colours) {
      const { rates, iterations, losses, verdicts, diverged_at, best } = sweep;
      const range = widened([iterations[0] ?? 0, iterations.at(-1) ?? 1]);
      const ticks = linearTicks(range, 6).filter(Number.isInteger);
      plane.axes(across, { place: linear(range), ticks, write: grouped, title: "iteration" });

      // Each iteration is at the middle of a row, so the picture extends half a row beyond the grid.
      const row = plane.height / Math.max(1, iterations.length - 1);
      setAttributes(image, {
        href: pictureOf(
          iterations.map((_, j) => rates.map((_, i) => losses[i]?.[j])),
          logarithmic(colours),
        ),
        y: -row / 2,
        width: plane.width,
        height: plane.height + row,
      });

      const column = plane.width / rates.length;
      const hatched = diverged_at.map(({ rate_index }) => {
        const known = losses[rate_index]?.length ?? 0;
        const bottom = plane.height - (known - 0.5) * row;
        return `M${rate_index * column} 0h${column}V${bottom}h${-column}Z`;
      });
      setAttributes(hatch, { d: hatched.join("") });
      signs.replaceChildren(...signsOf(verdicts, plane.width, -6));
      setAttributes(star, { d: best === null ? "" : `M${(best + 0.5) * column - 7} -32h14l-7 11Z` });
      setAttributes(plane.root, { "aria-label": inWords(sweep) });
    },
  };
}

/**
 * The losses at the ends of the ramp.
 *
 * @param {number[][]} losses
 * @returns {Range}
 */
export function lossRange(losses) {
  const all = losses.flat().filter((loss) => loss > 0);
  const first = losses[0]?.[0] || Infinity;
  const highest = all.reduce((one, other) => Math.max(one, other), 0) || 1;
  const lowest = all.reduce((one, other) => Math.min(one, other), highest);
  const high = Math.min(highest, first * MOST_CLIMB);
  const low = Math.max(lowest, high / 10 ** MOST_DECADES);
  return low < high ? [low, high] : [low / 2, high * 2];
}

/** @param {Sweep} sweep */
function inWords({ rates, iterations, losses, diverged_at, best }) {
  const [lowest = NaN, highest = NaN] = [rates[0], rates.at(-1)];
  const [from = NaN, to = NaN] = [iterations[0], iterations.at(-1)];
  const extent =
    `Loss over ${grouped(rates.length)} rates from ${given(lowest)} to ${given(highest)}` +
    ` and iterations ${grouped(from)} to ${grouped(to)}.`;
  if (best === null) return `${extent} All diverge.`;
  const end = precise(losses[best]?.at(-1) ?? NaN, 6);
  const diverging = diverged_at.map(({ rate_index }) => rates[rate_index] ?? NaN);
  const rest = diverging.length
    ? `${grouped(diverging.length)} diverge, the lowest of them ${precise(Math.min(...diverging), 6)}.`
    : "None diverges.";
  return `${extent} The lowest in the end is ${end} at rate ${precise(rates[best] ?? NaN, 6)}. ${rest}`;
}

/** The least distance between rates, in pixels, at which each has a dot. */
const DOT_ROOM = 9;

/** The final loss over the rate: a curve, with a gap where a rate diverges. */
export function createFinal() {
  const plane = createPlane();
  const curve = svg("path", { class: "curve" });
  const dots = svg("path", { class: "dots" });
  const signs = svg("g", { class: "signs", "aria-hidden": "true" });
  plane.inside.append(curve, dots);
  plane.over.append(signs);

  return {
    plane,

    /**
     * @param {import("./sweep.js").Sweep} sweep
     * @param {import("../charts/plane.js").Axis} across
     */
    draw({ rates, losses, verdicts }, across) {
      const ends = losses.map((all, i) => (verdicts[i] === "diverges" ? 0 : (all.at(-1) ?? 0)));
      const known = ends.filter((end) => end > 0);
      /** @type {import("../charts/scales.js").Range} */
      const range = known.length ? [Math.min(...known) / 1.3, Math.max(...known) * 1.3] : [0.1, 1];
      const ticks = logTicks(range, 5);
      plane.axes(across, { place: logarithmic(range), ticks, write: across.write, title: "E in the end" });

      const column = plane.width / rates.length;
      const points = ends.map((end, i) => (end > 0 ? `${((i + 0.5) * column).toFixed(2)} ${plane.y(end)}` : ""));
      const strokes = points.map((point, i) => (point ? `${points[i - 1] ? "L" : "M"}${point}` : ""));
      setAttributes(curve, { d: strokes.join("") });
      const dotted = column < DOT_ROOM ? [] : points.filter(Boolean);
      setAttributes(dots, { d: dotted.map((point) => `M${point}h0`).join("") });
      signs.replaceChildren(...signsOf(verdicts, plane.width, 12));
      const falling = verdicts.filter((verdict) => verdict === "falls").length;
      const course = known.length
        ? `from ${precise(Math.min(...known), 6)} to ${precise(Math.max(...known), 6)};` +
          ` it falls with ${grouped(falling)} of ${grouped(rates.length)} rates`
        : "no rate has one";
      setAttributes(plane.root, { "aria-label": `Loss in the end over the rate: ${course}.` });
    },
  };
}

const SIGNS = { falls: "", climbs: "▲", diverges: "✕" };

/** The least distance between signs, in pixels. */
const SIGN_ROOM = 15;

/**
 * The signs of the rates whose loss does not fall, thinned where they are close.
 *
 * @param {import("./sweep.js").Verdict[]} verdicts  of rates in columns of the same width
 * @param {number} width  of all columns
 * @param {number} y
 */
function signsOf(verdicts, width, y) {
  const column = width / verdicts.length;
  let free = -Infinity;
  return verdicts.flatMap((verdict, index) => {
    const x = (index + 0.5) * column;
    if (verdict === "falls" || x < free) return [];
    free = x + SIGN_ROOM;
    return [svg("text", { class: verdict, x, y, "text-anchor": "middle" }, [SIGNS[verdict]])];
  });
}
