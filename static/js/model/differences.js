/** What makes one experiment differ from another, in a few words. */

import { given, grouped } from "../text/format.js";
import { labelOf } from "./settings.js";

/**
 * @typedef {import("../types").Experiment} Experiment
 *
 * @typedef {object} Names  what is called how
 * @property {import("../types").Settings} settings
 * @property {import("./outline.js").Outline} outline  of the network
 */

/** More weights than this are not named one by one. */
const MOST_WEIGHTS = 2;

/**
 * What an experiment has that another has not: `learning rate 0.5, w5 0.4`. Of experiments at
 * different iterations the parameters are not compared, since training changed them.
 *
 * @param {Experiment} experiment
 * @param {Experiment} other
 * @param {Names} names
 */
export function differences(experiment, other, { settings, outline }) {
  const { network, examples } = experiment;
  const found = [];
  if (experiment.learning_rate !== other.learning_rate)
    found.push(`learning rate ${given(experiment.learning_rate)}`);
  if (experiment.loss !== other.loss) found.push(labelOf(settings.losses, experiment.loss));
  for (const [layer, name] of network.activations.entries())
    if (name !== other.network.activations[layer])
      found.push(`${outline.layers[layer + 1]} ${labelOf(settings.activations, name)}`);
  if (experiment.train_biases !== other.train_biases)
    found.push(`biases ${labelOf(settings.biases, String(experiment.train_biases))}`);
  if (!same(examples, other.examples)) {
    const many = examples.inputs.length;
    found.push(many === 1 ? "another example" : `${grouped(many)} examples`);
  }
  if (experiment.iteration === other.iteration) found.push(...parameters(network, other.network, outline));
  return found.join(", ");
}

/**
 * @param {Experiment["network"]} network
 * @param {Experiment["network"]} other
 * @param {import("./outline.js").Outline} outline
 */
function parameters(network, other, outline) {
  const weights = outline.edges.flatMap(({ name, layer, to, from }) => {
    const value = network.weights[layer]?.[to]?.[from] ?? 0;
    return value === other.weights[layer]?.[to]?.[from] ? [] : [`${name} ${given(value)}`];
  });
  const biases = network.biases.flatMap((values, layer) =>
    same(values, other.biases[layer]) ? [] : [`b${layer + 1} ${[...new Set(values)].map(given).join("/")}`],
  );
  return [...(weights.length > MOST_WEIGHTS ? ["other weights"] : weights), ...biases];
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
