/**
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").StepAnswer} StepAnswer
 */

/**
 * The last iteration that an answer opened.
 *
 * @param {StepAnswer} answer
 * @returns {Frame}
 */
export function frameFrom(answer) {
  const pass = answer.passes.at(-1);
  if (!pass || !answer.details) throw new TypeError("the answer opened no iteration");
  const { iteration, network } = pass;
  return {
    iteration,
    experiment: { ...answer.experiment, iteration, network },
    pass,
    outputLosses: answer.details.output_losses,
    means: answer.details.means,
    next: answer.experiment,
    nextLoss: answer.forward.loss,
  };
}
