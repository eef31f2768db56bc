/** What Practise asks the server: tasks, judgements, and the numbers of the networks that they are about. */

import { frameFrom } from "../model/frames.js";
import { Outline, isOf, keyOf } from "../model/outline.js";
import { phases, post, step } from "../server/api.js";

/**
 * @typedef {import("../types").Frame} Frame
 * @typedef {import("../types").Notation} Notation
 * @typedef {import("./practice.js").Asked} Asked
 * @typedef {import("./practice.js").Tasks} Tasks
 */

export function createServer() {
  /** @type {Map<Asked, Tasks>} */
  const tasks = new Map();
  /** @type {Map<import("../types").Network, Frame>} */
  const frames = new Map();
  /** @type {Outline | null} */
  let told = null;

  return {
    /**
     * @param {Asked} asked
     * @returns {Promise<Tasks>}
     */
    async tasks(asked) {
      const known = tasks.get(asked) ?? (await post("/api/practice", asked));
      tasks.set(asked, known);
      return known;
    },

    /**
     * The iteration that a task is about.
     *
     * @param {Asked} asked
     * @param {number} index  of its network
     */
    async frame(asked, index) {
      const network = (await this.tasks(asked)).networks[index];
      if (!network) throw new TypeError("the task has no network");
      const frame = frames.get(network) ?? frameFrom(await step({ ...asked.experiment, network }, 1));
      frames.set(network, frame);
      return frame;
    },

    /**
     * The words of the phases and parts: those on the page, if they are true.
     *
     * @param {Asked} asked
     * @param {import("../types").State} state
     */
    async outline({ experiment }, { outline, notation }) {
      const key = keyOf(experiment, notation);
      const known = [outline, told].find((one) => one?.key === key && isOf(one, experiment));
      told = known ?? new Outline(await phases({ experiment, notation }), key);
      return told;
    },

    /**
     * @param {Asked} asked
     * @param {object} answer
     * @returns {Promise<import("./practice.js").Judged>}
     */
    judge: (asked, answer) => post("/api/practice/answer", { ...asked, ...answer }),
  };
}
