/** Does one thing after the other: each begins when the one before it is done. */

import { isAbort } from "../server/api.js";

/**
 * @typedef {(signal: AbortSignal) => unknown} Action  the signal says when it should stop
 *
 * @typedef {object} Job
 * @property {unknown} kind
 * @property {Action} action
 * @property {AbortController} stop
 * @property {Promise<void>} done
 */

/**
 * @param {(error: unknown, again: () => Promise<void>) => void} failed  is told of what failed, and how
 *     to do it once more
 */
export function createQueue(failed) {
  /** The first of them has perhaps begun. @type {Job[]} */
  const jobs = [];
  let begun = false;
  let end = Promise.resolve();

  /**
   * @param {Action} action
   * @param {unknown} [kind]  takes the place of the last one waiting, if that is of this kind
   * @returns {Promise<void>} when it is done, whether it worked or not
   */
  function add(action, kind) {
    const last = jobs.length > (begun ? 1 : 0) ? jobs.at(-1) : undefined;
    if (last && kind !== undefined && last.kind === kind) {
      last.action = action;
      return last.done;
    }
    /** @type {Job} */
    const job = { kind, action, stop: new AbortController(), done: end };
    jobs.push(job);
    end = job.done = end.then(() => perform(job));
    return job.done;
  }

  /** @param {Job} job */
  async function perform(job) {
    begun = true;
    try {
      await job.action(job.stop.signal);
    } catch (error) {
      if (!isAbort(error)) failed(error, () => add(job.action, job.kind));
    } finally {
      begun = false;
      jobs.shift();
    }
  }

  return {
    add,

    /**
     * Tells what is there to stop; what can be done at once is done all the same.
     *
     * @param {unknown} [kind]  only this kind of it
     */
    stop(kind) {
      for (const job of jobs) if (kind === undefined || job.kind === kind) job.stop.abort();
    },
  };
}
