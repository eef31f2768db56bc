/** Gradient check: every gradient beside the finite difference of the loss. */

import { byId, html, setAttributes, setText } from "../ui/dom.js";
import { exact, grouped, precise } from "../text/format.js";
import { written } from "../model/layers.js";
import { parametersOf } from "./parameters.js";
import { createProblem } from "../ui/problem.js";

/**
 * @typedef {import("../model/outline.js").Outline} Outline
 *
 * @typedef {object} Checked  a parameter, as `/api/gradient-check` answers it
 * @property {string} name
 * @property {number} analytic
 * @property {number} numeric
 * @property {number} relative_error
 * @property {boolean} corner  whether a kink is so close that the difference is one-sided
 * @property {boolean} good
 *
 * @typedef {object} GradientCheck
 * @property {import("../types").Experiment} experiment
 * @property {number} tolerance
 * @property {boolean} good
 * @property {string} worst
 * @property {Checked[]} gradients
 */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ actions }) {
  const table = byId("gradients", HTMLTableElement);
  const verdict = byId("gradients-verdict", HTMLElement);
  const corners = byId("gradients-corners", HTMLElement);
  const showProblem = createProblem({ root: byId("gradients-problem", HTMLElement), place: "gradients", actions });
  /** @type {Map<string, ReturnType<typeof createRow>>} */
  let rows = new Map();
  /** @type {Outline | undefined} */
  let outline;
  /** @type {GradientCheck | undefined} */
  let check;

  /** @param {Outline} outline */
  function draw(outline) {
    if (!check) return;
    /** @param {string} name */
    const labelOf = (name) => outline.labelOf(name);
    for (const checked of check.gradients) rows.get(checked.name)?.draw(checked, labelOf(checked.name));
    setText(verdict, verdictOf(check, labelOf));
    setAttributes(verdict, { "data-good": String(check.good) });
    setAttributes(table, { "aria-label": `Gradient check, iteration ${grouped(check.experiment.iteration)}` });
    corners.hidden = !check.gradients.some(({ corner }) => corner);
    table.hidden = false;
  }

  return (state) => {
    showProblem(state);
    if (!outline || written(outline.sizes) !== written(state.outline.sizes)) {
      rows = new Map(parametersOf(state.outline).map(({ name }) => [name, createRow(name, actions.ask)]));
      table.tBodies[0]?.replaceChildren(...[...rows.values()].map(({ element }) => element));
    }
    for (const [name, { select }] of rows) select(name === state.selected);
    if (state.outline === outline && state.answers.gradients === check) return;
    outline = state.outline;
    check = state.answers.gradients;
    draw(outline);
  };
}

/**
 * @param {GradientCheck} check
 * @param {(name: string) => string} labelOf
 */
function verdictOf({ experiment, good, worst, gradients, tolerance }, labelOf) {
  const bad = gradients.filter((gradient) => !gradient.good).length;
  const farthest = gradients.find(({ name }) => name === worst)?.relative_error ?? 0;
  const found = good
    ? `✓ All ${gradients.length} gradients of iteration ${grouped(experiment.iteration)} agree with their central differences.`
    : `✗ ${bad} of the ${gradients.length} gradients of iteration ${grouped(experiment.iteration)} ${bad === 1 ? "does" : "do"} not agree with ${bad === 1 ? "its central difference" : "their central differences"}.`;
  return `${found} The worst is ${labelOf(worst)} with a relative error of ${precise(farthest, 2)}; up to ${precise(tolerance, 2)} is good.`;
}

/**
 * @param {string} name
 * @param {(quantity: string) => void} ask
 */
function createRow(name, ask) {
  const quantity = `gradient.${name}`;
  const button = html("button", { type: "button" });
  const [analytic, numeric, error, verdict] = [html("td"), html("td"), html("td"), html("td")];
  const glyph = html("span", { class: "glyph", "aria-hidden": "true" });
  const word = html("span");
  verdict.append(glyph, " ", word);
  const element = html("tr", { "data-parameter": name, "data-quantities": `${quantity} ${name}` }, [
    html("th", { scope: "row" }, [button]),
    verdict,
    analytic,
    numeric,
    error,
  ]);
  element.addEventListener("click", () => ask(quantity));

  return {
    element,

    /** @param {boolean} selected */
    select(selected) {
      setAttributes(button, { "aria-pressed": String(selected) });
    },

    /**
     * @param {Checked} checked
     * @param {string} label
     */
    draw(checked, label) {
      setText(button, label);
      setText(analytic, precise(checked.analytic));
      setText(numeric, `${precise(checked.numeric)}${checked.corner ? "*" : ""}`);
      setAttributes(analytic, { title: exact(checked.analytic) });
      setAttributes(numeric, { title: exact(checked.numeric) });
      setText(error, precise(checked.relative_error, 2));
      setText(glyph, checked.good ? "✓" : "✗");
      setText(word, checked.good ? "good" : "bad");
      setAttributes(verdict, { class: checked.good ? "good" : "bad" });
    },
  };
}
