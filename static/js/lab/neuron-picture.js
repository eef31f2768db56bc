import { html, setAttributes, setText, svg } from "../ui/dom.js";
import { given, precise, short } from "../text/format.js";
import { contour } from "./contour.js";
import { columnsOf, written } from "./inputs.js";
import { exampleMarks, GRADIENT, pictureOf, scaleOf } from "./ramp.js";
import { cellAfter, cellAt, lineThrough } from "../charts/points.js";
import { createPlane } from "../charts/plane.js";
import { linear, linearTicks } from "../charts/scales.js";

/**
 * @typedef {import("../types").Seen} Seen
 * @typedef {import("../types").SeenNeuron} SeenNeuron
 * @typedef {import("../charts/points.js").Cell} Cell
 */

/** @type {import("../charts/plane.js").Size} */
const SIZE = { width: 216, height: 196, margin: { left: 36, right: 10, top: 6, bottom: 34 } };

/**
 * The large picture of one neuron: colours, the line where it turns from no to yes, the examples.
 *
 * @param {string} name
 * @param {number} layer
 * @param {number} index
 * @param {boolean} last  whether it is an output, which has a target of its own
 */
export function createNeuronPicture(name, layer, index, last) {
  const plane = createPlane();
  plane.resize(SIZE);
  const grid = createGrid(plane);
  const marks = svg("g", { class: "marks" });
  const here = svg("circle", { class: "here", r: 11 });
  const cross = svg("path", { class: "cross" });
  plane.over.append(marks, here, cross);
  const scale = createScale();
  const title = html("span", { class: "name" });
  const readout = html("p", { class: "readout", "aria-live": "polite" });
  setAttributes(plane.root, { id: `sees-${name}`, role: "img", tabindex: 0, "aria-describedby": "neurons-keys" });
  const element = html("figure", { class: "sees", "data-quantities": `a.${name}` }, [
    html("figcaption", {}, [title, scale.element]),
    plane.root,
    readout,
  ]);

  /** @type {Seen | undefined} */
  let seen;
  /** @type {SeenNeuron | undefined} */
  let neuron;
  /** The cell under the pointer. @type {Cell | null} */
  let pointed = null;

  listenToCells(plane, {
    size: () => seen && [lengthOf(seen.inputs[0]), lengthOf(seen.inputs[1])],
    from: () => pointed,
    point,
  });

  /** @param {Cell | null} cell */
  function point(cell) {
    pointed = cell;
    if (!seen || !neuron) return;
    const found = cell && readingAt(seen, neuron, cell);
    setText(readout, found ? found.words : `${extent(neuron)} on this plane.`);
    setAttributes(cross, { d: found ? `M${plane.x(found.x1)} ${plane.y(found.x2)}m-8 0h16m-8 -8v16` : "" });
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
      const { experiment, inputs } = seen;
      const { range, middle } = scaleOf(neuron);
      const ramp = linear(range);
      const [across, up] = seen.plane.map((name, axis) => ({ ...axisOf(inputs[axis] ?? []), title: written(name) }));
      if (!across || !up) return;
      plane.axes(across, up);
      const turns = grid.draw(neuron.activations, ramp, middle);

      const { examples } = experiment;
      const [first = 0, second = 0] = columnsOf(seen, outline);
      /** @param {number[]} row */
      const at = (row) => /** @type {[number, number]} */ ([plane.x(row[first] ?? 0), plane.y(row[second] ?? 0)]);
      marks.replaceChildren(...exampleMarks({ examples, output: last ? index : 0, size: 6, ramp, at }));
      const shown = examples.inputs[example];
      const [cx, cy] = at(shown ?? []);
      setAttributes(here, { cx, cy, visibility: shown ? "visible" : "hidden" });

      setText(title, outline.labelOf(name));
      scale.draw(range, middle);
      setAttributes(plane.root, { "aria-label": inWords(seen, neuron, turns ? `a line shows where it is ${middle}` : `it is nowhere ${middle}`) });
      point(pointed);
    },
  };
}

/**
 * The activations as colours, and the line where they equal the middle of their range.
 *
 * @param {import("../charts/plane.js").Plane} plane
 */
