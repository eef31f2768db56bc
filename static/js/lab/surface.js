/** Loss over two parameters, as contours or as a surface, with the path of the run. */

import { byId, setAttributes, setText } from "../ui/dom.js";
import { given, grouped, precise, short, signed } from "../text/format.js";
import { pathOf, samplesOf } from "./history.js";
import { HERE, NEXT, number } from "../ui/links.js";
import { listParameters } from "./parameters.js";
import { createPlot } from "../charts/plot.js";
import { createProblem } from "../ui/problem.js";
import { isSeen, rangeOf } from "../charts/scales.js";

/**
 * @typedef {import("../types").Figure} Figure
 * @typedef {"contour" | "surface"} Picture
 *
 * @typedef {object} Surface  as `/api/loss-surface` answers it
 * @property {import("../types").Experiment} experiment
 * @property {[string, string]} parameters
 * @property {[number[], number[]]} values
 * @property {number[][]} losses  a row for each value of the second parameter
 * @property {{values: [number, number], loss: number}} here
 * @property {[number, number]} gradient
 * @property {{values: [number, number], loss: number}} step
 *
 * @typedef {object} Points  the points of the path
 * @property {number[]} x
 * @property {number[]} y
 * @property {number[]} z
 * @property {number[]} customdata  their iterations
 */

const WITHOUT_WEBGL =
  "The surface needs WebGL, which this browser does not have. The contours show the same loss.";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ actions, initial }) {
  const selects = /** @type {const} */ ({
    across: byId("surface-across", HTMLSelectElement),
    up: byId("surface-up", HTMLSelectElement),
  });
  const names = Object.values(selects).map((select) => listParameters(select));
  const sentence = byId("surface-sentence", HTMLElement);
  const without = byId("surface-webgl", HTMLElement);
  const showProblems = [
    createProblem({ root: byId("surface-problem", HTMLElement), place: "surface", actions }),
    createProblem({ root: byId("surface-path-problem", HTMLElement), place: "history", actions }),
  ];
  const drawWalk = createPathControls(actions);

  /** @param {Picture} picture */
  const plotOf = (picture) =>
    createPlot({
      root: byId(`surface-${picture}`, HTMLElement),
      url: initial.plotly,
      figures: initial.figures[picture],
      place: "surface",
      actions,
      clicked(points) {
        const iteration = points.find((point) => point.data.name === "Path")?.customdata;
        if (typeof iteration === "number") void actions.goToIteration(iteration);
      },
    });
  const pictures = /** @type {[Picture, HTMLButtonElement][]} */ ([
    ["contour", byId("surface-as-contour", HTMLButtonElement)],
    ["surface", byId("surface-as-surface", HTMLButtonElement)],
  ]);
  const plots = { contour: plotOf("contour"), surface: plotOf("surface") };
  /** @type {boolean | undefined} */
  let webgl;
  /** The values on which the drawing depends. @type {unknown[]} */
  let drawn = [];
  /** @type {import("../model/outline.js").Outline | undefined} */
  let outline;

  for (const [picture, button] of pictures)
    button.addEventListener("click", () => actions.chooseInLab("surface", { picture }));
  for (const [axis, select] of Object.entries(selects))
    select.addEventListener("change", () => {
      const [across, up] = [selects.across.value, selects.up.value];
      const before = latest?.labs.surface;
      // The other axis has this parameter, so the two axes swap.
      const same = across === up && before;
      actions.chooseInLab("surface", same ? { across: before.up, up: before.across } : { [axis]: select.value });
    });
  /** @type {import("../types").State | undefined} */
  let latest;

  /**
   * @param {import("../types").State} state
   * @param {Picture} picture
   */
  function draw(state, picture) {
    const shown = state.answers.surface;
    if (!shown) return;
    const labels = shown.parameters.map((name) => state.outline.labelOf(name));
    const points = pointsOf(pathOf(state), shown.parameters);
    sentence.replaceChildren(...sentenceOf(shown, labels));
    const title = `${picture === "contour" ? "Contours" : "Surface"} of the loss over ${shown.parameters.join(" and ")}, iteration ${grouped(shown.experiment.iteration)}.`;
    plots[picture](
      (figure) => fill[picture](figure, shown, points, labels),
      [title, sentence.textContent, extremesOf(shown), pathInWords(points.customdata)].join(" "),
    );
  }

  /**
   * The chosen picture, or the contours if it cannot be drawn.
   *
   * @param {Picture} wanted
   * @returns {Picture}
   */
  function possible(wanted) {
    if (wanted === "surface") webgl ??= hasWebGL();
    setText(without, wanted === "contour" || webgl ? "" : WITHOUT_WEBGL);
    return wanted === "surface" && webgl ? "surface" : "contour";
  }

  return (state) => {
    latest = state;
    for (const show of showProblems) show(state);
    if (state.outline !== outline) for (const write of names) write(state.outline);
    outline = state.outline;
    const { across, up } = state.labs.surface;
    selects.across.value = across;
    selects.up.value = up;
    const picture = possible(state.labs.surface.picture);
    for (const [name, button] of pictures) {
      setAttributes(button, { "aria-pressed": String(name === picture) });
      byId(`surface-${name}`, HTMLElement).hidden = name !== picture;
    }
    drawWalk(pathOf(state).iterations, state.frame.iteration, picture);
    const wanted = [state.answers.surface, samplesOf(state), outline, picture];
    if (wanted.every((part, index) => part === drawn[index])) return;
    drawn = wanted;
    draw(state, picture);
  };
}

