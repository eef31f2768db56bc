/** Loss along a parameter: the curve, its tangent here, and the step about to be taken. */

import { directionOf } from "../describe.js";
import { byId, html } from "../dom.js";
import { given, precise, short, signed } from "../format.js";
import { keepAnswered } from "./answers.js";
import { listParameters, parameterLabel, parametersOf } from "./parameters.js";
import { createPlot } from "./plot.js";
import { createProblem } from "./problem.js";
import { roomFor } from "./ranges.js";

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
 * @param {import("./lab.js").LabParts} parts
 * @returns {import("../types").View}
 */
export function createSlice({ explorer, initial }) {
  const select = byId("slice-parameter", HTMLSelectElement);
  const span = byId("slice-span", HTMLSelectElement);
  const sentence = byId("slice-sentence", HTMLElement);
  const parameters = parametersOf(initial.answer.experiment.network);
  const name = listParameters(select, parameters, "w5");
  const problem = createProblem(byId("slice-problem", HTMLElement));
  const plot = createPlot({
    root: byId("slice-plot", HTMLElement),
    url: initial.plotly,
    figures: initial.figures.slice,
    problem,
  });
  /** @type {import("../types").State | undefined} */
  let latest;
  /** @type {Slice | undefined} */
  let slice;
  /** @type {import("../types").Notation | undefined} */
  let notation;
  /** @type {string | null} */
  let selected = null;

  const answer = keepAnswered({
    path: "/api/loss-slice",
    problem,
    /** @param {Slice} answered */
    answered(answered) {
      slice = answered;
      draw();
    },
  });

  function ask() {
    if (!latest) return;
    const { experiment } = latest.frame;
    answer({ experiment, parameter: select.value, span: Number(span.value) });
  }

  function draw() {
    const shown = slice;
    const parameter = parameters.find((one) => one.name === shown?.parameter);
    if (!shown || !parameter || !notation) return;
    const label = parameterLabel(notation, parameter);
    sentence.replaceChildren(...sentenceOf(shown, label));
    plot(
      (figure) => fillSlice(figure, shown, label),
      `Loss along ${shown.parameter}, iteration ${shown.experiment.iteration}. ${sentence.textContent}`,
    );
  }

  select.addEventListener("change", () => explorer.ask(`gradient.${select.value}`));
  span.addEventListener("change", ask);

  return (state) => {
    latest = state;
    if (state.selected !== selected) {
      selected = state.selected;
      if (parameters.some((parameter) => parameter.name === selected)) select.value = selected ?? "";
    }
    if (state.notation !== notation) {
      notation = state.notation;
      name(notation);
      draw();
    }
    ask();
  };
}

/**
 * @param {import("../types").Figure} figure  of `app/figures/slice.py`
 * @param {Slice} slice
 * @param {string} label  of the parameter
 */
function fillSlice({ data, layout }, slice, label) {
  const { value, loss, values, losses, tangent, step } = slice;
  const moves = step.value !== value;
  const points = [
    { x: values, y: losses },
    { x: tangent.values, y: tangent.losses },
    { x: moves ? [value, step.value] : [], y: moves ? [loss, step.loss] : [] },
    { x: [value], y: [loss] },
  ];
  for (const [index, trace] of data.entries()) Object.assign(trace, points[index]);
  const { xaxis, yaxis, annotations } = /** @type {any} */ (layout);
  xaxis.title.text = label;
  xaxis.range = [values[0], values.at(-1)];
  yaxis.range = roomFor([...losses, loss]);
  Object.assign(annotations[0], { x: value, y: loss, text: slopeText(slice, label) });
  // Another curve is seen as a whole; the reader's zoom into this one is kept.
  layout.uirevision = [slice.parameter, xaxis.range[1] - xaxis.range[0]].join();
}

/**
 * @param {Slice} slice
 * @param {string} label
 */
function slopeText({ gradient, value, step }, label) {
  const { glyph, words, name } = directionOf(step.value - value);
  return `slope ${signed(gradient)}${name === "none" ? ";" : ", so"} ${label} ${words} ${glyph}`;
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
    number(parameter, given(value)),
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
    number(`new.${parameter}`, short(step.value)),
    `${beyond ? ", beyond the picture" : ""}, where the loss would be ${precise(step.loss)} if nothing else moved.`,
  ];
}

/**
 * A number that lights up with its other places.
 *
 * @param {string} quantity
 * @param {string} text
 */
function number(quantity, text) {
  return html("span", { class: "linked", "data-quantities": quantity }, [text]);
}
