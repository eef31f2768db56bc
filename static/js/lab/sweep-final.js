import { setAttributes, svg } from "../ui/dom.js";
import { grouped, precise } from "../text/format.js";
import { createPlane } from "../charts/plane.js";
import { logTicks, logarithmic } from "../charts/scales.js";
import { signsOf } from "./sweep-signs.js";

/** Rates stand at least so many pixels apart to have a dot each. */
const DOT_ROOM = 9;

/** The loss in the end over the rate: a curve, with a gap where a rate diverges. */
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
