/** The layers of the network: a field, one more or one less of each, and how new numbers are drawn. */

import { deepened, problemWith, readLayers, resized } from "../model/layering.js";
import { written } from "../model/layers.js";
import { limits } from "../model/settings.js";
import { byId, html, setAttributes, setText } from "./dom.js";
import { numberField } from "./number-field.js";

/** @typedef {(sizes: number[]) => number[]} Change  of the sizes of the layers, inputs first */

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createLayers({ store, actions, initial: { schemes } }) {
  const notes = byId("layers-notes", HTMLElement);
  const scheme = byId("scheme", HTMLSelectElement);
  const says = byId("scheme-says", HTMLElement);
  const seedField = byId("scheme-seed", HTMLInputElement);
  let seed = 0;
  /** The run that the last change began, and how it was drawn. @type {import("../model/layering.js").Begun | null} */
  let begun = null;

  /**
   * @param {Change} change
   * @param {boolean} [redraw]
   */
  async function apply(change, redraw = false) {
    begun = (await actions.changeLayers({ change, scheme: scheme.value, seed, redraw })) ?? begun;
    draw(store.get());
  }

  const showField = createField((sizes) => void apply(() => sizes));
  const steppers = createSteppers((change) => void apply(change));
  const showSeed = numberField(seedField, byId("scheme-seed-problem", HTMLElement), { whole: true, min: 0 }, (value) => {
    seed = value;
  });
  scheme.addEventListener("change", () => draw(store.get()));
  byId("draw-anew", HTMLButtonElement).addEventListener("click", () => {
    if (!showSeed.commit()) return;
    const { drawn, origin } = begun ?? {};
    // The same numbers again would change nothing.
    if (origin === store.get().origin && drawn?.redraw && drawn.scheme === scheme.value && drawn.seed === seed) seed += 1;
    void apply((sizes) => sizes, true);
  });

  /** @param {import("../types").State} state */
  function draw({ outline, origin }) {
    showField(outline.sizes);
    for (const show of steppers) show(outline);
    showSeed.show(seed);
    const chosen = schemes.find(({ name }) => name === scheme.value);
    setText(says, chosen?.says ?? "");
    if (seedField.parentElement) seedField.parentElement.hidden = !chosen?.seeded;
    setText(notes, begun?.origin === origin ? begun.notes.join(" ") : "");
  }
  return draw;
}

/**
 * The field for all layers, such as 2-3-1.
 *
 * @param {(sizes: number[]) => void} apply
 * @returns {(sizes: number[]) => void}
 */
function createField(apply) {
  const input = byId("layers", HTMLInputElement);
  const problem = byId("layers-problem", HTMLElement);
  /** The layers on screen, and the field's text for them. */
  let shown = "";
  let text = "";

  /** @param {string} message */
  function say(message) {
    setText(problem, message);
    setAttributes(input, { "aria-invalid": String(message !== "") });
  }

  function commit() {
    const found = readLayers(input.value);
    say("problem" in found ? found.problem : "");
    if ("problem" in found || written(found.sizes) === shown) return;
    // Enter commits, and leaving the field afterwards would commit again.
    shown = written(found.sizes);
    text = input.value;
    apply(found.sizes);
  }

  input.addEventListener("change", commit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
  });

  return (sizes) => {
    // Text that is being typed is left alone.
    const typing = document.activeElement === input && input.value !== text;
    if (written(sizes) === shown || typing) return;
    [shown, text] = [written(sizes), written(sizes)];
    input.value = text;
    say("");
  };
}

/**
 * One more and one less: of the neurons in each layer, and of the hidden layers.
 *
 * @param {(change: Change) => void} apply
 * @returns {((outline: import("../model/outline.js").Outline) => void)[]}
 */
function createSteppers(apply) {
  const root = byId("layers-steppers", HTMLElement);
  const hidden = Array.from({ length: limits.hidden_layers }, (_, index) => index + 1);
  const steppers = [
    createStepper("Inputs", "input", (sizes, by) => resized(sizes, 0, by), apply),
    ...hidden.map((layer) => createStepper("", "neuron", (sizes, by) => resized(sizes, layer, by), apply)),
    createStepper("Outputs", "output", (sizes, by) => resized(sizes, sizes.length - 1, by), apply),
    createStepper("Hidden layers", "hidden layer", deepened, apply),
  ];
  root.append(...steppers.map(({ element }) => element));
  return steppers.map(({ element, show }, index) => ({ sizes, layers }) => {
    const isHidden = hidden.includes(index);
    element.hidden = isHidden && index > sizes.length - 2;
    if (!element.hidden) show(sizes, isHidden ? (layers[index] ?? "") : "");
  });
}

/**
 * @param {string} label  empty for that of its hidden layer
 * @param {string} what  there is one more or less of
 * @param {(sizes: number[], by: number) => number[]} changed
 * @param {(change: Change) => void} apply
 */
function createStepper(label, what, changed, apply) {
  const title = html("span", {}, [label]);
  const buttons = [-1, 1].map((by) => {
    const button = html("button", { type: "button", class: "small" }, [by < 0 ? "−" : "+"]);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") apply((sizes) => changed(sizes, by));
    });
    return { by, button };
  });
  const element = html("div", { role: "group" }, [title, html("span", {}, buttons.map(({ button }) => button))]);

  return {
    element,
    /**
     * @param {number[]} sizes
     * @param {string} layer  the name of the hidden layer, if it is of one
     */
    show(sizes, layer) {
      const name = label || `${layer.charAt(0).toUpperCase()}${layer.slice(1)}`;
      setText(title, name);
      setAttributes(element, { "aria-label": name });
      for (const { by, button } of buttons)
        setAttributes(button, {
          "aria-label": `One ${what} ${by < 0 ? "less" : "more"}${layer && ` in layer ${layer}`}`,
          "aria-disabled": String(problemWith(changed(sizes, by)) !== ""),
        });
    },
  };
}
