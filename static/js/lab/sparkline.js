import { html, setAttributes, setText, svg } from "../ui/dom.js";
import { grouped, precise, short } from "../text/format.js";
import { fixed, lineThrough } from "../charts/points.js";
import { linear } from "../charts/scales.js";

/** The size of the drawing, which is then stretched to its place. */
const WIDTH = 200;
const HEIGHT = 60;
const ROOM = 5;

/**
 * The history of one number as a small picture.
 *
 * @param {string} quantity
 */
export function createSparkline(quantity) {
  const line = svg("path", { class: "line" });
  const zero = svg("path", { class: "zero" });
  const now = svg("path", { class: "now" });
  const cursor = svg("path", { class: "cursor" });
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, [
    zero,
    now,
    line,
    cursor,
  ]);
  const title = html("span", { class: "name" });
  const value = html("span", { class: "value" });
  const highest = html("span", { class: "end" });
  const lowest = html("span", { class: "end" });
  const element = html(
    "div",
    {
      class: "sparkline",
      role: "img",
      tabindex: -1,
      "data-history": quantity,
      "data-quantities": quantity,
      "aria-describedby": "histories-keys",
    },
    [
      html("p", { class: "heading" }, [title, value]),
      html("p", { class: "ends" }, [highest, lowest]),
      drawing,
    ],
  );
  let place = (/** @type {number} */ _iteration) => 0;

  return {
    element,
    quantity,
    drawing,

    /**
     * @param {string} name        in the current notation
     * @param {number[]} iterations
     * @param {number[]} values
     */
    draw(name, iterations, values) {
      const low = Math.min(...values);
      const high = Math.max(...values);
      const across = linear([0, Math.max(1, iterations.at(-1) ?? 1)]);
      place = (iteration) => across(iteration) * WIDTH;
      const up = low === high ? () => 0.5 : linear([low, high]);
      /** @param {number} at */
      const y = (at) => ROOM + (1 - up(at)) * (HEIGHT - 2 * ROOM);
      setText(title, name);
      setText(highest, short(high));
      setText(lowest, low === high ? "" : short(low));
      setAttributes(line, { d: lineThrough(iterations.map((iteration, i) => [place(iteration), y(values[i] ?? 0)])) });
      setAttributes(zero, { d: low < 0 && high > 0 ? `M0 ${fixed(y(0))}H${WIDTH}` : "" });
      const first = values[0] ?? NaN;
      const last = values.at(-1) ?? NaN;
      const what = quantity === "loss" ? "Loss" : quantity;
      const course =
        low === high
          ? `${precise(low)} in all of them`
          : `from ${precise(first)} to ${precise(last)}, lowest ${precise(low)}, highest ${precise(high)}`;
      setAttributes(element, {
        "aria-label": `${what} over ${grouped((iterations.at(-1) ?? 0) + 1)} iterations: ${course}`,
      });
    },

    /**
     * @param {number} iteration  on screen
     * @param {number} shown      the number on screen, or the one under the pointer
     * @param {number | null} pointed  the iteration under the pointer
     */
    mark(iteration, shown, pointed) {
      setText(value, short(shown));
      setAttributes(now, { d: `M${fixed(place(iteration))} 0V${HEIGHT}` });
      setAttributes(cursor, { d: pointed === null ? "" : `M${fixed(place(pointed))} 0V${HEIGHT}` });
    },
  };
}
