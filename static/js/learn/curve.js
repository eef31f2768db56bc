/** The activation function of a neuron, with its slope at the neuron's current net input. */

import { byId, setAttributes, setText, svg } from "../ui/dom.js";
import { precise, subscripted } from "../text/format.js";
import { lineAt, lineThrough } from "../charts/points.js";
import { linear } from "../charts/scales.js";
import { explainedExample } from "../model/state.js";
import { liveValue } from "./live.js";

/**
 * @typedef {import("../types").State} State
 * @typedef {import("../types").Curve} Curve
 */

const WIDTH = 360;
const HEIGHT = 190;
const MARGIN = { left: 30, right: 12, top: 14, bottom: 26 };
/** Half the tangent's length. */
const TANGENT = 75;
const NEURONS = ["h1", "h2", "o1", "o2"];

/**
 * The neuron to draw: the selected one, if it has a curve.
 *
 * @param {State} state
 */
export function curveNeuron({ selected }) {
  return selected !== null && NEURONS.includes(selected) ? selected : "h1";
}

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createCurve({ actions, initial: { activations } }) {
  const root = byId("curve", SVGSVGElement);
  const choice = byId("curve-neuron", HTMLSelectElement);
  const words = byId("curve-words", HTMLElement);
  const axes = svg("path", { class: "axes" });
  const labels = svg("g", { class: "labels" });
  const slope = svg("path", { class: "slope" });
  const line = svg("path", { class: "function" });
  const tangent = svg("path", { class: "tangent" });
  const drop = svg("path", { class: "drop" });
  const point = svg("circle", { class: "point", r: 6 });
  root.append(axes, labels, slope, line, drop, tangent, point);
  setAttributes(root, { viewBox: `0 0 ${WIDTH} ${HEIGHT}` });
  choice.addEventListener("change", () => actions.select(choice.value));
  /** @type {unknown} */
  let shown = null;

  return (state) => {
    if (state.panel !== "learn" || state.learning.step !== "activation") return;
    const neuron = curveNeuron(state);
    if (choice.value !== neuron) choice.value = neuron;
    const layer = neuron.startsWith("h") ? 0 : 1;
    const { pass } = state.frame;
    const index = Number(neuron.slice(1)) - 1;
    const row = explainedExample(state);
    const z = pass.z[layer]?.[row]?.[index] ?? 0;
    const a = pass.a[layer + 1]?.[row]?.[index] ?? 0;
    const activation = activations.find(({ name }) => name === pass.network.activations[layer]);
    if (!activation) return;
    const { curve } = activation;
    root.toggleAttribute("hidden", curve === null);
    if (curve === null) {
      const several = "Each output depends on the net inputs of all, so there is no curve of one net input.";
      setText(words, `The ${activation.label} function ${activation.does}. ${several}`);
      return;
    }
    const { x, y, low, high } = scales(curve);

    if (activation !== shown) {
      shown = activation;
      setAttributes(line, { d: lineThrough(curve.z.map((z, i) => [x(z), y(curve.a[i] ?? 0)])) });
      setAttributes(slope, { d: lineThrough(curve.z.map((z, i) => [x(z), y(curve.slope[i] ?? 0)])) });
      setAttributes(axes, { d: `M${x(low)} ${y(0)}H${x(high)}M${x(0)} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}` });
      labels.replaceChildren(
        ...[low, 0, high].map((at) => label(String(at).replace("-", "−"), x(at), HEIGHT - 6, "middle")),
        ...ticks(curve).map((at) => label(String(at).replace("-", "−"), x(0) - 7, y(at) + 4, "end")),
      );
    }
    const rate = liveValue(state, `slope.${neuron}`);
    const visible = low <= z && z <= high;
    const at = Math.min(high, Math.max(low, z));
    setAttributes(point, { cx: x(at), cy: y(a), class: visible ? "point" : "point beyond" });
    setAttributes(drop, { d: visible ? `M${x(z)} ${y(0)}V${y(a)}` : "" });
    const steep = visible && rate !== undefined ? rate * ((y(1) - y(0)) / (x(1) - x(0))) : undefined;
    setAttributes(tangent, { d: steep === undefined ? "" : lineAt([x(at), y(a)], steep, TANGENT) });
    const name = subscripted(neuron);
    const sloped = rate === undefined ? "" : `, with slope ${precise(rate, 6)}`;
    const sentence = `${name}: at z = ${precise(z, 6)} it answers ${precise(a, 6)}${sloped}.${visible ? "" : " That is beyond the edge of the drawing."}`;
    setText(
      words,
      `The ${activation.label} function ${activation.does}. ${sentence} The dashed curve is the slope everywhere.`,
    );
    setAttributes(root, { "aria-label": `The ${activation.label} function. ${sentence}` });
  };
}

/** @param {Curve} curve */
function scales(curve) {
  const low = curve.z.at(0) ?? -1;
  const high = curve.z.at(-1) ?? 1;
  const bottom = Math.min(0, ...curve.a);
  const top = Math.max(1, ...curve.a);
  const [across, up] = [linear([low, high]), linear([bottom, top])];
  return {
    low,
    high,
    /** @param {number} z */
    x: (z) => MARGIN.left + across(z) * (WIDTH - MARGIN.left - MARGIN.right),
    /** @param {number} a */
    y: (a) => HEIGHT - MARGIN.bottom - up(a) * (HEIGHT - MARGIN.top - MARGIN.bottom),
  };
}

/** @param {Curve} curve */
function ticks(curve) {
  const bottom = Math.round(Math.min(0, ...curve.a));
  const top = Math.round(Math.max(1, ...curve.a));
  return [...new Set([bottom, top])].filter((at) => at !== 0);
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function label(text, x, y, anchor) {
  return svg("text", { x, y, "text-anchor": anchor }, [text]);
}
