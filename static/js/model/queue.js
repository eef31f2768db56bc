/** Runs actions one after the other. */

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
 * @param {(error: unknown, again: () => Promise<void>) => void} failed  receives an error, and a
 *     function that tries the action again
 */
export function createQueue(failed) {
  /** The first may have begun. @type {Job[]} */
  const jobs = [];
  let begun = false;
  let end = Promise.resolve();

  /**
   * @param {Action} action
   * @param {unknown} [kind]  replaces the last one waiting, if that is of the same kind
   * @returns {Promise<void>} settles when it is done, even if it failed
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
     * Signals every action to stop. An action that needs no waiting still runs.
     *
     * @param {unknown} [kind]  only actions of this kind
     */
    stop(kind) {
      for (const job of jobs) if (kind === undefined || job.kind === kind) job.stop.abort();
    },
  };
}
