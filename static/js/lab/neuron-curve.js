import { html, setAttributes, setText, svg } from "../ui/dom.js";
import { given, precise, short } from "../text/format.js";
import { axisOf, extent, inWords, listenToCells } from "./neuron-picture.js";
import { exampleMarks, scaleOf } from "./ramp.js";
import { lineThrough } from "../charts/points.js";
import { createPlane } from "../charts/plane.js";
import { linear, linearTicks } from "../charts/scales.js";
import { written } from "./inputs.js";

/**
 * @typedef {import("../types").Seen} Seen
 * @typedef {import("../types").SeenNeuron} SeenNeuron
 */

/** @type {import("../charts/plane.js").Size} */
const SIZE = { width: 216, height: 168, margin: { left: 36, right: 10, top: 8, bottom: 34 } };

/** How far the examples of a hidden neuron stand above its axis. */
const FOOT = 9;

/**
 * The picture of one neuron of a network with one input: its activation as a curve. An output’s curve
 * has the examples at their targets; a hidden neuron has no target, so they stand at its foot.
 *
 * @param {string} name
 * @param {number} layer
 * @param {number} index
 * @param {boolean} last  whether it is an output
 */
export function createNeuronCurve(name, layer, index, last) {
  const plane = createPlane();
  plane.resize(SIZE);
  const middleLine = svg("path", { class: "contour" });
  const curve = svg("path", { class: "activation-line" });
  const marks = svg("g", { class: "marks" });
  const here = svg("circle", { class: "here", r: 11 });
  const cross = svg("path", { class: "cross" });
  plane.inside.append(middleLine, curve);
  plane.over.append(marks, here, cross);
  const title = html("span", { class: "name" });
  const readout = html("p", { class: "readout", "aria-live": "polite" });
  setAttributes(plane.root, { id: `sees-${name}`, role: "img", tabindex: 0, "aria-describedby": "neurons-keys" });
  const element = html("figure", { class: "sees", "data-quantities": `a.${name}` }, [
    html("figcaption", {}, [title]),
    plane.root,
    readout,
  ]);

  /** @type {Seen | undefined} */
  let seen;
  /** @type {SeenNeuron | undefined} */
  let neuron;
  /** The point under the pointer. @type {import("../charts/points.js").Cell | null} */
  let pointed = null;

  listenToCells(plane, { size: () => seen && [seen.inputs[0]?.length ?? 0, 1], from: () => pointed, point });

  /** @param {import("../charts/points.js").Cell | null} cell */
  function point(cell) {
    pointed = cell;
    if (!seen || !neuron) return;
    const [x, a] = cell ? [seen.inputs[0]?.[cell[0]], neuron.activations[0]?.[cell[0]]] : [];
    const there = x !== undefined && a !== undefined;
    setText(readout, there ? `x₁ ${short(x)}: ${precise(a, 6)}` : `${extent(neuron)} on this curve.`);
    setAttributes(cross, { d: there ? `M${plane.x(x)} ${plane.y(a)}m-8 0h16m-8 -8v16` : "" });
  }

  return {
    element,

    /**
     * @param {Seen} newSeen
     * @param {object} options
     * @param {import("../model/outline.js").Outline} options.outline
     * @param {number} options.example  on screen, or `MEAN`
     */
    draw(newSeen, { outline, example }) {
      const found = newSeen.neurons.find((one) => one.name === name);
      if (!found) return;
      [seen, neuron] = [newSeen, found];
      const { examples } = seen.experiment;
      const targets = last ? examples.targets.map((row) => row[index] ?? 0) : [];
      const { range: [low, high], middle } = scaleOf(neuron);
      /** @type {[number, number]} */
      const range = [Math.min(low, ...targets), Math.max(high, ...targets)];
      const places = seen.inputs[0] ?? [];
      plane.axes(
        { ...axisOf(places), title: written(seen.plane[0] ?? "") },
        { place: linear(range), ticks: linearTicks(range, 4), write: given, title: "" },
      );
      const values = neuron.activations[0] ?? [];
      setAttributes(curve, { d: lineThrough(values.map((a, i) => [plane.x(places[i] ?? 0), plane.y(a)])) });
      setAttributes(middleLine, { d: `M0 ${plane.y(middle)}H${plane.width}` });

      /** @param {number[]} row @param {number} m @returns {[number, number]} */
      const at = ([x = 0], m) => [plane.x(x), last ? plane.y(targets[m] ?? 0) : plane.height - FOOT];
      marks.replaceChildren(...exampleMarks({ examples, output: last ? index : 0, size: 6, ramp: linear(range), at }));
      const shown = examples.inputs[example];
      const [cx, cy] = at(shown ?? [], example);
      setAttributes(here, { cx, cy, visibility: shown ? "visible" : "hidden" });

      setText(title, outline.labelOf(name));
      const turns = values.some((a) => a >= middle) && values.some((a) => a < middle);
      setAttributes(plane.root, {
        "aria-label": inWords(seen, neuron, `it ${turns ? "crosses" : "does not cross"} ${given(middle)}`),
      });
      point(pointed);
    },
  };
}
