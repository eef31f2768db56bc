/** What neurons see: the activation of each over the plane of the two inputs. */

import { byId, setText } from "../ui/dom.js";
import { grouped } from "../text/format.js";
import { createProblem } from "./problem.js";
import { createNeuronPicture } from "./neuron-picture.js";

/**
 * @param {import("./lab.js").LabParts} parts
 * @returns {import("../types").View}
 */
export function create({ store, seeAgain }) {
  const root = byId("neuron-pictures", HTMLElement);
  const problem = createProblem(byId("neurons-problem", HTMLElement));
  const sentence = byId("neurons-sentence", HTMLElement);
  const { outline } = store.get();
  const pictures = outline.computing.map(({ name, layer, index, last }) => createNeuronPicture(name, layer, index, last));
  root.append(...pictures.map(({ element }) => element));
  /** @type {import("../types").Seen | null} */
  let drawn = null;
  let drawnWith = "";

  return (state) => {
    if (state.seenProblem) problem.say(state.seenProblem, seeAgain);
    else problem.clear();
    const { seen, outline, example } = state;
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
