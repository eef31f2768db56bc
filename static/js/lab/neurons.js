/** What neurons see: the activation of each over the plane of the two inputs. */

import { byId, setText } from "../ui/dom.js";
import { grouped } from "../text/format.js";
import { createProblem } from "../ui/problem.js";
import { createNeuronPicture } from "./neuron-picture.js";

/**
 * @param {import("../types").Parts} parts
 * @returns {import("../types").View}
 */
export function create({ store, actions }) {
  const root = byId("neuron-pictures", HTMLElement);
  const showProblem = createProblem({ root: byId("neurons-problem", HTMLElement), place: "neurons", actions });
  const sentence = byId("neurons-sentence", HTMLElement);
  const { outline } = store.get();
  const pictures = outline.computing.map(({ name, layer, index, last }) => createNeuronPicture(name, layer, index, last));
  root.append(...pictures.map(({ element }) => element));
  /** @type {import("../types").Seen | undefined} */
  let drawn;
  let drawnWith = "";

  return (state) => {
    showProblem(state);
    const { outline, example, answers } = state;
    const seen = answers.neurons;
    if (!seen) return;
    const wanted = `${outline.key} ${example}`;
    if (seen === drawn && wanted === drawnWith) return;
    drawn = seen;
    drawnWith = wanted;
    const { iteration, examples: { inputs } } = seen.experiment;
    const examples = inputs.length === 1 ? "the example" : `the ${grouped(inputs.length)} examples`;
    setText(
      sentence,
      `Iteration ${grouped(iteration)}: what each neuron would answer to any two inputs, with ${examples} on it.`,
    );
    for (const picture of pictures) picture.draw(seen, { outline, example });
  };
}
