/** What neurons see: their activations over the plane of two inputs, in the lab and in the diagram. */

import { linear } from "../charts/scales.js";
import { pictureAt } from "../diagram/geometry.js";
import { placedOn } from "../diagram/part.js";
import { given, grouped } from "../text/format.js";
import { byId, setAttributes, setText, svg } from "../ui/dom.js";
import { forLayers } from "../ui/made.js";
import { createProblem } from "../ui/problem.js";
import { columnsOf, createInputs, written } from "./inputs.js";
import { createNeuronCurve } from "./neuron-curve.js";
import { createNeuronPicture } from "./neuron-picture.js";
import { exampleMarks, pictureOf, scaleOf } from "./ramp.js";

/** @typedef {import("../model/outline.js").Outline} Outline */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ actions }) {
  const root = byId("neuron-pictures", HTMLElement);
  const showProblem = createProblem({ root: byId("neurons-problem", HTMLElement), place: "neurons", actions });
  const sentence = byId("neurons-sentence", HTMLElement);
  const showInputs = createInputs(actions);
  const draw = forLayers((outline) => createLarge(root, sentence, outline));

  return (state) => {
    showProblem(state);
    showInputs(state);
    draw(state);
  };
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} sentence
 * @param {Outline} network
 * @returns {import("../types").View}
 */
function createLarge(root, sentence, network) {
  const create = network.inputs.length === 1 ? createNeuronCurve : createNeuronPicture;
  const pictures = network.computing.map(({ name, layer, index, last }) => create(name, layer, index, last));
  root.replaceChildren(...pictures.map(({ element }) => element));
  /** @type {import("../types").Seen | undefined} */
  let drawn;
  let drawnWith = "";

  return (state) => {
    const { outline, example, answers } = state;
    const seen = answers.neurons;
    if (!seen) return;
    const wanted = `${outline.key} ${example}`;
    if (seen === drawn && wanted === drawnWith) return;
    drawn = seen;
    drawnWith = wanted;
    setText(sentence, sentenceOf(seen));
    for (const picture of pictures) picture.draw(seen, { outline, example });
  };
}

/** @param {import("../types").Seen} seen */
function sentenceOf({ experiment: { iteration, examples: { inputs } }, plane, held }) {
  const examples = inputs.length === 1 ? "the example" : `the ${grouped(inputs.length)} examples`;
  const start = `Iteration ${grouped(iteration)}: each neuron’s activation for any`;
  const others = Object.keys(held).map(written);
  if (others.length === 0) return `${start} ${plane.length > 1 ? "two inputs" : "input"}, with ${examples} on top.`;
  const fixed = Object.entries(held).map(([name, value]) => `${written(name)} = ${given(value)}`);
  const own = inputs.length > 1 ? `, whatever their own ${others.join(" and ")}` : "";
  return `${start} ${plane.map(written).join(" and ")} while ${fixed.join(" and ")}, with ${examples} on top${own}.`;
}

/**
 * A small picture beside each neuron in the diagram shows what it sees. It opens the large one.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createPictures({ store, actions }) {
  const root = byId("diagram", SVGSVGElement);
  const button = byId("pictures", HTMLButtonElement);
  const group = svg("g", { class: "pictures" });
  button.addEventListener("click", actions.togglePictures);
  group.addEventListener("click", open);
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open(event);
  });

  /**
   * Opens the large picture once its tab is drawn, whose script may have to come first.
   *
   * @param {Event} event
   */
  function open(event) {
    const name = event.target instanceof Element && event.target.closest("[data-sees]")?.getAttribute("data-sees");
    if (!name) return;
    actions.openLab("neurons");
    const focus = () => {
      const { panel, lab } = store.get();
      if (panel !== "lab" || lab !== "neurons") return;
      const large = document.getElementById(`sees-${name}`);
      if (large) large.focus();
      else requestAnimationFrame(focus);
    };
    requestAnimationFrame(() => requestAnimationFrame(focus));
  }

  const draw = placedOn(byId("board", HTMLElement), ({ computing }) => createSmall(group, computing));
  return (state) => {
    setAttributes(button, { "aria-pressed": String(state.pictures) });
    if (!state.pictures || !state.answers.neurons) return group.remove();
    if (!group.parentNode) root.append(group);
    draw(state);
  };
}

/**
 * @param {SVGElement} group
 * @param {Outline["computing"]} neurons
 */
function createSmall(group, neurons) {
  const pictures = neurons.map(({ name, layer, index, last }) => createPicture(name, layer, index, last));
  group.replaceChildren(...pictures.map(({ element }) => element));
  /** @type {import("../types").Seen | undefined} */
  let drawn;

  return {
    /** @param {import("../diagram/geometry.js").Layout} layout */
    place(layout) {
      for (const picture of pictures) picture.place(layout);
      drawn = undefined;
    },

    /** @param {import("../types").State} state */
    draw({ answers, outline }) {
      if (!answers.neurons || answers.neurons === drawn) return;
      drawn = answers.neurons;
      for (const picture of pictures) picture.draw(answers.neurons, columnsOf(drawn, outline));
    },
  };
}

/**
 * @param {string} name
 * @param {number} layer
 * @param {number} index
 * @param {boolean} last  whether it is an output
 */
function createPicture(name, layer, index, last) {
  const image = svg("image", { preserveAspectRatio: "none" });
  const frame = svg("rect", { class: "frame" });
  // Cut off at the picture's edges.
  const marks = svg("svg", { class: "marks", "aria-hidden": "true" });
  let size = 0;
  const element = svg(
    "g",
    {
      role: "button",
      tabindex: 0,
      "data-sees": name,
      "data-quantities": `a.${name}`,
      "aria-label": `What ${name} sees, enlarge`,
    },
    [image, marks, frame],
  );

  return {
    element,

    /** @param {import("../diagram/geometry.js").Layout} layout */
    place(layout) {
      const { x, y } = pictureAt(layout, layer, index);
      size = layout.picture.size;
      for (const part of [image, marks, frame])
        setAttributes(part, { x: x - size / 2, y: y - size / 2, width: size, height: size });
    },

    /**
     * @param {import("../types").Seen} seen
     * @param {number[]} columns  of the inputs that vary
     */
    draw({ experiment, inputs, neurons }, columns) {
      const neuron = neurons.find((one) => one.name === name);
      if (!neuron) return;
      const { range } = scaleOf(neuron);
      const ramp = linear(range);
      setAttributes(image, { href: pictureOf(neuron.activations, ramp) });
      const [across, up] = inputs.map((places) => linear([places[0] ?? 0, places.at(-1) ?? 1]));
      marks.replaceChildren(
        ...exampleMarks({
          examples: experiment.examples,
          output: last ? index : 0,
          size: 3,
          ramp,
          at: (row) => {
            const [x1 = 0, x2 = 0] = columns.map((column) => row[column] ?? 0);
            // Along one input, the examples stand in the middle of its stripes.
            return [size * (across?.(x1) ?? 0), size * (1 - (up?.(x2) ?? 0.5))];
          },
        }),
      );
    },
  };
}