function createGrid(plane) {
  const image = svg("image", { preserveAspectRatio: "none" });
  const halo = svg("path", { class: "contour halo" });
  const line = svg("path", { class: "contour" });
  plane.inside.append(image, halo, line);

  return {
    /**
     * Draws them. Returns whether there is such a line.
     *
     * @param {number[][]} activations
     * @param {(value: number) => number} ramp
     * @param {number} middle
     */
    draw(activations, ramp, middle) {
      // Each number is at the middle of a pixel, so the picture extends half a pixel beyond the grid.
      const cell = plane.width / ((activations[0]?.length ?? 2) - 1);
      setAttributes(image, {
        href: pictureOf(activations, ramp),
        x: -cell / 2,
        y: -cell / 2,
        width: plane.width + cell,
        height: plane.height + cell,
      });
      const d = contour(activations, middle)
        .map((ends) => lineThrough(ends.map(([i, j]) => [i * cell, plane.height - j * cell])))
        .join("");
      for (const path of [halo, line]) setAttributes(path, { d });
      return d !== "";
    },
  };
}

/** The ramp of the colours, with the numbers at its ends. */
function createScale() {
  const [lowest, highest, middleMark] = [html("span"), html("span"), html("i")];
  const ramp = html("span", { class: "ramp" }, [middleMark]);
  ramp.style.background = GRADIENT;

  return {
    element: html("span", { class: "scale", "aria-hidden": "true" }, [lowest, ramp, highest]),

    /**
     * @param {import("../charts/scales.js").Range} range
     * @param {number} middle
     */
    draw(range, middle) {
      setText(lowest, given(range[0]));
      setText(highest, given(range[1]));
      middleMark.style.left = `${100 * linear(range)(middle)}%`;
      middleMark.hidden = middle < range[0] || middle > range[1];
    },
  };
}

/**
 * @param {import("../charts/plane.js").Plane} plane
 * @param {object} grid
 * @param {() => Cell | undefined} grid.size
 * @param {() => Cell | null} grid.from
 * @param {(cell: Cell | null) => void} grid.point
 */
export function listenToCells({ root, fraction }, { size, from, point }) {
  root.addEventListener("pointermove", (event) => {
    const cells = size();
    if (cells) point(cellAt(fraction(event), cells));
  });
  for (const leaving of ["pointerleave", "blur"]) root.addEventListener(leaving, () => point(null));
  root.addEventListener("keydown", (event) => {
    const cells = size();
    const cell = cells && cellAfter(event.key, from(), cells);
    if (cell === undefined) return;
    // Elsewhere on the page these arrows step through the phases.
    event.preventDefault();
    event.stopPropagation();
    point(cell);
  });
}

/**
 * @param {Seen} seen
 * @param {SeenNeuron} neuron
 * @param {Cell} cell
 */
function readingAt({ inputs, plane }, { activations }, [column, row]) {
  const [x1, x2, activation] = [inputs[0]?.[column], inputs[1]?.[row], activations[row]?.[column]];
  if (x1 === undefined || x2 === undefined || activation === undefined) return null;
  const at = [x1, x2].map((value, axis) => `${written(plane[axis] ?? "")} ${short(value)}`);
  return { x1, x2, words: `${at.join(", ")}: ${precise(activation, 6)}` };
}

/** @param {number[]} [places] */
function lengthOf(places) {
  return places?.length ?? 0;
}

/** @param {SeenNeuron} neuron */
export function extent({ activations }) {
  const all = activations.flat();
  return `From ${precise(Math.min(...all), 4)} to ${precise(Math.max(...all), 4)}`;
}

/**
 * @param {Seen} seen
 * @param {SeenNeuron} neuron
 * @param {string} turn  the activation at which it turns from no to yes
 */
export function inWords({ inputs, plane }, neuron, turn) {
  const ends = inputs.map((places, axis) => {
    const name = (plane[axis] ?? "").replace("i", "x");
    return `${name}${axis > 0 ? "" : " goes"} from ${given(places[0] ?? 0)} to ${given(places.at(-1) ?? 0)}`;
  });
  const activation = extent(neuron).replace("From", "from");
  return `What ${neuron.name} sees: its activation goes ${activation} where ${ends.join(" and ")}; ${turn}.`;
}

/** @param {number[]} places */
export function axisOf(places) {
  /** @type {[number, number]} */
  const range = [places[0] ?? 0, places.at(-1) ?? 1];
  return { place: linear(range), ticks: linearTicks(range, 5), write: given };
}
