/** How much may be asked for, as the server says on the page (`app/web/limits.py`). */

/** @type {import("../types").Limits} */
export let limits;

/** Iterations a request, where one sees how far it is. */
export const stride = () => limits.steps / 4;

/** @param {import("../types").Limits} given  the page's own, before anything is done */
export function setLimits(given) {
  limits = given;
}
