import { byId } from "./dom.js";
import * as edits from "../model/edits.js";

const CROSS_ENTROPY = "binary_cross_entropy";

/**
 * Activations, loss and biases. What does not go together is not offered, and it says why.
 *
 * @param {{edit(edit: edits.Edit, what: string): unknown}} explorer
 * @returns {import("../types").View}
 */
export function createSettings({ edit }) {
  const activations = [0, 1].map((layer) => byId(`activation-${layer}`, HTMLSelectElement));
  const loss = byId("loss-function", HTMLSelectElement);
  const biases = byId("train-biases", HTMLSelectElement);
  const why = byId("settings-why", HTMLElement);

  for (const [layer, select] of activations.entries())
    select.addEventListener("change", () => {
      void edit(edits.activation(layer, select.value), `${layer === 0 ? "hidden" : "output"} activation`);
    });
  loss.addEventListener("change", () => void edit(edits.loss(loss.value), "loss"));
  biases.addEventListener("change", () => {
    const { value } = biases;
    void edit(edits.trainBiases(value === "per_layer" ? value : value === "true"), "biases");
  });

  return ({ frame: { experiment } }) => {
    const { network, examples } = experiment;
    for (const [layer, select] of activations.entries()) show(select, network.activations[layer] ?? "");
    show(loss, experiment.loss);
    show(biases, String(experiment.train_biases));

    const output = network.activations.at(-1);
    const isCrossEntropy = experiment.loss === CROSS_ENTROPY;
    const between = examples.targets.every((row) => row.every((y) => y >= 0 && y <= 1));
    const offered = output === "sigmoid" && between;
    allow(loss, ({ value }) => value !== CROSS_ENTROPY || offered || isCrossEntropy);
    allow(activations[1], ({ value }) => value === "sigmoid" || !isCrossEntropy);
    const reason = isCrossEntropy
      ? "Cross-entropy takes each output for a probability, so the output stays a sigmoid."
      : output !== "sigmoid"
        ? `Cross-entropy is not offered: it takes each output for a probability, and ${output} can leave 0 to 1.`
        : "Cross-entropy is not offered: it needs targets from 0 to 1.";
    why.hidden = !isCrossEntropy && offered;
    if (why.textContent !== reason) why.textContent = reason;
  };
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
