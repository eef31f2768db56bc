/**
 * The inputs that vary in the pictures of what neurons see. Two span a plane; those of a larger network
 * that are not among them are held: as in the example on screen, or at a value of one's own.
 */

import { subscripted } from "../text/format.js";
import { MEAN } from "../model/state.js";
import { byId, html, setText } from "../ui/dom.js";
import { forLayers } from "../ui/made.js";
import { ANY, numberField } from "../ui/number-field.js";

/** @typedef {import("../types").State} State */

/** Networks with more inputs have a choice. */
const PLANE = 2;

/**
 * How an input is written: x₃ for i3.
 *
 * @param {string} name
 */
export const written = (name) => subscripted(name.replace("i", "x"));

/**
 * The places of the varying inputs among all of them.
 *
 * @param {import("../types").Seen} seen
 * @param {import("../model/outline.js").Outline} outline
 */
export function columnsOf({ plane }, { inputs }) {
  return plane.map((name) => inputs.indexOf(name));
}

/**
 * What the page asks of `/api/input-surface` beside the experiment: nothing where nothing is chosen.
 *
 * @param {State} state
 * @returns {{plane?: string[], held?: [string, number][]}}
 */
export function inputsAsked(state) {
  const { outline, labs: { neurons: { across, up } } } = state;
  if (outline.inputs.length <= PLANE) return {};
  return { plane: [across, up], held: heldIn(state) };
}

/**
 * The inputs that are held, with their values.
 *
 * @param {State} state
 * @returns {[string, number][]}
 */
function heldIn({ outline, example, frame, labs: { neurons: { across, up, held } } }) {
  const rows = example === MEAN ? frame.means.a[0] : frame.experiment.examples.inputs;
  const row = rows?.[Math.max(0, example)] ?? [];
  return outline.inputs.flatMap((name, index) =>
    name === across || name === up ? [] : [[name, held[name] ?? row[index] ?? 0]],
  );
}

/**
 * The choice of the inputs that vary, and the values of the others.
 *
 * @param {import("../types").Parts["actions"]} actions
 * @returns {import("../types").View}
 */
export function createInputs(actions) {
  const root = byId("neurons-inputs", HTMLElement);
  const across = byId("inputs-across", HTMLSelectElement);
  const up = byId("inputs-up", HTMLSelectElement);
  const asShown = byId("inputs-as-shown", HTMLButtonElement);
  /** @type {State["labs"]["neurons"] | undefined} */
  let chosen;

  for (const [axis, select] of Object.entries({ across, up }))
    select.addEventListener("change", () => {
      // The other axis has this input, so the two axes swap.
      const same = chosen && across.value === up.value;
      actions.chooseInLab("neurons", same ? { across: chosen?.up, up: chosen?.across } : { [axis]: select.value });
    });
  asShown.addEventListener("click", () => {
    actions.chooseInLab("neurons", { held: {} });
    across.focus();
  });

  const draw = forLayers(({ inputs }) => {
    for (const select of [across, up])
      select.replaceChildren(...inputs.map((value) => html("option", { value }, [written(value)])));
    const fields = inputs.map((name) =>
      createHeld(name, (value) => actions.chooseInLab("neurons", { held: { ...chosen?.held, [name]: value } })),
    );
    byId("inputs-held", HTMLElement).replaceChildren(...fields.map(({ element }) => element));
    return (state) => {
      const values = new Map(heldIn(state));
      for (const { name, show } of fields) show(values.get(name));
    };
  });

  return (state) => {
    root.hidden = state.outline.inputs.length <= PLANE;
    if (root.hidden) return;
    chosen = state.labs.neurons;
    draw(state);
    [across.value, up.value] = [chosen.across, chosen.up];
    asShown.hidden = Object.keys(chosen.held).length === 0;
  };
}

/**
 * The value at which an input is held.
 *
 * @param {string} name
 * @param {(value: number) => void} hold
 */
function createHeld(name, hold) {
  const input = html("input", { type: "text", role: "spinbutton", autocomplete: "off", inputmode: "decimal" });
  const problem = html("span", { class: "problems", role: "alert" });
  const element = html("label", {}, [html("span", {}, [`${written(name)} held at`]), " ", input, problem]);
  const field = numberField(input, problem, ANY, hold);
  return {
    name,
    element,
    /** @param {number | undefined} value  none while it varies */
    show(value) {
      element.hidden = value === undefined;
      if (value !== undefined) field.show(value);
      else setText(problem, "");
    },
  };
}
