import { html, setAttributes, setText, svg } from "../ui/dom.js";
import { given, precise, short } from "../text/format.js";
import { contour } from "./contour.js";
import { exampleMarks } from "./example-marks.js";
import { createPlane } from "./plane.js";
import { GRADIENT, pictureOf } from "./ramp.js";
import { linear, linearTicks } from "./scales.js";
import { scaleOf } from "./seeing.js";

/**
 * @typedef {import("../types").Seen} Seen
 * @typedef {import("../types").SeenNeuron} SeenNeuron
 */

/** @type {import("./plane.js").Size} */
const SIZE = { width: 330, height: 316, margin: { left: 46, right: 14, top: 8, bottom: 38 } };

/** Where the arrow keys lead: columns and rows of the grid. @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

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
  const { inside, over, root } = plane;
  const image = svg("image", { preserveAspectRatio: "none" });
  const halo = svg("path", { class: "contour halo" });
  const line = svg("path", { class: "contour" });
  const marks = svg("g", { class: "marks" });
  const here = svg("circle", { class: "here", r: 11 });
  const cross = svg("path", { class: "cross" });
  inside.append(image, halo, line);
  over.append(marks, here, cross);
  plane.resize(SIZE);

  const title = html("span", { class: "name" });
  const lowest = html("span");
  const highest = html("span");
  const ramp = html("span", { class: "ramp" });
  ramp.style.background = GRADIENT;
  const middleMark = html("i");
  ramp.append(middleMark);
  const readout = html("p", { class: "readout", "aria-live": "polite" });
  setAttributes(root, { id: `sees-${name}`, role: "img", tabindex: 0, "aria-describedby": "neurons-keys" });
  const element = html("figure", { class: "sees", "data-quantities": `a.${name}` }, [
    html("figcaption", {}, [title, html("span", { class: "scale", "aria-hidden": "true" }, [lowest, ramp, highest])]),
    root,
    readout,
  ]);

  /** @type {Seen | undefined} */
  let seen;
  /** @type {SeenNeuron | undefined} */
  let neuron;
  /** What is pointed at: column and row of the grid. @type {[number, number] | null} */
  let pointed = null;
  let rest = "";

  root.addEventListener("pointermove", (event) => {
    if (!seen) return;
    const { across, up } = plane.fraction(event);
    const [x1, x2] = seen.inputs;
    point([Math.round(across * (x1.length - 1)), Math.round(up * (x2.length - 1))]);
  });
  root.addEventListener("pointerleave", () => point(null));
  root.addEventListener("blur", () => point(null));
  root.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!seen || (!move && event.key !== "Escape")) return;
    // The arrows step the phases elsewhere on the page.
    event.preventDefault();
    event.stopPropagation();
    const [x1, x2] = seen.inputs;
    const [i, j] = pointed ?? [x1.length >> 1, x2.length >> 1];
    const [di, dj] = move ?? [0, 0];
    point(move ? [within(i + di, x1.length), within(j + dj, x2.length)] : null);
  });

  /** @param {[number, number] | null} place */
  function point(place) {
    pointed = place;
    const x1 = seen?.inputs[0][place?.[0] ?? -1];
    const x2 = seen?.inputs[1][place?.[1] ?? -1];
    const activation = neuron?.activations[place?.[1] ?? -1]?.[place?.[0] ?? -1];
    if (x1 === undefined || x2 === undefined || activation === undefined) {
      setText(readout, rest);
      setAttributes(cross, { d: "" });
      return;
    }
    setText(readout, `x₁ ${short(x1)}, x₂ ${short(x2)}: ${precise(activation, 6)}`);
    setAttributes(cross, { d: `M${plane.x(x1)} ${plane.y(x2)}m-8 0h16m-8 -8v16` });
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
      seen = newSeen;
      neuron = found;
      const { experiment, inputs } = seen;
      const { activations } = neuron;
      const { range, middle } = scaleOf(neuron);
      const place = linear(range);
      const [across, up] = inputs.map(axisOf);
      if (!across || !up) return;
      plane.axes({ ...across, title: "x₁" }, { ...up, title: "x₂" });

      // The numbers stand in the middle of the picture's pixels, so it reaches half of one beyond.
      const cell = plane.width / (inputs[0].length - 1);
      setAttributes(image, {
        href: pictureOf(activations, place),
        x: -cell / 2,
        y: -cell / 2,
        width: plane.width + cell,
        height: plane.height + cell,
      });
      const d = contour(activations, middle)
        .map((ends) => `M${ends.map(([i, j]) => `${(i * cell).toFixed(1)} ${(plane.height - j * cell).toFixed(1)}`).join("L")}`)
        .join("");
      for (const path of [halo, line]) setAttributes(path, { d });

      const { examples } = experiment;
      /** @param {number[]} row */
      const at = ([x1 = 0, x2 = 0]) => /** @type {[number, number]} */ ([plane.x(x1), plane.y(x2)]);
      const output = last ? index : 0;
      marks.replaceChildren(...exampleMarks({ examples, output, size: 6, ramp: place, at }));
      const shown = examples.inputs[example];
      const [cx, cy] = at(shown ?? []);
      setAttributes(here, { cx, cy, visibility: shown ? "visible" : "hidden" });

      const all = activations.flat();
      const [low, high] = [Math.min(...all), Math.max(...all)];
      setText(title, outline.labelOf(name));
      setText(lowest, given(range[0]));
      setText(highest, given(range[1]));
      middleMark.style.left = `${100 * place(middle)}%`;
      middleMark.hidden = middle < range[0] || middle > range[1];
      rest = `From ${precise(low, 4)} to ${precise(high, 4)} on this plane.`;
      const ends = inputs.map((places) => `${given(places[0] ?? 0)} to ${given(places.at(-1) ?? 0)}`);
      setAttributes(root, {
        "aria-label":
          `What ${name} sees: its activation goes from ${precise(low, 4)} to ${precise(high, 4)}` +
          ` where x1 goes from ${ends[0]} and x2 from ${ends[1]}` +
          `${d === "" ? `, and is nowhere ${middle}` : `; a line shows where it is ${middle}`}.`,
      });
      point(pointed);
    },
  };
}

/** @param {number[]} places */
function axisOf(places) {
  /** @type {[number, number]} */
  const range = [places[0] ?? 0, places.at(-1) ?? 1];
  return { place: linear(range), ticks: linearTicks(range, 5), write: given };
}

/**
 * @param {number} index
 * @param {number} length
 */
function within(index, length) {
  return Math.min(length - 1, Math.max(0, index));
}
