/** Keeps an answer of the server up with a question that changes. */

import { post } from "./api.js";

/**
 * Asks one question at a time. What is asked meanwhile waits, and only the newest of it is asked
 * next: so the answers follow a run as fast as they can, and never pile up.
 *
 * @param {object} parts
 * @param {string} parts.path
 * @param {(answer: any, body: any) => void} parts.answered
 * @param {(error: unknown) => void} parts.failed
 */
export function createAsking({ path, answered, failed }) {
  let newest = "";
  /** @type {object | null} */
  let waiting = null;
  let busy = false;

  async function askOn() {
    busy = true;
    while (waiting) {
      const body = waiting;
      waiting = null;
      try {
        answered(await post(path, body), body);
      } catch (error) {
        newest = waiting ? newest : "";
        failed(error);
      }
    }
    busy = false;
  }

  /**
   * Asks, unless it is what was asked last. A question that failed may be asked again.
   *
   * @param {object} body
   */
  return (body) => {
    const question = JSON.stringify(body);
    if (question === newest) return;
    newest = question;
    waiting = body;
    if (!busy) void askOn();
  };
}
