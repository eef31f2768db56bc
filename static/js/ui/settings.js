import { byId } from "./dom.js";
import * as edits from "../model/edits.js";
import { endsOf, labelOf } from "../model/settings.js";

/**
 * Activations, loss and biases. Choices that do not fit together are disabled, with the reason.
 *
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function createSettings({ actions, initial: settings, fresh }) {
  const activations = fresh.outline.layers.slice(1).map((_, layer) => byId(`activation-${layer}`, HTMLSelectElement));
  let last = activations.length - 1;
  /** The layer of weights that a choice is about: the last one is that of the outputs. @param {number} index */
  const layerOf = (index) => (index === activations.length - 1 ? last : index);
  const loss = byId("loss-function", HTMLSelectElement);
  const biases = byId("train-biases", HTMLSelectElement);
  const why = byId("settings-why", HTMLElement);

  for (const [index, select] of activations.entries())
    select.addEventListener("change", () => {
      const name = fresh.outline.layers[index + 1];
      void actions.edit(edits.activation(`${name} activation`, layerOf(index), select.value));
    });
  loss.addEventListener("change", () => void actions.edit(edits.loss(loss.value)));
  biases.addEventListener("change", () => {
    const { value } = biases;
    void actions.edit(edits.trainBiases(value === "per_layer" ? value : value === "true"));
  });

  return ({ frame: { experiment } }) => {
    const { network, examples } = experiment;
    last = network.activations.length - 1;
    for (const [index, select] of activations.entries()) {
      if (select.parentElement) select.parentElement.hidden = index > layerOf(index) || (index < activations.length - 1 && index >= last);
      show(select, network.activations[layerOf(index)] ?? "");
    }
    show(loss, experiment.loss);
    show(biases, String(experiment.train_biases));

    const output = network.activations.at(-1) ?? "";
    const chosen = settings.losses.find(({ name }) => name === experiment.loss);
    const problems = new Map(
      settings.losses.map((one) => [one.name, problemOf(one, output, examples.targets)]),
    );
    allow(loss, ({ value }) => value === experiment.loss || !problems.get(value));
    allow(activations.at(-1), ({ value }) => chosen?.outputs?.includes(value) ?? true);
    const reason = chosen?.outputs
      ? `${sentence(chosen.label)} ${chosen.reason}, so the output stays a ${chosen.outputs.map(label).join(" or a ")}.`
      : ([...problems.values()].find(Boolean) ?? "");
    why.hidden = reason === "";
    if (why.textContent !== reason) why.textContent = reason;
  };

  /** @param {string} activation */
  function label(activation) {
    return labelOf(settings.activations, activation);
  }

  /**
   * Why a loss is disabled; empty if it is not.
   *
   * @param {import("../types").Loss} one
   * @param {string} output  the name of its activation
   * @param {number[][]} targets
   */
  function problemOf(one, output, targets) {
    const [low, high] = endsOf(one.targets);
    const refused = `${sentence(one.label)} is not offered: it`;
    if (one.outputs && !one.outputs.includes(output))
      return `${refused} ${one.reason}, and ${label(output)} can leave ${low} to ${high}.`;
    const within = targets.every((row) => row.every((y) => y >= low && y <= high));
    return within ? "" : `${refused} needs targets from ${low} to ${high}.`;
  }
}

/** @param {string} words */
function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function show(select, value) {
  if (select.value !== value) select.value = value;
}

/**
 * @param {HTMLSelectElement | undefined} select
 * @param {(option: HTMLOptionElement) => boolean} isAllowed
 */
function allow(select, isAllowed) {
  for (const option of select?.options ?? []) option.disabled = !isAllowed(option);
}
