import { neuronValues, outputValues } from "../text/describe.js";
import { setAttributes, setText, svg } from "../ui/dom.js";
import { given, precise, short, subscripted } from "../text/format.js";
import { fit, gliding, grip, partAttributes, spin, tellValue, valueOf } from "./part.js";
import { neuronAt, ringFraction, round, sideOf } from "./geometry.js";

const GAUGE_WIDTH = 10;

/** The area for dragging the target: taller than a line of text, to fit a thumb. */
const HANDLE = { y: -14, width: 96, height: 28 };

/**
 * The labels beside an output: its target, the error, and its share of the loss.
 *
 * @param {string} part    the target
 * @param {string} output  the neuron
 * @param {number} layer
 * @param {number} index
 */
export function createOutput(part, output, layer, index) {
  const track = svg("rect", { class: "track", rx: GAUGE_WIDTH / 2, width: GAUGE_WIDTH });
  const fill = svg("rect", { class: "fill", rx: GAUGE_WIDTH / 2, width: GAUGE_WIDTH });
  const mark = svg("path", { class: "mark" });
  const gauge = svg("g", { class: "gauge" }, [track, fill, mark]);
  const handle = svg("rect", { class: "handle", ...HANDLE });
  const target = svg("text", { class: "target", "data-quantities": `y.${output}`, ...valueOf(part) });
  const held = svg("g", { ...grip(part), "aria-hidden": "true" }, [handle, target]);
  const share = svg("text", { class: "share", "aria-hidden": "true", "data-quantities": `loss.${output}` });
  const element = svg("g", { class: "output", ...spin, "data-part": part }, [
    gauge,
    held,
    share,
  ]);
  /** @type {import("./geometry.js").Layout} */
  let layout;
  const drawFill = gliding((output) => {
    const { half } = layout.gauge ?? { half: 0 };
    const height = round(2 * half * ringFraction(output));
    setAttributes(fill, { y: half - height, height });
  });
  const drawShare = gliding((loss) => {
    setText(share, `E${subscripted(String(index + 1))} ${short(loss)}`);
    fit(share, room);
  });
  let room = 0;

  return {
    element,

    /** @param {import("./geometry.js").Layout} newLayout */
    place(newLayout) {
      layout = newLayout;
      const { x, y } = neuronAt(layout, layer, index);
      if (layout.gauge) {
        const { dx, half } = layout.gauge;
        room = layout.width - x - dx - 20;
        setAttributes(element, { transform: `translate(${x + dx} ${y})` });
        setAttributes(track, { x: -GAUGE_WIDTH / 2, y: -half, height: 2 * half });
        setAttributes(fill, { x: -GAUGE_WIDTH / 2 });
        setAttributes(handle, { x: 0 });
      } else {
        room = layout.badge.width;
        // Narrow: two lines above the upper output's delta, or below the lower one's.
        const side = sideOf(layout, index);
        const away = layout.badge.away + layout.labels.target[side < 0 ? 0 : 1];
        setAttributes(element, { transform: `translate(${x} ${y + side * away})` });
        setAttributes(held, { transform: "" });
        setAttributes(handle, { x: -HANDLE.width / 2 });
        setAttributes(share, { x: 0, y: layout.labels.line });
      }
    },

    /**
     * @param {import("../types").State} state
     * @param {boolean} active
     * @param {boolean} glide
     */
    draw(state, active, glide) {
      const { target: y, loss } = outputValues(state, index);
      const { a } = neuronValues(state, layer, index);
      setText(target, y === undefined ? "mean over all" : `target ${given(y)}`);
      if (layout.gauge) {
        const { half } = layout.gauge;
        // Two lines of text, close together where the gauge is low.
        const beside = Math.min(24, half * 0.6);
        const level = round(half - 2 * half * ringFraction(y ?? 0));
        setAttributes(mark, { d: y === undefined ? "" : `M-10 ${level}H10` });
        setAttributes(held, { transform: `translate(16 ${level})` });
        // The share never covers the target's line.
        setAttributes(share, { x: 16, y: level > 0 ? level - beside : level + beside });
      }
      if (a !== undefined) drawFill(a, glide);
      if (loss !== undefined) drawShare(loss, glide);
      fit(target, room);
      fit(share, room);
      const words = [`Target of ${output}`, y === undefined ? "one for each example" : precise(y)];
      if (loss !== undefined) words.push(`share of the loss ${precise(loss)}`);
      tellValue(element, y);
      setAttributes(element, {
        class: [
          "output",
          a === undefined ? "" : "has-a",
          loss === undefined ? "" : "has-loss",
          active ? "active" : "idle",
        ].join(" "),
        "aria-label": words.join(", "),
        ...partAttributes(state, part),
      });
    },
  };
}
