/** Loss along a parameter: the curve, its tangent here, and the step about to be taken. */

import { directionOf } from "../text/describe.js";
import { byId } from "../ui/dom.js";
import { given, grouped, precise, short, signed } from "../text/format.js";
import { HERE, NEXT, number } from "../ui/links.js";
import { listParameters } from "./parameters.js";
import { createPlot } from "../charts/plot.js";
import { createProblem } from "../ui/problem.js";
import { isSeen, rangeOf, roomFor } from "../charts/scales.js";

/**
 * @typedef {object} Slice  as `/api/loss-slice` answers it
 * @property {import("../types").Experiment} experiment
 * @property {string} parameter
 * @property {number} value
 * @property {number} loss
 * @property {number} gradient
 * @property {number[]} values
 * @property {number[]} losses
 * @property {{values: number[], losses: number[]}} tangent
 * @property {{value: number, loss: number}} step
 */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ actions, initial }) {
  const select = byId("slice-parameter", HTMLSelectElement);
  const span = byId("slice-span", HTMLSelectElement);
  const sentence = byId("slice-sentence", HTMLElement);
  const name = listParameters(select);
  const showProblem = createProblem({ root: byId("slice-problem", HTMLElement), place: "slice", actions });
  const plot = createPlot({
    root: byId("slice-plot", HTMLElement),
    url: initial.plotly,
    figures: initial.figures.slice,
    actions,
    place: "slice",
  });
  /** @type {import("../model/outline.js").Outline | undefined} */
  let outline;
  /** @type {Slice | undefined} */
  let slice;

  select.addEventListener("change", () => actions.ask(`gradient.${select.value}`));
  span.addEventListener("change", () => actions.chooseInLab("slice", { span: Number(span.value) }));

  /** @param {import("../types").State} state */
  function draw({ outline }) {
    const shown = slice;
    if (!shown) return;
    const label = outline.labelOf(shown.parameter);
    sentence.replaceChildren(...sentenceOf(shown, label));
    plot(
      (figure) => fillSlice(figure, shown, label),
      `Loss along ${shown.parameter}, iteration ${grouped(shown.experiment.iteration)}. ${sentence.textContent}`,
    );
  }

  return (state) => {
    showProblem(state);
    const choice = state.labs.slice;
    const renamed = state.outline !== outline;
    if (renamed) name(state.outline);
    select.value = choice.parameter;
    span.value = String(choice.span);
    if (!renamed && state.answers.slice === slice) return;
    outline = state.outline;
    slice = state.answers.slice;
    draw(state);
  };
}

/**
 * @param {import("../types").Figure} figure  of `app/figures/slice.py`
 * @param {Slice} slice
 * @param {string} label  of the parameter
 */
function fillSlice({ data, layout }, slice, label) {
  const { value, loss, values, losses, tangent, step } = slice;
  const range = rangeOf(values);
  const seen = isSeen([value, step.value], range);
  const points = [
    { x: values, y: losses, text: values.map((at, i) => `${label} = ${precise(at, 6)}<br>E = ${precise(losses[i] ?? NaN)}`) },
    { x: range, y: extended(tangent, range) },
    { x: [value], y: [loss] },
    { x: seen ? [value, step.value] : [], y: seen ? [loss, step.loss] : [] },
  ];
  for (const [index, trace] of data.entries()) Object.assign(trace, points[index]);
  const { xaxis, yaxis, annotations } = /** @type {any} */ (layout);
  xaxis.title.text = label;
  xaxis.range = range;
  yaxis.range = roomFor([...losses, loss]);
  Object.assign(annotations[0], slopeLabel(slice, label, yaxis.range));
  // A new curve is shown in full. The same curve keeps the reader's zoom.
  layout.uirevision = [slice.parameter, range[1] - range[0]].join();
}

/**
 * The loss on a straight line, from two of its points.
 *
 * @param {{values: number[], losses: number[]}} line  its ends
 * @param {import("../charts/scales.js").Range} to
 */
function extended({ values: [left = 0, right = 0], losses: [low = 0, high = 0] }, to) {
  return to.map((value) => low + ((value - left) / (right - left)) * (high - low));
}

/**
 * The tangent's slope in words, on the side of the curve that has room.
 *
 * @param {Slice} slice
 * @param {string} label
 * @param {import("../charts/scales.js").Range} range  of the losses
 */
function slopeLabel({ gradient, value, loss, step }, label, [low, high]) {
  const { glyph, words, name } = directionOf(step.value - value);
  const above = (loss - low) / (high - low) < 0.6;
  const left = gradient > 0 === above;
  return {
    text: `slope ${signed(gradient)}${name === "none" ? ";" : ","}<br>${name === "none" ? "" : "so "}${label} ${words} ${glyph}`,
    x: value,
    y: loss,
    ax: left ? -24 : 24,
    ay: above ? -44 : 44,
    xanchor: left ? "right" : "left",
  };
}

/**
 * @param {Slice} slice
 * @param {string} label
 * @returns {(Node | string)[]}
 */
function sentenceOf(slice, label) {
  const { experiment, parameter, value, loss, gradient, values, step } = slice;
  const direction = directionOf(step.value - value);
  const start = [
    `At ${label} = `,
    number(parameter, given(value), HERE),
    " the loss is ",
    number("loss", precise(loss)),
    ". The tangent’s slope is the gradient, ",
    number(`gradient.${parameter}`, signed(gradient)),
  ];
  if (direction.name === "none") {
    const untrained = parameter.startsWith("b.") && experiment.train_biases === false;
    return [...start, `; ${label} stays${untrained ? ", as the biases are not trained" : ""}.`];
  }
  const beyond = step.value < Number(values[0]) || step.value > Number(values.at(-1));
  return [
    ...start,
    `, so ${label} ${direction.words}: the next step takes it to `,
    number(`new.${parameter}`, short(step.value), NEXT),
    `${beyond ? ", beyond the picture" : ""}, where the loss would be ${precise(step.loss)} if nothing else moved.`,
  ];
}