/** How each figure of `app/figures/surface.py` is filled. */
const fill = {
  /**
   * @param {Figure} figure
   * @param {Surface} surface
   * @param {Points} path
   * @param {string[]} labels
   */
  contour({ data, layout }, { parameters, values, losses, here, step }, path, labels) {
    const [[a, b], [nextA, nextB]] = [here.values, step.values];
    const [across, up] = [rangeOf(values[0]), rangeOf(values[1])];
    const seen = isSeen([a, nextA], across) || isSeen([b, nextB], up);
    const points = [
      { x: values[0], y: values[1], z: losses, text: hoversOf(values, losses, labels) },
      path,
      { x: path.x.slice(0, 1), y: path.y.slice(0, 1) },
      { x: [a], y: [b] },
      { x: seen ? [a, nextA] : [], y: seen ? [b, nextB] : [] },
    ];
    for (const [index, trace] of data.entries()) Object.assign(trace, points[index]);
    const { xaxis, yaxis } = /** @type {any} */ (layout);
    Object.assign(xaxis, { title: { text: labels[0] }, range: across });
    Object.assign(yaxis, { title: { text: labels[1] }, range: up });
    layout.uirevision = parameters.join();
  },

  /**
   * @param {Figure} figure
   * @param {Surface} surface
   * @param {Points} path
   * @param {string[]} labels
   */
  surface({ data, layout }, { values, losses, here }, path, labels) {
    const [a, b] = here.values;
    const points = [
      { x: values[0], y: values[1], z: losses, text: hoversOf(values, losses, labels) },
      path,
      { x: path.x.slice(0, 1), y: path.y.slice(0, 1), z: path.z.slice(0, 1) },
      { x: [a], y: [b], z: [here.loss] },
    ];
    for (const [index, trace] of data.entries()) Object.assign(trace, points[index]);
    const { scene } = /** @type {any} */ (layout);
    scene.xaxis.title.text = labels[0];
    scene.yaxis.title.text = labels[1];
  },
};

/**
 * The label of each grid point, shown under the pointer.
 *
 * @param {[number[], number[]]} values
 * @param {number[][]} losses
 * @param {string[]} labels
 */
function hoversOf([across, up], losses, [a, b]) {
  return losses.map((row, j) =>
    row.map((loss, i) => `${a} = ${precise(across[i] ?? NaN, 6)}<br>${b} = ${precise(up[j] ?? NaN, 6)}<br>E = ${precise(loss, 6)}`),
  );
}

/**
 * @param {import("./history.js").Samples} path
 * @param {[string, string]} parameters
 * @returns {Points}
 */
function pointsOf({ iterations, values }, [across, up]) {
  return {
    x: values[across] ?? [],
    y: values[up] ?? [],
    z: values.loss ?? [],
    customdata: iterations,
  };
}

/**
 * @param {Surface} surface
 * @param {string[]} labels
 * @returns {(Node | string)[]}
 */
function sentenceOf({ parameters, here, gradient, step }, [across, up]) {
  const [a, b] = parameters;
  return [
    `Here ${across} = `,
    number(a, given(here.values[0]), HERE),
    ` and ${up} = `,
    number(b, given(here.values[1])),
    ", where the loss is ",
    number("loss", precise(here.loss)),
    " and slopes by ",
    number(`gradient.${a}`, signed(gradient[0])),
    ` along ${across} and by `,
    number(`gradient.${b}`, signed(gradient[1])),
    ` along ${up}. The next step takes them to `,
    number(`new.${a}`, short(step.values[0]), NEXT),
    " and ",
    number(`new.${b}`, short(step.values[1])),
    ". All other parameters are held as they are here.",
  ];
}

/** @param {Surface} surface */
function extremesOf({ losses }) {
  const all = losses.flat();
  const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  return `In the picture the loss goes from ${precise(low, 4)} to ${precise(high, 4)}.`;
}

/** @param {number[]} iterations */
function pathInWords(iterations) {
  const last = iterations.at(-1);
  if (last === undefined) return "The run has no path yet: it begins with the first step.";
  return `The path leads from iteration ${grouped(iterations[0] ?? 0)} to ${grouped(last)}.`;
}

/**
 * Moves along the path by keyboard.
 *
 * @param {import("../types").Parts["actions"]} actions
 */
function createPathControls(actions) {
  const back = byId("path-back", HTMLButtonElement);
  const on = byId("path-on", HTMLButtonElement);
  const said = byId("path-sentence", HTMLElement);
  /** @type {number | undefined} */
  let before;
  /** @type {number | undefined} */
  let after;
  back.addEventListener("click", () => before !== undefined && void actions.goToIteration(before));
  on.addEventListener("click", () => after !== undefined && void actions.goToIteration(after));

  /**
   * @param {number[]} iterations
   * @param {number} here
   * @param {Picture} picture
   */
  return (iterations, here, picture) => {
    before = iterations.findLast((iteration) => iteration < here);
    after = iterations.find((iteration) => iteration > here);
    setAttributes(back, { "aria-disabled": String(before === undefined) });
    setAttributes(on, { "aria-disabled": String(after === undefined) });
    const travel = iterations.length > 0 ? " Click a point of it to travel there." : "";
    // The path has the loss of each whole network; the surface varies two parameters of this one.
    const apart = picture === "surface" ? " It meets the surface only here: elsewhere the other parameters were not what they are now." : "";
    setText(said, `${pathInWords(iterations)}${travel}${iterations.length > 0 ? apart : ""}`);
  };
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return canvas.getContext("webgl2") !== null || canvas.getContext("webgl") !== null;
}
