import { byId } from "./dom.js";
import * as edits from "../model/edits.js";
import { endsOf, hasSum, labelOf } from "../model/settings.js";

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
    const outputs = network.biases.at(-1)?.length ?? 0;
    /** @param {import("../types").Activation} one */
    const single = (one) => one.outputs_only !== null && outputs === 1;
    allow(activations.at(-1), ({ value }) => {
      const one = settings.activations.find(({ name }) => name === value);
      return one !== undefined && !single(one) && (chosen?.outputs?.includes(value) ?? true);
    });
    const reasons = chosen?.outputs
      ? [`${sentence(chosen.label)} ${chosen.reason}, so the output stays ${chosen.outputs.map(label).join(" or ")}.`]
      : [...problems.values(), ...settings.activations.filter(single).map(singleProblemOf)];
    const reason = reasons.filter(Boolean).join(" ");
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
      return `${refused} ${one.reason}, so the output must be ${one.outputs.map(label).join(" or ")}.`;
    if (!targets.every((row) => row.every((y) => y >= low && y <= high)))
      return `${refused} needs targets from ${low} to ${high}.`;
    const total = one.target_sum;
    return targets.every((row) => hasSum(row, total)) ? "" : `${refused} needs targets that sum to ${total} in each example.`;
  }
}

/** @param {import("../types").Activation} one  that is not offered for a single output */
function singleProblemOf({ label, outputs_only }) {
  return `${sentence(label)} is not offered: it ${outputs_only}, so it needs two or more.`;
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
