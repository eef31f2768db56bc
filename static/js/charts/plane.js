import { setAttributes, svg } from "../ui/dom.js";
import { fixed } from "./points.js";

/**
 * @typedef {object} Axis
 * @property {(value: number) => number} place  on the axis, 0 to 1
 * @property {number[]} ticks
 * @property {(value: number) => string} write
 * @property {string} title
 * @property {boolean} [grid]  whether its ticks have lines across the drawing
 *
 * @typedef {object} Size  in pixels
 * @property {number} width
 * @property {number} height
 * @property {{left: number, right: number, top: number, bottom: number}} margin
 *
 * @typedef {ReturnType<typeof createPlane>} Plane
 */

/** Beyond this share of its axis the last label ends at the edge of the drawing. */
const NEAR_END = 0.8;

/**
 * A drawing with two axes. Its contents are cut off at its edges.
 *
 * @param {{low?: boolean}} [shape]  a low drawing has no lines for the titles of its axes: that of the first
 *     follows its last tick, and that of the second stands over its ticks
 */
export function createPlane({ low = false } = {}) {
  const ground = svg("rect", { class: "ground" });
  const grid = svg("path", { class: "grid", "aria-hidden": "true" });
  const inside = svg("svg", { "aria-hidden": "true" });
  const frame = svg("rect", { class: "frame" });
  const labels = svg("g", { class: "labels", "aria-hidden": "true" });
  const over = svg("g");
  const root = /** @type {SVGSVGElement} */ (svg("svg", { class: "plane" }, [ground, grid, inside, frame, labels, over]));
  let box = { left: 0, top: 0, width: 1, height: 1 };
  /** @type {Axis | undefined} */
  let across;
  /** @type {Axis | undefined} */
  let up;
  let labelled = "";

  /**
   * @param {string} x
   * @param {string} y
   */
  function titles(x, y) {
    const { left, top, width, height } = box;
    const beside = `translate(11 ${top + height / 2}) rotate(-90)`;
    return [
      svg("text", { class: "title", x: left + width / 2, y: top + height + 31, "text-anchor": "middle" }, [x]),
      svg("text", { class: "title", transform: beside, "text-anchor": "middle" }, [y]),
    ];
  }

  return {
    root,
    /** Holds the drawing. Its origin is the top left corner inside the axes. */
    inside,
    /** Holds what may reach beyond the edges. It has the same origin. */
    over,

    get width() {
      return box.width;
    },
    get height() {
      return box.height;
    },

    /** @param {Size} size */
    resize({ width, height, margin }) {
      const { left, top } = margin;
      box = { left, top, width: width - left - margin.right, height: height - top - margin.bottom };
      setAttributes(root, { viewBox: `0 0 ${width} ${height}` });
      for (const element of [ground, inside, frame])
        setAttributes(element, { x: left, y: top, width: box.width, height: box.height });
      setAttributes(over, { transform: `translate(${left} ${top})` });
      labelled = "";
    },

    /**
     * @param {Axis} x
     * @param {Axis} y
     */
    axes(x, y) {
      across = x;
      up = y;
      const wanted = JSON.stringify([x, y].map(({ place, ...axis }) => [axis, axis.ticks.map(place)]));
      if (wanted === labelled) return;
      labelled = wanted;
      const { left, top, width, height } = box;
      const bottom = top + height;
      const rungs = y.grid ? y.ticks.map((value) => `M${left} ${fixed(bottom - y.place(value) * height)}h${width}`) : [];
      setAttributes(grid, { d: rungs.join("") });
      labels.replaceChildren(
        ...x.ticks.flatMap((value, index) => {
          const at = left + x.place(value) * width;
          const titled = low && index === x.ticks.length - 1;
          const ends = titled && x.place(value) > NEAR_END;
          const label = { x: ends ? left + width : at, y: bottom + 16, "text-anchor": ends ? "end" : "middle" };
          return [
            svg("path", { d: `M${at} ${bottom}v4` }),
            svg("text", label, [titled ? `${x.write(value)} ${x.title}` : x.write(value)]),
          ];
        }),
        ...y.ticks.flatMap((value) => {
          const at = bottom - y.place(value) * height;
          return [
            svg("path", { d: `M${left} ${at}h-4` }),
            svg("text", { x: left - 7, y: at + 4, "text-anchor": "end" }, [y.write(value)]),
          ];
        }),
        ...(low
          ? [svg("text", { class: "title", x: left - 7, y: top - 5, "text-anchor": "end" }, [y.title])]
          : titles(x.title, y.title)),
      );
    },

    /** @param {number} value */
    x: (value) => fixed((across?.place(value) ?? 0) * box.width),

    /** @param {number} value */
    y: (value) => fixed((1 - (up?.place(value) ?? 0)) * box.height),

    /**
     * The pointer's place, as fractions from the left and from the bottom.
     *
     * @param {PointerEvent | MouseEvent} event
     */
    fraction({ clientX, clientY }) {
      const { left, right, top, bottom } = ground.getBoundingClientRect();
      return {
        across: within((clientX - left) / (right - left)),
        up: within((bottom - clientY) / (bottom - top)),
      };
    },
  };
}

/** @param {number} fraction */
function within(fraction) {
  return Math.min(1, Math.max(0, fraction));
}
